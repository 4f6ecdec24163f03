"""A typed line -> a verb and its checked values. Pure: the same line always gives the same answer."""

from __future__ import annotations

import difflib
import zoneinfo
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.domain.errors import BadInput, NotFound
from bot.domain.verbs import Option, OptionKind, Verb

_QUOTES = {'"': '"', "'": "'", "“": "”", "„": "“", "«": "»", "‘": "’"}
"""Opening quotes with the closing one; chat clients turn straight quotes into curly ones."""

_QUOTE_MARKS = "".join({*_QUOTES, *_QUOTES.values()}) + " "


@dataclass(frozen=True, slots=True)
class Token:
    """One word, or one quoted text without its quotes; ``start`` is its offset in the line."""

    text: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a line asks for."""

    verb: Verb
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """What is being typed at a line's end: which option, what there is of its value, and where that begins in the line."""

    option: Option
    typed: str
    start: int


def usage(verb: Verb) -> str:
    """Write how a verb is typed: ``/watch create NAME [description:TEXT] QUERY``.

    A greedy option takes the rest of the line, so it stands last, and what is declared after it goes by name before it.
    """
    plain = [option for option in verb.options if not option.greedy]
    cut = next((number for number, option in enumerate(verb.options) if option.greedy), len(verb.options))
    named = {option.name for option in verb.options[cut:]}
    parts = [f"/{verb.path}"]
    for option in (*plain, *(option for option in verb.options if option.greedy)):
        by_name = option.name in named and not option.greedy
        name = f"{option.name}:{option.kind.value.upper()}" if by_name else option.name.upper()
        parts.append(name if option.required else f"[{name}]")
    return " ".join(parts)


def parse_line(line: str, verbs: Sequence[Verb]) -> Parsed:
    """Read a command line.

    Raises ``NotFound`` for a verb that is not there (with the nearest ones) and ``BadInput`` for options that are missing,
    too many or wrong.
    """
    text = line.strip().removeprefix("/")
    tokens = tokenise(text)
    verb, used = find_verb(tokens, verbs)
    raw = _assign(text, tokens[used:], verb)
    missing = [option.name for option in verb.options if option.required and option.name not in raw]
    if missing:
        raise BadInput(f"/{verb.path} needs {' and '.join(missing)}: type {usage(verb)}")
    values = {o.name: check_value(o, raw[o.name]) if o.name in raw else o.default for o in verb.options}
    return Parsed(verb=verb, values=values)


def tokenise(text: str) -> list[Token]:
    """Split at white space, quoted texts whole. An unclosed quote runs to the end of the line."""
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        start = position
        closing = _QUOTES.get(text[position])
        if closing:
            end = text.find(closing, position + 1)
            end = len(text) if end < 0 else end
            tokens.append(Token(text[position + 1 : end], start))
            position = end + 1
        else:
            while position < len(text) and not text[position].isspace():
                position = _skip_quoted(text, position)
            tokens.append(Token(text[start:position], start))
    return tokens


def _skip_quoted(text: str, position: int) -> int:
    """Step over one character, or over the whole quoted text of ``name:"a b"``."""
    if text[position] in ":=" and position + 1 < len(text) and text[position + 1] in _QUOTES:
        end = text.find(_QUOTES[text[position + 1]], position + 2)
        return len(text) if end < 0 else end + 1
    return position + 1


def find_verb(tokens: Sequence[Token], verbs: Sequence[Verb]) -> tuple[Verb, int]:
    """Find the verb with the longest path that the tokens begin with, and how many tokens its path takes."""
    words = [token.text.lower() for token in tokens[:3]]
    by_path = {verb.path: verb for verb in verbs}
    for length in range(len(words), 0, -1):
        verb = by_path.get(" ".join(words[:length]))
        if verb:
            return verb, length
    if not words:
        raise NotFound("Type a command, such as /help.", nearest=("help",))
    typed = " ".join(words[:2])
    begun = [path for path in by_path if path.startswith(words[0] + " ")]
    near = (
        begun
        or difflib.get_close_matches(typed, by_path, 3, 0.5)
        or difflib.get_close_matches(words[0], by_path, 3, 0.5)
    )
    hint = f" Did you mean {' or '.join('/' + path for path in near)}?" if near else " /help lists all there are."
    raise NotFound(f"There is no command /{typed if not begun else words[0]} as such.{hint}", nearest=tuple(near))


