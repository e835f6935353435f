"""What is looked for at every moment, found however long the history."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WHOLE = (
    ("ix_deadlines_record", "deadlines", ["record_id", "state"]),
    ("ix_task_assignments_state", "task_assignments", ["state"]),
    ("ix_recipients_transmitted", "recipients", ["transmitted_at"]),
    ("ix_occasions_at", "occasions", ["at"]),
)
PARTIAL = (
    ("ix_tramitacoes_open", "tramitacoes", ["sent_at"], "closed_at IS NULL"),
    ("ix_outbox_failed", "outbox", ["created_at"], "state = 'failed'"),
    ("ix_outbox_acts", "outbox", ["record_id"], "recipient_id IS NOT NULL"),
    ("ix_outbox_edits", "outbox", ["edits_id"], "edits_id IS NOT NULL"),
)


def upgrade() -> None:
    for name, table, columns in WHOLE:
        op.create_index(name, table, columns)
    for name, table, columns, where in PARTIAL:
        op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
    op.drop_index("ix_deadlines_record_id", "deadlines")


def downgrade() -> None:
    op.create_index("ix_deadlines_record_id", "deadlines", ["record_id"])
    for name, table, *_ in (*PARTIAL, *WHOLE):
        op.drop_index(name, table)
