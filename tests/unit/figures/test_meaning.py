"""What a figure means: its role, who said it, and the words that it is a figure of."""

from __future__ import annotations

import pytest

from bot.domain.figure import Figure
from bot.figures import extract


def only(text: str) -> Figure:
    figures = extract(text)
    assert len(figures) == 1, [figure.text for figure in figures]
    return figures[0]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("At least 17 people were killed.", "killed"),
        ("The blast wounded 30 soldiers.", "injured"),
        ("It killed three soldiers and five civilians.", "killed"),
        ("More than 400 people fled.", "displaced"),
        ("Police arrested 12 men.", "arrested"),
        ("Iraq repatriated 3,500 soldiers.", "repatriated"),
        ("They won 61 seats.", "vote"),
        ("A magnitude 6.3 earthquake struck.", "magnitude"),
        ("A 5.8-magnitude earthquake struck.", "magnitude"),
        ("It is 300 km away.", "distance"),
        ("It took 11 days.", "duration"),
        ("It covers 40 hectares.", "area"),
        ("It reached 40 degrees Celsius.", "temperature"),
        ("It moved at 40 knots.", "speed"),
        ("A 29-year-old man spoke.", "age"),
        ("Jane Smith, 45, spoke.", "age"),
        ("A boy, 15, spoke.", "age"),
        ("He was 77.", "age"),
        ("He died at the age of 61.", "age"),
        ("She is 30 years old.", "age"),
        ("Boys 12 years of age came.", "age"),
        ("The repairs cost $5m.", "cost"),
        ("Oil prices hit $60.", "price"),
        ("Profit was $60m.", "profit"),
        ("The index closed 12 points off.", None),
        ("It sold 12 cars.", None),
    ],
)
def test_roles(text: str, role: str | None) -> None:
    assert extract(text)[-1].role == role


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Around 3,500 soldiers crossed, according to official sources.", "official sources"),
        ("About 40 people died, police said.", "police"),
        ("About 40 people died, said an official quoted by AFP.", "an official quoted by AFP"),
        ("The governor said 40 people died.", "governor"),
        ("It killed 40 people, AFP reported, citing the interior ministry.", "interior ministry"),
        ("The governor, Ada Ruiz, told reporters 40 people died.", "Ada Ruiz"),
        ("Officials in the north estimated 40 people died.", "Officials in the north"),
        ("He said 40 people died.", None),
        ("The firm added 40 people.", None),
        ("It killed 40 people.", None),
        ("It killed 40 people, according to him.", None),
        ("Said 40 people.", None),
        ("The agency that organised it said 40 people left.", "agency"),
        ("The agency, which organised it, said 40 people left.", "agency"),
        ("Its interior ministry said 40 people left.", "interior ministry"),
        ("The dead people said 40.", None),
        ("According to 40 people, it rained.", None),
    ],
)
def test_attribution(text: str, said: str | None) -> None:
    assert extract(text)[0].attribution == said


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Net profit fell 5%.", ("Net", "profit")),
        ("Shares in the brewer rose 6.5%.", ("Shares", "brewer")),
        ("The S&P 500 gained 0.3%.", ("S", "P", "500")),
        ("The bank raised its key rate by 25 basis points.", ("key", "rate")),
        ("It saw winds of 90 mph.", ("winds",)),
        ("A $700,000 loan was made.", ("loan",)),
        ("A 5% rise in sales came.", ("sales",)),
        ("It ships 40 tonnes of wheat.", ("wheat",)),
        ("An 11-day offensive began.", ("offensive",)),
        ("Half of the delegates left.", ("delegates",)),
        ("About 70% of voters agree.", ("voters",)),
        ("The deficit widened to 4.2 per cent of GDP.", ("deficit",)),
        ("Some 40 clients left.", ("clients",)),
        ("The clinic confirmed 27 cases.", ("clinic", "cases")),
        ("The strike, by many workers, cost $5m.", ("strike",)),
        ("The bridge, 1.2 miles long, is new.", ("bridge", "long")),
        ("A four-storey block fell.", ("block",)),
        ("It was 5%; so it goes.", ()),
    ],
)
def test_concept(text: str, concept: tuple[str, ...]) -> None:
    assert extract(text)[0].concept == concept


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Three bank workers died.", "killed"),
        ("The firm employs 12,000 people.", "employed"),
        ("The firm has 3,000 workers.", "employed"),
        ("He missed nine games with an injury.", None),
        ("At least 1,100 buildings were damaged.", "affected"),
        ("The death toll rose to 45.", "killed"),
        ("It counted 12 tremors of magnitude five.", "magnitude"),
        ("Magnitude 4.6 earthquake shakes islands and rattles windows.", "magnitude"),
        ("A 5.2 aftershock killed nobody.", "magnitude"),
        ("More than 420 are injured and some 9,000 have no home.", "injured"),
        ("Buses moved 300 families.", "moved"),
    ],
)
def test_whose_role_it_is(text: str, role: str | None) -> None:
    assert extract(text)[0].role == role
