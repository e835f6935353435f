"""Changes of authority, asked for by one person and done when a second one confirms them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, moments, outbox, seals
from models.base import Base, Button, Refusal, insert_row, related
from models.outbox import Message, Priority, Push
from models.people import APPROVES, Destination, Person, Role, own_addresses, stand_ins, standing, with_role

VALID_FOR = timedelta(days=7)
_CAUTION = "Sem a sua confirmação nada muda; se estranhar, recuse."
ON_THE_SERVER = "Quem administra o servidor"


class ConfirmationState(StrEnum):
    """The states of a confirmation."""

    WAITING = "espera"
    CONFIRMED = "confirmada"
    REFUSED = "recusada"
    EXPIRED = "vencida"
    USED = "usada"


class Confirmation(Base):
    """One change that waits: its kind, its values, and its effect in the words shown to people.

    `person`: the person concerned. `asked_by`: null for the command line. `but`: ids of people who may not confirm it.
    """

    __tablename__ = "confirmations"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    details: Mapped[dict[str, Any]]
    text: Mapped[str]
    but: Mapped[list[int]] = mapped_column(JSON)
    own_only: Mapped[bool]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(index=True)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    person: Mapped[Person | None] = related(foreign_keys=[person_id], lazy="joined")
    asked_by: Mapped[Person | None] = related(foreign_keys=[asked_by_id], lazy="joined")

    @property
    def code(self) -> str:
        """The code that people type."""
        return f"CF-{self.id}"


seals.protect(Confirmation, "a confirmação", by="id")
Effect = Callable[[Session, Confirmation, Person, datetime], None]


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """A kind of change: its effect, the roles that confirm it, and whether the person concerned may."""

    effect: Effect
    roles: tuple[Role, ...]
    own: bool
    oversight: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """A change to be asked for. `gains`: the person who would gain authority; `but`: ids of other non-confirmers."""

    kind: str
    details: dict[str, Any]
    text: str
    person: Person | None = None
    gains: Person | None = None
    but: tuple[int, ...] = ()
    own_only: bool = False  # only the person concerned confirms, from an address known before
    question: str = ""  # instead of the usual one


class NobodyConfirms(Refusal):
    """No other person may confirm the change."""


Guard = Callable[[Session, Person, bool], None]
_kinds: dict[str, ChangeKind] = {}
_guards: list[Guard] = []


def kind(
    name: str,
    *,
    roles: tuple[Role, ...] = APPROVES,
    own: bool = False,
    oversight: bool = True,
) -> Callable[[Effect], Effect]:
    """Register the effect of a kind of change. `own`: the person concerned may confirm it too; `oversight`: the
    controle interno is notified of it.
    """

    def register(effect: Effect) -> Effect:
        _kinds[name] = ChangeKind(effect, roles, own, oversight)
        return effect

    return register


def guard(function: Guard) -> Guard:
    """Register what whoever confirms must have done: `function(session, person, proven)` raises Refusal."""
    _guards.append(function)
    return function


def ask(session: Session, asking: Asking, *, by: Person | None, now: datetime) -> Confirmation:
    """Store the change and ask those who may confirm it; the same change asked again is the same row.

    Raises NobodyConfirms.
    """
    known = _waiting_alike(session, asking, now)
    if known is not None:
        return known
    but = {*asking.but, *([by.id] if by else []), *([asking.gains.id] if asking.gains else [])}
    row_id = insert_row(
        session,
        Confirmation,
        kind=asking.kind,
        details=asking.details,
        text=asking.text,
        but=sorted(but),
        own_only=asking.own_only,
        person_id=asking.person.id if asking.person else None,
        asked_by_id=by.id if by else None,
        asked_at=now,
        expires_at=now + VALID_FOR,
        state=ConfirmationState.WAITING.value,
    )
    row = session.get_one(Confirmation, row_id)
    found = confirmers(session, row, now)
    if not found:
        raise NobodyConfirms(f"Isto pede a confirmação de uma segunda pessoa, e não há quem confirme: {row.text}.")
    audit.write(session, "pedido_confirmacao", by=by, now=now, text=f"{row.code}: {row.text}", data=_facts(row))
    _tell(session, row, found, f"{asking.question or _question(row)} {_CAUTION}", now=now, buttons=_buttons(row))
    return row


def confirmers(session: Session, row: Confirmation, now: datetime) -> list[Person]:
    """The people who may confirm a change: never the asker, the one who gains by it, or their substitutes."""
    if row.own_only:
        return [row.person] if row.person is not None and row.person.active else []
    kind, barred = _kinds[row.kind], set(row.but)
    found = _acting_as(session, kind.roles, now)
    if kind.own and row.person is not None and row.person.active and row.person not in found:
        found.append(row.person)
    return [each for each in found if not barred & standing(session, each, now).person_ids]


def find(session: Session, number: int) -> Confirmation | None:
    return session.get(Confirmation, number)


def waiting_for(session: Session, person: Person, now: datetime) -> list[Confirmation]:
    """The changes that this person may confirm, oldest first."""
    query = select(Confirmation).where(Confirmation.state == ConfirmationState.WAITING, Confirmation.expires_at > now)
    found = session.scalars(query.order_by(Confirmation.id))
    return [row for row in found if person in confirmers(session, row, now)]


def waiting(session: Session, kind: str, now: datetime) -> list[Confirmation]:
    """The changes of a kind that still wait."""
    query = select(Confirmation).where(Confirmation.kind == kind, Confirmation.state == ConfirmationState.WAITING)
    return list(session.scalars(query.where(Confirmation.expires_at > now).order_by(Confirmation.id)))


def was_confirmed(session: Session, values: dict[str, Any]) -> bool:
    """Whether an address with these values was confirmed before."""
    query = select(Confirmation).where(
        Confirmation.kind == "endereco", Confirmation.state == ConfirmationState.CONFIRMED
    )
    return any(row.details == values for row in session.scalars(query))


def confirm(session: Session, row: Confirmation, *, proven: bool = False, by: Person, now: datetime) -> None:
    """Do the change. Raises Refusal for a person who may not confirm, and for a change that no longer waits.

    `proven`: the second factor was given.
    """
    check(session, row, by, now)
    for each in _guards:
        each(session, by, proven)
    _settle(row, ConfirmationState.CONFIRMED, by, now)
    audit.write(session, "confirmacao", by=by, now=now, text=f"{row.code} confirmada: {row.text}", data=_facts(row))
    _kinds[row.kind].effect(session, row, by, now)
    _tell_asker(session, row, f"{by.name} confirmou: {row.text}.", now)
    if _kinds[row.kind].oversight:
        asker = row.asked_by.name if row.asked_by else ON_THE_SERVER.lower()
        told = f"Mudança de autoridade: {row.text}. Pedida por {asker}, confirmada por {by.name}."
        _tell(session, row, with_role(session, Role.CONTROLE), told, now=now)


def refuse(session: Session, row: Confirmation, *, by: Person, now: datetime) -> None:
    """Refuse the change. Raises Refusal as `confirm`."""
    check(session, row, by, now)
    _settle(row, ConfirmationState.REFUSED, by, now)
    audit.write(session, "recusa", by=by, now=now, text=f"{row.code} recusada: {row.text}", data=_facts(row))
    _tell_asker(session, row, f"{by.name} recusou: {row.text}. Nada mudou.", now)


def check(session: Session, row: Confirmation, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who may not decide a change, and for one that no longer waits."""
    if by not in confirmers(session, row, now):
        raise Refusal(f"Não encontrei {row.code} entre o que espera por você. Veja: confirmações")
    if row.state != ConfirmationState.WAITING or row.expires_at <= now:
        raise Refusal(f"O pedido {row.code} não espera mais: já foi decidido ou venceu.")


