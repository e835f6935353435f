"""A secret draft is secret from its first day, who signed a closed act sees it, and what was asked in vain is found."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ASKED_IN_VAIN = sa.text("action = 'consulta'")
RECORDS = sa.table("records", *map(sa.column, ("id", "kind", "parent_id", "access_level", "status")))
ACTS = sa.table("directives", *map(sa.column, ("id", "final_level", "approver_id")))
NAMED = sa.table("record_access", *map(sa.column, ("record_id", "person_id")))


def upgrade() -> None:
    op.create_index(
        "ix_audit_consultas", "audit", ["actor_id", "at"], sqlite_where=ASKED_IN_VAIN, postgresql_where=ASKED_IN_VAIN
    )
    op.execute(secret_drafts().values(access_level="sigiloso"))
    about_one = RECORDS.c.parent_id.in_(secret_acts()), RECORDS.c.kind == "task", RECORDS.c.access_level == "restrito"
    op.execute(RECORDS.update().where(*about_one).values(access_level="sigiloso"))
    known = sa.exists().where(NAMED.c.record_id == ACTS.c.id, NAMED.c.person_id == ACTS.c.approver_id)
    signed = sa.select(ACTS.c.id, ACTS.c.approver_id).where(
        ACTS.c.final_level != "publico", ACTS.c.approver_id.is_not(None), ~known
    )
    op.execute(NAMED.insert().from_select(["record_id", "person_id"], signed))


def downgrade() -> None:
    op.execute(secret_drafts().values(access_level="restrito"))
    op.drop_index("ix_audit_consultas", "audit")


def secret_acts() -> sa.Select[tuple[int]]:
    return sa.select(ACTS.c.id).where(ACTS.c.final_level == "sigiloso")


def secret_drafts() -> sa.Update:
    unsent = RECORDS.c.status.in_(("minuta", "devolvida", "aprovada", "cancelada"))
    return RECORDS.update().where(unsent, RECORDS.c.id.in_(secret_acts()))
