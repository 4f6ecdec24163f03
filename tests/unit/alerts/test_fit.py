"""What a card looks like when it was shortened."""

from __future__ import annotations

import pytest

from bot.alerts import clip, fit, write_card
from bot.domain.card import Card, Field, Link, Mention, Strong, Text
from bot.domain.chat import CardLimits

AMPLE = CardLimits(title=1000, body=1000, fields=10, label=100, value=500, context=500, total=5000)


def card() -> Card:
    fields = [
        Field(label=label, value=(Strong(value),), note=(Text("police · Herald"),))
        for label, value in (("Killed", "41 people"), ("Injured", "120 people"), ("Dates", "March 1"))
    ]
    return write_card(
        "Ferry sinks off Lamerra",
        body=(Mention("role", "9", "desk"), Text(" "), Text("A ferry sank off Port Alden on Sunday.")),
        fields=fields,
        context=(Strong("Herald"), Text(" · two outlets")),
    )


def labels(of: Card) -> list[str]:
    return [field.label for field in of.fields]


def fitted(total: int) -> Card:
    return fit(card(), CardLimits(title=100, body=200, fields=10, label=50, value=100, context=200, total=total))


def test_the_body_goes_first_but_calls_somebody_still() -> None:
    short = fitted(220)
    assert short.body[0] == Mention("role", "9", "desk")
    assert str(short.body[-1]) != str(card().body[-1])
    assert (short.title, short.context, labels(short)) == (card().title, card().context, labels(card()))


def test_then_context_notes_and_the_last_fields() -> None:
    less = fitted(140)
    assert (less.context, labels(less)) == ((), ["Killed", "Injured", "Dates"])
    assert less.fields[0].note
    fewer = fitted(90)
    assert labels(fewer) == ["Killed", "Injured"]
    assert not any(field.note for field in fewer.fields)


def test_the_first_figure_goes_last() -> None:
    short = fitted(40)
    assert short.fields[0].value == (Strong("41 people"),)
    assert short.title.endswith("…")
    assert fitted(23).fields[0].value == (Strong("41 people"),)
    assert fitted(0).fields == ()


def test_more_fields_than_a_platform_has_are_left_out_from_the_end() -> None:
    assert labels(fit(card(), CardLimits(**{**_fields(AMPLE), "fields": 2}))) == ["Killed", "Injured"]


def _fields(limits: CardLimits) -> dict[str, int]:
    return {name: getattr(limits, name) for name in limits.__dataclass_fields__}


def test_a_value_leaves_its_note_what_is_left() -> None:
    tight = fit(card(), CardLimits(**{**_fields(AMPLE), "value": 34}))
    assert tight.fields[0].value == (Strong("41 people"),)
    assert tight.fields[0].note == (Text("police…"),)


def test_an_address_that_no_platform_takes_is_left_out() -> None:
    long = "https://herald.example/" + "x" * 3000
    odd = write_card("Ferry", url=long, image=long, body=(Link("here", long), Link("there", "https://a.example")))
    short = fit(odd, AMPLE)
    assert (short.url, short.image) == (None, None)
    assert short.body == (Text("here"), Link("there", "https://a.example"))


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one two three", 8, "one two…"),
        ("one two three", 7, "one…"),
        ("one two three", 3, "on…"),
        ("one", 1, ""),
        ("one", 0, ""),
        ("aaaaaaaaaa", 5, "aaaa…"),
        # a letter with its accent, and a hand with its skin, stay whole or go
        ("abcdee\u0301x", 7, "abcde…"),
        ("abc👍\U0001f3fdxyz", 5, "abc…"),
    ],
)
def test_cutting_at_a_word(text: str, limit: int, cut: str) -> None:
    assert clip(text, limit) == cut
