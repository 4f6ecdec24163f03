"""Discord's own description of its API (OpenAPI 3.1), as far as request bodies go: what in a body breaks it.

Only what JSON Schema keywords the description uses is understood. Unknown keys are allowed, and ids may be numbers,
since Discord takes both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from tests.doubles.discord.errors import Json

AT_HAND = Path(__file__).parents[4] / "shared" / "specs" / "discord-openapi.json"

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


class ApiDescription:
    """The description, with its routes by method and shape of path."""

    def __init__(self, document: Json) -> None:
        self._schemas: Json = document["components"]["schemas"]
        self._bodies: dict[str, Json] = {}
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                content = (operation.get("requestBody") or {}).get("content", {}) if isinstance(operation, dict) else {}
                if "application/json" in content:
                    self._bodies[shape(f"{method.upper()} {path}")] = content["application/json"]["schema"]

    def describes(self, route: str) -> bool:
        return shape(route) in self._bodies

    def violations(self, route: str, body: Any) -> list[str]:
        """What is wrong with a body, one sentence each; nothing for routes without a described body."""
        schema = self._bodies.get(shape(route))
        return [] if schema is None else list(self._check(schema, body, "body"))

    def _check(self, schema: Json, value: Any, at: str) -> Iterator[str]:
        if "$ref" in schema:
            schema = self._schemas[schema["$ref"].rpartition("/")[2]] | {k: v for k, v in schema.items() if k != "$ref"}
        yield from self._check_type(schema, value, at)
        yield from check_size(schema, value, at)
        if isinstance(value, dict):
            yield from self._check_object(schema, value, at)
        if isinstance(value, list) and "items" in schema:
            for index, item in enumerate(value):
                yield from self._check(schema["items"], item, f"{at}[{index}]")
        for part in schema.get("allOf", ()):
            yield from self._check(part, value, at)
        for word in ("oneOf", "anyOf"):
            if word in schema and not is_value_list(schema[word]):
                yield from self._check_choice(schema[word], value, at)

    def _check_type(self, schema: Json, value: Any, at: str) -> Iterator[str]:
        names = schema.get("type", [])
        names = [names] if isinstance(names, str) else names
        if not names or is_snowflake(schema, value):
            return
        kinds = tuple(kind for name in names for kind in TYPES[name])
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            yield f"{at}: {value!r} is not {' or '.join(names)}"
        elif "enum" in schema and value not in schema["enum"]:
            yield f"{at}: {value!r} is none of {schema['enum']}"
        elif "const" in schema and value != schema["const"]:
            yield f"{at}: {value!r} is not {schema['const']!r}"
        elif schema.get("format") == "date-time" and isinstance(value, str) and not is_moment(value):
            yield f"{at}: {value!r} is no date and time"

    def _check_object(self, schema: Json, value: Json, at: str) -> Iterator[str]:
        properties = schema.get("properties", {})
        yield from (f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value)
        rest = schema.get("additionalProperties")
        for name, item in value.items():
            if name in properties:
                yield from self._check(properties[name], item, f"{at}.{name}")
            elif isinstance(rest, dict):
                yield from self._check(rest, item, f"{at}.{name}")

    def _check_choice(self, options: list[Json], value: Any, at: str) -> Iterator[str]:
        """At least one option must hold; of several that fail, the one that comes nearest is told."""
        found = [list(self._check(option, value, at)) for option in options]
        if all(found):
            yield from min(found, key=lambda complaints: (misses_kind(complaints, at), len(complaints)))


def misses_kind(complaints: list[str], at: str) -> bool:
    """Whether an option is about another kind of thing altogether."""
    return any(re.match(rf"{re.escape(at)}(\.type)?: ", one) and "missing" not in one for one in complaints)


def check_size(schema: Json, value: Any, at: str) -> Iterator[str]:
    sized = {str: ("minLength", "maxLength"), list: ("minItems", "maxItems"), dict: ("minProperties", "maxProperties")}
    for kind, (least, most) in sized.items():
        if isinstance(value, kind):
            if len(value) < schema.get(least, 0):
                yield f"{at}: {len(value)} is less than {least} {schema[least]}"
            if len(value) > schema.get(most, len(value)):
                yield f"{at}: {len(value)} is more than {most} {schema[most]}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value < schema.get("minimum", value):
            yield f"{at}: {value} is less than {schema['minimum']}"
        if value > schema.get("maximum", value):
            yield f"{at}: {value} is more than {schema['maximum']}"
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} does not fit {schema['pattern']}"
    if isinstance(value, list) and schema.get("uniqueItems") and len(value) != len({repr(one) for one in value}):
        yield f"{at}: something is in it twice"


def is_value_list(options: list[Json]) -> bool:
    """Options that only name values (``const`` with a title) explain an open enumeration; they forbid nothing."""
    return all("const" in option for option in options)


def is_snowflake(schema: Json, value: Any) -> bool:
    return schema.get("format") == "snowflake" and isinstance(value, int) and not isinstance(value, bool)


def is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def shape(route: str) -> str:
    """A route with its parameters' names left out."""
    return re.sub(r"\{[^}]*\}", "{}", route)


@cache
def description_at_hand() -> ApiDescription | None:
    """The description that lies beside this checkout; None where there is none."""
    if not AT_HAND.is_file():
        return None
    return ApiDescription(json.loads(AT_HAND.read_text(encoding="utf-8")))
