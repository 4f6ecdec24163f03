"""A story as eight outlets told it over an afternoon, taken in by the newsroom poll by poll."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.unit.handlers.desk import Desk
from tests.unit.pipeline.newsroom import START, entry

DATA = Path(__file__).parents[2] / "data" / "ledger"


def told_articles() -> list[dict[str, Any]]:
    """The articles as told, in order: ``minute`` after the start, ``outlet``, ``id``, ``title`` and ``text``."""
    return [json.loads(line) for line in (DATA / "explosion.jsonl").read_text("utf-8").splitlines()]


async def take_in_the_day(desk: Desk) -> str:
    """Poll every outlet as its articles come; the answer is the story's name."""
    newsroom = desk.newsroom
    feeds: dict[str, int] = {}
    for told in told_articles():
        outlet, at = told["outlet"], START + timedelta(minutes=told["minute"])
        if outlet not in feeds:
            feeds[outlet] = await newsroom.feed(outlet, url=f"https://{outlet.lower().replace(' ', '-')}.example/rss")
        newsroom.clock.moment = at
        address = f"https://{outlet.lower().replace(' ', '-')}.example/{told['id']}"
        item = entry(told["title"], told["text"], id=told["id"], link=address, published=at)
        await newsroom.take_in(feeds[outlet], item)
    newsroom.clock.moment = START + timedelta(hours=6)
    stories = {article.story_id for article in await newsroom.articles()}
    assert len(stories) == 1, "all of them tell one story"
    return f"s{stories.pop()}"
