from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.alert import Refused, Sent
from bot.domain.card import Break, Button, Card, Code, Field, Link, Matched, Quote, Strong, Text, Time
from bot.domain.errors import BadInput
from tests.contract.platforms.stage import Stage

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)

HOSTILE = {
    "mention of everyone": "@everyone look",
    "slack mention": "<!channel> look",
    "script": "<script>alert(1)</script>",
    "image handler": '<img src=x onerror="alert(1)">',
    "markdown link": "[x](javascript:alert(1))",
    "rich markup": "[bold red]loud[/bold red] [link=https://evil.example]here[/link]",
    "rich emoji": "a :bomb: b",
    "template": "{{ 7 * 7 }} {% raw %}",
    "attribute end": "' onmouseover='alert(1) \" onfocus=\"alert(1)",
    "character reference": "&lt;b&gt; &amp; &#60;",
}

CALLING = [
    "@everyone",
    "@here",
    "@ana",
    "<!channel>",
    "<!here|here>",
    "<!subteam^S0123456789>",
    "<@U0123456789>",
    "<@123456789012345678>",
    "<@!123456789012345678>",
    "<@&123456789012345678>",
    "@\u200beveryone @everyone",
]

UNPRINTABLE = {
    "colour": "red\x1b[31m alert",
    "clear screen": "a\x1b[2J\x1b[Hb",
    "window title": "a\x1b]0;owned\x07b",
    "clipboard": "a\x1b]52;c;b3duZWQ=\x1b\\b",
    "eight-bit control sequence": "a\x9b31mb",
    "bell and backspace": "a\x07\x08b",
    "carriage return": "a\rb",
}


def card(title: str = "Dam holds", **changes: object) -> Card:
    values: dict[str, object] = {"title": title, "fallback": title, "tone": "alert", **changes}
    return Card(**values)  # type: ignore[arg-type]


def full_card(words: str) -> Card:
    """A card with the same words wherever a card holds words."""
    return card(
        words,
        url="https://example.org/a?b=1&c=2",
        body=(
            Text(words),
            Strong(words),
            Matched(words),
            Quote(words),
            Code(words),
            Link(words, "https://example.org/l"),
        ),
        fields=(Field(label=words, value=(Strong(words),), note=(Text(words),)),),
        context=(Strong(words), Text(" · "), Time(AT, "Asia/Baghdad"), Break(), Text(words)),
        buttons=(Button(label="Why", command="why 12"),),
    )


async def test_a_post_shows_all_that_the_card_says(stage: Stage) -> None:
    posted = await stage.platform.post(
        stage.channel,
        card(
            url="https://example.org/dam",
            body=(Text("The "), Matched("dam"), Text(" at Aru held.")),
            fields=(Field(label="people", value=(Strong("about 3,500"),), note=(Text("mayor"),)),),
            context=(
                Strong("Aru Post"),
                Text(" · "),
                Time(AT, "Asia/Baghdad"),
                Break(),
                Text("Topic "),
                Strong("dams"),
            ),
            buttons=(Button(label="why", command="why 12"),),
        ),
        nonce="1",
    )
    assert isinstance(posted, Sent)
    seen = await stage.look()
    for words in (
        "Dam holds",
        "The dam at Aru held.",
        "about 3,500",
        "people",
        "mayor",
        "Aru Post",
        "Topic dams",
        "why",
    ):
        assert words in seen.words
    assert "22 Nov 2026, 17:05" in seen.words
    assert "https://example.org/dam" in seen.links


async def test_posts_have_ids_of_their_own(stage: Stage) -> None:
    first = await stage.platform.post(stage.channel, card("One"), nonce="1")
    second = await stage.platform.post(stage.channel, card("Two"), nonce="2")
    assert isinstance(first, Sent)
    assert isinstance(second, Sent)
    assert first.message_id != second.message_id
    seen = await stage.look()
    assert seen.words.index("One") < seen.words.index("Two")


async def test_the_same_nonce_is_one_message_where_it_can_be_known(stage: Stage) -> None:
    first = await stage.platform.post(stage.channel, card(), nonce="1")
    again = await stage.platform.post(stage.channel, card(), nonce="1")
    assert isinstance(again, Sent)
    if stage.platform.abilities.lookup:
        assert again == first
        assert (await stage.look()).words.count("Dam holds") == 1


