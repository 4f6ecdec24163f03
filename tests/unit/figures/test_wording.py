from __future__ import annotations

import pytest

from bot.figures import extract, figure_json, wording
from bot.figures.wording import plural, spoken


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("Around 3500 soldiers left.", "People", "about 3,500 soldiers"),
        ("At least 17 people were killed.", "Killed", "at least 17 people"),
        ("There were no casualties.", "Injured", "no casualties"),
        ("Dozens of homes were sold.", "Number", "dozens of homes"),
        ("About 1 in 3 Syrians needs aid.", "People", "about 1 in 3 Syrians"),
        ("At least 12 killed in the crash.", "Killed", "at least 12 killed"),
        ("Profit was $1.5bn.", "Profit", "$1.5 billion"),
        ("It cost up to $4-5 billion.", "Cost", "up to $4 billion to $5 billion"),
        ("Oil prices hit $60 a barrel.", "Price", "$60 per barrel"),
        ("It is worth 20 zlotys.", "Deal", "20 zlotys"),
        ("Sales rose 5%.", "Change", "up 5%"),
        ("Sales fell 5%.", "Change", "down 5%"),
        (
            "It is about 300 kilometres (186 miles) from the border.",
            "Distance",
            "about 300 km (186 mi) from the border",
        ),
        ("It struck 35 miles north of Manila.", "Distance", "35 mi north of Manila"),
        ("An 11-day offensive began.", "Duration", "11-day offensive"),
        ("It ended five decades of rule.", "Duration", "five decades of rule"),
        ("A 29-year-old man spoke.", "Age", "29-year-old man"),
        ("It was 38C.", "Temperature", "38°C"),
        ("It reached thirty degrees Celsius.", "Temperature", "thirty degrees Celsius"),
        ("It took one hour.", "Duration", "one hour"),
        ("Between 30 and 40 people left.", "People", "30 to 40 people"),
        ("The rate was 12 deaths per 100,000 people.", "Killed", "12 deaths per 100,000 people"),
        ("The index closed at 1024.", "Number", "1,024"),
        ("A four-storey block fell.", "Number", "four-storey block"),
        ("It moved 5 nautical miles.", "Distance", "5 nautical miles"),
        ("They shipped 40 tonnes of wheat.", "Weight", "40 tonnes of wheat"),
        ("A magnitude 6.4 earthquake killed many.", "Magnitude", "magnitude 6.4"),
        ("A 6.4-magnitude quake killed many.", "Magnitude", "magnitude 6.4"),
        ("The bank raised its policy rate to 4.75%.", "Rate", "4.75%"),
        ("About 70% of voters agree.", "Share", "about 70% of voters"),
        ("A third of voters agree.", "Share", "a third"),
        ("The shares closed at $48.30.", "Price", "$48.30"),
        ("Rents are $14 a square foot.", "Money", "$14 per square foot"),
        ("A couple of patients left.", "People", "a couple of patients"),
        ("The river stood 3 metres high.", "Height", "3 m"),
        ("It lies at a depth of 400 metres.", "Depth", "400 m"),
        ("Profit doubled.", "Change", "doubled"),
        ("Hundreds of miles of pipe burst.", "Distance", "hundreds of miles of pipe burst"),
        ("The centre, 6ft 4in tall, ran.", "Height", "6ft 4in"),
        ("A 6-foot-3 guard scored.", "Distance", "6-foot-3 guard"),
        ("Iraq has returned 2,150 soldiers.", "Repatriated", "2,150 soldiers"),
        ("Buses moved 300 families.", "Moved", "300 families"),
        ("They won 12 seats.", "Votes", "12 seats"),
        ("The firm will cut 1,150 jobs.", "Employed", "1,150 jobs"),
    ],
)
def test_words_for_a_card(text: str, label: str, value: str) -> None:
    words = wording(extract(text)[0])
    assert (words.label, words.value) == (label, value)


@pytest.mark.parametrize(
    ("unit", "many"),
    [
        ("day", "days"),
        ("foot", "feet"),
        ("century", "centuries"),
        ("mile per hour", "miles per hour"),
        ("degree celsius", "degrees Celsius"),
        ("pound sterling", "pounds"),
        ("percent", "percent"),
        ("swiss franc", "swiss francs"),
    ],
)
def test_plurals_of_units(unit: str, many: str) -> None:
    assert plural(unit) == many


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (3500, "3,500"),
        (1_500_000_000, "1.5 billion"),
        (2_000_000, "2 million"),
        (1_234_567, "1,234,567"),
        (0.5, "0.5"),
        (-5, "-5"),
    ],
)
def test_numbers_for_reading(value: float, words: str) -> None:
    assert spoken(value) == words


def test_json() -> None:
    text = "About 300 km (186 miles) away, police said."
    assert figure_json(extract(text)[0]) == {
        "value": 300, "low": None, "high": None, "unit": "kilometre", "per": None, "noun": None, "head": None,
        "bound": "about", "change": None, "start": 0, "end": 24, "text": "About 300 km (186 miles)", "sentence": text,
        "concept": [], "role": "distance", "attribution": "police", "also": [{"value": 186, "unit": "mile"}],
    }  # fmt: skip
    assert figure_json(extract("Sales rose 5%.")[0])["change"] == "up"
