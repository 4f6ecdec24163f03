"""The Home tab as blocks: what is watched and who is told, with buttons for those who may change it.

Slack takes 100 blocks of a view, and 150 characters of what an entry of a menu holds; what is more stands on further pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.adapters.platforms.slack.asking.fields import LONGEST_VALUE, plain
from bot.adapters.platforms.slack.asking.home_facts import Facts
from bot.adapters.platforms.slack.cards.limits import Block
from bot.adapters.platforms.slack.cards.mrkdwn import bold, escape, mrkdwn, room_for, text_object
from bot.alerts import clip, told_wishes
from bot.domain.card import Code, Text, Time
from bot.domain.news import Feed
from bot.domain.watch import Channel, Pause, Subscription, Topic
from bot.pipeline.asking import Signer

FILL, AT, PAGE = "!fill", "!at", "!page"
"""What the Home tab's commands begin with: a form with what is stored, a line; each with the channel, "-" for none."""

CALLBACK = "dateline_home"
MOST_ROWS = 85
"""Blocks a page, beside its head and foot."""

_TROUBLE = 600
_QUERY = 300
_OUTLETS = 1500

Rows = list[list[Block]]
"""Blocks that are not torn apart."""


def home_view(facts: Facts, signer: Signer, page: int) -> Block:
    """The page of that number from 0, or the last one."""
    pages = _pages([*_channels(facts, signer), *_topics(facts, signer), *_feeds(facts)])
    page = max(0, min(page, len(pages) - 1))
    blocks = [*_head(facts, signer), *pages[page], *_foot(page, len(pages), signer)]
    return {"type": "home", "callback_id": CALLBACK, "blocks": blocks}


def _pages(rows: Iterable[list[Block]]) -> list[list[Block]]:
    pages: list[list[Block]] = [[]]
    for row in rows:
        if len(pages[-1]) + len(row) > MOST_ROWS:
            pages.append([])
        pages[-1] += row
    return pages


def _head(facts: Facts, signer: Signer) -> list[Block]:
    buttons = [_button("Help", f"{AT} - help", signer, 0)]
    if facts.manages:
        asked = (("New topic", "watch create"), ("Subscribe a channel", "subscribe"), ("Add a feed", "feeds add"))
        buttons = [
            *(_button(label, f"{FILL} - {path}", signer, n) for n, (label, path) in enumerate(asked, 1)),
            *buttons,
        ]
    return [_header("Dateline"), _note(_counts(facts)), {"type": "actions", "elements": buttons}, *_first_steps(facts)]


def _counts(facts: Facts) -> str:
    many = sum(len(theirs) for theirs in facts.subscriptions.values())
    ill = sum(feed.trouble is not None for feed in facts.feeds)
    health = f", {ill} in trouble" if ill else ", all well" if facts.feeds else ""
    return " · ".join(
        (
            _counted(len(facts.topics), "topic"),
            f"{_counted(many, 'subscription')} in {_counted(len(facts.subscriptions), 'channel')}",
            f"{_counted(len(facts.feeds), 'feed')}{health}",
        )
    )


def _first_steps(facts: Facts) -> list[Block]:
    """What to do first, where there is nothing to see."""
    who = "" if facts.manages else " Those who manage this workspace can do that."
    if not facts.topics:
        return [_section(escape(f"Nothing is watched yet. First make a topic of what you want to hear about.{who}"))]
    if not facts.subscriptions:
        first = (
            f"No channel is told of anything yet. Invite Dateline there with /invite @dateline, then subscribe it.{who}"
        )
        return [_section(escape(first))]
    return []


def _channels(facts: Facts, signer: Signer) -> Iterator[list[Block]]:
    for number, (channel, theirs) in enumerate(facts.subscriptions.items()):
        title = "Your messages with Dateline" if channel.id.startswith("D") else f"<#{channel.id}>"
        lines = [title, *_paused(facts.pauses.get(channel))]
        head = [{"type": "divider"}, _section(f"*{lines[0]}*" + "".join(f"\n{line}" for line in lines[1:]))]
        rows = [_subscription(facts, each, signer) for each in theirs]
        yield [*([_header("Channels")] if number == 0 else []), *head, rows[0]]
        yield from ([row] for row in rows[1:])


