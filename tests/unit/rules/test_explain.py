"""What a reader is told: the words that matched, and the part that failed."""

from __future__ import annotations

import pytest

from bot.domain.figure import Part
from bot.rules import MatchedSpan, StoryFacts, explain, matches, parse, read_article
from tests.unit.rules.drawn import article, figure

STORY = article(
    "Iraq returns Syrian soldiers",
    "ERBIL — Iraq’s government began a cease-fire. Soldiers were sent back.",
    outlet="Reuters",
    language="en",
    tags=("World",),
    figures=(figure(3500, "soldiers"),),
)


def found(query: str) -> list[tuple[Part, str, str]]:
    whole = {Part.TITLE: STORY.title, Part.TEXT: STORY.text}
    return [
        (span.part, whole[span.part][span.start : span.end], span.leaf) for span in explain(parse(query), STORY).spans
    ]


def test_spans_point_at_the_words() -> None:
    assert explain(parse("syria*"), STORY).spans == (MatchedSpan(Part.TITLE, 13, 19, "syria*"),)
    assert found("iraq") == [(Part.TITLE, "Iraq", "iraq"), (Part.TEXT, "Iraq’s", "iraq")]
    assert found("ceasefire") == [(Part.TEXT, "cease-fire", "ceasefire")]
    assert found('"were sent back"') == [(Part.TEXT, "were sent back", '"were sent back"')]


@pytest.mark.parametrize(
    ("query", "text", "shown"),
    [
        ("U.S.", "A vote of the U.S. Senate", "U.S."),
        ("us", "Made in the U.S.", "U.S."),
        ("U.S.", "A U.S.-led force", "U.S."),
        ("U.S.", "The U.S.’s plan", "U.S.’s"),
        ("U.S.", "Made in the US.", "US"),
        ('"the U.S."', "Made in the U.S.", "the U.S."),
        ("senate", "The Senate.", "Senate"),
        ("צהל", 'דובר צה"ל הודיע', 'צה"ל'),
        ("oneill", "Mr O´Neill left", "O´Neill"),
    ],
)
def test_a_span_covers_the_signs_that_belong_to_the_word(query: str, text: str, shown: str) -> None:
    (span,) = explain(parse(query), article("", text)).spans
    assert text[span.start : span.end] == shown


def test_spans_of_failed_branches_and_exclusions_are_left_out() -> None:
    assert found("erbil OR (soldiers AND iran)") == [(Part.TEXT, "ERBIL", "erbil")]
    assert found("erbil NOT iran") == [(Part.TEXT, "ERBIL", "erbil")]


def test_words_near_one_another_are_shown_where_they_are_near() -> None:
    assert found("(government OR iraq) NEAR/2 (began OR gone)") == [
        (Part.TEXT, "government", "government"),
        (Part.TEXT, "began", "began"),
    ]
    assert found("iraq NEAR/1 syria*") == [(Part.TITLE, "Iraq", "iraq"), (Part.TITLE, "Syrian", "syria*")]
    assert found("iraq NEAR/2 iran") == []


def test_words_of_one_stem_are_shown() -> None:
    assert found("soldier~ AND returned~") == [
        (Part.TITLE, "returns", "returned~"),
        (Part.TITLE, "soldiers", "soldier~"),
        (Part.TEXT, "Soldiers", "soldier~"),
    ]


def test_counted_words_are_shown() -> None:
    assert found("atleast2(soldiers)") == [(Part.TITLE, "soldiers", "soldiers"), (Part.TEXT, "Soldiers", "soldiers")]
    assert found("2 OF (erbil, iran, returns)") == [(Part.TITLE, "returns", "returns"), (Part.TEXT, "ERBIL", "erbil")]


def test_figures_are_shown_where_they_stand() -> None:
    assert found("figure(soldier) >= 3500") == [(Part.TEXT, "E", "figure(soldier) >= 3500")]


def test_places_and_countries_are_shown_where_they_are_named() -> None:
    assert found("country:IQ") == [
        (Part.TITLE, "Iraq", "country:IQ"),
        (Part.TEXT, "ERBIL", "country:IQ"),
        (Part.TEXT, "Iraq’s", "country:IQ"),
    ]
    assert found("place:erbil") == [(Part.TEXT, "ERBIL", "place:erbil")]


def test_regular_expressions_are_shown_in_the_field_that_they_are_for() -> None:
    assert found("/[Ss]old.ers/") == [
        (Part.TITLE, "soldiers", "/[Ss]old.ers/"),
        (Part.TEXT, "Soldiers", "/[Ss]old.ers/"),
    ]
    assert found("text:/soldiers/i") == [(Part.TEXT, "Soldiers", "text:/soldiers/i")]
    assert found("outlet:/Reuters/") == []
    assert len(explain(parse("/ab/"), article("ab " * 400)).spans) == 50


def test_a_change_is_shown_and_its_lack_told_with_what_was_there_before() -> None:
    query = parse("figure(soldiers) rises 20%")
    seen = read_article(STORY, StoryFacts(figures_before=(figure(2900, "soldiers"),)))
    assert [(span.part, span.start, span.leaf) for span in explain(query, seen).spans] == [
        (Part.TEXT, 0, "figure(soldiers) rises 20%")
    ]
    more = read_article(STORY, StoryFacts(figures_before=(figure(3000, "soldiers"),)))
    assert explain(query, more).missing == (
        "no figure(soldiers) rises 20%; figures of soldiers: 3500 soldiers; its story had 3000 soldiers",
    )


