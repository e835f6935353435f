"""Acts that did not leave when they should have, for the auditor."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from models.acts.tables import IS_APPROVED, Act, Recipient
from models.auditing.findings import LONG_PATIENCE, PATIENCE
from models.outbox import Outbox
from models.records import AccessLevel, Record
from models.subjects import Watch

_AUTHOR = func.coalesce(Record.author_id, 0)  # who wrote an act is sent no copy
LOOK_BACK = timedelta(days=30)  # for transmissions without a message


def _untransmitted(session: Session, now: datetime) -> tuple[int, datetime | None, str]:
    was_due = func.coalesce(Act.scheduled_for, Act.approved_at)
    query = select(func.count(Act.id), _public_code()).where(
        IS_APPROVED, Act.transmitted_at.is_(None), was_due < now - LONG_PATIENCE
    )
    count, code = session.execute(query).one()
    return count, None, code or ""


def _without_a_message(session: Session, now: datetime) -> tuple[int, datetime | None, str]:
    query = (
        select(func.count(Recipient.id), _public_code())
        .join(Record, Record.id == Recipient.act_id)
        .outerjoin(Outbox, Outbox.recipient_id == Recipient.id)
        .where(Outbox.id.is_(None), Recipient.cancelled_at.is_(None), Recipient.person_id != _AUTHOR)
        .where(Recipient.transmitted_at < now - PATIENCE, Recipient.transmitted_at > now - LOOK_BACK)
    )
    count, code = session.execute(query).one()
    return count, None, code or ""


def _public_code() -> ColumnElement[str | None]:
    """The number to name; None for a restricted act."""
    return func.min(case((Record.access_level == AccessLevel.PUBLICO, Record.code)))


WATCHES = (
    Watch(
        "transmissao",
        "ato aprovado",
        "atos aprovados",
        "{n} sem transmissão na hora marcada{among}. Confira com a chefia e transmita de novo, se for o caso.",
        _untransmitted,
    ),
    Watch(
        "destinatario",
        "destinatário",
        "destinatários",
        "{n} de atos transmitidos sem mensagem na fila{among}. Avise por outro meio.",
        _without_a_message,
    ),
)
