"""Excerpts of any text with any matches: true to the text, whole in the matches, near their limit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.alerts import excerpt
from bot.domain.card import Matched, Text


@st.composite
def _marked(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """A text with ordered spans that do not overlap."""
    text = draw(st.text(alphabet=st.one_of(st.sampled_from("ab  \n"), st.characters()), max_size=200))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=10)))
    return text, [(cuts[n], cuts[n + 1]) for n in range(0, len(cuts) - 1, 2)]


@given(_marked(), st.integers(1, 120))
def test_an_excerpt_is_a_beginning_of_the_text_with_whole_matches(
    marked: tuple[str, list[tuple[int, int]]], limit: int
) -> None:
    text, matched = marked
    spans = excerpt(text, matched, limit)
    shown = "".join(span.text for span in spans if isinstance(span, Text | Matched))
    cut = shown != text
    body = shown.removesuffix(" …") if cut else shown
    assert text.startswith(body)
    assert not cut or shown.endswith(" …")
    found = [span.text for span in spans if isinstance(span, Matched)]
    assert found == [text[start:stop] for start, stop in matched[: len(found)]]
    # The cut stands in no match: every match not shown begins after what is shown.
    assert all(start >= len(body.rstrip()) for start, _ in matched[len(found) :])
    longest = max((stop - start for start, stop in matched), default=0)
    assert len(body) <= limit + longest


@given(st.text(max_size=300), st.integers(1, 400))
def test_a_text_within_the_limit_is_whole(text: str, limit: int) -> None:
    shown = "".join(span.text for span in excerpt(text, [], limit) if isinstance(span, Text))
    assert shown == text if len(text) <= limit else shown.endswith(" …")
