"""Meetings: calling them, answering, the pauta, presence, deliberations, the ata."""

import re
from collections.abc import Callable

from handlers.base import (
    APPROVERS,
    CABINET,
    WRITERS,
    Answer,
    Button,
    Field,
    Form,
    Question,
    Refusal,
    Reply,
    Request,
    command,
)
from handlers.events import registered
from handlers.reading import due, fields, numbers, records
from handlers.reading import events as reading
from handlers.reading import people as reading_people
from handlers.saying import events_meetings as said
from handlers.wording import events as cards
from handlers.wording import events_meetings as wording
from handlers.wording import events_requests as requests_wording
from models import events, moments
from models.events import KIND, REUNIAO, Event, EventStatus, PersonAnswer, calendar, meetings, people, requests
from models.events.register import NewEvent
from models.people import Orgao, Person, Role, with_role
from models.texts import plural

FORM = Form(
    "reunião",
    (
        Field("assunto", "Qual é o assunto da reunião?"),
        Field("para", "Para quem? (por exemplo, @todos ou @saude @obras)", "people"),
        Field("quando", "Quando? (por exemplo, quarta 9h às 11h)"),
        Field("onde", "Onde?", required=False),
    ),
)
_HELD = re.compile(r"^\W*realizada(?!\w)", re.IGNORECASE)
_AGAIN = re.compile(r"[,;]?\s*é\s+outra\W*$", re.IGNORECASE)
_MISSED = re.compile(r"[;,]?\s*falt(?:ou|aram)\s*:?\s*", re.IGNORECASE)
_OTHERS = re.compile(r"(?<!\S)(?:e\s+)?@?(?:todos(?:\s+os\s+outros)?|os\s+outros|os\s+demais)(?!\w)", re.IGNORECASE)
_SINCE = re.compile(r"(?:a\s+partir\s+d|desde\s+)[ao]s?\s+(\d{1,2})[h:](\d\d)?", re.IGNORECASE)
_UNDATED = re.compile(r"[,;]?\s*(?<!\w)sem\s+prazo(?!\w)", re.IGNORECASE)
OtherPresence = Callable[[Request], Reply | None]
_other_presences: list[OtherPresence] = []
_LONGEST_NUMBER = 3
_LARGE = 4  # órgãos: beyond that it is a meeting of the whole house


def _is_convocation(request: Request, text: str) -> bool:
    return "@" in text or reading.has_time(request, text)


