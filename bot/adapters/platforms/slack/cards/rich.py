"""Spans to rich text, Slack's own form of what people write: words are words there, and nothing needs an escape.

Each kind of thing is an element of its own (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block), so that no
text of a feed can become a link, a mention, an emoji or a mark. It stands wherever Slack takes it.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.adapters.platforms.slack.cards.limits import Block
from bot.adapters.platforms.slack.cards.mrkdwn import DATE_FORMAT, broadcast, group, person
from bot.adapters.platforms.slack.cards.words import stamp_of, web_address
from bot.alerts.readable import one_line, printable
from bot.domain.card import Break, Code, Link, Matched, Mention, Quote, Span, Strong, Time
from bot.domain.moments import moment_text

_STYLES: dict[type, str] = {Strong: "bold", Matched: "bold", Quote: "italic", Code: "code"}


def rich_text(title: Iterable[Block], body: Iterable[Span]) -> Block | None:
    """A block with a headline and, below it, what is said; None where neither says anything."""
    paragraphs = [elements for elements in ([*title], _trimmed(body)) if elements]
    if not paragraphs:
        return None
    for elements in paragraphs[:-1]:
        elements.append({"type": "text", "text": "\n"})
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": elements} for elements in paragraphs],
    }


def headline(title: str, url: str | None) -> list[Block]:
    """A title in bold letters; a link where it leads anywhere."""
    element = _element(Link(title, url or ""))
    return [element | {"style": {"bold": True}}] if element else []


def _trimmed(spans: Iterable[Span]) -> list[Block]:
    """The elements of spans without the empty lines at either end; none where there are only blanks."""
    elements = [element for span in spans if (element := _element(span))]
    while elements and not elements[0].get("text", "-").strip():
        del elements[0]
    while elements and not elements[-1].get("text", "-").strip():
        del elements[-1]
    return elements


def _element(span: Span) -> Block | None:
    match span:
        case Break():
            return _text("\n")
        case Time():
            return _date(span)
        case Mention():
            return _mention(span)
        case Link():
            return _link(span)
        case Strong() | Matched() | Quote() | Code():
            return _text(printable(span.text), _STYLES[type(span)])
        case _:
            return _text(printable(span.text))


def _text(text: str, style: str | None = None) -> Block | None:
    if not text:
        return None
    return {"type": "text", "text": text} | ({"style": {style: True}} if style else {})


def _date(span: Time) -> Block | None:
    words = moment_text(span.at, span.zone)
    stamp = stamp_of(span.at)
    if stamp is None:
        return _text(words)
    return {"type": "date", "timestamp": stamp, "format": DATE_FORMAT, "fallback": words}


def _link(span: Link) -> Block | None:
    words = one_line(span.text)
    address = web_address(span.url)
    return {"type": "link", "url": address, "text": words} if address and words else _text(words)


def _mention(span: Mention) -> Block | None:
    if span.whom in {"everyone", "here"}:
        return {"type": "broadcast", "range": broadcast(span)}
    if span.whom == "user" and person(span.id):
        return {"type": "user", "user_id": span.id}
    if span.whom == "role" and group(span.id):
        return {"type": "usergroup", "usergroup_id": span.id}
    return _text(printable(span.label))
