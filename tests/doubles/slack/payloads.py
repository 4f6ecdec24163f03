"""The store's things as Slack's JSON has them (Slack's reference, "Types")."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.errors import Json
from tests.doubles.slack.store import Channel, File, Message, Store, User, UserGroup, Workspace


def message_json(backend: Backend, message: Message, *, metadata: bool = False) -> Json:
    """As history gives it. ``metadata``: only where it was asked for."""
    store = backend.store
    data: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    if message.bot_id is not None:
        data |= {"bot_id": message.bot_id, "app_id": backend.app_id}
    data["team"] = store.channels[message.channel].workspace
    if message.subtype is not None:
        data["subtype"] = message.subtype
    if message.blocks:
        data["blocks"] = message.blocks
    if attachments := [*message.attachments, *unfurled(message)]:
        data["attachments"] = attachments
    if message.files:
        data["files"] = [file_json(backend, store.files[one]) for one in message.files if one in store.files]
    if message.edited is not None:
        data["edited"] = {"user": message.user, "ts": message.edited}
    if message.reactions:
        data["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)} for name, users in message.reactions.items()
        ]
    if metadata and message.metadata is not None:
        data["metadata"] = message.metadata
    return data | threading_json(store, message)


def unfurled(message: Message) -> list[Json]:
    return [{"from_url": url, "is_app_unfurl": True} | shown for url, shown in message.unfurls.items()]


def threading_json(store: Store, message: Message) -> Json:
    """What a root says of its answers, and an answer of its root."""
    if message.reply:
        data: Json = {"thread_ts": message.thread_ts, "parent_user_id": parent_user(store, message)}
        return data | ({"subtype": "thread_broadcast"} if message.broadcast else {})
    replies = store.replies_to(message)
    if not replies:
        return {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "reply_users": users,
        "latest_reply": replies[-1].ts,
        "is_locked": False,
        "subscribed": False,
    }


def parent_user(store: Store, message: Message) -> str:
    root = store.messages.get((message.channel, message.thread_ts or ""))
    return root.user if root is not None else "USLACKBOT"


def channel_json(store: Store, channel: Channel) -> Json:
    workspace = store.workspace_of(channel)
    joined = workspace.bot_user.id in channel.members
    data: Json = {
        "id": channel.id,
        "created": int(channel.created),
        "is_archived": channel.archived,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.private,
        "is_org_shared": False,
        "context_team_id": workspace.id,
    }
    if channel.kind == "im":
        (person,) = channel.members - {workspace.bot_user.id}
        return data | {"user": person, "is_user_deleted": workspace.users[person].deleted, "is_open": True}
    return data | {
        "name": channel.name,
        "creator": channel.creator,
        "name_normalized": channel.name,
        "is_general": channel.general,
        "is_shared": False,
        "is_ext_shared": False,
        "is_member": joined,
        "num_members": len(channel.members),
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
    }


def user_json(backend: Backend, workspace: Workspace, user: User) -> Json:
    profile: Json = {"real_name": user.real_name, "display_name": user.name, "team": workspace.id}
    if user.bot_id is not None:
        profile |= {"bot_id": user.bot_id, "api_app_id": ""}
    data: Json = {
        "id": user.id,
        "team_id": workspace.id,
        "name": user.name,
        "deleted": user.deleted,
        "real_name": user.real_name,
        "profile": profile,
        "is_bot": user.bot_id is not None,
        "is_app_user": False,
    }
    if user.deleted:
        return data
    data |= {"is_admin": user.admin or user.owner, "is_owner": user.owner, "is_primary_owner": user.owner}
    if user.tz is not None:
        data |= {"tz": user.tz, "tz_label": user.tz, "tz_offset": offset_of(backend, user.tz)}
    return data


def offset_of(backend: Backend, zone: str) -> int:
    """Seconds east of UTC now."""
    offset = datetime.fromtimestamp(backend.clock.now(), ZoneInfo(zone)).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())


def group_json(workspace: Workspace, group: UserGroup) -> Json:
    return {
        "id": group.id,
        "team_id": workspace.id,
        "is_usergroup": True,
        "name": group.name,
        "handle": group.handle,
        "description": "",
        "is_external": False,
        "date_delete": 1 if group.disabled else 0,
        "user_count": len(group.users),
    }


def file_json(backend: Backend, file: File) -> Json:
    """``mimetype`` is empty until Slack has worked on the file."""
    ready = backend.file_ready(file)
    address = backend.private_url(file)
    data: Json = {
        "id": file.id,
        "created": int(file.created),
        "name": file.name,
        "title": file.title or file.name,
        "size": file.length,
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "mimetype": mimetype_of(file.name) if ready else "",
        "filetype": file.name.rpartition(".")[2] if ready else "",
        "url_private": address,
        "url_private_download": f"{address}/download",
        "permalink": backend.permalink(file),
        "channels": sorted(file.channels),
        "alt_txt": file.alt,
    }
    return data


def mimetype_of(name: str) -> str:
    kinds = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
    return kinds.get(name.rpartition(".")[2].lower(), "application/octet-stream")
