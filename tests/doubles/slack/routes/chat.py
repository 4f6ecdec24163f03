"""Messages: posting, editing, deleting, showing to one person, unfurling (Slack's reference, ``chat.*``)."""

from __future__ import annotations

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.calls import Call
from tests.doubles.slack.errors import Json, Refusal
from tests.doubles.slack.limits.messages import UPDATED_TEXT, Draft, check_draft
from tests.doubles.slack.payloads import message_json
from tests.doubles.slack.posting import Way, change, note_bad_writing, post, post_ephemeral, remove
from tests.doubles.slack.routes.drafts import draft_of, list_of
from tests.doubles.slack.routes.places import writable
from tests.doubles.slack.routes.route import Method
from tests.doubles.slack.store import Channel, Message, SharedLink

WRITE = ("chat:write",)


def post_message(backend: Backend, call: Call) -> Json:
    channel = writable(backend, call)
    draft = draft_of(call)
    check_draft(draft)
    backend.meters.take_post(call.team.id, channel.id)
    root = root_of(backend, channel, call.text("thread_ts"))
    message = post(backend, channel, call.team.bot_user, draft, way_of(call, root))
    return {"channel": channel.id, "ts": message.ts, "message": message_json(backend, message)}


def root_of(backend: Backend, channel: Channel, ts: str) -> str | None:
    """The ts under which a reply goes: a reply's is its root's. None where there is no such message (any more): Slack
    posts the reply to the channel then and says nothing, except that the answer's message has no ``thread_ts``.
    """
    named = backend.store.messages.get((channel.id, ts))
    if named is None or named.deleted:
        return None
    return named.thread_ts if named.reply else named.ts


def way_of(call: Call, root: str | None) -> Way:
    return Way(
        thread_ts=root,
        broadcast=call.flag("reply_broadcast"),
        unfurl_links=call.flag("unfurl_links"),
        unfurl_media=call.flag("unfurl_media", default=True),
        arguments={name: value for name, value in call.args.items() if name != "token"},
    )


def post_for_one(backend: Backend, call: Call) -> Json:
    channel = writable(backend, call)
    reader = call.required("user")
    if reader not in channel.members:
        raise Refusal("user_not_in_channel")
    draft = draft_of(call)
    check_draft(draft)
    root = root_of(backend, channel, call.text("thread_ts"))
    message = post_ephemeral(backend, channel, call.team.bot_user, reader, draft, way_of(call, root))
    return {"message_ts": message.ts}


def own_message(backend: Backend, call: Call, error: str) -> Message:
    """The app's own message that the call names."""
    channel = backend.store.channel(call.team, call.required("channel"))
    message = backend.store.message(channel, call.required("ts"))
    if message.user != call.team.bot_user.id or message.subtype == "tombstone":
        raise Refusal(error)
    return message


def update(backend: Backend, call: Call) -> Json:
    message = own_message(backend, call, "cant_update_message")
    check_editable(backend, call, message)
    kept = Draft(blocks=message.blocks, attachments=message.attachments)
    draft = draft_of(call, kept)
    check_draft(draft, text_limit=UPDATED_TEXT)
    if call.flag("reply_broadcast"):
        if not message.reply:
            raise Refusal("cant_broadcast_message")
        message.broadcast = True
    change(backend, message, draft)
    shown = message_json(backend, message)
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": shown}


def check_editable(backend: Backend, call: Call, message: Message) -> None:
    """A channel that is no longer written in, and a workspace's own rules for edits."""
    channel = backend.store.channels[message.channel]
    if channel.archived:
        raise Refusal("is_inactive")
    if call.team.bot_user.id not in channel.members:
        raise Refusal("not_in_channel")
    if not call.team.edits_allowed:
        raise Refusal("cant_update_message")
    window = call.team.edit_window
    if window is not None and backend.clock.now() - message.at > window:
        raise Refusal("edit_window_closed")


def delete(backend: Backend, call: Call) -> Json:
    message = own_message(backend, call, "cant_delete_message")
    remove(backend, message)
    return {"channel": message.channel, "ts": message.ts}


def permalink(backend: Backend, call: Call) -> Json:
    channel = backend.store.channel(call.team, call.required("channel"))
    message = backend.store.message(channel, call.required("message_ts"))
    address = f"https://{call.team.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.reply:
        address += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": address}


def unfurl(backend: Backend, call: Call) -> Json:
    """``unfurls``: what to show, by the link as it was shared. Where: ``channel`` and ``ts``, or ``unfurl_id`` and
    ``source``.
    """
    unfurls = call.json("unfurls", "invalid_unfurls_format")
    if not unfurls:
        raise Refusal("missing_unfurls")
    if not isinstance(unfurls, dict):
        raise Refusal("invalid_unfurls_format")
    link = shared(backend, call) if call.text("unfurl_id") else in_message(backend, call)
    for url, shown in unfurls.items():
        if url not in link.text.replace("&amp;", "&"):
            raise Refusal("cannot_unfurl_url")
        draft = Draft(text="-", blocks=list_of(shown.get("blocks")))
        check_draft(draft)
        note_bad_writing(backend, draft)
    link.unfurls |= unfurls
    if link.message is not None:
        link.message.unfurls |= unfurls
    return {}


def shared(backend: Backend, call: Call) -> SharedLink:
    link = backend.store.links.get(call.text("unfurl_id"))
    if link is None or link.source != call.text("source"):
        raise Refusal("cannot_find_message")
    return link


def in_message(backend: Backend, call: Call) -> SharedLink:
    try:
        channel = backend.store.channel(call.team, call.required("channel"))
    except Refusal:
        raise Refusal("cannot_find_channel") from None
    message = backend.store.message(channel, call.required("ts"), "cannot_find_message")
    return SharedLink("", message.text, message)


METHODS = (
    Method("chat.postMessage", post_message, tier=None, scopes=WRITE),
    Method("chat.postEphemeral", post_for_one, tier=4, scopes=WRITE),
    Method("chat.update", update, scopes=WRITE),
    Method("chat.delete", delete, scopes=WRITE),
    Method("chat.getPermalink", permalink, tier=None, json=False),
    Method("chat.unfurl", unfurl, scopes=("links:write",)),
)
