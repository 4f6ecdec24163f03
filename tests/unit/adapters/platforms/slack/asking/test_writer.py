from __future__ import annotations

from collections.abc import Sequence

from bot.adapters.platforms.slack.asking.writer import Writer
from bot.adapters.platforms.slack.cards import Renderer, Shown, button_signer
from bot.alerts import write_card
from bot.domain.card import Card, Field, Text

RENDERER = Renderer(button_signer("a secret"))


async def test_a_long_answer_is_several_messages() -> None:
    fields = [Field(label=f"fact {n}", value=(Text("word " * 40),)) for n in range(60)]
    pages = await Writer(RENDERER).write("T1", write_card("Much", fields=fields))
    assert len(pages) > 1
    assert all(page.text and len(page.blocks) <= 50 for page in pages)


async def test_a_picture_stands_where_the_workspace_has_it() -> None:
    asked: list[str] = []

    async def pictures(workspace: str, _card: Card) -> Sequence[Shown]:
        asked.append(workspace)
        return [Shown("F0123456", "a dam")]

    drawing = Writer(RENDERER, pictures)
    (page,) = await drawing.write("T1", write_card("Dam", image="https://herald.example/dam.png"))
    assert [block["slack_file"]["id"] for block in page.blocks if block["type"] == "image"] == ["F0123456"]
    await drawing.write("T1", write_card("No picture"))
    assert asked == ["T1"]
