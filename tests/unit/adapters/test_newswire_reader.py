"""Reading a newswire script: what is well-formed becomes a Script, what is not becomes one sentence."""

from typing import Any

import pytest

from bot.adapters.http.newswire import Format, read_script, visible
from bot.domain.errors import BadInput

OUTLET = {"slug": "gazette", "name": "Gazette", "format": "rss", "language": "en", "about": "News."}
ITEM = {"key": "one", "outlet": "gazette", "at": 5, "title": "One", "text": "First.\n\nSecond\nline."}


def script(*items: dict[str, Any], **outlet: Any) -> dict[str, Any]:
    return {"outlets": [OUTLET | outlet], "items": list(items)}


def test_a_script_is_read() -> None:
    read = read_script(script(ITEM | {"byline": "A. Writer", "tags": ["World"]}))
    (item,) = read.items
    assert read.outlets[0].format is Format.RSS
    assert (item.key, item.outlet, item.byline, item.tags, item.has_guid) == (
        "one",
        "gazette",
        "A. Writer",
        ("World",),
        True,
    )
    assert item.versions[0].paragraphs == ("First.", "Second line.")
    assert item.versions[0].published == 5


def test_items_stand_in_order_of_appearance() -> None:
    read = read_script(script(ITEM, ITEM | {"key": "two", "at": -3}))
    assert [item.key for item in read.items] == ["two", "one"]


def test_a_change_may_replace_or_add_text() -> None:
    changes = [{"at": 6, "added": "Third."}, {"at": 7, "text": "All new."}]
    (item,) = read_script(script(ITEM | {"html": "<p>First.</p>", "changes": changes})).items
    assert [v.paragraphs for v in item.versions] == [
        ("First.", "Second line."),
        ("First.", "Second line.", "Third."),
        ("All new.",),
    ]
    assert [v.html for v in item.versions] == ["<p>First.</p>", None, None]
    assert [v.updated for v in item.versions] == [None, 6, 7]


def test_a_changed_title_keeps_the_body() -> None:
    (item,) = read_script(script(ITEM | {"html": "<p>1</p>", "changes": [{"at": 6, "title": "Uno"}]})).items
    assert (item.versions[1].title, item.versions[1].html, item.versions[1].published) == ("Uno", "<p>1</p>", 5)


def test_a_copy_may_stand_before_its_original() -> None:
    copy = {"key": "copy", "outlet": "gazette", "at": 1, "title": "Copy", "copy_of": "one"}
    read = read_script(script(copy, ITEM))
    assert read.items[0].versions[0].paragraphs == read.items[1].versions[0].paragraphs


def test_an_undated_item_is_shown_all_the_same() -> None:
    read = read_script(script(ITEM | {"dated": False}))
    assert [seen.version.published for seen in visible(read, "gazette", 5)] == [None]


def test_an_unknown_outlet_shows_nothing() -> None:
    assert visible(read_script(script(ITEM)), "nobody", 99) == ()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "The newswire script has no [[outlets]]; give it at least one."),
        ({"outlets": {}}, "In the newswire script outlets must be tables; write each under its own [[outlets]]."),
        ({"outlets": ["x"]}, "In the newswire script outlets must be tables; write each under its own [[outlets]]."),
        ({"feeds": []}, "In the newswire script the key 'feeds' is unknown; it may have items, outlets."),
        (
            script(slug="Big Gazette"),
            "In outlet 1 slug = 'Big Gazette' must be lower-case words and digits joined by hyphens.",
        ),
        (script(format="xml"), "In outlet 'gazette' the format 'xml' is unknown; it is one of rss, atom, rdf, json."),
        (script(name=""), "In outlet 'gazette' name must be given, as text that is not empty."),
        (script(about=7), "In outlet 'gazette' about must be given, as text that is not empty."),
        (
            {"outlets": [OUTLET, OUTLET]},
            "The outlet slug 'gazette' is there twice in the newswire script; each must be its own.",
        ),
        (script(ITEM, ITEM), "The item key 'one' is there twice in the newswire script; each must be its own."),
        (script({"at": 5}), "In item 1 key must be given, as text that is not empty."),
        (script(ITEM | {"outlet": "x"}), "In item 'one' the outlet 'x' is not one of the script's: gazette."),
        (script(ITEM | {"at": "5"}), "In item 'one' at must be given, as a number of seconds."),
        (script(ITEM | {"at": True}), "In item 'one' at must be given, as a number of seconds."),
        (script(ITEM | {"at": float("nan")}), "In item 'one' at must be given, as a number of seconds."),
        (script(ITEM | {"text": " \n"}), "In item 'one' text must be given, as text that is not empty."),
        (script(ITEM | {"copy_of": "one"}), "In item 'one' give either text or copy_of, and not both."),
        (
            script({k: v for k, v in ITEM.items() if k != "text"} | {"copy_of": "none"}),
            "In item 'one' copy_of = 'none' names no item that has a text of its own.",
        ),
        (
            script(ITEM | {"title": "a\x00b"}),
            "In item 'one' title holds the character U+0000, which no feed can carry; remove it.",
        ),
        (script(ITEM | {"tags": "World"}), "In item 'one' tags must be a list of words."),
        (script(ITEM | {"tags": [""]}), "In item 'one' tags must be a list of words."),
        (script(ITEM | {"dated": 1}), "In item 'one' dated must be true or false."),
        (
            script(ITEM | {"guid": False}, format="atom"),
            "In item 'one' guid = false needs an outlet whose format is rss; atom has ids always.",
        ),
        (
            script(ITEM | {"changes": [{"at": 5, "title": "Two"}]}),
            "In change 1 of item 'one' at = 5 is not later than 5; put the changes in order of time.",
        ),
        (
            script(ITEM | {"changes": [{"at": 6}]}),
            "In change 1 of item 'one' nothing changes; give it a title, a text, added text or redated = true.",
        ),
        (
            script(ITEM | {"changes": [{"at": 6, "text": "a", "added": "b"}]}),
            "In change 1 of item 'one' give either text or added, and not both.",
        ),
        (
            script(ITEM | {"changes": [{"at": 6, "date": 1}]}),
            "In change 1 of item 'one' the key 'date' is unknown; it may have added, at, redated, text, title.",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(data: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_script(data)
    assert str(caught.value) == sentence
