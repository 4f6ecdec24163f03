"""What agencies and papers write when they take something back, and what only sounds like it."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import pytest

from bot.alerts import Correction, correction_of, standing_correction
from tests.unit.alerts.samples import article

CORRECTED_TITLES = [
    "CORRECTED-Ferry sinks off Lamerra, 12 dead",
    "CORRECTED - Ferry sinks off Lamerra",
    "UPDATE 2-CORRECTED-Ferry sinks off Lamerra",
    "REFILE-CORRECTED-Ferry sinks off Lamerra",
    "CORRECTED (OFFICIAL)-Ferry sinks off Lamerra",
    "CORRECTED: Ferry sinks off Lamerra",
    "CORRECTION: Ferry toll is 12, not 21",
    "Correction: Lamerra Ferry story",
    "[CORRECTION] Ferry sinks off Lamerra",
    "(Corrected) Ferry sinks off Lamerra",
    "Ferry sinks off Lamerra (Corrected)",
    "Ferry sinks off Lamerra - CORRECTED",
    "Ferry sinks off Lamerra | Correction",
    "KORREKTUR: Fähre vor Lamerra gesunken",
    "RECTIFICATIF - Naufrage au large de Lamerra",
    "CORRECCIÓN: Ferry se hunde",
]

RETRACTED_TITLES = [
    "RETRACTED: Ferry sinks off Lamerra",
    "RETRACTION-Ferry sinks off Lamerra",
    "WITHDRAWN-Ferry sinks off Lamerra",
    "WITHDRAWN: Ferry sinks off Lamerra",
    "KILL: Ferry sinks off Lamerra",
    "MANDATORY KILL - Ferry sinks off Lamerra",
    "STORY REMOVED: Ferry sinks off Lamerra",
    "Retraction: Ferry sinks off Lamerra",
    "Ferry sinks off Lamerra (RETRACTED)",
]

SILENT_TITLES = [
    "Correctional officer killed in prison riot",
    "CORRECTIONS OFFICER SHOT",
    "Correction-prone markets fall again",
    "Market correction deepens as banks slide",
    "Stocks in correction territory: what to know",
    "A correction is overdue, says fund manager",
    "Politically corrected: a history",
    "Corrected vision lets pilot fly",
    "Court withdraws troops order",
    "Russia withdraws troops from Kherson",
    "Withdrawn: the ambassador who left early",
    "Withdrawal from Afghanistan: a timeline",
    "Minister retracts claim on taxes",
    "Study linking vaccine to autism retracted by journal",
    "KILL BILL returns to cinemas",
    "Kill: the new single from SZA",
    "KILL-SWITCH LAW PASSES",
    "12 KILLED - police name suspect",
    "Correct answer wins quiz",
    "Senator withdraws his name",
    "",
]

CORRECTED_TEXTS = [
    ("(Corrects paragraph 3 to say 12, not 21, died) A ferry sank.", "Corrects paragraph 3 to say 12, not 21, died"),
    ("A ferry sank.\n\n(This version corrects the toll to 12.)", "This version corrects the toll to 12."),
    (
        "(In March 1 story, corrects spelling of Lamerra) A ferry sank.",
        "In March 1 story, corrects spelling of Lamerra",
    ),
    ("A ferry sank. This story has been corrected.", "This story has been corrected."),
    (
        "A ferry sank.\nThis story has been corrected to show that 12 people died, not 21.",
        "This story has been corrected to show that 12 people died, not 21.",
    ),
    ("A ferry sank.\nThis article was amended on 3 March 2026.", "This article was amended on 3 March 2026."),
    ("A ferry sank. This report was updated to correct the toll.", "This report was updated to correct the toll."),
    (
        "A ferry sank.\nAn earlier version of this article misstated the toll. It is 12.",
        "An earlier version of this article misstated the toll.",
    ),
    (
        "A ferry sank. A previous version of this story incorrectly said 21 died.",
        "A previous version of this story incorrectly said 21 died.",
    ),
    ("A ferry sank. Correction: the toll is 12.", "Correction: the toll is 12."),
    ("A ferry sank.\nCorrection, March 2: The toll is 12.", "Correction, March 2: The toll is 12."),
    ("A ferry sank.\nEditor's note: This story has been corrected.", "This story has been corrected."),
    (
        "In a story published March 1, the wire erroneously reported the toll. It is 12.",
        "In a story published March 1, the wire erroneously reported the toll.",
    ),
]

RETRACTED_TEXTS = [
    "A ferry sank. This story has been retracted.",
    "This article has been withdrawn. There will be no substitute.",
    "The Herald has withdrawn its story about a ferry off Lamerra.",
    "Herald has retracted its report on the ferry.",
    "We have retracted our story on the ferry.",
    "Editors, please kill the story on the ferry.",
    "Retraction: no ferry sank.",
]

SILENT_TEXTS = [
    "The court withdraws troops. The minister corrected himself.",
    "The report has been withdrawn by the ministry.",
    "The bill has been withdrawn from parliament.",
    "The Courier has retracted its story about the mayor, the mayor said.",
    "The ministry has withdrawn its report on ferries.",
    "“This report has been withdrawn,” the minister said.",
    "An earlier version of the bill wrongly named the port.",
    "A previous version of the law gave the port more time.",
    "Correctional officers struck for a day. Corrections were made to the plan.",
    "Correction in oil prices this week: analysts expect more.",
    "She corrected the record. He withdrew. They were killed.",
    "The article of the constitution was amended in 1998.",
    "This storyteller was corrected by nobody.",
    "",
]


@pytest.mark.parametrize("title", CORRECTED_TITLES)
def test_a_headline_marked_as_a_correction(title: str) -> None:
    assert correction_of(article(title, "A ferry sank."), None) == Correction("corrected", "", "Herald")


@pytest.mark.parametrize("title", RETRACTED_TITLES)
def test_a_headline_marked_as_a_retraction(title: str) -> None:
    assert correction_of(article(title, "A ferry sank."), None) == Correction("retracted", "", "Herald")


@pytest.mark.parametrize("title", SILENT_TITLES)
def test_a_headline_that_only_sounds_like_it(title: str) -> None:
    assert standing_correction(article(title, "A ferry sank.")) is None


@pytest.mark.parametrize(("text", "words"), CORRECTED_TEXTS)
def test_a_note_says_what_was_wrong(text: str, words: str) -> None:
    before = article(text="A ferry sank.")
    assert correction_of(article(text=text), before) == Correction("corrected", words, "Herald")


@pytest.mark.parametrize("text", RETRACTED_TEXTS)
def test_a_note_takes_everything_back(text: str) -> None:
    found = correction_of(article(text=text), article(text="A ferry sank."))
    assert found is not None
    assert found.kind == "retracted"
    assert found.words in text


@pytest.mark.parametrize("text", SILENT_TEXTS)
def test_a_text_that_only_sounds_like_it(text: str) -> None:
    assert standing_correction(article(text=text)) is None


def test_a_note_in_the_middle_of_the_news_is_news() -> None:
    text = "word " * 400 + ". This story has been corrected. " + "word " * 400
    assert standing_correction(article(text=text)) is None


def test_a_note_that_stood_there_before_is_told_no_second_time() -> None:
    before = article(text="A ferry sank. This story has been corrected.")
    after = article(text="A ferry sank off Lamerra. This story has been corrected.")
    assert correction_of(after, before) is None


def test_another_note_is_another_correction() -> None:
    before = article(text="A ferry sank. Correction: the toll is 12.")
    after = article(text="A ferry sank. Correction: the toll is 14.")
    assert correction_of(after, before) == Correction("corrected", "Correction: the toll is 14.", "Herald")


def test_a_new_article_takes_back_only_where_it_opens_with_it() -> None:
    filler = "The ferry left port. " * 30
    footnote = article(text=f"{filler}This article was amended on 3 March 2026.")
    assert correction_of(footnote, None) is None
    assert correction_of(footnote, article(text=filler)) is not None
    assert correction_of(article(text=f"(Corrects toll) {filler}"), None) is not None


def test_a_retraction_outweighs_a_correction() -> None:
    both = article("CORRECTED-Ferry sinks", "This story has been retracted.")
    found = standing_correction(both)
    assert found is not None
    assert found.kind == "retracted"


def test_long_words_are_cut_at_a_word() -> None:
    found = standing_correction(article(text="Correction: " + "the toll is twelve and " * 40))
    assert found is not None
    assert len(found.words) <= 242
    assert found.words.endswith(("toll …", "the …", "is …", "twelve …", "and …"))


@pytest.mark.parametrize("unit", ["this story ", ". ", "(", "an earlier version of this ", "a", "in a ", "\n note: "])
def test_hostile_text_takes_no_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    start = perf_counter()
    standing_correction(replace(article(), title=text, text=text))
    assert perf_counter() - start < 0.25
