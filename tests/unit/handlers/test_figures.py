"""``figures``: a story's ledger, one figure of it, and a topic's stories in brief."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain.card import Card, Link
from bot.domain.watch import Updates
from bot.figures.ledger_chart import LONGEST_ALT
from handlers.ledger_card import HISTORY_ROOM
from tests.unit.handlers.desk import FERRY, FERRY_ELSEWHERE, Desk
from tests.unit.handlers.newsday import take_in_the_day, told_articles
from tests.unit.pipeline.newsroom import DESK, WIRE, entry, words

MILL = (
    "The blast at the mill in Ostrow killed {} people on Sunday, the police said. The mill belongs to Grana of Ostrow."
)


def note_of(card: Card, label: str) -> str:
    """A figure's history: the first line of its note."""
    field = next(field for field in card.fields if field.label == label)
    return "".join(getattr(span, "text", "\n") for span in field.note).partition("\n")[0]


def links(card: Card) -> set[str]:
    spans = [*card.body, *(span for field in card.fields for span in field.note)]
    return {span.url for span in spans if isinstance(span, Link)}


async def test_thirty_articles_of_eight_outlets_make_one_ledger_and_one_chart(desk: Desk) -> None:
    story = await take_in_the_day(desk)
    card = await desk.ask(f"/figures {story}")
    assert [field.label for field in card.fields[:4]] == ["Killed", "Injured", "Missing", "Displaced"]
    assert note_of(card, "Injured") == (
        "140 (Meridian 15:05), dozens (Courier 15:12), 160 (Daily Post 15:45), more than 200 (Meridian 16:00), "
        "230 (Meridian 17:30), 250 (fire chief, Herald 19:05)"
    )
    assert note_of(card, "Killed").endswith(
        "24 (Meridian 19:00 and 4 more), 22 (Courier 20:01), 26 (Daily Post 20:20), 24 (mayor, Coastal Radio 20:30)"
    )
    assert (
        note_of(card, "Displaced") == "about 4,000 (city, Canal 9 16:40 and 1 more), 3,500 (city, Norland Times 17:10)"
    )
    killed, *_ = card.fallback.splitlines()[2:]
    assert killed.startswith(
        "Outlets disagree on killed: 24 (mayor, Coastal Radio <https://coastal-radio.example/r3> 20:30"
    )
    assert "and 5 more" in killed
    assert ", 26 (regional governor, Daily Post <https://daily-post.example/d4> 20:20)" in killed
    assert killed.endswith(", 22 (harbour hospital, Courier <https://courier.example/c3> 20:01)")
    assert links(card) <= {
        f"https://{a['outlet'].lower().replace(' ', '-')}.example/{a['id']}" for a in told_articles()
    }
    assert card.chart is not None
    assert (card.chart.title, card.chart.unit, card.chart.zone) == ("Killed", "people", "Asia/Baghdad")
    assert {series.name: len(series.points) for series in card.chart.series} == {
        "Meridian": 4,
        "Courier": 3,
        "Coastal Radio": 4,
        "Norland Times": 3,
        "Daily Post": 4,
        "Elbe Zeitung": 3,
        "Herald": 1,
        "Canal 9": 1,
    }
    assert card.chart.alt in card.fallback
    assert len(card.chart.alt) < LONGEST_ALT


async def test_one_figure_is_told_with_every_sentence_and_address(desk: Desk) -> None:
    story = await take_in_the_day(desk)
    overview = await desk.ask(f"/figures {story}")
    assert [button.label for button in overview.buttons] == [
        "Killed in full",
        "Injured in full",
        "Missing in full",
        "Displaced in full",
        "Summary",
    ]
    killed = await desk.ask(f"/{overview.buttons[0].command}")
    lines = killed.fallback.splitlines()
    assert lines[0].startswith("Killed: Explosion at Port Alden")
    assert lines[2] == (
        "at least 12 (interior ministry, Meridian <https://meridian.example/m1> 15:05) · repeated by 2 outlets "
        "· until 16:00 An explosion at a fertiliser plant in Port Alden killed at least 12 people on Sunday and injured "
        "140, the interior ministry said."
    )
    # an article that was changed in place is told as it was, and as it is
    assert sum("https://coastal-radio.example/r1" in line for line in lines) == 2
    assert sum("https://courier.example/c3" in line and line.startswith(("23 ", "22 ")) for line in lines) == 2
    # three copies, and one who names the agency, are no statements of their own
    assert not any(f"/{copy}>" in killed.fallback for copy in ("h1", "k1", "h2", "h3", "k3", "c2"))
    assert lines[-3].startswith("Outlets disagree now: 24 (mayor, Coastal Radio ")
    assert (await desk.ask(f'/figures {story} figure:"people missing"')).title.startswith("Missing: ")
    refused = await desk.refused(f"/figures {story} figure:votes")
    assert refused == f"{story} has no figure “votes”; it has killed, injured, missing, displaced, people."


