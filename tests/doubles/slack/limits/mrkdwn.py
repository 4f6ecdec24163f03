"""What of a text Slack takes for markup: mentions, links, dates; and what is not written as Slack wants it written.

Rules: Slack's reference, "Formatting message text": ``&``, ``<`` and ``>`` that mean themselves are ``&amp;``,
``&lt;`` and ``&gt;``; between ``<`` and ``>`` stand a link, a mention, a channel or a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MARKUP = re.compile(r"<([^<>\n]*)>")
KNOWN = re.compile(
    r"(?:https?://|mailto:|tel:|slack://)[^|]+(?:\|.*)?"
    r"|@[UWB][A-Z0-9]+(?:\|.*)?|#[CGD][A-Z0-9]+(?:\|.*)?"
    r"|!(?:here|channel|everyone)(?:\|.*)?|!subteam\^S[A-Z0-9]+(?:\|.*)?"
    r"|!date\^-?\d+\^[^|]+\|.+"
)
BARE = re.compile(r"&(?!(?:amp|lt|gt);)")


@dataclass(frozen=True, slots=True)
class Link:
    """A link as readers see it: where it goes and what it says (its address where it says nothing)."""

    url: str
    label: str


def markups(text: str) -> Iterator[str]:
    """What stands between ``<`` and ``>``, where Slack takes it for markup."""
    for found in MARKUP.finditer(text):
        if KNOWN.fullmatch(found[1]):
            yield found[1]


def mentions_in(text: str) -> set[str]:
    """Whom a text calls, as it would be written: ``<!channel>``, ``<@U…>``, ``<!subteam^S…>``."""
    called = (markup.partition("|")[0] for markup in markups(text))
    return {f"<{one}>" for one in called if one.startswith(("@", "!")) and not one.startswith("!date")}


def links_in(text: str) -> list[Link]:
    found = []
    for markup in markups(text):
        if not markup.startswith(("@", "#", "!")):
            url, _, label = markup.partition("|")
            found.append(Link(unescaped(url), unescaped(label or url)))
        elif markup.startswith("!date") and markup.count("^") >= 3:
            url = markup.partition("|")[0].split("^", 3)[3]
            found.append(Link(unescaped(url), unescaped(markup.partition("|")[2])))
    return found


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def faults_of(text: str) -> list[str]:
    """What is written badly: characters that are markup's and mean themselves, and markup that Slack does not know."""
    said = [f"<{found[1]}> is no markup" for found in MARKUP.finditer(text) if not KNOWN.fullmatch(found[1])]
    rest = MARKUP.sub("", text)
    quoted = re.sub(r"(?m)^(?:>>>|>)", "", rest)
    if BARE.search(text):
        said.append("& is not escaped")
    if "<" in rest:
        said.append("< is not escaped")
    if ">" in quoted:
        said.append("> is not escaped")
    return said