async def test_find_gives_the_id_of_a_nonce_or_nothing(stage: Stage) -> None:
    posted = await stage.platform.post(stage.channel, card(), nonce="1")
    assert isinstance(posted, Sent)
    expected = posted.message_id if stage.platform.abilities.lookup else None
    assert await stage.platform.find(stage.channel, "1") == expected
    assert await stage.platform.find(stage.channel, "2") is None


async def test_an_edit_shows_the_new_card(stage: Stage) -> None:
    posted = await stage.platform.post(stage.channel, card("Dam holds"), nonce="1")
    assert isinstance(posted, Sent)
    for _ in range(2):
        edited = await stage.platform.edit(stage.channel, posted.message_id, card("Levee breaks"), nonce="2")
        assert edited == posted
    seen = await stage.look()
    assert "Levee breaks" in seen.words
    assert "updated" in seen.words
    if stage.platform.abilities.lookup:
        assert "Dam holds" not in seen.words
        assert seen.words.count("Levee breaks") == 1


async def test_an_edit_of_nothing_is_refused_where_it_can_be_known(stage: Stage) -> None:
    outcome = await stage.platform.edit(stage.channel, "404", card(), nonce="1")
    if stage.platform.abilities.lookup:
        assert isinstance(outcome, Refused)
        assert "404" in outcome.reason


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_text_stays_text(stage: Stage, words: str) -> None:
    await stage.platform.post(stage.channel, full_card(words), nonce="1")
    posted = await stage.platform.post(stage.channel, card(), nonce="2")
    assert isinstance(posted, Sent)
    await stage.platform.edit(stage.channel, posted.message_id, full_card(words), nonce="3")
    seen = await stage.look()
    assert words in seen.words
    assert seen.dangers == ()
    assert {link.partition("?")[0] for link in seen.links} <= {"https://example.org/a", "https://example.org/l"}


@pytest.mark.parametrize("words", UNPRINTABLE.values(), ids=UNPRINTABLE)
async def test_what_only_commands_a_terminal_is_left_out(stage: Stage, words: str) -> None:
    assert isinstance(await stage.platform.post(stage.channel, full_card(words), nonce="1"), Sent)
    assert (await stage.look()).dangers == ()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/x",
        "https:",
        "http://[broken",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "",
    ],
)
async def test_only_web_addresses_can_be_followed(stage: Stage, url: str) -> None:
    hostile = card(url=url, image=url, body=(Link("words", url),))
    assert isinstance(await stage.platform.post(stage.channel, hostile, nonce="1"), Sent)
    seen = await stage.look()
    assert seen.links == ()
    assert "Dam holds" in seen.words
    assert "words" in seen.words


async def test_a_card_of_any_length_is_taken_and_loses_its_best_last(stage: Stage) -> None:
    fields = tuple(Field(label=f"label {number}", value=(Strong(f"value {number}"),)) for number in range(60))
    body = (Text("word " * 4000), Break(), Strong("the end"))
    long = card("Headline " * 40, body=body, fields=fields, context=(Text("x" * 5000),))
    assert isinstance(await stage.platform.post(stage.channel, long, nonce="1"), Sent)
    seen = await stage.look()
    assert "Headline" in seen.words
    assert "value 0" in seen.words
    if not stage.bounded:
        assert "the end" in seen.words
        assert "value 59" in seen.words


async def test_channels_are_named_with_or_without_their_sign(stage: Stage) -> None:
    plain = await stage.platform.resolve(stage.channel.workspace, "news")
    assert plain is not None
    assert plain == stage.channel
    assert await stage.platform.resolve(stage.channel.workspace, "#news") == plain


@pytest.mark.parametrize("name", ["", "#", "two words", "a/b", "../x", "<b>", "x" * 81])
async def test_what_is_no_name_is_no_channel(stage: Stage, name: str) -> None:
    assert await stage.platform.resolve(stage.channel.workspace, name) is None


