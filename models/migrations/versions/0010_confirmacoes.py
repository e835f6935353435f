"""Changes of authority that wait for a second person, the versions of drafts, and codes hashed once more."""

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SHOWS = sa.text("shows IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "confirmations",
        sa.Column("id", _ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("but", sa.JSON(), nullable=False),
        sa.Column("own_only", sa.Boolean(), nullable=False),
        sa.Column("person_id", _ID, nullable=True),
        sa.Column("asked_by_id", _ID, nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_by_id", _ID, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], ["people.id"], name=op.f(f"fk_confirmations_{column}_people"))
            for column in ("person_id", "asked_by_id", "decided_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmations")),
    )
    op.create_index(op.f("ix_confirmations_state"), "confirmations", ["state"])
    op.create_table(
        "revisions",
        sa.Column("directive_id", _ID, nullable=False),
        sa.Column("version", _ID, nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("by_id", _ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["directive_id"], ["directives.id"], name=op.f("fk_revisions_directive_id_directives")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_revisions_by_id_people")),
        sa.PrimaryKeyConstraint("directive_id", "version", name=op.f("pk_revisions")),
    )
    op.add_column("directives", sa.Column("version", _ID, nullable=False, server_default="1"))
    op.add_column("invites", sa.Column("salt", sa.String(), nullable=True))
    op.add_column("outbox", sa.Column("shows", sa.String(), nullable=True))
    op.create_index("ix_outbox_shows", "outbox", ["shows"], sqlite_where=_SHOWS, postgresql_where=_SHOWS)
    _keep_writers()
    _hash_codes_again()


def downgrade() -> None:
    op.drop_index("ix_outbox_shows", "outbox")
    op.drop_column("outbox", "shows")
    op.drop_column("invites", "salt")
    op.drop_column("directives", "version")
    op.drop_table("revisions")
    op.drop_index(op.f("ix_confirmations_state"), "confirmations")
    op.drop_table("confirmations")


def _keep_writers() -> None:
    """Whoever drafted or corrected an act that is not approved yet, as the history tells."""
    op.execute(
        "INSERT INTO revisions (directive_id, version, sha256, by_id, at) "
        "SELECT d.id, row_number() OVER (PARTITION BY d.id ORDER BY a.id), d.sha256, a.actor_id, a.at "
        "FROM directives d JOIN audit a ON a.record_id = d.id AND a.action IN ('minuta', 'correcao') "
        "WHERE d.approved_at IS NULL"
    )
    op.execute(
        "UPDATE directives SET version = (SELECT max(version) FROM revisions WHERE directive_id = directives.id) "
        "WHERE id IN (SELECT directive_id FROM revisions)"
    )


def _hash_codes_again() -> None:
    connection = op.get_bind()
    for invite_id, code_hash in connection.execute(sa.text("SELECT id, code_hash FROM invites")).all():
        again = {"hash": sha256(code_hash.encode()).hexdigest(), "id": invite_id}
        connection.execute(sa.text("UPDATE invites SET code_hash = :hash WHERE id = :id"), again)