async def test_a_long_history_is_told_from_its_end(desk: Desk) -> None:
    feed = await desk.newsroom.feed("Herald")
    for number in range(50):
        text = MILL.format(number + 2)
        await desk.newsroom.take_in(feed, entry("Blast at Ostrow mill", text, id=f"mill-{number // 25}"))
    story = await desk.story_of("Blast at Ostrow mill")
    note = note_of(await desk.ask(f"/figures {story}"), "Killed")
    assert re.match(r"\d+ earlier numbers, then \d\d \(Herald ", note)
    assert note.endswith("50 (Herald 15:49), 51 (police, Herald 15:50)")
    assert len(note) < HISTORY_ROOM + 40
    # of each article its newest twenty editions are kept, and how it stands
    killed = (await desk.told(f"/figures {story} figure:killed")).splitlines()
    assert killed[1] == "The last 40 of 42 statements."
    assert killed[2].startswith("8 (police, Herald ")


async def test_what_moved_since_the_channel_was_last_told_opens_the_card(desk: Desk) -> None:
    await desk.newsroom.topic("mills", "mill", WIRE, updates=Updates.NONE)
    herald, courier = await desk.newsroom.feed("Herald"), await desk.newsroom.feed("Courier")
    await desk.newsroom.take_in(herald, entry("Blast at Ostrow mill", MILL.format(12), link="https://h.example/mill"))
    await desk.newsroom.deliver()
    story = await desk.story_of("Blast at Ostrow mill")
    assert "Since the last alert" not in await desk.told(f"/figures {story}")
    newer = entry(
        "Ostrow mill blast kills 17",
        "The blast at the mill in Ostrow killed 17 people and injured 40 people on Sunday, the police said.",
        link="https://c.example/mill",
    )
    await desk.newsroom.take_in(courier, newer)
    told = await desk.told(f"/figures {story}")
    assert "Since the last alert here: killed now 17, was 12; injured now 40, not told before\n" in told
    assert "Since the last alert" not in await desk.told(f"/figures {story}", channel=DESK)


async def test_what_an_outlet_retracts_is_told_as_taken_back(desk: Desk) -> None:
    feed = await desk.newsroom.feed("Herald")
    await desk.newsroom.take_in(feed, entry("Blast at Ostrow mill", MILL.format(12), id="mill"))
    story = await desk.story_of("Blast at Ostrow mill")
    await desk.newsroom.take_in(feed, entry("RETRACTED: Blast at Ostrow mill", MILL.format(15), id="mill"))
    told = await desk.told(f"/figures {story}")
    assert "Killed: 12 people taken back" in told


async def test_several_figures_of_one_label_each_have_their_button(desk: Desk) -> None:
    herald, courier = await desk.newsroom.feed("Herald"), await desk.newsroom.feed("Courier")
    text = "The ministry in Ostrow bought {} ships and {} trucks for the northern harbour of Ostrow on Sunday."
    await desk.newsroom.take_in(herald, entry("Ostrow buys ships and trucks", text.format(12, 300)))
    await desk.newsroom.take_in(courier, entry("Ships and trucks for Ostrow", text.format(14, 320)))
    overview = await desk.ask(f"/figures {await desk.story_of('Ostrow buys ships and trucks')}")
    first, second, _ = overview.buttons
    assert first.command != second.command
    assert "14 (Courier" in (await desk.told(f"/{first.command}"))
    assert "320 (Courier" in (await desk.told(f"/{second.command}"))


async def test_a_topic_of_several_stories_is_told_in_brief_with_a_button_to_each(desk: Desk) -> None:
    await desk.with_news()
    await desk.newsroom.take_in(
        2,
        replace(
            FERRY_ELSEWHERE,
            title=FERRY_ELSEWHERE.title.replace("12", "15"),
            summary=FERRY_ELSEWHERE.summary.replace("12", "15"),
        ),
    )
    other = entry(
        "Ferries resume after the storm", "Boats between the outer isles sail again.", link="https://h.example/n"
    )
    await desk.newsroom.take_in(1, other)
    brief = await desk.ask("/figures ferries")
    ferry, resumed = await desk.story_of(FERRY.title), await desk.story_of(other.title)
    assert brief.title == "Figures on ferries"
    *lines, told = brief.fallback.splitlines()[1:]
    assert lines == [
        f"Ferries resume after the storm <https://h.example/n> ({resumed})",
        "No figure is stated.",
        f"{FERRY.title} <{FERRY.link}> ({ferry})",
    ]
    assert told.startswith("Killed: at least 15 people (before at least 12) · Missing: 55")
    assert [button.command for button in brief.buttons] == [f"figures {resumed}", f"figures {ferry}"]


async def test_more_stories_than_there_is_room_for_are_counted(desk: Desk) -> None:
    await desk.newsroom.topic("mills", "mill", WIRE)
    feed = await desk.newsroom.feed("Herald")
    for number in range(7):
        await desk.newsroom.take_in(
            feed, entry(f"Mill {words(number, 5)}", f"The mill cost $5 million. {words(number, 40)}")
        )
    brief = await desk.ask("/figures mills")
    assert len(brief.buttons) == 5
    assert brief.fallback.endswith("and 2 more stories")
