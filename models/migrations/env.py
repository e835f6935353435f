"""The environment of Alembic: it works on the connection of bot.schema, inside its transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from models.base import Base, UtcDateTime
from models.seals import TOUCHED
from models.searchable import INDEX


def render(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """A migration names no class of ours: it must still run when the class is gone."""
    if kind != "type" or not isinstance(item, TypeDecorator):
        return False
    return "sa.DateTime(timezone=True)" if isinstance(item, UtcDateTime) else f"sa.{item.impl_instance!r}"


def is_mapped(name: str | None, *_: Any) -> bool:
    """False for the tables and columns that a database adds for searching."""
    return not (name or "").startswith((INDEX, TOUCHED))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render,
    compare_type=True,
    include_name=is_mapped,
)
with context.begin_transaction():
    context.run_migrations()
