"""Storage: everything Dateline remembers, in SQLite (embedded) or PostgreSQL, behind one set of repositories.

The database is the truth: what is due, seen, owed or sent is a row. This room connects, keeps the schema up to date, and
turns rows into the frozen dataclasses of ``domain`` and back. It never decides anything about the news, never reads the
clock, and never lets a driver's exception out where the work can be tried again: that is ``StorageBusy``.

::

    address      a database URL as the user wrote it -> which database, or one clear sentence
    engine       the two engines over it: one connection that writes, several that read snapshots
    sqlite       SQLite's connections, with no more trips between threads than they are worth
    failures     which exceptions of the drivers mean "not just now"
    schema       the tables; codec: what a column holds; record: rows <-> dataclasses
    migrations   how a database gets to this schema, step by step
    storage      transactions over the repositories: feeds, articles, stories, watch, alerts, outbox, messages
    queue        what the outbox asks: which deliveries may be made now, and when the next may be
    channels     any number of channels in one statement
"""

from bot.adapters.storage.storage import SqlStorage, open_storage

__all__ = ["SqlStorage", "open_storage"]
