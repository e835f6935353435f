"""Carreiras with what hours are worth, the page of the roll, the least of a class and the last day to enrol."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "carreiras",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("cargos", sa.JSON(), nullable=False),
        sa.Column("hours_a_point", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("most_a_year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("valid_years", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("law", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carreiras")),
        sa.UniqueConstraint("key", name=op.f("uq_carreiras_key")),
    )
    with op.batch_alter_table("aulas", schema=None) as batch_op:
        batch_op.add_column(sa.Column("roll", sa.String(), nullable=True))
        batch_op.create_index(batch_op.f("ix_aulas_roll"), ["roll"], unique=False)

    with op.batch_alter_table("certificates", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("replaced_by", sa.String(), nullable=True))

    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.create_index("ix_enrolments_until", ["status", "until"], unique=False)

    with op.batch_alter_table("turmas", schema=None) as batch_op:
        batch_op.add_column(sa.Column("minimum", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("closes_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("turmas", schema=None) as batch_op:
        batch_op.drop_column("closes_on")
        batch_op.drop_column("minimum")

    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.drop_index("ix_enrolments_until")

    with op.batch_alter_table("certificates", schema=None) as batch_op:
        batch_op.drop_column("replaced_by")
        batch_op.drop_column("name")

    with op.batch_alter_table("aulas", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_aulas_roll"))
        batch_op.drop_column("roll")

    op.drop_table("carreiras")
