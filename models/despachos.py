"""Despachos: a question about any record that the mayor has to decide, and the words of the decision.

The decision is registered here; the act it asks for is signed outside, and the signed file is kept with the record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, decisions, moments, notices, records, seals, subjects, undo
from models.base import Answer, Base, Button, Question, Refusal, insert_row, related
from models.deadlines import Due
from models.decisions import Questions
from models.outbox import Priority
from models.people import Person, Role, Standing, standing, with_role
from models.records import Record, visible_to
from models.subjects import Decision
from models.texts import clip, ended

_SHOWN = 100  # of the pile: beyond that nobody reads on


class DespachoStatus(StrEnum):
    """The states of a question that was taken to the mayor."""

    NA_PILHA = "na pilha"
    DEFERIDO = "deferido"
    EM_PARTE = "deferido em parte"
    INDEFERIDO = "indeferido"
    DEVOLVIDO = "devolvido"
    DELEGADO = "delegado"
    RETIRADO = "retirado"


S = DespachoStatus
DECIDED = (S.DEFERIDO, S.EM_PARTE, S.INDEFERIDO)


class Despacho(Base):
    """One question to the mayor about a record, with what was prepared for it, and the answer.

    `not_before`: the mayor has put it off until then.
    """

    __tablename__ = "despachos"
    __table_args__ = (Index("ix_despachos_status", "status", "due_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), index=True)
    code: Mapped[str]  # the number of the record then: a draft has another one once it is signed
    question: Mapped[str]
    options: Mapped[str]
    recommendation: Mapped[str]
    opinion: Mapped[str]  # the legal opinion, as it is said
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    date_only: Mapped[bool]
    not_before: Mapped[datetime | None]
    status: Mapped[str]
    words: Mapped[str]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    record: Mapped[Record] = related(lazy="joined")
    by: Mapped[Person] = related(foreign_keys=[by_id], lazy="joined")
    decided_by: Mapped[Person | None] = related(foreign_keys=[decided_by_id], lazy="joined")

    @property
    def due(self) -> Due | None:
        return Due(self.due_at, self.date_only) if self.due_at is not None else None


seals.protect(Despacho, "o despacho", by="record_id")
_IS_WAITING = Despacho.status == S.NA_PILHA.value


@dataclass(frozen=True, slots=True)
class Matter:
    """What is taken to the mayor: the question, and what a decision needs beside it."""

    question: str
    recommendation: str = ""
    options: str = ""
    opinion: str = ""
    due: Due | None = None
    is_urgent: bool = False


def take(session: Session, record: Record, matter: Matter, *, by: Person, now: datetime) -> tuple[Despacho, int]:
    """Put a question about a record on the pile; returns it and its place there. Asked again, it replaces the first."""
    _require_right(session, record, by, now)
    if matter.due is not None and matter.due.at <= now:
        raise Refusal(f"{matter.due.text.capitalize()}, já passou. Diga um dia por vir: até sexta 17h")
    if (earlier := waiting(session, record)) is not None:
        _require_other(earlier, matter)
        earlier.status = S.RETIRADO.value
    due = matter.due
    despacho_id = insert_row(
        session,
        Despacho,
        record_id=record.id,
        code=record.code,
        question=matter.question or _usual_question(record),
        options=matter.options,
        recommendation=matter.recommendation,
        opinion=matter.opinion,
        by_id=by.id,
        at=now,
        due_at=due.at if due else None,
        date_only=due.date_only if due else False,
        status=S.NA_PILHA.value,
        words="",
    )
    row = session.get_one(Despacho, despacho_id)
    mayors = list(with_role(session, Role.PREFEITO))
    blind = [each for each in mayors if not records.is_visible(session, record, by=each, now=now)]
    records.grant(session, record.id, people=blind)
    said = f"levado a despacho: {row.question}{f' Até {due.text}.' if due else ''}"
    audit.write(session, "despacho_pedido", by=by, now=now, record_id=record.id, text=said, data={"row": despacho_id})
    if matter.is_urgent:
        text = f"{by.name} pede o seu despacho, com urgência: {record.code} {ended(record.title)}\n{row.question}"
        notices.send(
            session, record, text, mayors, by=by, now=now, buttons=deciding_buttons(record), priority=Priority.URGENT
        )
    place = next((n for n, each in enumerate(pile(session, by=by, now=now), 1) if each.id == row.id), 1)
    return row, place


def _require_other(earlier: Despacho, matter: Matter) -> None:
    """Refuse to replace what waits by nothing new."""
    if not matter.question and not matter.recommendation and matter.due is None:
        see = [Button("Pilha", "despachos")]
        raise Refusal(f"{earlier.record.code} já está na pilha, por {earlier.by.name}: {earlier.question}", see)


def _usual_question(record: Record) -> str:
    return "Aprovar?" if is_draft(record) else "Autorizar?"


def is_draft(record: Record) -> bool:
    """Whether the record is the draft of an act, which has verbs of its own for its approval."""
    return "minuta" in record.status


def _require_right(session: Session, record: Record, by: Person, now: datetime) -> None:
    """The cabinet takes anything; whoever leads an órgão, what is the órgão's own."""
    who = standing(session, by, now)
    is_own = record.author_id in who.person_ids or record.orgao_id in who.leads
    if not who.is_cabinet and not (who.leads and (is_own or _is_with(session, record, who))):
        raise Refusal(
            f"{record.code} é levado a despacho pelo gabinete ou por quem responde pelo órgão com que está. "
            f"Peça a um deles: comentar {record.code} precisa de despacho"
        )
    if not subjects.is_open(record):
        raise Refusal(f"{record.code} já está {record.status}.")


