"""Invitations on a sheet of cards, asked for in the chat."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("invite_letters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("on_paper", sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("invite_letters", schema=None) as batch_op:
        batch_op.drop_column("on_paper")
