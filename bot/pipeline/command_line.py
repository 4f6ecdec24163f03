"""A typed line -> a verb and its checked values. Pure: the same line always gives the same answer."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import BadInput, NotFound
from bot.domain.verbs import Option, OptionKind, Verb
from bot.pipeline.option_values import check_value
from bot.pipeline.option_words import LOOKS, looks_like, words_taken

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
    """What is being typed at a line's end: which option, what there is of its value, and where that begins in the line.

    ``option`` is None where only ``names`` can follow: those options that may be given by name there. ``also`` are options
    that the value may turn out to be of by its looks.
    """

    option: Option | None
    typed: str
    start: int
    names: tuple[Option, ...] = ()
    also: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """One option's words: its value, where that begins in the line, and the index after its last token."""

    option: Option | None
    value: str
    start: int
    end: int
    named: bool


_ONLY_BY_NAME = frozenset((OptionKind.QUIET, OptionKind.MENTION, OptionKind.CHOICE, OptionKind.QUERY))
"""Kinds that, where they need not be given, cannot be told from others by their place alone."""


def usage(verb: Verb) -> str:
    """Write how a verb is typed: ``/watch create NAME [description:TEXT] QUERY``.

    A greedy option takes the rest of the line, so it stands last, and what goes by name stands before it.
    """
    named = {option.name for option in _by_name(verb)}
    parts = [f"/{verb.path}"]
    for option in sorted(verb.options, key=lambda option: option.greedy):
        name = f"{option.name}:{_sort_of(option)}" if option.name in named else _place_of(option)
        parts.append(name if option.required else f"[{name}]")
    return " ".join(parts)


def _place_of(option: Option) -> str:
    return _sort_of(option) if option.kind is OptionKind.CHOICE else option.name.upper()


def _sort_of(option: Option) -> str:
    return "|".join(option.choices) if option.kind is OptionKind.CHOICE else option.kind.value.upper()


def _by_name(verb: Verb) -> tuple[Option, ...]:
    """Options that can only be given by name: from the first of an uncertain kind on, and all after a greedy one."""
    for number, option in enumerate(verb.options):
        if option.greedy:
            return verb.options[number + 1 :]
        if option.kind in _ONLY_BY_NAME and not option.required:
            return tuple(each for each in verb.options[number:] if not each.greedy)
    return ()


def parse_line(line: str, verbs: Sequence[Verb]) -> Parsed:
    """Read a command line.

    Raises ``NotFound`` for a verb that is not there (with the nearest ones) and ``BadInput`` for options that are missing,
    too many or wrong.
    """
    verb, raw = read_values(line, verbs)
    missing = [option.name for option in verb.options if option.required and option.name not in raw]
    if missing:
        raise BadInput(f"/{verb.path} needs {' and '.join(missing)}: type {usage(verb)}")
    values = {o.name: check_value(o, raw[o.name]) if o.name in raw else o.default for o in verb.options}
    return Parsed(verb=verb, values=values)


def read_values(line: str, verbs: Sequence[Verb]) -> tuple[Verb, dict[str, str]]:
    """The verb of a line and what is given for its options as text, whether or not that is right or all that is needed.

    Raises ``NotFound`` for a verb that is not there and ``BadInput`` for what belongs to no option.
    """
    text = line.strip().removeprefix("/")
    tokens = tokenise(text)
    verb, used = find_verb(tokens, verbs)
    return verb, _assign(text, tokens[used:], verb)


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
        difflib.get_close_matches(typed, begun, 3, 0.8)
        or begun
        or difflib.get_close_matches(typed, by_path, 3, 0.5)
        or difflib.get_close_matches(words[0], by_path, 3, 0.5)
    )
    hint = f" Did you mean {' or '.join('/' + path for path in near)}?" if near else " /help lists all there are."
    raise NotFound(f"There is no command “{typed}”.{hint}", nearest=tuple(near))


def _assign(text: str, tokens: Sequence[Token], verb: Verb) -> dict[str, str]:
    """Give each token to its option: ``name:value`` by name, others in the order of declaration."""
    values: dict[str, str] = {}
    for given in _given(text, tokens, verb):
        if given.option is None:
            raise BadInput(
                f"/{verb.path} has no place for “{given.value}”{_meant(given.value, verb)}: type {usage(verb)}"
            )
        if given.option.name in values:
            raise BadInput(f"/{verb.path} was given {given.option.name} twice: type {usage(verb)}")
        if not given.named and given.option.kind in _NAMES_OF_THINGS and (hint := _meant(given.value, verb)):
            raise BadInput(f"/{verb.path} has no option of that name{hint}: type {usage(verb)}")
        if not given.named and given.option.kind is OptionKind.SCHEDULE:
            _check_looks(given.value)
        values[given.option.name] = given.value
    return values


