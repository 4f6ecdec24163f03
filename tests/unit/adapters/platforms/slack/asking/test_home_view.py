"""The Home tab within Slack's limits, with nobody's words as markup."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.models.views import View

from bot.adapters.platforms.slack.asking.home_facts import Facts
from bot.adapters.platforms.slack.asking.home_view import home_view
from bot.adapters.platforms.slack.asking.wishes import values_of
from bot.adapters.platforms.slack.cards import button_signer
from bot.domain.card import Mention
from bot.domain.news import Feed
from bot.domain.watch import Channel, Pause, Subscription, Topic

NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
SIGNER = button_signer("a secret")
WIRE = Channel("T1", "slack", "C0WIRE1")
PLAIN = Subscription(topic_id=1, channel=WIRE, created_at=NOW)
EMPTY = Facts(now=NOW, manages=True, topics=(), subscriptions={}, pauses={}, feeds=())


def topic(number: int = 1, **changes: Any) -> Topic:
    values: dict[str, Any] = {"id": number, "workspace": "T1", "name": f"topic-{number}", "query": "a AND b"}
    return Topic(**(values | {"created_at": NOW} | changes))


def feed(outlet: str, trouble: str | None = None) -> Feed:
    return Feed(
        url=f"https://{outlet}.example",
        outlet=outlet,
        interval=timedelta(minutes=5),
        next_poll_at=NOW,
        trouble=trouble,
        trouble_since=NOW if trouble else None,
    )


def test_a_subscriptions_options_are_told_as_in_answers() -> None:
    snoozed = replace(PLAIN, when="daily 08:00", urgent="<a>", cap=3, snoozed_until=NOW + timedelta(hours=1))
    facts = replace(EMPTY, topics=(topic(),), subscriptions={WIRE: (snoozed,)})
    told = "daily 08:00 · snoozed until <!date^1795359900^{date_short_pretty} {time}|22 Nov 2026, 15:05 UTC>"
    assert f"{told} · urgent `&lt;a&gt;` · 3 an hour at most · times in UTC" in words(home_view(facts, SIGNER, 0))


def test_the_longest_options_fit() -> None:
    calls = tuple(Mention("user", f"U{n}", "@" + "x" * 80) for n in range(20))
    long = replace(PLAIN, urgent="a&" * 2000, mention=calls, mention_when="<" * 4000, quiet="weekends")
    View(
        **(view := home_view(replace(EMPTY, topics=(topic(),), subscriptions={WIRE: (long,)}), SIGNER, 0))
    ).validate_json()
    assert all(len(block["text"]["text"]) <= 3000 for block in view["blocks"] if block["type"] == "section")


def test_options_as_they_are_typed() -> None:
    calls = (Mention("user", "U1", "@ana"), Mention("role", "S1", "@desk"), Mention("here", "", "here"))
    values = values_of(replace(PLAIN, mention=calls))
    assert values["mention"] == "<@U1> <!subteam^S1> @here"
    assert (values["cap"], values["min_outlets"], values["quiet"]) == ("0", "1", "")


@pytest.mark.parametrize("manages", [True, False])
def test_what_to_do_first(manages: bool) -> None:
    facts = replace(EMPTY, manages=manages)
    assert "First make a topic" in words(home_view(facts, SIGNER, 0))
    assert "/invite @dateline" in words(home_view(replace(facts, topics=(topic(),)), SIGNER, 0))


@pytest.mark.parametrize("page", [-1, 0, 1, 7, 99])
def test_every_page_is_within_slacks_limits(page: int) -> None:
    long = "<!channel> & *x* " * 300
    channels = [Channel("T1", "slack", f"C0WIRE{n:04}") for n in range(40)]
    topics = [topic(n, name="t" * 60 + f"{n:03}", query=long, description=long) for n in range(150)]
    subscriptions = {
        channel: [replace(PLAIN, id=n, topic_id=n, channel=channel, urgent=long) for n in range(5)]
        for channel in channels
    }
    facts = replace(
        EMPTY,
        topics=topics,
        subscriptions=subscriptions,
        pauses={channel: Pause(channel=channel, reason=long, since=NOW) for channel in channels},
        feeds=[*(feed(f"outlet{n}") for n in range(300)), *(feed(f"ill{n}", long) for n in range(50))],
    )
    view = home_view(facts, SIGNER, page)
    View(**view).validate_json()
    assert len(view["blocks"]) <= 100
    actions = [element["action_id"] for element in elements(view)]
    assert len(set(actions)) == len(actions)
    assert "<!channel>" not in words(view)
    assert all(len(option["value"]) <= 150 for element in elements(view) for option in element.get("options", ()))
    assert all(len(block["text"]["text"]) <= 3000 for block in view["blocks"] if block["type"] == "section")


def test_who_manages_nothing_sees_no_menus() -> None:
    facts = replace(EMPTY, manages=False, topics=(topic(),), subscriptions={WIRE: (PLAIN,)}, feeds=(feed("Herald"),))
    assert [element["text"]["text"] for element in elements(home_view(facts, SIGNER, 0))] == ["Help"]


def test_every_button_is_signed() -> None:
    facts = replace(EMPTY, topics=(topic(),), subscriptions={WIRE: (PLAIN,)})
    values = [
        each["value"] for element in elements(home_view(facts, SIGNER, 0)) for each in element.get("options", [element])
    ]
    assert [SIGNER.command(value) for value in values] == [
        "!fill - watch create",
        "!fill - subscribe",
        "!fill - feeds add",
        "!at - help",
        "!fill C0WIRE1 subscribe topic-1",
        "!at C0WIRE1 snooze topic-1 1d",
        "!at C0WIRE1 unsubscribe topic-1",
        "!fill - watch edit topic-1",
        "!fill - subscribe topic-1",
    ]


def test_a_topic_that_is_snoozed_can_be_woken() -> None:
    snoozed = replace(PLAIN, snoozed_until=NOW + timedelta(hours=1))
    facts = replace(EMPTY, topics=(topic(),), subscriptions={WIRE: (snoozed,)})
    view = home_view(facts, SIGNER, 0)
    assert "snoozed until <!date^" in words(view)
    assert "Wake" in words(view)


def test_an_ended_snooze_is_none() -> None:
    over = replace(PLAIN, snoozed_until=NOW)
    assert "snoozed" not in words(
        home_view(replace(EMPTY, topics=(topic(),), subscriptions={WIRE: (over,)}), SIGNER, 0)
    )


def elements(view: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for block in view["blocks"]:
        found += (
            block["elements"] if block["type"] == "actions" else [block["accessory"]] if "accessory" in block else []
        )
    return found


def words(node: Any) -> str:
    if isinstance(node, list):
        return "\n".join(words(each) for each in node)
    if not isinstance(node, dict):
        return ""
    own = [node["text"]] if isinstance(node.get("text"), str) else []
    return "\n".join([*own, *(words(each) for each in node.values())])
