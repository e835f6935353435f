"""What the doors need: their own state, changes of messages sent before, long texts in pieces, lean indices."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "doors",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("listener", sa.String(), nullable=True),
        sa.Column("listener_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_doors")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index("ix_inbox_place", ["source", "place", "state"], unique=False)

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        part = sa.Column(
            "part", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, server_default="0"
        )
        batch_op.add_column(part)
        batch_op.add_column(sa.Column("origin", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("edits_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("after", sa.JSON(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_outbox_due"))
        batch_op.create_index(batch_op.f("ix_outbox_edits_id"), ["edits_id"], unique=False)
        batch_op.create_index(
            "ix_outbox_queue",
            ["channel", "priority", "id", "not_before"],
            unique=False,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.create_index(
            "ix_outbox_rate",
            ["channel", "sent_at"],
            unique=False,
            sqlite_where=sa.text("sent_at IS NOT NULL"),
            postgresql_where=sa.text("sent_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_outbox_unsettled",
            ["channel", "address"],
            unique=False,
            sqlite_where=sa.text("attempts > 0 AND state IN ('pending', 'sending', 'uncertain')"),
            postgresql_where=sa.text("attempts > 0 AND state IN ('pending', 'sending', 'uncertain')"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_outbox_edits_id_outbox"), "outbox", ["edits_id"], ["id"], ondelete="CASCADE"
        )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.alter_column("part", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_outbox_edits_id_outbox"), type_="foreignkey")
        batch_op.drop_index(
            "ix_outbox_unsettled",
            sqlite_where=sa.text("attempts > 0 AND state IN ('pending', 'sending', 'uncertain')"),
            postgresql_where=sa.text("attempts > 0 AND state IN ('pending', 'sending', 'uncertain')"),
        )
        batch_op.drop_index(
            "ix_outbox_rate",
            sqlite_where=sa.text("sent_at IS NOT NULL"),
            postgresql_where=sa.text("sent_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_outbox_queue", sqlite_where=sa.text("state = 'pending'"), postgresql_where=sa.text("state = 'pending'")
        )
        batch_op.drop_index(batch_op.f("ix_outbox_edits_id"))
        batch_op.create_index(batch_op.f("ix_outbox_due"), ["state", "channel", "not_before", "priority"], unique=False)
        batch_op.drop_column("after")
        batch_op.drop_column("edits_id")
        batch_op.drop_column("origin")
        batch_op.drop_column("part")

    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index("ix_inbox_place")

    op.drop_table("doors")
