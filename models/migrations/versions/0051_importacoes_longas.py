"""importacoes longas."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

_COUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("sheet_imports", schema=None) as batch_op:
        batch_op.add_column(sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("tries", _COUNT, nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("percent", _COUNT, nullable=False, server_default="100"))
        batch_op.add_column(sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE sheet_imports SET checked_at = sent_at")
    with op.batch_alter_table("sheet_imports", schema=None) as batch_op:
        batch_op.alter_column("tries", server_default=None)
        batch_op.alter_column("percent", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("sheet_imports", schema=None) as batch_op:
        for name in ("wanted_at", "checked_at", "percent", "tries", "begun_at"):
            batch_op.drop_column(name)
