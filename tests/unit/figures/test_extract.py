from __future__ import annotations

import pytest

from bot.domain.figure import Bound, Change, Figure, OtherExpression, Part
from bot.figures import extract


def only(text: str) -> Figure:
    figures = extract(text)
    assert len(figures) == 1, [figure.text for figure in figures]
    return figures[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "per"),
    [
        ("It cost $700,000.", 700_000, "dollar", None),
        ("It cost US$5.", 5, "dollar", None),
        ("It cost A$5m.", 5_000_000, "australian dollar", None),
        ("It cost £1.5bn.", 1_500_000_000, "pound sterling", None),
        ("It cost €20.", 20, "euro", None),
        ("It cost 20 euros.", 20, "euro", None),
        ("It cost Rs 500.", 500, "indian rupee", None),
        ("It cost Rs. 500.", 500, "indian rupee", None),
        ("It cost ¥90 billion.", 90_000_000_000, "yen", None),
        ("It cost CHF 12 million.", 12_000_000, "swiss franc", None),
        ("It cost 12 million USD.", 12_000_000, "dollar", None),
        ("It cost 5 billion won.", 5_000_000_000, "won", None),
        ("It closed at 400p.", 400, "penny", None),
        ("It cost $5 million dollars.", 5_000_000, "dollar", None),
        ("Oil hit $60 a barrel.", 60, "dollar", "barrel"),
        ("Gold hit $1,900 per ounce.", 1900, "dollar", "ounce"),
        ("Fuel cost $2/litre.", 2, "dollar", "litre"),
        ("They earn $2 every day.", 2, "dollar", "day"),
        ("Income was $900 per capita.", 900, "dollar", "capita"),
        ("Growth was 4 per cent.", 4, "percent", None),
        ("Growth was 4 pct.", 4, "percent", None),
        ("Growth was 4%.", 4, "percent", None),
        ("It was 3 percentage points.", 3, "percentage point", None),
        ("It was 25 basis points.", 25, "basis point", None),
        ("It ran 10 km/h.", 10, "kilometre per hour", None),
        ("It ran 10 miles an hour.", 10, "mile per hour", None),
        ("It pumped 2 million barrels of oil a day.", 2_000_000, "barrel per day", None),
        ("It covers 40 sq km.", 40, "square kilometre", None),
        ("It holds 64GB.", 64, "gigabyte", None),
        ("It was 38°C.", 38, "degree celsius", None),
        ("It was 38C.", 38, "degree celsius", None),
        ("It was 101 degrees Fahrenheit.", 101, "degree fahrenheit", None),
        ("It was minus 40 degrees.", -40, "degree", None),
        ("It was -5C.", -5, "degree celsius", None),
        ("A 30-pound bag fell.", 30, "pound", None),
        ("It lasted half a mile.", 0.5, "mile", None),
        ("The bank made a quarter of a percentage point cut.", 0.25, "percentage point", None),
        ("It is 3 times.", 3, "time", None),
        ("The rate was 12 per 100,000 people.", 12, None, "100,000 people"),
        ("A 20-fold increase came.", 20, "fold", None),
    ],
)
def test_units(text: str, value: float, unit: str | None, per: str | None) -> None:
    figure = only(text)
    assert (figure.value, figure.unit, figure.per) == (value, unit, per)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Winds of 15-22 miles per hour blew.", 15, 22, "mile per hour"),
        ("It grew from 5 to 7 per cent.", 5, 7, "percent"),
        ("It needs between 30 and 40 people.", 30, 40, None),
        ("It takes four to five thousand men.", 4000, 5000, None),
        ("It costs $4-5 billion.", 4_000_000_000, 5_000_000_000, "dollar"),
        ("It costs $5 to $7.", 5, 7, "dollar"),
        ("It costs between $2 billion and $3 billion.", 2_000_000_000, 3_000_000_000, "dollar"),
        ("It lasts two or three weeks.", 2, 3, "week"),
        ("It takes 5% to 7%.", 5, 7, "percent"),
        ("Profit is at the lower end of its €8m to €9m range.", 8_000_000, 9_000_000, "euro"),
        ("A 10-to-12-day trip began.", 10, 12, "day"),
        ("He faces one to three years.", 1, 3, "year"),
    ],
)
def test_ranges(text: str, low: float, high: float, unit: str | None) -> None:
    figure = only(text)
    assert (figure.value, figure.low, figure.high, figure.unit) == (None, low, high, unit)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Shares rose 6.5% to 164p.", [6.5, 164]),
        ("Unemployment fell from 7% to 5%.", [7, 5]),
        ("Rates rose from 5% to 7%.", [5, 7]),
        ("It freed 3 of the 12 hostages.", [3, 12]),
        ("Profit fell by a third to 210 million euros.", [1 / 3, 210_000_000]),
        ("It sold 5 cars and 7 vans.", [5, 7]),
    ],
)
def test_two_figures(text: str, values: list[float]) -> None:
    assert [figure.value for figure in extract(text)] == [pytest.approx(value) for value in values]


