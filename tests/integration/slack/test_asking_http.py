"""The same by signed HTTP requests: acknowledgements are the answers to them."""

from __future__ import annotations

from tests.integration.slack.answering import answering, texts


async def test_a_command_a_window_and_its_preview_by_http() -> None:
    async with answering(by_http=True) as room:
        assert "Done: why" in await room.told("why s12")
        view = await (await room.ask("watch create gulf")).opened()
        assert [option["value"] for option in await room.slack.suggest(view, "Zone", "bagh")] == ["Asia/Baghdad"]
        await room.slack.submit_view(view, {"Query": "tanker AND ("})
        assert list(view.errors) == ["query"]
        sent = await room.slack.submit_view(view, {"Query": "tanker*"})
        await sent.until(lambda: "It would find 3: tanker*" in texts(view))
        saved = await room.slack.press(view, "Save")
        await saved.until(lambda: "Done: watch create" in texts(view))
        assert len(room.slack.messages(room.wire)) == 1


async def test_events_by_http() -> None:
    async with answering(by_http=True) as room:
        asked = await room.slack.heard(
            room.slack.say(room.wire, room.reader, f"{room.newsroom.bot_user.mention} why s12")
        )
        assert "Done: why" in room.slack.read(await asked.answered())
        assert await room.slack.open_home(room.newsroom, room.manager) is not None
