"""What was received or made in a period, found without walking through the register."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MADE = sa.text("kind <> 'expediente'")


def upgrade() -> None:
    op.create_index("ix_expedientes_recebido", "expedientes", ["recebido_em", "id"])
    op.create_index("ix_records_made", "records", ["created_at", "id"], sqlite_where=MADE, postgresql_where=MADE)


def downgrade() -> None:
    op.drop_index("ix_records_made", "records")
    op.drop_index("ix_expedientes_recebido", "expedientes")
