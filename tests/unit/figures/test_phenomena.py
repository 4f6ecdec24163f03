"""Every phenomenon that the extractor must understand, or leave alone, stands in at least eight labelled sentences."""

from __future__ import annotations

import re
from typing import Final

import pytest

from tests.unit.figures.scoring import Label, labelled

SMALL: Final = "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)"

MONTH: Final = "(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)"

UNDERSTOOD: Final = {
    "digits with commas": r"\b\d{1,3},\d{3}\b",
    "digits in another convention": r"\d{1,2},\d\d,\d{3}|\d \d{3}\b|\d\.\d{3}\.\d{3}|\d , \d{3}|\d'\d{3}",
    "decimals": r"\d\.\d",
    "short scales": r"\d(?:k|K|m|bn|tn|b|B|M)\b",
    "$": r"(?<![A-Z])\$ ?\d",
    "£": r"£\d",
    "€": r"€\d",
    "Rs": r"\bRs\.? ?\d|₹\d",
    "¥": r"¥\d",
    "US$": r"\bUS\$\d",
    "A$": r"\bA\$\d",
    "pence": r"\d(?:p| pence)\b",
    "numbers in words": rf"(?i)\b{SMALL}(?: hundred| thousand| million)\b",
    "and a half": r"and a half",
    "a dozen": r"(?i)\b(?:a|two|three|half a) dozen\b",
    "dozens": r"(?i)\bdozens\b",
    "scores": r"(?i)\bscores of\b",
    "half": r"(?i)\bhalf\b",
    "a third": r"(?i)\b(?:a|one|two)[- ](?:third|quarter|fifth)s?\b",
    "one in five": rf"(?i)\b(?:{SMALL}|\d+) (?:in|out of) (?:{SMALL}|\d)",
    "four to five thousand": rf"(?i)\b{SMALL} (?:to|or) {SMALL} (?:thousand|hundred|million)",
    "decades of a life": r"\b(?:his|her|their) (?:mid-|early |late )?(?:\d0s|\w+ties)\b",
    "joined ranges": r"\b\d[\d.,]* ?[-–] ?\$?\d",
    "from, to": r"(?i)\bfrom [\d$£€][\d.,]*\S*(?: \w+)? to \S*\d",
    "between, and": r"(?i)\bbetween \S*\d\S*(?: \w+)? and ",
    "a change to a level": r"(?:rose|fell|up|down|slid|gained|lost|edged|dipped|climbed|dropped)[^,.]* to \S?\S?\d",
    "up to": r"(?i)\bup to\b",
    "as many as": r"(?i)\bas (?:many|much) as\b",
    "no fewer than": r"(?i)\bno (?:fewer|less) than\b",
    "nearly": r"(?i)\b(?:nearly|almost)\b",
    "around": r"(?i)\b(?:around|about|roughly)\b",
    "some": r"(?i)\bsome \d",
    "over": r"(?i)\b(?:over|more than)\b",
    "fold": r"(?i)-fold|times|doubled|tripled|quadrupled|\btwice\b",
    "a price for each": r"(?i)(?:[$£€]|cents|yen|pence|rupees|dollars|ringgit)\S*(?: \w+)? an? \w+",
    "per 100,000": r"(?i)\bper \d{1,3},000\b|for every \d",
    "speeds": r"(?i)km/h|mph|kph|miles per hour|kilometres per hour",
    "11-day": r"\b\d+-(?:day|week|month|year|hour|minute|mile|metre|foot|inch)\b",
    "decade-long": r"(?i)-long\b",
    "29-year-old": r"(?i)year-olds?\b|year - old",
    "ages": r"(?i), \d\d,|\baged\b|years old|under five|over 65|died at",
    "durations": rf"(?i)\b(?:{SMALL}|\d+) (?:days|weeks|months|years|hours|minutes)\b",
    "of the": rf"(?i)\b(?:{SMALL}|\d+) of (?:the|its|his|her|their) ",
    "a convoy of": rf"(?i)\b(?:convoy|fleet|group|jury|crew|crowd|queue|panel) of (?:some |about |nearly )?(?:{SMALL}|\d)",
    "each": r"(?i)\beach\b",
    "a total of": r"(?i)\ba total of\b",
    "no casualties": r"(?i)\bno (?:\w+ )?(?:casualties|injuries|deaths|fatalities|reports of)",
    "two expressions": r"\d[^()]*\((?:about )?[\d$£€-]",
    "according to": r"(?i)\baccording to\b|\bsaid\b",
}
"""What a labelled figure's sentence shows, as a pattern of its words."""

LEFT_ALONE: Final = {
    "years": r"\b(?:1[5-9]|20)\d\d\b",
    "dates": rf"{MONTH}\w*\.? \d|\d {MONTH}",
    "clock times": r"(?i)\d ?[ap]\.?m\b|\d:\d\d",
    "ordinals": r"(?i)\b\d+(?:st|nd|rd|th)\b|\b(?:second|third|fourth|fifth|ninth|sixth)\b",
    "groups": r"\bG(?:roup of |-)?\d|\bSix Nations|\bBig (?:Four|Three)|P5\+1",
    "indices": r"FTSE|S&P 500|Nikkei|Russell 2000|TA-35|Nasdaq-100|KOSPI|STOXX|CAC 40",
    "makes": r"Boeing|Airbus|\bA3[0-9]0|iPhone|Galaxy|PlayStation|Windows|F-\d|iPad",
    "games and matches": r"(?i)Game \d|Week \d|Round \d|Q3|Stage \d|Lot \d",
    "codes": r"\b[A-Z]{1,5}-?\d+",
    "laws": r"(?i)(?:Article|Section|Title|Rule|Chapter|Resolution|Count|Amendment) \d",
    "9/11 and 24/7": r"\b\d{1,2}/\d{1,2}\b",
    "telephone numbers": r"\b0\d{2,4} \d{3}|\b\d{3}-\d{3}-\d{4}|\b911\b",
    "scores": r"\b\d{1,3}-\d{1,2}\b(?! (?:per|percent))",
    "lists": r"^(?:\(?\w\)|\d\.) ",
    "addresses": r"\b\d+ (?:\w+ ){1,2}(?:Street|Avenue|Lane|Road|Drive|Square)\b",
    "one of the": r"(?i)\bone of\b",
    "no one": r"(?i)\bno one\b|\bnobody\b|\bone day\b",
    "names with a number": r"\b(?:One|Three|Five)\b (?:Direction|Mile|Nations|Gorges)|Formula One|Act Two|Day T|World War",
    "roads and rooms": r"(?i)(?:Highway|Route|Junction|Platform|Pier|Runway|Line|Ward|Unit|Channel) ?\d|\b[AMI]-?\d\d?\b",
}
"""What a sentence without a figure shows."""

ROWS: Final[list[tuple[str, list[Label]]]] = [*labelled("tuned"), *labelled("held_out")]


@pytest.mark.parametrize("phenomenon", UNDERSTOOD)
def test_is_labelled_eight_times(phenomenon: str) -> None:
    pattern = re.compile(UNDERSTOOD[phenomenon])
    assert sum(bool(pattern.search(text)) for text, labels in ROWS if labels) >= 8


@pytest.mark.parametrize("phenomenon", LEFT_ALONE)
def test_is_left_alone_eight_times(phenomenon: str) -> None:
    pattern = re.compile(LEFT_ALONE[phenomenon])
    assert sum(bool(pattern.search(text)) for text, labels in ROWS if not labels) >= 8
