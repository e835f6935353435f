"""Judgments and accounts of the Tribunal, notices to pay back, the calendar of AUDESP, what councillors ask."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sapl_requests",
        sa.Column("id", _ID, nullable=False),
        sa.Column("sapl_id", _ID, nullable=False),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("ementa", sa.String(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sapl_requests")),
        sa.UniqueConstraint("sapl_id", name=op.f("uq_sapl_requests_sapl_id")),
    )
    with op.batch_alter_table("sapl_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sapl_requests_told_at"), ["told_at"], unique=False)

    op.create_table(
        "audesp_rows",
        sa.Column("id", _ID, nullable=False),
        sa.Column("documento", sa.String(), nullable=False),
        sa.Column("competencia", sa.String(), nullable=False),
        sa.Column("prazo", sa.Date(), nullable=False),
        sa.Column("orgao_id", _ID, nullable=False),
        sa.Column("task_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(["orgao_id"], ["orgaos.id"], name=op.f("fk_audesp_rows_orgao_id_orgaos")),
        sa.ForeignKeyConstraint(["task_id"], ["records.id"], name=op.f("fk_audesp_rows_task_id_records")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audesp_rows")),
        sa.UniqueConstraint("documento", "competencia", name=op.f("uq_audesp_rows_documento_competencia")),
    )
    with op.batch_alter_table("convenios", schema=None) as batch_op:
        batch_op.add_column(sa.Column("notificado_em", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("ressarcir_ate", sa.Date(), nullable=True))

    with op.batch_alter_table("demands", schema=None) as batch_op:
        batch_op.add_column(sa.Column("noted_by_id", _ID, nullable=True))
        batch_op.add_column(sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("exercicio", _ID, nullable=True))
        batch_op.add_column(sa.Column("judgment", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("judged_on", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_demands_exercicio"), ["exercicio"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_demands_noted_by_id_people"), "people", ["noted_by_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("demands", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_demands_noted_by_id_people"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_demands_exercicio"))
        batch_op.drop_column("judged_on")
        batch_op.drop_column("judgment")
        batch_op.drop_column("exercicio")
        batch_op.drop_column("noted_at")
        batch_op.drop_column("noted_by_id")

    with op.batch_alter_table("convenios", schema=None) as batch_op:
        batch_op.drop_column("ressarcir_ate")
        batch_op.drop_column("notificado_em")

    op.drop_table("audesp_rows")
    with op.batch_alter_table("sapl_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sapl_requests_told_at"))

    op.drop_table("sapl_requests")
