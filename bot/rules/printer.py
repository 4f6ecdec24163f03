"""The printer: a tree as query text, with no more parentheses than needed, that parses to the same tree."""

from __future__ import annotations

from bot.rules.tree import And, Field, Language, Node, Not, Or, Phrase, Query, Word


def print_query(query: Query | Node) -> str:
    """Write a query or a part of one in the form that the documentation uses."""
    node = query.tree if isinstance(query, Query) else query
    match node:
        case Or(items=items):
            return " OR ".join(print_query(item) for item in items)
        case And(items=items):
            return " AND ".join(_inside(item, Or) for item in items)
        case Not(item=item):
            return f"NOT {_inside(item, And, Or)}"
        case Language(code=code):
            return f"lang:{code}"
        case Word(text=text, field=field):
            return f"{_scope(field)}{text}"
        case Phrase(text=text, field=field):
            return f'{_scope(field)}"{text}"'


def _inside(item: Node, *wider: type[Node]) -> str:
    printed = print_query(item)
    return f"({printed})" if isinstance(item, wider) else printed


def _scope(field: Field) -> str:
    return f"{field.value}:" if field is not Field.ANY else ""
