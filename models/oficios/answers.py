"""The draft that answers a record from outside: who gives its parts is registered by the kind of the record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models import audit, moments, subjects
from models.authorities import Authority
from models.base import Refusal
from models.oficios.drafting import draft
from models.oficios.queries import require_hand
from models.oficios.tables import Especie, Oficio, OficioStatus
from models.people import Orgao, Person, standing
from models.records import Record


@dataclass(frozen=True, slots=True)
class Parts:
    """What an answer begins with. `missing`: a sentence on what did not come, said above the draft."""

    to: Authority
    assunto: str
    texto: str
    missing: str = ""
    signer: Person | None = None


Asked = Callable[[Session, Any, Person, datetime], Parts | None]
_asked: dict[str, list[Asked]] = {}


def parts(kind: str) -> Callable[[Asked], Asked]:
    """Register who gives the parts of an answer: `function(session, record, by, now) -> Parts | None`."""

    def register(function: Asked) -> Asked:
        _asked.setdefault(kind, []).append(function)
        return function

    return register


def parts_of(session: Session, record: Record, by: Person, now: datetime) -> Parts | None:
    """The parts of the answer to a record; None where nobody has any."""
    given = (ask(session, record, by, now) for ask in _asked.get(record.kind, ()))
    return next((each for each in given if each is not None), None)


def answer(session: Session, record: Record, given: Parts, *, by: Person, now: datetime) -> Oficio:
    """The draft that answers a record, with these parts: by the cabinet, or by whoever has the record."""
    who, holders = standing(session, by, now), subjects.owing(session, record)
    if not who.is_cabinet and not any(isinstance(each, Orgao) and each.id in who.orgao_ids for each in holders):
        raise Refusal(f"Quem responde a {record.code} é o gabinete, ou o órgão com que ele está.")
    return draft(
        session,
        to=[given.to],
        assunto=given.assunto,
        texto=given.texto,
        answers=[record],
        signer=given.signer,
        by=by,
        now=now,
    )


def insist(session: Session, oficio: Oficio, *, by: Person, now: datetime) -> Oficio:
    """The draft that asks again, with the number and the day of the first."""
    require_hand(session, oficio, by, now)
    if oficio.status not in (OficioStatus.EXPEDIDA, OficioStatus.PROTOCOLADA):
        raise Refusal(f"{oficio.code} ainda não saiu: está {oficio.state}.")
    if oficio.answered_at is not None:
        raise Refusal(f"{oficio.code} já foi respondido em {moments.moment_text(oficio.answered_at)}.")
    when = oficio.protocolled_at or oficio.sent_at
    assert when is not None
    proof = f", protocolo {oficio.protocol}" if oficio.protocol else ""
    sent = "protocolado" if oficio.protocolled_at else "expedido"
    day = f"{moments.local(when):%d/%m/%Y}"
    until = f", cuja resposta se esperava até {moments.local(oficio.awaited_at):%d/%m/%Y}" if oficio.awaited_at else ""
    texto = (
        f"Reitero {Especie(oficio.especie).the} nº {oficio.code}, {sent} em {day}{proof}, que trata de "
        f"“{oficio.title}”{until}.\nAté esta data não recebemos resposta, que solicitamos com a possível brevidade."
    )
    again = draft(
        session,
        especie=Especie(oficio.especie),
        to=oficio.to,
        assunto=f"Reiteração: {oficio.title}",
        texto=texto,
        about=oficio,
        by=by,
        now=now,
    )
    said = f"reiterado pela minuta {again.code}"
    audit.write(session, "reiteracao", by=by, now=now, record_id=oficio.id, text=said, data={"record": again.id})
    return again
