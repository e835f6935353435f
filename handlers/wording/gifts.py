"""Gifts in words."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording import cards
from models import moments, money
from models.gifts import Gift, GiftStatus
from models.people import Person
from models.texts import clip

_JUDGED = "Aqui só se registra: se pode ser aceito, quem diz é o controle interno."


def received(gift: Gift) -> Reply:
    """The answer to a gift registered."""
    text = f"{gift.code} registrado: {in_list(gift)}, para {gift.receiver.name}. {_JUDGED}"
    return Reply(text, (Button("Destino", f"destino do presente {gift.code}"), Button("Ver", f"ver {gift.code}")))


def in_list(gift: Gift) -> str:
    """`livro de arte, de Construtora Alfa, R$ 80,00`"""
    return ", ".join([clip(gift.title, 60), f"de {clip(gift.giver, 60)}", *_value(gift)])


def _value(gift: Gift) -> list[str]:
    return [money.of_cents(gift.cents)] if gift.cents is not None else []


@cards.card("gift")
def card(session: Session, gift: Gift, person: Person, now: datetime) -> Reply:
    """The gift, from whom, and what to do with it."""
    value = f", {money.of_cents(gift.cents)}" if gift.cents is not None else ", sem valor informado"
    lines = [f"Presente {gift.status}, de {gift.giver}{value}"]
    lines += [f"Para {gift.receiver.name}, em {moments.day_text(gift.received_on)}"]
    is_open = gift.status == GiftStatus.RECEBIDO
    buttons = [Button("Destino", f"destino do presente {gift.code}")] if is_open else []
    return cards.sheet(session, gift, lines, person, now, buttons)
