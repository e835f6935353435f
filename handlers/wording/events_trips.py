"""Trips in words: the money given, the accounts, who answers meanwhile."""

from collections.abc import Sequence

from handlers.base import Button, Reply
from models import money
from models.deadlines import Due
from models.events import Event, trips
from models.events.trips import ADIANTAMENTO, TravelMoney
from models.people import Person


def trip_lines(event: Event) -> list[str]:
    """What a card and a paper say of a trip."""
    lines = [f"Transporte: {event.details['transporte']}"] if event.details.get("transporte") else []
    lines += [f"Paga por {who}"] if (who := trips.paid_by(event)) else []
    lines += [_money(each) for each in trips.given(event)]
    state = trips.state(event)
    return lines + ([state.capitalize()] if state else [])


def _money(each: TravelMoney) -> str:
    text = f"{each.kind.capitalize()} de {each.who}: {money.of_cents(each.cents)}"
    if each.spent is None:
        return text
    note = f" ({each.note})" if each.note else ""
    return f"{text}, gasto {money.of_cents(each.spent)}{note}{_left(each.cents - each.spent)}"


def _left(cents: int) -> str:
    if not cents:
        return ""
    return f", a devolver {money.of_cents(cents)}" if cents > 0 else f", a receber {money.of_cents(-cents)}"


def given(event: Event, person: Person, kind: str, cents: int, due: Due) -> Reply:
    """The answer to money given, with the day of its account where one is owed."""
    until = f" Contas até {due.text}." if kind == ADIANTAMENTO else " Sem prestação de contas, salvo decreto local."
    text = f"{event.code}: {kind} de {person.name}, {money.of_cents(cents)}.{until}"
    return Reply(text, (Button("Ver", f"ver {event.code}"),))


def settled(event: Event, person: Person, cents: int, left: int, files: Sequence[str]) -> Reply:
    """The answer to an account, with what is to be given back."""
    kept = f" Guardei: {', '.join(files)}." if files else " Falta mandar os comprovantes."
    text = f"Contas de {person.name} em {event.code}: gasto {money.of_cents(cents)}{_left(left)}.{kept}"
    send = () if files else (Button("Anexar", f"anexar {event.code}"),)
    return Reply(text, (*send, Button("Ver", f"ver {event.code}")))
