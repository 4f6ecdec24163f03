"""What was given to a command, in a form or by a button -> the command line that would have been typed.

The line is read back by ``bot.pipeline.command_line``: every value by name and in quotes, the greedy one last, so that no
value, whatever it holds, can become another option.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.errors import DatelineError
from bot.domain.verbs import Option, OptionKind, Verb
from bot.pipeline.command_line import read_values

_QUOTES = ('""', "''", "“”", "«»", "„“", "‘’")
"""Opening and closing quotes that the command line knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A verb, what was given for its options as text, and, while it is typed, the option that the cursor is in."""

    verb: Verb
    values: Mapping[str, str]
    focused: str = ""

    def missing(self) -> list[Option]:
        """The options without which the verb does nothing."""
        return [o for o in self.verb.options if o.required and not self.values.get(o.name, "").strip()]


@dataclass(frozen=True, slots=True)
class Request:
    """A command line and what it gives, as far as that can be filled into a form; None where it is no verb's."""

    line: str
    given: Given | None

    @property
    def verb(self) -> Verb | None:
        """The verb that is asked for."""
        return self.given.verb if self.given else None


def request_of(given: Given) -> Request:
    """The request for what was given."""
    return Request(write_line(given), given)


def read_line(line: str, verbs: Sequence[Verb]) -> Request:
    """What a line asks for, as far as it goes. Whatever is wrong with it, the command runner says."""
    try:
        verb, values = read_values(line, verbs)
    except DatelineError:
        return Request(line, None)
    return Request(line, Given(verb=verb, values=values))


def write_line(given: Given) -> str:
    """The line that asks for what was given."""
    present = (option for option in given.verb.options if given.values.get(option.name, "").strip())
    options = sorted(present, key=lambda option: option.greedy)
    return " ".join([f"/{given.verb.path}", *(_written(option, given.values[option.name]) for option in options)])


def write_begun(given: Given) -> str:
    """The line as far as it is typed, but for the value that the cursor is in: it ends in that option's name and colon."""
    rest = {name: value for name, value in given.values.items() if name != given.focused}
    before = write_line(Given(verb=given.verb, values=rest))
    return f"{before} {given.focused}:"


def quoted(text: str, *, closed: bool = True) -> str:
    """Text in the first quotes that it does not hold the end of."""
    marks = next((marks for marks in _QUOTES if marks[1] not in text), _QUOTES[-1])
    # Nobody means all six closing quotes in one value; the last one is then the apostrophe that it looks like.
    inner = text.replace(marks[1], "'")
    return f"{marks[0]}{inner}{marks[1] if closed else ''}"


def _written(option: Option, value: str) -> str:
    # A query that takes the rest of the line takes it as it stands, quotes and all.
    raw = option.greedy and option.kind is OptionKind.QUERY
    return f"{option.name}:{value if raw else quoted(value)}"
