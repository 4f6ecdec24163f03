"""People use the app: commands, buttons, shortcuts, modals, its Home. Each scene waits for the app's acknowledgement
(three seconds by the double's clock), and gives a handle on what is seen of it from then on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.doubles.slack.asking import payloads
from tests.doubles.slack.asking.acknowledged import after_command, after_submission
from tests.doubles.slack.asking.ask import begin, send
from tests.doubles.slack.asking.asked import Asked
from tests.doubles.slack.asking.elements import FOREIGN, KEPT, NotOffered, Place, entered, find
from tests.doubles.slack.asking.escaping import escaped
from tests.doubles.slack.asking.filling import check_complete, fill_in, held
from tests.doubles.slack.asking.views import View, view_json
from tests.doubles.slack.backend import Backend
from tests.doubles.slack.errors import Json
from tests.doubles.slack.routes.places import direct
from tests.doubles.slack.store import Channel, Message, User, Workspace


class AskingScenes:
    """``NotOffered`` is raised for what Slack's own client would not let a person do."""

    backend: Backend

    async def slash(
        self, workspace: Workspace, channel: Channel, user: User, text: str = "", *, command: str = "/dateline"
    ) -> Asked:
        """``/dateline text`` typed in a channel, a private one or the app's direct messages, whether the app is there
        or not. Names of channels, people and groups are sent as their ids where the manifest asks for that.
        """
        offer = self.backend.deliveries.offer
        if offer is not None and command not in offer.commands:
            raise NotOffered(f"{command} is not a command, but {sorted(offer.commands)}")
        if offer is not None and offer.commands[command]:
            text = escaped(self.backend.store, workspace, text)
        if channel.archived or channel.deleted or user.workspace != workspace.id:
            raise NotOffered("nobody can write there")
        asked = begin(self.backend, user, channel, address="commands")
        await send(asked, "slash_commands", payloads.slash_command(asked, channel, command, text), accepts=True)
        after_command(asked)
        return asked

    async def heard(self, message: Message) -> Asked:
        """What a person wrote to the app (``say``): it hears an app_mention, or a message of its direct ones."""
        channel = self.backend.store.channels[message.channel]
        user = self.backend.store.workspace_of(channel).users[message.user]
        deliveries = [*self.backend.deliveries.of("message"), *self.backend.deliveries.of("app_mention")]
        told = [one for one in deliveries if one.payload["event"].get("ts") == message.ts]
        if not told:
            raise NotOffered(f"the app does not hear {message.text!r}: it is not there, or does not listen")
        asked = begin(self.backend, user, channel, message=message, trigger=False)
        asked.delivery = told[-1]
        return await asked.acknowledged(within=30.0)

    async def press(self, where: Message | View, wanted: str, user: User | None = None, *, value: Any = None) -> Asked:
        """Press a button, or choose ``value`` in a menu, by what it reads, its action id or its value."""
        if isinstance(where, View):
            return await self._press_in_view(where, wanted, value)
        if where.deleted or user is None:
            raise NotOffered("the message is gone" if where.deleted else "nobody presses")
        place = find(where.blocks, wanted)
        channel = self.backend.store.channels[where.channel]
        asked = begin(self.backend, user, channel, message=where, address="actions")
        return await send(asked, "interactive", payloads.pressed(asked, place, chosen(place, value)))

    async def _press_in_view(self, view: View, wanted: str, value: Any) -> Asked:
        if not view.open:
            raise NotOffered(f"{view.title!r} is closed")
        place = find(view.blocks, wanted)
        if place.block["type"] == "input" and not place.block.get("dispatch_action"):
            raise NotOffered(f"{wanted!r} tells the app nothing before the modal is submitted")
        choice = chosen(place, value)
        if place.kind in KEPT:
            view.entered[place.block_id][place.action_id] = choice
        asked = begin(self.backend, view.user, within=view)
        return await send(asked, "interactive", payloads.pressed(asked, place, choice))

    async def shortcut(self, callback_id: str, user: User, message: Message | None = None) -> Asked:
        """A shortcut of the app's: a message's, from its menu, or a global one."""
        offer, kind = self.backend.deliveries.offer, "global" if message is None else "message"
        if offer is not None and (kind, callback_id) not in offer.shortcuts:
            raise NotOffered(f"{callback_id} is no shortcut of a {kind}, but {sorted(offer.shortcuts)}")
        if message is None:
            asked = begin(self.backend, user)
            return await send(asked, "interactive", payloads.global_shortcut(asked, callback_id))
        channel = self.backend.store.channels[message.channel]
        asked = begin(self.backend, user, channel, message=message, address="actions")
        return await send(asked, "interactive", payloads.message_shortcut(asked, callback_id))

    async def suggest(self, where: Message | View, wanted: str, typed: str, user: User | None = None) -> list[Json]:
        """The options that show while a select whose options the app keeps reads ``typed``; none if it is late."""
        place = find(where.blocks, wanted)
        if place.kind not in FOREIGN:
            raise NotOffered(f"{wanted!r} asks the app for no options")
        if isinstance(where, View):
            asked = begin(self.backend, where.user, within=where, trigger=False)
        else:
            assert user is not None
            asked = begin(self.backend, user, self.backend.store.channels[where.channel], message=where, trigger=False)
        await send(asked, "interactive", payloads.suggestion(asked, place, typed), accepts=True)
        said = asked.ack or {}
        return [*said.get("options", ()), *(one for group in said.get("option_groups", ()) for one in group["options"])]

    async def submit_view(
        self, view: View, values: Mapping[str, Any] | None = None, *, channel: Channel | None = None
    ) -> Asked:
        """Fill in a modal by its labels, action ids or block ids, and submit it. ``view.errors`` are the sentences that
        then stand beside inputs; without any, and unless the app said otherwise, it closes.

        ``channel``: where answers are looked for; if not said, the conversation that a menu with
        ``response_url_enabled`` chose, or else where the person was when the modal opened.
        """
        if not view.open or view.kind != "modal" or not view.body.get("submit"):
            raise NotOffered(f"{view.title!r} cannot be submitted")
        fill_in(view, values or {})
        check_complete(view)
        view.errors = {}
        menu = payloads.answering_place(view)
        chosen_id = held(view, menu) if menu is not None else None
        place = self.backend.store.channels[chosen_id] if chosen_id else None
        asked = begin(
            self.backend, view.user, place or channel or view.channel, within=view, address="app" if place else None
        )
        await send(asked, "interactive", payloads.submitted(asked, view), accepts=True)
        if asked.acked:
            after_submission(asked, view)
        return asked

    async def close_view(self, view: View, *, all_of_them: bool = False) -> Asked | None:
        """Cancel a modal, or with the cross its whole stack. The app hears of it only if the view asks for that."""
        if not view.open:
            raise NotOffered(f"{view.title!r} is closed")
        views = self.backend.deliveries.views
        if all_of_them or view.body.get("clear_on_close"):
            views.close_all(view.workspace, view.user)
        else:
            views.close(view)
        if not view.body.get("notify_on_close"):
            return None
        asked = begin(self.backend, view.user, within=view, trigger=False)
        return await send(asked, "interactive", payloads.closed(asked, view, cleared=all_of_them))

    async def open_home(
        self, workspace: Workspace, user: User, *, fresh: bool = True, within: float = 5.0
    ) -> View | None:
        """A person opens the app's Home; ``fresh``: and waits (real seconds) until the app has published it anew."""
        if self.backend.deliveries.offer is not None and not self.backend.deliveries.offer.home:
            raise NotOffered("the app has no Home")
        home = self.home(workspace, user)
        event: Json = {"type": "app_home_opened", "user": user.id, "tab": "home"}
        event["channel"] = direct(self.backend, workspace, user).id
        if home is not None:
            event["view"] = view_json(self.backend, home)
        before = home.hash if home is not None else ""
        self.backend.emit(workspace, event)
        if fresh:
            await self.until_published(workspace, user, since=before, within=within)
        return self.home(workspace, user)

    async def until_published(self, workspace: Workspace, user: User, *, since: str = "", within: float = 5.0) -> View:
        """Wait (real seconds) until a person's Home is another than the one with the hash ``since``."""
        homes, key = self.backend.deliveries.views.homes, (workspace.id, user.id)
        await self.backend.deliveries.until(lambda: key in homes and homes[key].hash != since, within)
        return homes[key]

    def views(self, user: User) -> list[View]:
        """The modals that a person has open, the one that is seen last."""
        return list(self.backend.deliveries.views.stacks.get((user.workspace, user.id), ()))

    def home(self, workspace: Workspace, user: User) -> View | None:
        """What the app has published on a person's Home; None for nothing."""
        return self.backend.deliveries.views.homes.get((workspace.id, user.id))


def chosen(place: Place, value: Any) -> Any:
    """What a press carries: nothing for a button, an entry of ``state.values`` for what keeps a value."""
    return entered(place, value) if place.kind in KEPT else value
