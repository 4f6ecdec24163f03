"""The one error tree.

::

    DatelineError                what went wrong, in one sentence a user can act on
    |- TemporaryError            trying again later may help
    |  |- FeedUnreachable        no answer, a cut connection, a time-out, a server error
    |  `- StorageBusy            the database would not take the work just now
    |- PermanentError            trying again will not help; someone has to change something
    |  |- BadInput               a setting, query, address, option or file is wrong
    |  |  `- BadQuery            ... with a position in the query's text
    |  |- BadFeed                what was answered is not a feed, or too much of one
    |  `- NotFound               a topic, feed, story or subscription of that name is not there
    `- (a bug is any other exception: it is logged whole and never shown)

An error carries data beside its sentence and chains its cause with ``raise ... from``.
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of the tree. ``str(error)`` is one clear sentence: what, where, how to mend it."""


class TemporaryError(DatelineError):
    """Trying again later may help."""


class FeedUnreachable(TemporaryError):
    """A feed's server did not answer usefully.

    ``status`` is the HTTP status where there was one; ``retry_after`` the seconds its answer asked for.
    """

    def __init__(self, message: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


class StorageBusy(TemporaryError):
    """The database would not take the work just now."""


class PermanentError(DatelineError):
    """Trying again will not help; someone has to change something."""


class BadInput(PermanentError):
    """A setting, address, option or file that a user gave is wrong."""


class BadQuery(BadInput):
    """A query that cannot be understood or would not be sensible to run.

    ``position`` is the 0-based character offset in the query's text where the trouble stands; ``hint`` says how to mend it.
    """

    def __init__(self, message: str, *, position: int, hint: str = "") -> None:
        super().__init__(message)
        self.position = position
        self.hint = hint


class BadFeed(PermanentError):
    """What a feed's address answered is not a feed, or is more than is allowed."""


class NotFound(PermanentError):
    """A thing asked for by name is not there. ``nearest`` holds names the user may have meant, best first."""

    def __init__(self, message: str, *, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.nearest = nearest
