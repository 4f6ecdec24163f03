"""The demo's script: its timeline, and that it tells the reference story with all of its facts."""

import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from bot.adapters.http.newswire import Item, Script, read_script, visible

SCRIPT = read_script(tomllib.loads((Path(__file__).parents[3] / "config/newswire.toml").read_text("utf-8")))
ITEMS = {item.key: item for item in SCRIPT.items}
END = 200.0

ABOUT_THE_SOLDIERS = [
    "erbil-return",
    "soldiers-sent-home",
    "iraq-returns-syrian-soldiers",
    "first-buses-al-qaim",
    "iraq-return-goes-on",
]


def words(item: Item, elapsed: float = END) -> str:
    version = item.version(elapsed)
    assert version is not None
    return "\n".join((version.title, *version.paragraphs))


def keys(script: Script, outlet: str, elapsed: float) -> list[str]:
    return [seen.item.key for seen in visible(script, outlet, elapsed)]


def test_the_wire_has_its_outlets_formats_and_languages() -> None:
    assert len(SCRIPT.outlets) >= 5
    assert {outlet.format.value for outlet in SCRIPT.outlets} == {"rss", "atom", "rdf", "json"}
    assert {outlet.language for outlet in SCRIPT.outlets} == {"en", "fr", "ar"}
    assert 35 <= len(SCRIPT.items) <= 45


def test_every_outlet_has_a_backlog_and_every_outlet_adds_to_it() -> None:
    for outlet in SCRIPT.outlets:
        assert visible(SCRIPT, outlet.slug, 0)
        assert len(visible(SCRIPT, outlet.slug, END)) > len(visible(SCRIPT, outlet.slug, 0))


def test_the_backlog_says_nothing_of_the_reference_story() -> None:
    backlog = {seen.item.key for outlet in SCRIPT.outlets for seen in visible(SCRIPT, outlet.slug, 0)}
    assert backlog.isdisjoint(ABOUT_THE_SOLDIERS)


def test_news_comes_every_few_seconds_of_the_first_minute() -> None:
    moments = sorted({v.at for item in SCRIPT.items for v in item.versions if 0 < v.at <= 62})
    assert moments[0] == 5
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert max(gaps) <= 5
    assert min(gaps) >= 1
    assert max(item.at for item in SCRIPT.items) <= 120


def test_one_thing_happens_at_a_time_at_each_outlet() -> None:
    happenings = Counter((item.outlet, v.at) for item in SCRIPT.items for v in item.versions)
    assert max(happenings.values()) == 1


@pytest.mark.parametrize("outlet", [outlet.slug for outlet in SCRIPT.outlets])
def test_time_only_adds_and_never_takes_away(outlet: str) -> None:
    before: dict[str, float] = {}
    for half_seconds in range(-2, 260):
        shown = visible(SCRIPT, outlet, half_seconds / 2)
        now = {seen.item.key: seen.version.at for seen in shown}
        assert now.keys() >= before.keys()
        assert all(now[key] >= at for key, at in before.items())
        assert all(seen.version.at <= half_seconds / 2 for seen in shown)
        before = now


def test_what_is_visible_hangs_on_the_moment_alone() -> None:
    late = visible(SCRIPT, "northlight-wire", 90)
    visible(SCRIPT, "northlight-wire", 3)
    assert visible(SCRIPT, "northlight-wire", 90) == late


def test_the_newest_stands_first() -> None:
    assert keys(SCRIPT, "northlight-wire", 31) == [
        "star-of-tarn",
        "ostara-quake-dead",
        "erbil-return",
        "night-buses",
        "azmira-quake",
    ]


def test_an_item_appears_at_its_second_and_not_before() -> None:
    assert "erbil-return" not in keys(SCRIPT, "northlight-wire", 4.999)
    assert "erbil-return" in keys(SCRIPT, "northlight-wire", 5)


@pytest.mark.parametrize(
    "fact",
    [
        "ERBIL, Iraq — ",
        "on Thursday",
        "Bashar al-Assad",
        "Miqdad Miri",
        "spokesman of its interior ministry",
        "after coordination with the Syrian authorities",
        "Syria's transitional government had formally asked for the handover",
        "Around 3,500 Syrian soldiers and officers",
        "Al-Qaim border crossing, according to official sources",
        "Rutba desert, west of Anbar province, about 300 kilometres (186 miles) from the Jordanian border",
        "through the same crossing and under international supervision, said an official quoted by AFP",
        "condition of anonymity, put the number at approximately 3,500 soldiers and officers",
        "surrendered their weapons",
        "Hay'at Tahrir al-Sham",
        "11-day",
        "five decades",
        "December 8",
        "Mohammed al-Bashir",
        "March 1",
    ],
)
def test_the_reference_story_states_its_facts_from_first_to_last(fact: str) -> None:
    assert fact in words(ITEMS["erbil-return"], 5)
    assert fact in words(ITEMS["erbil-return"], END)


@pytest.mark.parametrize(
    "fact", ["3,500", "300 kilometres", "11-day", "five decades", "December 8", "March 1", "Al-Qaim"]
)
def test_a_second_outlet_tells_it_in_other_words(fact: str) -> None:
    assert fact in words(ITEMS["soldiers-sent-home"])


