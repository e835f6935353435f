"""Which records do not wait for the morning: urgent tasks and urgent acts."""

from collections.abc import Iterable

from sqlalchemy import BindParameter, bindparam, select, union_all
from sqlalchemy.orm import Session

from models.directives import Directive
from models.tasks import Priority, Task

_ids: BindParameter[list[int]] = bindparam("ids", expanding=True)
_tasks, _acts = Task.__table__, Directive.__table__
_URGENT = union_all(
    select(_tasks.c.id).where(_tasks.c.id.in_(_ids), _tasks.c.priority == Priority.URGENTE.value),
    select(_acts.c.id).where(_acts.c.id.in_(_ids), _acts.c.urgent),
)


def urgent_among(session: Session, record_ids: Iterable[int]) -> set[int]:
    """Those of the records that are urgent."""
    return set(session.connection().scalars(_URGENT, {"ids": list(set(record_ids))}))
