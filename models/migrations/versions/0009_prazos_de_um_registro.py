"""The open deadlines of a record, found at once however many are open."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_deadlines_record", "deadlines", ["record_id", "state"])
    op.drop_index("ix_deadlines_record_id", "deadlines")


def downgrade() -> None:
    op.create_index("ix_deadlines_record_id", "deadlines", ["record_id"])
    op.drop_index("ix_deadlines_record", "deadlines")
