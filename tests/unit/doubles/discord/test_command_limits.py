"""What Discord refuses of commands, modals and choices, asked with bare requests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.doubles.discord import Channel, DiscordDouble, Guild, User
from tests.doubles.discord.asking import AUTOCOMPLETE, COMMAND, ask

Json = dict[str, Any]


@pytest.fixture
async def double() -> AsyncIterator[DiscordDouble]:
    """One that does not fail for bodies against the description: these tests send them on purpose."""
    async with DiscordDouble(described=False) as served:
        yield served


@pytest.fixture
def ada(double: DiscordDouble) -> User:
    return double.add_user("ada")


def option(name: str, **more: Any) -> Json:
    return {"type": 3, "name": name, "description": "d"} | more


def command(name: str = "c", *options: Json, **more: Any) -> Json:
    return {"name": name, "description": "d", "options": list(options)} | more


@pytest.mark.parametrize(
    "commands",
    [
        [command("Big")],
        [command("two words")],
        [command("x" * 33)],
        [command(description="")],
        [command(description="x" * 101)],
        [command("same"), command("same")],
        [command(f"c{number}") for number in range(101)],
        [{"name": f"c{number}", "type": 3} for number in range(16)],
        [command("c", *(option(f"o{number}") for number in range(26)))],
        [command("c", option("o"), option("o"))],
        [command("c", option("o"), option("p", required=True))],
        [command("c", option("o"), {"type": 1, "name": "s", "description": "d"})],
        [command("c", option("o", choices=[{"name": "n", "value": "v"}] * 26))],
        [command("c", option("o", choices=[{"name": "n", "value": "v"}], autocomplete=True))],
        [command("c", option("o", choices=[{"name": "n", "value": "x" * 101}]))],
        [
            command(
                "c",
                {"type": 1, "name": "s", "description": "d", "options": [{"type": 1, "name": "t", "description": "d"}]},
            )
        ],
        [command("c", *(option(f"o{n}", choices=[{"name": "n" * 100, "value": "v" * 100}] * 25) for n in range(2)))],
        [command(name_localizations={"tlh": "x"})],
        [command(name_localizations={"de": "Groß"})],
        [{"name": "Why", "type": 3, "description": "never"}],
    ],
)
async def test_commands_are_refused(double: DiscordDouble, api: aiohttp.ClientSession, commands: list[Json]) -> None:
    answer = await api.put(f"applications/{double.application_id}/commands", json=commands)
    assert (answer.status, (await answer.json())["code"]) == (400, 50035)
    assert double.store.commands == {}


async def test_commands_keep_their_ids(double: DiscordDouble, api: aiohttp.ClientSession, guild: Guild) -> None:
    url = f"applications/{double.application_id}/guilds/{guild.id}/commands"
    first = await (await api.put(url, json=[command("a"), command("b")])).json()
    second = await (await api.put(url, json=[command("b", option("o")), command("c")])).json()
    assert first[1]["id"] == second[0]["id"]
    assert [one["name"] for one in double.store.commands[guild.id]] == ["b", "c"]
    made = await api.post(url, json=command("d"))
    one = await made.json()
    assert made.status == 201
    assert (await (await api.patch(f"{url}/{one['id']}", json={"description": "new"})).json())["description"] == "new"
    assert (await api.delete(f"{url}/{one['id']}")).status == 204
    assert (await api.get(f"{url}/{one['id']}")).status == 404
    assert [known["name"] for known in await (await api.get(url)).json()] == ["b", "c"]


async def test_callbacks_must_fit_what_was_asked(
    double: DiscordDouble, api: aiohttp.ClientSession, wire: Channel, ada: User
) -> None:
    interaction = ask(double.backend, COMMAND, wire, ada, {"id": "1", "name": "x", "type": 1})
    for kind in (6, 7, 8, 10):
        answer = await api.post(f"interactions/{interaction.id}/{interaction.token}/callback", json={"type": kind})
        assert answer.status == 400, kind
    assert interaction.answered_at is None
    answer = await api.post(
        f"interactions/{interaction.id}/{interaction.token}/callback", json={"type": 4, "data": {"content": "x"}}
    )
    assert answer.status == 204


async def test_a_modal_and_choices_have_limits(
    double: DiscordDouble, api: aiohttp.ClientSession, wire: Channel, ada: User
) -> None:
    field = {"type": 1, "components": [{"type": 4, "custom_id": "a", "label": "A", "style": 1}]}
    for modal in (
        {"title": "x" * 46, "custom_id": "m", "components": [field]},
        {"title": "x", "custom_id": "m", "components": []},
        {"title": "x", "custom_id": "m", "components": [field] * 6},
        {"title": "x", "custom_id": "m", "components": [field, field]},
        {"title": "x", "custom_id": "m" * 101, "components": [field]},
        {"title": "x", "custom_id": "m", "components": [{"type": 2, "label": "no", "style": 1, "custom_id": "b"}]},
    ):
        interaction = ask(double.backend, COMMAND, wire, ada, {"id": "1", "name": "x", "type": 1})
        url = f"interactions/{interaction.id}/{interaction.token}/callback"
        assert (await api.post(url, json={"type": 9, "data": modal})).status == 400, modal
    interaction = ask(double.backend, AUTOCOMPLETE, wire, ada, {"id": "1", "name": "x", "type": 1})
    choices = [{"name": str(number), "value": str(number)} for number in range(26)]
    url = f"interactions/{interaction.id}/{interaction.token}/callback"
    assert (await api.post(url, json={"type": 8, "data": {"choices": choices}})).status == 400


async def test_two_hundred_commands_a_day(double: DiscordDouble, api: aiohttp.ClientSession) -> None:
    double.store.command_creates = 199
    url = f"applications/{double.application_id}/commands"
    assert (await api.put(url, json=[command("a")])).status == 200
    assert (await api.put(url, json=[command("a")])).status == 200
    full = await api.put(url, json=[command("a"), command("b")])
    assert (full.status, (await full.json())["code"]) == (429, 30034)


async def test_errors_of_an_answer_tell_their_path(
    double: DiscordDouble, api: aiohttp.ClientSession, wire: Channel, ada: User
) -> None:
    interaction = ask(double.backend, COMMAND, wire, ada, {"id": "1", "name": "x", "type": 1})
    body = {"type": 4, "data": {"content": "x" * 2001}}
    answer = await api.post(f"interactions/{interaction.id}/{interaction.token}/callback", json=body)
    assert list((await answer.json())["errors"]["data"]) == ["content"]
    assert interaction.refusals == ["Invalid Form Body"]
