"""Run by Alembic for every command: works on the connection and in the transaction that ``upgrade`` gives it."""

from alembic import context

from bot.adapters.storage.migrations import VERSION_TABLE
from bot.adapters.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
context.run_migrations()