@pytest.mark.parametrize("threaded", [False, True], ids=["reply", "thread"])
async def test_an_answer_stands_under_its_message(stage: Stage, threaded: bool) -> None:
    first = await stage.platform.post(stage.channel, card("Dam holds"), nonce="1")
    await stage.platform.post(stage.channel, card("Ferry sinks"), nonce="2")
    assert isinstance(first, Sent)
    answer = await stage.platform.post(
        stage.channel, card("Levee breaks"), nonce="3", under=first.message_id, threaded=threaded
    )
    assert isinstance(answer, Sent)
    assert answer != first
    seen = await stage.look()
    assert all(words in seen.words for words in ("Dam holds", "Ferry sinks", "Levee breaks"))
    abilities = stage.platform.abilities
    if abilities.threads if threaded else abilities.replies:
        (shown,) = seen.answers
        assert "Levee breaks" in shown
        assert "Dam holds" not in shown


@pytest.mark.parametrize("threaded", [False, True], ids=["reply", "thread"])
async def test_an_answer_is_found_again_edited_and_never_doubled(stage: Stage, threaded: bool) -> None:
    first = await stage.platform.post(stage.channel, card("Dam holds"), nonce="1")
    assert isinstance(first, Sent)
    under = first.message_id
    answer = await stage.platform.post(stage.channel, card("Levee breaks"), nonce="2", under=under, threaded=threaded)
    assert isinstance(answer, Sent)
    if stage.platform.abilities.lookup:
        again = await stage.platform.post(
            stage.channel, card("Levee breaks"), nonce="2", under=under, threaded=threaded
        )
        assert again == answer
        assert await stage.platform.find(stage.channel, "2", under=under, threaded=threaded) == answer.message_id
        assert await stage.platform.find(stage.channel, "3", under=under, threaded=threaded) is None
        assert (await stage.look()).words.count("Levee breaks") == 1
    edited = await stage.platform.edit(stage.channel, answer.message_id, card("Levee mended"), nonce="4")
    assert edited == answer
    assert "Levee mended" in (await stage.look()).words


@pytest.mark.parametrize("threaded", [False, True], ids=["reply", "thread"])
async def test_an_answer_to_what_is_gone_is_a_message_of_its_own(stage: Stage, threaded: bool) -> None:
    outcome = await stage.platform.post(stage.channel, card("Levee breaks"), nonce="1", under="404", threaded=threaded)
    assert isinstance(outcome, Sent)
    seen = await stage.look()
    assert "Levee breaks" in seen.words
    if stage.platform.abilities.lookup:
        assert seen.answers == ()


async def test_who_is_to_be_called_stands_out(stage: Stage) -> None:
    if not stage.platform.abilities.mentions:
        pytest.skip("this platform calls nobody")
    called = tuple(await stage.platform.mentions(stage.channel.workspace, stage.whom))
    assert called
    posted = await stage.platform.post(stage.channel, card(body=(Text("Look: "), *called)), nonce="1")
    assert isinstance(posted, Sent)
    seen = await stage.look()
    assert seen.called == tuple(mention.label for mention in called)
    assert all(mention.label in seen.words for mention in called)


async def test_who_can_be_called_can_be_named(stage: Stage) -> None:
    if not stage.platform.abilities.mentions:
        pytest.skip("this platform calls nobody")
    workspace = stage.channel.workspace
    named = await stage.platform.mentions(workspace, stage.whom, to_call=False)
    assert tuple(named) == tuple(await stage.platform.mentions(workspace, stage.whom))


@pytest.mark.parametrize("text", ["", "  ", "!!", "https://example.org/", "@"])
async def test_what_names_nobody_is_said_to(stage: Stage, text: str) -> None:
    if not stage.platform.abilities.mentions:
        pytest.skip("this platform calls nobody")
    with pytest.raises(BadInput) as caught:
        await stage.platform.mentions(stage.channel.workspace, text)
    assert str(caught.value).endswith(".")
    with pytest.raises(BadInput):
        await stage.platform.mentions(stage.channel.workspace, text, to_call=False)


@pytest.mark.parametrize("words", CALLING)
async def test_no_text_of_a_feed_calls_anybody(stage: Stage, words: str) -> None:
    first = await stage.platform.post(stage.channel, full_card(words), nonce="1")
    assert isinstance(first, Sent)
    await stage.platform.post(stage.channel, full_card(words), nonce="2", under=first.message_id, threaded=True)
    await stage.platform.edit(stage.channel, first.message_id, full_card(words), nonce="3")
    assert (await stage.look()).called == ()


async def test_a_channels_label_names_it(stage: Stage) -> None:
    label = stage.platform.label(stage.channel)
    assert label.startswith("#")
    assert await stage.platform.resolve(stage.channel.workspace, label) == stage.channel
