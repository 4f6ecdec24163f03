"""Bodies against Discord's own description of its API, where that is at hand; and the small reader of it."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from tests.doubles.discord import DiscordDouble
from tests.doubles.discord.description import AT_HAND, ApiDescription, description_at_hand
from tests.doubles.discord.routes import ROUTES

SMALL: dict[str, Any] = {
    "paths": {
        "/things/{id}": {
            "post": {
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}
            }
        }
    },
    "components": {
        "schemas": {
            "Thing": {
                "type": "object",
                "required": ["name"],
                "additionalProperties": False,
                "properties": {
                    "name": {"type": "string", "minLength": 1, "maxLength": 5},
                    "owner": {"type": "string", "format": "snowflake"},
                    "count": {"type": ["integer", "null"], "minimum": 1, "maximum": 3},
                    "at": {"type": "string", "format": "date-time"},
                    "words": {"type": "object", "additionalProperties": {"type": "string"}},
                    "parts": {
                        "type": "array",
                        "maxItems": 2,
                        "uniqueItems": True,
                        "items": {"$ref": "#/components/schemas/Part"},
                    },
                },
            },
            "Part": {
                "oneOf": [
                    {"type": "object", "required": ["label"], "properties": {"type": {"enum": [2], "type": "integer"}}},
                    {"type": "object", "properties": {"type": {"enum": [3], "type": "integer"}}},
                ]
            },
        }
    },
}


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"name": "a", "owner": 5, "count": None, "unknown": 1}, None),
        ({}, "body: name is missing"),
        ({"name": ""}, "body.name: 0 is less than minLength 1"),
        ({"name": "abcdef"}, "body.name: 6 is more than maxLength 5"),
        ({"name": 5}, "body.name: 5 is not string"),
        ({"name": "a", "count": True}, "body.count: True is not integer or null"),
        ({"name": "a", "count": 4}, "body.count: 4 is more than 3"),
        ({"name": "a", "at": "soon"}, "body.at: 'soon' is no date and time"),
        ({"name": "a", "words": {"x": 1}}, "body.words.x: 1 is not string"),
        ({"name": "a", "parts": [{"type": 2}]}, "body.parts[0]: label is missing"),
        ({"name": "a", "parts": [{"type": 3}, {"type": 3}]}, "body.parts: something is in it twice"),
    ],
)
def test_the_reader_of_descriptions(body: Any, complaint: str | None) -> None:
    found = ApiDescription(SMALL).violations("POST /things/{thing_id}", body)
    assert found == ([complaint] if complaint else [])


def test_routes_without_a_body_are_not_described() -> None:
    assert ApiDescription(SMALL).violations("GET /things/{thing_id}", {"any": 1}) == []


async def test_a_block_ends_with_the_first_violation(pointed: None) -> None:
    if not AT_HAND.is_file():
        pytest.skip("Discord's description of its API is not beside this checkout")
    with pytest.raises(AssertionError, match="embeds"):
        await post_nonsense()


async def post_nonsense() -> None:
    async with DiscordDouble() as double:
        channel = double.add_channel(double.add_guild())
        headers = {"Authorization": f"Bot {double.token}"}
        async with aiohttp.ClientSession(headers=headers) as session:
            await session.post(f"{double.api_base}/channels/{channel.id}/messages", json={"embeds": "none"})


def test_the_routes_are_discords() -> None:
    """Every route of the double that takes a body is one that Discord describes."""
    description = description_at_hand()
    if description is None:
        pytest.skip("Discord's description of its API is not beside this checkout")
    bodiless = {"/typing", "/crosspost", "/@me", "/pins/{message_id}"}
    taking = [
        r
        for r in ROUTES
        if r.method in {"POST", "PUT", "PATCH"} and not any(r.template.endswith(end) for end in bodiless)
    ]
    assert [f"{r.method} {r.template}" for r in taking if not description.describes(f"{r.method} {r.template}")] == []
