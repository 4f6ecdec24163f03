"""What Discord refuses, asked with bare requests: the real client would stop some of it itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.doubles.discord import Channel, DiscordDouble, Guild

Json = dict[str, Any]
V2 = 1 << 15


@pytest.fixture
async def double() -> AsyncIterator[DiscordDouble]:
    """One that does not fail for bodies against the description: these tests send them on purpose."""
    async with DiscordDouble(described=False) as served:
        yield served


def text(content: str = "word") -> Json:
    return {"type": 10, "content": content}


def button(custom_id: str = "b", **more: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Press", "custom_id": custom_id} | more


def row(*parts: Json) -> Json:
    return {"type": 1, "components": list(parts)}


def select(count: int, **more: Any) -> Json:
    options = [{"label": str(number), "value": str(number)} for number in range(count)]
    return {"type": 3, "custom_id": "s", "options": options} | more


def v2(*parts: Json, **more: Any) -> Json:
    return {"flags": V2, "components": list(parts)} | more


def box(*parts: Json) -> Json:
    return {"type": 17, "components": list(parts)}


def embed(**parts: Any) -> Json:
    return {"embeds": [parts]}


def field(name: str = "n", value: str = "v") -> Json:
    return {"name": name, "value": value}


MAX, LENGTH, REQUIRED = "BASE_TYPE_MAX_LENGTH", "BASE_TYPE_BAD_LENGTH", "BASE_TYPE_REQUIRED"
CHOICES, WIDTH, TOTAL = (
    "UNION_TYPE_CHOICES",
    "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
    "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
)
LEGACY = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
NO_FILE = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
TWO_WAYS = "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"
EXCLUSIVE = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"

REFUSED: list[tuple[str, Json, str, str]] = [
    ("content", {"content": "x" * 2001}, "content", MAX),
    ("title", embed(title="x" * 257), "embeds.0.title", MAX),
    ("description", embed(description="x" * 4097), "embeds.0.description", MAX),
    ("blank field", embed(fields=[field(value=" ")]), "embeds.0.fields.0.value", REQUIRED),
    ("no field name", embed(fields=[{"value": "v"}]), "embeds.0.fields.0.name", REQUIRED),
    ("field name", embed(fields=[field(name="n" * 257)]), "embeds.0.fields.0.name", MAX),
    ("field value", embed(fields=[field(value="v" * 1025)]), "embeds.0.fields.0.value", MAX),
    ("26 fields", embed(fields=[field()] * 26), "embeds.0.fields", MAX),
    ("footer", embed(footer={"text": "x" * 2049}), "embeds.0.footer.text", MAX),
    ("author", embed(author={"name": "x" * 257}), "embeds.0.author.name", MAX),
    (
        "6001 together",
        {"embeds": [{"description": "x" * 3001}, {"description": "x" * 3000}]},
        "embeds",
        "MAX_EMBED_SIZE_EXCEEDED",
    ),
    ("11 embeds", {"embeds": [{"title": "x"}] * 11}, "embeds", MAX),
    ("scheme", embed(title="x", url="ftp://example.org"), "embeds.0.url", "URL_TYPE_INVALID_SCHEME"),
    ("address", embed(title="x", image={"url": "https:///x"}), "embeds.0.image.url", "URL_TYPE_INVALID_URL"),
    ("colour", embed(title="x", color=1 << 24), "embeds.0.color", "NUMBER_TYPE_MAX"),
    ("moment", embed(title="x", timestamp="soon"), "embeds.0.timestamp", "DATE_TIME_TYPE_PARSE"),
    ("nonce", {"content": "x", "nonce": "n" * 26}, "nonce", MAX),
    ("6 rows", {"components": [row(button(str(n))) for n in range(6)]}, "components", LENGTH),
    ("6 in a row", {"components": [row(*(button(str(n)) for n in range(6)))]}, "components.0.components", WIDTH),
    ("twice an id", {"components": [row(button("a"), button("a"))]}, "components", "COMPONENT_CUSTOM_ID_DUPLICATED"),
    ("label", {"components": [row(button(label="x" * 81))]}, "components.0.components.0.label", MAX),
    (
        "no label",
        {"components": [row(button(label=""))]},
        "components.0.components.0",
        "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED",
    ),
    ("custom id", {"components": [row(button("x" * 101))]}, "components.0.components.0.custom_id", MAX),
    (
        "no custom id",
        {"components": [row(button(""))]},
        "components.0.components.0",
        "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED",
    ),
    (
        "link",
        {"components": [row({"type": 2, "style": 5, "label": "x"})]},
        "components.0.components.0",
        "BUTTON_COMPONENT_URL_REQUIRED",
    ),
    ("style", {"components": [row(button(style=9))]}, "components.0.components.0.style", "BASE_TYPE_CHOICES"),
    ("empty row", {"components": [row()]}, "components.0.components", LENGTH),
    ("26 options", {"components": [row(select(26))]}, "components.0.components.0.options", LENGTH),
    ("select and button", {"components": [row(select(1), button())]}, "components.0.components", WIDTH),
    ("V2 parts without the flag", {"components": [text()]}, "components.0.type", CHOICES),
    ("V2 and content", v2(text(), content="x"), "content", LEGACY),
    ("V2 and embeds", v2(text(), embeds=[{"title": "x"}]), "embeds", LEGACY),
    ("41 components", v2(*([text()] * 41)), "components", TOTAL),
    ("41 nested", v2(box(*([text()] * 40))), "components", TOTAL),
    ("4001 shown", v2(text("x" * 2001), text("x" * 2000)), "components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"),
    ("bare button", v2(button()), "components.0.type", CHOICES),
    ("container in container", v2(box(box(text()))), "components.0.components.0.type", CHOICES),
    ("no accessory", v2({"type": 9, "components": [text()]}), "components.0.accessory", REQUIRED),
    ("4 texts", v2({"type": 9, "components": [text()] * 4, "accessory": button()}), "components.0.components", LENGTH),
    ("empty text", v2(text("")), "components.0.content", LENGTH),
    ("empty gallery", v2({"type": 12, "items": []}), "components.0.items", LENGTH),
    ("no such file", v2({"type": 13, "file": {"url": "attachment://a.png"}}), "components.0.media", NO_FILE),
    (
        "mentions both ways",
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
        EXCLUSIVE,
    ),
    (
        "reply to nothing",
        {"content": "x", "message_reference": {"message_id": "1"}},
        "message_reference",
        "REPLIES_UNKNOWN_MESSAGE",
    ),
]


@pytest.mark.parametrize(("body", "path", "code"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
async def test_a_message_is_refused_with_a_tree(
    api: aiohttp.ClientSession, wire: Channel, body: Json, path: str, code: str
) -> None:
    answer = await api.post(f"channels/{wire.id}/messages", json=body)
    said = await answer.json()
    assert (answer.status, said["code"], said["message"]) == (400, 50035, "Invalid Form Body")
    node = said["errors"]
    for step in path.split("."):
        node = node[step]
    assert [one["code"] for one in node["_errors"]] == [code]


@pytest.mark.parametrize(
    "body", [{}, {"content": ""}, {"content": "  "}, {"embeds": [{}]}, {"embeds": [{"color": 1}]}, {"flags": V2}]
)
async def test_an_empty_message_is_refused(api: aiohttp.ClientSession, wire: Channel, body: Json) -> None:
    answer = await api.post(f"channels/{wire.id}/messages", json=body)
    assert (answer.status, (await answer.json())["code"]) == (400, 50006)


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2000},
        {"embeds": [{"description": "x" * 3000}, {"description": "x" * 3000}]},
        {"embeds": [{"fields": [{"name": "n", "value": "v"}] * 25}] * 10},
        {"content": "x", "components": [row(*(button(f"{n}{m}") for m in range(5))) for n in range(5)]},
        v2(*([text()] * 40)),
        v2({"type": 17, "components": [{"type": 9, "components": [text()], "accessory": button()}, {"type": 14}]}),
        {"content": "x", "nonce": "n" * 25},
    ],
)
async def test_what_just_fits_is_taken(api: aiohttp.ClientSession, wire: Channel, body: Json) -> None:
    answer = await api.post(f"channels/{wire.id}/messages", json=body)
    assert answer.status == 200, await answer.text()


async def test_an_edit_is_judged_by_what_it_leaves(api: aiohttp.ClientSession, wire: Channel) -> None:
    sent = await (
        await api.post(f"channels/{wire.id}/messages", json={"content": "x", "embeds": [{"title": "t"}]})
    ).json()
    url = f"channels/{wire.id}/messages/{sent['id']}"
    assert (await api.patch(url, json={"content": "", "embeds": []})).status == 400
    assert (await api.patch(url, json={"content": ""})).status == 200
    assert (await api.patch(url, json=v2(text()))).status == 400
    changed = await api.patch(url, json=v2(text(), content=None, embeds=[]))
    assert (await changed.json())["flags"] == V2
    assert (await api.patch(url, json={"content": "old again", "components": []})).status == 400


async def test_big_files_are_refused(double: DiscordDouble, api: aiohttp.ClientSession, wire: Channel) -> None:
    double.backend.upload_limit = 1000
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", '{"content": "x"}', content_type="application/json")
    form.add_field("files[0]", b"x" * 1001, filename="big.png")
    answer = await api.post(f"channels/{wire.id}/messages", data=form)
    assert (answer.status, (await answer.json())["code"]) == (413, 40005)


@pytest.mark.parametrize("name", ["", " ", "x" * 101])
async def test_names_of_threads_and_channels(api: aiohttp.ClientSession, wire: Channel, name: str) -> None:
    sent = await (await api.post(f"channels/{wire.id}/messages", json={"content": "x"})).json()
    thread = await api.post(f"channels/{wire.id}/messages/{sent['id']}/threads", json={"name": name})
    assert (thread.status, (await thread.json())["code"]) == (400, 50035)
    channel = await api.patch(f"channels/{wire.id}", json={"name": name})
    assert channel.status == 400


async def test_a_thread_is_archived_after_what_discord_allows(api: aiohttp.ClientSession, wire: Channel) -> None:
    sent = await (await api.post(f"channels/{wire.id}/messages", json={"content": "x"})).json()
    url = f"channels/{wire.id}/messages/{sent['id']}/threads"
    assert (await api.post(url, json={"name": "x", "auto_archive_duration": 61})).status == 400
    assert (await api.post(url, json={"name": "x", "auto_archive_duration": 60})).status == 201


async def test_a_forum_takes_five_tags_that_it_has(
    double: DiscordDouble, api: aiohttp.ClientSession, guild: Guild
) -> None:
    forum = double.add_channel(guild, "stories", "forum", tags=["a", "b", "c", "d", "e", "f"])
    tags = [tag["id"] for tag in forum.tags]
    post = {"name": "x", "message": {"content": "x"}}
    for wrong in (tags, ["1"]):
        assert (await api.post(f"channels/{forum.id}/threads", json=post | {"applied_tags": wrong})).status == 400
    empty = await api.post(f"channels/{forum.id}/threads", json=post | {"message": {"content": "x" * 2001}})
    assert list((await empty.json())["errors"]) == ["message"]
    assert (await api.post(f"channels/{forum.id}/threads", json=post | {"applied_tags": tags[:5]})).status == 201
    many = [{"name": f"tag {number}"} for number in range(21)]
    assert (await api.patch(f"channels/{forum.id}", json={"available_tags": many})).status == 400


async def test_a_mistake_of_the_double_is_raised_in_the_end() -> None:
    with pytest.raises(KeyError):
        await meet_a_mistake()


async def meet_a_mistake() -> None:
    async with DiscordDouble() as broken:
        channel = broken.add_channel(broken.add_guild())
        broken.store.guilds.clear()
        headers = {"Authorization": f"Bot {broken.token}"}
        async with aiohttp.ClientSession(headers=headers) as session:
            answer = await session.get(f"{broken.api_base}/channels/{channel.id}")
            assert answer.status == 500
