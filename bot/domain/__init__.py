"""The nouns of Dateline, as frozen dataclasses and enums, and the one error tree.

Nothing here does anything but hold and check its own values: no I/O, no clock, no dependency on any other room.
Every time is an aware ``datetime`` in UTC. An ``id`` of 0 means "not stored yet".
"""
