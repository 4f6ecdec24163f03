"""Articles keep what they stated before they were edited."""

import sqlalchemy as sa
from alembic import op

revision = "0.1.0.1"
down_revision = "0.1.0"


def upgrade() -> None:
    """Nothing is known of what articles said before."""
    with op.batch_alter_table("articles") as articles:
        articles.add_column(sa.Column("former", sa.Text(), nullable=False, server_default="[]"))
