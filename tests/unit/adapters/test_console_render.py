from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from bot.adapters.platforms.console import render_card, render_update
from bot.adapters.platforms.console.sparkline import WIDEST, sparkline
from bot.adapters.platforms.console.text import lines_of, printable, web_address
from bot.domain.card import Break, Button, Card, Code, Field, Matched, Strong, Text, Time
from bot.domain.chart import Chart, Point, Series

AT = datetime(2026, 11, 2, 14, 5, tzinfo=UTC)

ALERT = Card(
    title="Dam holds",
    url="https://example.org/dam",
    body=(Text("The "), Matched("dam"), Text(" held.")),
    fields=(
        Field(label="people", value=(Strong("about 3,500"),), note=(Text("mayor"),)),
        Field(label="deep", value=(Strong("30 m"),)),
    ),
    context=(Strong("Aru Post"), Text(" · "), Time(AT), Break(), Text("Topic "), Strong("dams")),
    buttons=(Button(label="Why", command="why 12"), Button(label="Summary", command="summary s3")),
    fallback="Dam holds",
    tone="alert",
)


def drawn(card: Card, *, width: int = 80, terminal: bool = False, heading: str = "") -> str:
    output = io.StringIO()
    console = Console(file=output, width=width, force_terminal=terminal, color_system="truecolor" if terminal else None)
    console.print(render_card(card, heading=heading))
    return output.getvalue()


def lines(text: str) -> list[str]:
    return [" ".join(line.strip("│╭╮╰╯─ \n").split()) for line in text.splitlines()]


def test_an_alert_reads_from_headline_to_address() -> None:
    assert lines(drawn(ALERT, heading="#news · 14:05")) == [
        "#news · 14:05",
        "Dam holds",
        "Aru Post · 2 Nov 2026, 14:05 UTC",
        "",
        "The dam held.",
        "",
        "people about 3,500 mayor",
        "deep 30 m",
        "",
        "Topic dams",
        "/why 12 · /summary s3",
        "https://example.org/dam",
        "",
    ]


def test_a_narrow_console_lists_figures() -> None:
    text = drawn(ALERT, width=40)
    assert max(map(len, text.splitlines())) <= 40
    assert lines(text)[6:9] == ["people: about 3,500", "mayor", "deep: 30 m"]


@pytest.mark.parametrize("width", [8, 12, 20, 33, 59, 60, 200])
def test_every_width_holds_the_card(width: int) -> None:
    text = drawn(ALERT, width=width)
    assert max(map(len, text.splitlines())) <= width
    assert "3,500" in text.replace("\n", "").replace("│", "").replace(" ", "")


def test_an_answer_has_its_context_at_the_end() -> None:
    answer = Card(
        title="Topics", body=(Code("/subscribe dams"), Break()), context=(Text("3 of 12"),), fallback="Topics"
    )
    assert lines(drawn(answer)) == ["", "Topics", "/subscribe dams", "", "3 of 12", ""]


def test_an_answer_without_more_has_no_empty_lines() -> None:
    assert lines(drawn(Card(title="Done", fallback="Done"))) == ["", "Done", ""]


def test_a_terminal_gets_colours_and_a_link() -> None:
    text = drawn(ALERT, terminal=True)
    assert "\x1b]8;" in text
    assert ";https://example.org/dam\x1b\\" in text
    assert "\x1b[1;30;43mdam" in text


def test_no_terminal_gets_plain_text() -> None:
    assert "\x1b" not in drawn(ALERT)


def test_no_color_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    output = io.StringIO()
    Console(file=output, force_terminal=True, width=80).print(render_card(ALERT))
    assert "43m" not in output.getvalue()
    assert "[31m" not in output.getvalue()


def test_a_chart_is_drawn_in_characters_above_its_words() -> None:
    points = tuple(Point(at=AT + timedelta(hours=n), low=n * 5, high=n * 5 + 4) for n in range(4))
    chart = Chart(
        title="Killed", unit="", series=(Series(name="AP", points=points),), alt="Killed: \x1b[31m17.", until=AT
    )
    answer = Card(title="Figures", chart=chart, context=(Text("s1"),), fallback="")
    assert lines(drawn(answer)) == ["", "Figures", "", "▂▄▆█", "Killed: 17.", "", "s1", ""]


def test_a_sparkline_is_bounded_and_has_a_ground() -> None:
    def line(*values: int) -> str:
        points = tuple(Point(at=AT + timedelta(minutes=n), low=v, high=v) for n, v in enumerate(values))
        return sparkline(
            Chart(
                title="",
                unit="",
                series=(Series(name="A", points=points), Series(name="B", points=())),
                alt="",
                until=AT,
            )
        )

    assert line() == ""
    assert line(0, 0) == "▁▁"
    assert line(-7, 0, 7) == "▁▅█"
    assert line(*range(100)) == line(*range(68, 100))
    assert len(line(*range(100))) == WIDEST


def test_an_update_is_short() -> None:
    output = io.StringIO()
    Console(file=output, width=80).print(render_update(ALERT, "#news · 15:00"))
    assert lines(output.getvalue()) == ["↻ updated #news · 15:00 Dam holds", "Aru Post · 2 Nov 2026, 14:05 UTC"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("red\x1b[31m alert", "red alert"),
        ("a\x1b[2J\x1b[Hb", "ab"),
        ("a\x1b]0;owned\x07b", "ab"),
        ("a\x1b]52;c;b3duZWQ=\x1b\\b", "ab"),
        ("a\x1bPdevice\x1b\\b", "ab"),
        ("a\x9b31mb", "ab"),
        ("a\x9d0;x\x9cb", "ab"),
        ("a\x07\x08\x00b", "ab"),
        ("a\r\nb", "a\nb"),
        ("a\u202eb\u2066", "ab"),
        ("a\ud800b", "a\ufffdb"),
        ("\x1b", ""),
        ("شمال 東京 é", "شمال 東京 é"),
        ("[bold]:bomb:", "[bold]:bomb:"),
    ],
)
def test_only_what_can_be_shown_is_printed(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_many_broken_escapes_take_no_longer_than_their_length() -> None:
    assert printable("\x1b]0;" * 200_000) == ""


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("https://example.org/a\x1b\\b", None),
        ("https://example.org/a b", None),
        ("ftp://example.org", None),
        ("https:", None),
        ("http://[x", None),
        (None, None),
    ],
)
def test_only_printable_web_addresses_are_linked(url: str | None, address: str | None) -> None:
    assert web_address(url) == address


def test_lines_end_at_breaks() -> None:
    assert lines_of((Text("a"), Break(), Break(), Text("b"))) == [(Text("a"),), (), (Text("b"),)]
    assert lines_of(()) == [()]
