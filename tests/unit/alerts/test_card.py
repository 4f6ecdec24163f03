"""The alert's card: what it says, in which order, and that nothing of a feed is more than words in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.alerts import AlertView, Correction, compose_alert, excerpt, figure_fields
from bot.domain.card import Break, Card, Link, Matched, Mention, Quote, Span, Strong, Text, Time
from bot.domain.figure import Part
from bot.domain.news import Article
from tests.unit.alerts.samples import NOW, article

LEAD = article(
    "Ferry sinks off Lamerra with 300 aboard",
    "PORT ALDEN — A ferry sank on March 1 about 40 kilometres (25 miles) off Port Alden, killing at least 12 people, the "
    "coast guard said. The vessel, built in 1998, was to be retired on June 30.",
    place="PORT ALDEN",
    image="https://herald.example/ferry.jpg",
)
SECOND = article(
    "Lamerra ferry disaster",
    "At least 12 people died when the ferry went down, police said, and 55 people are missing.",
    id=2,
    outlet="Courier",
    url="https://courier.example/1",
)
COPY = replace(LEAD, id=3, outlet="Echo", copy_of=1)


def view(*articles: Article, **changes: object) -> AlertView:
    plain = AlertView(
        topic="ferries",
        story_id=7,
        articles=articles or (LEAD,),
        outlets=tuple(dict.fromkeys(each.outlet for each in articles or (LEAD,))),
        matched=((Part.TITLE, 0, 5), (Part.TEXT, 15, 20)),
        independent=1,
        time_zone="Asia/Baghdad",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def words(spans: Iterable[Span]) -> str:
    return "".join(map(_word, spans))


def _word(span: Span) -> str:
    if isinstance(span, Break):
        return "\n"
    if isinstance(span, Time):
        return f"<{span.at:%H:%M} {span.zone}>"
    return span.label if isinstance(span, Mention) else span.text


def test_the_headline_links_to_the_article_and_the_tone_is_an_alert() -> None:
    card = compose_alert(view())
    assert (card.title, card.url, card.image, card.tone) == (LEAD.title, LEAD.url, LEAD.image, "alert")


def test_outlet_time_place_and_reason_stand_in_the_context() -> None:
    card = compose_alert(view())
    assert words(card.context) == ("Herald · <12:00 Asia/Baghdad> · PORT ALDEN\nTopic ferries · matched Ferry")
    assert Matched("Ferry") in card.context
    assert "1 Mar 2026, 15:00 UTC+3" in card.fallback


def test_the_time_is_when_it_was_seen_where_the_feed_does_not_say() -> None:
    card = compose_alert(view(replace(LEAD, published=None, place=None)))
    assert words(card.context).startswith("Herald · <12:02 Asia/Baghdad>\n")


def test_figures_stand_in_order_of_value_with_who_said_them_and_dates_as_dates() -> None:
    card = compose_alert(view())
    shown = [(field.label, words(field.value)) for field in card.fields]
    assert shown[0] == ("Killed", "at least 12 people")
    assert shown[-1] == ("Dates", "March 1 · June 30")
    assert ("Distance", "about 40 km (25 mi) off Port Alden") in shown
    assert not any("1998" in value for _, value in shown)
    assert words(card.fields[0].note) == "coast guard · Herald"


def test_a_figure_said_twice_is_shown_once_and_a_second_outlets_own_is_added() -> None:
    card = compose_alert(view(LEAD, SECOND, independent=2))
    values = [words(field.value) for field in card.fields]
    assert values.count("at least 12 people") == 1
    missing = next(field for field in card.fields if field.label == "Missing")
    assert words(missing.value) == "55 people"
    assert "Courier" in words(missing.note)


@pytest.mark.parametrize(
    ("articles", "independent", "told"),
    [
        ((LEAD,), 1, ""),
        ((LEAD, replace(LEAD, id=4, title="Ferry: what we know")), 1, ""),
        ((LEAD, SECOND), 2, " · 2 outlets: Herald, Courier"),
        ((LEAD, COPY), 1, " · 2 outlets, 1 independent: Herald, Echo"),
        ((LEAD, SECOND, COPY), 2, " · 3 outlets, 2 independent: Herald, Courier, Echo"),
    ],
)
def test_outlets_are_counted_and_copies_told_apart(articles: tuple[Article, ...], independent: int, told: str) -> None:
    card = compose_alert(view(*articles, independent=independent))
    assert words(card.context).splitlines()[0] == f"Herald · <12:00 Asia/Baghdad> · PORT ALDEN{told}"


@pytest.mark.parametrize(
    ("count", "told"),
    [(6, " · 6 outlets: A, B, C, D, E, F"), (7, " · 7 outlets: A, B, C, D, E, F and 1 more")],
)
def test_six_outlets_are_named_and_more_are_counted(count: int, told: str) -> None:
    card = compose_alert(view(outlets=tuple("ABCDEFG"[:count]), independent=count))
    assert words(card.context).splitlines()[0].endswith(told)


def test_an_update_says_when() -> None:
    card = compose_alert(view(updated_at=NOW + timedelta(hours=1)))
    assert " · updated <13:00 Asia/Baghdad>\n" in words(card.context)


def test_buttons_ask_and_tell_of_the_story() -> None:
    assert [(button.label, button.command) for button in compose_alert(view()).buttons] == [
        ("Summary", "summary s7"),
        ("Figures", "figures s7"),
        ("Why", "why s7"),
        ("Mute", "mute s7"),
        ("👍", "rate s7 up"),
        ("👎", "rate s7 down"),
    ]


def test_whom_it_calls_stands_first() -> None:
    calls = (Mention("role", "9", "desk"), Mention("here", "", "here"))
    card = compose_alert(view(calls=calls))
    assert card.body[:4] == (calls[0], Text(" "), calls[1], Break())
    assert "\n@desk @here\nPORT ALDEN" in card.fallback


def test_a_correction_stands_above_the_lead() -> None:
    card = compose_alert(view(correction=Correction("corrected", "Corrects toll to 12", "Herald")))
    assert words(card.body).startswith("Corrected by Herald: Corrects toll to 12\nPORT ALDEN")
    bare = compose_alert(view(correction=Correction("retracted", "", "Herald")))
    assert words(bare.body).startswith("Retracted by Herald\nPORT ALDEN")


def test_what_was_taken_back_stays_on_the_card() -> None:
    lead = replace(LEAD, title="RETRACTED: Ferry sinks off Lamerra")
    assert words(compose_alert(view(lead, SECOND, matched=())).body).startswith("Retracted by Herald\n")
    fixed = replace(SECOND, text="(Corrects number of missing to 55) A ferry went down.")
    shown = words(compose_alert(view(LEAD, fixed, COPY)).body)
    assert shown.startswith("Corrected by Courier: Corrects number of missing to 55\nPORT ALDEN")


@pytest.mark.parametrize(("needs", "told"), [(0, ""), (1, " · 1 of 2 outlets so far"), (2, " · 1 of 3 outlets so far")])
def test_a_story_that_waits_for_outlets_says_how_many(needs: int, told: str) -> None:
    card = compose_alert(view(needs=needs))
    assert words(card.context).splitlines()[0] == f"Herald · <12:00 Asia/Baghdad> · PORT ALDEN{told}"


def test_an_article_without_headline_link_text_or_topic_is_a_card_all_the_same() -> None:
    bare = article("", "", url=None)
    card = compose_alert(view(bare, matched=(), topic=""))
    assert (card.title, card.url, card.body, card.fields) == ("(no headline)", None, (), ())
    assert card.fallback == "(no headline)\nHerald · 1 Mar 2026, 15:00 UTC+3"


def test_matched_words_are_named_once_whatever_their_case_and_eight_at_most() -> None:
    text = "Ferry ferry one two three four five six seven eight nine"
    spans = [(Part.TEXT, text.index(word), text.index(word) + len(word)) for word in text.split()]
    card = compose_alert(view(article("", text), matched=tuple(spans)))
    assert words(card.context).endswith("matched Ferry, one, two, three, four, five, six, seven")


HOSTILE = "@everyone <!channel> *b* [x](javascript:alert(1)) <script>1</script> \u202egnp\u0000"


def test_hostile_text_stays_words_in_spans() -> None:
    bad = article(HOSTILE, HOSTILE, outlet=HOSTILE, place=HOSTILE)
    card = compose_alert(view(bad, matched=((Part.TITLE, 0, 9), (Part.TEXT, 0, 9)), topic=HOSTILE))
    assert card.title == HOSTILE
    assert words(card.body) == HOSTILE
    spans = [*card.body, *card.context, *(s for f in card.fields for s in (*f.value, *f.note))]
    assert not any(isinstance(span, Link) for span in spans)
    assert all(isinstance(span, Text | Strong | Matched | Quote | Time | Break) for span in spans)
    assert all(button.command.split()[1] == "s7" for button in card.buttons)


def test_the_fallback_holds_every_word_of_the_card() -> None:
    card = compose_alert(view(LEAD, SECOND, COPY, independent=2, updated_at=NOW))
    for part in _texts(card):
        assert part in card.fallback


def _texts(card: Card) -> Iterable[str]:
    yield card.title
    yield card.url or ""
    yield from (field.label for field in card.fields)
    for span in (*card.body, *card.context, *(s for f in card.fields for s in (*f.value, *f.note))):
        if not isinstance(span, Time | Break | Mention):
            yield span.text


def test_a_storys_figures_may_come_with_their_sentences() -> None:
    (field, *_) = figure_fields([SECOND], quoted=True)
    assert Quote(SECOND.text) in field.note


@pytest.mark.parametrize(
    ("text", "matched", "limit", "shown"),
    [
        ("", [], 10, []),
        ("short", [], 10, [Text("short")]),
        ("exactly it", [], 10, [Text("exactly it")]),
        ("one two three", [], 9, [Text("one two …")]),
        ("one two three", [(4, 7)], 9, [Text("one "), Matched("two"), Text(" …")]),
        ("one two", [(0, 3), (4, 7)], 20, [Matched("one"), Text(" "), Matched("two")]),
        ("one two", [(0, 7)], 20, [Matched("one two")]),
        ("aaaaaaaaaaaaaaa", [], 10, [Text("aaaaaaaaaa …")]),
        # "interest rate" stands across the cut at 17: it is left out, or kept whole where little else would be left
        ("the main interest rate rises", [(9, 22)], 18, [Text("the main …")]),
        ("an interest rate rises again", [(3, 16)], 13, [Text("an "), Matched("interest rate"), Text(" …")]),
        ("aaaaaaaaaaaaaaa tail", [(0, 15)], 10, [Matched("aaaaaaaaaaaaaaa"), Text(" …")]),
    ],
)
def test_excerpt(text: str, matched: list[tuple[int, int]], limit: int, shown: list[Span]) -> None:
    assert list(excerpt(text, matched, limit)) == shown
