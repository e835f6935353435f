"""Meetings: calling them, answering, the pauta, presence, deliberations, the ata."""

from dataclasses import replace

from sqlalchemy import ColumnElement

from handlers.base import WRITERS, Answer, Button, Field, Form, Question, Reply, Request, command
from handlers.reading import events as reading
from handlers.reading import fields, filters
from handlers.reading import people as reading_people
from handlers.saying import events_meetings as said
from handlers.wording import events as wording
from handlers.wording import lists as pages
from models import events
from models.events import KIND, REUNIAO, Event, PersonAnswer, calendar, people
from models.events.register import NewEvent
from models.people import Orgao, Person, Role, with_role

FORM = Form(
    "reunião",
    (
        Field("assunto", "Qual é o assunto da reunião?"),
        Field("para", "Para quem? (por exemplo, @todos ou @saude @obras)", "people"),
        Field("quando", "Quando? (por exemplo, quarta 9h às 11h)"),
        Field("onde", "Onde?", required=False),
    ),
)
_LARGE = 4  # órgãos: beyond that it is a meeting of the whole house


def _is_convocation(request: Request, text: str) -> bool:
    return "@" in text or reading.has_time(request, text)


@command(
    "reunião",
    usage="reunião @quem quando no lugar: assunto",
    aliases=("convocar reunião", "nova reunião"),
    form=FORM,
    said=said.CONVENE,
    fits=_is_convocation,
    offered_to=(Role.PREFEITO, Role.CHEFIA, Role.ASSESSORIA),
)
def convene(request: Request) -> Reply:
    """Convoca uma reunião: cada chamado confirma, manda substituto ou diz que não pode.

    Exemplos:
    reunião @todos quarta 9h no Paço: encerramento do exercício
    reunião @saude @obras amanhã 14h às 15h30: obra da UBS
    """
    people.require_desk(request.session, request.person, request.now)
    new = _new(request)
    event = events.register.register(request.session, new, by=request.person, now=request.now)
    events.register.convene(request.session, event, by=request.person, now=request.now)
    return wording.convened(request.session, event)


def _new(request: Request) -> NewEvent:
    given = fields.read(request, FORM) if request.form else None
    text = (
        f"{given['quando']} {'em ' + given['onde'] if given['onde'] else ''}: {given['assunto']}"
        if given
        else request.text
    )
    named = reading_people.mentioned(request, text)
    invited = given["para"] if given else [*named.in_order]
    if not invited:
        raise Question("Para quem é a reunião? Exemplo: reunião @todos quarta 9h: assunto", Answer.WHO)
    when = reading.when(request, named.rest)
    venue, place, rest = reading.place(request.session, when.after)
    title = f"{when.before} {rest}".strip(reading.EDGES)
    if not title:
        raise Question("Qual é o assunto?", Answer.TEXT, typed=": {}")
    is_large = "@todos" in text or sum(isinstance(each, Orgao) for each in invited) > _LARGE
    return NewEvent(
        kind=REUNIAO,
        title=title,
        starts=when.starts,
        ends=when.until(events.LONG if is_large else REUNIAO.minutes),
        owner=_chair(request),
        place=place,
        venue=venue,
        all_day=when.all_day,
        invited=tuple(dict.fromkeys(invited)),
        status=events.EventStatus.CONVOCADA,
    )


def _chair(request: Request) -> Person:
    """Who presides: the mayor, where nobody else is named."""
    return next(iter(with_role(request.session, Role.PREFEITO)), request.person)


@command(
    "confirmo",
    usage="confirmo N",
    about=KIND,
    aliases=("confirmo presença", "vou"),
    said=said.CONFIRM,
    offered_to=WRITERS,
)
def confirm(request: Request) -> Reply:
    """Confirma que você vai a uma reunião ou compromisso."""
    event = request.about(Event)
    people.answer(request.session, event, PersonAnswer.CONFIRMOU, by=request.person, now=request.now)
    return Reply(f"Confirmado: {event.code}, {people.when(event)}.", (Button("Ver", f"ver {event.code}"),))


@command(
    "não posso", usage="não posso N motivo", about=KIND, aliases=("não vou",), said=said.DECLINE, offered_to=WRITERS
)
def decline(request: Request) -> Reply:
    """Diz que você não vai a uma reunião ou compromisso, com o motivo se quiser."""
    event = request.about(Event)
    people.answer(
        request.session, event, PersonAnswer.NAO_VAI, request.text.strip(), by=request.person, now=request.now
    )
    return Reply(
        f"Registrado: você não vai a {event.code}. Avisei quem convocou.",
        (Button("Mando substituto", f"mando {event.code}"),),
    )


@command("mando", usage="mando N @quem", about=KIND, aliases=("mando substituto",), offered_to=WRITERS)
def send(request: Request) -> Reply:
    """Manda outra pessoa em seu lugar a uma reunião; ela é chamada na hora."""
    event, who = request.about(Event), reading_people.mentioned(request, request.text)
    if len(who.people) != 1:
        raise Question(f"Quem vai em seu lugar? Exemplo: mando {event.code} @quem", Answer.WHO)
    instead = who.people[0]
    people.answer(request.session, event, PersonAnswer.SUBSTITUTO, by=request.person, now=request.now, send=instead)
    return Reply(
        f"{instead.name} vai em seu lugar a {event.code}. Já foi chamado.", (Button("Ver", f"ver {event.code}"),)
    )


@command("reuniões", usage="reuniões [@órgão, realizadas, página 2]", said=said.LISTED)
def listed(request: Request) -> Reply:
    """Lista as reuniões marcadas, e as que já houve."""
    return listing(request, "Reuniões", Event.event_kind == REUNIAO.name)


def listing(request: Request, title: str, *where: ColumnElement[bool]) -> Reply:
    """A list of events, the next one first; of those that are over, the last one first."""
    asked = filters.read(request, events.SUBJECT)
    asked = replace(asked, title=asked.title.replace("Eventos abertos", title).replace("Eventos", title))
    found, total = calendar.listed(request.session, asked.wanted, *where, by=request.person, now=request.now)
    if asked.wanted.whole:
        return pages.whole(events.SUBJECT, asked, [each.id for each in found])
    return pages.paged(
        events.SUBJECT, asked, [wording.in_list(each) for each in found], [each.code for each in found], total
    )
