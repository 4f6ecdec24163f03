"""Words of any script: how they are cut, folded, and known by more than one form."""

from __future__ import annotations

import pytest

from bot.domain.figure import Part
from bot.rules.document import RANGES
from bot.rules.folding import fold, surfaces
from bot.rules.offsets import token_offsets, token_places
from bot.rules.surface import CACHED_LENGTH, read_surface
from bot.rules.tree import Field
from tests.unit.rules.drawn import article


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("  \n\t ", []),
        ("Iraq, Syria; Iran", ["Iraq", "Syria", "Iran"]),
        ("3,500—soldiers", ["3", "500", "soldiers"]),
        ("cease-fire", ["cease-fire"]),
        ("l’Iran", ["l'Iran"]),
        ("ab\u00adcd", ["abcd"]),
        ("a\u200bb", ["a", "b"]),
        ("中国ok", ["中", "国", "ok"]),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("한국어 말", ["한국어", "말"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("می\u200cخواهم", ["میخواهم"]),
        ("$5m #tag @user a_b", ["5m", "tag", "user", "a", "b"]),
        ("O´Neill O\u1ffdNeill O‛Neill", ["O'Neill"] * 3),
        ("Ṣanʿāʾ Baʽath", ["Ṣan'ā'", "Ba'ath"]),
        ("σ΄αυτό", ["σ'αυτό"]),
        ("a ´ b", ["a", "'", "b"]),
        ('צה"ל ארה”ב', ["צהל", "ארהב"]),
        ('א"ב"ג', ["אבג"]),
        ('"צה"ל" אמר', ["צהל", "אמר"]),
        ('a"b צה"a a"ל צה" ל צה ""ל', ["a", "b", "צה", "a", "a", "ל", "צה", "ל", "צה", "ל"]),
    ],
)
def test_surfaces(text: str, words: list[str]) -> None:
    assert surfaces(text) == words


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("İSTANBUL", "istanbul"),
        ("ışık", "isik"),
        ("Ævar", "aevar"),
        ("Ðuro", "duro"),
        ("Þór", "thor"),
        ("ΟΔΟΣ", "οδοσ"),
        ("οδός", "οδοσ"),
        ("Ёлка", "елка"),
        ("йод", "йод"),
        ("їжак", "їжак"),
        ("أحمد", "احمد"),
        ("مُحَمَّد", "محمد"),
        ("على", "علي"),
        ("مدرسة", "مدرسه"),
        ("ئەسەد", "ئەسەد"),
        ("שָׁלוֹם", "שלום"),
        ("हिन्दी", "हिन्दी"),
        ("१२", "12"),
        ("\u0301", ""),
    ],
)
def test_fold(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("surface", "forms"),
    [
        ("border", [("border",)]),
        ("border.", [("border",)]),
        ("...", []),
        ("-", []),
        ("''", []),
        ("end.Then", [("end",), ("then",)]),
        ("Syria's", [("syria's", "syria")]),
        ("soldiers'", [("soldiers",)]),
        ("l'Iran", [("liran", "iran")]),
        ("O'Neill", [("oneill",)]),
        ("Sana'a", [("sanaa",)]),
        ("he'll", [("he'll",)]),
        ("Ankara'dan", [("ankaradan", "ankara")]),
        ("Putin'i", [("putini", "putin")]),
        ("Trump'la", [("trumpla", "trump")]),
        ("Google'ın", [("googlein", "google")]),
        ("Birliği'nde", [("birliginde", "birligi")]),
        ("Kur'an'ın", [("kuranin", "kuran")]),
        ("TÜRKİYE'YE", [("turkiyeye", "turkiye")]),
        ("AB'nin", [("abnin", "ab", "a.b.")]),
        ("CIA'in", [("ciain", "cia", "c.i.a.")]),
        ("Ab'nin", [("abnin",)]),
        ("L'UN", [("lun", "un", "u.n.")]),
        ("Hawai'i", [("hawaii",)]),
        ("Cos'è", [("cose",)]),
        ("Qur'an", [("quran",)]),
        ("quelqu'un", [("quelquun",)]),
        ("D'Souza", [("dsouza", "souza")]),
        ("l'Iraq's", [("l'iraq's", "liraq", "iraq")]),
        ("O'Neill's", [("o'neill's", "oneill")]),
        ("DON'T", [("don't",)]),
        ("l'\u0301", [("l",)]),
        ("\u0301's", [("'s",)]),
        ("U.S.", [("u.s.", "us")]),
        ("U.S.'s", [("u.s.", "us")]),
        ("U.S.'nin", [("u.s.", "us")]),
        ("l'O.N.U.", [("o.n.u.", "onu")]),
        ("US's", [("us's", "us", "u.s.")]),
        ("US'S", [("us's", "us", "u.s.")]),
        ("us's", [("us's", "us")]),
        ("l'UE", [("lue", "ue", "u.e.")]),
        ("US", [("us", "u.s.")]),
        ("us", [("us",)]),
        ("3.5", [("3",), ("5",)]),
        ("cease-fire", [("cease",), ("fire",)]),
        ("'quoted'", [("quoted",)]),
    ],
)
def test_forms(surface: str, forms: list[tuple[str, ...]]) -> None:
    known = [tuple(form for form in token.forms if form[0] != "=") for token in read_surface(surface).tokens]
    assert known == forms