def _assign(text: str, tokens: Sequence[Token], verb: Verb) -> dict[str, str]:
    """Give each token to its option: ``name:value`` by name, others in the order of declaration."""
    by_name = {option.name: option for option in verb.options}
    values: dict[str, str] = {}
    for token in tokens:
        named = _named(token.text, by_name)
        option = named or _next_option(verb.options, values, token.text)
        if option is None:
            raise BadInput(f"/{verb.path} has no place for “{token.text}”: type {usage(verb)}")
        if option.name in values:
            raise BadInput(f"/{verb.path} was given {option.name} twice: type {usage(verb)}")
        if option.greedy:
            start = token.start + (len(option.name) + 1 if named else 0)
            rest = text[start:].strip()
            values[option.name] = rest if option.kind is OptionKind.QUERY else _unquoted(rest)
            break
        values[option.name] = _unquoted(token.text[len(option.name) + 1 :]) if named else token.text
    return values


def find_cursor(text: str, verb: Verb, used: int) -> Cursor | None:
    """Find what the end of a line belongs to; ``used`` tokens are the verb's path. None where nothing more fits."""
    tokens = tokenise(text)
    writing = not text[-1:].isspace() or len(tokenise(text + "x")) == len(tokens)
    by_name = {option.name: option for option in verb.options}
    taken: dict[str, str] = {}
    for number, token in enumerate(tokens[used:], start=used + 1):
        named = _named(token.text, by_name)
        option = named or _next_option(verb.options, taken, token.text)
        if option is None:
            return None
        start = token.start + (len(option.name) + 1 if named else 0)
        if option.greedy or (writing and number == len(tokens)):
            return Cursor(option=option, typed=text[start:].strip(_QUOTE_MARKS), start=start)
        taken[option.name] = token.text
    following = _next_option(verb.options, taken, "")
    return Cursor(option=following, typed="", start=len(text)) if following else None


def _named(text: str, by_name: Mapping[str, Option]) -> Option | None:
    cut = min((at for at in (text.find(":"), text.find("=")) if at > 0), default=-1)
    return by_name.get(text[:cut].lower()) if cut > 0 else None


def _next_option(options: Sequence[Option], values: Mapping[str, str], text: str) -> Option | None:
    free = [option for option in options if option.name not in values]
    if text.isdecimal():
        counts = [option for option in free if option.kind is OptionKind.COUNT]
        if counts and not (free[0].required or free[0].kind is OptionKind.STORY):
            return counts[0]
    return free[0] if free else None


def _unquoted(text: str) -> str:
    """Take off quotes that stand around the whole of it, and only those."""
    closing = _QUOTES.get(text[:1])
    return text[1:-1] if closing and text.find(closing, 1) == len(text) - 1 else text


def check_value(option: Option, text: str) -> Any:
    """Turn what was typed into the option's value; ``BadInput`` says what would be right."""
    if option.kind is OptionKind.COUNT:
        return _count(option, text)
    if option.kind is OptionKind.TIME_ZONE:
        return _time_zone(text)
    if option.kind is OptionKind.URL:
        return _address(text)
    if not text.strip():
        raise BadInput(f"{option.name} is empty; {option.help}")
    return text.strip()


def _count(option: Option, text: str) -> int:
    low, high = option.minimum or 1, option.maximum or 1000
    if not text.isdecimal() or len(text) > 9 or not low <= int(text) <= high:
        raise BadInput(f"{option.name} is a whole number from {low} to {high}, not “{text}”.")
    return int(text)


def _time_zone(text: str) -> str:
    names = zoneinfo.available_timezones()
    if text in names:
        return text
    wanted = text.lower().replace(" ", "_")
    ending = [name for name in names if name.lower() == wanted or name.lower().endswith("/" + wanted)]
    if ending:
        return min(ending, key=lambda name: (len(name), name))
    near = difflib.get_close_matches(text, names, 1, 0.6)
    hint = f"; did you mean {near[0]}?" if near else ", such as Europe/Paris or Asia/Baghdad."
    raise BadInput(f"“{text}” is no time zone{hint}")


def _address(text: str) -> str:
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        # Reading the port checks it.
        host = parts.hostname if parts.port != 0 else None
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"} or any(c.isspace() for c in address):
        raise BadInput(f"“{text}” is no web address; one begins with https:// or http://.")
    return address
