"""The use cases: poll, ingest, match, alert, deliver, backtest, and running a user's command; and ``ports.py``.

A use case reads through ports, asks the core for a decision, and stores what was decided. It never parses, formats for one
platform, or knows a vendor. The database is the truth: what is due, seen, owed or sent is a row, and every job is only a
nudge that may be lost or repeated without harm.
"""