def expire(session: Session, now: datetime) -> None:
    """Mark the changes that waited too long as expired, and notify their askers."""
    query = select(Confirmation).where(Confirmation.state == ConfirmationState.WAITING, Confirmation.expires_at <= now)
    for row in session.scalars(query):
        row.state, row.decided_at = ConfirmationState.EXPIRED.value, now
        audit.write(session, "vencimento", by=None, now=now, text=f"{row.code} venceu: {row.text}", data=_facts(row))
        _tell_asker(session, row, f"Ninguém confirmou em sete dias, e o pedido venceu: {row.text}. Nada mudou.", now)


def next_expiry(session: Session) -> datetime | None:
    """The moment at which the next waiting change expires."""
    return session.scalar(
        select(func.min(Confirmation.expires_at)).where(Confirmation.state == ConfirmationState.WAITING)
    )


def tell_own(
    session: Session, to: Person, text: str, *, key: str, now: datetime, buttons: tuple[Button, ...] = ()
) -> None:
    """Notify a person at the own addresses, also while a substitute answers."""
    push = Push(key, to.id, Message(text, buttons))
    outbox.enqueue_at(session, [(push, each) for each in _places(session, to)], now=now, priority=Priority.URGENT)


def _acting_as(session: Session, roles: tuple[Role, ...], now: datetime) -> list[Person]:
    """The people of these roles, and their substitutes of today."""
    holders, away = with_role(session, *roles), stand_ins(session, moments.today(now))
    behind = [session.get_one(Person, away[each.id]) for each in holders if each.id in away]
    return [each for each in dict.fromkeys([*holders, *behind]) if each.active]


def _waiting_alike(session: Session, asking: Asking, now: datetime) -> Confirmation | None:
    person_id = asking.person.id if asking.person else None
    same = (row for row in waiting(session, asking.kind, now) if row.details == asking.details)
    return next((row for row in same if row.person_id == person_id), None)


def _settle(row: Confirmation, state: ConfirmationState, by: Person, now: datetime) -> None:
    row.state, row.decided_by_id, row.decided_at = state.value, by.id, now


def _facts(row: Confirmation) -> dict[str, Any]:
    return {"kind": row.kind, "details": row.details}


def _question(row: Confirmation) -> str:
    who = f"{row.asked_by.name} pede" if row.asked_by else f"{ON_THE_SERVER} pede, pela linha de comando,"
    return f"{who} a sua confirmação ({row.code}): {row.text}."


def _buttons(row: Confirmation) -> tuple[Button, ...]:
    return (Button("Confirmar", f"confirmar {row.code}"), Button("Recusar", f"recusar {row.code}"))


def _tell_asker(session: Session, row: Confirmation, text: str, now: datetime) -> None:
    if row.asked_by is not None and row.asked_by.active and row.asked_by_id != row.decided_by_id:
        tell_own(session, row.asked_by, text, key=f"confirmation:{row.id}:{row.state}:asker", now=now)


def _tell(
    session: Session, row: Confirmation, to: list[Person], text: str, *, now: datetime, buttons: tuple[Button, ...] = ()
) -> None:
    pushes = [
        (Push(f"confirmation:{row.id}:{row.state}:{each.id}", each.id, Message(text, buttons)), place)
        for each in to
        for place in _places(session, each)
    ]
    outbox.enqueue_at(session, pushes, now=now, priority=Priority.URGENT)


def _places(session: Session, person: Person) -> list[Destination]:
    """The own addresses; without any, a place where the message waits for the first."""
    return own_addresses(session, person) or [Destination(person.id, person.id, "", "")]
