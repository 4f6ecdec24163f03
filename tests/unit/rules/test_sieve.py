"""The first look lets through whatever matches, and little else."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.news import Article
from bot.rules import Query, Sieve, matches, parse
from bot.rules.tree import Word
from tests.unit.rules.drawn import article, articles, queries

FOLDED = (
    "aeostAEOST éÉ ß ẞ æÆœŒ øł ı İ ŉ þÞ ǆ ™ № ℃ Ⅷ ½ ² ª µ Ａａ １ ٣ ۷ ſ ’ ‘ ‛ ʿ ' ` ´ ΄ \u1ffd - ‐ ‑ – \u00ad \u200b "
    "\u200c \u200d \u2060 \u2024 . … · ; , иИйЙ ёЁе іїґ αάΐς ᾳ أإآا ىية هک ك ـ ג׳ 가각나 ﾊハパ 叙利亚 〇 և ႠაႫ 😀 → "
    '\t \n \x1f \x85 \u2028 צה"ל צה”ל'
)
"""Characters that fold, vanish or part words, each in a way of its own."""

JOINED = (
    "\u0301 \u0306 \u0307 \u0338 \u0345 \u064b \u1100\u1161\u11a8 \uff9f \ufe0f ﬁ ﷲ דּ 㐀 豈 दिल्ली ड़ ग़ ক্ষ ไทย ѝ Ა 𝐀 𐐀"
)
"""Characters that hang on their neighbours, or are of rare blocks."""

hard_texts = st.one_of(
    [st.text(st.sampled_from(letters), max_size=12) for letters in (FOLDED, FOLDED, FOLDED + JOINED)]
)


def in_utf8(*seen: Article) -> list[tuple[bytes, bytes]]:
    return [(each.title.encode(), each.text.encode()) for each in seen]


@given(queries, st.lists(articles, max_size=4))
def test_what_matches_passes(query: Query, seen: list[Article]) -> None:
    sieve = Sieve(query)
    assert all(sieve.may_match(each.title, each.text) for each in seen if matches(query, each))
    assert sieve.passing(in_utf8(*seen)) == [n for n, each in enumerate(seen) if sieve.may_match(each.title, each.text)]


@given(
    hard_texts, st.lists(st.tuples(hard_texts, hard_texts), max_size=4), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])
)
def test_a_hard_word_passes_in_any_spelling(
    word: str, around: list[tuple[str, str]], form: Literal["NFC", "NFD", "NFKC", "NFKD"]
) -> None:
    query = Query(Word(word))
    sieve = Sieve(query)
    spelled = (word, word.upper(), word.lower(), unicodedata.normalize(form, word))
    seen = [article(before, f"{before}{each}{after}") for before, after in around for each in spelled]
    passed = sieve.passing(in_utf8(*seen))
    assert {n for n, each in enumerate(seen) if matches(query, each)} <= set(passed)
    assert passed == [n for n, each in enumerate(seen) if sieve.may_match(each.title, each.text)]


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="~"), min_size=1, max_size=12),
    st.text(max_size=12),
)
def test_every_word_of_a_text_is_found_in_it(word: str, rest: str) -> None:
    query = Query(Word(word))
    for text in (word, f"{rest} {word}", f"{word.upper()}\ud800 {rest}"):
        if matches(query, article("", text)):
            assert Sieve(query).may_match("", text)
            assert Sieve(query).passing([(b"", text.encode("utf-8", "replace"))]) == [0]


@pytest.mark.parametrize(
    ("query", "title", "passes"),
    [
        ("ceasefire", "A cease‑fire holds", True),
        ("oneill", "O’Neill speaks", True),
        ("oneill", "O`Neill speaks", True),
        ("oneill", "O´Neill speaks", True),
        ("baath", "The Baʿath", True),
        ("צהל", 'דובר צה"ל הודיע', True),
        ("צהל", "דובר צה”ל הודיע", True),
        ("צהל", 'The IDF, or "צה"ל", has told the press so', True),
        ('צה"ל', "צה״ל", True),
        ("צהל", "צה ל", False),
        ("u.s.", "The US votes", True),
        ("strasse", "Große Straße", True),
        ("elysee", "L’Élysée", True),
        ("*stan", "Pakistan", True),
        ("wom?n", "Women", True),
        ("wom?n", "Men", False),
        ("syria AND iraq", "Syria votes", False),
        ("syria OR iraq", "Syria votes", True),
        ("syria OR iraq", "Iran votes", False),
        ("سورية", "العراق اليوم وغدا في كل مكان", False),
        ("سورية", "سُورِيَّة اليوم وغدا في كل مكان", True),
        ("return~", "nothing of it", True),
        ("/x[0-9]/", "nothing of it", True),
        ("outlet:reuters", "nothing of it", True),
    ],
)
def test_first_look(query: str, title: str, *, passes: bool) -> None:
    sieve = Sieve(parse(query))
    assert sieve.may_match(title, "") is passes
    assert sieve.passing([(b"", b"other news"), (b"", title.encode())])[-1:] == [1] * passes


def test_no_word_is_found_across_texts_nor_is_any_text_passed_by_for_another() -> None:
    page = [
        (b"cease", b"fire"),
        (b"cease-fire", b""),
        (b"", b""),
        (b"", b"ceasefire, cease-fire"),
        (b"x", b"CEASEFIRE"),
    ]
    assert Sieve(parse("ceasefire")).passing(page) == [1, 3, 4]
    assert Sieve(parse("ceasefire")).passing([]) == []
    assert Sieve(parse("outlet:reuters")).passing(page) == [0, 1, 2, 3, 4]


def test_a_query_of_more_words_than_are_looked_for_at_once_lets_through_the_same() -> None:
    words = " OR ".join(f"word{number:03}" for number in range(200))
    page = [(b"nothing", b"of it"), (b"WORD 007", b""), (b"", b"the Word-007.")]
    assert Sieve(parse(words)).passing(page) == [2]
