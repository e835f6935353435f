"""Servants: elogios, orientações, facts reported, and the own dates. In private only."""

import re
from calendar import monthrange
from datetime import date

from handlers import documents
from handlers.base import APPROVERS, WRITERS, Answer, Button, Question, Refusal, Reply, Request, command
from handlers.oficios import answered_otherwise
from handlers.papers.servants import KIND as TERM
from handlers.reading import budget as budget_reading
from handlers.reading import people
from handlers.saying import servants as said
from handlers.wording import servants as wording
from models import servants
from models.expedientes import Expediente
from models.people import Person, Role
from models.servants import ELOGIO, FATO, KIND, ORIENTACAO, NoteKind, ServantNote

GROUP = "Servidores (reservado)"
_EDGES = " .,;:-"
_LEADERS = (*APPROVERS, Role.SECRETARIO, Role.CONTROLE)
_REASON = re.compile(r"\bmotivo\s*:?\s*", re.IGNORECASE)


@command(
    "elogio", usage="elogio @quem o que fez", aliases=("elogiar",), private=True, offered_to=WRITERS, said=said.PRAISE
)
def praise(request: Request) -> Reply:
    """Registra um elogio a alguém da sua equipe; a pessoa toma ciência e o RH recebe para averbar."""
    return _registered(request, ELOGIO)


@command(
    "orientação",
    usage="orientação @quem os fatos",
    aliases=("orientar",),
    private=True,
    offered_to=WRITERS,
    said=said.GUIDE,
)
def orient(request: Request) -> Reply:
    """Escreve uma orientação reservada a alguém da sua equipe, que pode responder."""
    return _registered(request, ORIENTACAO)


@command(
    "comunicar fato",
    usage="comunicar fato @quem o que houve, quando, provas",
    private=True,
    aliases=("comunicação de fato",),
    offered_to=WRITERS,
    said=said.REPORT,
)
def report(request: Request) -> Reply:
    """Leva um fato a quem pode apurar; a pessoa não é avisada, e o bot não apura nem pune."""
    return _registered(request, FATO)


@command("elogios", usage="elogios", said=said.LISTED)
def praises(request: Request) -> Reply:
    """Lista os elogios que você pode ver."""
    found = servants.listed(request.session, ELOGIO, by=request.person, now=request.now)
    return wording.listed(found)


@command("ciente", usage="ciente N", about=KIND, private=True, offered_to=WRITERS)
def acknowledge(request: Request) -> Reply:
    """Toma ciência de um elogio ou de uma orientação."""
    note = _note(request)
    servants.acknowledge(request.session, note, by=request.person, now=request.now)
    return Reply(f"Ciência de {note.code} registrada.", (Button("Responder", f"responder {note.code}"),))


@answered_otherwise
def answer(request: Request) -> Reply | None:
    """What the servant says of an orientação or an elogio; None for any other expediente."""
    note = servants.of(request.session, request.about(Expediente))
    if note is None:
        return None
    servants.answer(request.session, note, request.text.strip(), by=request.person, now=request.now)
    return Reply(f"Resposta a {note.code} registrada, ao lado do que foi escrito.")


@command("averbado", usage="averbado N portaria 140/2026", about=KIND, private=True, offered_to=WRITERS)
def filed(request: Request) -> Reply:
    """O RH registra a portaria que averbou um elogio."""
    note = _note(request)
    servants.record_in_file(request.session, note, request.text.strip(_EDGES), by=request.person, now=request.now)
    return Reply(f"{note.code} averbado: {note.filed_as}. A pessoa e quem elogiou foram avisados.")


@command(
    "ciência no papel",
    usage="ciência no papel N [@quem entregou]",
    about=KIND,
    private=True,
    aliases=("termo de ciência",),
    said=said.HANDED,
)
def handed(request: Request) -> Reply:
    """Faz o termo de ciência em PDF; com o nome, registra quem o entregou no papel a quem não usa o chat.

    Exemplos:
    ciência no papel ORI-4/2026 @carla
    """
    note, named = _note(request), people.mentioned(request, request.text)
    who = next((each for each in named.everyone if isinstance(each, Person)), None)
    if who is None:
        return documents.asked(request, TERM, note.expediente, f"do termo de ciência de {note.code}")
    servants.acknowledge_on_paper(request.session, note, who, by=request.person, now=request.now)
    return Reply(f"Ciência de {note.code} no papel registrada; entregou {who.name}.", _see(note))


