"""Onde está: a ordem da lista de um órgão."""

from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_tramitacoes_orgao", "tramitacoes")
    op.create_index("ix_tramitacoes_orgao", "tramitacoes", ["to_orgao_id", "closed_at", "sent_at"])


def downgrade() -> None:
    op.drop_index("ix_tramitacoes_orgao", "tramitacoes")
    op.create_index("ix_tramitacoes_orgao", "tramitacoes", ["to_orgao_id", "closed_at"])