def test_the_second_outlet_copies_no_sentence_of_the_first() -> None:
    first = {sentence.strip() for sentence in words(ITEMS["erbil-return"]).replace("\n", ". ").split(". ")}
    second = {sentence.strip() for sentence in words(ITEMS["soldiers-sent-home"]).replace("\n", ". ").split(". ")}
    assert first.isdisjoint(second)
    assert ITEMS["erbil-return"].outlet != ITEMS["soldiers-sent-home"].outlet


def test_the_syndicated_copy_is_verbatim_at_a_third_outlet() -> None:
    copy, original = ITEMS["iraq-returns-syrian-soldiers"], ITEMS["erbil-return"]
    assert copy.versions[0].paragraphs == original.versions[0].paragraphs
    assert copy.byline == "Northlight Wire"
    assert len({copy.outlet, original.outlet, ITEMS["soldiers-sent-home"].outlet}) == 3


def test_the_first_article_is_edited_and_keeps_its_date() -> None:
    first, edited = ITEMS["erbil-return"].versions
    assert edited.title != first.title
    assert edited.paragraphs[: len(first.paragraphs)] == first.paragraphs
    assert len(edited.paragraphs) == len(first.paragraphs) + 1
    assert (first.published, first.updated) == (5, None)
    assert (edited.published, edited.updated) == (5, 24)


def test_a_redated_item_has_a_new_date_and_nothing_else() -> None:
    first, redated = ITEMS["valdoria-rate"].versions
    assert (first.title, first.paragraphs, first.html) == (redated.title, redated.paragraphs, redated.html)
    assert (first.published, redated.published) == (7, 33)
    assert redated.updated is None


def test_a_follow_up_moves_the_figure() -> None:
    assert "1,200 Syrian soldiers" in words(ITEMS["first-buses-al-qaim"])
    assert "2,150 Syrian soldiers" in words(ITEMS["iraq-return-goes-on"])


@pytest.mark.parametrize(
    ("key", "tells"),
    [
        ("striker-to-baghdad", ["Syrian", "Iraq", "returns", "soldiers", "football"]),
        ("profits-repatriated", ["repatriate", "profits", "Iraq", "Syria"]),
        ("refugees-return-from-lebanon", ["Syrian refugees", "repatriated", "Iraq", "return"]),
    ],
)
def test_the_look_alikes_share_the_words_of_the_reference_story(key: str, tells: list[str]) -> None:
    text = words(ITEMS[key])
    assert [tell for tell in tells if tell not in text] == []


@pytest.mark.parametrize(
    ("series", "figures"),
    [
        (["ostara-quake", "ostara-quake-dead", "ostara-quake-112", "ostara-quake-187"], ["41", "58", "112", "187"]),
        (["tessel-flood", "marrin-flood-evacuees", "tessel-crest-passes"], ["14,000", "22,000", "31,000"]),
        (["star-of-tarn", "tarn-ferry-survivors"], ["163", "188"]),
        (["brackwater-fire", "brackwater-fire-out"], ["three workers", "fourth worker"]),
        (["valdoria-rate", "valdoria-rate-reaction"], ["4.75%", "21%"]),
        (["orrin-results", "orrin-shares"], ["$412 million", "7.2%"]),
        (["kessary-count", "kessary-winner"], ["1,204,318 votes", "2,018,440 votes"]),
        (["toravia-ceasefire", "vell-lorries"], ["72-hour", "88 lorries"]),
    ],
)
def test_other_stories_have_follow_ups_with_figures(series: list[str], figures: list[str]) -> None:
    assert [ITEMS[key].at for key in series] == sorted(ITEMS[key].at for key in series)
    assert len({ITEMS[key].outlet for key in series}) >= 2
    for key, figure in zip(series, figures, strict=True):
        assert figure in words(ITEMS[key])


def test_the_ferry_s_figures_add_up() -> None:
    assert 163 + 9 + 42 == 214
    assert 188 + 14 + 12 == 214
    assert [n for n in ("214", "163", "nine", "42") if n not in words(ITEMS["star-of-tarn"])] == []
    assert [n for n in ("214", "188", "Fourteen", "12") if n not in words(ITEMS["tarn-ferry-survivors"])] == []


def test_one_item_has_no_date_and_one_no_id() -> None:
    assert [item.key for item in SCRIPT.items if item.versions[0].published is None] == ["warehouse-rents"]
    assert [item.key for item in SCRIPT.items if not item.has_guid] == ["night-train"]


@pytest.mark.parametrize(
    "hostile",
    ["@everyone", "@here", "<!channel>", "<@U012AB3CD>", "<script>", "[the map](https://", "**Leave", "\u202e"],
)
def test_one_item_is_hostile(hostile: str) -> None:
    assert hostile in words(ITEMS["flood-drill-chat-bot"])


@pytest.mark.parametrize("key", ["erbil-return", "ostara-quake", "tessel-flood", "orrin-results", "star-of-tarn"])
def test_main_articles_are_long_enough_to_summarise(key: str) -> None:
    assert 80 <= len(words(ITEMS[key]).split()) <= 250