def _paused(pause: Pause | None) -> Iterator[str]:
    if pause is not None:
        reason = clip(pause.reason.rstrip("."), _TROUBLE)
        yield mrkdwn((Text("Paused since "), Time(pause.since), Text(f": {reason}. What comes meanwhile waits.")))


def _subscription(facts: Facts, subscription: Subscription, signer: Signer) -> Block:
    name, place = facts.name(subscription), subscription.channel
    until = subscription.snoozed_until
    snoozed = until is not None and until > facts.now
    spans = told_wishes(subscription, facts.now)
    line = mrkdwn(
        replace(span, text=clip(span.text, _QUERY, room_for)) if isinstance(span, Text | Code) else span
        for span in spans
    )
    menu = (
        ("Edit", f"{FILL} {place.id} subscribe {name}"),
        ("Wake", f"{AT} {place.id} snooze {name} off")
        if snoozed
        else ("Mute for a day", f"{AT} {place.id} snooze {name} 1d"),
        ("Unsubscribe", f"{AT} {place.id} unsubscribe {name}"),
    )
    return _row(f"{bold(name)}\n{line}", menu if facts.manages else (), signer, f"s{_id(place)}{subscription.id}")


def _topics(facts: Facts, signer: Signer) -> Iterator[list[Block]]:
    for number, topic in enumerate(facts.topics):
        menu = (
            ("Edit", f"{FILL} - watch edit {topic.name}"),
            ("Subscribe a channel", f"{FILL} - subscribe {topic.name}"),
        )
        row = _row(_topic(topic), menu if facts.manages else (), signer, f"t{topic.id}")
        yield [*([{"type": "divider"}, _header("Topics")] if number == 0 else []), row]


def _topic(topic: Topic) -> str:
    query = mrkdwn((Code(clip(topic.query, _QUERY)),))
    described = f"\n{escape(clip(topic.description, _QUERY))}" if topic.description else ""
    return f"{bold(topic.name)}{described}\n{query}"


def _feeds(facts: Facts) -> Iterator[list[Block]]:
    if not facts.feeds:
        return
    ill = [feed for feed in facts.feeds if feed.trouble is not None]
    well = dict.fromkeys(feed.outlet for feed in facts.feeds if feed.trouble is None)
    first: list[Block] = [{"type": "divider"}, _header("Feeds")]
    if well:
        yield [*first, _note(f"Well: {clip(', '.join(well), _OUTLETS)}")]
        first = []
    for feed in ill:
        yield [*first, _section(_ill(feed))]
        first = []


def _ill(feed: Feed) -> str:
    since = feed.trouble_since or feed.last_polled_at
    words = escape(clip(feed.trouble or "", _TROUBLE))
    return f"{bold(feed.outlet)}\n{words}" + (f" {mrkdwn((Text('Since '), Time(since)))}" if since else "")


def _foot(page: int, pages: int, signer: Signer) -> list[Block]:
    if pages == 1:
        return []
    turns = ((("Earlier", page - 1),) if page else ()) + ((("More", page + 1),) if page + 1 < pages else ())
    buttons = [_button(label, f"{PAGE} {to}", signer, 10 + n) for n, (label, to) in enumerate(turns)]
    return [_note(f"Page {page + 1} of {pages}"), {"type": "actions", "elements": buttons}]


def _row(text: str, menu: Sequence[tuple[str, str]], signer: Signer, name: str) -> Block:
    """A line with its menu; an entry whose command has no room is left out, and can be typed."""
    signed = ((label, signer.sign(command)) for label, command in menu)
    options = [
        {"text": plain(label), "value": value} for label, value in signed if value and len(value) <= LONGEST_VALUE
    ]
    block = _section(text)
    if options:
        block["accessory"] = {"type": "overflow", "action_id": f"home:{name}", "options": options}
    return block


def _button(label: str, command: str, signer: Signer, number: int) -> Block:
    value = signer.sign(command)
    assert value is not None, "these commands are short"
    return {"type": "button", "action_id": f"home:{number}", "text": plain(label), "value": value}


def _section(text: str) -> Block:
    return {"type": "section", "text": text_object(text)}


def _header(text: str) -> Block:
    return {"type": "header", "text": plain(text)}


def _note(text: str) -> Block:
    return {"type": "context", "elements": [plain(text, _OUTLETS + 10)]}


def _id(place: Channel) -> str:
    return f"{place.id}-"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
