"""The agenda: what is held at a time and a place, asked for, confirmed, moved, prepared, done."""

import re
from dataclasses import replace
from datetime import date, datetime

from handlers import documents
from handlers import tasks as tasks_handler
from handlers.base import WRITERS, Answer, Button, Question, Refusal, Reply, Request, command
from handlers.papers import events as papers
from handlers.reading import dates, due
from handlers.reading import events as reading
from handlers.reading import people as reading_people
from handlers.saying import events as said
from handlers.wording import events as wording
from handlers.wording import events_requests as requests_wording
from models import events, moments
from models.community import elections
from models.events import (
    BLOQUEIO,
    COMPROMISSO,
    KIND,
    VIAGEM,
    Event,
    calendar,
    kind_of,
    people,
    series,
)
from models.events import requests as asking
from models.events.register import NewEvent, register
from models.events.tables import EventKind
from models.people import Person
from models.records import AccessLevel
from models.texts import fold

_WEEK = re.compile(r"(?<!\w)(?:d?[ae]?sta\s+|na\s+)?semana(\s+que\s+vem)?(?!\w)", re.IGNORECASE)
_LEVEL = re.compile(r"(?<!\S)(restrit[oa]|sigilos[oa]|reservad[oa])(?!\w)", re.IGNORECASE)
_TASK = re.compile(r";\s*(?=tarefa\s)", re.IGNORECASE)
_MOST_TASKS = 5


@command(
    "agenda",
    usage="agenda [@quem] [amanhã, semana, sexta, 04/12]",
    aliases=("minha agenda",),
    said=said.AGENDA,
)
def agenda(request: Request) -> Reply:
    """Mostra a agenda do dia ou da semana, com lugares, deslocamento e horas livres (o que vence está em: pauta)."""
    named = reading_people.mentioned(request, request.text)
    who = named.people[0] if named.people else request.person
    first, last = _days(request, named.rest)
    return wording.agenda(request.session, who, first, last, request.person, request.now)


@command(
    "agenda em pdf",
    usage="agenda em pdf",
    aliases=("pdf da agenda", "agenda do dia em pdf", "imprimir agenda", "agenda pdf"),
    said=said.PRINTED,
)
def printed(request: Request) -> Reply:
    """Faz o PDF da agenda do dia, uma página para levar: horas, lugares, saídas, contatos e o preparo."""
    return documents.asked(request, papers.DAY, None, "da agenda do dia")


def _days(request: Request, text: str) -> tuple[date, date]:
    today = moments.today(request.now)
    if week := _WEEK.search(text):
        monday = moments.days_after(today, -today.weekday() + (7 if week[1] else 0))
        return max(today, monday), moments.days_after(monday, 6)
    found = dates.find(text, moments.local(request.now), request.calendar) if text else None
    if found is None or found.start is None:
        if text.strip(reading.EDGES) and fold(text).strip() not in ("do dia", "hoje", "de hoje", "minha"):
            raise Refusal(
                f"Não entendi “{text.strip()}”. Exemplos: agenda amanhã; agenda semana; agenda @helena 04/12",
                [Button("Hoje", "agenda"), Button("Semana", "agenda semana")],
            )
        return today, today
    last = found.end.date() if found.end else found.start.date()
    return found.start.date(), min(last, moments.days_after(found.start.date(), 13))


# --- what is registered --------------------------------------------------------------------------------------


@command(
    "compromisso",
    usage="compromisso [@de quem] assunto quando [no lugar]",
    said=said.ENGAGEMENT,
    fits=reading.has_time,
    offered_to=WRITERS,
)
def engage(request: Request) -> Reply:
    """Marca um compromisso na sua agenda, ou na de quem é nomeado primeiro; diz o que colide e a hora de sair.

    Exemplos:
    compromisso visita à creche sexta 15h às 16h na UBS Jardim Novo
    compromisso @helena entrevista amanhã 10h por 30 minutos
    """
    reply = _registered(request, COMPROMISSO)
    if "inaugura" not in fold(request.text):
        return reply
    day = reading.when(request, request.text).starts
    return replace(reply, text=f"{reply.text}{elections.warning(request.session, moments.today(day))}")


