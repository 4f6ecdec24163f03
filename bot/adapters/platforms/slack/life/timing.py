"""How long the connections wait."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeTiming:
    """In seconds. Tests, which need spare nobody, wait less."""

    ping: float = 3.0
    """Between two pings of a socket. One that was cut is found at the next; one that has not answered for four is silent."""
    connect: float = 15.0
    """For a new socket to be there."""
    start: float = 20.0
    """That a start waits for the first socket; what takes longer goes on beside it."""
    first_wait: float = 1.0
    longest_wait: float = 60.0
    """Between two attempts to connect: doubled from the first to the longest, with a third of it by chance."""
    linger: float = 5.0
    """That a socket which was replaced stays open, for answers that are under way."""
    off: float = 300.0
    """Until it is tried again where Socket Mode is switched off, or the token is not accepted."""
    steady: float = 60.0
    """That a socket must last before the waits begin anew."""
