"""Each outlet's feed, read back by other people's parsers, says what the script shows at that moment."""

import json
import tomllib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest

from bot.adapters.http.newswire import Format, Outlet, read_script, visible
from bot.adapters.http.newswire_formats import CONTENT_TYPES, Edition, feed_body, identifier
from bot.feeds import parse

SCRIPT = read_script(tomllib.loads((Path(__file__).parents[3] / "config/newswire.toml").read_text("utf-8")))
STARTED = datetime(2026, 3, 5, 9, 0, 0, 600_000, tzinfo=UTC)
BASE = "http://127.0.0.1:9"
MOMENTS = [0, 5, 24, 33, 60, 130]
XML_OUTLETS = [outlet for outlet in SCRIPT.outlets if outlet.format is not Format.JSON]
JSON_OUTLETS = [outlet for outlet in SCRIPT.outlets if outlet.format is Format.JSON]
VERSIONS = {Format.RSS: "rss20", Format.ATOM: "atom10", Format.RDF: "rss10"}


def edition(outlet: Outlet | str, elapsed: float, speed: float = 1.0) -> Edition:
    found = outlet if isinstance(outlet, Outlet) else next(o for o in SCRIPT.outlets if o.slug == outlet)
    shown = visible(SCRIPT, found.slug, elapsed)
    return Edition(outlet=found, shown=shown, base=BASE, started=STARTED, speed=speed)


def moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else (STARTED + timedelta(seconds=seconds)).replace(microsecond=0)


def second(seconds: float | None) -> tuple[int, ...] | None:
    at = moment(seconds)
    return None if at is None else at.timetuple()[:6]


@pytest.mark.parametrize("elapsed", MOMENTS)
@pytest.mark.parametrize("outlet", XML_OUTLETS, ids=lambda outlet: outlet.slug)
def test_feedparser_reads_the_visible_items(outlet: Outlet, elapsed: float) -> None:
    sent = edition(outlet, elapsed)
    read = feedparser.parse(feed_body(sent))
    assert not read.bozo
    assert read.version == VERSIONS[outlet.format]
    assert (read.feed.title, read.feed.link, read.feed.language) == (outlet.name, sent.home, outlet.language)
    assert [entry.link for entry in read.entries] == [sent.link(seen.item) for seen in sent.shown]
    published = [entry.get("published_parsed") or entry.get("updated_parsed") for entry in read.entries]
    assert [at and tuple(at)[:6] for at in published] == [second(seen.version.published) for seen in sent.shown]
    assert [entry.get("author") for entry in read.entries] == [
        seen.item.byline or (outlet.name if outlet.format is Format.ATOM else None) for seen in sent.shown
    ]


@pytest.mark.parametrize("elapsed", MOMENTS)
@pytest.mark.parametrize("outlet", JSON_OUTLETS, ids=lambda outlet: outlet.slug)
def test_json_feeds_hold_the_visible_items(outlet: Outlet, elapsed: float) -> None:
    sent = edition(outlet, elapsed)
    read = json.loads(feed_body(sent))
    assert read["version"] == "https://jsonfeed.org/version/1.1"
    assert (read["title"], read["feed_url"], read["language"]) == (outlet.name, sent.url, outlet.language)
    assert [item["id"] for item in read["items"]] == [identifier(seen.item) for seen in sent.shown]
    assert [item["title"] for item in read["items"]] == [seen.version.title for seen in sent.shown]
    stated = [datetime.fromisoformat(item["date_published"]).timetuple()[:6] for item in read["items"]]
    assert stated == [second(seen.version.published) for seen in sent.shown]


@pytest.mark.parametrize("outlet", XML_OUTLETS, ids=lambda outlet: outlet.slug)
def test_titles_come_through_letter_by_letter(outlet: Outlet) -> None:
    sent = edition(outlet, 130)
    root = ET.fromstring(feed_body(sent))
    titles = [node.findtext("{*}title") for node in root.iter() if node.tag.rpartition("}")[2] in {"item", "entry"}]
    assert titles == [seen.version.title for seen in sent.shown]


def test_the_reference_story_is_whole_in_its_feed() -> None:
    (first, *_) = feedparser.parse(feed_body(edition("northlight-wire", 5))).entries
    text = first.content[0].value
    assert "<p>ERBIL, Iraq — Iraq's government on Thursday" in text
    assert "about 300 kilometres (186 miles) from the Jordanian border.</p>" in text
    assert first.summary.startswith("ERBIL, Iraq — ")


def test_an_edit_keeps_the_id_and_the_date_and_states_when() -> None:
    before = feedparser.parse(feed_body(edition("northlight-wire", 23))).entries[1]
    after = feedparser.parse(feed_body(edition("northlight-wire", 24))).entries[1]
    assert (before.id, before.published, before.link) == (after.id, after.published, after.link)
    assert before.title != after.title
    assert "updated" not in before
    assert tuple(after.updated_parsed)[:6] == second(24)


