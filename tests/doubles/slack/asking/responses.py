"""What an app says through a response_url or an acknowledgement, made into messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.doubles.slack.errors import Json
from tests.doubles.slack.limits.messages import Draft, check_draft
from tests.doubles.slack.posting import Way, change, post, post_ephemeral, remove
from tests.doubles.slack.routes.drafts import list_of
from tests.doubles.slack.store import Message

if TYPE_CHECKING:
    from tests.doubles.slack.asking.asked import Asked

KEYS = {
    *("text", "blocks", "attachments", "metadata", "response_type", "replace_original", "delete_original"),
    *("thread_ts", "unfurl_links", "unfurl_media", "mrkdwn", "parse", "link_names"),
}


def respond(asked: Asked, said: Json) -> None:
    """Do what a response says: a new message, for the person alone unless it says otherwise, or a change of the first.

    Slack's reference, "Handling user interaction": ``response_type``, ``replace_original``, ``delete_original``.
    """
    if strange := said.keys() - KEYS:
        asked.backend.violations.append(f"a response says what Slack does not know: {sorted(strange)}")
    original = original_of(asked)
    if said.get("delete_original"):
        if original is None:
            asked.refuse("message_not_found")
        remove(asked.backend, original)
        return
    draft = draft_of(said)
    check_draft(draft)
    if said.get("replace_original") and original is not None:
        change(asked.backend, original, draft)
    else:
        asked.responses.append(new(asked, draft, said))


def original_of(asked: Asked) -> Message | None:
    """The message that was pressed on; of a command, the last response to it."""
    if asked.message is not None:
        return None if asked.message.deleted else asked.message
    return next((message for message in reversed(asked.responses) if not message.deleted), None)


def draft_of(said: Json) -> Draft:
    return Draft(
        text=str(said.get("text") or ""),
        blocks=list_of(said.get("blocks"), "invalid_blocks_format"),
        attachments=list_of(said.get("attachments"), "invalid_attachments"),
        metadata=said.get("metadata"),
    )


def new(asked: Asked, draft: Draft, said: Json) -> Message:
    assert asked.channel is not None
    bot = asked.workspace.bot_user
    way = Way(thread_ts=said.get("thread_ts"), arguments=said)
    if said.get("response_type") == "in_channel":
        return post(asked.backend, asked.channel, bot, draft, way)
    return post_ephemeral(asked.backend, asked.channel, bot, asked.user.id, draft, way)
