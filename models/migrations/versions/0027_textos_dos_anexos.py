"""textos_dos_anexos."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment_texts",
        sa.Column(
            "attachment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachments.id"], name=op.f("fk_attachment_texts_attachment_id_attachments")
        ),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_attachment_texts_record_id_records")),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_attachment_texts")),
    )
    with op.batch_alter_table("attachment_texts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_texts_record_id"), ["record_id"], unique=False)
        batch_op.create_index(
            "ix_attachment_texts_waiting",
            ["attachment_id"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("attachment_texts", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_attachment_texts_waiting",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.drop_index(batch_op.f("ix_attachment_texts_record_id"))

    op.drop_table("attachment_texts")
