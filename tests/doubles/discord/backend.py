"""Everything that one double is made of, in one place that its routes and scenes are given."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from tests.doubles.clock import Clock
from tests.doubles.discord.buckets import Buckets, Rates
from tests.doubles.discord.calls import Call, Upload
from tests.doubles.discord.clock import Snowflakes
from tests.doubles.discord.faults import Faults
from tests.doubles.discord.gateway import Gateway
from tests.doubles.discord.interaction import Interaction
from tests.doubles.discord.store import Store, User


@dataclass(slots=True)
class Backend:
    """``address`` is ``http://host:port`` once the double listens."""

    token: str
    application_id: int
    bot: User
    owner: User
    clock: Clock
    ids: Snowflakes
    store: Store
    gateway: Gateway
    buckets: Buckets
    faults: Faults = field(default_factory=Faults)
    interactions: dict[str, Interaction] = field(default_factory=dict)
    """Every interaction by its token."""
    calls: list[Call] = field(default_factory=list)
    """Every request in order, with its answer's status; 0 for one that was never answered."""
    uploads: dict[int, Upload] = field(default_factory=dict)
    """Files that people gave with a command."""
    address: str = ""
    upload_limit: int = 10 * 1024 * 1024
    """Bytes that one message's files may have together (Discord's reference, "Uploading Files")."""

    @property
    def application_flags(self) -> int:
        return 1 << 23  # APPLICATION_COMMAND_BADGE: it has commands


def make_backend(*, token: str, clock: Clock, rates: Rates) -> Backend:
    ids = Snowflakes(clock)
    store = Store()
    long_ago = clock.now() - 365 * 86_400
    bot = User(ids.at(long_ago), "dateline", bot=True)
    owner = User(ids.at(long_ago), "maintainer")
    store.users |= {bot.id: bot, owner.id: owner}
    gateway = Gateway(token=token, store=store, bot=bot, application_flags=1 << 23, clock=clock)
    return Backend(
        token=token,
        application_id=bot.id,
        bot=bot,
        owner=owner,
        clock=clock,
        ids=ids,
        store=store,
        gateway=gateway,
        buckets=Buckets(rates),
    )


def new_token() -> str:
    return secrets.token_urlsafe(48)
