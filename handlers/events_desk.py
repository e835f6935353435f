"""What the desk asks of the agenda: free hours, who answers, who was met; delays, places, calendars from outside."""

import re
from datetime import timedelta

from handlers.base import CABINET, WRITERS, Answer, Button, Question, Refusal, Reply, Request, command
from handlers.reading import dates
from handlers.reading import events as reading
from handlers.reading import people as reading_people
from handlers.saying import events as said
from handlers.wording import events as wording
from models import attachments, moments
from models.events import Event, EventStatus, calendar, ics, people, venues
from models.people import Person, Role, current_and_coming, with_role
from models.texts import fold

_LENGTH = re.compile(r"(?<!\w)(?:por\s+)?(\d{1,2})\s*h(?:oras?)?(\d\d)?(?!\w)|(?<!\w)(\d{1,3})\s*min\w*", re.IGNORECASE)
_TRAVEL = re.compile(r"[,;]?\s*(\d{1,4})\s*min\w*\s+(?:de|d[oa])\s+(.+?)\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\w)[a-z]{2,4}-?\d+(?:/\d{4})?", re.IGNORECASE)
_MET = (EventStatus.PEDIDO, EventStatus.CONFIRMADO, EventStatus.REALIZADO)
_LATE = 15  # minutes


def _is_late(_request: Request, text: str) -> bool:
    return not _NUMBER.sub("", _LENGTH.sub("", text)).strip(reading.EDGES)


def _is_answering(request: Request, text: str) -> bool:
    found = dates.find(text, moments.local(request.now), request.calendar)
    return "@" in text or not (found.without(text) if found else text).strip(f"{reading.EDGES}?")


@command(
    "livre",
    usage="livre [@quem] [quarta] [30 min]",
    aliases=("horário livre", "horários livres"),
    said=said.FREE,
    fits=lambda request, text: "@" in text or reading.has_day(request, text),
)
def free(request: Request) -> Reply:
    """Acha as próximas horas livres, sua ou de várias pessoas ao mesmo tempo.

    Exemplos:
    livre quarta
    livre @helena @fabio esta semana 1h
    """
    named = reading_people.mentioned(request, request.text)
    who = list(named.people) or [request.person]
    length = _LENGTH.search(named.rest)
    minutes = (int(length[3]) if length[3] else int(length[1]) * 60 + int(length[2] or 0)) if length else 60
    text = _LENGTH.sub("", named.rest)
    today = moments.today(request.now)
    found = dates.find(text, moments.local(request.now), request.calendar)
    first = max(request.now, found.start) if found and found.start else request.now
    last = moments.start_of(
        moments.days_after((found.end or found.start).date() if found and found.start else today, 1 if found else 15)
    )
    times = calendar.free(request.session, [each.id for each in who], minutes, first, last)
    return wording.free(who, times, minutes, timedelta(minutes=minutes))


@command("atrasei", usage="atrasei [15 min] [AG-41]", said=said.LATE, fits=_is_late, offered_to=WRITERS)
def late(request: Request) -> Reply:
    """Avisa que você chega depois, só a quem espera no próximo compromisso.

    Exemplos:
    atrasei 30 min
    """
    is_named = _NUMBER.search(request.text)
    event = reading.event_in(request)[0] if is_named else None
    event = event or calendar.next_of(request.session, request.person.id, request.now)
    if event is None:
        raise Refusal("Hoje não há mais nada na sua agenda.", [Button("Minha agenda", "agenda")])
    length = _LENGTH.search(request.text)
    minutes = (int(length[3]) if length[3] else int(length[1]) * 60 + int(length[2] or 0)) if length else _LATE
    told = people.late(request.session, event, minutes, by=request.person, now=request.now)
    who = f"Avisei {people.names(told)}" if told else "Ninguém da casa esperava"
    return Reply(f"{event.code} {event.title}, {people.when(event)}: {minutes} min de atraso. {who}.")


