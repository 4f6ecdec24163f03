"""Views: modals in stacks of at most three, and one Home a person."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.doubles.slack.asking.elements import Place, label_of, places_in, values_held
from tests.doubles.slack.errors import Json, Refusal

if TYPE_CHECKING:
    from tests.doubles.slack.backend import Backend
    from tests.doubles.slack.store import Channel, User, Workspace

MOST_PUSHED = 3  # views in a stack; Slack's reference, "Modals"
SHOWN = ("title", "close", "submit")


@dataclass(slots=True, eq=False)
class View:
    """A modal or a Home as its reader sees it now. ``body`` is as the app gave it, with ids; ``before`` what it was.

    ``channel``: where its person was when it opened, None for nowhere. ``entered``: what was chosen and typed in it so
    far, as in ``state.values``. ``errors``: sentences beside inputs, by block id.
    """

    id: str
    workspace: Workspace
    user: User
    body: Json
    hash: str
    root: str
    previous: str | None = None
    channel: Channel | None = None
    entered: Json = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    before: list[Json] = field(default_factory=list)
    open: bool = True

    @property
    def kind(self) -> str:
        return str(self.body["type"])

    @property
    def title(self) -> str:
        return str((self.body.get("title") or {}).get("text", ""))

    @property
    def callback_id(self) -> str:
        return str(self.body.get("callback_id", ""))

    @property
    def private_metadata(self) -> str:
        return str(self.body.get("private_metadata", ""))

    @property
    def blocks(self) -> list[Json]:
        return list(self.body["blocks"])

    @property
    def places(self) -> list[Place]:
        """Everything in it that can be pressed, chosen or typed into, in reading order."""
        return list(places_in(self.blocks))

    @property
    def labels(self) -> list[str]:
        """What those read, in order."""
        return [label_of(place) for place in self.places]

    def replace(self, body: Json) -> None:
        """The app gives it a new body. What was entered stays where block and action are the same."""
        self.before.append(self.body)
        self.body, self.hash, self.errors = body, new_hash(), {}
        kept = self.entered
        self.entered = values_held(self.blocks, self.channel)
        for block_id, actions in self.entered.items():
            for action_id in actions:
                if action_id in kept.get(block_id, {}):
                    actions[action_id] = kept[block_id][action_id]


class Views:
    """By id; ``homes`` by workspace and user; ``stacks`` of open modals likewise, the one that is seen last."""

    def __init__(self) -> None:
        self.by_id: dict[str, View] = {}
        self.homes: dict[tuple[str, str], View] = {}
        self.stacks: dict[tuple[str, str], list[View]] = {}

    def stack(self, workspace: Workspace, user: User) -> list[View]:
        return self.stacks.setdefault((workspace.id, user.id), [])

    def open(
        self, backend: Backend, workspace: Workspace, user: User, body: Json, *, channel: Channel | None = None
    ) -> View:
        """A modal in place of any that were open."""
        self.close_all(workspace, user)
        return self._add(backend, workspace, user, body, channel=channel)

    def push(
        self, backend: Backend, workspace: Workspace, user: User, body: Json, *, channel: Channel | None = None
    ) -> View:
        """A modal on top of those that are open, and where they are."""
        stack = self.stack(workspace, user)
        if not stack:
            raise Refusal("not_found")
        if len(stack) >= MOST_PUSHED:
            raise Refusal("push_limit_reached")
        return self._add(backend, workspace, user, body, under=stack[-1], channel=channel or stack[-1].channel)

    def publish(self, backend: Backend, workspace: Workspace, user: User, body: Json) -> View:
        """A person's Home."""
        home = self.homes.get((workspace.id, user.id))
        if home is None:
            home = self._view(backend, workspace, user, body)
            self.homes[workspace.id, user.id] = home
        else:
            home.replace(with_ids(body))
        return home

    def _add(
        self,
        backend: Backend,
        workspace: Workspace,
        user: User,
        body: Json,
        *,
        channel: Channel | None,
        under: View | None = None,
    ) -> View:
        self._check_external_id(body, workspace)
        view = self._view(backend, workspace, user, body, channel)
        if under is not None:
            view.previous, view.root = under.id, under.root
        self.stack(workspace, user).append(view)
        return view

    def _view(
        self, backend: Backend, workspace: Workspace, user: User, body: Json, channel: Channel | None = None
    ) -> View:
        view_id = backend.ids.next("V")
        view = View(view_id, workspace, user, with_ids(body), new_hash(), view_id, channel=channel)
        view.entered = values_held(view.blocks, view.channel)
        self.by_id[view_id] = view
        return view

    def _check_external_id(self, body: Json, workspace: Workspace) -> None:
        wanted = body.get("external_id")
        if wanted and self.find_external(workspace, str(wanted)) is not None:
            raise Refusal("duplicate_external_id")

    def find_external(self, workspace: Workspace, external_id: str) -> View | None:
        views = (view for view in self.by_id.values() if view.open and view.workspace is workspace)
        return next((view for view in views if view.body.get("external_id") == external_id), None)

    def update(self, view: View, body: Json, known_hash: str | None) -> View:
        """A new body for a view that is open. ``known_hash``: what the app believes its hash to be."""
        if not view.open:
            raise Refusal("not_found")
        if known_hash and known_hash != view.hash:
            raise Refusal("hash_conflict")
        view.replace(with_ids(body))
        return view

    def close(self, view: View) -> None:
        """The view goes; the one under it is seen again."""
        view.open = False
        stack = self.stack(view.workspace, view.user)
        if view in stack:
            stack.remove(view)

    def close_all(self, workspace: Workspace, user: User) -> None:
        for view in list(self.stack(workspace, user)):
            self.close(view)


def new_hash() -> str:
    """Slack's look like a time and some letters; equal ones mean the same body."""
    return f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}"


def with_ids(body: Json) -> Json:
    """A view as Slack keeps it: every block and every element with an id of its own."""
    return body | {"blocks": [block_with_ids(block) for block in body["blocks"]]}


def block_with_ids(block: Json) -> Json:
    filled: Json = block | {"block_id": block.get("block_id") or secrets.token_hex(3)}
    for key in ("element", "accessory"):
        if key in filled:
            filled[key] = element_with_id(filled[key])
    if isinstance(filled.get("elements"), list) and filled["type"] == "actions":
        filled["elements"] = [element_with_id(element) for element in filled["elements"]]
    return filled


def element_with_id(element: Json) -> Json:
    if element.get("type") == "image":
        return element
    return element | {"action_id": element.get("action_id") or secrets.token_hex(3)}


def view_json(backend: Backend, view: View) -> Json:
    """A view as Slack tells of it (its reference, "View payloads")."""
    body = view.body
    shown: Json = {key: body.get(key) for key in SHOWN}
    given: dict[str, Any] = {key: body.get(key) or "" for key in ("private_metadata", "callback_id", "external_id")}
    return {
        "id": view.id,
        "team_id": view.workspace.id,
        "type": view.kind,
        "blocks": view.blocks,
        **given,
        "state": {"values": view.entered},
        "hash": view.hash,
        **shown,
        "clear_on_close": bool(body.get("clear_on_close")),
        "notify_on_close": bool(body.get("notify_on_close")),
        "previous_view_id": view.previous,
        "root_view_id": view.root,
        "app_id": backend.app_id,
        "app_installed_team_id": view.workspace.id,
        "bot_id": view.workspace.bot_id,
    }
