"""What the index promises beside its answers: one entry for equal queries, and no trace of removed ones."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
import pytest

from bot.domain.news import Article
from bot.rules import Index, Query, matches, parse
from bot.rules.atoms import AtomTable
from bot.rules.pattern import REST
from bot.rules.rows import Check, RowTable
from bot.rules.tree import Field
from tests.unit.rules.drawn import article


class CountedLookups(Mapping[str | bytes, int]):
    """A table that counts how often it is asked."""

    def __init__(self, table: Mapping[str | bytes, int]) -> None:
        self._table = table
        self.count = 0

    def __getitem__(self, key: str | bytes) -> int:
        self.count += 1
        return self._table[key]

    def __iter__(self) -> Iterator[str | bytes]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


STORY = article(
    "Iraq returns Syrian soldiers",
    "They were sent back.",
    outlet="Reuters",
    language="en",
    tags=("World",),
    url="https://example.org/1",
)


def test_an_empty_index_matches_nothing() -> None:
    index = Index()
    assert index.match(STORY) == ()
    assert len(index) == 0
    assert 1 not in index


def test_keys_come_sorted_whatever_the_order_of_adding() -> None:
    index = Index()
    for key in (9, -4, 7):
        index.add(key, parse("iraq"))
    assert index.match(STORY) == (-4, 7, 9)


def test_adding_again_replaces() -> None:
    index = Index()
    index.add(1, parse("iraq"))
    index.add(1, parse("iraq"))
    index.add(1, parse("iran"))
    assert len(index) == 1
    assert index.match(STORY) == ()
    assert index.match(article("Iran")) == (1,)


def test_removing_one_of_equal_queries_keeps_the_other() -> None:
    index = Index()
    index.add(1, parse("iraq AND syria*"))
    index.add(2, parse("syria* AND iraq"))
    index.add(3, parse("iraq syria*"))
    index.remove(1)
    assert index.match(STORY) == (2, 3)
    index.remove(1)
    assert len(index) == 2


@pytest.mark.parametrize(
    "query",
    [
        "iraq",
        "=Iraq",
        "outlet:=Reuters",
        "syria*",
        "title:syria*",
        "s?rian",
        "*rian",
        "return~",
        "site:example.org",
        "iraq OR iran",
        "title:iraq",
        "tag:world",
        '"sent back"',
        "lang:en iraq",
        "iraq NOT iran",
    ],
)
def test_a_query_added_after_articles_were_seen_counts_at_once(query: str) -> None:
    index = Index()
    index.add(1, parse("soldiers"))
    for _ in range(2):
        assert index.match(STORY) == (1,)
        index.add(2, parse(query))
        assert index.match(STORY) == (1, 2)
        index.remove(2)


@pytest.mark.parametrize("query", ["한국*", "대한*", "title:한국*", "*민국", "title:*한국"])
def test_a_beginning_or_an_end_of_two_syllables_counts_at_once_for_words_seen_before(query: str) -> None:
    seen = [article(word) for word in ("한국", "한국에서", "대한민국", "한")]
    index = Index()
    index.add(1, parse("soldiers"))
    index.add(2, parse("title:syria* OR iraq* OR title:*stan OR *stan"))
    for _ in range(2):
        assert all(index.match(each) == () for each in seen)
        index.add(3, parse(query))
        assert [index.match(each) == (3,) for each in seen] == [matches(parse(query), each) for each in seen]
        index.remove(3)


def test_removing_a_query_anchored_on_a_group_leaves_its_words_to_others() -> None:
    index = Index()
    index.add(1, parse("zakho OR duhok"))
    index.add(2, parse("zakho AND duhok"))
    index.remove(1)
    assert index.match(article("Zakho")) == ()
    assert index.match(article("Zakho and Duhok")) == (2,)


def test_many_adds_and_removes_leave_nothing_behind() -> None:
    index = Index()
    for key in range(200):
        index.add(key, parse(f"common AND word{key} OR other{key} NOT never{key}"))
    for key in range(200):
        index.remove(key)
    assert len(index) == 0
    assert index.match(article("common word1 other2")) == ()
    index.add(1, parse("common"))
    assert index.match(article("common word1 other2")) == (1,)


def test_long_conjunctions_and_many_branches() -> None:
    index = Index()
    index.add(1, parse("iraq returns syrian soldiers they were sent back"))
    index.add(2, parse("iraq returns syrian soldiers they were sent home"))
    index.add(3, parse(" OR ".join(f"iraq AND word{number}" for number in range(40)) + " OR iraq AND sent"))
    index.add(4, parse(" OR ".join(f"iraq AND word{number}" for number in range(4)) + " OR iraq AND sent"))
    assert index.match(STORY) == (1, 3, 4)


def test_words_by_their_ends_are_found_whenever_added_and_removed() -> None:
    index = Index()
    index.add(1, parse("*stan"))
    index.add(2, parse("title:*kistan"))
    seen = article("Pakistan votes", "Afghanistan too")
    for _ in range(2):
        assert index.match(seen) == (1, 2)
        index.add(3, parse("*istan OR *nothing"))
        assert index.match(seen) == (1, 2, 3)
        index.remove(3)
    index.remove(2)
    index.remove(1)
    assert index.match(seen) == ()


@pytest.mark.parametrize(
    ("query", "met"),
    [
        ("=Iraq", (False, True, False, False)),
        ("=iraq", (True, False, False, False)),
        ("=IRAQ", (False, False, True, False)),
        ("=IRaq", (False, False, False, True)),
        ("ira*", (True, True, True, True)),
        ("*raq", (True, True, True, True)),
        ("i?aq", (True, True, True, True)),
        ("title:iraq", (True, True, True, True)),
        ("title:=Iraq", (False, True, False, False)),
        ("iraq~", (True, True, True, True)),
        ("text:iraq", (False, False, False, False)),
    ],
)
def test_however_a_known_word_is_written_later_queries_find_it(query: str, met: tuple[bool, ...]) -> None:
    index = Index()
    index.add(1, parse("iraq"))
    index.add(2, parse("title:iran OR text:iran"))
    spelled = [article(word, "") for word in ("iraq", "Iraq", "IRAQ", "IRaq")]
    for _ in range(2):
        assert all(index.match(seen) == (1,) for seen in spelled)
        index.add(3, parse(query))
        assert tuple(3 in index.match(seen) for seen in spelled) == met
        index.remove(3)


def test_a_word_is_looked_up_once_for_each_length_that_an_end_can_have() -> None:
    atoms = AtomTable(lambda _number, _atoms: None)
    ends = [frozenset({f"{REST}{number:04}"}) for number in range(5_000)]
    numbers = [atoms.take(end) for end in ends]
    looked_up = CountedLookups(atoms.lexicon.numbers)
    atoms.lexicon.numbers = looked_up
    (stream,) = atoms.lexicon.streams_of(Field.TITLE, "en")
    assert np.frombuffer(stream["x" * 60 + "4321"], np.int32).tolist() == [numbers[4321]]
    assert looked_up.count <= 10


def test_hostile_addresses_are_read() -> None:
    index = Index()
    index.add(1, parse("site:example.org OR a"))
    for url in (
        "https://[::1",
        "https://" + "a." * 100_000 + "example.org/",
        "https://\ud800.example.org",
        "x" * 100_000,
    ):
        seen = article("a", url=url)
        assert index.match(seen) == (1,)
        assert not matches(parse("site:example.org"), seen)


def test_hostile_words_are_read() -> None:
    index = Index()
    index.add(1, parse("aaa*"))
    index.add(2, parse("end"))
    assert index.match(article("a" * 100_000, "a-" * 50_000 + " end")) == (1, 2)


def test_rows_grow_and_are_used_again() -> None:
    rows = RowTable()
    numbers = [rows.take() for _ in range(300)]
    for number in numbers:
        rows.write(number, Check((number + 2, 1000), 1), number)
    assert len(set(numbers)) == 300
    assert rows.read(numbers[7]) == Check((9, 1000), 1)
    rows.free(numbers[7])
    assert rows.take() == numbers[7]


def test_written_words_are_forgotten_when_there_are_too_many() -> None:
    atoms = AtomTable(lambda _number, _atoms: None, remembered=2)
    number = atoms.take(frozenset({"iraq"}))
    (stream,) = atoms.lexicon.streams_of(Field.TITLE, "en")
    for word in ("iraq", "a", "b", "c", "Iraq", "d", "IRAQ"):
        assert stream[word] == (number.to_bytes(4, "little") if word.lower() == "iraq" else b"")
        assert len(stream) <= 2
    for word in ("a" * 65, "A" + "a" * 64, "A" * 65):
        assert stream[word] == b""
        assert word not in stream


def test_the_first_word_after_all_are_forgotten_is_found_by_a_later_wildcard() -> None:
    atoms = AtomTable(lambda _number, _atoms: None, remembered=2)
    atoms.take(frozenset({f"nothing{REST}"}))
    (stream,) = atoms.lexicon.streams_of(Field.TITLE, "en")
    for word in ("first", "second", "third"):
        assert stream[word] == b""
    number = atoms.take(frozenset({f"thi{REST}"}))
    assert stream["third"] == number.to_bytes(4, "little")


def test_equal_queries_of_many_workspaces_are_one() -> None:
    index = Index()
    for key in range(50):
        index.add(key, parse("syria AND (iraq OR iran)" if key % 2 else "(iran OR iraq) AND syria"))
    assert index._rows._count == 1
    assert index.match(article("Syria, Iran")) == tuple(range(50))
    for key in range(49):
        index.remove(key)
    assert index.match(article("Syria, Iran")) == (49,)


def test_a_query_moves_to_what_proves_to_be_rare() -> None:
    index = Index(learn_every=1)
    index.add(1, parse("extraordinarily AND the"))
    everyday, seldom = article("extraordinarily"), article("Extraordinarily the")
    for _ in range(120):
        assert index.match(everyday) == ()
    extraordinarily, the = (index._atoms.lexicon.numbers[word] for word in ("extraordinarily", "the"))
    assert index._rows.read(0).required == (the, extraordinarily)
    assert index.match(seldom) == (1,)
    index.remove(1)
    assert index.match(seldom) == ()


WORDS = [f"{first}{second}{third}" for first in "kmst" for second in "aeiu" for third in ("rin", "lo", "dan-ka")]


def drawn_query(draw: random.Random) -> Query:
    """A query of any shape over a few words, the first of them oftener than the last."""
    words = [WORDS[min(int(draw.expovariate(0.1)), len(WORDS) - 1)] for _ in range(9)]
    forms = (
        "{0} {1}",
        "{0} ({1} OR {2} OR {3})",
        "({0} OR {1}) ({2} OR {3}) NOT ({4} OR {5})",
        '"{0} {1}"',
        '{0} AND ("{1} {2}" OR {3})',
        "{0} NEAR/4 ({1} OR {2})",
        "title:{0} {1}",
        "{0} {1} {2} {3} {4} {5}",
        "{0} {1} OR {2} {3} OR {4} NOT {5}",
        "{0:.3}* {1}",
        "*{0:.3} OR kilo~ {1}",
        "={0} OR atleast2({1})",
        "={1} OR title:={2}",
        "title:{0:.3}* OR text:{1} {2}",
        "title:karin~ OR text:*{1:.3} {2}",
        "3 OF ({0}, {1}, {2}, {3}, {4})",
        "{0} NOT ({1} {2})",
    )
    spelled = [draw.choice((word, word.capitalize())) for word in words]
    return parse(draw.choice(forms).format(*spelled))


def drawn_article(draw: random.Random) -> Article:
    words = [WORDS[min(int(draw.expovariate(0.1)), len(WORDS) - 1)] for _ in range(40)]
    return article(" ".join(words[:6]).title(), " ".join(words[6:]) + ".", language="en")


@pytest.mark.parametrize("seed", range(4))
def test_a_large_drawn_world_is_answered_as_the_evaluator_does(seed: int) -> None:
    """Adds, changes and removes between articles, with every article learnt from; at the end nothing is left behind."""
    draw = random.Random(seed)
    index = Index(learn_every=1)
    asked: dict[int, Query] = {}
    for _ in range(25):
        for _ in range(12):
            key = draw.randrange(150)
            if draw.random() < 0.35:
                index.remove(key)
                asked.pop(key, None)
            else:
                asked[key] = drawn_query(draw)
                index.add(key, asked[key])
        seen = drawn_article(draw)
        assert index.match(seen) == tuple(sorted(key for key, query in asked.items() if matches(query, seen)))
    for key in sorted(asked, key=lambda _: draw.random()):
        index.remove(key)
    assert index.match(drawn_article(draw)) == ()
    assert not index._atoms.lexicon.numbers
    assert not index._residuals


def test_a_words_place_is_found_among_any_other_words() -> None:
    index = Index()
    index.add(1, parse('"iraq syria"'))
    fillers = (
        "U.S.",
        "3.5",
        "cease-fire",
        "...",
        "'quoted'",
        "हिन्दी",
        "O'Neill's",
        "中国",
        "-",
        "e\u0301t",
        "end.Then",
    )
    for before, between in pairwise((*fillers, "iraq", *fillers)):
        for text in (f"{before} Iraq, syria. {between}", f"iraq {between} syria {before}", f"{before}. Iraq - Syria."):
            seen = article(text, text)
            assert bool(index.match(seen)) == matches(parse('"iraq syria"'), seen)


@pytest.mark.parametrize("others", range(4))
def test_words_that_only_a_place_is_asked_of_are_known_however_many(others: int) -> None:
    index = Index()
    for key in range(others):
        index.add(-1 - key, parse(f"nothing{key}"))
    for key in range(40):
        index.add(key, parse(f'start AND ("first{key} second{key}" OR other{key})'))
        assert index.match(article("start", f"first{key} second{key}")) == (key,)
