"""An act keeps the name of the municipality it was approved with. Acts from before have none, and show none."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_NAME = "directives_municipality_frozen"
_START = f"CREATE TRIGGER {_NAME} BEFORE UPDATE OF municipality ON directives "
_ANSWER = "an issued act never changes"


def upgrade() -> None:
    op.add_column("directives", sa.Column("municipality", sa.String(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"{_START}WHEN OLD.approved_at IS NOT NULL BEGIN SELECT RAISE(ABORT, '{_ANSWER}'); END")
    else:
        does = f"EXECUTE FUNCTION refuse_change('{_ANSWER}')"
        op.execute(f"{_START}FOR EACH ROW WHEN (OLD.approved_at IS NOT NULL) {does}")


def downgrade() -> None:
    on = "" if op.get_bind().dialect.name == "sqlite" else " ON directives"
    op.execute(f"DROP TRIGGER {_NAME}{on}")
    op.drop_column("directives", "municipality")  # not in a batch: a table made anew would lose its trigger
