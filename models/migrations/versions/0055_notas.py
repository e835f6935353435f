"""Grades of courses, and the matrícula of pupils as the table of the RH has it."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_GRADED = ("courses", "enrolments", "certificates")


def upgrade() -> None:
    for table in _GRADED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("grade", _ID, nullable=True))
    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("matricula", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.drop_column("matricula")
    for table in _GRADED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("grade")
