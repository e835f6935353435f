"""Extensions of a deadline: asked for once, granted or refused by the person who gave it, kept by both sides."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, deadlines, notices, seals, undo
from models.base import Base, Button, Refusal, insert_row
from models.deadlines import Due
from models.people import Person, standing
from models.records import Record
from models.subjects import deadline_kind


class Extension(Base):
    """One request for a new date. `granted` is null while nobody has answered."""

    __tablename__ = "extensions"
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), index=True)
    item_id: Mapped[int]
    new_due_at: Mapped[datetime]
    date_only: Mapped[bool]
    reason: Mapped[str]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_of_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    granted: Mapped[bool | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]

    @property
    def due(self) -> Due:
        return Due(self.new_due_at, self.date_only)


seals.protect(Extension, "o pedido de prazo", by="record_id")

_WITHDRAW = (
    delete(Extension)
    .where(Extension.record_id == bindparam("record_id"), Extension.granted.is_(None))
    .where(Extension.item_id.in_(bindparam("item_ids", expanding=True)))
    .execution_options(synchronize_session=False)
)


def ask(
    session: Session, record: Record, item_id: int, due: Due, *, reason: str, of: Person, by: Person, now: datetime
) -> None:
    """Ask `of` for a new date; an earlier request of the same person that is still open is replaced."""
    replaced = waiting(session, record, by)
    for earlier in replaced:
        session.delete(earlier)
    extension_id = insert_row(
        session,
        Extension,
        record_id=record.id,
        item_id=item_id,
        new_due_at=due.at,
        date_only=due.date_only,
        reason=reason,
        asked_by_id=by.id,
        asked_of_id=of.id,
        asked_at=now,
        granted=None,
        decided_by_id=None,
        decided_at=None,
    )
    said = f"pede prazo até {due.text}: {reason}"
    data = None if replaced else {"extension": extension_id}
    audit.write(session, "pedido_prazo", by=by, now=now, record_id=record.id, text=said, data=data)
    text = f"{by.name} pede mais prazo em {record.code} ({record.title}): até {due.text}.\nMotivo: {reason}"
    buttons = (
        Button("Conceder", f"conceder {record.code} @{by.handle}"),
        Button("Recusar", f"recusar {record.code} @{by.handle}"),
    )
    notices.send(session, record, text, [of], by=by, now=now, buttons=buttons)


def waiting(session: Session, record: Record, asked_by: Person | None = None) -> list[Extension]:
    """The unanswered requests about a record."""
    query = select(Extension).where(Extension.record_id == record.id, Extension.granted.is_(None))
    if asked_by is not None:
        query = query.where(Extension.asked_by_id == asked_by.id)
    return list(session.scalars(query.order_by(Extension.id)))


def withdraw(session: Session, record: Record, item_ids: list[int]) -> None:
    """Delete the unanswered requests of items that are done."""
    session.execute(_WITHDRAW, {"record_id": record.id, "item_ids": item_ids})


def decide(
    session: Session, record: Record, asked_by: Person, *, granted: bool, note: str = "", by: Person, now: datetime
) -> Extension:
    """Grant or refuse the request of `asked_by`. Granting moves the open deadlines of that item."""
    found = waiting(session, record, asked_by)
    if not found:
        raise Refusal(f"{asked_by.name} não tem pedido de prazo em aberto em {record.code}.")
    request = found[-1]
    who = standing(session, by, now)
    if request.asked_of_id not in who.person_ids and not who.commands:
        raise Refusal("Esse pedido de prazo é respondido por quem deu o prazo ou pela chefia de gabinete.")
    if by.id == asked_by.id:
        raise Refusal("O pedido de prazo é respondido por outra pessoa.")
    request.granted, request.decided_by_id, request.decided_at = granted, by.id, now
    if granted:
        for deadline in deadlines.open_of(session, record.id, item_id=request.item_id):
            if not deadline_kind(deadline.kind).by_ciencia:
                deadlines.move(session, deadline, request.due, now=now)
    answer = f"prazo até {request.due.text} {'concedido' if granted else 'recusado'}{': ' + note if note else ''}"
    audit.write(session, "resposta_prazo", by=by, now=now, record_id=record.id, text=f"{answer} ({asked_by.name})")
    verb = "concedeu" if granted else "recusou"
    text = f"{by.name} {verb} o prazo que você pediu em {record.code} ({record.title}): {request.due.text}."
    notices.send(session, record, text + (f"\n{note}" if note else ""), [asked_by], by=by, now=now)
    return request


@undo.inverse("pedido_prazo", openly="comentar {code}")
def _take_back(session: Session, _record: Record, data: dict[str, Any], _by: Person, _now: datetime) -> None:
    asked = session.get(Extension, data["extension"])
    if asked is None or asked.granted is not None:
        raise Refusal("Esse pedido de prazo já não espera resposta.")
    session.delete(asked)
