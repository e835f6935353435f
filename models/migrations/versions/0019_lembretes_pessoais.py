"""Reminders that people ask for themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "personal_reminders",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recurrence", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_personal_reminders_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_reminders")),
    )
    with op.batch_alter_table("personal_reminders", schema=None) as batch_op:
        batch_op.create_index(
            "ix_personal_reminders_next",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.create_index("ix_personal_reminders_person", ["person_id", "next_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("personal_reminders", schema=None) as batch_op:
        batch_op.drop_index("ix_personal_reminders_person")
        batch_op.drop_index(
            "ix_personal_reminders_next",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    op.drop_table("personal_reminders")
