"""How a database gets to the present schema, step by step; applied at every start, inside one transaction.

A change of ``schema`` needs a new module in ``versions`` whose ``down_revision`` is the newest one's ``revision``. A test
compares what the steps make with what ``schema`` says, on both databases, and prints the difference. A step that was
released is never changed, and goes forward only: a database of a newer version is refused, not taken back.
"""

VERSION_TABLE = "dateline_version"
"""Where a database says which step it is at; also what tells ours from another program's."""

UNRELEASED = frozenset(("0001",))
"""Steps that stood in no release: a database at one of them cannot be brought to this version."""
