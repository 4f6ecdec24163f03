"""The newswire's pages: nothing that a script says becomes markup."""

import tomllib
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.adapters.http.newswire import Outlet, read_script, visible
from bot.adapters.http.newswire_formats import Edition
from bot.adapters.http.newswire_pages import article_page, front_page, missing_page, outlet_page

SCRIPT = read_script(tomllib.loads((Path(__file__).parents[3] / "config/newswire.toml").read_text("utf-8")))
STARTED = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
OURS = {"html", "head", "meta", "title", "link", "style", "body", "header", "footer", "h1", "p", "a", "ul", "li"}


class Reader(HTMLParser):
    """Collects what a browser would make of a page: its elements, their attributes and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.addresses.extend(value or "" for name, value in attrs if name == "href")

    def handle_data(self, data: str) -> None:
        self.words += data


def editions(elapsed: float) -> list[Edition]:
    return [
        Edition(outlet=o, shown=visible(SCRIPT, o.slug, elapsed), base="http://127.0.0.1:9", started=STARTED)
        for o in SCRIPT.outlets
    ]


def test_every_page_holds_its_own_elements_alone() -> None:
    for edition in editions(130):
        pages = [outlet_page(edition), *(article_page(seen, edition) for seen in edition.shown)]
        for page in map(Reader, pages):
            assert page.tags <= OURS
            assert page.attributes <= {
                "lang",
                "dir",
                "charset",
                "name",
                "content",
                "rel",
                "type",
                "title",
                "href",
                "class",
            }
            assert all(address.startswith("http://127.0.0.1:9/") for address in page.addresses)


def test_every_article_is_shown_whole() -> None:
    for edition in editions(130):
        for seen in edition.shown:
            words = Reader(article_page(seen, edition)).words
            assert seen.version.title in words
            assert all(paragraph in words for paragraph in seen.version.paragraphs)


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "<!channel>", "<b>bold</b>", "Abara <@U012AB3CD>"])
def test_hostile_text_is_shown_as_it_was_written(hostile: str) -> None:
    (dispatch,) = [edition for edition in editions(130) if edition.outlet.slug == "saltmarsh-dispatch"]
    (drill,) = [seen for seen in dispatch.shown if seen.item.key == "flood-drill-chat-bot"]
    page = article_page(drill, dispatch)
    assert hostile not in page
    assert hostile in Reader(page).words


def test_names_are_escaped_in_attributes_too() -> None:
    data = {
        "outlets": [
            {"slug": "x", "name": '"><script>x</script>', "format": "rss", "language": '"><i>', "about": "<b>a</b>"},
        ],
    }
    script = read_script(data)
    edition = Edition(outlet=script.outlets[0], shown=(), base="http://127.0.0.1:9", started=STARTED)
    for page in (outlet_page(edition), front_page((edition,))):
        assert Reader(page).tags <= OURS


def test_an_edit_and_its_time_are_told() -> None:
    (wire,) = [edition for edition in editions(24.0) if edition.outlet.slug == "northlight-wire"]
    (story,) = [seen for seen in wire.shown if seen.item.key == "erbil-return"]
    assert "Hana Whitlock · 2026-03-05 09:00 UTC · updated 2026-03-05 09:00 UTC" in article_page(story, wire)


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("ar-EG", "rtl"), ("fr", "ltr")])
def test_a_page_runs_in_its_language_s_direction(language: str, direction: str) -> None:
    outlet = Outlet(slug="x", name="X", format=SCRIPT.outlets[0].format, language=language, about="X.")
    page = outlet_page(Edition(outlet=outlet, shown=(), base="", started=STARTED))
    assert f'<html lang="{language}" dir="{direction}">' in page


def test_the_front_page_leads_to_every_outlet_and_feed() -> None:
    shown = tuple(editions(0))
    addresses = Reader(front_page(shown)).addresses
    assert set(addresses) == {edition.home for edition in shown} | {edition.url for edition in shown}


def test_the_missing_page_says_so() -> None:
    assert "no such page" in Reader(missing_page()).words
