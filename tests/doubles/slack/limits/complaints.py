"""The sentences that say why a payload is refused, each with the place in it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from tests.doubles.slack.errors import Json

TEXT_KINDS = ("plain_text", "mrkdwn")


class Complaints:
    """Collects sentences; ``at`` is a JSON pointer such as ``/blocks/0/text``."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def add(self, message: str, at: str) -> None:
        self.said.append(f"{message} [json-pointer:{at}]")

    def object(self, value: Any, at: str) -> bool:
        """Whether it is an object; complains otherwise."""
        if not isinstance(value, dict):
            self.add("must provide an object", at)
        return isinstance(value, dict)

    def kind(self, value: Any, at: str, allowed: Collection[str]) -> str | None:
        """The ``type`` of an object, if it is one of those; complains otherwise."""
        if not self.object(value, at):
            return None
        kind = value.get("type")
        if not isinstance(kind, str) or kind not in allowed:
            self.add(f"unsupported type: {kind}", f"{at}/type")
            return None
        return kind

    def keys(self, value: Json, at: str, *, needs: Collection[str] = (), may: Collection[str] = ()) -> None:
        """Slack takes no key that it does not know."""
        for name in needs:
            if value.get(name) is None:
                self.add(f"missing required field: {name}", at)
        for name in value:
            if name not in needs and name not in may and name != "type":
                self.add(f"invalid additional property: {name}", at)

    def string(self, value: Any, at: str, most: int, *, least: int = 1) -> None:
        """A string of ``least`` to ``most`` characters; absent ones are for ``keys`` to complain of."""
        if value is None:
            return
        if not isinstance(value, str):
            self.add("must provide a string", at)
        elif len(value) > most:
            self.add(f"must be less than {most + 1} characters", at)
        elif len(value) < least:
            self.add(f"must be more than {least - 1} characters", at)

    def items(self, value: Any, at: str, most: int, *, least: int = 1) -> list[Any]:
        """The items of a list of ``least`` to ``most``."""
        if not isinstance(value, list):
            self.add("must provide an array", at)
            return []
        if len(value) > most:
            self.add(f"no more than {most} items allowed", at)
        if len(value) < least:
            self.add(f"no less than {least} items allowed" if least > 1 else "must provide at least one item", at)
        return value

    def choice(self, value: Any, at: str, allowed: Collection[str]) -> None:
        if value is not None and (not isinstance(value, str) or value not in allowed):
            self.add("must be a valid enum value", at)

    def number(self, value: Any, at: str, least: int, most: int) -> None:
        if value is not None and (not isinstance(value, int) or not least <= value <= most):
            self.add(f"must be between {least} and {most}", at)

    def address(self, value: Any, at: str, most: int = 3000) -> None:
        """An absolute web address."""
        self.string(value, at, most)
        if isinstance(value, str) and not value.startswith(("http://", "https://", "slack://")):
            self.add("must be a valid URL", at)

    def text(self, value: Any, at: str, most: int, *, kinds: Collection[str] = TEXT_KINDS, least: int = 1) -> None:
        """A text object."""
        if value is None or not self.object(value, at):
            return
        before = len(self.said)
        self.kind(value, at, kinds)
        extra = ("emoji",) if value.get("type") == "plain_text" else ("verbatim",)
        self.keys(value, at, needs=("text",), may=extra)
        self.string(value.get("text"), f"{at}/text", most, least=least)
        if len(self.said) > before:
            self.said.insert(before, f"failed to match all allowed schemas [json-pointer:{at}]")

    def plain(self, value: Any, at: str, most: int) -> None:
        self.text(value, at, most, kinds=("plain_text",))
