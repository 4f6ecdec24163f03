"""Offsets found for an explanation are those of the very tokens that matching saw, in any script."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.news import Article
from bot.rules import Query, StoryFacts, explain, matches, read_article
from bot.rules.folding import fold, surfaces
from bot.rules.offsets import token_offsets
from bot.rules.surface import read_surface
from tests.unit.rules.drawn import articles, queries, stories

TEXTS = st.text(st.characters(max_codepoint=0x2FFFF, exclude_categories=["Cs"]), max_size=60)
SCRIPTS = st.text(
    "aEé\u0301'’´ʿ\"”-. \u00adКйи\u0306ёسُّوـ\u200cאָनि्\u094d한글\u1112\u1161\u11ab中ガｶﾞไทย\u0e48ﬁ½№İıß\uff35S",
    max_size=40,
)


@given(st.one_of(TEXTS, SCRIPTS))
def test_offsets_are_those_of_the_tokens(text: str) -> None:
    tokens = [token for surface in surfaces(text) for token in read_surface(surface).tokens]
    offsets = list(token_offsets(text))
    assert len(offsets) == len(tokens)
    assert offsets == sorted(offsets)
    for token, (start, end) in zip(tokens, offsets, strict=True):
        assert start < end
        piece = [inner.forms[0] for surface in surfaces(text[start:end]) for inner in read_surface(surface).tokens]
        assert token.forms[0] in piece or fold(token.exact) in "".join(piece)


@given(st.one_of(TEXTS, SCRIPTS))
def test_offsets_do_not_hang_on_what_else_is_in_the_text(text: str) -> None:
    """Behind a word that takes more room when it is read, a text is gone through character by character."""
    front = "中 "
    _, *behind = ((start - len(front), end - len(front)) for start, end in token_offsets(front + text))
    for (start, end), (first, last) in zip(token_offsets(text), behind, strict=True):
        assert end == last
        # A mark that begins a word stands on the sign before it, which may be counted in.
        assert first <= start
        assert not list(token_offsets(text[max(first, 0) : start]))


@given(st.one_of(TEXTS, SCRIPTS))
def test_the_way_a_text_is_composed_changes_nothing(text: str) -> None:
    # Of an acute by itself, an apostrophe to us, NFKC has left a space and an accent.
    text = text.translate(dict.fromkeys(map(ord, "´΄\u1ffd")))
    forms = [surfaces(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")]
    assert all(form == forms[0] for form in forms)


@given(queries, articles, stories)
def test_explanations_agree_with_the_evaluator(query: Query, seen: Article, story: StoryFacts) -> None:
    document = read_article(seen, story)
    explanation = explain(query, document)
    assert explanation.matched == matches(query, document)
    assert bool(explanation.missing) != explanation.matched
    places = [(span.part.value == "text", span.start, span.end) for span in explanation.spans]
    assert places == sorted(places)
    for span in explanation.spans:
        whole = seen.title if span.part.value == "title" else seen.text
        assert 0 <= span.start < span.end <= len(whole)
    for left, right in zip(explanation.spans, explanation.spans[1:], strict=False):
        assert left.part is not right.part or left.end <= right.start