def _is_with(session: Session, record: Record, who: Standing) -> bool:
    """Whether the record is with an órgão that the person leads."""
    subject = subjects.of_kind(record.kind)
    held = subject.held if subject else None
    if held is None:
        return False
    rows = select(held.orgao_id).where(held.record_id == record.id, held.is_open, held.orgao_id.in_(who.leads))
    return session.scalar(select(rows.exists())) is True


def deciding_buttons(record: Record) -> tuple[Button, ...]:
    """The lines by which the mayor answers."""
    code = record.code
    return (
        Button("Deferir", f"deferir {code}"),
        Button("Indeferir", f"indeferir {code}"),
        Button("Devolver", f"devolver despacho {code}"),
        Button("Falar comigo", f"falar comigo {code}"),
    )


# --- the pile ------------------------------------------------------------------------------------------------


def waiting(session: Session, record: Record) -> Despacho | None:
    """The question about a record that waits for the mayor."""
    return session.scalar(select(Despacho).where(Despacho.record_id == record.id, _IS_WAITING))


def of(session: Session, record_id: int) -> list[Despacho]:
    """The questions about a record that wait or were answered, the first one first."""
    query = select(Despacho).where(Despacho.record_id == record_id, Despacho.status != S.RETIRADO.value)
    return list(session.scalars(query.order_by(Despacho.id)))


def pile(session: Session, *, by: Person, now: datetime) -> list[Despacho]:
    """The questions that wait and that a person may see, those put off last; the rest by the date they are needed."""
    who = standing(session, by, now)
    query = select(Despacho).join(Record, Record.id == Despacho.record_id).where(_IS_WAITING, visible_to(who))
    if not (who.is_cabinet or who.has(Role.CONTROLE)):
        query = query.where(Despacho.by_id.in_(who.person_ids))
    found = [each for each in session.scalars(query.order_by(Despacho.id).limit(_SHOWN)) if _still_asks(each)]
    return sorted(found, key=lambda each: (is_put_off(each, now), each.due_at is None, each.due_at or each.at, each.id))


def _still_asks(row: Despacho) -> bool:
    """Whether there is still something to decide: the record is open, and a draft is not signed."""
    return row.record.code == row.code and subjects.is_open(row.record)


def counts(session: Session, since: datetime, until: datetime) -> tuple[int, int]:
    """How many questions came onto the pile between two moments, and how many were answered."""
    came = select(func.count()).where(Despacho.at >= since, Despacho.at < until, Despacho.status != S.RETIRADO.value)
    decided = select(func.count()).where(Despacho.decided_at >= since, Despacho.decided_at < until)
    return session.scalar(came) or 0, session.scalar(decided) or 0


def is_put_off(row: Despacho, now: datetime) -> bool:
    """Whether the mayor wants to see it on a later day."""
    return row.not_before is not None and row.not_before > now


def to_decide(session: Session, person: Person, now: datetime) -> list[Decision]:
    """What the person has to decide of the pile. A draft waits for the signature anyway, and is not said twice."""
    if not standing(session, person, now).has(Role.PREFEITO):
        return []
    rows = [each for each in pile(session, by=person, now=now) if not is_put_off(each, now)]
    return [_as_decision(each) for each in rows if not is_draft(each.record)]


