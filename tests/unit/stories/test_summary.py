"""Summaries: verbatim, within the limit, readable, without what is no news."""

import pytest

from bot.stories import SummaryInput, summarise
from tests.unit.stories.newswire import of_event, rows

EVENTS = sorted({row["event"] for row in rows()})


def inputs(event: str) -> list[SummaryInput]:
    return [SummaryInput(row["id"], row["title"], row["text"]) for row in of_event(event)]


def told(*texts: str, words: int = 75) -> list[str]:
    articles = [SummaryInput(number, "Mill fire", text) for number, text in enumerate(texts, 1)]
    return [sentence.text for sentence in summarise(articles, words)]


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("words", [20, 40, 75, 150])
def test_sentences_are_verbatim_within_the_limit_and_each_once(event: str, words: int) -> None:
    texts = {article.id: article.text for article in inputs(event)}
    found = summarise(inputs(event), words)
    assert sum(len(sentence.text.split()) for sentence in found) <= words
    assert all(sentence.text in texts[sentence.article] for sentence in found)
    assert len({sentence.text for sentence in found}) == len(found)


def test_the_reference_story() -> None:
    found = summarise(inputs("syria-soldiers"), 75)
    whole = " ".join(sentence.text for sentence in found)
    assert "began to return Syrian army soldiers" in found[0].text
    assert not found[0].text.startswith("ERBIL")
    assert "3,500" in whole


def test_the_lead_comes_first_and_its_article_goes_on() -> None:
    found = summarise(inputs("merger"), 75)
    assert found[0].text.startswith(("Danish brewer Halden agreed", "Halden is to take over"))
    articles = [sentence.article for sentence in found]
    assert articles == sorted(articles, key=lambda article: article != articles[0])


def test_what_leans_on_another_sentence_is_avoided() -> None:
    lead = "Fire destroyed the old paper mill in Varden on Monday, police said."
    dangling = "He said that the fire in the old paper mill of Varden began in the boiler room of the mill."
    good = "Owner Ada Brandt put the damage at 4 million euros."
    assert told(f"{lead} {dangling} {good}") == [lead, good]


def test_what_leans_is_used_where_there_is_nothing_else() -> None:
    dangling = "He said that the fire had begun in the boiler room."
    assert told(dangling) == [dangling]


@pytest.mark.parametrize(
    "noise",
    [
        "Read more about fires on our special page for subscribers.",
        "Sign up for our newsletter to get the mill news every day.",
        "Reporting by Ada Brandt and Lars Holm in Varden mill.",
        "By Ada Brandt, chief mill correspondent in Varden.",
        "Photo by Ada Brandt shows the old paper mill of Varden.",
        "Follow https://example.org/mill for the paper mill fire in Varden.",
    ],
)
def test_no_bylines_and_calls_to_action(noise: str) -> None:
    lead = "Fire destroyed the old paper mill in Varden on Monday, police said."
    assert told(f"{noise}\n\n{lead}\n\n{noise}") == [lead]


def test_a_sentence_without_words_is_left_out() -> None:
    lead = "Fire destroyed the old paper mill in Varden on Monday, police said."
    assert told(f"{lead} It was of the and to.") == [lead]


def test_a_long_first_line_is_no_heading() -> None:
    text = "Fire destroyed the old paper mill in the town of Varden on Monday\nand forty workers fear for their jobs."
    assert told(text) == [text]


def test_no_headings() -> None:
    lead = "Fire destroyed the old paper mill in Varden on Monday, police said."
    assert told(f"PAPER MILL FIRE IN VARDEN\n{lead}") == [lead]


def test_a_cut_end_is_avoided() -> None:
    lead = "Fire destroyed the old paper mill in Varden on Monday, police said."
    assert told(f"{lead} The owner of the paper mill in Varden put the dam…") == [lead]
    assert told("The owner of the paper mill in Varden put the dam…") == [
        "The owner of the paper mill in Varden put the dam…"
    ]


def test_what_another_outlet_says_again_is_left_out() -> None:
    first = "Fire destroyed the old paper mill in Varden on Monday, police said."
    again = "The old paper mill in Varden was destroyed by fire on Monday."
    new = "Forty workers fear for their jobs, union leader Mona Lie said."
    assert told(first, f"{again} {new}")[1:] in ([new], [])
    assert new in told(first, f"{again} {new}")
    assert len(told(first, f"{again} {new}")) == 2


def test_a_copy_adds_nothing() -> None:
    row = of_event("ecuador-vote")[0]
    article = SummaryInput(1, row["title"], row["text"])
    copies = [SummaryInput(number, row["title"], row["text"]) for number in range(2, 9)]
    assert summarise([article, *copies]) == summarise([article])


@pytest.mark.parametrize("texts", [(), ("",), ("   \n\n ",), ("Short one.",), ("… !!! ???",)])
def test_nothing_to_say(texts: tuple[str, ...]) -> None:
    assert told(*texts) == []


def test_a_limit_below_every_sentence_gives_nothing() -> None:
    assert told("Fire destroyed the old paper mill in Varden on Monday.", words=5) == []
    assert told("Fire destroyed the old paper mill in Varden on Monday.", words=0) == []


def test_a_very_long_text_is_read_in_part() -> None:
    lead = "Fire destroyed the old paper mill in Varden on Monday, police said."
    assert lead in told(lead + " The paper burned." * 50_000)
