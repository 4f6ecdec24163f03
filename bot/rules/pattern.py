"""Patterns: what a term of a query looks for, in folded words, and where a document has it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from bot.rules.document import Document, Span
from bot.rules.folding import surfaces
from bot.rules.stems import STEMMED, stem_of
from bot.rules.surface import EXACTLY, read_surface
from bot.rules.tree import Field, Term, Word

LETTER = "\u16dd"
REST = "\u16e5"
"""Two runes that stand for ? and * while a term is folded, because folding takes signs away and keeps letters."""


class Form(NamedTuple):
    """A folded word; ``LETTER`` in it is any one letter.

    ``REST`` before it is any letters or none, and ``open_ended`` allows such after it.
    """

    text: str
    open_ended: bool = False

    @property
    def stem(self) -> str:
        """The letters that every word of this form begins with."""
        return "" if self.open_begun else self.text.partition(LETTER)[0]

    @property
    def open_begun(self) -> bool:
        """Whether any letters may stand before the form."""
        return self.text.startswith(REST)

    @property
    def literal(self) -> bool:
        """Whether the form is one word and no other."""
        return not self.open_ended and not self.open_begun and LETTER not in self.text

    def fits(self, word: str) -> bool:
        """Whether a folded word is of this form."""
        if self.open_begun:
            return word.endswith(self.text[1:]) and not word.startswith(EXACTLY)
        if len(word) < len(self.text) or (len(word) > len(self.text) and not self.open_ended):
            return False
        return all(mine in (LETTER, theirs) for mine, theirs in zip(self.text, word, strict=False))


Run = tuple[Form, ...]
"""Forms at successive positions."""

Slot = tuple[Run, ...]
"""Ways to fill one place of a pattern: cease-fire is (cease, fire) or (ceasefire,)."""

Pattern = tuple[Slot, ...]
"""Slots that follow one another."""


@lru_cache(maxsize=1 << 14)
def pattern_of(text: str) -> Pattern:
    """What a term's text looks for; empty where it holds no letter or digit. ``=`` before it asks for its very spelling."""
    if text.startswith(EXACTLY):
        exact = [token for written in surfaces(text) for token in read_surface(written).tokens]
        return tuple(((Form(EXACTLY + token.exact),),) for token in exact)
    slots: list[Slot] = []
    for written in surfaces(text.replace("?", LETTER).replace("*", REST)):
        surface = read_surface(written)
        run = tuple(_form(token.forms[0]) for token in surface.tokens)
        if surface.compound is not None:
            slots.append((run, (_form(surface.compound),)))
        else:
            slots.extend(((form,),) for form in run)
    return tuple(slots)


def forms_of(text: str) -> list[Form]:
    """Every form that a term's text looks for, in any of its ways."""
    return [form for slot in pattern_of(text) for run in slot for form in run]


def _form(folded: str) -> Form:
    return Form(folded.rstrip(REST), open_ended=folded.endswith(REST))


def occurrences(term: Term, document: Document) -> list[Span]:
    """Where a document has a term, in order, each span once."""
    if is_stemmed(term):
        return _stem_spans(term, document)
    found: list[Span] | None = None
    for slot in pattern_of(term.text):
        here = _merged(_run_spans(run, document, term.field) for run in slot)
        found = here if found is None else _followed(found, here)
        if not found:
            return []
    return found or []


def is_stemmed(term: Term) -> bool:
    """Whether a term is a word that is looked for by its stem."""
    return isinstance(term, Word) and term.text.endswith(STEMMED)


def stemmed_words(term: Term) -> tuple[str, str]:
    """The folded word and the word as written whose stems a stemmed term looks for."""
    bare = term.text.removesuffix(STEMMED)
    return forms_of(bare)[0].text, forms_of(EXACTLY + bare)[0].text.removeprefix(EXACTLY)


def _stem_spans(term: Term, document: Document) -> list[Span]:
    language = document.language
    stems = {stem_of(word, language) for word in stemmed_words(term)}
    return document.spans_where(lambda word: stem_of(word.removeprefix(EXACTLY), language) in stems, term.field)


def _run_spans(run: Run, document: Document, field: Field) -> list[Span]:
    found = _form_spans(run[0], document, field)
    for form in run[1:]:
        found = _followed(found, _form_spans(form, document, field))
    return found


def _form_spans(form: Form, document: Document, field: Field) -> list[Span]:
    return document.spans(form.text, field) if form.literal else document.spans_where(form.fits, field)


def _merged(lists: Iterable[list[Span]]) -> list[Span]:
    first, *rest = lists
    return first if not rest else sorted(set(first).union(*rest))


def _followed(left: list[Span], right: list[Span]) -> list[Span]:
    """Spans that begin as one of ``left`` and end as one of ``right`` that stands right behind it."""
    single = dict(right)
    if len(single) == len(right):
        return sorted({(start, single[end + 1]) for start, end in left if end + 1 in single})
    ends: dict[int, list[int]] = {}
    for start, end in right:
        ends.setdefault(start, []).append(end)
    return sorted({(start, last) for start, end in left for last in ends.get(end + 1, ())})
