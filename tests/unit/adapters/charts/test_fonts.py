"""Names in any script."""

from __future__ import annotations

from bot.adapters.charts.fonts import OWN, drawable, families


def test_the_librarys_own_font_has_most_of_europe() -> None:
    names = ["Reuters", "La Nación", "Дождь", "Ελευθερία", "Žurnāls", "İletişim"]
    assert [drawable(name) for name in names] == names
    assert families(names) == [OWN]


def test_another_script_is_shown_where_the_system_has_a_font_for_it() -> None:
    for name in ("हिन्दुस्तान", "ワールド", "新华社"):
        assert drawable(f"AP {name}") in {f"AP {name}", "AP"}
        assert families([f"AP {name}"])[0] == OWN
        assert len(families([name])) == (2 if drawable(name) else 1)


def test_what_no_font_has_is_left_out() -> None:
    assert drawable("NHK \U000e0041\u0378") == "NHK"
    assert drawable("\U000e0041\u0378") == ""
    assert drawable("★") == ""


def test_marks_that_turn_or_hide_words_are_left_out() -> None:
    assert drawable("AP\u202e\u200b\x07  News\n") == "AP News"
    assert drawable("") == ""
