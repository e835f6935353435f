"""Requests of agenda: asked for, confirmed at an hour, completed, refused."""

import re
from dataclasses import replace
from typing import Any

from handlers.base import WRITERS, Answer, Button, Field, Form, Question, Refusal, Reply, Request, command
from handlers.reading import events as reading
from handlers.reading import fields
from handlers.reading import people as reading_people
from handlers.saying import events as said
from handlers.wording import events as cards
from handlers.wording import events_requests as wording
from models.cnpjs import is_cnpj
from models.events import ATENDIMENTO, INTERESSE, KIND, Event, EventStatus, calendar
from models.events import requests as asking
from models.events.register import NewEvent
from models.people import Person, Role, with_role
from models.texts import fold

_NAMED = re.compile(r"(?<!\w)(cnpj|interesse|acompanha|representa|transporte)\s*:?\s+", re.IGNORECASE)
ASKED = Form(
    "pedir agenda",
    (
        Field("assunto", "Qual é o assunto?"),
        Field("quem", "Quem pede? (nome e telefone ou e-mail)"),
        Field("entidade", "Por qual entidade?", required=False),
        Field("cnpj", "CNPJ, se for empresa?", required=False),
        Field("interesse", "Representa interesse de quem, e qual?", required=False),
        Field("quando", "Preferência de dia e hora? (por exemplo, sexta 15h)"),
        Field("onde", "Onde?", required=False),
    ),
)


@command(
    "pedir agenda",
    usage="pedir agenda [@de quem] quando [no lugar], quem pede, assunto",
    said=said.REQUEST,
    aliases=("pedido de agenda",),
    form=ASKED,
    offered_to=WRITERS,
)
def ask(request: Request) -> Reply:
    """Registra um pedido de agenda e diz na hora se cabe, e que horas cabem.

    Exemplos:
    pedir agenda @helena sexta 16h15 no Paço, Associação do Jardim Novo, pavimentação
    """
    new = _asked_by_form(request) if request.form else _asked_by_line(request)
    event = asking.ask(request.session, new, by=request.person, now=request.now)
    found = calendar.clashes(request.session, event.owner_id, new.busy)
    found = [each for each in found if each.other is None or each.other.event_id != event.id]
    return wording.asked(request.session, event, found, asking.offers(request.session, event, request.now))


def _mayor(request: Request) -> Person:
    return next(iter(with_role(request.session, Role.PREFEITO)), request.person)


def _asked_by_line(request: Request) -> NewEvent:
    head = reading_people.mentioned(request, request.text)
    owner = next(iter(head.people), None) or _mayor(request)
    when = reading.when(
        request, head.rest, "Para quando é o pedido? Exemplo: pedir agenda sexta 15h, Associação, pavimentação"
    )
    venue, place, rest = reading.place(request.session, when.after)
    who, _, subject = (
        each.strip(reading.EDGES) for each in f"{when.before}, {rest}".strip(reading.EDGES).partition(",")
    )
    if not who:
        raise Question(
            "Quem pede, e qual é o assunto? Exemplo: Associação do Jardim Novo, pavimentação", Answer.TEXT, typed=", {}"
        )
    who, subject = (who, subject) if subject else (request.person.name, who)
    return _request_of(owner, when, subject, who, (venue, place), {})


def _request_of(
    owner: Person, when: reading.When, subject: str, who: str, where: tuple[Any, str], details: dict[str, Any]
) -> NewEvent:
    kind = INTERESSE if details.get("interesse") else ATENDIMENTO
    return NewEvent(
        kind=kind,
        title=subject,
        starts=when.starts,
        ends=when.until(kind.minutes),
        owner=owner,
        venue=where[0],
        place=where[1],
        requester=who,
        details=details,
        status=EventStatus.PEDIDO,
    )


def _asked_by_form(request: Request) -> NewEvent:
    given = fields.read(request, ASKED)
    if given["cnpj"] and not is_cnpj(given["cnpj"]):
        raise Refusal(f"O CNPJ {given['cnpj']} não confere: os dígitos finais são outros. Confira e escreva de novo.")
    when = reading.when(request, given["quando"])
    venue, place, _ = reading.place(request.session, f"em {given['onde']}" if given["onde"] else "")
    who, _, contact = given["quem"].partition(",")
    requester = f"{given['entidade']} ({who.strip()})" if given["entidade"] else who.strip()
    details = {key: given[key] for key in ("cnpj", "interesse") if given[key]}
    return replace(
        _request_of(_mayor(request), when, given["assunto"], requester, (venue, place), details),
        contact=contact.strip(),
    )


@command("confirmar", usage="confirmar AG-42 [16h30]", about=KIND, said=said.CONFIRM, offered_to=WRITERS)
def confirm(request: Request) -> Reply:
    """Confirma um pedido de agenda, na hora pedida ou noutra; um conflito precisa de um motivo.

    Exemplos:
    confirmar AG-42 16h30
    confirmar AG-42 quinta 10h
    """
    event = request.about(Event)
    starts, ends, reason = reading.new_time(request, event)
    found = asking.confirm(request.session, event, starts, ends, reason, by=request.person, now=request.now)
    return wording.confirmed(request.session, event, found)


@command(
    "recusar pedido", usage="recusar pedido AG-42 motivo", about=KIND, aliases=("recusar agenda",), offered_to=WRITERS
)
def refuse(request: Request) -> Reply:
    """Recusa um pedido de agenda, com um motivo que se possa dizer a quem pediu."""
    event = request.about(Event)
    reason = request.text.strip()
    asking.refuse(request.session, event, reason, by=request.person, now=request.now)
    who = event.requester or "quem pediu"
    return Reply(f"{event.code} recusado. Para responder a {who}:\n“{wording.refusal(event, reason)}”")


@command(
    "completar",
    usage="completar AG-42 CNPJ 11.222.333/0001-81 interesse contrato acompanha @quem",
    about=KIND,
    offered_to=WRITERS,
)
def complete(request: Request) -> Reply:
    """Completa um pedido de audiência: CNPJ, interesse que representa, quem da casa acompanha."""
    event, parts = request.about(Event), _NAMED.split(request.text)
    given = {fold(key): value.strip(reading.EDGES) for key, value in zip(parts[1::2], parts[2::2], strict=False)}
    if not given:
        raise Question(
            f"O que falta? Exemplo: completar {event.code} CNPJ 11.222.333/0001-81 interesse contrato", Answer.TEXT
        )
    asking.complete(request.session, event, given, by=request.person, now=request.now)
    return Reply(
        f"{event.code}: {', '.join(given)} registrado.",
        (Button("Confirmar", f"confirmar {event.code}"), Button("Ver", f"ver {event.code}")),
    )


@command("pedidos de agenda", usage="pedidos de agenda [recusados, novembro, página 2]", said=said.ASKED)
def listed(request: Request) -> Reply:
    """Lista os pedidos de agenda sem resposta, ou os recusados."""
    return cards.listing(request, "Pedidos de agenda", Event.requester != "", states=("pedido",))
