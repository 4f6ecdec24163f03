"""People use a bot that the real client runs; what they see is what Discord would show."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import discord
import pytest
from discord import app_commands, ui

from tests.doubles.discord import Channel, DiscordDouble, Guild, Kind, NotOffered, Upload, User
from tests.unit.doubles.discord.conftest import Client, Running

Seen = dict[str, Any]


class NewTopic(ui.Modal, title="New topic"):
    query: ui.TextInput[NewTopic] = ui.TextInput(label="Query", max_length=20)
    about: ui.Label[NewTopic] = ui.Label(
        text="Description", component=ui.TextInput(required=False, style=discord.TextStyle.long)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        about = self.about.component
        assert isinstance(about, ui.TextInput)
        await interaction.response.send_message(f"{self.query.value}: {about.value or 'no word on it'}", ephemeral=True)


class Buttons(ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @ui.button(label="More", custom_id="more")
    async def more(self, interaction: discord.Interaction, _: ui.Button[Buttons]) -> None:
        await interaction.response.edit_message(content="More of it")

    @ui.button(label="Later", custom_id="later")
    async def later(self, interaction: discord.Interaction, _: ui.Button[Buttons]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="Later it was")

    @ui.button(label="Ask", custom_id="ask")
    async def ask(self, interaction: discord.Interaction, _: ui.Button[Buttons]) -> None:
        await interaction.response.send_modal(NewTopic())

    @ui.select(cls=ui.ChannelSelect, placeholder="Where", custom_id="where", channel_types=[discord.ChannelType.text])
    async def where(self, interaction: discord.Interaction, select: ui.ChannelSelect[Buttons]) -> None:
        await interaction.response.send_message(select.values[0].mention, ephemeral=True)


def offering() -> Client:
    """A client with one command of each sort."""
    client = Client()
    watch = app_commands.Group(name="watch", description="Topics")

    @watch.command(name="create", description="Make a topic")
    async def create(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(NewTopic())

    @client.tree.command(name="hello", description="Answers at once")
    @app_commands.describe(name="Whom", times="How often")
    async def hello(interaction: discord.Interaction, name: str, times: app_commands.Range[int, 1, 3] = 1) -> None:
        await interaction.response.send_message("Hello " * times + name, view=Buttons())

    @hello.autocomplete("name")
    async def names(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=word, value=word) for word in ("Ada", "Ben") if word.startswith(typed)]

    @client.tree.command(name="slow", description="Thinks first")
    async def slow(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.edit_original_response(content="done")
        await interaction.followup.send("and more", ephemeral=True)

    @client.tree.command(name="where", description="Things of the guild")
    async def where(
        interaction: discord.Interaction,
        place: discord.TextChannel,
        who: discord.User,
        role: discord.Role,
        file: discord.Attachment,
    ) -> None:
        content = (await file.read()).decode()
        await interaction.response.send_message(f"{place.mention} {who.mention} {role.mention} {content}")

    client.tree.add_command(watch)
    offer_to_some(client)
    return client


def offer_to_some(client: Client) -> None:
    """Commands that not everybody is offered, or not everywhere."""

    @client.tree.command(name="manage", description="Not for everybody")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def manage(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("managed", ephemeral=True)

    @client.tree.context_menu(name="Why was I told this?")
    async def why(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"About: {message.content}", ephemeral=True)


@pytest.fixture
async def bot(running: Running, wire: Channel) -> Any:
    client = offering()
    async with running(client):
        client.add_view(Buttons())
        await client.tree.sync()
        yield client


@pytest.fixture
def ada(double: DiscordDouble) -> User:
    return double.add_user("ada")


async def test_a_command_is_answered_where_everybody_sees(
    double: DiscordDouble, bot: Client, guild: Guild, wire: Channel, ada: User
) -> None:
    answer = await double.invoke_command(guild, wire, ada, "hello", {"name": "Ada", "times": 2})
    assert (answer.kind, answer.ephemeral, answer.loading) == ("message", False, False)
    assert answer.text.startswith("Hello Hello Ada")
    assert answer.took is not None
    assert answer.took < 3
    assert double.messages(wire) == [answer.message]


async def test_a_deferred_answer_and_its_followup_are_the_users_alone(
    double: DiscordDouble, bot: Client, guild: Guild, wire: Channel, ada: User
) -> None:
    answer = await double.invoke_command(guild, wire, ada, "slow")
    assert (answer.kind, answer.ephemeral, answer.text) == ("deferred", True, "done")
    assert (await answer.followed_up()).ephemeral
    assert double.messages(wire) == []


async def test_what_the_client_would_not_offer_cannot_be_asked(
    double: DiscordDouble, bot: Client, guild: Guild, wire: Channel, ada: User
) -> None:
    for name, options in (
        ("goodbye", {}),
        ("watch", {}),
        ("watch remove", {}),
        ("hello", {}),
        ("hello", {"name": "Ada", "times": 4}),
        ("hello", {"name": 7}),
        ("hello", {"nom": "Ada"}),
        ("manage", {}),
    ):
        with pytest.raises(NotOffered):
            await double.invoke_command(guild, wire, ada, name, options)


async def test_default_permissions_let_in_who_has_them(
    double: DiscordDouble, bot: Client, guild: Guild, wire: Channel, ada: User
) -> None:
    double.add_member(guild, ada, roles=[double.add_role(guild, "desk", permissions=["manage_guild"])])
    assert (await double.invoke_command(guild, wire, ada, "manage")).text == "managed"
    with pytest.raises(NotOffered, match="context"):
        await double.invoke_command(None, None, ada, "manage")


async def test_a_command_in_direct_messages(double: DiscordDouble, bot: Client, ada: User) -> None:
    answer = await double.invoke_command(None, None, ada, "hello", {"name": "Ada"})
    assert answer.text.startswith("Hello Ada")
    assert answer.channel.kind is Kind.DM


async def test_things_of_the_guild_arrive_resolved(
    double: DiscordDouble, bot: Client, guild: Guild, wire: Channel, ada: User
) -> None:
    desk = double.add_role(guild, "desk")
    options = {"place": wire, "who": ada, "role": desk, "file": Upload(0, "feeds.opml", b"<opml/>")}
    answer = await double.invoke_command(guild, wire, ada, "where", options)
    assert answer.text == f"{wire.mention} {ada.mention} {desk.mention} <opml/>"


async def test_completion(double: DiscordDouble, bot: Client, guild: Guild, wire: Channel, ada: User) -> None:
    choices = await double.autocomplete(guild, wire, ada, "hello", "name", "A")
    assert [choice["value"] for choice in choices] == ["Ada"]


async def test_a_modal_is_filled_in_by_label_or_id(
    double: DiscordDouble, bot: Client, guild: Guild, wire: Channel, ada: User
) -> None:
    opened = await double.invoke_command(guild, wire, ada, "watch create")
    assert (opened.kind, opened.text) == ("modal", "New topic")
    answer = await double.submit_modal(opened, {"Query": "quake*", "Description": "Earthquakes"})
    assert (answer.text, answer.ephemeral) == ("quake*: Earthquakes", True)
    with pytest.raises(NotOffered):
        await double.submit_modal(opened, {"Query": "quake*"})
    opened = await double.invoke_command(guild, wire, ada, "watch create")
    again = await double.submit_modal(opened, {next(iter(opened.inputs)): "flood*"})
    assert again.text == "flood*: no word on it"


@pytest.mark.parametrize("values", [{}, {"Query": "x" * 21}, {"Query": "quake*", "Mood": "good"}])
async def test_a_modal_takes_only_what_fits(
    double: DiscordDouble, bot: Client, guild: Guild, wire: Channel, ada: User, values: Seen
) -> None:
    opened = await double.invoke_command(guild, wire, ada, "watch create")
    with pytest.raises(NotOffered):
        await double.submit_modal(opened, values)


async def test_buttons_edit_their_message_at_once_or_later(
    double: DiscordDouble, bot: Client, guild: Guild, wire: Channel, ada: User
) -> None:
    message = (await double.invoke_command(guild, wire, ada, "hello", {"name": "Ada"})).message
    assert message is not None
    pressed = await double.click(message, "More", ada)
    assert (pressed.kind, pressed.message) == ("update", message)
    assert message.content == "More of it"
    late = await double.click(message, "later", ada)
    assert late.kind == "deferred_update"
    assert (await late.edited(2)).content == "Later it was"


async def test_a_modal_from_a_button_knows_the_message(
    double: DiscordDouble, bot: Client, guild: Guild, wire: Channel, ada: User
) -> None:
    message = (await double.invoke_command(guild, wire, ada, "hello", {"name": "Ada"})).message
    assert message is not None
    opened = await double.click(message, "Ask", ada)
    answer = await double.submit_modal(opened, {"Query": "quake*"})
    assert answer.interaction.message is message
    assert answer.text == "quake*: no word on it"


async def test_a_channel_is_chosen(double: DiscordDouble, bot: Client, guild: Guild, wire: Channel, ada: User) -> None:
    message = (await double.invoke_command(guild, wire, ada, "hello", {"name": "Ada"})).message
    assert message is not None
    where = message.custom_id("Where")
    assert where == "where"
    assert (await double.click(message, where, ada, [wire])).text == wire.mention
    forum = double.add_channel(guild, "posts", "forum")
    for wrong in ([], [forum], [wire, wire]):
        with pytest.raises(NotOffered):
            await double.click(message, where, ada, wrong)
    with pytest.raises(NotOffered):
        await double.click(message, "Less", ada)


async def test_a_command_on_a_message(
    double: DiscordDouble, bot: Client, guild: Guild, wire: Channel, ada: User
) -> None:
    message = double.write(wire, ada, "36 killed")
    answer = await double.message_command(message, "Why was I told this?", ada)
    assert (answer.text, answer.ephemeral) == ("About: 36 killed", True)


class Chosen(ui.Modal, title="Options"):
    schedule: ui.Label[Chosen] = ui.Label(
        text="Schedule",
        component=ui.Select(
            options=[discord.SelectOption(label=word, default=word == "daily") for word in ("instant", "daily")]
        ),
    )
    place: ui.Label[Chosen] = ui.Label(text="Where", component=ui.ChannelSelect(required=False))
    file: ui.Label[Chosen] = ui.Label(text="File", component=ui.FileUpload(required=False))
    word: ui.TextDisplay[Any] = ui.TextDisplay("Choose well")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        schedule, place, file = self.schedule.component, self.place.component, self.file.component
        assert isinstance(schedule, ui.Select)
        assert isinstance(place, ui.ChannelSelect)
        assert isinstance(file, ui.FileUpload)
        words = [schedule.values[0], *(one.mention for one in place.values)]
        words += [(await one.read()).decode() for one in file.values]
        await interaction.response.send_message(" ".join(words))


async def test_a_modal_with_a_select(
    double: DiscordDouble, running: Running, guild: Guild, wire: Channel, ada: User
) -> None:
    client = Client()

    @client.tree.command(name="options", description="Choose")
    async def options(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Chosen())

    async with running(client):
        await client.tree.sync()
        opened = await double.invoke_command(guild, wire, ada, "options")
        answer = await double.submit_modal(
            opened, {"Schedule": "instant", "Where": wire, "File": Upload(0, "feeds.opml", b"<opml/>")}
        )
        assert answer.text == f"instant {wire.mention} <opml/>"
        opened = await double.invoke_command(guild, wire, ada, "options")
        assert (await double.submit_modal(opened, {})).text == "daily"
        opened = await double.invoke_command(guild, wire, ada, "options")
        with pytest.raises(NotOffered):
            await double.submit_modal(opened, {"Schedule": []})
        with pytest.raises(NotOffered):
            await double.submit_modal(opened, {"Schedule": "weekly"})


async def test_answers_are_read_changed_and_taken_back(
    double: DiscordDouble, running: Running, guild: Guild, wire: Channel, ada: User
) -> None:
    client = Client()

    @client.tree.context_menu(name="Greet")
    async def greet(interaction: discord.Interaction, user: discord.User) -> None:
        await interaction.response.send_message(f"Hello {user.name}")
        first = await interaction.original_response()
        followup = await interaction.followup.send("and", wait=True)
        await followup.edit(content="and goodbye")
        last = await interaction.followup.send("never mind", wait=True)
        await last.delete()
        assert (await interaction.followup.fetch_message(followup.id)).content == "and goodbye"
        await first.delete()

    async with running(client):
        await client.tree.sync()
        answer = await double.user_command(wire, ada, "Greet", ada)
        assert answer.kind == "message"
        await answer.until(lambda: answer.message is None)
        assert [message.text for message in double.messages(wire)] == ["and goodbye"]
        assert [message.text for message in double.store.deleted] == ["never mind", "Hello ada"]


async def test_a_user_installs_a_command_for_themselves(
    double: DiscordDouble, running: Running, guild: Guild, wire: Channel, ada: User
) -> None:
    client = Client()

    @client.tree.command(name="mine", description="Anywhere")
    @app_commands.allowed_installs(guilds=False, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def mine(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(str(interaction.is_user_integration()), ephemeral=True)

    async with running(client):
        await client.tree.sync()
        double.remove_guild(guild)
        answer = await double.invoke_command(guild, wire, ada, "mine", installed_by_user=True)
        assert answer.text == "True"
        with pytest.raises(NotOffered):
            await double.invoke_command(guild, wire, ada, "mine")


async def test_a_button_of_a_message_from_years_ago(
    double: DiscordDouble, bot: Client, wire: Channel, ada: User
) -> None:
    row = {"type": 1, "components": [{"type": 2, "style": 2, "label": "More", "custom_id": "more"}]}
    message = double.add_old_message(wire, age=timedelta(days=900), content="36 killed", components=[row])
    await double.click(message, "More", ada)
    assert message.content == "More of it"


async def test_nobody_answers(double: DiscordDouble, bot: Client, guild: Guild, wire: Channel, ada: User) -> None:
    await double.drop_connection("silent")
    asked = asyncio.create_task(double.invoke_command(guild, wire, ada, "slow"))
    await asyncio.sleep(0)
    double.clock.advance(3)
    answer = await asked
    assert (answer.failed, answer.kind, answer.took) == (True, "failed", None)
