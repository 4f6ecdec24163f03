"""Where a document has the parts of a query that have a place: terms, OR groups of them, and words near one another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Iterator, Sequence
from operator import itemgetter

from bot.rules.document import FAR, RANGES, Document, Span
from bot.rules.pattern import occurrences
from bot.rules.tree import Field, Near, Node, Or, Phrase, Term, Word


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


def count_of(node: Node, document: Document) -> int:
    """In how many places, none on top of another, a document has a term or an OR group of them."""
    count, past = 0, -1
    for start, end in sorted(spans_of(node, document), key=itemgetter(1)):
        if start > past:
            count, past = count + 1, end
    return count


def near_spans(parts: Sequence[list[Span]], distance: int, *, ordered: bool) -> list[Span]:
    """Stretches with one span of each part, at most ``distance`` words from one to the next; the shortest for each end."""
    latest: dict[int, int] = {}
    for begin, end in _stretches(parts, distance, ordered=ordered):
        latest[end] = max(latest.get(end, begin), begin)
    return sorted((begin, end) for end, begin in latest.items())


def are_near(near: Near, document: Document) -> bool:
    """Whether there is any such stretch."""
    parts = [spans_of(item, document) for item in near.items]
    if len(parts) > 2:
        return next(_stretches(parts, near.distance, ordered=near.ordered), None) is not None
    one, other = parts
    return _follows(other, one, near.distance) or (not near.ordered and _follows(one, other, near.distance))


def _follows(right: list[Span], left: list[Span], distance: int) -> bool:
    """Whether one of ``right`` begins behind one of ``left``, at most ``distance`` words further on."""
    starts = [start for start, _ in right]
    ends = [end for _, end in left]
    nexts = [bisect_right(starts, end) for end in ends]
    return any(
        place < len(starts) and starts[place] - end - 1 <= distance for place, end in zip(nexts, ends, strict=True)
    )


def _stretches(parts: Sequence[list[Span]], distance: int, *, ordered: bool) -> Iterator[Span]:
    """Stretches in order of their last part.

    Spans are taken in order of position; ``reached[met]`` are the stretches so far that hold the parts whose bits are in
    ``met``. Linear in the number of spans, whatever the distance.
    """
    if not all(parts):
        return
    whole = (1 << len(parts)) - 1
    reached = [_Reached() for _ in range(whole)]
    for start, end, part in _in_order(parts):
        bit = 1 << part
        for met in (bit - 1,) if ordered else range(whole):
            if met & bit:
                continue
            begin = start if met == 0 else reached[met].latest(start, distance)
            if begin < 0:
                continue
            if met | bit == whole:
                yield begin, end
            else:
                reached[met | bit].add(begin, end)


def _in_order(parts: Sequence[list[Span]]) -> list[tuple[int, int, int]]:
    return sorted((*span, part) for part, spans in enumerate(parts) for span in spans)


class _Reached:
    """Stretches of which the latest beginning is asked for, by places that only advance."""

    __slots__ = ("_ahead", "_ended")

    def __init__(self) -> None:
        self._ahead: list[tuple[int, int]] = []
        self._ended: deque[tuple[int, int]] = deque()
        """Ends in order, each with a beginning that is later than that of all behind it."""

    def add(self, begin: int, end: int) -> None:
        """One more stretch."""
        insort(self._ahead, (end, begin))

    def latest(self, start: int, distance: int) -> int:
        """The latest beginning of a stretch that ends at most ``distance`` words before ``start``; -1 without one."""
        ahead, ended = self._ahead, self._ended
        while ahead and ahead[0][0] < start:
            end, begin = ahead.pop(0)
            while ended and ended[-1][1] <= begin:
                ended.pop()
            ended.append((end, begin))
        while ended and ended[0][0] < start - 1 - distance:
            ended.popleft()
        return ended[0][1] if ended else -1


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
    """The least distance at which the parts of a ``Near`` would be near; None where they are not in one piece.

    ``reached[met]`` are stretches that hold the parts in ``met``: where they end, and the most words between two of them.
    """
    parts = [spans_of(item, document) for item in near.items]
    whole = (1 << len(parts)) - 1
    reached: list[list[tuple[int, int]]] = [[] for _ in range(whole + 1)]
    fewest = FAR
    for start, end, part in _in_order(parts):
        bit = 1 << part
        for met in (bit - 1,) if near.ordered else range(whole):
            if not met & bit:
                most = _least_gap(reached[met], start, fewest) if met else 0
                if most < fewest:
                    insort(reached[met | bit], (end, most))
        fewest = min((most for _, most in reached[whole]), default=fewest)
        reached[whole].clear()
    return fewest if fewest < FAR else None


def are_in_one_piece(near: Near, document: Document) -> bool:
    """Whether the title, or the text, has all parts of a ``Near`` that looks in both."""
    parts = [spans_of(item, document) for item in near.items]
    border = RANGES[Field.TEXT][0]
    return any(all(any((start < border) is title for start, _ in part) for part in parts) for title in (True, False))


def _least_gap(stretches: list[tuple[int, int]], start: int, limit: int) -> int:
    """The least of what the most words between two parts can be, if one more begins at ``start``; ``limit`` or more if none.

    Stretches that no later part can do better with are forgotten.
    """
    cut = bisect_left(stretches, (start, -1))
    kept: list[tuple[int, int]] = []
    for last, most in reversed(stretches[:cut]):
        if start - 1 - last < limit and (not kept or most < kept[-1][1]):
            kept.append((last, most))
    stretches[:cut] = reversed(kept)
    return min((max(most, start - 1 - last) for last, most in kept), default=limit)
