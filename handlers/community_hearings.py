"""Public hearings: announced, with speakers, presences, questions and their answers."""

import re
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import func, select

from handlers import tasks as tasks_handler
from handlers.base import CABINET, Answer, Question, Refusal, Reply, Request, command
from handlers.events_meetings import present_otherwise
from handlers.reading import dates
from handlers.reading import events as reading
from handlers.reading import people as reading_people
from handlers.saying import community as said
from handlers.wording import community_hearings as wording
from handlers.wording import events as events_wording
from models import events, moments
from models.community import hearings
from models.events import Event, EventStatus
from models.events.register import NewEvent
from models.people import Role, with_role
from models.records import Record
from models.texts import fold

GROUP = "Comunidade"
_MINUTES = re.compile(r"[,;(]?\s*(\d{1,3})\s*min(?:utos?)?\b\)?\.?", re.IGNORECASE)
_ASKER = re.compile(r"^([^:?]{2,80}):\s*")
_LATELY = timedelta(days=120)
_CODE = re.compile(r"\w{4}")
_POSITION = re.compile(r"^\W*(\d{1,4})(?!\w)")
_PUBLISHED = re.compile(r"^\W*(?:foi\s+)?(?:publicado|saiu)\s+(?:em|no?\s+dia)?\s*", re.IGNORECASE)


def _is_of_the_town(request: Request) -> bool:
    """Whether somebody of the town is meant, at a hearing: people of the house are named with an @."""
    text = fold(request.text.strip(reading.EDGES))
    return hearings.is_hearing(request.about(Event)) and "@" not in text and text not in ("", "todos")


def _day(request: Request, text: str) -> tuple[date, str] | None:
    """The day in a text, which is over: without its year, the last one that was, where that is not long ago."""
    here = moments.local(request.now)
    found = dates.find(text, here, request.calendar) if text else None
    if found is None or found.start is None:
        return None
    day = found.start.date()
    before = day - timedelta(days=365)
    near = here.date() - _LATELY < before <= here.date() < day
    return before if near else day, found.without(text).strip(reading.EDGES)


@command(
    "audiência pública",
    usage="audiência pública assunto, quando no lugar",
    fits=reading.has_time,
    offered_to=CABINET,
    said=said.HEARING,
)
def convene(request: Request) -> Reply:
    """Marca uma audiência pública; a pauta, as deliberações e a ata são as de uma reunião."""
    events.people.require_desk(request.session, request.person, request.now)
    when = reading.when(request, request.text)
    venue, place, rest = reading.place(request.session, when.after)
    owner = next(iter(with_role(request.session, Role.PREFEITO)), request.person)
    new = NewEvent(
        kind=hearings.AUDIENCIA,
        title=f"{when.before} {rest}".strip(reading.EDGES) or "Audiência pública",
        starts=when.starts,
        ends=when.until(hearings.AUDIENCIA.minutes),
        owner=owner,
        place=place,
        venue=venue,
        status=EventStatus.CONVOCADA,
    )
    event = events.register.register(request.session, new, by=request.person, now=request.now)
    events.register.convene(request.session, event, by=request.person, now=request.now)
    return events_wording.convened(request.session, [event], now=request.now)


@command("edital", usage="edital AUD-3 publicado em 05/03 [onde]", about=events.KIND, offered_to=CABINET)
def notice(request: Request) -> Reply:
    """Registra quando saiu o edital de uma audiência, e diz se saiu a tempo."""
    event, text = request.about(Event), _PUBLISHED.sub("", request.text)
    if (found := _day(request, text)) is None:
        raise Question(f"Publicado quando? Exemplo: edital {event.code} publicado em 05/03", Answer.TEXT)
    day, how = found
    in_time = hearings.publish_notice(request.session, event, day, how, by=request.person, now=request.now)
    return wording.noticed(event, in_time=in_time)


@command(
    "inscrito",
    usage="inscrito AUD-3 nome, entidade, 3 min",
    about=events.KIND,
    aliases=("inscrever orador", "inscrição"),
    offered_to=CABINET,
)
def enlist(request: Request) -> Reply:
    """Inscreve alguém para falar numa audiência pública, e dá a senha que a pessoa mostra na porta."""
    event, found = request.about(Event), _MINUTES.search(request.text)
    name, entity = _named(_MINUTES.sub("", request.text))
    minutes = int(found[1]) if found else wording.USUAL_MINUTES
    by, now = request.person, request.now
    guest = hearings.enlist(request.session, event, name, entity, minutes, by=by, now=now)
    return wording.enlisted(event, guest, hearings.guests(request.session, event))


