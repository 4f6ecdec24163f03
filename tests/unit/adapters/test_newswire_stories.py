"""The sample newswire as a grouping task: which of its items tell one story, decided by reading them."""

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.adapters.http.newswire import read_script
from bot.stories import group_stream

SCRIPT = read_script(tomllib.loads((Path(__file__).parents[3] / "config/newswire.toml").read_text("utf-8")))
STARTED = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)

TOLD_BY_SEVERAL = [
    {
        "erbil-return",
        "soldiers-sent-home",
        "iraq-returns-syrian-soldiers",
        "first-buses-al-qaim",
        "iraq-return-goes-on",
    },
    {"ostara-quake", "ostara-quake-dead", "ostara-quake-112", "ostara-quake-187"},
    {"tessel-flood", "marrin-flood-evacuees", "tessel-crest-passes"},
    {"valdoria-rate-preview", "valdoria-rate", "valdoria-rate-reaction"},
    {"orrin-results", "orrin-shares"},
    {"star-of-tarn", "tarn-ferry-survivors"},
    {"kessary-count", "kessary-winner"},
    {"brackwater-fire", "brackwater-fire-out", "brackwater-leak"},
    {"toravia-ceasefire", "vell-lorries"},
]
"""Every other item stands alone."""


def test_the_wire_falls_into_its_stories() -> None:
    articles = [
        {
            "id": item.key,
            "title": item.versions[0].title,
            "text": "\n\n".join(item.versions[0].paragraphs),
            "published": (STARTED + timedelta(seconds=item.at)).isoformat(),
            "outlet": item.outlet,
        }
        for item in SCRIPT.items
    ]
    stories: dict[str, set[str]] = {}
    for grouped in group_stream(articles):
        stories.setdefault(grouped["story"], set()).add(grouped["id"])
    told_by_several = [story for story in stories.values() if len(story) > 1]
    assert sorted(told_by_several, key=sorted) == sorted(TOLD_BY_SEVERAL, key=sorted)
