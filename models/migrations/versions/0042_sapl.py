"""The contacts with the council's system move to the table of contacts of all outside systems."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sapl_state", schema=None) as batch_op:
        batch_op.drop_column("ok_at")
        batch_op.drop_column("failing_since")
        batch_op.drop_column("why")
        batch_op.drop_column("failures")


def downgrade() -> None:
    with op.batch_alter_table("sapl_state", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "failures", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, server_default="0"
            )
        )
        batch_op.add_column(sa.Column("why", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("ok_at", sa.DateTime(timezone=True), nullable=True))
