"""Terms counted by a rule, prorrogações, recesses, revoked days, and the administrator's book of rules."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recesses",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("calendar", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("effect", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("revoking_act", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["created_by_id"], ["people.id"], name=op.f("fk_recesses_created_by_id_people")),
        sa.ForeignKeyConstraint(["revoked_by_id"], ["people.id"], name=op.f("fk_recesses_revoked_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recesses")),
    )
    op.create_table(
        "rule_books",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["created_by_id"], ["people.id"], name=op.f("fk_rule_books_created_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_books")),
    )
    op.create_table(
        "prorrogacoes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deadline_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("old_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("new_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("date_only", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_prorrogacoes_by_id_people")),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadlines.id"], name=op.f("fk_prorrogacoes_deadline_id_deadlines")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_prorrogacoes_record_id_records")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prorrogacoes")),
        sa.UniqueConstraint("code", name=op.f("uq_prorrogacoes_code")),
    )
    with op.batch_alter_table("prorrogacoes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prorrogacoes_record_id"), ["record_id"], unique=False)

    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.add_column(sa.Column("basis", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("counted_on", sa.String(), nullable=True))
        batch_op.create_index("ix_deadlines_counted_on", ["counted_on", "state"], unique=False)

    with op.batch_alter_table("municipal_days", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moved_from", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("revoked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("revoking_act", sa.String(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_municipal_days_revoked_by_id_people"), "people", ["revoked_by_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("municipal_days", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_municipal_days_revoked_by_id_people"), type_="foreignkey")
        batch_op.drop_column("revoking_act")
        batch_op.drop_column("revoked_by_id")
        batch_op.drop_column("moved_from")

    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.drop_index("ix_deadlines_counted_on")
        batch_op.drop_column("counted_on")
        batch_op.drop_column("basis")

    with op.batch_alter_table("prorrogacoes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prorrogacoes_record_id"))

    op.drop_table("prorrogacoes")
    op.drop_table("rule_books")
    op.drop_table("recesses")
