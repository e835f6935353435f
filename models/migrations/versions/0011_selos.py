"""The history seals what every protected row is; the rows there are sealed when all tables stand (bot/schema.py)."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FROZEN = "id, at, actor_id, channel, action, record_id, commitment, previous, hash"


def upgrade() -> None:
    op.add_column("audit", sa.Column("seals", sa.String(), nullable=True))
    _freeze(f"{FROZEN}, seals")


def downgrade() -> None:
    _freeze(FROZEN)
    op.drop_column("audit", "seals")  # not in a batch: a table made anew would lose its triggers


def _freeze(columns: str) -> None:
    start = f"CREATE TRIGGER audit_no_update BEFORE UPDATE OF {columns} ON audit"
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_no_update")
        op.execute(f"{start}  BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END")
    else:
        op.execute("DROP TRIGGER audit_no_update ON audit")
        op.execute(f"{start} FOR EACH ROW  EXECUTE FUNCTION refuse_change('the history is append-only')")