@pytest.mark.parametrize(
    ("text", "noun", "head"),
    [
        ("Around 3,500 Syrian soldiers crossed the border.", "Syrian soldiers", "soldiers"),
        ("12 wounded Syrian border guards fled.", "wounded Syrian border guards", "guards"),
        ("3,500 soldiers and officers surrendered.", "soldiers and officers", "soldiers"),
        ("They killed 12 people and wounded others.", "people", "people"),
        ("Some 40 Syrian and Iraqi officers met.", "Syrian and Iraqi officers", "officers"),
        ("They sold 40 cats and dogs.", "cats and dogs", "cats"),
        ("He made 52 catches for the side.", "catches", "catches"),
        ("He won 46 KOs.", "KOs", "KOs"),
        ("It freed nine crew members.", "crew members", "members"),
        ("He won eight of their last ten games.", "games", "games"),
        ("It rose 40 seats and shares fell.", "seats", "seats"),
        ("Hundreds of people came.", "people", "people"),
        ("He met two of his brothers.", "brothers", "brothers"),
        ("It freed 3 of Iraq's hostages.", "hostages", "hostages"),
        ("The blast left 12 dead.", "dead", "dead"),
        ("At least 17 were hurt and 3 more missing.", "missing", "missing"),
        ("Another 20 more people came.", "people", "people"),
        ("One Israeli soldier died.", "Israeli soldier", "soldier"),
        ("An 11-day offensive began.", "offensive", "offensive"),
        ("A five-decade-long rule ended.", "rule", "rule"),
        ("It ended five decades of the Assad family's rule.", "Assad family's rule", "rule"),
        ("They shipped 40 tonnes of wheat.", "wheat", "wheat"),
        ("The 120-member chamber met.", "member", "member"),
        ("A four-storey block fell.", "storey", "storey"),
        ("They found seven AK-47 rifles.", "AK-47 rifles", "rifles"),
        ("It sent 12 police officers.", "police officers", "officers"),
        ("It named 12 arms dealers.", "arms dealers", "dealers"),
        ("He owns 300-odd stores.", "stores", "stores"),
        ("It needs 20 or more trucks.", "trucks", "trucks"),
        ("There were no casualties.", "casualties", "casualties"),
        ("There were no reports of injuries.", "injuries", "injuries"),
        ("It lasted 12 hours.", None, None),
        ("The index closed at 1,024.", None, None),
    ],
)
def test_what_is_counted(text: str, noun: str | None, head: str | None) -> None:
    figure = extract(text)[-1]
    assert (figure.noun, figure.head) == (noun, head)


