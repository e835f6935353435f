"""The elimination of records whose term ended: listed, confirmed by a second person, announced, then carried out.

The rows go and the texts of their history are erased; the chain, the numbers drawn and the notice stay (Resoluções
CONARQ 40/2014 and 44/2015).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import JSON, ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import attachments, audit, confirmations, seals, subjects, temporality
from models.attachments import Attachment
from models.audit import Audit
from models.base import Base, Refusal, insert_row, related
from models.confirmations import Asking, Confirmation
from models.people import Person, Role, standing, with_role
from models.personal_data import graph
from models.personal_data.access_log import encarregado
from models.records import Record
from models.subjects import Subject
from models.temporality import KeepingTerm
from models.texts import fold, plural

ANNOUNCED_FOR = timedelta(days=30)  # between the notice and the elimination, for whoever wants a copy
_MOST = 1_000  # records at once
_MAY_ASK = (Role.CHEFIA, Role.PREFEITO)
_LOOKS = ("consulta", "documento", "exportacao", audit.SEAL)  # entries that tell of no change


class Elimination(Base):
    """Records of a series to be eliminated, or eliminated. `ids`: of the records, while they are there."""

    __tablename__ = "eliminations"
    id: Mapped[int] = mapped_column(primary_key=True)
    serie: Mapped[str]
    code: Mapped[str]
    term: Mapped[str]
    basis: Mapped[str]
    count: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    ids: Mapped[list[int]] = mapped_column(JSON)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    due_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    asked_by: Mapped[Person] = related(foreign_keys=[asked_by_id], lazy="select")
    confirmed_by: Mapped[Person | None] = related(foreign_keys=[confirmed_by_id], lazy="select")


seals.protect(Elimination, "a eliminação", by="id")


@dataclass(frozen=True, slots=True)
class OverdueSeries:
    """The records of a series whose term ended."""

    term: KeepingTerm
    ids: tuple[int, ...]
    first_at: datetime
    last_at: datetime


def due(session: Session, now: datetime) -> list[OverdueSeries]:
    """Records that may be eliminated today, by series; nothing that a record that stays still needs."""
    known = temporality.terms(session)
    found = []
    for subject in subjects.known():  # one that the table does not name is kept for ever
        own, name = known.get(fold(subject.many)), fold(subject.many)
        classed = [each for each in known.values() if each.of == name]
        for term in (*classed, *([own] if own else [])):
            if term.days is not None and term.least is not None:
                found += _due(session, subject, term, [each.tipo for each in classed], now)
    return found


def ask(session: Session, serie: str, *, by: Person, now: datetime) -> Confirmation:
    """Ask for the elimination of what is due of a series; a second person confirms. Raises Refusal."""
    require_asker(session, by, now)
    found = next((each for each in due(session, now) if fold(each.term.serie) == fold(serie)), None)
    if found is None:
        raise Refusal(f"Nada de {serie} chegou ao fim do prazo. Veja os prazos: temporalidade")
    if pending(session):
        raise Refusal("Há uma eliminação em curso. Espere que termine, ou desista dela: desistir da eliminação")
    term = found.term
    about = {"serie": term.serie, "code": term.code, "term": term.text, "basis": term.basis, "count": len(found.ids)}
    row_id = insert_row(
        session,
        Elimination,
        ids=list(found.ids),
        first_at=found.first_at,
        last_at=found.last_at,
        asked_by_id=by.id,
        asked_at=now,
        **about,
    )
    text = f"eliminar {len(found.ids)} de {term.serie}, guardadas por {term.text}"
    asking = Asking("eliminacao", {"elimination": row_id}, text)
    return confirmations.ask(session, asking, by=by, now=now)


def require_asker(session: Session, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who may not ask for an elimination, nor give one up."""
    if not standing(session, by, now).has(*_MAY_ASK):
        raise Refusal("Só o prefeito ou a chefia de gabinete pede eliminação.")


def pending(session: Session) -> Elimination | None:
    """The elimination that is under way."""
    open_ = (Elimination.done_at.is_(None), Elimination.cancelled_at.is_(None))
    return session.scalar(select(Elimination).where(*open_).order_by(Elimination.id.desc()).limit(1))


def latest(session: Session) -> Elimination | None:
    """The last elimination that was not given up."""
    query = select(Elimination).where(Elimination.cancelled_at.is_(None))
    return session.scalar(query.order_by(Elimination.id.desc()).limit(1))