def _as_decision(row: Despacho) -> Decision:
    advice = f" Recomendação: {clip(row.recommendation, 60)}." if row.recommendation else ""
    return Decision(
        row.record.code,
        f"despacho pedido por {row.by.name}: {clip(row.question, 80)}{advice}",
        since=row.at,
        until=row.due_at,
        buttons=deciding_buttons(row.record)[:2],
        asked_by_id=row.by_id,
    )


def _mayors(session: Session) -> list[Person]:
    return list(with_role(session, Role.PREFEITO))


decisions.declare(Questions(to_decide, select(Despacho.id).where(_IS_WAITING).exists(), _mayors))


# --- the answer ----------------------------------------------------------------------------------------------


def decide(
    session: Session, record: Record, status: DespachoStatus, words: str, *, by: Person, now: datetime
) -> Despacho:
    """Register the decision of the mayor, with its words; whoever asked and the chefia are told."""
    row = _to_answer(session, record, by, now)
    if status in (S.INDEFERIDO, S.DEVOLVIDO, S.EM_PARTE) and not words:
        verb = {S.INDEFERIDO: "indeferir", S.DEVOLVIDO: "devolver despacho", S.EM_PARTE: "deferir em parte"}[status]
        asked = "O que falta?" if status is S.DEVOLVIDO else "Por quê, ou em que termos?"
        example = {S.INDEFERIDO: "não há verba", S.DEVOLVIDO: "falta o parecer", S.EM_PARTE: "só o primeiro lote"}
        raise Question(f"{asked} Exemplo: {verb} {record.code} {example[status]}", Answer.TEXT)
    row.status, row.words, row.decided_by_id, row.decided_at = status.value, words, by.id, now
    session.expire(row, ["decided_by"])
    said = f"despacho: {status}{f', {words}' if words else ''}"
    audit.write(session, "despacho", by=by, now=now, record_id=record.id, text=said)
    _tell(session, row, f"{by.name}: {record.code} {status}{f', “{words}”' if words else ''}", by, now)
    return row


def put_off(session: Session, record: Record, until: Due, *, by: Person, now: datetime) -> Despacho:
    """Leave a question for a later day."""
    row = _to_answer(session, record, by, now)
    if until.at <= now:
        raise Refusal(f"{until.text.capitalize()} já passou. Exemplo: adiar despacho {record.code} segunda")
    row.not_before = moments.start_of(moments.today(until.at)) if until.date_only else until.at
    if row.due_at is not None and row.due_at < until.at:
        row.due_at, row.date_only = until.at, until.date_only
    audit.write(
        session, "despacho_adiado", by=by, now=now, record_id=record.id, text=f"despacho adiado até {until.text}"
    )
    _tell(session, row, f"{by.name} deixou o despacho de {record.code} para {until.text}", by, now)
    return row


def delegate(session: Session, record: Record, who: Person, words: str, *, by: Person, now: datetime) -> Despacho:
    """Leave a question to somebody, who settles it and is told; it confers no power to sign. Raises Refusal."""
    row = _to_answer(session, record, by, now)
    if who.id == by.id:
        raise Refusal(f"Delega-se a outra pessoa. Para decidir você mesma: deferir {record.code}")
    row.status, row.words = S.DELEGADO.value, f"a {who.name}{f': {words}' if words else ''}"
    row.decided_by_id, row.decided_at = by.id, now
    session.expire(row, ["decided_by"])
    records.grant(session, record.id, people=[who])
    audit.write(session, "despacho", by=by, now=now, record_id=record.id, text=f"despacho: delegado {row.words}")
    text = f"{by.name} deixa com você resolver {record.code}: {row.question}{f' “{words}”' if words else ''}"
    see = (Button("Ver", f"ver {record.code}"),)
    notices.send(session, record, f"{ended(text)}\n{record.title}", [who], by=by, now=now, buttons=see)
    _tell(session, row, f"{by.name}: {record.code} delegado {row.words}", by, now, but=(who,))
    return row


def ask_to_talk(session: Session, record: Record, *, by: Person, now: datetime) -> Despacho:
    """Tell whoever prepared a question that the mayor wants to speak about it first."""
    row = _to_answer(session, record, by, now)
    audit.write(session, "despacho_conversa", by=by, now=now, record_id=record.id, text=f"fala antes com {row.by.name}")
    text = f"{by.name} quer falar com você antes de decidir {record.code} ({record.title}): {row.question}"
    notices.send(session, record, text, [row.by], by=by, now=now, buttons=(Button("Ver", f"ver {record.code}"),))
    return row


