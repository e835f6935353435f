"""Prorrogação of a legal term: an act with its number, who did it, by which document and why, and both dates."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, moments, notices, records, seals
from models.base import Answer, Base, Question, Refusal, insert_row
from models.calendar import CalendarError
from models.deadlines.counted import Basis, due_of, rule_of
from models.deadlines.queries import in_charge, open_of
from models.deadlines.rules import move
from models.deadlines.tables import Deadline, Due
from models.people import Person
from models.records import Record
from models.terms import Term


class Prorrogacao(Base):
    """One extension of one deadline. Rows are never changed."""

    __tablename__ = "prorrogacoes"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), index=True)
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadlines.id"))
    rule: Mapped[dict[str, Any]]  # how much more, as a rule counted from the end of the term before
    act: Mapped[str]
    reason: Mapped[str]
    old_due_at: Mapped[datetime]
    new_due_at: Mapped[datetime]
    date_only: Mapped[bool]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


seals.protect(Prorrogacao, "a prorrogação", by="record_id")


def of(session: Session, record: Record) -> list[Prorrogacao]:
    """The prorrogações of a record, in order."""
    query = select(Prorrogacao).where(Prorrogacao.record_id == record.id).order_by(Prorrogacao.id)
    return list(session.scalars(query))


def extend(
    session: Session, record: Record, *, more: Term | None, act: str, reason: str, by: Person, now: datetime
) -> tuple[str, Due, Due]:
    """Extend the legal term of a record, by what its rule allows or by `more`; returns number, old and new date."""
    deadline = _legal_deadline(session, record)
    _require_right(session, deadline, by, now)
    if not reason:
        raise Question(
            f"Por que prorrogar? Exemplo: prorrogar {record.code} Despacho 12/2026 faltam documentos", Answer.TEXT
        )
    if deadline.due_at < now:
        raise Refusal(f"O prazo venceu em {deadline.due.text}: só se prorroga antes do fim.")
    old, new, rule = deadline.due, *_extended(session, deadline, more)
    code = prorrogado(session, deadline, new, rule=rule, act=act, reason=reason, by=by, now=now)
    return code, old, new


def prorrogado(
    session: Session,
    deadline: Deadline,
    new: Due,
    *,
    rule: dict[str, Any],
    act: str,
    reason: str,
    by: Person,
    now: datetime,
) -> str:
    """Move a deadline to its new date by a numbered act; returns its number. The owner and the author are told."""
    record, old = deadline.record, deadline.due
    move(session, deadline, new, now=now)
    year = moments.today(now).year
    code = f"PR-{records.draw_number(session, 'prorrogacao', year)}/{year}"
    insert_row(session, Prorrogacao, code=code, record_id=record.id, deadline_id=deadline.id, rule=rule, act=act,
               reason=reason, old_due_at=old.at, new_due_at=new.at, date_only=new.date_only, by_id=by.id,
               at=now)  # fmt: skip
    by_act = f", {act}" if act else ""
    text = f"prazo prorrogado ({code}{by_act}): de {old.text} para {new.text}: {reason}"
    audit.write(session, "prorrogacao", by=by, now=now, record_id=record.id, text=text)
    owner = deadline.person or deadline.orgao
    told = [each for each in (owner, record.author) if each is not None]
    notices.tell(session, record, f"{by.name}: {record.code} ({record.title}), {text}.", told, by=by, now=now)
    return code


def _legal_deadline(session: Session, record: Record) -> Deadline:
    ours = [each for each in open_of(session, record.id) if each.basis and not each.runs_for]
    found = [each for each in ours if Basis.from_json(each.basis or {}).is_legal]
    if not found:
        raise Refusal(
            f"{record.code} não tem prazo legal em aberto. Prazo dado por uma pessoa se muda com adiar ou pedir prazo."
        )
    return found[0]


def _require_right(session: Session, deadline: Deadline, by: Person, now: datetime) -> None:
    if not in_charge(session, deadline, by, now):
        raise Refusal("O prazo legal é prorrogado por quem responde por ele, por quem registrou ou pela chefia.")


def _extended(session: Session, deadline: Deadline, more: Term | None) -> tuple[Due, dict[str, Any]]:
    basis = Basis.from_json(deadline.basis or {})
    rule = rule_of(session, basis)
    if more is not None:
        further: dict[str, Any] = _as_rule(more) | {"roll": rule.roll.value}
    elif rule.extension is None or rule.extension.n is None:
        raise Refusal(
            f"A regra {rule.name or rule.id} não diz por quanto se prorroga. "
            f"Diga quanto: prorrogar {deadline.record.code} mais 10 dias Despacho 12/2026 motivo"
        )
    elif basis.then:
        raise Refusal("Este prazo já foi prorrogado, e a regra prevê uma vez só. Para outra, diga mais quanto.")
    else:
        each = rule.extension
        further = {"unit": each.unit.value, "n": each.n, "start_rule": each.start_rule.value, "roll": each.roll.value}
    try:
        return due_of(session, replace(basis, then=(*basis.then, further))), further
    except CalendarError as error:
        raise Refusal(str(error)) from error


def _as_rule(more: Term) -> dict[str, Any]:
    weeks = more.unit == "semanas"
    return {"unit": "dias_corridos" if weeks else more.unit, "n": more.n * (7 if weeks else 1)}
