"""The window holds what it should, forgets what it should, and stays bounded."""

from datetime import timedelta

from bot.stories import StoryWindow, decide_story, fingerprint
from tests.unit.stories.newswire import NOW, of_event, printed

FIRST, SECOND, THIRD = (printed(row) for row in of_event("ferry"))


def filler(number: int) -> str:
    return " ".join(f"x{chr(97 + digit)}{place}q" for place, digit in enumerate(divmod(number, 26))) + f" y{number}z"


def test_adding_an_article_again_replaces_it() -> None:
    window = StoryWindow()
    window.add(1, 5, "A", printed(of_event("merger")[0]), NOW)
    window.add(1, 6, "A", FIRST, NOW)
    assert len(window) == 1
    assert decide_story(window, SECOND, NOW).story_id == 6
    assert decide_story(window, printed(of_event("merger")[1]), NOW).story_id is None


def test_forget_before_spares_stories_with_newer_articles() -> None:
    window = StoryWindow()
    window.add(1, 5, "A", FIRST, NOW)
    window.add(2, 5, "B", SECOND, NOW + timedelta(hours=10))
    window.add(3, 6, "A", printed(of_event("merger")[0]), NOW)
    window.forget_before(NOW + timedelta(hours=1))
    assert len(window) == 2
    assert decide_story(window, THIRD, NOW + timedelta(hours=11)).story_id == 5
    window.forget_before(NOW + timedelta(hours=11))
    assert len(window) == 0
    assert window.articles_of(5) == []


def test_articles_out_of_order_do_not_age_a_story() -> None:
    window = StoryWindow()
    window.add(2, 5, "B", SECOND, NOW)
    window.add(1, 5, "A", FIRST, NOW - timedelta(hours=50))
    assert window.last_seen(5) == NOW


def test_the_window_is_bounded_and_forgets_the_quietest_story() -> None:
    window = StoryWindow(limit=50)
    window.add(1, 1, "A", FIRST, NOW)
    for number in range(2, 400):
        window.add(number, number, "A", fingerprint(filler(number), "", "en"), NOW)
        assert len(window) <= 50
    assert decide_story(window, SECOND, NOW).story_id is None
    assert decide_story(window, fingerprint(filler(399), "", "en"), NOW).story_id == 399


def test_a_flood_of_one_story_is_bounded_and_keeps_its_first_article() -> None:
    window = StoryWindow(limit=10)
    for number in range(1, 301):
        window.add(number, 1, "A", FIRST, NOW)
    held = [article.article_id for article in window.articles_of(1)]
    assert held == [1, *range(242, 301)]
    assert decide_story(window, SECOND, NOW).story_id == 1


def test_a_term_tells_less_the_more_articles_hold_it() -> None:
    window = StoryWindow()
    before = window.weight("kivu")
    window.add(1, 1, "A", FIRST, NOW)
    assert window.weight("kivu") < before
    assert window.weight("kivu") > window.weight("ferri") > window.weight("said") > 0


def test_the_nearest_come_first_and_none_that_share_nothing() -> None:
    window = StoryWindow()
    assert window.nearest({"kivu": 1.0}, 3) == []
    window.add(1, 1, "A", printed(of_event("merger")[0]), NOW)
    window.add(2, 2, "A", FIRST, NOW)
    assert [held.article_id for held in window.nearest({"kivu": 1.0, "goma": 2.0}, 3)] == [2]
