"""What records are found by, in tables of its own with an index over the words; `migrate` fills them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FORGET = "INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', OLD.record_id, OLD.words);"
LEARN = "INSERT INTO search_index(rowid, words) VALUES (NEW.record_id, NEW.words);"
INDEX = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search_index USING fts5"
        "(words, content='search_texts', content_rowid='record_id', tokenize='ascii', columnsize=0)",
        f"CREATE TRIGGER search_texts_insert AFTER INSERT ON search_texts BEGIN {LEARN} END",
        f"CREATE TRIGGER search_texts_delete AFTER DELETE ON search_texts BEGIN {FORGET} END",
        f"CREATE TRIGGER search_texts_update AFTER UPDATE OF words ON search_texts BEGIN {FORGET} {LEARN} END",
    ),
    "postgresql": (
        "ALTER TABLE search_texts ADD COLUMN search_index tsvector "
        "GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, words)) STORED",
        "ALTER TABLE search_texts ALTER COLUMN search_index SET STATISTICS 1000",
        "CREATE INDEX search_index_gin ON search_texts USING gin (search_index) WITH (fastupdate = off)",
    ),
}


def upgrade() -> None:
    op.create_table(
        "search_texts",
        sa.Column(
            "record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_search_texts_record_id_records")),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_search_texts")),
    )
    op.create_table(
        "search_words",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", "word", name=op.f("pk_search_words")),
        sqlite_with_rowid=False,
    )
    for statement in INDEX[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_column("records", "search_key")


def downgrade() -> None:
    op.add_column("records", sa.Column("search_key", sa.String(), nullable=False, server_default=""))
    op.execute(
        "UPDATE records SET search_key = coalesce((SELECT words FROM search_texts WHERE record_id = records.id), '')"
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    op.drop_table("search_words")
    op.drop_table("search_texts")
    with op.batch_alter_table("records", schema=None) as batch_op:
        batch_op.alter_column("search_key", server_default=None)
