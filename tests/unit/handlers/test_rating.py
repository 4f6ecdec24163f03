"""What readers think of alerts, and what comes of it: precision, exclusions, changed queries, more of the same."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.handlers.desk import FERRY, FERRY_ELSEWHERE, Desk
from tests.unit.pipeline.newsroom import ELSEWHERE, WIRE, entry

RACE = entry(
    "Ferry race draws crowds in Saltmarsh",
    "Rowers in old boats crossed the bay before thousands; the annual regatta ended with fireworks.",
    link="https://herald.example/race",
)
REGATTA = entry(
    "Crew of northern ferry wins rowing regatta",
    "A crew from the islands won the regatta on the lake on Saturday, its third title in ten years.",
    link="https://herald.example/regatta",
)
STRIKE = entry(
    "Ferry workers strike over pay", "Sailings to the islands were cancelled.", link="https://herald.example/strike"
)


async def with_alerts(desk: Desk) -> tuple[str, str, str, str]:
    """Four stories that the channel was told; two of them of sport."""
    await desk.newsroom.topic("ferries", "ferry", WIRE)
    await desk.newsroom.take_in(await desk.newsroom.feed("Herald"), FERRY, RACE, REGATTA, STRIKE)
    titles = (each.title for each in (FERRY, RACE, REGATTA, STRIKE))
    first, second, third, fourth = [await desk.story_of(title) for title in titles]
    return first, second, third, fourth


async def test_an_unwanted_alert_is_answered_with_what_would_have_stopped_it(desk: Desk) -> None:
    ferry, race, regatta, strike = await with_alerts(desk)
    await desk.ask(f"/rate {ferry} up")
    await desk.ask(f"/rate {strike} up")
    await desk.ask(f"/rate {race} down")
    answer = await desk.ask(f"/rate {regatta} down")
    assert answer.title == "Noted 👎"
    assert "ferries: 2 of 4 ratings 👍 (50%). What would have stopped it:" in answer.fallback
    assert answer.fields[0].label == "Without regatta"
    assert "would have removed 2 of the last 4, none of them liked" in answer.fallback
    assert answer.buttons[0].command == "watch exclude ferries regatta"
    applied = await desk.told(f"/{answer.buttons[0].command}")
    assert "ferry AND NOT regatta" in applied
    assert "Would have removed 2 of the last 4, none of them liked." in applied
    assert "ferries: ferry AND NOT regatta (by ana · 2 of 4 ratings 👍 (50%))" in await desk.told("/watch list")
    again = replace(REGATTA, id="again", title="Second regatta for ferry crews", link="https://herald.example/2")
    before = await desk.newsroom.alerts()
    await desk.newsroom.take_in(1, again)
    assert {alert.id for alert in await desk.newsroom.alerts()} == {alert.id for alert in before}


async def test_a_readers_last_word_counts(desk: Desk) -> None:
    ferry, *_ = await with_alerts(desk)
    await desk.ask(f"/rate {ferry} down")
    liked = await desk.told(f"/rate {ferry} up", manages=False)
    assert liked == "Noted 👍\nferries: 1 of 1 rating 👍 (100%)."
    assert "subscribed here · 1 of 1 rating 👍 (100%)" in await desk.told("/topics")
    other = await desk.runner.run(f"/rate {ferry} down", replace(desk.asker, user="bo"))
    assert "1 of 2 ratings 👍 (50%)" in other.fallback


async def test_a_story_whose_words_are_all_asked_for_has_no_exclusion(desk: Desk) -> None:
    await desk.newsroom.topic("ferries", "ferry", WIRE)
    await desk.newsroom.take_in(await desk.newsroom.feed("Herald"), entry("Ferry", "", id="bare"))
    (alert,) = await desk.newsroom.alerts()
    assert "/watch edit changes the query" in await desk.told(f"/rate s{alert.story_id} down")


async def test_rating_what_a_deleted_topic_told_is_noted(desk: Desk) -> None:
    ferry, *_ = await with_alerts(desk)
    await desk.ask("/watch delete ferries")
    assert "The topic that told it is gone." in await desk.told(f"/rate {ferry} down")


async def test_excluding_is_tried_shown_undone_and_refused_twice(desk: Desk) -> None:
    await with_alerts(desk)
    shown = await desk.runner.preview('/watch exclude ferries "ferry race"', desk.asker)
    assert shown is not None
    assert 'ferry AND NOT "ferry race"' in shown.fallback
    assert "Would have removed 1 of the last 4, none of them liked." in shown.fallback
    assert "ferries: ferry (by" in await desk.told("/watch list")
    done = await desk.ask('/watch exclude ferries "ferry race"')
    assert 'excludes "ferry race" already' in await desk.refused('/watch exclude ferries "ferry race"')
    await desk.ask(f"/{done.buttons[0].command}")
    assert "ferries: ferry (by" in await desk.told("/watch list")
    assert "cannot be used" in await desk.refused("/watch exclude ferries (race")
    await desk.ask("/watch create quakes earthquake")
    assert "Has told nothing yet to try it on." in await desk.told("/watch exclude quakes drill")


async def test_a_topic_is_edited_and_the_difference_told(desk: Desk) -> None:
    await with_alerts(desk)
    shown = await desk.runner.preview("/watch edit ferries ferry AND NOT race", desk.asker)
    assert shown is not None
    assert "Of the last 7 days it finds 3 articles; before, 4." in shown.fallback
    assert "ferries: ferry (by" in await desk.told("/watch list")
    edited = await desk.ask('/watch edit ferries description:"Boats in trouble" ferry AND NOT race')
    assert "Boats in trouble" in edited.fallback
    assert [button.command for button in edited.buttons] == ["watch edit ferries ferry"]
    assert "ferries: ferry AND NOT race" in await desk.told("/watch list")
    assert "ferries: Boats in trouble" in await desk.told("/topics")
    assert "It was so already." in await desk.told("/watch edit ferries ferry AND NOT race")
    assert "Give a query, a description, or both" in await desk.refused("/watch edit ferries")
    assert "cannot be used" in await desk.refused("/watch edit ferries (ferry")


async def test_the_preview_of_a_topic_is_what_it_would_have_found(desk: Desk) -> None:
    await with_alerts(desk)
    shown = await desk.runner.preview("/watch create regattas regatta", desk.asker)
    assert shown is not None
    assert shown.title == "regattas would have found 2 articles"
    assert RACE.title in shown.fallback
    assert REGATTA.title in shown.fallback
    assert "regattas" not in await desk.told("/topics")
    taken = await desk.runner.preview("/watch create ferries regatta", desk.asker)
    assert taken is not None
    assert (taken.tone, "already" in taken.title) == ("error", True)
    wrong = await desk.runner.preview("/watch create regattas (regatta", desk.asker)
    assert wrong is not None
    assert wrong.title == "That query cannot be used"
    assert await desk.runner.preview("/topics", desk.asker) is None
    assert await desk.runner.preview("/nothing at all", desk.asker) is None


async def test_more_like_a_story_is_a_query_of_its_own_words(desk: Desk) -> None:
    await desk.with_news()
    story = await desk.story_of(FERRY.title)
    answer = await desk.ask(f"/watch like {story}")
    assert answer.title == f"More like: {FERRY.title}"
    create, *tries = [button.command for button in answer.buttons]
    assert f"/{create}" in answer.fallback
    assert "ferry" in create
    for line in tries:
        assert FERRY.title in await desk.told(f"/{line}")
    made = await desk.ask(f"/{create}")
    assert made.title.endswith("is made")
    again = await desk.ask(f"/watch like {story}")
    assert again.buttons[0].command.split()[2] == f"{create.split()[2]}-2"
    assert "1 article in 1 story" in answer.fallback or "2 articles in 1 story" in answer.fallback


async def test_a_story_without_words_is_like_nothing(desk: Desk) -> None:
    await desk.newsroom.take_in(await desk.newsroom.feed("Herald"), entry("", "", id="blank"))
    assert "has no words to make a query of" in await desk.refused(f"/watch like {await desk.story_of('')}")


async def test_a_message_is_known_by_its_story(desk: Desk) -> None:
    await desk.with_news()
    story = await desk.story_of(FERRY.title)
    first, *_ = await desk.newsroom.messages()
    assert await desk.runner.story_of(WIRE, first.id) == story
    assert await desk.runner.story_of(WIRE, "404") is None
    assert await desk.runner.story_of(ELSEWHERE, first.id) is None


async def test_every_button_of_an_alert_is_a_command_that_works(desk: Desk) -> None:
    await desk.newsroom.topic("ferries", "ferry", WIRE)
    await desk.newsroom.take_in(await desk.newsroom.feed("Herald"), FERRY)
    await desk.newsroom.take_in(await desk.newsroom.feed("Courier"), FERRY_ELSEWHERE)
    await desk.newsroom.deliver()
    commands = {b.command.split()[0]: b.command for m in await desk.newsroom.messages() for b in m.card.buttons}
    assert {"why", "mute", "rate"} <= commands.keys()
    for message in await desk.newsroom.messages():
        for button in message.card.buttons:
            await desk.ask(f"/{button.command}")
