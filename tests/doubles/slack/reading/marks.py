"""mrkdwn as it shows: marks gone, links by their words, names of people and channels, dates."""

from __future__ import annotations

import re

from tests.doubles.slack.limits.mrkdwn import KNOWN, MARKUP, unescaped
from tests.doubles.slack.reading.viewer import Viewer

CODE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)
MARK = re.compile(r"(?<![\w*_~])([*_~])(?=\S)([^\n]+?)(?<=\S)\1(?![\w*_~])")
QUOTED = re.compile(r"(?m)^(?:&gt;|>){1,3} ?")
EMOJI = re.compile(r":([a-z0-9+_'-]*[a-z][a-z0-9+_'-]*):")
BARE_ADDRESS = re.compile(r"(?<![<|\w])https?://[^\s<>|]+")


def rendered(viewer: Viewer, text: str) -> str:
    """A text with its marks and markup as they show. What is code is shown to the letter."""
    pieces = []
    end = 0
    for code in CODE.finditer(text):
        pieces += [plain(viewer, text[end : code.start()]), unescaped(code[1] or code[2])]
        end = code.end()
    return "".join([*pieces, plain(viewer, text[end:])])


def plain(viewer: Viewer, text: str) -> str:
    text = MARKUP.sub(lambda found: markup(viewer, found[0], found[1]), QUOTED.sub("", text))
    for _ in range(3):
        text = MARK.sub(r"\2", text)
    return unescaped(text)


def markup(viewer: Viewer, whole: str, inner: str) -> str:
    if not KNOWN.fullmatch(inner):
        return whole
    target, _, label = inner.partition("|")
    if target.startswith("@"):
        return viewer.user(target[1:], label)
    if target.startswith("#"):
        return viewer.channel(target[1:], label)
    if target.startswith("!subteam"):
        return viewer.group(target.partition("^")[2], label)
    if target.startswith("!date"):
        _, seconds, form = [*target.split("^", 3), ""][:3]
        return viewer.date(int(seconds), form, label)
    return f"@{target[1:]}" if target.startswith("!") else label or target
