"""Further posts of a person; renamed órgãos and those that are no more; the hour at which an expediente came."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "posts",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("orgao_id", ID, nullable=False),
        sa.Column("cargo", sa.String(), nullable=False),
        sa.Column("function", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_posts_person_id_people")),
        sa.ForeignKeyConstraint(["orgao_id"], ["orgaos.id"], name=op.f("fk_posts_orgao_id_orgaos")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
        sa.UniqueConstraint("person_id", "orgao_id", name=op.f("uq_posts_person_id_orgao_id")),
    )
    op.create_table(
        "former_siglas",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("orgao_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["orgao_id"], ["orgaos.id"], name=op.f("fk_former_siglas_orgao_id_orgaos")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_former_siglas")),
    )
    op.create_table(
        "successions",
        sa.Column("orgao_id", ID, autoincrement=False, nullable=False),
        sa.Column("successor_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["orgao_id"], ["orgaos.id"], name=op.f("fk_successions_orgao_id_orgaos")),
        sa.ForeignKeyConstraint(["successor_id"], ["orgaos.id"], name=op.f("fk_successions_successor_id_orgaos")),
        sa.PrimaryKeyConstraint("orgao_id", name=op.f("pk_successions")),
    )
    op.create_table(
        "recipient_orgaos",
        sa.Column("recipient_id", ID, autoincrement=False, nullable=False),
        sa.Column("orgao_id", ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["recipients.id"], name=op.f("fk_recipient_orgaos_recipient_id_recipients")
        ),
        sa.ForeignKeyConstraint(["orgao_id"], ["orgaos.id"], name=op.f("fk_recipient_orgaos_orgao_id_orgaos")),
        sa.PrimaryKeyConstraint("recipient_id", "orgao_id", name=op.f("pk_recipient_orgaos")),
    )
    op.create_index(op.f("ix_recipient_orgaos_orgao_id"), "recipient_orgaos", ["orgao_id"])
    op.add_column("expedientes", sa.Column("recebido_as", sa.Time(), nullable=True))


def downgrade() -> None:
    op.drop_column("expedientes", "recebido_as")
    op.drop_table("recipient_orgaos")
    op.drop_table("successions")
    op.drop_table("former_siglas")
    op.drop_table("posts")
