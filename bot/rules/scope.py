"""Whether a query has something to go by: a query without it would match nearly everything that is published."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.errors import BadQuery
from bot.rules.printer import print_query
from bot.rules.tree import And, Language, Length, Node, Not, Or, Published, Some, Sources


def check_scope(tree: Node, placed: Sequence[tuple[Node, int]]) -> None:
    """Raise ``BadQuery`` with the reason unless every way to match the query goes by a word, phrase, regular
    expression, place, figure, outlet, feed or tag.

    ``placed`` holds parts of the tree, by identity, with the position where each begins in the query.
    """
    culprit = _culprit(tree)
    if culprit is None:
        return
    shown = print_query(culprit)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
    start = next((start for node, start in reversed(placed) if node is culprit), 0)
    raise BadQuery(_reason(culprit, shown, alone=culprit is tree), position=start, hint=_mend(culprit))


def _culprit(node: Node) -> Node | None:
    """The part that goes by nothing, None where every way to match ``node`` goes by something."""
    match node:
        case Or(items=items):
            return next((culprit for culprit in map(_culprit, items) if culprit is not None), None)
        case And(items=items):
            culprits = [_culprit(item) for item in items]
            return None if None in culprits else node
        case Some(count=count, items=items):
            return node if sum(_culprit(item) is not None for item in items) >= count else None
        case Not() | Language() | Length() | Published() | Sources():
            return node
        case _:
            return None


def _reason(culprit: Node, shown: str, *, alone: bool) -> str:
    where = "the query" if alone else "this branch of OR"
    match culprit:
        case Language():
            return f"{where} is only {shown}, which matches everything in that language"
        case Length() | Published() | Sources():
            return f"{where} is only {shown}, which matches articles about anything"
        case Not():
            return f"{where} is only {shown}, which matches nearly everything that is published"
        case _:
            return f"{where}, {shown}, names nothing that must be there"


def _mend(culprit: Node) -> str:
    if isinstance(culprit, Not):
        return "add a word that must be there: earthquake NOT football"
    return "add a word, a phrase, a place, a figure, or an outlet: or feed:, with AND"
