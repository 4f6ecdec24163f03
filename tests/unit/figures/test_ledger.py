"""The ledger: what each outlet said of each quantity, when, and who disagrees now."""

from __future__ import annotations

import pytest

from bot.figures.ledger import MOST_HISTORIES, ledger
from bot.figures.ledger_words import camps, stated, steps
from tests.unit.figures.reporting import NINE, disagreement, line, report, the_ledger


def test_a_toll_is_followed_across_outlets() -> None:
    reports = [
        report("Reuters", 10, "The blast killed 12 people."),
        report("AP", 152, "17 people were killed."),
        report("BBC", 305, "At least 20 people were killed, officials said."),
    ]
    assert the_ledger(*reversed(reports)) == {"Killed": ["12 Reuters 09:10", "17 AP 11:32", "at least 20 BBC 14:05"]}
    (killed,) = ledger(reports)
    assert killed.latest.figure.attribution == "officials"
    assert killed.latest.sentence == "At least 20 people were killed, officials said."
    assert [each.url for each in killed.statements] == [each.url for each in reports]


def test_a_later_text_of_an_outlet_replaces_its_earlier_one_and_both_are_kept() -> None:
    assert the_ledger(
        report("AP", 0, "12 people were killed."),
        report("AP", 30, "17 people were killed."),
        report("AP", 60, "No end."),
    ) == {"Killed": ["12 AP 09:00 until 09:30", "17 AP 09:30"]}


def test_a_changed_article_says_what_it_says_now() -> None:
    first = report("AP", 0, "12 people were killed and 40 people were injured.", article=1)
    changed = report("AP", 30, "17 people were killed.", article=1)
    again = report("AP", 60, "17 people were killed in all.", article=1)
    assert the_ledger(first, changed, again) == {
        "Killed": ["12 AP 09:00 until 09:30", "17 AP 09:30"],
        "Injured": ["40 AP 09:00 until 09:30"],
    }


def test_what_is_withdrawn_is_kept_and_told_as_taken_back() -> None:
    first, other = report("AP", 0, "12 people were killed.", article=1), report("BBC", 5, "9 people were killed.")
    gone = report("AP", 30, "17 people were killed.", article=1, withdrawn=True)
    assert the_ledger(first, other, gone) == {"Killed": ["12 AP 09:00 taken back", "9 BBC 09:05"]}
    assert disagreement(first, other) == ["9 BBC", "12 AP"]
    assert disagreement(first, other, gone) == []
    (history,) = ledger([first, gone])
    assert history.standing == ()
    assert history.latest.taken_back


def test_a_copy_is_no_voice_of_its_own() -> None:
    agency = report("Reuters", 0, "12 people were killed.", article=1)
    copy = report("Herald", 5, "12 people were killed.", article=2, copy_of=1)
    copy_of_copy = report("Post", 6, "12 people were killed.", article=3, copy_of=2)
    newer = report("Reuters", 30, "17 people were killed.")
    assert the_ledger(agency, copy, copy_of_copy, copy, newer) == {
        "Killed": ["12 Reuters 09:00 +Herald+Post until 09:30", "17 Reuters 09:30"]
    }
    assert disagreement(agency, copy, newer) == []


def test_a_copy_that_says_another_number_says_it_itself() -> None:
    agency = report("Reuters", 0, "12 people were killed.", article=1)
    assert the_ledger(agency, report("Herald", 5, "14 people were killed.", copy_of=1)) == {
        "Killed": ["12 Reuters 09:00", "14 Herald 09:05"]
    }


def test_what_an_outlet_takes_from_itself_is_its_own() -> None:
    assert the_ledger(
        report("AP", 0, "12 people were killed.", article=1), report("AP", 9, "17 people were killed.", copy_of=1)
    ) == {"Killed": ["12 AP 09:00 until 09:09", "17 AP 09:09"]}


@pytest.mark.parametrize(
    ("one_of", "other_of"), [(7, 7), (2, 1)], ids=["copies of one that is not here", "copies of one another"]
)
def test_copies_need_no_original(one_of: int, other_of: int) -> None:
    one = report("Herald", 0, "12 people were killed.", article=1, copy_of=one_of)
    other = report("Post", 5, "12 people were killed.", article=2, copy_of=other_of)
    assert the_ledger(one, other) == {"Killed": ["12 Herald 09:00 +Post"]}


