"""An answer that is more than a message holds loses nothing by being several."""

from __future__ import annotations

from hypothesis import given, strategies

from bot.alerts import write_card
from bot.domain.card import Break, Button, Card, Code, Field, Span, Strong, Text
from bot.domain.chat import CardLimits
from bot.pipeline.asking.pages import MOST_PAGES, split_card

LIMITS = CardLimits(title=60, body=400, fields=5, label=20, value=100, context=100, total=600)
BUTTON = Button(label="More", command="latest")


def card(body: tuple[Span, ...] = (), fields: int = 0, *, width: int = 20) -> Card:
    return write_card(
        "Answer",
        url="https://herald.example/a",
        body=body,
        fields=[Field(label=f"f{n}", value=(Text("x" * width),)) for n in range(fields)],
        context=(Text("context"),),
        image="https://herald.example/a.png",
        buttons=(BUTTON,),
    )


def lines(count: int, width: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    for number in range(count):
        spans += [Strong(f"{number:03}"), Text("w" * (width - 3)), Break()]
    return tuple(spans)


def test_what_fits_stays_as_it_is() -> None:
    small = card((Text("word"),), 3)
    assert split_card(small, LIMITS) == (small,)


def test_more_fields_than_a_message_has_room_for() -> None:
    pages = split_card(card(fields=12), LIMITS)
    assert [len(page.fields) for page in pages] == [5, 5, 2]
    assert [field.label for page in pages for field in page.fields] == [f"f{n}" for n in range(12)]
    assert [page.title for page in pages] == ["Answer (1 of 3)", "Answer (2 of 3)", "Answer (3 of 3)"]


def test_the_picture_comes_first_and_context_and_buttons_last() -> None:
    pages = split_card(card(fields=12), LIMITS)
    assert [bool(page.image) for page in pages] == [True, False, False]
    assert [page.buttons for page in pages] == [(), (), (BUTTON,)]
    assert [page.context for page in pages] == [(), (), (Text("context"),)]


def test_lines_stay_whole_and_in_order() -> None:
    pages = split_card(card(lines(12, 50)), LIMITS)
    numbers = [span.text for page in pages for span in page.body if isinstance(span, Strong)]
    assert numbers == [f"{number:03}" for number in range(12)]
    assert all(isinstance(page.body[0], Strong) for page in pages)
    assert all(sum(len(getattr(span, "text", "\n")) for span in page.body) <= 300 for page in pages)


def test_a_line_that_is_too_long_is_cut_between_words() -> None:
    words = [f"word{number:03}" for number in range(80)]
    pages = split_card(card((Strong("Said: "), Text(" ".join(words)), Code("end"))), LIMITS)
    texts = [span.text for page in pages for span in page.body if isinstance(span, Text)]
    assert len(pages) == 3
    assert " ".join(texts).split() == words
    assert pages[0].body[0] == Strong("Said: ")
    assert pages[-1].body[-1] == Code("end")


def test_what_is_far_too_much_ends_with_a_word_on_it() -> None:
    pages = split_card(card(lines(200, 50)), LIMITS)
    assert len(pages) == MOST_PAGES
    assert pages[-1].context[0] == Text("There is more than fits an answer; ask for less of it.")


@given(
    widths=strategies.lists(strategies.integers(0, 90), max_size=25),
    fields=strategies.integers(0, 12),
)
def test_every_word_and_field_is_on_one_page(widths: list[int], fields: int) -> None:
    body = tuple(span for number, width in enumerate(widths) for span in (Text(f"{number}:" + "x" * width), Break()))
    pages = split_card(card(body, fields), LIMITS)
    if len(pages) < MOST_PAGES:
        shown = [span for page in pages for span in page.body if isinstance(span, Text)]
        assert shown == [span for span in body if isinstance(span, Text)]
        assert sum(len(page.fields) for page in pages) == fields
    assert all(len(page.fields) <= LIMITS.fields for page in pages)
