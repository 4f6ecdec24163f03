"""People use the bot: commands, buttons, modals; each returns what the person sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.doubles.discord.answers import Answer, NotOffered
from tests.doubles.discord.asking import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL, ask
from tests.doubles.discord.backend import Backend
from tests.doubles.discord.errors import Json
from tests.doubles.discord.filling import Filling
from tests.doubles.discord.interaction import Interaction
from tests.doubles.discord.limits.components import BUTTON, STRING_SELECT
from tests.doubles.discord.offers import RESOLVED_KINDS, Resolved, check_offered, fill, find_command, value_of
from tests.doubles.discord.payloads import message_json, user_json
from tests.doubles.discord.routes.identity import direct
from tests.doubles.discord.store import Channel, Guild, Message, User, parts_of

THINKING = 5.0  # real seconds that a person waits for a deferred answer unless the test says otherwise
LINK = 5


class InteractionScenes:
    """Each scene waits for the bot's acknowledgement (three seconds by the double's clock, else the answer is
    ``failed``), then up to ``wait`` real seconds while the bot is thinking. ``NotOffered`` is raised for what Discord's
    own client would not let a person do.
    """

    backend: Backend

    async def invoke_command(
        self,
        guild: Guild | None,
        channel: Channel | None,
        user: User,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        wait: float = THINKING,
        installed_by_user: bool = False,
    ) -> Answer:
        """``/name`` with its sub-commands, such as ``watch create``. Options take str, int, float, bool, and the
        store's ``User``, ``Role``, ``Channel``, or an ``Upload``. Guild and channel None: in the bot's direct messages.
        """
        place = channel or direct(self.backend, user)
        first, *steps = name.split()
        command = find_command(self.backend, guild, first, 1)
        check_offered(self.backend, command, place, user, installed_by_user=installed_by_user)
        data = fill(self.backend, guild, command, steps, options or {})
        interaction = ask(self.backend, COMMAND, place, user, data, installed_by_user=installed_by_user)
        return await self._seen(interaction, wait)

    async def autocomplete(
        self,
        guild: Guild | None,
        channel: Channel | None,
        user: User,
        name: str,
        option: str,
        typed: str,
        options: Mapping[str, Any] | None = None,
    ) -> list[Json]:
        """The choices that show while ``option`` reads ``typed``: ``{"name", "value"}`` each; none if the bot is late."""
        place = channel or direct(self.backend, user)
        first, *steps = name.split()
        command = find_command(self.backend, guild, first, 1)
        check_offered(self.backend, command, place, user)
        data = fill(self.backend, guild, command, steps, {**(options or {}), option: typed}, focused=option)
        answer = await self._seen(ask(self.backend, AUTOCOMPLETE, place, user, data), THINKING)
        return answer.choices

    async def message_command(self, message: Message, name: str, user: User, *, wait: float = THINKING) -> Answer:
        """Apps > ``name`` on a message."""
        channel = self.backend.store.channels[message.channel_id]
        guild = self._guild_of(channel)
        command = find_command(self.backend, guild, name, 3)
        check_offered(self.backend, command, channel, user)
        data = {"id": command["id"], "name": name, "type": 3, "target_id": str(message.id)}
        data["resolved"] = {"messages": {str(message.id): message_json(self.backend.store, message)}}
        return await self._seen(ask(self.backend, COMMAND, channel, user, data), wait)

    async def user_command(
        self, channel: Channel, target: User, name: str, user: User, *, wait: float = THINKING
    ) -> Answer:
        """Apps > ``name`` on a user."""
        command = find_command(self.backend, self._guild_of(channel), name, 2)
        check_offered(self.backend, command, channel, user)
        data = {"id": command["id"], "name": name, "type": 2, "target_id": str(target.id)}
        data["resolved"] = {"users": {str(target.id): user_json(target)}}
        return await self._seen(ask(self.backend, COMMAND, channel, user, data), wait)

    async def click(
        self, message: Message, custom_id: str, user: User, values: Sequence[Any] = (), *, wait: float = THINKING
    ) -> Answer:
        """Press a button or choose in a select. ``custom_id`` may also be what the button reads."""
        part = pressable(message, custom_id)
        channel = self.backend.store.channels[message.channel_id]
        data: Json = {"custom_id": part["custom_id"], "component_type": part["type"], "id": part.get("id", 0)}
        if part["type"] != BUTTON:
            data |= self._chosen(part, values, self._guild_of(channel))
        return await self._seen(ask(self.backend, COMPONENT, channel, user, data, message=message), wait)

    def _chosen(self, part: Json, values: Sequence[Any], guild: Guild | None) -> Json:
        if not (part.get("min_values") or 0) <= len(values) <= (part.get("max_values") or 1):
            raise NotOffered(f"{part['custom_id']} does not take {len(values)} values")
        if part["type"] == STRING_SELECT:
            offered = [option["value"] for option in part["options"]]
            if strange := set(values) - set(offered):
                raise NotOffered(f"{part['custom_id']} does not offer {sorted(strange)}")
            return {"values": list(values)}
        resolved = Resolved()
        option = {
            "name": part["custom_id"],
            "type": RESOLVED_KINDS[part["type"]],
            "channel_types": part.get("channel_types"),
        }
        ids = [value_of(self.backend, guild, option, value, resolved, checked=True) for value in values]
        return {"values": ids, "resolved": resolved.data}

    async def submit_modal(self, answer: Answer, values: Mapping[str, Any], *, wait: float = THINKING) -> Answer:
        """Fill in the modal that ``answer`` opened. Keys are custom ids or labels; inputs left out keep what they held."""
        if answer.modal is None or answer.interaction.submitted:
            raise NotOffered("no modal is open")
        opener = answer.interaction
        data = Filling(self.backend, self._guild_of(opener.channel), values).data(answer.modal)
        interaction = ask(self.backend, MODAL, opener.channel, opener.user, data, message=opener.message, opener=opener)
        seen = await self._seen(interaction, wait)
        opener.submitted = not seen.failed
        return seen

    async def _seen(self, interaction: Interaction, wait: float) -> Answer:
        answer = Answer(self.backend, interaction)
        await answer.acknowledged()
        if answer.loading:
            await answer.settled(wait)
        return answer

    def _guild_of(self, channel: Channel) -> Guild | None:
        return self.backend.store.guilds.get(channel.guild_id or 0)


def pressable(message: Message, wanted: str) -> Json:
    """The button or select with this custom id or label, if it can be used."""
    if message.deleted:
        raise NotOffered("the message is gone")
    for part in parts_of(message.components):
        if wanted in {part.get("custom_id"), part.get("label"), (part.get("emoji") or {}).get("name")}:
            if part.get("disabled") or part.get("style") == LINK:
                raise NotOffered(f"{wanted!r} cannot be pressed")
            return part
    raise NotOffered(f"no button {wanted!r} in {[part.get('label') for part in message.buttons]}")
