"""Patterns: what a term of a query looks for, in folded words, and where a document has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.rules.document import MOST_PLACES, Document, Span
from bot.rules.folding import surfaces
from bot.rules.numeral import groups_of
from bot.rules.stems import STEMMED, stem_of
from bot.rules.surface import EXACTLY, is_plain, read_surface
from bot.rules.tree import Field, Term, Word
from bot.rules.vocabulary import beginning_with, ending_with, of_stem

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
        return not (self.open_ended or self.text.startswith(REST) or LETTER in self.text)

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

_REMEMBERED = 64
"""Slots of which a document remembers where they are."""

_FEW = 32
"""Places of a word that are as fast looked up as remembered."""


@lru_cache(maxsize=1 << 14)
def pattern_of(text: str) -> Pattern:
    """What a term's text looks for; empty where it holds no letter or digit. ``=`` before it asks for its very spelling."""
    if is_plain(text.replace(" ", "")):
        return tuple(((Form(word.lower()),),) for word in text.split())
    if text.startswith(EXACTLY):
        exact = [token for written in surfaces(text) for token in read_surface(written).tokens]
        return tuple(((Form(EXACTLY + token.exact),),) for token in exact)
    slots: list[Slot] = []
    for word in text.split():
        groups = groups_of(word)
        slots.extend([_number(groups)] if groups else _slots(word))
    return tuple(slots)


def _slots(word: str) -> Iterator[Slot]:
    for written in surfaces(word.replace("?", LETTER).replace("*", REST)):
        surface = read_surface(written)
        run = tuple(_form(token.forms[0]) for token in surface.tokens)
        if surface.compound is not None:
            yield (run, (_form(surface.compound),))
        else:
            yield from (((form,),) for form in run)


def _number(groups: Sequence[str]) -> Slot:
    """A number with a separator (3,500 or 3 500) and without one."""
    return (tuple(Form(group) for group in groups), (Form("".join(groups)),))


def forms_of(text: str) -> list[Form]:
    """Every form that a term's text looks for, in any of its ways."""
    return [form for slot in pattern_of(text) for run in slot for form in run]


def _form(folded: str) -> Form:
    return Form(folded.rstrip(REST), open_ended=folded.endswith(REST))


def occurrences(term: Term, document: Document) -> list[Span]:
    """Where a document has a term, in order, each span once."""
    if isinstance(term, Word):
        if is_plain(term.text):
            return document.spans(term.text.lower(), term.field)
        if is_stemmed(term):
            return _stem_spans(term, document)
    first, *others = pattern_of(term.text) or (None,)
    found = _slot_spans(first, document, term.field) if first else []
    for slot in others:
        if not found:
            break
        ends = _ends_of(slot, document, term.field)
        # In order already but for slots of several words; two ways through these may come to the same.
        found = sorted(dict.fromkeys((start, last) for start, end in found for last in ends.get(end + 1, ())))
    return found


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
    forms = {form for stem in stems for form in of_stem(stem, language, document.places)}
    return _spans_of(forms, document, term.field)


def _slot_spans(slot: Slot, document: Document, field: Field) -> list[Span]:
    found = [_run_spans(run, document, field) for run in slot]
    return found[0] if len(found) == 1 else sorted(set().union(*found))


def _run_spans(run: Run, document: Document, field: Field) -> list[Span]:
    found = _form_spans(run[0], document, field)
    for form in run[1:]:
        ends = _ends_of(((form,),), document, field)
        found = [(start, last) for start, end in found for last in ends.get(end + 1, ())]
    return found


def _ends_of(slot: Slot, document: Document, field: Field) -> Mapping[int, Sequence[int]]:
    """Where the spans of a slot end, by where they begin; of many spans, and of a slot of several words, remembered."""
    if len(slot) == len(slot[0]) == 1:
        spans = _form_spans(slot[0][0], document, field)
        if len(spans) <= _FEW:
            return _by_start(spans)
    known = document.begun.get((slot, field))
    if known is None:
        if len(document.begun) >= _REMEMBERED:
            document.begun.clear()
        known = document.begun[slot, field] = _by_start(_slot_spans(slot, document, field))
    return known


def _by_start(spans: Sequence[Span]) -> Mapping[int, Sequence[int]]:
    ends: dict[int, tuple[int, ...]] = {}
    for start, end in spans:
        ends[start] = (*ends.get(start, ()), end)
    return ends


def _form_spans(form: Form, document: Document, field: Field) -> list[Span]:
    if form.literal:
        return document.spans(form.text, field)
    places = document.places
    alike = ending_with(form.text[1:], places) if form.open_begun else beginning_with(form.stem, places)
    return _spans_of(filter(form.fits, alike), document, field)


def _spans_of(forms: Iterable[str], document: Document, field: Field) -> list[Span]:
    return sorted({span for form in forms for span in document.spans(form, field)})[:MOST_PLACES]
