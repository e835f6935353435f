"""What is corrected of a note about a servant."""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("servant_notes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rectified", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("servant_notes", schema=None) as batch_op:
        batch_op.drop_column("rectified")
