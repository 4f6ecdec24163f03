"""Regular expressions in queries, run by RE2, whose time is linear in the text whatever the expression.

RE2 knows neither look-around nor back-references. What is compiled is bounded in length, program size and memory, what is
searched in length, and what is shown in number; an expression that is found in nearly every text is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

import re2

from bot.domain.errors import BadQuery
from bot.rules.tree import Regex

MAX_PATTERN = 200
"""Characters between the two /."""

MAX_REGEXES = 10
"""Regular expressions of one query: each reads the whole text of every article that the rest of the query lets through."""

_MAX_PROGRAM = 2_000
"""Instructions of the compiled program; an honest expression has a few dozen, a counted repetition of another thousands."""

_MAX_MEMORY = 1 << 20
_SEARCHED = 100_000
"""Characters of a title or text that are searched."""

_SHOWN = 50
"""Places of one text that are shown."""

_PROBES = ("", "a", "e", "A", "7", " ", ".", "The", "the", "and", "that", "with", "from")
"""What stands in every text; an expression that is found in one of these goes by nothing."""


def check_regex(regex: Regex, start: int) -> None:
    """Raise ``BadQuery`` unless an expression, whose first / stands at ``start`` of the query, can be run."""
    shown = f"/{regex.pattern[:40]}{'…' * (len(regex.pattern) > 40)}/ at character {start + 1}"
    if len(regex.pattern) > MAX_PATTERN:
        raise BadQuery(
            f"{shown} is {len(regex.pattern)} characters long; {MAX_PATTERN} are allowed",
            position=start,
            hint="write what may stand for one another as words joined by OR",
        )
    try:
        compiled = _compiled(regex.pattern, regex.ignore_case)
    except re2.error as error:
        raise BadQuery(
            f"{shown} is no regular expression that is run here: {_reason(error)}",
            position=start,
            hint="put \\ before a sign that is to be found as it is; there is neither look-around nor back-reference",
        ) from error
    if compiled.programsize > _MAX_PROGRAM:
        raise BadQuery(
            f"{shown} is too large a program ({compiled.programsize:,} steps; {_MAX_PROGRAM:,} are allowed)",
            position=start,
            hint="repeat fewer times: {1,5}, or * without a count",
        )
    if any(compiled.search(probe) for probe in _PROBES):
        raise BadQuery(
            f"{shown} is found in nearly every text",
            position=start,
            hint="write at least two letters or digits that must be there, as in /Q[1-4] results/",
        )


def found_in(regex: Regex, text: str) -> bool:
    """Whether an expression is found in a text."""
    return _compiled(regex.pattern, regex.ignore_case).search(_encodable(text[:_SEARCHED])) is not None


def places_in(regex: Regex, text: str) -> Iterator[tuple[int, int]]:
    """Where an expression is found in a text, as character offsets: in order, the first few."""
    matches = _compiled(regex.pattern, regex.ignore_case).finditer(_encodable(text[:_SEARCHED]))
    for match in islice(matches, _SHOWN):
        if match.end() > match.start():
            yield match.start(), match.end()


@lru_cache(maxsize=1 << 9)
def _compiled(pattern: str, ignore_case: bool) -> Any:  # noqa: FBT001
    options = re2.Options()
    options.max_mem = _MAX_MEMORY
    options.log_errors = False
    options.case_sensitive = not ignore_case
    return re2.compile(_encodable(pattern), options)


def _encodable(text: str) -> str:
    """The text with its lone surrogates as question marks, of which RE2's UTF-8 has none; as long as it was."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _reason(error: Exception) -> str:
    said = error.args[0] if error.args else b""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