@command(
    "bloqueio",
    usage="bloqueio [@de quem] quando [motivo]",
    said=said.BLOCK,
    aliases=("bloquear agenda",),
    fits=reading.has_time,
    offered_to=WRITERS,
)
def block(request: Request) -> Reply:
    """Guarda um tempo livre na agenda: ninguém marca nada nele."""
    return _registered(request, BLOQUEIO)


@command(
    "viagem",
    usage="viagem cidade quando [no lugar], com @quem",
    said=said.JOURNEY,
    fits=reading.has_time,
    offered_to=WRITERS,
)
def travel(request: Request) -> Reply:
    """Marca uma viagem: toma a agenda do dia, e diz o que fica por presidir ou adiar.

    Exemplos:
    viagem São Paulo quarta 6h às 16h no Palácio dos Bandeirantes, com @davi
    """
    return _registered(request, VIAGEM)


def _registered(request: Request, kind: EventKind) -> Reply:
    new, when = _new(request, kind)
    if new.owner.id not in request.standing.person_ids and not people.is_desk(
        request.session, request.person, request.now
    ):
        line = f"pedir agenda @{new.owner.handle} {request.text.replace('@' + new.owner.handle, '').strip()}"
        raise Refusal(
            f"Só a agenda do gabinete marca na agenda de {new.owner.name}. Você pode pedir:",
            [Button("Pedir agenda", line)],
        )
    found = calendar.clashes(request.session, new.owner.id, new.busy)
    made, left_out = registered(request, new, when)
    return requests_wording.registered(request.session, made, found, request.person, left_out)


def registered(request: Request, new: NewEvent, when: reading.When) -> tuple[list[Event], list[datetime]]:
    """Register an event, or each of its series, and call its people; returns them, and the times left out."""
    starts, left_out = [new.starts], list[datetime]()
    if when.recurrence is not None:
        starts, left_out = series.times(request.session, when.recurrence, new.starts, when.over)
    by, now = request.person, request.now
    if len(starts) > 1:
        made = series.register_all(request.session, new, starts, by=by, now=now)
    else:
        made = [register(request.session, new, by=by, now=now)]
    events.register.convene(request.session, made[0], by=by, now=now, following=made[1:])
    return made, left_out


def _new(request: Request, kind: EventKind) -> tuple[NewEvent, reading.When]:
    head = reading_people.addressed(request, request.text) if request.text.startswith("@") else None
    owner = next((each for each in (head.people if head else ()) if isinstance(each, Person)), None)
    named = reading_people.mentioned(request, head.rest if head else request.text)
    level = _LEVEL.search(named.rest)
    when = reading.when(request, _LEVEL.sub("", named.rest))
    venue, place, rest = reading.place(request.session, when.after)
    if kind is VIAGEM and not place:
        place, rest = re.sub(r"[,\s]+com$", "", rest), ""
    title = re.sub(r"[,\s]+com$", "", f"{when.before} {rest}".strip(reading.EDGES))
    if not title and kind is not BLOQUEIO:
        raise Question("Qual é o assunto?", Answer.TEXT, typed=f"{request.text} {{}}", instead=request.text)
    if kind is VIAGEM:
        title = f"Viagem a {re.sub('^(?:a|para|à|ao) ', '', title)}"
    new = NewEvent(
        kind=kind,
        title=title or "tempo reservado",
        starts=when.starts,
        ends=when.until(kind.minutes),
        owner=owner or request.person,
        place=place,
        venue=venue,
        all_day=when.all_day,
        invited=tuple(named.in_order),
        level=AccessLevel(_level(level)),
        details={"visibility": "reservado"} if level else {},
    )
    return new, when


def _level(found: re.Match[str] | None) -> str:
    word = fold(found[1])[:5] if found else ""
    return {"restr": "restrito", "reser": "restrito", "sigil": "sigiloso"}.get(word, "publico")


# --- what becomes of it --------------------------------------------------------------------------------------


