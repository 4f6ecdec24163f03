"""Trees, hints, limits, printing, and the drawing under an error."""

from __future__ import annotations

import pytest

from bot.domain.errors import BadQuery
from bot.rules import parse, point_at, print_query
from bot.rules.parser import MAX_CHARACTERS, MAX_DEPTH, MAX_TERMS
from bot.rules.tree import And, Field, Language, Not, Or, Phrase, Word

A, B, C = Word("a"), Word("b"), Word("c")


def test_trees() -> None:
    assert parse("a b OR c").tree == Or((And((A, B)), C))
    assert parse("a AND (b AND c)").tree == And((A, B, C))
    assert parse("a OR (b OR c)").tree == Or((A, B, C))
    assert parse("a NOT NOT b").tree == And((A, B))
    assert parse("a NOT (NOT b)").tree == And((A, B))
    assert parse("a NOT b c").tree == And((A, Not(B), C))
    assert parse('title:(a OR "b  c") lang:EN-gb').tree == And(
        (Or((Word("a", Field.TITLE), Phrase("b c", Field.TITLE))), Language("en"))
    )


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a b", "a AND b"),
        ("(a)", "a"),
        ("a (b OR c)", "a AND (b OR c)"),
        ("(a b) OR c", "a AND b OR c"),
        ("-(a b) c", "NOT (a AND b) AND c"),
        ("“a  b” -c", '"a b" AND NOT c'),
        ("title:(a OR b*) OR tag:x", "title:a OR title:b* OR tag:x"),
        ("lang:en a", "lang:en AND a"),
        ("a NEAR b", "a NEAR/4 b"),
        ("a NEAR/3f (b OR c)", "a ONEAR/3 (b OR c)"),
        ("title:(a NEAR/2 b) c", "title:a NEAR/2 title:b AND c"),
        ('"a b"~3 OR c', '"a" NEAR/3 "b" OR c'),
        ("-(a NEAR b) c", "NOT (a NEAR/4 b) AND c"),
        ("atleast3( a OR b )", "atleast3(a OR b)"),
        ("AtLeast3 (a)", "atleast3(a)"),
        ("atleast (a)", "atleast AND a"),
        ("2 OF(a,b c , d)", "2 OF (a, b AND c, d)"),
        ("1 OF (a, b)", "a OR b"),
        ("2 OF (a, b)", "a AND b"),
        ("2 OF a", "2 AND OF AND a"),
        ("figure(killed)>1,000", "figure(killed) > 1000"),
        ("figure( killed ) ≥ 2.50 million a", "figure(killed) >= 2500000 AND a"),
        ("figure(distance) <= 10km OR a", "figure(distance) <= 10 kilometre OR a"),
        ("(figure(damage) > $1.5bn)", "figure(damage) > 1500000000 dollar"),
        ("figure(rate) = 5% a", "figure(rate) = 5 percent AND a"),
        ("length>1,000 a", "length > 1000 AND a"),
        ("a length ≤ 300", "a AND length <= 300"),
        ("length", "length"),
        ("money>$1bn", "figure(money) > 1000000000 dollar"),
        ("money >= £2.5m a", "figure(money) >= 2500000 gbp AND a"),
        ("(percent >= 5%)", "figure(percent) >= 5 percent"),
        ("magnitude ≥ 6 OR a", "figure(magnitude) >= 6 OR a"),
        ("money percent magnitude", "money AND percent AND magnitude"),
        ("figure(speed) > 100 MPH", "figure(speed) > 100 mph"),
        ("title:(return~ OR a)", "title:return~ OR title:a"),
        ("return~ NEAR/2 a", "return~ NEAR/2 a"),
        ("site:(WWW.BBC.co.uk OR zürich.example)", "site:bbc.co.uk OR site:xn--zrich-kva.example"),
        ('author:"maria haddad" place:erbil', 'author:"maria haddad" AND place:erbil'),
        ("a published within 24h", "a AND published within 24h"),
        ("published  within 2 days a", "published within 2d AND a"),
        ("a published within 72 hours", "a AND published within 3d"),
        ("a published within 1d", "a AND published within 24h"),
        ("published after elections", "published AND after AND elections"),
        ("figure (killed)", "figure AND killed"),
        ("a –b", "a AND NOT b"),
        ("（a OR b）c", "(a OR b) AND c"),
        ("「a b」", '"a b"'),
        ("«a ”b»", '"a b"'),
        ('"a „b"', '"a „b"'),
        ('צה"ל "דובר צה"ל"', 'צה"ל AND "דובר צה"ל"'),
        ("Money > ₹2 crore", "figure(money) > 20000000 inr"),
        ("money > A$5m", "figure(money) > 5000000 aud"),
        ("figure(distance) < 10 nautical miles", "figure(distance) < 10 nautical mile"),
        ("figure(area) > 10 km²", "figure(area) > 10 square kilometre"),
        ("figure(temperature) > 40°C", "figure(temperature) > 40 celsius"),
        ("figure(distance) < 500m", "figure(distance) < 500 metre"),
        ("figure(killed) rises by 20 per cent", "figure(killed) rises 20%"),
        ("a length > 300 words", "a AND length > 300"),
        ("a published within 2 weeks", "a AND published within 14d"),
        ("lang:ENG a", "lang:en AND a"),
    ],
)
def test_printing(typed: str, printed: str) -> None:
    query = parse(typed.replace("b*", "bcd*"))
    assert print_query(query) == printed.replace("b*", "bcd*")
    assert parse(print_query(query)) == query


