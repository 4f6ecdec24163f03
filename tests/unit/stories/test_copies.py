"""Copies, whole and in part, and how many outlets tell a story in words of their own."""

from bot.stories import fingerprint, independent_outlets
from bot.stories.copies import is_copy
from bot.stories.sketch import Sketch, containment, sketch_of
from tests.unit.stories.newswire import of_event, printed

WORDS = [f"w{number}" for number in range(400)]


def test_a_text_contains_itself_and_its_beginning() -> None:
    whole, beginning = sketch_of("", " ".join(WORDS[:240])), sketch_of("", " ".join(WORDS[:60]))
    assert containment(whole, whole) == 1.0
    assert containment(whole, beginning) > 0.8
    assert containment(whole, beginning) == containment(beginning, whole)


def test_other_texts_are_not_contained() -> None:
    assert containment(sketch_of("", " ".join(WORDS[:100])), sketch_of("", " ".join(WORDS[200:300]))) == 0.0
    assert containment(Sketch(), sketch_of("", "some text")) == 0.0


def test_one_common_quotation_is_no_copy() -> None:
    quotation = "we will not leave anyone behind in the desert"
    one = fingerprint("A", " ".join(WORDS[:60]) + " " + quotation, None)
    other = fingerprint("B", quotation + " " + " ".join(WORDS[100:160]), None)
    assert not is_copy(one, other)


def test_a_light_edit_is_still_a_copy() -> None:
    edited = [word if at % 25 else "edited" for at, word in enumerate(WORDS[:200])]
    assert is_copy(fingerprint("A", " ".join(WORDS[:200]), None), fingerprint("B", " ".join(edited), None))


def test_short_texts_are_compared_with_their_titles() -> None:
    one = fingerprint("Ten people hurt as bus leaves road near Potosi in fog", "More soon.", "en")
    other = fingerprint("Twelve cows rescued from a river in the Ardennes today", "More soon.", "en")
    assert is_copy(one, one)
    assert not is_copy(one, other)


def test_independent_outlets() -> None:
    wire, copy, own = ((row["outlet"], printed(row)) for row in of_event("ecuador-vote"))
    assert independent_outlets([]) == 0
    assert independent_outlets([wire]) == 1
    assert independent_outlets([wire, copy]) == independent_outlets([copy, wire]) == 1
    assert independent_outlets([wire, copy, own]) == 2
    assert independent_outlets([wire, (wire[0], own[1])]) == 1
    assert independent_outlets([wire, (wire[0], wire[1]), copy]) == 1
    assert independent_outlets([wire, copy, (copy[0], own[1])]) == 2
