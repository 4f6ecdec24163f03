"""Who a token is, asked once, for those who set Dateline up."""

from __future__ import annotations

from dataclasses import dataclass

from bot.adapters.platforms.discord.library import use_api
from bot.adapters.platforms.discord.rest import Answer, Rest
from bot.adapters.platforms.discord.supervisor import REVOKED
from bot.adapters.platforms.discord.timing import Timing
from bot.domain.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """An application by its id and the name that its owner gave it."""

    application_id: int
    name: str


async def introduce(token: str, *, api: str) -> Introduction:
    """Ask Discord whose token it is. Raises ``BadInput`` where Discord does not accept it, or cannot be asked."""
    use_api(api)
    rest = Rest(token, Timing())
    try:
        heard = await rest.ask(lambda http: http.application_info())
    finally:
        await rest.close()
    if rest.revoked:
        raise BadInput(REVOKED)
    if not isinstance(heard, Answer) or not heard.ok or not isinstance(heard.body, dict):
        reason = f"it answered {heard.status}" if isinstance(heard, Answer) else heard.reason
        raise BadInput(f"Discord could not be asked about the bot: {reason}. Try again later, or give --offline.")
    return Introduction(application_id=int(heard.body["id"]), name=str(heard.body["name"]))
