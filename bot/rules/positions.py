"""Where a document has the parts of a query that have a place: terms, OR groups of them, and words near one another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from bot.rules.document import FAR, Document, Span
from bot.rules.pattern import occurrences
from bot.rules.tree import Near, Node, Or, Phrase, Term, Word


def spans_of(node: Node, document: Document) -> list[Span]:
    """The spans of a term, an OR group of terms, or a ``Near``, in order; of other nodes there are none."""
    match node:
        case Word() | Phrase():
            return occurrences(node, document)
        case Or(items=items):
            return sorted({span for item in items for span in spans_of(item, document)})
        case Near(items=items, distance=distance, ordered=ordered):
            return near_spans([spans_of(item, document) for item in items], distance, ordered=ordered)
        case _:
            return []


def near_spans(parts: Sequence[list[Span]], distance: int, *, ordered: bool) -> list[Span]:
    """Stretches with one span of each part, at most ``distance`` words from one to the next; the shortest for each end.

    Spans are taken in order of position; ``reached[met][end]`` is the latest beginning of a stretch that ends there and
    holds the parts whose bits are in ``met``. Linear in the number of spans.
    """
    if not all(parts):
        return []
    whole = (1 << len(parts)) - 1
    reached: list[dict[int, int]] = [{} for _ in range(whole + 1)]
    for start, end, part in sorted((*span, part) for part, spans in enumerate(parts) for span in spans):
        bit = 1 << part
        for met in [bit - 1] if ordered else range(whole):
            if met & bit:
                continue
            begin = start if met == 0 else _latest(reached[met], start, distance)
            if begin >= 0:
                known = reached[met | bit].get(end, -1)
                reached[met | bit][end] = max(known, begin)
    return sorted((begin, end) for end, begin in reached[whole].items())


def _latest(ends: dict[int, int], start: int, distance: int) -> int:
    """The latest beginning of a stretch that ends at most ``distance`` words before ``start``; -1 where there is none."""
    return max((ends.get(end, -1) for end in range(start - 1 - distance, start)), default=-1)


def term_spans(node: Term | Near, document: Document) -> Iterator[tuple[Term, Span]]:
    """Each term with each of its spans; of a ``Near`` only the spans inside a stretch that satisfies it."""
    if not isinstance(node, Near):
        for span in occurrences(node, document):
            yield node, span
        return
    stretches = _united(spans_of(node, document))
    begins = [begin for begin, _ in stretches]
    for term in _terms(node):
        for start, end in occurrences(term, document):
            place = bisect_right(begins, start) - 1
            if place >= 0 and end <= stretches[place][1]:
                yield term, (start, end)


def _united(stretches: list[Span]) -> list[Span]:
    """Stretches with those that overlap made one."""
    united: list[Span] = []
    for begin, end in stretches:
        if united and begin <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((begin, end))
    return united


def _terms(node: Node) -> Iterator[Term]:
    if isinstance(node, Word | Phrase):
        yield node
    elif isinstance(node, Near | Or):
        for item in node.items:
            yield from _terms(item)


def nearest(near: Near, document: Document) -> int | None:
    """The fewest words between the first two parts of a ``Near``, None where they are not in one piece."""
    left, right = (spans_of(item, document) for item in near.items[:2])
    gaps = [gap for gap in (_gap(left, right), None if near.ordered else _gap(right, left)) if gap is not None]
    return min(gaps, default=None)


def _gap(left: list[Span], right: list[Span]) -> int | None:
    """The fewest words from the end of one of ``left`` to the next of ``right``, less than ``FAR``."""
    ends = sorted(end for _, end in left)
    fewest: int | None = None
    for start, _ in right:
        before = bisect_right(ends, start - 1) - 1
        gap = start - 1 - ends[before] if before >= 0 else FAR
        if gap < FAR and (fewest is None or gap < fewest):
            fewest = gap
    return fewest
