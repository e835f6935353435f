"""How the dates of an act were counted is kept with it. Acts from before have none: their dates stand as they are."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("directives", sa.Column("counts", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("directives", "counts")  # not in a batch: a table made anew would lose its trigger
