"""Folded words are found however they are written, in the bytes of a text."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection

import pytest

from bot.rules.folding import normalised
from bot.rules.unfolding import _AS_WRITTEN, LOOSE, any_of, any_spelling_of

PLANE = [chr(code) for code in range(0x10000) if not 0xD800 <= code <= 0xDFFF]
"""Nearly every character that is in use."""


def found(words: Collection[str], text: str) -> list[str]:
    """What stands in a text where it is found."""
    expression = any_spelling_of(words)
    assert expression is not None
    return [piece.decode() for piece in expression.findall(text.encode())]


def left_of(char: str) -> str:
    return normalised(char).translate(LOOSE)


@pytest.fixture(scope="module")
def known() -> list[str]:
    """The characters that no expression finds for their own sake."""
    others = set(found({"\0"}, "".join(PLANE)))
    return [char for char in PLANE if char not in others]


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("elysee", "à l’ÉLYSÉE, hier"),
        ("oneill", "O’Neill"),
        ("oneill", "O`Neill"),
        ("oneill", "O´Neill"),
        ("צהל", 'דובר צה"ל'),
        ("צהל", "דובר צה”ל"),
        ("ceasefire", "a cease‑fire"),
        ("ceasefire", "a cease\u00adfire"),
        ("us", "the U.S. votes"),
        ("strasse", "STRASSE"),
        ("strasse", "Straße"),
        ("straße".translate(LOOSE), "STRAẞE"),
        ("asse", "Straße"),
        ("ssestr", "ßestraße"),
        ("asss", "Asßs"),
        ("assss", "aßß"),
        ("aesop", "Æsop"),
        ("esop", "Æsop"),
        ("oeuvre", "Œuvre"),
        ("istanbul", "İstanbul"),
        ("tiraspol", "Ｔｉｒａｓｐｏｌ"),
        ("2024", "٢٠٢٤"),
        ("m2", "40 m²"),
        ("елка", "Ёлка"),
        ("йод", "ЙОД"),
        ("αθηνα", "ΑΘΉΝΑ"),
        ("سوريه", "سورية"),
        ("كتاب", "کتاب"),
        ("叙利亚", "在叙利亚。"),
        ("パリ", "ﾊﾟﾘ"),
        ("가나", "가나다"),
        ("tiếng".translate(LOOSE), "Tiếng Việt"),
    ],
)
def test_a_word_is_found_as_it_is_written(word: str, text: str) -> None:
    assert found({word}, text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("elysee", "Elise"),
        ("ceasefire", "cease fire"),
        ("ceasefire", "cease\nfire"),
        ("us", "u, s"),
        ("йод", "иод"),
        ("сирия", "Ирак"),
        ("叙利亚", "利亚"),
        ("abc", "“Nothing” – of it… 20 € · 叙利亚, Привет, سوريا 😀 →"),
    ],
)
def test_another_word_is_not_found(word: str, text: str) -> None:
    assert not found({word}, text)


@pytest.mark.parametrize("text", ["и\u0306", "가\u11a8", "ड़", "ກ", "𝐀", "\ufb01", "🀀"])
def test_a_text_of_which_not_everything_is_known_is_found(text: str) -> None:
    assert found({"nothing"}, f"of it {text} here")


def test_many_words_are_found_by_their_beginnings_and_too_many_not_at_all() -> None:
    words = {f"{first}{second}ablewords" for first in "abcdefghij" for second in "klmnopqrs"}
    assert found(words, "in dqablement")
    assert not found(words, "dq able")
    assert any_spelling_of({f"{word}{end}" for word in words for end in "tuvw"}) is None


def test_any_number_of_words_is_found_as_they_stand() -> None:
    expression = any_of(f"word{number}x" for number in range(5_000))
    assert expression.findall("a word77x, a wörd77x and wordx, 叙word4999x.".encode()) == [b"word77x", b"word4999x"]
    assert any_of(["叙利", "سوريه"]).findall("在叙利亚 سوريه".encode()) == ["叙利".encode(), "سوريه".encode()]


def test_every_known_character_is_found_by_what_is_left_of_it(known: list[str]) -> None:
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    for char in known:
        if left_of(char) != char:
            spellings[left_of(char)].append(char)
    for left, chars in spellings.items():
        if " " not in left:
            lines = "\n".join(f"Q{char}Q" for char in chars)
            assert found({f"q{left}q"}, lines) == lines.splitlines()


def test_what_is_left_of_a_known_character_hangs_on_none_beside_it(known: list[str]) -> None:
    parts = {part for char in known for part in normalised(char)}
    assert not any(map(unicodedata.combining, parts))
    joining = set(map(chr, range(0x1100, 0x1200)))
    for char in map(chr, range(0x110000)):
        decomposed = unicodedata.decomposition(char)
        if decomposed and not decomposed.startswith("<") and unicodedata.is_normalized("NFC", char):
            joining.add(chr(int(decomposed.split()[-1], 16)))
    assert not joining & parts


@pytest.mark.parametrize(("first", "last"), _AS_WRITTEN)
def test_a_character_of_a_block_as_written_is_itself_or_stands_between_words(first: int, last: int) -> None:
    for char in map(chr, range(first, last + 1)):
        left = left_of(char)
        assert left == char or (left and left.isspace())