def test_a_query_is_its_tree() -> None:
    assert parse("a b") == parse("a AND (b)")
    assert hash(parse("a b")) == hash(parse("a AND b"))
    assert parse(" a  b ").text == " a  b "


@pytest.mark.parametrize(
    ("query", "hints"),
    [
        ("a", []),
        ("a AND b", []),
        ("a -b", []),
        ("a b c", ["a space between words means AND"]),
        ("a AND b OR c", ["AND binds closer than OR"]),
        ("a OR b AND c", ["AND binds closer than OR"]),
        ("(a AND b) OR c", []),
        ("a AND near/5", ["near/5 in small letters"]),
        ("a and b", ["and in small letters", "a space between words means AND"]),
        ("a And b", ["And is a word to search for", "a space between words means AND"]),
        ("a AND near5", ["near5 is a word to search for; write NEAR/5"]),
        ("a AND W/5", ["W/5 is a word to search for; write NEAR/5"]),
        ("n95", []),
        ("a OR b NEAR/5 c", ["NEAR binds closer than OR"]),
        ("x AND (a NEAR b OR c)", ["NEAR binds closer than OR"]),
        ("(a OR b) NEAR/5 (c OR d)", []),
        ("2 OF (a OR b, c NEAR d, e)", []),
        ("a NEAR 5", ["NEAR 5 looks for the number 5 nearby; write NEAR/5"]),
        ("a NEAR/3 5", []),
        ("'sent AND back'", ["' opens no phrase"]),
        ("‘sent AND back’", ["‘ opens no phrase"]),
        ("rock AND 'n' AND roll", []),
        ("figure(killed) > 10.000", ["10.000 has a decimal point; write 10,000 or 10000"]),
        ("figure(distance) < 1.609 km", []),
        ("figure(killed) > 2.5", []),
    ],
)
def test_hints(query: str, hints: list[str]) -> None:
    given = parse(query).hints
    assert len(given) == len(hints)
    for hint in hints:
        assert any(sentence.startswith(hint) for sentence in given)


def test_long_agency_queries_are_read_in_full() -> None:
    words = " OR ".join(f"word{number}" for number in range(1700))
    query = parse(f"({words}) NOT football")
    assert len(query.text) <= MAX_CHARACTERS
    assert parse(print_query(query)) == query


def test_limits() -> None:
    assert parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH).tree == A
    with pytest.raises(BadQuery, match=f"{MAX_DEPTH} levels are allowed"):
        parse("(" * (MAX_DEPTH + 1) + "a")
    with pytest.raises(BadQuery, match="20,000 are allowed"):
        parse("a" * (MAX_CHARACTERS + 1))
    with pytest.raises(BadQuery, match="more than 4,000 words and phrases"):
        parse("a " * (MAX_TERMS + 1))
    with pytest.raises(BadQuery, match="is 101 characters long; 100 are allowed"):
        parse("a" * 101)
    assert parse("a NOT " + "NOT " * 4000 + "b").tree == And((A, Not(B)))


def test_drawing() -> None:
    assert point_at(6, "syria AND") == "syria AND\n      ^"
    with pytest.raises(BadQuery) as caught:
        parse("syria AND\nOR iraq")
    drawing = "syria AND OR iraq\n          ^\nRemove either AND or OR."
    assert point_at(caught.value, "syria AND\nOR iraq") == drawing
    assert point_at(99, "ab") == "ab\n  ^"
    first, second = point_at(500, "x" * 499 + "()" + "y" * 499).split("\n")
    assert first[len(second) - 1] == ")"
    assert first[0] == first[-1] == "…"
    assert len(first) == 78
