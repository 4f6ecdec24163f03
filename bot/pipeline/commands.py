"""Running a user's command: whatever was typed, the answer is a card."""

from __future__ import annotations

import difflib
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog

from bot.alerts import write_card
from bot.domain.card import Break, Card, Code, Span, Text
from bot.domain.chat import Asker, Suggestion
from bot.domain.errors import BadInput, BadQuery, DatelineError, NotFound, TemporaryError
from bot.domain.verbs import Option, OptionKind, Permission, Verb
from bot.domain.watch import Channel
from bot.pipeline.command_line import Parsed, find_cursor, find_verb, parse_line, tokenise, usage
from bot.pipeline.ports import Storage
from bot.pipeline.story_of import story_of
from bot.rules import parse, point_at

log = structlog.get_logger(__name__)

MOST_SUGGESTIONS = 10

Choices = Callable[[Option, Asker], Awaitable[Sequence[str]]]
"""The values that an option may have here, in the order to show them; empty where anything may be typed."""


class CommandRunner:
    """``Commands`` over the declared verbs. ``context_of`` makes what a verb's function is given."""

    def __init__(
        self,
        verbs: Sequence[Verb],
        *,
        context_of: Callable[[Asker], Any],
        choices: Choices,
        storage: Storage,
    ) -> None:
        self.verbs: Sequence[Verb] = tuple(verbs)
        self._context_of = context_of
        self._choices = choices
        self._storage = storage

    async def run(self, line: str, asker: Asker) -> Card:
        return await self._answer(line, asker, lambda parsed: parsed.verb.run(self._context_of(asker), parsed.values))

    async def preview(self, line: str, asker: Asker) -> Card | None:
        try:
            verb, _ = find_verb(tokenise(line.strip().removeprefix("/")), self.verbs)
        except NotFound:
            return None
        show = verb.preview
        if show is None:
            return None
        return await self._answer(line, asker, lambda parsed: show(self._context_of(asker), parsed.values))

    async def story_of(self, channel: Channel, message_id: str) -> str | None:
        try:
            return await story_of(self._storage, channel, message_id)
        except TemporaryError:
            return None

    async def _answer(self, line: str, asker: Asker, act: Callable[[Parsed], Awaitable[Card]]) -> Card:
        queries: list[str] = []
        try:
            parsed = parse_line(line, self.verbs)
            queries += [parsed.values[o.name] or "" for o in parsed.verb.options if o.kind is OptionKind.QUERY]
            _permit(parsed.verb, asker)
            return await act(parsed)
        except BadQuery as error:
            return _query_error(error, queries)
        except DatelineError as error:
            return write_card(str(error), tone="error")
        except Exception:
            log.exception("command_bug", line=line[:200])
            return write_card(
                "Something went wrong inside Dateline; nothing was changed. The operator finds it in the log.",
                tone="error",
            )

    async def complete(self, line: str, asker: Asker) -> Sequence[Suggestion]:
        text = line.lstrip().removeprefix("/")
        tokens = tokenise(text)
        try:
            verb, used = find_verb(tokens, self.verbs)
        except NotFound:
            return self._verbs_like(text)
        if len(tokens) == used and not text.endswith(" "):
            return self._verbs_like(text)
        try:
            return await self._values(verb, text, used, asker)
        except TemporaryError:
            return []

    def _verbs_like(self, text: str) -> list[Suggestion]:
        typed = " ".join(text.lower().split())
        begun = [verb for verb in self.verbs if verb.path.startswith(typed)]
        near = difflib.get_close_matches(typed, [verb.path for verb in self.verbs], 3, 0.6) if typed else []
        found = begun or [verb for verb in self.verbs if verb.path in near]
        return [Suggestion(f"/{verb.path} ", f"{verb.help}  {usage(verb)}") for verb in found[:MOST_SUGGESTIONS]]

    async def _values(self, verb: Verb, text: str, used: int, asker: Asker) -> list[Suggestion]:
        cursor = find_cursor(text, verb, used)
        if cursor is None:
            return []
        before, typed = text[: cursor.start], _folded(cursor.typed)
        found: list[Suggestion] = []
        if cursor.option:
            found += await self._choices_of(cursor.option, before, typed, asker)
        for option in cursor.also if typed else ():
            found += await self._choices_of(option, before, typed, asker, from_its_beginning=True)
        if cursor.option and not found and not typed:
            found = [Suggestion(f"/{text}", f"{cursor.option.name}: {cursor.option.help}")]
        names = [Suggestion(f"/{before}{o.name}:", o.help) for o in cursor.names if o.name.startswith(typed)]
        return [*found[: max(MOST_SUGGESTIONS - len(names), 3)], *names][:MOST_SUGGESTIONS]

    async def _choices_of(
        self, option: Option, before: str, typed: str, asker: Asker, *, from_its_beginning: bool = False
    ) -> list[Suggestion]:
        """Values that begin with what is typed, then those that hold it, or whose last part begins with it."""
        choices = await self._choices(option, asker)
        fitting = [choice for choice in choices if _folded(choice).startswith(typed)]
        held = f"/{typed}" if from_its_beginning else typed
        fitting += [choice for choice in choices if typed and held in _folded(choice) and choice not in fitting]
        return [Suggestion(f"/{before}{choice}", option.help) for choice in fitting[:MOST_SUGGESTIONS]]


def _folded(value: str) -> str:
    """A value as it is compared with what was typed of it: without case, quotes and a channel's mark."""
    return value.lower().strip('"').lstrip("#")


def _permit(verb: Verb, asker: Asker) -> None:
    if verb.permission is Permission.MANAGE and not asker.manages:
        raise BadInput(f"/{verb.path} is for those who manage this channel; ask one of them.")


def _query_error(error: BadQuery, queries: Sequence[str]) -> Card:
    sentence = str(error)
    body: tuple[Span, ...] = (Text(sentence[:1].upper() + sentence[1:]),)
    query = next((query for query in queries if query and _is_of(error, query)), "")
    if query:
        body = (*body, Break(), Code(point_at(error, query)))
    return write_card("That query cannot be used", body=body, tone="error")


def _is_of(error: BadQuery, query: str) -> bool:
    """Whether the error is about this one of a line's queries."""
    try:
        parse(query)
    except BadQuery as found:
        return str(found) == str(error)
    return False