def _check_looks(text: str) -> None:
    """Refuse what can only have come to a schedule because nothing else was left."""
    if not looks_like(OptionKind.SCHEDULE, text.split(" ", maxsplit=1)[0], loosely=False):
        raise BadInput(f"“{text}” is no schedule such as daily 08:00, and no time zone such as Asia/Baghdad.")


_NAMES_OF_THINGS = frozenset((OptionKind.CHANNEL, OptionKind.SCHEDULE, OptionKind.TIME_ZONE))
"""Kinds whose values never look like ``option:value`` with a slip in the option's name."""


def _meant(text: str, verb: Verb) -> str:
    """What a slip such as ``qiet:22:00-07:00`` should have been."""
    key = text[: _key_length(text)].lower()
    near = difflib.get_close_matches(key, [option.name for option in verb.options], 1, 0.7) if key else []
    return f", did you mean {near[0]}:…" if near else ""


def _given(text: str, tokens: Sequence[Token], verb: Verb) -> Iterator[_Given]:
    """Read the tokens after a verb's path, one option at a time; a greedy one takes all that is left."""
    by_name = {option.name: option for option in verb.options}
    taken: set[str] = set()
    at = 0
    while at < len(tokens):
        token = tokens[at]
        named = _named(token.text, by_name)
        option = named or _next_option(verb, taken, token.text)
        start = token.start + (_key_length(token.text) + 1 if named else 0)
        if option is not None and option.greedy:
            rest = text[start:].strip()
            value = rest if option.kind is OptionKind.QUERY else _unquoted(rest)
            yield _Given(option=option, value=value, start=start, end=len(tokens), named=named is not None)
            return
        first = _unquoted(token.text[_key_length(token.text) + 1 :]) if named else token.text
        words = [first, *(following.text for following in tokens[at + 1 :])]
        end = at + (words_taken(option.kind, words) if option else 1)
        yield _Given(option=option, value=" ".join(words[: end - at]), start=start, end=end, named=named is not None)
        taken |= {option.name} if option else set()
        at = end


def find_cursor(text: str, verb: Verb, used: int) -> Cursor | None:
    """Find what the end of a line belongs to; ``used`` tokens are the verb's path. None where nothing more fits."""
    tokens = tokenise(text)
    writing = not text[-1:].isspace() or len(tokenise(text + "x")) == len(tokens)
    rest = tokens[used:]
    taken: set[str] = set()
    for given in _given(text, rest, verb):
        last = given.end == len(rest)
        option = given.option
        if last and (writing or (option and option.greedy)):
            names, also = ((), ()) if given.named else (_free_names(verb, taken), _told_by_looks(verb, taken, option))
            if option is None and not names:
                return None
            typed = text[given.start :].strip(_QUOTE_MARKS)
            return Cursor(option=option, typed=typed, start=given.start, names=names, also=also)
        if option is None:
            return None
        taken.add(option.name)
    following, names = _next_option(verb, taken, ""), _free_names(verb, taken)
    return Cursor(option=following, typed="", start=len(text), names=names) if following or names else None


def _free_names(verb: Verb, taken: Collection[str]) -> tuple[Option, ...]:
    if any(option.required and option.name not in taken for option in verb.options):
        return ()
    return tuple(option for option in _by_name(verb) if option.name not in taken)


def _told_by_looks(verb: Verb, taken: Collection[str], first: Option | None) -> tuple[Option, ...]:
    if first is None or first.required:
        return ()
    others = (option for option in verb.options if option.name not in taken and option is not first)
    return tuple(option for option in others if option.kind in LOOKS)


def _key_length(text: str) -> int:
    return min((at for at in (text.find(":"), text.find("=")) if at > 0), default=0)


def _named(text: str, by_name: Mapping[str, Option]) -> Option | None:
    return by_name.get(text[: _key_length(text)].lower().replace("-", "_"))


def _next_option(verb: Verb, taken: Collection[str], text: str) -> Option | None:
    """The option that a value without a name goes to: the next one, or a later one that it can be told to be of."""
    only_named = {option.name for option in _by_name(verb)}
    free = [option for option in verb.options if option.name not in taken and option.name not in only_named]
    if not free or free[0].required or free[0].kind is OptionKind.STORY:
        return free[0] if free else None
    if text.isdecimal():
        return next((option for option in free if option.kind is OptionKind.COUNT), free[0])
    loosely = free[0].kind is not OptionKind.CHANNEL
    return next((option for option in free if looks_like(option.kind, text, loosely=loosely)), free[0])


def _unquoted(text: str) -> str:
    """Take off quotes that stand around the whole of it, and only those."""
    closing = _QUOTES.get(text[:1])
    return text[1:-1] if closing and text.find(closing, 1) == len(text) - 1 else text
