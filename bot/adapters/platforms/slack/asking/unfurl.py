"""A link that somebody shares in a channel with subscriptions: the figures of its story, where Dateline knows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.platforms.slack.asking.origin import NAME
from bot.adapters.platforms.slack.cards import Renderer
from bot.adapters.platforms.slack.cards.limits import Block
from bot.alerts import figure_fields, title_of, write_card
from bot.domain.card import Button, Card, Text
from bot.domain.news import Article
from bot.domain.watch import Channel
from bot.feeds import link_key
from bot.pipeline.ports import Storage

MOST_LINKS = 5
_OUTLETS = 6


class Unfurler:
    """Shows what is known of links."""

    def __init__(self, storage: Storage, renderer: Renderer) -> None:
        self._storage = storage
        self._renderer = renderer

    async def shared(self, client: AsyncWebClient, workspace: str, event: Mapping[str, Any]) -> None:
        """Tell of the links of one message (Slack's reference, "link_shared"). Raises what slack_sdk does.

        One that is still being written says no channel, and comes again when it is sent.
        """
        if event.get("is_bot_user_member") is False or event.get("source") == "composer":
            return
        links = [str(link["url"]) for link in event.get("links", ())][:MOST_LINKS]
        unfurls = await self._unfurls(Channel(workspace, NAME, str(event["channel"])), links)
        if not unfurls:
            return
        await client.chat_unfurl(channel=str(event["channel"]), ts=str(event["message_ts"]), unfurls=unfurls)

    async def _unfurls(self, channel: Channel, links: Iterable[str]) -> dict[str, dict[str, list[Block]]]:
        found: dict[str, dict[str, list[Block]]] = {}
        async with self._storage.read() as tx:
            if not await tx.watch.subscriptions(channel.workspace, channel):
                return found
            for link in links:
                articles = await tx.articles.by_link(channel.workspace, link_key(link))
                story = await tx.articles.of_story(channel.workspace, articles[0].story_id) if articles else ()
                card = _card(story)
                if card is not None:
                    found[link] = {"blocks": self._renderer.render(card).blocks}
        return found


def _card(story: Iterable[Article]) -> Card | None:
    """The story's figures; None where it has none."""
    articles = tuple(story)
    fields = figure_fields(articles) if articles else ()
    if not fields:
        return None
    outlets = list(dict.fromkeys(article.outlet for article in articles))
    more = f" and {len(outlets) - _OUTLETS} more" if len(outlets) > _OUTLETS else ""
    return write_card(
        title_of(articles[0]),
        fields=fields,
        context=(Text(f"s{articles[0].story_id} · reported by {', '.join(outlets[:_OUTLETS])}{more}"),),
        buttons=(Button(label="Summary", command=f"summary s{articles[0].story_id}"),),
    )