@pytest.mark.parametrize(
    ("surface", "spellings"),
    [
        ("Élysée", ["=Élysée"]),
        ("US", ["=US"]),
        ("US's", ["=US", "=US's"]),
        ("U.S.", ["=U.S"]),
        ("U.S.'s", ["=U.S", "=U.S.'s"]),
        ("l'UE", ["=UE", "=l'UE"]),
        ("AB'nin", ["=AB", "=AB'nin"]),
    ],
)
def test_spellings(surface: str, spellings: list[str]) -> None:
    assert [form for form in read_surface(surface).tokens[0].forms if form[0] == "="] == spellings


@pytest.mark.parametrize(
    ("surface", "compound"),
    [
        ("cease-fire", "ceasefire"),
        ("tit-for-tat", "titfortat"),
        ("ceasefire", None),
        ("-fire", None),
        ("a-b-c-d-e", None),
        ("U.S.-led", "u.s.led"),
    ],
)
def test_compounds(surface: str, compound: str | None) -> None:
    assert read_surface(surface).compound == compound


def test_long_surfaces_are_read_but_not_remembered() -> None:
    long = "a" * (CACHED_LENGTH + 1)
    assert read_surface(long).tokens[0].forms == (long, f"={long}")
    assert read_surface(long) is not read_surface(long)
    assert read_surface("short") is read_surface("short")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("«Iraq’s», he said.", ["Iraq’s", "he", "said"]),
        ("cease\u00ad-fire", ["cease", "fire"]),
        ("e\u0301te\u0301 U.S.", ["e\u0301te\u0301", "U.S."]),
        ("the U.S. (U.S.), U.S, a U.S.-led", ["the", "U.S.", "U.S.", "U.S", "a", "U.S.", "led"]),
        ("the U.S... the U.S.’s. The end.", ["the", "U.S.", "the", "U.S.’s", "The", "end"]),
        ("l’O.N.U. 3.5. A. end.", ["l’O.N.U.", "3", "5", "A", "end"]),
        ("O´Neill ´s´ ok", ["O´Neill", "s", "ok"]),
        ('אמר צה"ל "ok" א"ב"ג', ["אמר", 'צה"ל', "ok", 'א"ב"ג']),
        ('ﬁn צה"ל a"b', ["ﬁn", 'צה"ל', "a", "b"]),
        ("ﬁn", ["ﬁn"]),
        ("中国", ["中", "国"]),
        ("\u1109\u1175 x", ["\u1109\u1175", "x"]),
        ("A word\tand a word, a-b 3.5\n'end'", ["A", "word", "and", "a", "word", "a", "b", "3", "5", "end"]),
        ("“Élysée” – naïve", ["Élysée", "naïve"]),
        ("नि के", ["नि", "के"]),
    ],
)
def test_offsets_point_at_the_words_as_published(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in token_offsets(text)] == words


def test_places_are_those_of_the_positions_asked_for() -> None:
    seen = article("Iraq returns", "They were sent", outlet="Reuters")
    title, text, outlet = (RANGES[field][0] for field in (Field.TITLE, Field.TEXT, Field.OUTLET))
    assert token_places(seen, {title + 1, text, text + 2, text + 3, outlet}) == {
        title + 1: (Part.TITLE, 5, 12),
        text: (Part.TEXT, 0, 4),
        text + 2: (Part.TEXT, 10, 14),
    }
    assert token_places(seen, ()) == {}