@pytest.mark.parametrize(
    ("text", "bound", "words"),
    [
        ("It has 40 cars.", Bound.EXACT, "40 cars"),
        ("It has about 40 cars.", Bound.ABOUT, "about 40 cars"),
        ("It has some 40 cars.", Bound.ABOUT, "some 40 cars"),
        ("It has nearly $40.", Bound.ABOUT, "nearly $40"),
        ("It has an estimated 40 cars.", Bound.ABOUT, "an estimated 40 cars"),
        ("It has at least 40 cars.", Bound.AT_LEAST, "at least 40 cars"),
        ("It has at least about 40 cars.", Bound.AT_LEAST, "at least about 40 cars"),
        ("It has no fewer than 40 cars.", Bound.AT_LEAST, "no fewer than 40 cars"),
        ("It has 40 or more cars.", Bound.AT_LEAST, "40 or more cars"),
        ("It has 40 cars or more.", Bound.AT_LEAST, "40 cars or more"),
        ("It has 40+ cars.", Bound.AT_LEAST, "40+ cars"),
        ("It has 2,000-plus cars.", Bound.AT_LEAST, "2,000-plus cars"),
        ("It has up to 40 cars.", Bound.AT_MOST, "up to 40 cars"),
        ("It has as many as 40 cars.", Bound.AT_MOST, "as many as 40 cars"),
        ("It has more than 40 cars.", Bound.MORE_THAN, "more than 40 cars"),
        ("It has over 40 cars.", Bound.MORE_THAN, "over 40 cars"),
        ("It has fewer than 40 cars.", Bound.LESS_THAN, "fewer than 40 cars"),
        ("It has just under 40 cars.", Bound.LESS_THAN, "just under 40 cars"),
        ("It has dozens of cars.", Bound.ABOUT, "dozens of cars"),
        ("It has 40 miles or so.", Bound.ABOUT, "40 miles or so"),
        ("It lasted over two years.", Bound.MORE_THAN, "over two years"),
        ("They met over three years.", Bound.EXACT, "three years"),
        ("It fell over a five-year period.", Bound.EXACT, "five-year period"),
        ("It was in the past four seasons.", Bound.EXACT, "four seasons"),
        ("It rose up to a metre.", Bound.AT_MOST, "up to a metre"),
        ("It came near three.", Bound.EXACT, ""),
    ],
)
def test_bounds(text: str, bound: Bound, words: str) -> None:
    figures = extract(text)
    assert [(figure.bound, figure.text) for figure in figures] == ([(bound, words)] if words else [])


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Sales rose 5%.", Change.UP),
        ("Sales rose sharply by more than 5%.", Change.UP),
        ("Sales are up another 5%.", Change.UP),
        ("It saw a 5% rise.", Change.UP),
        ("It saw an increase of 5%.", Change.UP),
        ("It saw a 20-fold annual increase.", Change.UP),
        ("Output was 5% higher.", Change.UP),
        ("It raised its rate by 25 basis points.", Change.UP),
        ("Sales fell by a third of last year's.", Change.DOWN),
        ("Sales dropped 5%.", Change.DOWN),
        ("The index lost 12 points.", Change.DOWN),
        ("It cut attacks by half.", Change.DOWN),
        ("It saw a reduction of 5%.", Change.DOWN),
        ("Sales fell to $5m.", None),
        ("Sales rose above $5m.", None),
        ("She raised $5m.", None),
        ("He added six assists.", None),
        ("He pulled down 13 rebounds.", None),
        ("They shot down three drones.", None),
        ("Rice added 14 points.", None),
        ("The Dow index added 14 points.", Change.UP),
        ("Drivers add 200 miles of range.", None),
        ("The firm had growth of 5%.", None),
        ("It cut, by law, 5%.", None),
        ("He was paid by 5 firms.", None),
    ],
)
def test_changes(text: str, change: Change | None) -> None:
    assert only(text).change is change


def test_a_change_said_again_in_another_measure() -> None:
    figures = extract("The index fell 112.45 points, or 0.4%, to 26,770.20.")
    assert [figure.change for figure in figures] == [Change.DOWN, Change.DOWN, None]


@pytest.mark.parametrize(
    ("text", "unit", "also"),
    [
        ("about 300 kilometres (186 miles) away", "kilometre", (186, "mile")),
        ("minus 70 degrees Celsius (-94 F)", "degree celsius", (-94, "degree fahrenheit")),
        ("4.6 billion yuan (about $650 million)", "yuan", (650_000_000, "dollar")),
        ("40 to 50 km (25 to 31 miles)", "kilometre", (31, "mile")),
    ],
)
def test_the_same_quantity_in_another_unit(text: str, unit: str, also: tuple[float, str]) -> None:
    figure = only(text)
    assert figure.unit == unit
    assert figure.also == (OtherExpression(value=also[0], unit=also[1]),)
    assert figure.text.endswith(")")