@pytest.mark.parametrize(
    "text",
    [
        "12 people were killed, Reuters reported.",
        "Reuters reported, citing the police, that 12 people were killed.",
        "12 people were killed, according to the Reuters news agency.",
    ],
)
def test_who_names_another_outlet_as_the_source_repeats_it(text: str) -> None:
    agency = report("Reuters", 0, "12 people were killed.")
    assert the_ledger(agency, report("Herald", 5, text)) == {"Killed": ["12 Reuters 09:00 +Herald"]}
    assert disagreement(agency, report("Herald", 5, text), report("Reuters", 30, "17 people were killed.")) == []


def test_a_copy_takes_the_place_of_what_its_outlet_said_before() -> None:
    own = report("Herald", 0, "12 people were killed.")
    agency = report("Reuters", 5, "17 people were killed.", article=1)
    copy = report("Herald", 9, "17 people were killed.", copy_of=1)
    assert the_ledger(own, agency, copy) == {"Killed": ["12 Herald 09:00 until 09:09", "17 Reuters 09:05 +Herald"]}


def test_an_outlet_of_no_name_is_nobodys_source() -> None:
    assert the_ledger(
        report("", 0, "12 people were killed."), report("AP", 5, "12 people were killed, police said.")
    ) == {"Killed": ["12  09:00", "12 AP 09:05"]}


def test_who_still_says_what_another_has_replaced_is_behind_and_disagrees_with_nobody() -> None:
    slow, quick = report("Herald", 0, "12 people were killed."), report("AP", 5, "12 people were killed.")
    newer = report("AP", 60, "17 people were killed.")
    assert disagreement(slow, quick, newer) == []
    insists = report("Herald", 90, "12 people were killed.")
    assert disagreement(slow, quick, newer, insists) == ["12 Herald", "17 AP"]


def test_an_earlier_number_that_nobody_else_gave_is_a_disagreement() -> None:
    assert disagreement(report("Herald", 0, "12 people were killed."), report("AP", 60, "17 people were killed.")) == [
        "17 AP",
        "12 Herald",
    ]


def test_bounds_and_ranges_that_leave_room_do_not_disagree() -> None:
    assert (
        disagreement(
            report("A", 0, "At least 20 people were killed."),
            report("B", 1, "23 people were killed."),
            report("C", 2, "20 to 25 people were killed."),
        )
        == []
    )
    assert disagreement(
        report("A", 0, "At least 20 people were killed."),
        report("B", 1, "23 people were killed."),
        report("C", 2, "17 people were killed."),
    ) == ["17 C", "23 B", "at least 20 A"]


def test_a_headline_and_its_text_are_one_statement_in_the_words_of_the_text() -> None:
    (killed,) = ledger([report("AP", 0, "At least 12 people were killed, police said.", title="Blast: 12 dead")])
    assert [line(each) for each in killed.statements] == ["at least 12 AP 09:00"]
    assert killed.statements[0].sentence == "At least 12 people were killed, police said."


def test_of_two_tolls_of_one_text_the_first_leads() -> None:
    assert the_ledger(report("AP", 0, "It killed 12 people in the north and killed 30 people in the south.")) == {
        "Killed": ["12 AP 09:00"]
    }


def test_quantities_are_found_again_by_noun_unit_and_concept() -> None:
    found = the_ledger(
        report("A", 0, "10,000 homes were left without power. The damage is put at $1.5 billion."),
        report("B", 5, "Power was cut to 12,000 homes. The cost of the damage could reach $2 billion."),
    )
    assert found["Number"] == ["10,000 A 09:00", "12,000 B 09:05"]
    assert ["$1.5 billion A 09:00", "$2 billion B 09:05"] in found.values()


def test_the_same_number_in_other_words_is_the_same_quantity_from_then_on() -> None:
    assert the_ledger(
        report("A", 0, "3,500 soldiers crossed the border."),
        report("B", 5, "3,500 troops crossed the border."),
        report("C", 9, "4,100 troops crossed the border."),
    ) == {"People": ["3,500 A 09:00", "3,500 B 09:05", "4,100 C 09:09"]}