@command(
    "retificar", usage="retificar N o que está errado", about=KIND, private=True, said=said.RECTIFY, offered_to=WRITERS
)
def rectify(request: Request) -> Reply:
    """Retifica um registro sobre servidor, ao lado do que foi escrito; a pessoa de quem se fala pede a retificação."""
    note = _note(request)
    done = servants.rectify(request.session, note, request.text.strip(), by=request.person, now=request.now)
    text = "retificado; o texto primeiro fica." if done else "pedido de retificação enviado a quem escreveu."
    return Reply(f"{note.code}: {text}", _see(note))


@command("apagar", usage="apagar N", about=KIND, private=True, said=said.ERASE)
def erase(request: Request) -> Reply:
    """Diz por que um registro não se apaga, e o que se pode pedir."""
    record = request.about(Expediente)
    if servants.of(request.session, record) is None:
        raise Refusal(f"{record.code} não se apaga: o que foi registrado fica. Se já não corre: arquivar {record.code}")
    raise Refusal(
        f"{record.code} não se apaga: fica pelo prazo da tabela de temporalidade, com o histórico. "
        "Se algo está errado, peça a retificação.",
        (Button("Pedir retificação", f"retificar {record.code}"),),
    )


@command("recebi para apurar", usage="recebi para apurar N", about=KIND, private=True, offered_to=WRITERS)
def received(request: Request) -> Reply:
    """A corregedoria ou o controle recebe um fato comunicado; daí em diante é com quem apura."""
    note = _note(request)
    servants.receive(request.session, note, by=request.person, now=request.now)
    return Reply(f"{note.code} recebida. A apuração corre fora daqui.")


@command("quem viu", usage="quem viu N", about=KIND, private=True, said=said.SEEN)
def viewers(request: Request) -> Reply:
    """Diz a quem um registro sobre servidor está aberto, e quem o consultou."""
    note = _note(request)
    return wording.viewers(note, servants.viewers(request.session, note, by=request.person, now=request.now))


@command("meu desempenho", usage="meu desempenho [novembro]", private=True, said=said.OWN, fits=budget_reading.is_month)
def own(request: Request) -> Reply:
    """Mostra como você cumpriu os seus prazos, ou os de um mês; só você e a sua chefia veem."""
    month = _month(request)
    found = servants.of_person(request.session, request.person, month, by=request.person, reason="", now=request.now)
    return wording.timeliness(request.person, found)


@command("equipe", usage="equipe [@órgão]", private=True, said=said.TEAM, offered_to=_LEADERS)
def team(request: Request) -> Reply:
    """Mostra como um órgão cumpre os seus prazos; a quem o dirige, também cada pessoa, em ordem de nome."""
    who = people.mentioned(request, request.text)
    orgao = next((each.orgao if isinstance(each, Person) else each for each in who.everyone), request.person.orgao)
    if orgao is None:
        raise Question("De que órgão? Exemplo: equipe @obras", Answer.WHO)
    total, named = servants.of_orgao(request.session, orgao, by=request.person, now=request.now)
    return wording.team(orgao, total, named)


@command("desempenho", usage="desempenho @quem motivo: por quê", private=True, said=said.PERFORMANCE)
def of_another(request: Request) -> Reply:
    """Mostra como alguém da sua equipe cumpriu os prazos, com o motivo da consulta, que fica registrado."""
    who = people.mentioned(request, request.text)
    person = next((each for each in who.everyone if isinstance(each, Person)), None)
    if person is None:
        raise Question("De quem? Exemplo: desempenho @sergio motivo: estágio probatório", Answer.WHO)
    reason = _REASON.sub("", who.rest).strip(_EDGES)
    by, now = request.person, request.now
    found = servants.of_person(request.session, person, by=by, reason=reason, now=now)
    return wording.timeliness(person, found, is_logged=person.id != by.id)


def _month(request: Request) -> tuple[date, date] | None:
    """The first and last day of the month that the line names, the last one that began; None where it names none."""
    if not request.text.strip(_EDGES):
        return None
    year, number = budget_reading.month(request, request.text)
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def _registered(request: Request, kind: NoteKind) -> Reply:
    who = people.mentioned(request, request.text)
    person = next((each for each in who.everyone if isinstance(each, Person)), None)
    if person is None:
        raise Question(f"De quem se fala? Exemplo: {kind.tipo} @jonas o que houve", Answer.WHO)
    text = who.rest.strip(_EDGES)
    note = servants.register(request.session, kind, person, text, by=request.person, now=request.now)
    return wording.registered(note, kind)


def _see(note: ServantNote) -> tuple[Button, ...]:
    return (Button("Ver", f"ver {note.code}"),)


def _note(request: Request) -> ServantNote:
    record = request.about(Expediente)
    note = servants.of(request.session, record)
    if note is None:
        raise Refusal(f"{record.code} não é um registro sobre servidor.", (Button("Ver", f"ver {record.code}"),))
    return note
