"""Whatever the texts, the room of stories keeps its promises."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.stories import (
    Fingerprint,
    StoryWindow,
    SummaryInput,
    dateline_place,
    decide_story,
    fingerprint,
    group_stream,
    independent_outlets,
    language_of,
    summarise,
)
from bot.stories.likeness import Weighted, likeness
from bot.stories.sketch import Sketch, containment, sketch_of
from bot.stories.tokens import tokens

NOW = datetime(2024, 12, 19, tzinfo=UTC)
NEWSLIKE = (
    "Kivu ferry sank Goma said He officials 38 dead — (Wire) Rovers won 3-1 Thursday. quake! magnitude 7.1, Tonga? the of "
    "in “we will” … Read more Potosi\n December 8 2024 ¿qué? 東京都 солдаты l'accord Hay'at U.S. -"
)
WORDS = st.sampled_from(NEWSLIKE.split(" "))
NEWS = st.lists(WORDS, max_size=60).map(" ".join)
TEXTS = NEWS | st.text(max_size=200)
LANGUAGES = st.sampled_from([None, "en", "de", "fr", "ru", "ja", "ar", "xx"])
PRINTS = st.builds(fingerprint, TEXTS, TEXTS, LANGUAGES)


@given(TEXTS, TEXTS, LANGUAGES)
def test_a_fingerprint_survives_being_stored(title: str, text: str, language: str | None) -> None:
    found = fingerprint(title, text, language)
    assert Fingerprint.from_json(found.to_json()) == found
    assert fingerprint(title, text, language) == found
    assert set(found.names) | set(found.numbers) | set(found.title) <= set(found.terms)
    assert all(weight >= 10 for weight in found.weights)


@given(TEXTS, LANGUAGES)
def test_tokens_stand_where_they_say(text: str, language: str | None) -> None:
    starts = [token.start for token in tokens(text, language)]
    assert starts == sorted(starts)
    assert all(0 <= start < len(text) for start in starts)


@given(TEXTS)
def test_a_dateline_stands_in_its_text(text: str) -> None:
    place = dateline_place(text)
    assert place is None or place in text


@given(TEXTS, TEXTS, st.none() | st.text(max_size=8))
@settings(max_examples=50)
def test_a_language_is_a_tag(title: str, text: str, claimed: str | None) -> None:
    found = language_of(title, text, claimed)
    assert found is None or (found.isalpha() and found.islower() and len(found) in {2, 3})


@given(TEXTS, TEXTS)
def test_containment_is_symmetric_and_a_share(one: str, other: str) -> None:
    ours, theirs = sketch_of("", one), sketch_of("", other)
    assert containment(ours, theirs) == containment(theirs, ours)
    assert 0 <= containment(ours, theirs) <= 1
    assert Sketch.from_text(ours.to_text()) == ours


@given(PRINTS, PRINTS)
def test_likeness_is_symmetric(one: Fingerprint, other: Fingerprint) -> None:
    window = StoryWindow()
    ours, theirs = Weighted.of(one, window.weight), Weighted.of(other, window.weight)
    there, back = likeness(ours, theirs), likeness(theirs, ours)
    assert abs(there.terms - back.terms) < 1e-9
    assert abs(there.names - back.names) < 1e-9
    assert (there.days, there.years) == (back.days, back.years)
    assert 0 <= there.terms <= 1


@given(st.lists(st.tuples(PRINTS, st.integers(0, 60)), max_size=12))
@settings(max_examples=50, deadline=None)
def test_a_decision_names_a_story_of_the_window(items: list[tuple[Fingerprint, int]]) -> None:
    window, now, stories = StoryWindow(limit=6), NOW, {0}
    for number, (found, hours) in enumerate(items, 1):
        now += timedelta(hours=hours)
        decision = decide_story(window, found, now)
        assert decision.story_id is None or decision.story_id in stories
        assert decision.story_id is None or now - window.last_seen(decision.story_id) <= timedelta(hours=72)
        assert 0 <= decision.score <= 1
        assert decision == decide_story(window, found, now)
        story = decision.story_id or number
        stories.add(story)
        window.add(number, story, "A", found, now)
        assert len(window) <= 6


@given(st.lists(st.tuples(st.sampled_from("ABC"), PRINTS), max_size=8))
@settings(max_examples=50, deadline=None)
def test_independent_outlets_are_some_of_the_outlets(items: list[tuple[str, Fingerprint]]) -> None:
    count = independent_outlets(items)
    assert (count >= 1) == bool(items)
    assert count <= len({outlet for outlet, _ in items})
    assert independent_outlets(items + items[:1]) == count


@given(st.lists(TEXTS, max_size=5), st.integers(0, 90))
@settings(deadline=None)
def test_a_summary_is_verbatim_and_fits(texts: list[str], words: int) -> None:
    found = summarise([SummaryInput(number, "Title", text) for number, text in enumerate(texts)], words)
    assert sum(len(sentence.text.split()) for sentence in found) <= words
    assert all(sentence.text in texts[int(sentence.article)] for sentence in found)


@given(st.lists(st.fixed_dictionaries({"id": st.integers(), "title": TEXTS, "text": TEXTS}), max_size=6))
@settings(max_examples=50, deadline=None)
def test_a_stream_answers_every_article_in_order(items: list[dict[str, object]]) -> None:
    answers = list(group_stream(items, limit=3))
    assert [answer["id"] for answer in answers] == [item["id"] for item in items]
    assert answers == list(group_stream(items, limit=3))
