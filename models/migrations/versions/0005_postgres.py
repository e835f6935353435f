"""On PostgreSQL what may not change is refused as by any constraint, and the history cannot be truncated either."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_FUNCTION = "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION "
_AS_CONSTRAINT = "USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation'; END $$"
_NO_TRUNCATE = (
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('the history is append-only')"
)


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute(_FUNCTION + _AS_CONSTRAINT)
        op.execute(_NO_TRUNCATE)


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP TRIGGER audit_no_truncate ON audit")
        op.execute(_FUNCTION + "USING MESSAGE = TG_ARGV[0]; END $$")
