"""How long the adapter waits for what, in one place, so that tests need not wait as long."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """All in seconds."""

    answer: float = 10.0
    """For Slack's answer to one request; less than what a delivery may take."""
    patience: float = 3.0
    """The longest wait that Slack may ask for before a question that changes nothing is asked once more."""
    picture: float = 4.0
    """For a card's pictures to be fetched, drawn and uploaded; what takes longer is left out, and is there next time."""
    upload: float = 20.0
    """For one upload, which goes on while messages are sent without it."""
    look: float = 0.3
    """Between two looks whether Slack has made a picture of an uploaded file."""
    fresh: float = 900.0
    """For which a fetched picture is taken for what its address still shows."""
    name: float = 0.5
    """For the name of a channel in which something is asked, before that is answered without it."""
    start: float = 10.0
    """For the first questions to all workspaces, until ``start`` goes on without their answers."""
