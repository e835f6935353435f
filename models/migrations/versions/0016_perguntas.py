"""A request is held while the bot waits for an answer, beside the forms."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversations", sa.Column("wants", sa.String(), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM conversations WHERE wants IS NOT NULL")
    op.drop_column("conversations", "wants")
