"""How long the adapter waits for what, in one place, so that tests need not wait as long."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """All in seconds."""

    answer: float = 10.0
    """For Discord's answer to one request; less than what a delivery may take."""
    start: float = 20.0
    """For the first connection, until ``start`` returns and leaves the rest to the supervisor."""
    first_wait: float = 1.0
    """Before the gateway is connected anew; doubled at each failure that follows."""
    longest_wait: float = 300.0
    steady: float = 60.0
    """Of being connected, after which a failure counts as the first again."""
    watchdog: float = 120.0
    """For a shard to come back by itself; then the client is built anew."""
    identify_gap: float = 5.0
    """Between two identifies of one bucket (Discord's "max_concurrency")."""
    silence: float = 60.0
    """On the gateway, after which a connection counts as dead; longer than Discord's heartbeat interval of 41 s."""
    guilds: float = 2.0
    """Between two guilds that a shard is told at its start; then it counts as ready."""
    close: float = 5.0
    """For a client to say goodbye."""
