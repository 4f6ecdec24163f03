"""Help at each level of what is typed: of everything, of a group of commands such as ``watch``, of one command."""

from __future__ import annotations

from collections.abc import Sequence

from bot.alerts import write_card
from bot.domain.card import Card, Code, Field, Text
from bot.domain.verbs import Verb
from bot.pipeline.command_line import usage

HELP = "help"


def guided(line: str, verbs: Sequence[Verb]) -> str:
    """The line, but where help is asked for in another way: nothing at all, or ``help`` after what it is about."""
    words = _words(line)
    if not words:
        return HELP
    if len(words) > 1 and words[-1] == HELP and _stands(words[:-1], verbs):
        return " ".join((HELP, *words[:-1]))
    return line


def group_help(line: str, verbs: Sequence[Verb]) -> Card | None:
    """What there is in a group, where the line is no more than its name, or asks for help on it; None for other lines."""
    words = _words(line)
    words = words[1:] if len(words) > 1 and words[0] == HELP else words
    below = _below(words, verbs)
    if not below or _is_verb(words, verbs):
        return None
    fields = [Field(label=f"/{verb.path}", value=(Text(verb.help),), note=(Code(usage(verb)),)) for verb in below]
    return write_card(f"What you can ask of {' '.join(words)}", fields=fields)


def _words(line: str) -> list[str]:
    return line.strip().removeprefix("/").lower().split()


def _stands(words: Sequence[str], verbs: Sequence[Verb]) -> bool:
    return _is_verb(words, verbs) or bool(_below(words, verbs))


def _is_verb(words: Sequence[str], verbs: Sequence[Verb]) -> bool:
    return any(verb.path == " ".join(words) for verb in verbs)


def _below(words: Sequence[str], verbs: Sequence[Verb]) -> list[Verb]:
    return [verb for verb in verbs if words and verb.path.startswith(f"{' '.join(words)} ")]