def give_up(session: Session, *, by: Person, now: datetime) -> Elimination | None:
    """Give up the elimination under way; None where there is none. Raises Refusal."""
    require_asker(session, by, now)
    row = pending(session)
    if row is not None:
        row.cancelled_at, row.ids = now, []
        audit.write(session, "eliminacao", by=by, now=now, text=f"desistiu da eliminação {row.id}, de {row.serie}")
    return row


def carry_out(session: Session, now: datetime) -> None:
    """Carry out what was announced for long enough."""
    row = pending(session)
    if row is None or row.due_at is None or row.due_at > now:
        return
    wanted = select(Record.id).where(Record.id.in_(row.ids), Record.status.in_(_final(row.serie)))
    doomed, _ = graph.of_records(session, session.scalars(wanted))
    ids = sorted(doomed["records"])
    files = list(session.scalars(select(Attachment.sha256).where(Attachment.record_id.in_(ids))))
    graph.remove(session, doomed)
    attachments.forget(session, files)
    row.count, row.ids, row.done_at = len(ids), [], now
    texts = select(Audit.id).where(Audit.record_id.in_(ids), Audit.salt.is_not(None))
    erased = list(session.scalars(texts.where(Audit.action.not_in((audit.APPROVAL, audit.ERASURE)))))
    why = f"eliminação {row.id}: {row.count} de {row.serie}, guardadas por {row.term}"
    audit.erase(session, erased, by=row.confirmed_by, why=why, now=now)
    _tell(session, row, f"Eliminação feita: {_counted(row)}. O termo: listagem de eliminação", now)


@confirmations.kind("eliminacao")
def _confirmed(session: Session, row: Confirmation, by: Person, now: datetime) -> None:
    asked = session.get_one(Elimination, row.details["elimination"])
    if asked.cancelled_at is not None:
        raise Refusal(f"A eliminação foi retirada por quem a pediu. Recuse: recusar {row.code}")
    asked.confirmed_by_id, asked.due_at = by.id, now + ANNOUNCED_FOR
    session.flush()
    days = ANNOUNCED_FOR.days
    _tell(session, asked, f"Será feita daqui a {days} dias: {_counted(asked)}. O edital: listagem de eliminação", now)


def _due(
    session: Session, subject: Subject, term: KeepingTerm, classed: Sequence[str], now: datetime
) -> list[OverdueSeries]:
    """What is over of a series, or of its tipo; `classed`: the tipos that have a term of their own."""
    assert term.days is not None
    until = now - timedelta(days=term.days)
    later = select(Audit.id).where(Audit.record_id == Record.id, Audit.at >= until, Audit.action.not_in(_LOOKS))
    over = (Record.kind == subject.kind, Record.status.in_(subject.final), Record.created_at < until, ~later.exists())
    query = select(Record.id).where(*over).order_by(Record.id).limit(_MOST)
    if classed and subject.tipo is not None:
        of_tipo = subject.tipo == term.tipo if term.tipo else subject.tipo.not_in(classed)
        query = query.where(Record.id.in_(select(subject.model.id).where(of_tipo)))
    wanted = list(session.scalars(query))
    doomed, _ = graph.of_records(session, wanted) if wanted else ({"records": set[int]()}, set[int]())
    ids = sorted(doomed["records"])
    if not ids:
        return []
    span = select(func.min(Record.created_at), func.max(Record.created_at)).where(Record.id.in_(ids))
    first, last = session.execute(span).one()
    return [OverdueSeries(term, tuple(ids), first, last)]


def _final(serie: str) -> Sequence[str]:
    name = fold(serie.partition(":")[0])
    return next((each.final for each in subjects.known() if fold(each.many) == name), ())


def _counted(row: Elimination) -> str:
    return f"{plural(row.count, 'registro', 'registros')} de {row.serie}"


def _tell(session: Session, row: Elimination, text: str, now: datetime) -> None:
    officer = encarregado(session)
    told = [row.asked_by, row.confirmed_by, officer, *with_role(session, Role.CONTROLE)]
    for each in dict.fromkeys(told):
        if each is not None:
            key = f"elimination:{row.id}:{row.done_at is not None}:{each.id}"
            confirmations.tell_own(session, each, text, key=key, now=now)