@command(
    "estou indo",
    usage="estou indo [AG-41]",
    aliases=("estou a caminho", "a caminho"),
    said=said.COMING,
    fits=_is_late,
    offered_to=WRITERS,
)
def coming(request: Request) -> Reply:
    """Avisa que você está a caminho, só a quem espera no próximo compromisso."""
    is_named = _NUMBER.search(request.text)
    event = reading.event_in(request)[0] if is_named else None
    event = event or calendar.next_of(request.session, request.person.id, request.now)
    if event is None:
        raise Refusal("Hoje não há mais nada na sua agenda.", [Button("Minha agenda", "agenda")])
    told = people.on_the_way(request.session, event, by=request.person, now=request.now)
    who = f"Avisei {people.names(told)}" if told else "Ninguém da casa esperava"
    late = Button("Vou atrasar 15 min", f"atrasei 15 min {event.code}")
    return Reply(f"{event.code} {event.title}, {people.when(event)}: a caminho. {who}.", (late,))


@command("quem responde", usage="quem responde [por @quem] dia 2", said=said.ANSWERING, fits=_is_answering)
def answering(request: Request) -> Reply:
    """Diz quem responde por alguém num dia: a substituição registrada, ou que não há nenhuma."""
    named = reading_people.mentioned(request, request.text)
    holder = next(iter(named.people), None) or next(iter(with_role(request.session, Role.PREFEITO)), request.person)
    found = dates.find(named.rest, moments.local(request.now), request.calendar)
    day = found.start.date() if found and found.start else moments.today(request.now)
    rows = [each for each in current_and_coming(request.session, day) if each.holder_id == holder.id]
    rows = [each for each in rows if each.starts <= day <= each.ends]
    names = {each.substitute_id: request.session.get_one(Person, each.substitute_id).name for each in rows}
    return wording.answering(day, holder, rows, names)


@command("encontros com", usage="encontros com entidade", aliases=("encontros",), said=said.MET)
def met(request: Request) -> Reply:
    """Lista o que já houve e o que está marcado com quem pediu agenda: entidade, empresa, pessoa de fora."""
    request.text = f'"{who}"' if (who := request.text.strip(f'{reading.EDGES}?"')) else ""
    return wording.listing(request, "Encontros", Event.requester != "", states=_MET)


# --- places --------------------------------------------------------------------------------------------------


@command(
    "local novo",
    usage="local novo nome[, endereço][, 20 min de outro local]",
    aliases=("novo local",),
    offered_to=CABINET,
)
def new_venue(request: Request) -> Reply:
    """Cadastra um local e o tempo até ele; o primeiro é aquele de onde se sai.

    Exemplos:
    local novo UBS Jardim Novo, Rua das Acácias, 300, 20 min do Paço
    """
    people.require_desk(request.session, request.person, request.now)
    travel = _TRAVEL.search(request.text)
    name, _, address = _TRAVEL.sub("", request.text).partition(",")
    near, minutes = (travel[2], int(travel[1])) if travel else ("", None)
    by, now = request.person, request.now
    venue = venues.put(request.session, name, address.strip(reading.EDGES), near, minutes, by=by, now=now)
    return Reply(
        f"Local {venue.name} registrado{f': {minutes} min de {near}' if near else ''}.", (Button("Locais", "locais"),)
    )


@command("locais", usage="locais", said=said.VENUES)
def places(request: Request) -> Reply:
    """Lista os locais e o tempo de deslocamento entre eles (muitos de uma vez: importar locais)."""
    return wording.places(venues.known(request.session))


# --- calendars kept elsewhere --------------------------------------------------------------------------------


@command(
    "importar agenda",
    usage="importar agenda [@de quem] (com o arquivo .ics)",
    aliases=("importar calendário",),
    offered_to=WRITERS,
)
def take_in(request: Request) -> Reply:
    """Importa uma agenda de fora (Outlook, Google, Nextcloud), num arquivo ICS: o que ela ocupa passa a contar."""
    named = reading_people.mentioned(request, request.text)
    owner = named.people[0] if named.people else request.person
    ics.require_right(request.session, owner, by=request.person, now=request.now)
    if len(request.files) != 1:
        raise Question("Mande o arquivo .ics com esta legenda: importar agenda", Answer.FILE)
    request.taken = True
    content, name = attachments.content_of(request.files[0]), fold(request.files[0].name)
    done = ics.take(request.session, content, name, owner, by=request.person, now=request.now)
    return wording.imported(owner, done)
