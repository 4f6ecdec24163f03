"""The table of units: which words and symbols mean which unit, longest match first."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from bot.figures.tokens import Token, tokens


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: its canonical name, what it measures (money, distance, duration ...), and how a card writes it."""

    name: str
    kind: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a unit: its tokens, and when it counts."""

    words: tuple[str, ...]
    unit: Unit
    exact: bool = False
    weak: bool = False
    large: bool = False

    def matches(self, text: Sequence[Token], i: int, magnitude: float) -> bool:
        if i + len(self.words) > len(text) or (self.large and magnitude < 1000):
            return False
        if (
            self.weak
            and not text[i].glued
            and not (self.unit.kind == "temperature" and text[i + 1 : i + 2] and text[i + 1].text == ")")
            and not (text[i + 1 : i + 2] and text[i + 1].text == "/" and text[i + 1].glued)
        ):
            return False
        return all((t.text if self.exact else t.lower) == word for t, word in zip(text[i:], self.words, strict=False))


class _Table:
    """The forms after a number by their first token, and the marks of money before one by their text."""

    def __init__(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        self.names: dict[str, Unit] = {}
        self.after: dict[str, list[_Form]] = {}
        self.before: dict[str, Unit] = {}
        self.touching: set[str] = set()
        for name, entry in data.items():
            self._add(Unit(name, entry["kind"], entry.get("short", "")), entry)
        for forms in self.after.values():
            forms.sort(key=lambda form: (-len(form.words), not form.exact))

    def _add(self, unit: Unit, entry: Mapping[str, Any]) -> None:
        self.names[unit.name] = unit
        for text in entry.get("words", ()):
            self._form(text, unit)
            if " " in text and "/" not in text and "-" not in text:
                self._form(text.replace(" ", "-"), unit)
        for text in entry.get("large", ()):
            self._form(text, unit, large=True)
        for text in (*entry.get("symbols", ()), *entry.get("codes", ())):
            self._form(text, unit, exact=True)
        for text in entry.get("weak", ()):
            self._form(text, unit, exact=True, weak=True)
        for mark in (*entry.get("before", ()), *entry.get("codes", ())):
            self.before[mark] = unit
            self.touching.add(tokens(mark)[-1].text)

    def _form(self, text: str, unit: Unit, *, exact: bool = False, weak: bool = False, large: bool = False) -> None:
        cut = tokens(text if exact else text.lower())
        form = _Form(tuple(t.text for t in cut), unit, exact, weak, large)
        self.after.setdefault(cut[0].lower, []).append(form)


_TABLE: Final = _Table(tomllib.loads((files("bot.figures") / "data" / "units.toml").read_text(encoding="utf-8")))


def named(name: str) -> Unit:
    """The unit of a canonical name. Raises KeyError for a name that is not in the table."""
    return _TABLE.names[name]


def unit_after(text: Sequence[Token], i: int, magnitude: float = 1.0) -> tuple[Unit, int] | None:
    """The unit whose longest form begins at token ``i``, and the index after it."""
    if i >= len(text):
        return None
    for form in _TABLE.after.get(text[i].lower, ()):
        if form.matches(text, i, magnitude):
            return form.unit, i + len(form.words)
    return None


def money_before(text: Sequence[Token], i: int) -> tuple[Unit, int] | None:
    """The currency whose mark ends just before token ``i`` ("$", "US$", "Rs."), and the index of the mark's first token."""
    if i == 0 or text[i - 1].text not in _TABLE.touching:
        return None
    for width in (4, 3, 2, 1):
        first = i - width
        if first < 0 or any(not t.glued for t in text[first + 1 : i]):
            continue
        mark = "".join(t.text for t in text[first:i])
        unit = _TABLE.before.get(mark)
        if unit is not None and (len(mark) > 1 or not mark.isalpha() or text[i].glued):
            return unit, first
    return None
