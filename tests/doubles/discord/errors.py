"""What Discord answers when it refuses: a status, a code, a sentence, and for bodies a tree of errors by field."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from tests.doubles.control import Refused

Json = dict[str, Any]


class Refusal(Refused):
    """An answer other than a success. Codes: Discord's reference, "JSON Error Codes"."""

    def __init__(
        self, status: int, code: int, message: str, *, errors: Json | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors
        self.retry_after = retry_after

    def under(self, name: str) -> Refusal:
        """The same, of a body that lies under ``name`` in another."""
        errors = {name: self.errors} if self.errors else None
        return Refusal(self.status, self.code, self.message, errors=errors)

    def body(self) -> Json:
        data: Json = {"message": self.message, "code": self.code}
        if self.retry_after is not None:
            data |= {"retry_after": round(self.retry_after, 3), "global": False}
        return data | ({"errors": self.errors} if self.errors else {})


@contextlib.contextmanager
def inside(name: str) -> Iterator[None]:
    """Refusals of a body that lies under ``name`` in another tell their path from the outer one."""
    try:
        yield
    except Refusal as refusal:
        raise refusal.under(name) from None


class Complaints:
    """The errors of one body, by path; ``raise_any`` refuses with the tree if there are some."""

    def __init__(self) -> None:
        self._tree: Json = {}

    def add(self, path: tuple[str | int, ...], code: str, message: str) -> None:
        node = self._tree
        for step in path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def __bool__(self) -> bool:
        return bool(self._tree)

    def raise_any(self) -> None:
        if self._tree:
            raise Refusal(400, 50035, "Invalid Form Body", errors=self._tree)

    def too_long(self, path: tuple[str | int, ...], text: object, most: int, *, least: int = 0) -> None:
        """Complain unless ``text`` is absent or a string of ``least`` to ``most`` characters."""
        if text is None:
            return
        if not isinstance(text, str):
            self.add(path, "STRING_TYPE_CONVERT", f'Could not interpret "{text}" as string.')
        elif not least <= len(text) <= most:
            self.bad_length(path, most, least=least)

    def bad_length(self, path: tuple[str | int, ...], most: int, *, least: int = 0) -> None:
        if least:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        else:
            self.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")

    def required(self, path: tuple[str | int, ...]) -> None:
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required")

    def choice(self, path: tuple[str | int, ...], allowed: object) -> None:
        self.add(path, "BASE_TYPE_CHOICES", f"Value must be one of {allowed}.")


def invalid(path: tuple[str | int, ...], code: str, message: str) -> Refusal:
    """The refusal of one field."""
    complaints = Complaints()
    complaints.add(path, code, message)
    return Refusal(400, 50035, "Invalid Form Body", errors=complaints._tree)


def unauthorized() -> Refusal:
    return Refusal(401, 0, "401: Unauthorized")


def missing_access() -> Refusal:
    return Refusal(403, 50001, "Missing Access")


def missing_permissions() -> Refusal:
    return Refusal(403, 50013, "Missing Permissions")


def unknown(what: str) -> Refusal:
    """404 for something that is not, or no longer, there: ``Channel``, ``Message``, ``Webhook`` ..."""
    return Refusal(404, UNKNOWN_CODES[what], f"Unknown {what}")


UNKNOWN_CODES = {
    "Application": 10002,
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "Role": 10011,
    "User": 10013,
    "Emoji": 10014,
    "Webhook": 10015,
    "interaction": 10062,
    "application command": 10063,
}
