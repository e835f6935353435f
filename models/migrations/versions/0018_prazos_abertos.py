"""A deadline may run for another Power; the position of its next step on the ladder, which nothing reads, goes."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.add_column(sa.Column("runs_for", sa.String(), nullable=True))
        batch_op.drop_column("step")


def downgrade() -> None:
    # an older program would count what runs for another Power as a delay of ours
    op.execute("UPDATE deadlines SET state = 'paused', next_at = NULL WHERE runs_for IS NOT NULL AND state = 'open'")
    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.add_column(sa.Column("step", sa.BigInteger(), nullable=False, server_default="0"))
        batch_op.drop_column("runs_for")
