"""What leaves: ofícios, circulares, mensagens, certidões. Approved, they never change (a trigger)."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_NAME = "oficios_frozen"
_FROZEN = "especie, text, sha256, number, year, signer_id, quality, approver_id, approved_at, municipality"
_START = f"CREATE TRIGGER {_NAME} BEFORE UPDATE OF {_FROZEN} ON oficios "
_ANSWER = "an approved document never changes"


def upgrade() -> None:
    op.create_table(
        "oficios",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("especie", sa.String(), nullable=False),
        sa.Column("draft_code", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("final_level", sa.String(), nullable=False),
        sa.Column("about_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("signer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("quality", sa.String(), nullable=False),
        sa.Column("approver_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality", sa.String(), nullable=True),
        sa.Column("awaited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("awaited_date_only", sa.Boolean(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_sha256", sa.String(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("protocol", sa.String(), nullable=False),
        sa.Column("protocolled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["about_id"], ["records.id"], name=op.f("fk_oficios_about_id_records")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["records.id"], name=op.f("fk_oficios_answered_by_id_records")),
        sa.ForeignKeyConstraint(["approver_id"], ["people.id"], name=op.f("fk_oficios_approver_id_people")),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_oficios_id_records")),
        sa.ForeignKeyConstraint(["signer_id"], ["people.id"], name=op.f("fk_oficios_signer_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oficios")),
    )
    with op.batch_alter_table("oficios", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_oficios_about_id"), ["about_id"], unique=False)

    op.create_table(
        "oficio_addressees",
        sa.Column(
            "oficio_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column(
            "authority_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authorities.id"], name=op.f("fk_oficio_addressees_authority_id_authorities")
        ),
        sa.ForeignKeyConstraint(["oficio_id"], ["oficios.id"], name=op.f("fk_oficio_addressees_oficio_id_oficios")),
        sa.PrimaryKeyConstraint("oficio_id", "authority_id", name=op.f("pk_oficio_addressees")),
    )
    with op.batch_alter_table("oficio_addressees", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_oficio_addressees_authority_id"), ["authority_id"], unique=False)

    op.create_table(
        "oficio_answers",
        sa.Column(
            "oficio_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column(
            "record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.ForeignKeyConstraint(["oficio_id"], ["oficios.id"], name=op.f("fk_oficio_answers_oficio_id_oficios")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_oficio_answers_record_id_records")),
        sa.PrimaryKeyConstraint("oficio_id", "record_id", name=op.f("pk_oficio_answers")),
    )
    with op.batch_alter_table("oficio_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_oficio_answers_record_id"), ["record_id"], unique=False)

    op.create_table(
        "oficio_versions",
        sa.Column(
            "oficio_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_oficio_versions_by_id_people")),
        sa.ForeignKeyConstraint(["oficio_id"], ["oficios.id"], name=op.f("fk_oficio_versions_oficio_id_oficios")),
        sa.PrimaryKeyConstraint("oficio_id", "version", name=op.f("pk_oficio_versions")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"{_START}WHEN OLD.approved_at IS NOT NULL BEGIN SELECT RAISE(ABORT, '{_ANSWER}'); END")
    else:
        does = f"EXECUTE FUNCTION refuse_change('{_ANSWER}')"
        op.execute(f"{_START}FOR EACH ROW WHEN (OLD.approved_at IS NOT NULL) {does}")


def downgrade() -> None:
    op.drop_table("oficio_versions")
    with op.batch_alter_table("oficio_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_oficio_answers_record_id"))

    op.drop_table("oficio_answers")
    with op.batch_alter_table("oficio_addressees", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_oficio_addressees_authority_id"))

    op.drop_table("oficio_addressees")
    with op.batch_alter_table("oficios", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_oficios_about_id"))

    op.drop_table("oficios")
