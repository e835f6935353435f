"""What waits before it counts: cash that several people counted, a change of the plan by the council."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, moments, notices
from models.base import Answer, Button, Question, Refusal, insert_row
from models.budget import ledger
from models.budget.tables import Measure
from models.events import Event, Participant
from models.events.meetings import PRESENT
from models.funds.money import enter, line_numbered, require_mover
from models.funds.tables import Fundo, PendingMove
from models.money import of_cents
from models.people import Person, Role
from models.people.lists import members_of
from models.records import grant
from models.texts import listed

_WANTED_COUNTS = 2  # people, at least, who count cash


def count(
    session: Session, fundo: Fundo, cents: int, what: str, who: Sequence[Person], *, by: Person, now: datetime
) -> PendingMove:
    """Cash counted by several people: it is revenue only when each has said so."""
    require_mover(session, fundo, by, now)
    if len(who) < _WANTED_COUNTS:
        raise Question("Quem contou? Diga pelo menos duas pessoas: contado por @davi @lia", Answer.WHO)
    if readers := [each.name for each in who if each.role == Role.CONTROLE]:
        raise Refusal(f"{listed(readers)} só consulta, e não confirma contagens. Diga outra pessoa.")
    grant(session, fundo.id, people=who)
    handles = [each.handle for each in who]
    move = _wait(session, fundo, 0, 0, cents, what, handles, by, now)
    button = (Button("Confirmo", f"contei {fundo.sigla} {move.id}"),)
    text = f"{by.name} registrou {of_cents(cents)} de {what} ({fundo.sigla}), contados por você e mais. Confere?"
    notices.assign(session, fundo.id, text, who, by=None, now=now, buttons=button)
    return move


def confirm_count(session: Session, fundo: Fundo, move_id: int, *, by: Person, now: datetime) -> PendingMove:
    """One of those who counted confirms; with the last word the money counts."""
    move = _waiting(session, fundo, move_id)
    if by.handle not in move.wanted:
        raise Refusal("Só quem contou confirma a contagem.")
    move.given = list(dict.fromkeys([*move.given, by.handle]))
    audit.write(
        session, "contagem", by=by, now=now, record_id=fundo.id, text=f"{by.name} confirmou {of_cents(move.cents)}"
    )
    if set(move.given) == set(move.wanted):
        move.settled_at = now
        document = f"contado por {', '.join(move.wanted)}"
        enter(session, fundo, Measure.ALTERADO, move.cents, move.text, document, by=by, now=now)
    return move


def change_plan(
    session: Session, fundo: Fundo, numbers: tuple[int, int], cents: int, *, by: Person, now: datetime
) -> PendingMove:
    """Ask the council to move an amount between two lines of the plan: nothing moves before its ata."""
    require_mover(session, fundo, by, now)
    year = moments.today(now).year
    giving, taking = (line_numbered(session, fundo, each, year) for each in numbers)
    left = ledger.balance(session, fundo, giving.id).livre
    if cents > left:
        raise Refusal(f"A linha {giving.numero} só tem {of_cents(left)} livres: faltam {of_cents(cents - left)}.")
    text = f"da linha {giving.numero} para a {taking.numero}"
    return _wait(session, fundo, giving.id, taking.id, cents, text, [], by, now)


def approve_change(session: Session, fundo: Fundo, move_id: int, ata: str, *, by: Person, now: datetime) -> PendingMove:
    """The council approved a change of the plan: both legs, under its ata."""
    require_mover(session, fundo, by, now)
    move = _waiting(session, fundo, move_id)
    if not ata:
        raise Question("Qual é a ata do conselho? Exemplo: ata 5/2026", Answer.TEXT)
    _require_quorum(session, fundo, ata)
    for line_id, cents in ((move.from_line_id, -move.cents), (move.to_line_id, move.cents)):
        day = moments.today(now)
        ledger.post(
            session,
            fundo,
            Measure.ALTERADO,
            cents,
            "mudança do plano",
            day=day,
            by=by,
            now=now,
            document=ata,
            line_id=line_id,
        )
    move.settled_at, move.document = now, ata
    audit.write(session, "plano", by=by, now=now, record_id=fundo.id, text=f"{of_cents(move.cents)} {move.text}, {ata}")
    return move


def usual_list(fundo: Fundo) -> str:
    """The list of people that is the council of a fund, where no other is named."""
    return f"conselho-{fundo.sigla.lower()}"


def council_of(session: Session, fundo: Fundo) -> list[Person]:
    """The people of the council of a fund."""
    found = members_of(session, fundo.conselho or usual_list(fundo))
    return [each for each in found if isinstance(each, Person)]


def _require_quorum(session: Session, fundo: Fundo, ata: str) -> None:
    """Raises Refusal where the meeting of an ata is known here, and too few of the council came to it."""
    number = re.search(r"(\d{1,5})/(\d{4})", ata)
    code = f"REU-{int(number[1])}/{number[2]}" if number else ""
    event = session.scalar(select(Event).where(Event.code == code)) if code else None
    council = {each.id for each in council_of(session, fundo)}
    if event is None or not council:
        return
    is_here = (Participant.event_id == event.id, Participant.presence == PRESENT)
    came = council & set(session.scalars(select(Participant.person_id).where(*is_here)))
    if len(came) * 2 <= len(council):
        raise Refusal(
            f"Sem quórum na {event.code}: {len(came)} de {len(council)} do conselho presentes. A ata fica, mas a "
            "deliberação não vale; leve a mudança a outra reunião.",
            [Button("Ver a reunião", f"ver {event.code}")],
        )


def pending(session: Session, fundo: Fundo) -> list[PendingMove]:
    """What waits for the word of those who counted, or for the council's ata."""
    query = select(PendingMove).where(PendingMove.fundo_id == fundo.id, PendingMove.settled_at.is_(None))
    return list(session.scalars(query.order_by(PendingMove.id)))


def _wait(
    session: Session,
    fundo: Fundo,
    from_line: int,
    to_line: int,
    cents: int,
    text: str,
    wanted: list[str],
    by: Person,
    now: datetime,
) -> PendingMove:
    lines = {"from_line_id": from_line, "to_line_id": to_line}
    own = {"cents": cents, "text": text, "wanted": wanted, "given": [], "by_id": by.id, "at": now, "settled_at": None}
    move_id = insert_row(session, PendingMove, fundo_id=fundo.id, **lines, **own, document="")
    audit.write(
        session, "por_confirmar", by=by, now=now, record_id=fundo.id, text=f"por confirmar: {of_cents(cents)} {text}"
    )
    return session.get_one(PendingMove, move_id)


def _waiting(session: Session, fundo: Fundo, move_id: int) -> PendingMove:
    move = session.get(PendingMove, move_id)
    if move is None or move.fundo_id != fundo.id or move.settled_at is not None:
        raise Refusal(f"Nada do {fundo.sigla} espera com o número {move_id}.", [Button("Ver", f"fundo {fundo.sigla}")])
    return move
