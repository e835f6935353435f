"""Gifts: received by somebody in office, and given back, kept for the house, or passed on."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import moments, seals, subjects
from models.base import Answer, Question, Refusal, related
from models.events.people import is_desk
from models.moves import Move
from models.people import Person, Role, standing, with_role
from models.records import Record
from models.sheets import Column, Sheet, Values
from models.subjects import Holding, Series, Subject


class GiftStatus(StrEnum):
    RECEBIDO = "recebido"
    DESTINADO = "destinado"


class Gift(Record):
    """A gift: its title is the thing. The house judges nothing; whether it may be kept, the controle interno says."""

    __tablename__ = "gifts"
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    giver: Mapped[str]
    cents: Mapped[int | None]
    receiver_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    received_on: Mapped[date]
    receiver: Mapped[Person] = related(foreign_keys=[receiver_id], lazy="joined")

    __mapper_args__ = {"polymorphic_identity": "gift"}


seals.protect(Gift, "o presente", by="id")
_OWN = Gift.__table__.c


def receive(
    session: Session,
    thing: str,
    giver: str,
    cents: int | None,
    receiver: Person | None,
    *,
    by: Person | None,
    now: datetime,
) -> Gift:
    """Register a gift to somebody, to the mayor where nobody is named. Raises Refusal."""
    receiver = receiver or next(iter(with_role(session, Role.PREFEITO)), by)
    if receiver is None:
        raise Refusal("A casa ainda não tem prefeito cadastrado: diga com @ quem recebeu o presente.")
    if not giver or not thing:
        raise Question("Quem deu, e o quê? Exemplo: presente recebido de Construtora Alfa: livro R$ 80,00", Answer.TEXT)
    if by is not None and not _may(session, receiver, by, now):
        raise Refusal(f"O presente de {receiver.name} é registrado por quem o recebeu ou pela agenda do gabinete.")
    values: dict[str, Any] = {
        "giver": giver,
        "cents": cents,
        "receiver_id": receiver.id,
        "received_on": moments.today(now),
    }
    gift: Gift = subjects.register(session, SUBJECT, thing, by=by, now=now, search=(giver,), **values)
    return gift


def _may(session: Session, receiver: Person, by: Person, now: datetime) -> bool:
    return receiver.id in standing(session, by, now).person_ids or is_desk(session, by, now)


def _may_destine(session: Session, gift: Gift, by: Person, now: datetime) -> bool:
    return _may(session, gift.receiver, by, now)


DESTINE = Move(
    verb="dar destino",
    past="deu destino a",
    done="destinado",
    action="destino",
    sources=(GiftStatus.RECEBIDO,),
    to=GiftStatus.DESTINADO,
    may=_may_destine,
    who="quem o recebeu ou pela agenda do gabinete",
)


def _find(_session: Session, _row: Values) -> Gift | None:
    return None


def _take(session: Session, row: Values, now: datetime) -> Gift:
    cents = int(row["valor"] * 100) if row["valor"] is not None else None
    gift = receive(session, row["presente"], row["de"], cents, row["recebido_por"], by=None, now=now)
    gift.received_on = row["recebido_em"] or gift.received_on
    return gift


def _give(_: Session, found: Sequence[Gift]) -> Iterator[Values]:
    for each in found:
        value = Decimal(each.cents) / 100 if each.cents is not None else None
        yield {
            "presente": each.title,
            "de": each.giver,
            "valor": value,
            "recebido_por": each.receiver,
            "recebido_em": each.received_on,
        }


SUBJECT = subjects.declare(
    Subject(
        model=Gift,
        one="presente",
        many="presentes",
        title="Reuniões e agenda",
        rank=47,
        series=(Series("PRES", ("presente",), of_orgao=False),),
        states={"destinados": (GiftStatus.DESTINADO,)},
        active=(GiftStatus.RECEBIDO,),
        final=(GiftStatus.DESTINADO,),
        received_on=_OWN.received_on,
        holding=Holding(record_id=_OWN.id, person_id=_OWN.receiver_id, orgao_id=None, is_open=_OWN.id.is_not(None)),
        sheet=Sheet(
            (
                Column("presente", is_needed=True),
                Column("de", is_needed=True),
                Column("valor", Decimal),
                Column("recebido_por", Person),
                Column("recebido_em", date),
            ),
            _find,
            _take,
            _give,
        ),
    )
)