@pytest.mark.parametrize(
    "text",
    ["It cost $5 (3 apples).", "It ran 5 km (5 km).", "It ran 5 km (in 2019).", "It is 5 km (3 miles and more)."],
)
def test_what_is_no_other_expression(text: str) -> None:
    assert all(figure.also == () for figure in extract(text))


def test_a_distance_keeps_its_place() -> None:
    assert (
        only("Camps about 300 km from the Jordanian border are full.").text == "about 300 km from the Jordanian border"
    )
    assert only("It struck 120 miles south-west of Tokyo.").text == "120 miles south-west of Tokyo"
    assert only("A wall 3 metres high fell.").text == "3 metres"


def test_spans() -> None:
    text = "Officials spoke. Around 3,500 Syrian soldiers crossed."
    figure = only(text)
    assert text[figure.start : figure.end] == figure.text == "Around 3,500 Syrian soldiers"
    assert text[figure.number_start : figure.number_end] == "3,500"
    assert figure.sentence == "Around 3,500 Syrian soldiers crossed."
    assert figure.part is Part.TEXT
    assert extract(text, Part.TITLE)[0].part is Part.TITLE


def test_headlines() -> None:
    assert [f.text for f in extract("3 Killed, 12 Wounded In Kabul Blast", Part.TITLE)] == ["3 Killed", "12 Wounded"]
    assert [f.value for f in extract("Three Killed As Bus Falls Into River", Part.TITLE)] == [3]
    assert [f.text for f in extract("Death toll rises to 45 in train crash", Part.TITLE)] == ["45"]


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("They were jailed for 12 and eight years.", [12, 8], "year"),
        ("It holds 12 and sells 8 cars.", [12, 8], None),
    ],
)
def test_a_unit_said_once_for_two(text: str, values: list[float], unit: str | None) -> None:
    figures = extract(text)
    assert [figure.value for figure in figures] == values
    assert figures[0].unit == unit


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("Inflation ticked up to 2.3 percent.", ["2.3 percent"]),
        ("Stocks fell by 934,000 barrels to 421 million barrels.", ["934,000 barrels", "421 million barrels"]),
        ("More than a third of the 193 states agreed.", ["More than a third of the 193 states", "193 states"]),
        ("Half the houses burned.", ["Half the houses"]),
        ("Ten-man Arsenal lost.", []),
        ("The S-400 was hit by two ATACMS missiles.", ["two ATACMS missiles"]),
        ("No immediate casualties were reported.", ["No immediate casualties"]),
        ("No trains ran and no more help came.", []),
        ("Oil was $5 a barrel-of-trust.", ["$5"]),
        ("Growth per year was strong.", []),
        ("He ran 3 or so miles.", ["3 or so miles"]),
    ],
)
def test_whole_spans(text: str, texts: list[str]) -> None:
    assert [figure.text for figure in extract(text)] == texts


def test_people_in_an_aside_share_the_verb() -> None:
    figures = extract("At least 21 people, including nine children, were killed in the strike.")
    assert [figure.role for figure in figures] == ["killed", "killed"]


def test_the_middle_of_a_decade_of_life() -> None:
    figure = only("A man in his mid-thirties fled.")
    assert (figure.value, figure.unit, figure.bound, figure.role) == (35, "year", Bound.ABOUT, "age")
    assert figure.text == "mid-thirties"
    assert extract("It was built in the mid-thirties, by his mid-level staff.") == ()


def test_a_crowd_may_act_by_itself() -> None:
    figure = only("Thousands marched in the capital.")
    assert (figure.value, figure.bound, figure.noun, figure.role) == (1000, Bound.ABOUT, None, "attended")
    assert extract("He wrote thousands, and burned hundreds.") == ()