def test_a_redated_item_differs_in_its_date_alone() -> None:
    before = feedparser.parse(feed_body(edition("ledger-and-tide", 32))).entries
    after = feedparser.parse(feed_body(edition("ledger-and-tide", 33))).entries
    (old,) = [entry for entry in before if entry.link.endswith("/valdoria-rate")]
    (new,) = [entry for entry in after if entry.link.endswith("/valdoria-rate")]
    assert {key for key in new if new[key] != old[key]} == {"published", "published_parsed"}
    assert parsedate_to_datetime(new.published) - parsedate_to_datetime(old.published) == timedelta(seconds=26)


def test_an_atom_edit_moves_updated_alone() -> None:
    entries = feedparser.parse(feed_body(edition("harrow-gazette", 58))).entries
    (edited,) = [entry for entry in entries if entry.link.endswith("/toravia-ceasefire")]
    assert (tuple(edited.published_parsed)[:6], tuple(edited.updated_parsed)[:6]) == (second(26), second(57))
    assert "Eastern Front" in edited.title


def test_a_json_edit_states_when() -> None:
    stated = {}
    for elapsed in (63, 64):
        items = json.loads(feed_body(edition("copperline-post", elapsed)))["items"]
        (stated[elapsed],) = [item for item in items if item["url"].endswith("/brackwater-fire")]
    assert "date_modified" not in stated[63]
    assert stated[64]["date_modified"] == "2026-03-05T09:01:04+00:00"
    assert stated[64]["date_published"] == stated[63]["date_published"]
    assert stated[64]["content_html"].startswith(stated[63]["content_html"])


def test_an_item_may_lack_all_that_is_optional_in_any_format() -> None:
    item = {"key": "bare", "outlet": "x", "at": 0, "title": "Bare", "text": "Words.", "dated": False}
    for form in Format:
        outlet = {"slug": "x", "name": "X", "format": form.value, "language": "en", "about": "X."}
        script = read_script({"outlets": [outlet], "items": [item]})
        sent = Edition(outlet=script.outlets[0], shown=visible(script, "x", 0), base=BASE, started=STARTED)
        (entry,) = parse(feed_body(sent), url=sent.url).entries
        assert (entry.title, entry.summary, entry.link) == ("Bare", "Words.", f"{BASE}/x/bare")
        assert (entry.published, entry.updated, entry.tags) == (None, None, ())


def test_the_item_without_an_id_has_none_and_the_undated_one_no_date() -> None:
    wire = feedparser.parse(feed_body(edition("northlight-wire", 130))).entries
    assert [entry.link.rpartition("/")[2] for entry in wire if "id" not in entry] == ["night-train"]
    money = feedparser.parse(feed_body(edition("ledger-and-tide", 130))).entries
    assert [entry.link.rpartition("/")[2] for entry in money if "published" not in entry] == ["warehouse-rents"]


def test_markup_and_entities_are_carried_as_the_outlet_wrote_them() -> None:
    entries = feedparser.parse(feed_body(edition("northlight-wire", 22)), sanitize_html=False).entries
    body = entries[0].content[0].value
    assert "<strong>58</strong>" in body
    assert "magnitude&nbsp;6.4" in body
    assert 'href="https://observatory.example/events?id=6&amp;lang=en"' in body


def test_the_same_moment_gives_the_same_bytes_and_speed_only_moves_the_dates() -> None:
    assert feed_body(edition("copperline-post", 60)) == feed_body(edition("copperline-post", 60.9))
    slow, fast = (json.loads(feed_body(edition("copperline-post", 11, speed))) for speed in (1.0, 10.0))
    assert slow["items"][0]["date_published"] == "2026-03-05T09:00:11+00:00"
    assert fast["items"][0]["date_published"] == "2026-03-05T09:00:01+00:00"


@pytest.mark.parametrize("elapsed", MOMENTS)
@pytest.mark.parametrize("outlet", SCRIPT.outlets, ids=lambda outlet: outlet.slug)
def test_dateline_s_own_parser_reads_the_visible_items_whole(outlet: Outlet, elapsed: float) -> None:
    sent = edition(outlet, elapsed)
    read = parse(feed_body(sent), url=sent.url, content_type=CONTENT_TYPES[outlet.format])
    assert (read.title, read.language) == (outlet.name, outlet.language)
    for entry, seen in zip(read.entries, sent.shown, strict=True):
        assert (entry.title, entry.link) == (seen.version.title, sent.link(seen.item))
        assert entry.published == moment(seen.version.published)
        assert (entry.id is not None) == seen.item.has_guid
        assert entry.authors == ((seen.item.byline,) if seen.item.byline else ())
        if seen.version.html is None:
            assert entry.summary.split() == " ".join(seen.version.paragraphs).split()
        else:
            assert entry.summary.startswith(seen.version.paragraphs[0].split(" ", maxsplit=1)[0])
            assert "onerror" not in entry.summary
