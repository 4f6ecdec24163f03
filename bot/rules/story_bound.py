"""Queries that hang on how an article's story stands: which they are, and what they ask of the article alone."""

from __future__ import annotations

from decimal import Decimal

from bot.rules.tree import Amount, And, Change, Node, Not, Or, Query, Some, Sources, all_of, any_of, some_of


def hangs_on_story(query: Query) -> bool:
    """Whether a query asks for something that its article does not say by itself."""
    return _hangs(query.tree)


def loosened(query: Query) -> Query:
    """What is left of a query when nothing is known of the story: every article that it matches, this one matches too."""
    tree = _loosened(query.tree)
    return query if tree is None else Query(tree, query.text, query.hints)


def _hangs(node: Node) -> bool:
    match node:
        case And(items=items) | Or(items=items) | Some(items=items):
            return any(map(_hangs, items))
        case Not(item=item):
            return _hangs(item)
        case _:
            return isinstance(node, Sources | Change)


def _loosened(node: Node) -> Node | None:
    """The node, or None where it may hold for any article."""
    match node:
        case And(items=items):
            kept = [item for item in map(_loosened, items) if item is not None]
            return all_of(kept) if kept else None
        case Or(items=items):
            each = [item for item in map(_loosened, items) if item is not None]
            return any_of(each) if len(each) == len(items) else None
        case Some(count=count, items=items):
            each = [item for item in map(_loosened, items) if item is not None]
            needed = count - (len(items) - len(each))
            return some_of(needed, each) if needed > 0 else None
        case Change(of=of):
            return any_of([Amount(of, ">=", Decimal(0)), Amount(of, "<", Decimal(0))])
        case _:
            return None if _hangs(node) else node