def _is_about_one(request: Request, text: str) -> bool:
    return not text or numbers.read(text, moments.today(request.now).year) is not None


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
    reunião @saude toda quarta 9h às 10h até 30/06: rotina da saúde
    reunião realizada @saude ontem 9h: obra da UBS
    """
    people.require_desk(request.session, request.person, request.now)
    new, when = _new(request)
    if new.status == EventStatus.REALIZADO:
        event = events.register.register(request.session, new, by=request.person, now=request.now)
        until = requests.begin_ata(request.session, event, by=request.person, now=request.now)
        return requests_wording.held(request.session, event, until, ())
    day = moments.today(new.starts)
    if not _AGAIN.search(request.text) and (same := calendar.same_day(request.session, REUNIAO.name, new.title, day)):
        raise Refusal(
            f"Nesse dia já há {same.code} com o mesmo assunto ({people.when(same)}). É outra?",
            [Button("É outra", f"{request.line}, é outra"), Button(f"Ver {same.code}", f"ver {same.code}")],
        )
    made, left_out = registered(request, new, when)
    return cards.convened(request.session, made, left_out, now=request.now)


def _new(request: Request) -> tuple[NewEvent, reading.When]:
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
    held = _HELD.match(named.rest)
    when = reading.when(request, _AGAIN.sub("", _HELD.sub("", named.rest)), past=bool(held))
    venue, place, rest = reading.place(request.session, when.after)
    title = f"{when.before} {rest}".strip(reading.EDGES)
    if not title:
        raise Question("Qual é o assunto?", Answer.TEXT, typed=": {}")
    is_large = "@todos" in text or sum(isinstance(each, Orgao) for each in invited) > _LARGE
    new = NewEvent(
        kind=REUNIAO,
        title=title,
        starts=when.starts,
        ends=when.until(events.LONG if is_large else REUNIAO.minutes),
        owner=_chair(request),
        place=place,
        venue=venue,
        all_day=when.all_day,
        invited=tuple(dict.fromkeys(invited)),
        status=EventStatus.REALIZADO if held else EventStatus.CONVOCADA,
    )
    return new, when


def _chair(request: Request) -> Person:
    """Who presides: the mayor, where nobody else is named."""
    return next(iter(with_role(request.session, Role.PREFEITO)), request.person)


@command(
    "confirmo",
    usage="confirmo N [todas]",
    about=KIND,
    aliases=("confirmo presença", "vou"),
    said=said.CONFIRM,
    fits=_is_about_one,
    offered_to=WRITERS,
)
def confirm(request: Request) -> Reply:
    """Confirma que você vai a uma reunião ou compromisso."""
    event = request.about(Event)
    later = reading.of_series(request, event) if request.text else []
    for each in (event, *later):
        people.answer(request.session, each, PersonAnswer.CONFIRMOU, by=request.person, now=request.now)
    also = f" {events.register.after_it(later)}" if later else ""
    return Reply(f"Confirmado: {event.code}, {people.when(event)}.{also}", (Button("Ver", f"ver {event.code}"),))


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


@command("mando", usage="mando N @quem", about=KIND, aliases=("mando substituto",), offered_to=WRITERS, said=said.SEND)
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


@command("reuniões", usage="reuniões [@órgão, realizadas, novembro, sem ata, página 2]", said=said.LISTED)
def listed(request: Request) -> Reply:
    """Lista as reuniões marcadas, e as que já houve."""
    return cards.listing(request, "Reuniões", Event.event_kind == REUNIAO.name, feminine=True)


# --- the pauta -----------------------------------------------------------------------------------------------


@command(
    "item",
    usage="item REU-7 título, 15 min [sobre N]",
    about=KIND,
    aliases=("incluir item na pauta",),
    offered_to=WRITERS,
    said=said.ITEM,
)
def add_item(request: Request) -> Reply:
    """Põe um item na pauta de uma reunião; depois de fechada, a chefia decide se entra."""
    event = request.about(Event)
    about = reading.record_in(request, request.text)
    item = meetings.add_item(request.session, event, request.text, about, by=request.person, now=request.now)
    return wording.item_added(request.session, event, item)


@command("incluir item", usage="incluir item 3 REU-7", offered_to=CABINET)
def let_in(request: Request) -> Reply:
    """Aceita na pauta um item que chegou depois de fechada."""
    return _settled(request, meetings.IN)


@command("deixar item", usage="deixar item 3 REU-7", offered_to=CABINET)
def leave(request: Request) -> Reply:
    """Deixa um item para a próxima reunião."""
    return _settled(request, meetings.NEXT)


@command("retirar item", usage="retirar item 2 REU-7 motivo", offered_to=WRITERS)
def take_off(request: Request) -> Reply:
    """Retira um item da pauta, com o motivo."""
    return _settled(request, meetings.OUT)


def _settled(request: Request, state: str) -> Reply:
    event, rest = reading.event_in(request)
    number, _, note = rest.partition(" ")
    if not number.isdecimal() or len(number) > _LONGEST_NUMBER:
        raise Question(f"Qual item? Veja os números em: pauta {event.code}", Answer.NUMBER)
    if state == meetings.OUT and not note:
        raise Question(f"Por que retirar? Exemplo: retirar item {number} {event.code} falta o parecer", Answer.TEXT)
    by, now = request.person, request.now
    item = meetings.settle_item(request.session, event, int(number), state, note, by=by, now=now)
    return wording.item_settled(event, item)


@command("pauta", usage="pauta REU-7", about=KIND, said=said.ITEMS)
def pauta(request: Request) -> Reply:
    """Mostra a pauta de uma reunião: itens, tempo, quem traz (só “pauta” é o seu dia)."""
    event = request.about(Event)
    meetings.require_meeting(event)
    return wording.pauta(request.session, event)


# --- while it is held ----------------------------------------------------------------------------------------


def present_otherwise(function: OtherPresence) -> OtherPresence:
    """Register how presence at some events is noted otherwise: None where it is not."""
    _other_presences.append(function)
    return function


@command(
    "presença",
    usage="presença REU-7 @quem veio; faltou @quem",
    about=KIND,
    aliases=("presenças",),
    offered_to=WRITERS,
    said=said.CAME,
)
def presence(request: Request) -> Reply:
    """Registra quem veio e quem faltou; @todos diz que todos os outros vieram.

    Exemplos:
    presença REU-7 @bruno @celia; faltou @caio
    presença REU-7 @todos
    """
    if reply := next((said for each in _other_presences if (said := each(request)) is not None), None):
        return reply
    event, (came, *missed) = request.about(Event), _MISSED.split(request.text, maxsplit=1)
    others = bool(_OTHERS.search(came))
    present = reading_people.mentioned(request, _OTHERS.sub("", came)).everyone
    absent = reading_people.mentioned(request, missed[0]).everyone if missed else []
    if not (present or absent or others):
        raise Question(f"Quem veio? Exemplo: presença {event.code} @quem; faltou @quem", Answer.WHO)
    by, now = request.person, request.now
    found = meetings.note_presence(request.session, event, present, absent, others=others, by=by, now=now)
    return wording.presence(event, found)


@command("preside", usage="preside REU-7 @quem [a partir das 10h20]", about=KIND, offered_to=WRITERS, said=said.LED)
def preside(request: Request) -> Reply:
    """Diz quem preside uma reunião, ou quem passou a presidir e desde que hora."""
    event, named = request.about(Event), reading_people.mentioned(request, request.text)
    if len(named.people) != 1:
        raise Question(f"Quem preside? Exemplo: preside {event.code} @quem", Answer.WHO)
    since = _SINCE.search(named.rest)
    hour = f"{int(since[1])}h{since[2] or ''}" if since else ""
    meetings.preside(request.session, event, named.people[0], hour, by=request.person, now=request.now)
    return wording.led(event, named.people[0], hour)


@command(
    "deliberação",
    usage="deliberação REU-7 @quem o quê até quando",
    about=KIND,
    aliases=("deliberar",),
    offered_to=CABINET,
    said=said.DELIBERATION,
)
def deliberate(request: Request) -> Reply:
    """Anota uma deliberação e prepara a minuta da ordem, que outra pessoa aprova.

    Exemplos:
    deliberação REU-7 @obras refazer o cronograma do Jardim Novo até dia 11
    """
    event = request.about(Event)
    named = reading_people.mentioned(request, request.text)
    if not named.everyone:
        raise Question(
            f"Quem cumpre? Exemplo: deliberação {event.code} @obras refazer o cronograma até dia 11", Answer.WHO
        )
    found = due.find(request, named.rest)
    if found.due is None and not _UNDATED.search(named.rest):
        raise Question("Até quando? Ou escreva: sem prazo", Answer.DATE_OR_NOT)
    text = _UNDATED.sub("", found.rest).strip(reading.EDGES)
    if not text:
        raise Question("Qual é a deliberação?", Answer.TEXT)
    by, now = request.person, request.now
    row = meetings.deliberate(request.session, event, text, named.everyone, found.due, by=by, now=now)
    missed = meetings.absent_among(request.session, event, named.everyone)
    return wording.deliberated(row, found.due, missed)


@command("deliberações abertas", usage="deliberações abertas", aliases=("deliberações",), said=said.OPEN)
def deliberations(request: Request) -> Reply:
    """Lista o que as reuniões decidiram e ainda não foi cumprido: quem, até quando, por que ordem."""
    found = meetings.open_ones(request.session, by=request.person, now=request.now)
    return wording.deliberations(found, request.now)


# --- the ata -------------------------------------------------------------------------------------------------


@command("ata", usage="ata REU-7 [texto]", about=KIND, said=said.ATA)
def ata(request: Request) -> Reply:
    """Mostra a ata de uma reunião e o que falta nela; com texto, guarda o que se quer dizer além do registrado."""
    event = request.about(Event)
    meetings.require_meeting(event)
    if request.text.strip():
        meetings.write_ata(request.session, event, request.text.strip(), by=request.person, now=request.now)
    return wording.ata(request.session, event)


@command("circular ata", usage="circular ata REU-7", about=KIND, offered_to=CABINET, said=said.CIRCULATE)
def circulate(request: Request) -> Reply:
    """Manda a ata aos presentes, que aprovam ou têm ressalva."""
    event = request.about(Event)
    to, until = meetings.circulate(request.session, event, by=request.person, now=request.now)
    return Reply(
        f"Ata de {event.code} enviada a {plural(len(to), 'presente', 'presentes')}, resposta até {until.text}.",
        (Button("Ver", f"ver {event.code}"),),
    )


@command(
    "aprovo ata", usage="aprovo ata REU-7", about=KIND, aliases=("aprovo a ata",), offered_to=WRITERS, said=said.AGREES
)
def agree(request: Request) -> Reply:
    """Diz que a ata está certa."""
    event = request.about(Event)
    meetings.judge(request.session, event, by=request.person, now=request.now)
    return Reply(f"Registrado: você aprova a ata de {event.code}.")


@command("ressalva", usage="ressalva REU-7 o que não está certo", about=KIND, offered_to=WRITERS, said=said.RESERVATION)
def object_to(request: Request) -> Reply:
    """Registra a sua ressalva à ata; vai no texto dela."""
    event = request.about(Event)
    if not request.text.strip():
        raise Question(f"Qual é a ressalva? Exemplo: ressalva {event.code} não concordei com o item 1", Answer.TEXT)
    meetings.judge(request.session, event, request.text.strip(), by=request.person, now=request.now)
    return Reply("Ressalva registrada no seu nome; vai no texto da ata.")


@command("aprovar ata", usage="aprovar ata REU-7", about=KIND, offered_to=APPROVERS, said=said.APPROVE_ATA)
def approve(request: Request) -> Reply:
    """Aprova a ata, depois que todos responderam ou o prazo acabou; quem calou fica dito nela."""
    event = request.about(Event)
    silent = meetings.approve_ata(request.session, event, by=request.person, now=request.now)
    return wording.ata_approved(event, silent)


@command("aprovar", usage="aprovar REU-7", about=KIND, offered_to=APPROVERS)
def approve_too(request: Request) -> Reply:
    """Aprova a ata de uma reunião."""
    return approve(request)


@command("ata assinada", usage="ata assinada REU-7 (com o arquivo)", about=KIND, offered_to=CABINET)
def signed(request: Request) -> Reply:
    """Guarda o arquivo assinado da ata aprovada."""
    event = request.about(Event)
    if not request.files:
        raise Question(f"Mande o arquivo assinado com esta legenda: ata assinada {event.code}", Answer.FILE)
    meetings.sign_ata(request.session, event, by=request.person, now=request.now)
    kept = records.keep_files(request, event)
    return Reply(f"Ata de {event.code} assinada. Guardei: {', '.join(each.name for each in kept)}.")
