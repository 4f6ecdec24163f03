"""Whatever is typed, the command line reads it or says what is wrong; it never fails otherwise."""

from __future__ import annotations

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import DatelineError
from bot.pipeline.command_line import parse_line, tokenise, usage
from handlers import all_verbs

VERBS = all_verbs()
_PIECES = st.sampled_from(
    [
        *(verb.path for verb in VERBS),
        *(f"{option.name}:" for verb in VERBS for option in verb.options),
        *"\"'“”„«»‘’:=/#*()",
        " ",
        "  ",
        "12",
        "s12",
        "٣",
        "²",
        "Europe/Paris",
        "https://a.example/x?y=z",
        "://",
        "\n",
        "\u0000",
        "\ud800",
    ]
)
LINES = st.one_of(
    st.text(max_size=80),
    st.lists(st.one_of(_PIECES, st.text(max_size=6)), max_size=12).map("".join),
    st.lists(st.one_of(_PIECES, st.text(max_size=6)), max_size=12).map(" ".join),
)


@settings(deadline=None)
@given(LINES)
def test_any_line_is_read_or_answered_with_a_sentence(line: str) -> None:
    with contextlib.suppress(DatelineError):
        parsed = parse_line(line, VERBS)
        assert set(parsed.values) == {option.name for option in parsed.verb.options}
        assert all(parsed.values[o.name] is not None for o in parsed.verb.options if o.required)


@given(LINES)
def test_tokens_stand_where_they_say(line: str) -> None:
    end = 0
    for token in tokenise(line):
        assert token.start >= end
        quoted = 0 if line.startswith(token.text, token.start) else 1
        assert line.startswith(token.text, token.start + quoted)
        end = token.start + quoted + len(token.text)


@given(st.lists(st.text(alphabet=st.characters(exclude_characters='"'), min_size=1, max_size=8), max_size=6))
def test_quoted_words_come_back_as_they_were(words: list[str]) -> None:
    line = " ".join(f'"{word}"' for word in words)
    assert [token.text for token in tokenise(line)] == words


def test_usage_can_be_typed() -> None:
    for verb in VERBS:
        typed = usage(verb)
        assert typed.startswith(f"/{verb.path}")
        assert all(option.name in typed.lower() or "|".join(option.choices) in typed for option in verb.options)
