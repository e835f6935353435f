"""The temporality table, the eliminations it asks for, and the log of who opened what is not public."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "temporality",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("serie", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("basis", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_temporality")),
        sa.UniqueConstraint("serie", name=op.f("uq_temporality_serie")),
    )
    op.create_table(
        "eliminations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("serie", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ids", sa.JSON(), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["people.id"], name=op.f("fk_eliminations_asked_by_id_people")),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["people.id"], name=op.f("fk_eliminations_confirmed_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eliminations")),
    )
    op.create_table(
        "record_views",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_record_views_person_id_people")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_record_views_record_id_records")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_views")),
        sa.UniqueConstraint("record_id", "person_id", "day", name=op.f("uq_record_views_record_id_person_id_day")),
    )
    with op.batch_alter_table("record_views", schema=None) as batch_op:
        batch_op.create_index("ix_record_views_day", ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_record_views_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("record_views", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_record_views_person_id"))
        batch_op.drop_index("ix_record_views_day")

    op.drop_table("record_views")
    op.drop_table("eliminations")
    op.drop_table("temporality")