def test_nouns_that_names_tell_apart_are_not_mixed() -> None:
    assert the_ledger(
        report("A", 0, "3,500 Syrian soldiers and 200 Iraqi soldiers crossed."),
        report("B", 5, "210 Iraqi soldiers and 4,500 Syrian soldiers crossed."),
    ) == {"People": ["3,500 A 09:00", "4,500 B 09:05"], "People'": ["200 A 09:00", "210 B 09:05"]}


def test_two_of_a_kind_in_one_text_go_on_with_the_nearest() -> None:
    assert the_ledger(
        report("A", 0, "It bought 12 ships and 300 ships."), report("B", 5, "It bought 310 ships and 14 ships.")
    ) == {"Number": ["12 A 09:00", "14 B 09:05"], "Number'": ["300 A 09:00", "310 B 09:05"]}


def test_an_earlier_happening_comes_last() -> None:
    found = the_ledger(
        report("A", 0, "In 2010 an earthquake killed 2,000 people there."), report("B", 5, "Prices rose 5% to $30.")
    )
    assert list(found.values())[-1] == ["2,000 A 09:00"]


def test_a_ledger_is_bounded_and_quick() -> None:
    nouns = ("ships", "trucks", "trains", "homes", "schools", "bridges", "farms", "planes", "buses", "cars")
    reports = [
        report(
            f"Outlet {n % 9}", n, f"It bought {n + 100} {nouns[n % 10]} in {n % 7 + 3} towns, {n * 31 + 1000} votes."
        )
        for n in range(120)
    ]
    found = ledger(reports)
    assert 0 < len(found) <= MOST_HISTORIES
    assert all(history.standing for history in found)


def test_nothing_gives_nothing() -> None:
    assert ledger([]) == ()
    assert the_ledger(report("AP", 0, "Nothing happened.")) == {}


def test_a_noun_that_a_name_tells_apart_keeps_its_page_whatever_comes_between() -> None:
    assert the_ledger(
        report("A", 0, "200 Iraqi soldiers crossed."),
        report("B", 5, "210 Iraqi soldiers crossed. 4,500 Syrian soldiers crossed."),
        report("C", 9, "4,700 Syrian soldiers crossed."),
    ) == {"People": ["200 A 09:00", "210 B 09:05"], "People'": ["4,500 B 09:05", "4,700 C 09:09"]}


@pytest.mark.parametrize(
    ("text", "label", "now"),
    [
        ("The ministry lowered the death toll from 41 to 36.", "Killed", "36"),
        ("Officials revised the number of dead from 41 people to 36.", "Killed", "36"),
        ("The death toll was revised down to 36 from 41.", "Killed", "36"),
        ("The death toll rose from 36 to 41.", "Killed", "41"),
        ("Inflation slowed from 4% to 3%.", "Rate", "3%"),
    ],
)
def test_of_a_change_the_level_that_was_reached_is_told(text: str, label: str, now: str) -> None:
    first, *_ = ledger([report("AP", 0, text)])
    assert (first.label, stated(first.latest.figure)) == (label, now)


def test_numbers_are_written_in_digits() -> None:
    texts = {
        "Sixteen people were killed.": "16",
        "No deaths were reported.": "none",
        "Dozens of people were killed.": "dozens of",
        "A magnitude 6.1 earthquake struck.": "6.1",
        "At least nine people were killed.": "at least 9",
        "Half of the voters stayed away.": "half",
    }
    assert {text: stated(report("A", 0, text).figures[0]) for text in texts} == texts


def test_a_number_is_told_once_for_as_long_as_nobody_says_another() -> None:
    (killed,) = ledger(
        report(name, minute, f"{number} people were killed.")
        for name, minute, number in [("A", 0, 12), ("B", 1, 12), ("C", 2, 17), ("D", 3, 12)]
    )
    assert [(stated(step.statement.figure), step.statement.outlet, step.more) for step in steps(killed)] == [
        ("12", "A", 1),
        ("17", "C", 0),
        ("12", "D", 0),
    ]
    told = camps(killed.disagreeing)
    assert [(stated(step.statement.figure), step.statement.outlet, step.more) for step in told] == [
        ("12", "D", 2),
        ("17", "C", 0),
    ]
    assert killed.statements[0].at == NINE