@command(
    "remarcar", usage="remarcar AG-41 quando motivo", about=KIND, aliases=("adiar",), offered_to=WRITERS, said=said.MOVE
)
def move(request: Request) -> Reply:
    """Muda a hora de uma reunião ou compromisso; só são avisados os que tinham a hora antiga.

    Exemplos:
    remarcar AG-41 para segunda 10h a chuva
    adiar REU-7 sexta 9h a Prefeita viaja
    """
    event = request.about(Event)
    people.require_keeper(request.session, event, request.person, request.now)
    later = reading.of_series(request, event)
    starts, ends, reason = reading.new_time(request, event, f"Para quando? Exemplo: remarcar {event.code} segunda 10h")
    assert starts is not None
    ends, old = ends or starts + (event.ends_at - event.starts_at), people.when(event)
    by, now = request.person, request.now
    told = events.register.move(request.session, event, starts, ends, reason, by=by, now=now, following=later)
    return requests_wording.moved(request.session, event, old, told, later, now=now)


@command("cancelar", usage="cancelar N motivo", about=KIND, said=said.CANCEL, offered_to=WRITERS)
def cancel(request: Request) -> Reply:
    """Cancela um compromisso ou reunião."""
    event = request.about(Event)
    later = reading.of_series(request, event)
    by, now, why = request.person, request.now, request.text.strip()
    events.register.cancel(request.session, event, why, by=by, now=now, following=later)
    done = "cancelada" if kind_of(event.event_kind).feminine else "cancelado"
    also = f" {events.register.after_it(later)}" if later else ""
    return Reply(f"{event.code} {done}.{also} Avisei quem sabia da hora.", (Button("Ver", f"ver {event.code}"),))


@command(
    "realizado",
    usage="realizado AG-42 o que houve; tarefa @quem o quê até quando",
    about=KIND,
    aliases=("realizar", "realizada", "encerrar"),
    offered_to=WRITERS,
    said=said.HELD,
)
def held(request: Request) -> Reply:
    """Registra que uma reunião ou compromisso aconteceu, o que houve e, na mesma linha, as tarefas que ficaram.

    Exemplos:
    realizado AG-42 vieram 6, pediram cronograma; tarefa @otavio enviar cronograma até sexta 11
    realizar REU-7
    """
    event, (outcome, *rest) = request.about(Event), _TASK.split(request.text)
    until = asking.held(request.session, event, outcome.strip(reading.EDGES), by=request.person, now=request.now)
    made = [
        tasks_handler.create(replace(request, text=each.split(None, 1)[1], line=each, form={}))
        for each in rest[:_MOST_TASKS]
    ]
    return requests_wording.held(request.session, event, until, [each.text for each in made])


@command(
    "não realizado",
    usage="não realizado AG-42 motivo",
    about=KIND,
    aliases=("não aconteceu",),
    offered_to=WRITERS,
    said=said.NOT_HELD,
)
def not_held(request: Request) -> Reply:
    """Registra que uma reunião ou compromisso não aconteceu."""
    event = request.about(Event)
    asking.not_held(request.session, event, request.text.strip(), by=request.person, now=request.now)
    return Reply(f"{event.code}: não realizado.", (Button("Ver", f"ver {event.code}"),))


@command(
    "briefing",
    usage="briefing AG-42 @quem até quando (ou o texto)",
    about=KIND,
    aliases=("preparo",),
    offered_to=WRITERS,
    said=said.BRIEFING,
)
def brief(request: Request) -> Reply:
    """Pede a alguém o preparo de um compromisso, até quando; ou entrega o texto dele.

    Exemplos:
    briefing AG-42 @obras até quinta 17h
    briefing AG-42 A rua 3 está licitada; falta a drenagem.
    """
    event, named = request.about(Event), reading_people.mentioned(request, request.text)
    if not named.everyone:
        if not request.text.strip():
            return requests_wording.briefing(event)
        asking.brief(request.session, event, request.text.strip(), by=request.person, now=request.now)
        return Reply(f"Preparo de {event.code} guardado no cartão.", (Button("Ver", f"ver {event.code}"),))
    until = due.find(request, named.rest).due
    if until is None:
        raise Question(f"Até quando? Exemplo: briefing {event.code} @obras até quinta 17h", Answer.DATE)
    asking.ask_briefing(request.session, event, named.everyone[0], until, by=request.person, now=request.now)
    return Reply(
        f"Preparo de {event.code} pedido a {named.everyone[0].name}, até {until.text}.",
        (Button("Ver", f"ver {event.code}"),),
    )