def test_overlapping_spans_are_one() -> None:
    assert found('"sent back" AND back') == [(Part.TEXT, "sent back", '"sent back"')]
    assert found('"soldiers were" AND "were sent"') == [(Part.TEXT, "Soldiers were sent", '"soldiers were"')]
    assert found("syria* syrian soldier*")[:2] == [
        (Part.TITLE, "Syrian", "syria*"),
        (Part.TITLE, "soldiers", "soldier*"),
    ]


def test_outlet_tag_and_language_have_no_span() -> None:
    explanation = explain(parse("outlet:reuters tag:world lang:en"), STORY)
    assert explanation.matched
    assert explanation.spans == ()
    assert explanation.missing == ()


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("repatriat*", ["no word beginning with repatriat"]),
        ("iraq AND iran", ["no word iran"]),
        ("wom?n", ["no word wom?n"]),
        ("=iraq", ["no word spelled iraq"]),
        ("iran title:erbil text:syrian", ["no word iran", "no word erbil in the title", "no word syrian in the text"]),
        ("outlet:afp", ["no word afp in the outlet's name"]),
        ("author:maria", ["no word maria among the authors"]),
        ("place:mosul", ["it neither is datelined mosul nor names it"]),
        ("place:mos*", ["no word beginning with mos in the place"]),
        ("country:IR", ["it names no place of IR; countries that it names: IQ, SY"]),
        ("/Q[1-4]/", ["nothing like /Q[1-4]/"]),
        ("title:/sent/i", ["nothing like title:/sent/i in the title"]),
        ("iraq feed:f3", ["the feed is f0, not f3"]),
        ("iraq sources >= 2", ["no sources >= 2: its story has 1"]),
        (
            "figure(soldiers) rises 20%",
            ["no figure(soldiers) rises 20%; figures of soldiers: 3500 soldiers; its story had none before"],
        ),
        ("url:middle-east", ["no word middle-east in the address"]),
        ("site:example.org iraq", ["the site is not known, not example.org"]),
        ("repatriate~", ["no form of the word repatriate"]),
        ("*stan", ["no word ending with stan"]),
        ("tag:sport", ["no word sport among the tags"]),
        ('"syrian army"', ['no phrase "syrian army"']),
        ("iraq lang:fr", ["the language is en, not fr"]),
        ("iraq NEAR/0 soldiers", ["no iraq within 0 words of soldiers; the nearest was 2 away"]),
        ("back ONEAR/5 sent", ["no back within 5 words of sent in this order"]),
        ("syrian NEAR/50 sent", ["no syrian within 50 words of sent; neither title nor text has them all"]),
        ("iraq NEAR/1 soldiers", ["no iraq within 1 word of soldiers; the nearest was 2 away"]),
        ("iraq NEAR/2 (iran OR turkey)", ["none of iran, turkey"]),
        ("iraq NEAR/2 iran NEAR/2 turkey", ["no word iran"]),
        ("2 OF (iraq, iran, turkey)", ["1 of iraq, iran, turkey, where 2 are needed"]),
        ("atleast3(iraq)", ["iraq in 2 places, where 3 are needed"]),
        ("atleast2(erbil)", ["erbil in 1 place, where 2 are needed"]),
        ("figure(soldiers) > 4k", ["no figure(soldiers) > 4000; figures of soldiers: 3500 soldiers"]),
        ("figure(killed) > 4", ["no figure(killed) > 4; figures of killed: none"]),
        ("iraq length > 20", ["no length > 20: it has 15 words"]),
        (
            "iraq published within 24h",
            ["not published within 24h: its feed does not say when it was published"],
        ),
        ("iraq NOT soldiers", ["the excluded soldiers is there"]),
        ("iraq AND (iran OR turkey)", ["none of iran, turkey"]),
        ("a1 OR a2 OR a3 OR a4 OR a5 OR a6 OR a7 OR a8", ["none of a1, a2, a3, a4, a5, a6 and 2 more"]),
    ],
)
def test_reasons_of_a_miss(query: str, missing: list[str]) -> None:
    explanation = explain(parse(query), STORY)
    assert not explanation.matched
    assert list(explanation.missing) == missing


def test_what_was_found_is_shown_on_a_miss_too() -> None:
    assert found("syrian AND iran") == [(Part.TITLE, "Syrian", "syrian")]


def test_an_unknown_language_is_said_so() -> None:
    assert explain(parse("a lang:fr"), article("a")).missing == ("the language is not known, not fr",)


@pytest.mark.parametrize(("hours", "told"), [(30.5, "31 hours"), (100, "4 days")])
def test_an_old_article_is_said_to_be_so(hours: float, told: str) -> None:
    missing = explain(parse("a published within 24h"), article("a", hours=hours)).missing
    assert missing == (f"not published within 24h: it was {told} old",)


def test_long_parts_are_shortened() -> None:
    (sentence,) = explain(parse('iraq NOT ("iraq" AND (' + " OR ".join(["soldiers"] * 30) + "))"), STORY).missing
    assert len(sentence) < 120
    assert "..." in sentence


@pytest.mark.parametrize("query", ["syrian AND back", "syrian AND iran", "outlet:reuters"])
def test_an_article_analysed_once_answers_as_the_article(query: str) -> None:
    document = read_article(STORY)
    assert read_article(document) is document
    assert explain(parse(query), document) == explain(parse(query), STORY)
    assert matches(parse(query), document) == matches(parse(query), STORY)
