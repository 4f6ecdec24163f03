"""The starter topics over the sample newswire: each finds its stories and none of those that only look like them."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.adapters.http.newswire import Item, read_script, visible
from bot.adapters.http.newswire_formats import Edition, feed_body
from bot.domain.news import Article
from bot.domain.watch import TOPIC_NAME
from bot.feeds import parse as parse_feed
from bot.rules import matches, parse

CONFIG = Path(__file__).parents[3] / "config"
SCRIPT = read_script(tomllib.loads((CONFIG / "newswire.toml").read_text("utf-8")))
STARTER = tomllib.loads((CONFIG / "starter.toml").read_text("utf-8"))
LANGUAGES = {outlet.slug: outlet.language for outlet in SCRIPT.outlets}

NOW = datetime(2026, 3, 5, tzinfo=UTC)

ON_THE_WIRE = {
    "syria-iraq-repatriation": {
        "erbil-return",
        "soldiers-sent-home",
        "iraq-returns-syrian-soldiers",
        "first-buses-al-qaim",
        "iraq-return-goes-on",
    },
    "earthquakes": {"azmira-quake", "ostara-quake", "ostara-quake-dead", "ostara-quake-112", "ostara-quake-187"},
    "floods": {
        "tessel-flood",
        "marrin-flood-evacuees",
        "tessel-crest-passes",
        "inondations-saint-aubrac",
        "flood-drill-chat-bot",
    },
    "storms-and-ferries": {"star-of-tarn", "tarn-ferry-survivors", "asifa-ramliya"},
    "central-banks": {"valdoria-rate-preview", "valdoria-rate", "valdoria-rate-reaction"},
    "company-results": {"harbour-results", "orrin-results", "orrin-shares"},
    "elections": {"kessary-count", "kessary-winner"},
    "industrial-accidents": {"brackwater-fire", "brackwater-fire-out", "brackwater-leak"},
    "ceasefires": {"toravia-ceasefire", "vell-lorries"},
    "disease-outbreaks": {"port-amity-cholera"},
}
"""What a reader of the wire would expect each topic to find."""


def articles(item: Item) -> list[Article]:
    """The item as an article, once for each of its versions."""
    return [
        Article(
            outlet=item.outlet,
            url=None,
            title=version.title,
            text="\n\n".join(version.paragraphs),
            seen_at=NOW,
            language=LANGUAGES[item.outlet],
            tags=item.tags,
        )
        for version in item.versions
    ]


def articles_of_the_feeds(elapsed: float) -> dict[str, Article]:
    """Each item's article by its key, as a reader of the feeds gets it: entities resolved, markup gone."""
    read = {}
    for outlet in SCRIPT.outlets:
        shown = visible(SCRIPT, outlet.slug, elapsed)
        edition = Edition(outlet=outlet, shown=shown, base="http://127.0.0.1:9", started=NOW)
        document = parse_feed(feed_body(edition), url=edition.url)
        for seen, entry in zip(shown, document.entries, strict=True):
            read[seen.item.key] = Article(
                outlet=outlet.name,
                url=entry.link,
                title=entry.title,
                text=entry.summary,
                seen_at=NOW,
                language=entry.language,
                tags=entry.tags,
            )
    return read


def test_the_table_names_every_topic_and_only_items_of_the_wire() -> None:
    assert ON_THE_WIRE.keys() == {topic["name"] for topic in STARTER["topics"]}
    assert set().union(*ON_THE_WIRE.values()) <= {item.key for item in SCRIPT.items}


@pytest.mark.parametrize("topic", STARTER["topics"], ids=lambda topic: topic["name"])
def test_a_topic_matches_its_items_in_every_version_and_no_others(topic: dict[str, str]) -> None:
    query = parse(topic["query"])
    found = {item.key for item in SCRIPT.items if any(matches(query, article) for article in articles(item))}
    always = {item.key for item in SCRIPT.items if all(matches(query, article) for article in articles(item))}
    assert found == ON_THE_WIRE[topic["name"]]
    assert always == found


@pytest.mark.parametrize("topic", STARTER["topics"], ids=lambda topic: topic["name"])
def test_a_topic_finds_the_same_in_the_feeds(topic: dict[str, str]) -> None:
    query = parse(topic["query"])
    found = {key for key, article in articles_of_the_feeds(130).items() if matches(query, article)}
    assert found == ON_THE_WIRE[topic["name"]]


def test_only_the_plain_backlog_and_the_look_alikes_match_nothing() -> None:
    assert {item.key for item in SCRIPT.items} - set().union(*ON_THE_WIRE.values()) == {
        "night-buses",
        "museum-reopens",
        "ferry-inspections",
        "chess-final",
        "damascus-flights",
        "festival-des-lanternes",
        "maarad-alkutub",
        "striker-to-baghdad",
        "profits-repatriated",
        "refugees-return-from-lebanon",
        "supermarket-truce",
        "warehouse-rents",
        "night-train",
    }


@pytest.mark.parametrize("topic", STARTER["topics"], ids=lambda topic: topic["name"])
def test_a_topic_is_named_and_described_and_has_news_after_the_start(topic: dict[str, str]) -> None:
    assert topic.keys() == {"name", "description", "query"}
    assert TOPIC_NAME.fullmatch(topic["name"])
    assert topic["description"]
    assert "\n" not in topic["query"]
    assert any(item.key in ON_THE_WIRE[topic["name"]] for item in SCRIPT.items if item.at > 0)


def test_the_starter_feeds_are_distinct_public_addresses() -> None:
    feeds = STARTER["feeds"]
    assert 20 <= len(feeds) <= 25
    assert len({feed["url"] for feed in feeds}) == len({feed["outlet"] for feed in feeds}) == len(feeds)
    for feed in feeds:
        assert feed.keys() == {"outlet", "url", "language"}
        parts = urlsplit(feed["url"])
        assert parts.scheme == "https"
        assert parts.hostname


def test_every_topic_goes_to_the_page_and_to_the_terminal() -> None:
    assert STARTER["subscriptions"] == [
        {"topic": "*", "channel": "web:#wire"},
        {"topic": "*", "channel": "console:#terminal"},
    ]
