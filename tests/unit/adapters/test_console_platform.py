from __future__ import annotations

import io

import pytest
from rich.console import Console

from bot.adapters.clock import SystemClock
from bot.adapters.platforms.console import ConsolePlatform
from bot.domain.alert import Refused, Sent
from bot.domain.card import Card, Mention
from bot.domain.errors import BadInput
from bot.domain.watch import Channel

NEWS = Channel("local", "console", "news")


async def test_messages_are_numbered() -> None:
    platform = ConsolePlatform(Console(file=io.StringIO(), width=80), SystemClock())
    card = Card(title="One", fallback="One")
    assert await platform.post(NEWS, card, nonce="a") == Sent("1")
    assert await platform.post(NEWS, card, nonce="b") == Sent("2")
    assert await platform.edit(NEWS, "1", card, nonce="c") == Sent("1")


async def test_cards_stay_readable_on_wide_terminals() -> None:
    output = io.StringIO()
    platform = ConsolePlatform(Console(file=output, width=300), SystemClock())
    await platform.post(NEWS, Card(title="word " * 100, fallback=""), nonce="a")
    assert max(map(len, output.getvalue().splitlines())) == 100


async def test_a_console_of_few_characters_gets_what_it_can_write() -> None:
    output = io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True)
    platform = ConsolePlatform(Console(file=output, width=60), SystemClock())
    assert await platform.post(NEWS, Card(title="Größe: 3 km", fallback=""), nonce="a") == Sent("1")
    output.seek(0)
    assert "Gr??e: 3 km" in output.read()


async def test_a_terminal_that_is_gone_refuses() -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            if text:
                raise BrokenPipeError(32, "Broken pipe")
            return 0

    platform = ConsolePlatform(Console(file=Gone(), width=60), SystemClock())
    outcome = await platform.post(NEWS, Card(title="One", fallback="One"), nonce="a")
    assert outcome == Refused("The terminal does not take any more text: Broken pipe.")


async def test_an_answer_is_drawn_in_behind_an_arrow_and_no_wider_than_a_card() -> None:
    output = io.StringIO()
    platform = ConsolePlatform(Console(file=output, width=300), SystemClock())
    assert await platform.post(NEWS, Card(title="word " * 100, fallback=""), nonce="a", under="1") == Sent("1")
    lines = output.getvalue().splitlines()
    assert lines[0].startswith(" ↳ ╭")
    assert all(line.startswith("   ") for line in lines[1:])
    assert max(map(len, lines)) <= 100


async def test_names_stand_out_and_nobody_else_does() -> None:
    platform = ConsolePlatform(Console(file=io.StringIO(), width=80), SystemClock())
    assert platform.label(NEWS) == "#news"
    assert await platform.mentions("local", "@ana bo") == [Mention("user", "ana", "@ana"), Mention("user", "bo", "@bo")]
    with pytest.raises(BadInput, match="names nobody"):
        await platform.mentions("local", "@ana !")
