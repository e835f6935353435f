"""The calendar of the phone carries events too: an entry is named by its deadline or event, and by its record."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("calendar_entries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("item", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("record_id", _ID, nullable=True))
    op.execute(
        "UPDATE calendar_entries SET item = 'prazo-' || deadline_id, "
        "record_id = (SELECT record_id FROM deadlines WHERE deadlines.id = calendar_entries.deadline_id)"
    )
    with op.batch_alter_table("calendar_entries", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("uq_calendar_entries_feed_id_deadline_id"), type_="unique")
        batch_op.drop_constraint(op.f("fk_calendar_entries_deadline_id_deadlines"), type_="foreignkey")
        batch_op.drop_column("deadline_id")
        batch_op.alter_column("item", existing_type=sa.String(), nullable=False)
        batch_op.alter_column("record_id", existing_type=_ID, nullable=False)
        batch_op.create_unique_constraint(op.f("uq_calendar_entries_feed_id_item"), ["feed_id", "item"])
        batch_op.create_foreign_key(op.f("fk_calendar_entries_record_id_records"), "records", ["record_id"], ["id"])
        batch_op.create_index("ix_calendar_entries_record", ["feed_id", "record_id"])


def downgrade() -> None:
    op.execute("DELETE FROM calendar_entries WHERE item LIKE 'evento-%'")
    with op.batch_alter_table("calendar_entries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("deadline_id", _ID, nullable=True))
    op.execute("UPDATE calendar_entries SET deadline_id = CAST(substr(item, 7) AS INTEGER)")
    with op.batch_alter_table("calendar_entries", schema=None) as batch_op:
        batch_op.drop_index("ix_calendar_entries_record")
        batch_op.drop_constraint(op.f("uq_calendar_entries_feed_id_item"), type_="unique")
        batch_op.drop_constraint(op.f("fk_calendar_entries_record_id_records"), type_="foreignkey")
        batch_op.drop_column("record_id")
        batch_op.drop_column("item")
        batch_op.alter_column("deadline_id", existing_type=_ID, nullable=False)
        batch_op.create_unique_constraint(op.f("uq_calendar_entries_feed_id_deadline_id"), ["feed_id", "deadline_id"])
        batch_op.create_foreign_key(
            op.f("fk_calendar_entries_deadline_id_deadlines"), "deadlines", ["deadline_id"], ["id"]
        )
