"""The page of one person: acts without ciência, due deadlines, frequent requests."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Button
from handlers.wording import digests as wording
from models import acts, digests, moments, municipal_days
from models.acts import Act, Recipient
from models.digests import AgendaOwner, Section
from models.outbox import Message
from models.people import Person, standing
from models.texts import clip, plural

_MOST_ACTS = 10
_DAILY = (
    Button("Pauta", "pauta"),
    Button("Minhas tarefas", "minhas"),
    Button("Criar tarefa", "tarefa"),
    Button("Registrar expediente", "expediente novo"),
    Button("Ajuda", "ajuda"),
)


def page(session: Session, person: Person, now: datetime) -> list[Message]:
    """The sections of the page from above to below, each with its buttons."""
    today = moments.day_text(moments.today(now))
    return [
        Message(f"{person.name}, {person.cargo or person.role}. Hoje é {today}.", _DAILY),
        *_acts(session, person, now),
        *_agenda(session, person, now),
    ]


def _acts(session: Session, person: Person, now: datetime) -> list[Message]:
    waiting = [
        (act, recipient)
        for act, recipient in acts.pending_of(session, by=person, now=now)
        if recipient.ciencia_at is None
    ]
    if not waiting:
        return [Message("Nenhum ato espera a sua ciência.")]
    title = Message(f"{plural(len(waiting), 'ato espera', 'atos esperam')} a sua ciência:")
    return [title, *(_act(act, recipient) for act, recipient in waiting[:_MOST_ACTS])]


def _act(act: Act, _: Recipient) -> Message:
    until = f"\nCiência até {moments.moment_text(act.ciencia_due_at)}" if act.ciencia_due_at else ""
    buttons = (Button("Ciente", f"ciente {act.code}"), Button("Ver", f"ver {act.code}"))
    return Message(f"{act.code} {clip(act.title, 200)}{until}", buttons)


def _agenda(session: Session, person: Person, now: datetime) -> list[Message]:
    who = standing(session, person, now)
    owner = AgendaOwner(person.id, frozenset(who.person_ids), frozenset(who.leads), who.commands)
    horizon = digests.horizon_of(now, municipal_days.current(session))
    agenda = digests.agendas(session, [owner], horizon)[person.id]
    agenda.parts.pop(Section.CIENCIA, None)
    if agenda.is_empty:
        return [Message("Nada seu vence nos próximos dias, nem está atrasado.")]
    return [
        Message(text, tuple(Button(f"Ver {entry.code}", f"ver {entry.code}") for entry in agenda.parts[section].first))
        for section, text in wording.sections(agenda, horizon)
    ]