@command(
    "veio",
    usage="veio AUD-3 senha (ou nome, entidade)",
    about=events.KIND,
    offered_to=CABINET,
)
def arrive(request: Request) -> Reply:
    """Marca quem chegou a uma audiência pública: a senha da inscrição, ou nome e entidade de quem veio ouvir."""
    event, text = request.about(Event), request.text.strip(reading.EDGES)
    by, now = request.person, request.now
    guest = hearings.arrive(request.session, event, text, by=by, now=now)
    if guest is None and _CODE.fullmatch(text):
        raise Refusal(f"Nenhuma senha {text.upper()} em {event.code}. De quem não se inscreveu: nome, entidade")
    if guest is None:
        name, entity = _named(text)
        guest = hearings.enlist(request.session, event, name, entity, None, by=by, now=now)
    return wording.arrived(event, guest, hearings.guests(request.session, event))


@present_otherwise
def arrive_too(request: Request) -> Reply | None:
    """Somebody of the town at a hearing, by the code of the inscription; None for people of the house."""
    return arrive(request) if _is_of_the_town(request) else None


def _named(text: str) -> tuple[str, str]:
    name, _, entity = text.partition(",")
    return name.strip(reading.EDGES), entity.strip(reading.EDGES)


@command("inscritos", usage="inscritos AUD-3", about=events.KIND, said=said.SPEAKERS)
def speakers(request: Request) -> Reply:
    """Lista os inscritos de uma audiência pública, com o tempo das falas, e quantos vieram."""
    event = request.about(Event)
    return wording.speakers(event, hearings.guests(request.session, event))


@command("pergunta", usage="pergunta AUD-3 [quem:] o que perguntou", about=events.KIND, offered_to=CABINET)
def ask(request: Request) -> Reply:
    """Anota uma pergunta feita numa audiência pública; fica em aberto até a resposta."""
    event = request.about(Event)
    who = _ASKER.match(request.text)
    asker, text = (who[1].strip(), request.text[who.end() :]) if who else ("", request.text)
    made = hearings.ask(request.session, event, asker, text.strip(), by=request.person, now=request.now)
    return wording.asked(event, made)


@command("perguntas", usage="perguntas AUD-3", about=events.KIND, said=said.QUESTIONS)
def questions(request: Request) -> Reply:
    """Lista as perguntas de uma audiência pública e as respostas."""
    event = request.about(Event)
    return wording.questions(event, hearings.questions(request.session, event))


@command("responder pergunta", usage="responder pergunta 2 AUD-3 texto (ou @quem até quando)", offered_to=CABINET)
def reply(request: Request) -> Reply:
    """Registra a resposta a uma pergunta de audiência; a que fica para depois vira tarefa de alguém, com um dia.

    Exemplos:
    responder pergunta 2 AUD-3 a creche abre em março
    responder pergunta 2 AUD-3 @edna mandar o cronograma até sexta
    """
    event, rest = reading.event_in(request)
    hearings.require(request.session, event, request.person, request.now)
    position = _POSITION.match(rest)
    if position is None:
        raise Question(f"Qual pergunta? Veja os números em: perguntas {event.code}", Answer.NUMBER)
    asked = hearings.question(request.session, event, int(position[1]))
    text = rest[position.end() :].strip(reading.EDGES)
    by, now = request.person, request.now
    if not reading_people.mentioned(request, text).everyone:
        hearings.reply(request.session, event, asked, text, None, by=by, now=now)
        return wording.answered(event, asked, "")
    line = f"{text} responder à pergunta {asked.position} de {event.code}" if _bare(request, text) else text
    made = tasks_handler.create(replace(request, text=line, line=f"tarefa {line}", record=None, form={}))
    task = request.session.get_one(Record, request.session.scalar(select(func.max(Record.id))))
    hearings.reply(request.session, event, asked, "", task, by=by, now=now)
    return wording.answered(event, asked, made.text)


def _bare(request: Request, text: str) -> bool:
    """Whether a promise names only who and until when."""
    rest = reading_people.mentioned(request, text).rest
    found = dates.find(rest, moments.local(request.now), request.calendar)
    return not (found.without(rest) if found else rest).strip(reading.EDGES)
