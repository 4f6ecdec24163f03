"""Spans to Slack's mrkdwn, for the places that take nothing better: fields and the context line.

Slack knows three escapes alone, ``&amp;``, ``&lt;`` and ``&gt;`` (https://docs.slack.dev/messaging/formatting-message-text);
they keep mentions, links and dates of a feed's text from meaning anything, and ``verbatim`` keeps Slack from finding more.
For the marks of bold and the like there is no escape: where one could begin or end something it is written with a
character that looks the same. A name of an emoji is broken by a space that takes no room.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.adapters.platforms.slack.cards.limits import Block, weight
from bot.adapters.platforms.slack.cards.words import stamp_of, web_address
from bot.alerts.readable import one_line, printable
from bot.domain.card import Break, Code, Link, Matched, Mention, Quote, Span, Strong, Time
from bot.domain.moments import moment_text

DATE_FORMAT = "{date_short_pretty} {time}"
"""In each reader's own zone: ``Today 2:05 PM``."""

NOTHING = "\u200b"

_RESERVED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LOOKS_LIKE = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"}
_MARK = re.compile(r"`|(?<![^\W_])[*_~](?=\S)|(?<=\S)[*_~](?![^\W_])")
_EMOJI = re.compile(r":(?=[^\s:]{1,100}:)")
_QUOTE = re.compile(r"(?m)^(?= *&gt;)")
_WRAPS: dict[type, str] = {Strong: "*", Matched: "*", Quote: "_"}
_PERSON = re.compile(r"[UW][A-Z0-9]{1,30}")
_GROUP = re.compile(r"S[A-Z0-9]{1,30}")


def text_object(text: str) -> Block:
    """Finished mrkdwn as a text object in which Slack looks for nothing more."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def escape(text: str) -> str:
    """Text that Slack shows as it is."""
    return _QUOTE.sub(NOTHING, _escape(printable(text)))


def room_for(text: str) -> int:
    """How much room a text takes at most, with what escaping adds."""
    return weight(escape(text))


def mrkdwn(spans: Iterable[Span]) -> str:
    """Spans as running mrkdwn."""
    written = ""
    wrapped = False
    for span in spans:
        piece, wraps = _write(span)
        if not piece:
            continue
        # A mark means something only at the edge of a word.
        loose = not written or written[-1].isspace() or piece[0].isspace()
        written += piece if loose or not (wraps or wrapped) else f"{NOTHING}{piece}"
        wrapped = wraps
    return _QUOTE.sub(NOTHING, written)


def bold(text: str) -> str:
    """Words that stand out, in one line."""
    return _wrap(text, "*")[0]


def person(user_id: str) -> bool:
    """Whether this is the id of a user."""
    return _PERSON.fullmatch(user_id) is not None


def group(group_id: str) -> bool:
    """Whether this is the id of a user group."""
    return _GROUP.fullmatch(group_id) is not None


def broadcast(mention: Mention) -> str:
    """Slack's name for those who are called at once: ``here``, ``channel`` or ``everyone``."""
    if mention.whom == "here":
        return "here"
    return "channel" if mention.label.removeprefix("@") == "channel" else "everyone"


def _write(span: Span) -> tuple[str, bool]:
    match span:
        case Break():
            return "\n", False
        case Time():
            return _time(span), False
        case Mention():
            return _mention(span), False
        case Code():
            words = _reserved(one_line(span.text)).replace("`", _LOOKS_LIKE["`"])
            return (f"`{words}`" if words else ""), True
        case Link():
            return _link(span), False
        case Strong() | Matched() | Quote():
            return _wrap(span.text, _WRAPS[type(span)])
        case _:
            return _escape(printable(span.text)), False


def _escape(text: str) -> str:
    text = _EMOJI.sub(f":{NOTHING}", text)
    text = _MARK.sub(lambda found: _LOOKS_LIKE[found[0]], text)
    return _reserved(text)


def _reserved(text: str) -> str:
    for character, escaped in _RESERVED.items():
        text = text.replace(character, escaped)
    return text


def _time(span: Time) -> str:
    words = moment_text(span.at, span.zone)
    stamp = stamp_of(span.at)
    return words if stamp is None else f"<!date^{stamp}^{DATE_FORMAT}|{words}>"


def _mention(span: Mention) -> str:
    if span.whom in {"everyone", "here"}:
        return f"<!{broadcast(span)}>"
    if span.whom == "user" and person(span.id):
        return f"<@{span.id}>"
    if span.whom == "role" and group(span.id):
        return f"<!subteam^{span.id}>"
    return _escape(printable(span.label))


def _link(span: Link) -> str:
    words = _escape(one_line(span.text))
    address = web_address(span.url)
    return f"<{_reserved(address)}|{words}>" if address and words else words


def _wrap(text: str, mark: str) -> tuple[str, bool]:
    """Blanks at either end stand outside of the marks, which mean nothing beside a blank."""
    text = printable(text).replace("\n", " ")
    inner = text.strip()
    if not inner:
        return text, False
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :]
    return f"{before}{mark}{_escape(inner)}{mark}{after}", True
