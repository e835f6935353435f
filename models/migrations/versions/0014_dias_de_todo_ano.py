"""Days that repeat every year, and the years whose calendar somebody has confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("municipal_days", schema=None) as batch_op:
        batch_op.add_column(sa.Column("yearly", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
    op.create_table(
        "calendar_years",
        sa.Column("id", ID, nullable=False),
        sa.Column("calendar", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["people.id"], name=op.f("fk_calendar_years_confirmed_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_years")),
        sa.UniqueConstraint("calendar", "year", name=op.f("uq_calendar_years_calendar_year")),
    )


def downgrade() -> None:
    op.drop_table("calendar_years")
    with op.batch_alter_table("municipal_days", schema=None) as batch_op:
        batch_op.drop_column("ends_on")
        batch_op.drop_column("yearly")