def take_back(session: Session, record: Record, *, by: Person, now: datetime) -> None:
    """Take a question off the pile: whoever put it there, or the chefia."""
    row = waiting(session, record)
    if row is None:
        raise _nothing_waits(session, record)
    who = standing(session, by, now)
    if row.by_id not in who.person_ids and not who.commands:
        raise Refusal(f"O despacho de {record.code} é retirado por {row.by.name} ou pela chefia.")
    row.status = S.RETIRADO.value
    audit.write(session, "despacho_retirado", by=by, now=now, record_id=record.id, text="retirado de despacho")


def sign(session: Session, record: Record, *, by: Person, now: datetime) -> Despacho:
    """Note that the signed paper of the last decision is there."""
    row = unsigned(of(session, record.id))
    if row is None:
        raise Refusal(f"{record.code} não tem despacho à espera de assinatura.")
    who = standing(session, by, now)
    if not who.is_cabinet and row.by_id not in who.person_ids:
        raise Refusal(f"O despacho assinado de {record.code} é guardado pelo gabinete ou por {row.by.name}.")
    row.signed_at = now
    audit.write(session, "despacho_assinado", by=by, now=now, record_id=record.id, text="despacho assinado")
    return row


def unsigned(found: Sequence[Despacho]) -> Despacho | None:
    """The last decision of these whose signed paper is not there."""
    return next((each for each in reversed(found) if each.status in DECIDED and each.signed_at is None), None)


def last_decided(session: Session, record: Record) -> Despacho:
    """The last decision about a record. Raises Refusal where there is none."""
    found = [each for each in of(session, record.id) if each.status in DECIDED]
    if not found:
        raise Refusal(f"{record.code} ainda não teve despacho.")
    return found[-1]


def _to_answer(session: Session, record: Record, by: Person, now: datetime) -> Despacho:
    """The question that waits, to be answered by this person."""
    if not standing(session, by, now).has(Role.PREFEITO):
        mayor = next(iter(_mayors(session)), None)
        holder = f"@{mayor.handle}" if mayor else "@prefeita"
        raise Refusal(
            f"Quem despacha é {mayor.name if mayor else 'o prefeito'}. Para você despachar falta a substituição "
            f"registrada, com a portaria: substituição {holder} por @{by.handle} de 01/12 a 04/12 portaria 118/2026"
        )
    if (row := waiting(session, record)) is None:
        raise _nothing_waits(session, record)
    return row


def _nothing_waits(session: Session, record: Record) -> Refusal:
    found = of(session, record.id)
    if not found or found[-1].decided_at is None:
        line = f"levar {record.code} a despacho"
        return Refusal(f"{record.code} não está na pilha de despachos.", [Button("Levar a despacho", line)])
    last = found[-1]
    return Refusal(f"{record.code} já teve despacho: {said(last)}.", [Button("Ver", f"ver {record.code}")])


def said(row: Despacho) -> str:
    """`deferido por Helena Duarte em 30/11 10h, “com três orçamentos”`"""
    who = f" por {row.decided_by.name}" if row.decided_by else ""
    when = f" em {moments.short_text(row.decided_at)}" if row.decided_at else ""
    if row.status == S.DELEGADO:
        return f"{row.status}{who}{when} {row.words}"
    return f"{row.status}{who}{when}{f', “{row.words}”' if row.words else ''}"


def _tell(session: Session, row: Despacho, text: str, by: Person, now: datetime, *, but: Sequence[Person] = ()) -> None:
    see = (Button("Ver", f"ver {row.record.code}"),)
    to = [row.by, *with_role(session, Role.CHEFIA)]
    notices.tell(session, row.record, f"{ended(text)}\n{row.record.title}", to, by=by, now=now, buttons=see, but=but)


@undo.inverse("despacho_pedido", openly="retirar despacho {code}")
def _taken_back(session: Session, _record: Record, data: dict[str, Any], _by: Person, _now: datetime) -> None:
    row = session.get_one(Despacho, data["row"])
    if row.status != S.NA_PILHA:
        raise Refusal("Esse despacho já foi dado.")
    row.status = S.RETIRADO.value


undo.never("despacho", kind="", why="Um despacho não se desfaz. Para mudar, leve {code} a despacho de novo.")
