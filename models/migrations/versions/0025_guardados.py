"""Messages kept until their record is said."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_messages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_kept_messages_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_messages")),
    )
    with op.batch_alter_table("kept_messages", schema=None) as batch_op:
        batch_op.create_index("ix_kept_messages_person", ["person_id", "placed_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("kept_messages", schema=None) as batch_op:
        batch_op.drop_index("ix_kept_messages_person")

    op.drop_table("kept_messages")
