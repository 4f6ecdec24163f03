"""A line comes out as it was meant, whatever Slack made of it."""

from __future__ import annotations

import pytest

from bot.adapters.platforms.slack.asking.line import LONGEST_LINE, addressed, tidy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("subscribe quakes here daily 08:00", "subscribe quakes here daily 08:00"),
        ("  topics ", "topics"),
        ("subscribe quakes <#C123ABC|wire>", "subscribe quakes <#C123ABC>"),
        ("subscribe quakes <#C123ABC>", "subscribe quakes <#C123ABC>"),
        ("subscribe quakes mention:<@U12|ana>", "subscribe quakes mention:<@U12>"),
        ("subscribe quakes mention:<!subteam^S12|@desk>", "subscribe quakes mention:<!subteam^S12>"),
        ("subscribe quakes mention:<!here|here>", "subscribe quakes mention:@here"),
        ("subscribe quakes mention:<!channel>", "subscribe quakes mention:@channel"),
        ("settings <!date^1^{date}|one day>", "settings one day"),
        ("feeds add <https://herald.example/rss>", "feeds add https://herald.example/rss"),
        ("feeds add <https://herald.example/rss?a=1&amp;b=2>", "feeds add https://herald.example/rss?a=1&b=2"),
        ("feeds add <https://herald.example/rss|the Herald>", "feeds add https://herald.example/rss"),
        ("watch create x site:<http://bbc.com|bbc.com> AND oil", "watch create x site:bbc.com AND oil"),
        ("watch create x site:<http://bbc.com/|bbc.com>", "watch create x site:bbc.com"),
        ("watch create x <mailto:desk@bbc.com|desk@bbc.com>", "watch create x desk@bbc.com"),
        ("watch create x figure(soldiers) &gt;= 1000 &amp; &lt;b&gt;", "watch create x figure(soldiers) >= 1000 & <b>"),
        ("watch create x &amp;lt;b&amp;gt;", "watch create x &lt;b&gt;"),
        ("&lt;#C123ABC|wire&gt;", "<#C123ABC|wire>"),
        ("watch create x “oil ship” AND ‘gas’", "watch create x “oil ship” AND ‘gas’"),
        ("`why s12`", "why s12"),
        ("```why s12```", "why s12"),
        ("*why s12*", "why s12"),
        ("`a` AND `b`", "`a` AND `b`"),
        ("/dateline why s12", "why s12"),
        ("@dateline why s12", "why s12"),
        ("subscribe quakes quiet:22:\u200b00-07:00", "subscribe quakes quiet:22:00-07:00"),
        ("Dateline: why s12", "why s12"),
        ("datelines", "datelines"),
        ("watch create x\ntanker OR\nship", "watch create x tanker OR ship"),
        ("<", "<"),
        ("a < b > c", "a < b > c"),
        ("", ""),
    ],
)
def test_tidy(text: str, expected: str) -> None:
    assert tidy(text) == expected


@pytest.mark.parametrize(
    "text",
    ["<" * 50_000, "<@" * 50_000, "<https://a|" * 5_000, " " * 50_000 + "x", "&amp;" * 20_000, "<!" + "a" * 50_000],
)
def test_much_of_anything_is_read_in_no_time_and_not_whole(text: str) -> None:
    assert len(tidy(text)) <= LONGEST_LINE
    assert len(addressed(text, "U1")) <= LONGEST_LINE


@pytest.mark.parametrize(
    "text",
    [
        "<@U0BOT> summary quakes",
        "<@U0BOT|dateline>: summary quakes",
        "  <@U0BOT>,   summary quakes",
        "summary quakes <@U0BOT>",
        "<@U0BOT> /dateline summary quakes",
        "<@U0BOT> `summary quakes`",
        "hey <@U0BOT>: summary quakes",
        "<@U0BOT> <@U0BOT> summary quakes",
        "summary quakes",
    ],
)
def test_what_is_said_to_the_bot(text: str) -> None:
    assert addressed(text, "U0BOT") == "summary quakes"


def test_others_who_are_named_stay() -> None:
    assert addressed("<@U0BOT> subscribe quakes mention:<@U12>", "U0BOT") == "subscribe quakes mention:<@U12>"
