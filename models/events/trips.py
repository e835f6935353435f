"""Trips: who goes with what money, who pays for it from outside, and the accounts owed after the return."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models import audit, deadlines, moments, money, municipal_days, notices
from models.base import Button, Refusal
from models.deadlines import Due
from models.events import people
from models.events.subject import CONTAS, VIAGEM, kind_of, named, state_of
from models.events.tables import Event, EventStatus
from models.people import Person, standing
from models.people.lists import includes

DIARIA, ADIANTAMENTO = "diária", "adiantamento"
FINANCE = "orcamento"  # the list of those who keep the budget may note accounts, too
ACCOUNT_IN = 5  # business days from the return; the decree of the municipality may say another number
_GIVEN, _PAID_BY, _REPORT = "despesas", "pago_por", "relatorio"
_OVER = (EventStatus.CANCELADO, EventStatus.NAO_REALIZADO, EventStatus.RECUSADO)


@dataclass(frozen=True, slots=True)
class TravelMoney:
    """Money given to a person for a trip, in centavos. `spent` None: no account of it was given."""

    person_id: int
    who: str
    kind: str
    cents: int
    spent: int | None
    note: str

    @property
    def is_owed(self) -> bool:
        """Whether an account of it is owed: of an adiantamento, by law; of a diária only where the decree says so."""
        return self.kind == ADIANTAMENTO and self.spent is None


def given(event: Event) -> list[TravelMoney]:
    """The money given for a trip, in order."""
    return [TravelMoney(**each) for each in event.details.get(_GIVEN, ())]


def paid_by(event: Event) -> str:
    """Who outside the house pays for a trip, as it is said; empty: nobody."""
    return str(event.details.get(_PAID_BY, ""))


def give(session: Session, event: Event, person: Person, kind: str, cents: int, *, by: Person, now: datetime) -> Due:
    """Note a diária or an adiantamento of a person; of the latter an account is due after the return. Returns when."""
    _require(session, event, by, now)
    if event.status in _OVER:
        raise Refusal(f"{event.code} está {state_of(event)}.")
    if any(each.person_id == person.id and each.kind == kind for each in given(event)):
        raise Refusal(f"{person.name} já tem {kind} em {event.code}. Confira: ver {event.code}")
    row = {"person_id": person.id, "who": person.name, "kind": kind, "cents": cents, "spent": None, "note": ""}
    event.details = {**event.details, _GIVEN: [*event.details.get(_GIVEN, ()), row]}
    due = _account_due(session, event)
    said = f"{kind} de {person.name}: {money.of_cents(cents)}"
    audit.write(session, "despesa_de_viagem", by=by, now=now, record_id=event.id, text=said)
    if kind == ADIANTAMENTO:
        deadlines.open_deadline(session, event.id, CONTAS, due, owner=person, now=now, item_id=person.id)
        text = (
            f"{by.name} registrou seu adiantamento para {named(event)}: {money.of_cents(cents)}. Contas até {due.text}."
        )
        notices.send(session, event, text, [person], by=by, now=now, buttons=(Button("Ver", f"ver {event.code}"),))
    return due


def account(session: Session, event: Event, person: Person, cents: int, note: str, *, by: Person, now: datetime) -> int:
    """Note what a person spent of the own adiantamento; returns the centavos to give back; below zero, to get."""
    if person.id not in standing(session, by, now).person_ids:
        _require(session, event, by, now)
    rows = given(event)
    mine = next((each for each in rows if each.person_id == person.id and each.is_owed), None)
    if mine is None:
        raise Refusal(f"{person.name} não deve contas de {event.code}. Confira: ver {event.code}")
    if event.ends_at > now:
        raise Refusal(f"{event.code} ainda não acabou: é {people.when(event)}.")
    settled = [{**each, "spent": cents, "note": note} if one == mine else each for one, each in _rows(event, rows)]
    event.details = {**event.details, _GIVEN: settled}
    deadlines.close(session, event.id, kind=CONTAS, item_id=person.id, now=now)
    said = (
        f"contas de {person.name}: {money.of_cents(cents)} de {money.of_cents(mine.cents)}{f', {note}' if note else ''}"
    )
    audit.write(session, "contas_de_viagem", by=by, now=now, record_id=event.id, text=said)
    notices.send(session, event, f"{by.name}: {event.code}, {said}.", event.authors, by=by, now=now)
    return mine.cents - cents


def _rows(event: Event, rows: Sequence[TravelMoney]) -> list[tuple[TravelMoney, dict[str, object]]]:
    return list(zip(rows, event.details[_GIVEN], strict=True))


def pay_outside(session: Session, event: Event, who: str, *, by: Person, now: datetime) -> None:
    """Note who outside the house pays for a trip, and how much: it is told in the public agenda."""
    _require(session, event, by, now)
    event.details = {**event.details, _PAID_BY: who}
    audit.write(session, "viagem_paga", by=by, now=now, record_id=event.id, text=f"paga por {who}")


def report_of(event: Event) -> str:
    """What whoever travelled says of a trip; empty: nothing yet."""
    return str(event.details.get(_REPORT, ""))


def write_report(session: Session, event: Event, text: str, *, by: Person, now: datetime) -> None:
    """Keep what whoever travelled says of a trip that is over. Raises Refusal."""
    went = event.owner_id in standing(session, by, now).person_ids
    if event.event_kind != VIAGEM.name or not went:
        _require(session, event, by, now)
    if event.ends_at > now:
        raise Refusal(f"{event.code} ainda não acabou: é {people.when(event)}.")
    event.details = {**event.details, _REPORT: text}
    audit.write(session, "relatorio_de_viagem", by=by, now=now, record_id=event.id, text=f"relatório: {text}")


def state(event: Event) -> str:
    """`contas pendentes` or `contas prestadas` of a trip for which an account is owed; empty: none is."""
    rows = [each for each in given(event) if each.kind == ADIANTAMENTO]
    if not rows:
        return ""
    return "contas pendentes" if any(each.is_owed for each in rows) else "contas prestadas"


def _account_due(session: Session, event: Event) -> Due:
    known = municipal_days.current(session)
    day = known.add_business_days(moments.today(event.ends_at), ACCOUNT_IN)
    return Due(moments.at(day, known.work_day_end(day)), date_only=True)


def _require(session: Session, event: Event, by: Person, now: datetime) -> None:
    if event.event_kind != VIAGEM.name:
        raise Refusal(f"{event.code} é {kind_of(event.event_kind).one}, não viagem.")
    if not includes(session, FINANCE, standing(session, by, now)):
        people.require_keeper(session, event, by, now)
