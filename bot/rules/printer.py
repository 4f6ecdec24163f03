"""The printer: a tree as query text, with no more parentheses than needed, that parses to the same tree."""

from __future__ import annotations

from bot.rules.tree import (
    Amount,
    And,
    AtLeast,
    Change,
    Country,
    Feed,
    Field,
    Language,
    Leaf,
    Length,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Place,
    Published,
    Query,
    Regex,
    Site,
    Some,
    Sources,
    Word,
)
from bot.rules.units import shown_unit


def print_query(query: Query | Node) -> str:
    """Write a query or a part of one in the form that the documentation uses."""
    node = query.tree if isinstance(query, Query) else query
    match node:
        case Or(items=items):
            return " OR ".join(print_query(item) for item in items)
        case And(items=items):
            return " AND ".join(_inside(item, Or) for item in items)
        case Near(items=items, distance=distance, ordered=ordered):
            operator = f" {'O' * ordered}NEAR/{distance} "
            return operator.join(_inside(item, Or) for item in items)
        case AtLeast(count=count, item=item):
            return f"atleast{count}({print_query(item)})"
        case Some(count=count, items=items):
            return f"{count} OF ({', '.join(print_query(item) for item in items)})"
        case Not(item=item):
            return f"NOT {_inside(item, And, Or, Near)}"
        case _:
            return _leaf(node)


def _leaf(leaf: Leaf) -> str:
    match leaf:
        case Word(text=text, field=field):
            return f"{_scope(field)}{text}"
        case Phrase(text=text, field=field):
            return f'{_scope(field)}"{text}"'
        case Regex(pattern=pattern, ignore_case=ignore_case, field=field):
            return f"{_scope(field)}/{pattern}/{'i' * ignore_case}"
        case Place(name=name):
            return f"place:{name}" if name.isalpha() and not name.isupper() else f'place:"{name}"'
        case Amount(of=of, relation=relation, value=value, unit=unit):
            return f"figure({of}) {relation} {value:f}{f' {shown_unit(unit)}' if unit else ''}"
        case Change(of=of, percent=percent, up=up):
            return f"figure({of}) {'rises' if up else 'falls'} {percent:f}%"
        case _:
            return _condition(leaf)


def _condition(fact: Language | Site | Feed | Country | Length | Published | Sources) -> str:
    match fact:
        case Language(code=code):
            return f"lang:{code}"
        case Site(host=host):
            return f"site:{host}"
        case Feed(number=number):
            return f"feed:f{number}"
        case Country(code=code):
            return f"country:{code}"
        case Length(relation=relation, words=words):
            return f"length {relation} {words}"
        case Sources(relation=relation, count=count):
            return f"sources {relation} {count}"
        case Published(hours=hours):
            return f"published within {hours}h" if hours % 24 or hours < 48 else f"published within {hours // 24}d"


def _inside(item: Node, *wider: type[Node]) -> str:
    printed = print_query(item)
    return f"({printed})" if isinstance(item, wider) else printed


def _scope(field: Field) -> str:
    return f"{field.value}:" if field is not Field.ANY else ""
