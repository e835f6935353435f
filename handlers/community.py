"""The community: what it asks, its answers, its entities and bairros, public hearings."""

import re
from dataclasses import replace
from datetime import date

from handlers import documents
from handlers.base import WRITERS, Answer, Button, Field, Form, Question, Refusal, Reply, Request, command
from handlers.oficios import answered_otherwise
from handlers.papers.community import KIND as RECEIPT
from handlers.reading import community as reading
from handlers.reading import due, fields, filters, people
from handlers.reading.filters import Asked
from handlers.reading.records import keep_files
from handlers.saying import community as said
from handlers.wording import community as wording
from handlers.wording import lists as pages
from handlers.wording import overview
from models import attachments, links, lists, moments
from models.community import (
    DEMANDA,
    INFORMACAO,
    KIND,
    LISTING,
    MANIFESTACAO,
    CommunityDemand,
    Entity,
    EntityKind,
    TownDoor,
    elections,
    entities,
    requests,
)
from models.expedientes import Expediente
from models.people import Person
from models.texts import ended, fold, plural

GROUP = "Comunidade"
ENTITY = Form(
    "entidade nova",
    (
        Field("nome", "Qual é o nome da entidade?"),
        Field("tipo", "O que é?", "choice", tuple(EntityKind)),
        Field("bairro", "De que bairro?", required=False),
        Field("cnpj", "Qual é o CNPJ? (movimentos não têm)", required=False),
        Field("representante", "Quem a representa?", required=False),
        Field("mandato", "Até quando vai o mandato dela?", "date", required=False),
        Field("contato", "Como se fala com ela? (fica reservado)", required=False),
    ),
)
_EDGES = " .,;:-"
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ARTICLE = re.compile(r"^[oa]s?\s+", re.IGNORECASE)


@command(
    "demanda",
    usage="demanda quem pede: o quê, bairro X [tema Y, contato Z]",
    fits=reading.is_demand,
    aliases=("demanda da comunidade",),
    offered_to=WRITERS,
    said=said.DEMAND,
)
def demand(request: Request) -> Reply:
    """Registra o que a comunidade pede, com o protocolo para entregar e o prazo da casa.

    Exemplos:
    demanda Associação do Jardim Novo: asfalto na Rua das Acácias, bairro Jardim Novo
    """
    return _registered(request, DEMANDA)


@command(
    "manifestação",
    usage="manifestação [quem:] o que aconteceu",
    fits=reading.is_demand,
    aliases=("ouvidoria",),
    offered_to=WRITERS,
    said=said.MANIFESTATION,
)
def manifestation(request: Request) -> Reply:
    """Registra uma manifestação de ouvidoria, que pode ser anônima, com o prazo da lei."""
    return _registered(request, MANIFESTACAO)


@command(
    "pedido de informação",
    usage="pedido de informação quem: o quê",
    fits=reading.is_demand,
    aliases=("lai",),
    offered_to=WRITERS,
    said=said.INFORMATION,
)
def information(request: Request) -> Reply:
    """Registra um pedido pela Lei de Acesso à Informação, com o prazo da lei."""
    return _registered(request, INFORMACAO)


@answered_otherwise
def answer(request: Request) -> Reply | None:
    """The answer of the órgão to what the town asked; None for any other expediente."""
    asked = requests.of(request.session, request.about(Expediente))
    if asked is None:
        return None
    found = due.find(request, request.text) if "em estudo" in fold(request.text) else due.DueIn(None, request.text)
    text, by = found.rest.strip(_EDGES), request.person
    is_final = requests.answer(request.session, asked, text, found.due, by=by, now=request.now)
    note = f"Volta até {found.due.text}." if found.due else "Falta entregá-la a quem pediu."
    deliver_it = (Button("Resposta entregue", f"resposta entregue {asked.code}"),) if is_final else ()
    return Reply(f"Resposta de {asked.code} registrada: {ended(text)} {note}", (*deliver_it, *_see(asked)))


@command(
    "resposta entregue",
    usage="resposta entregue N como [, atendida em parte]",
    about=KIND,
    aliases=("resposta enviada",),
    offered_to=WRITERS,
    said=said.DELIVERED,
)
def deliver(request: Request) -> Reply:
    """Marca que a resposta chegou a quem pediu; só então a demanda se encerra."""
    asked, (how, outcome) = _demand(request), reading.outcome(request.text)
    if outcome == reading.ELSEWHERE and not request.files and not _has_proof(request, asked):
        raise Question(
            f"Que prova há do encaminhamento? Mande o ofício ou o comprovante com esta legenda: {request.line}",
            Answer.FILE,
        )
    was_answered = requests.deliver(request.session, asked, how, outcome, by=request.person, now=request.now)
    early = "" if was_answered else " O órgão ainda não tinha respondido; ficou anotado."
    return Reply(f"{asked.code} encerrada: resposta entregue {how}{', ' + outcome if outcome else ''}.{early}")


@command("promessa", usage="promessa N [o quê] até quando [@quem]", about=KIND, offered_to=WRITERS, said=said.PROMISE)
def promise(request: Request) -> Reply:
    """Registra o que alguém da casa prometeu, e lembra a pessoa na data."""
    asked, who = _demand(request), people.mentioned(request, request.text)
    found = due.find(request, who.rest)
    whom = next((each for each in who.everyone if isinstance(each, Person)), None)
    text = found.rest.strip(_EDGES)
    by, now = request.person, request.now
    person = requests.promise(request.session, asked, text, found.due, whom, by=by, now=now)
    flag = elections.warning(request.session, moments.today(now))
    until = found.due.text if found.due else ""
    return Reply(f"Promessa de {person.name} em {asked.code}, até {until}.{flag}", _see(asked))


@command("recibo", usage="recibo N", about=KIND, said=said.RECEIPT)
def receipt(request: Request) -> Reply:
    """Faz em PDF o recibo de uma demanda, com o protocolo e o prazo, para entregar a quem pediu."""
    asked = _demand(request)
    return documents.asked(request, RECEIPT, asked.expediente, f"do recibo de {asked.code}")


@command(
    "período eleitoral", usage="período eleitoral [de 04/07/2028 a 29/10/2028 Lei 9.504/1997]", said=said.ELECTIONS
)
def electoral_period(request: Request) -> Reply:
    """Mostra o período eleitoral, em que promessas e inaugurações são marcadas; a chefia diz os dias."""
    days = _DAY.findall(request.text)
    if not request.text.strip(_EDGES):
        it = elections.current(request.session)
        if it is None:
            return Reply(
                "Nenhum período eleitoral foi dito. A chefia diz: período eleitoral de 04/07/2028 a 29/10/2028"
            )
        return Reply(f"Período eleitoral: de {it.first:%d/%m/%Y} a {it.last:%d/%m/%Y}, {it.act}.")
    try:
        first, last = (date(int(year), int(month), int(day)) for day, month, year in days)
    except ValueError:
        raise Question("De que dia a que dia? Exemplo: de 04/07/2028 a 29/10/2028", Answer.TEXT) from None
    if last < first:
        raise Refusal("O fim vem antes do começo. Exemplo: período eleitoral de 04/07/2028 a 29/10/2028")
    act = re.sub(r"^\s*(?:de\s+)?(?:a|até)\s+", "", _DAY.sub("", request.text)).strip(_EDGES)
    period = elections.Period(first, last, act or "calendário eleitoral")
    elections.settle(request.session, period, by=request.person, now=request.now)
    return Reply(f"Período eleitoral de {first:%d/%m/%Y} a {last:%d/%m/%Y}, {period.act}: promessas ficam marcadas.")


@command(
    "promessa cumprida", usage="promessa cumprida N [como]", about=KIND, offered_to=WRITERS, said=said.PROMISE_KEPT
)
def kept(request: Request) -> Reply:
    """Dá por cumprido o que você prometeu; o gabinete, o que qualquer um prometeu."""
    asked = _demand(request)
    n = requests.keep_promise(request.session, asked, request.text.strip(_EDGES), by=request.person, now=request.now)
    return Reply(f"{plural(n, 'promessa cumprida', 'promessas cumpridas')} em {asked.code}.", _see(asked))


@command(
    "volta",
    usage="volta N [o que disse]",
    about=KIND,
    aliases=("voltou a pedir",),
    offered_to=WRITERS,
    said=said.CAME_BACK,
)
def back(request: Request) -> Reply:
    """Registra que quem pediu voltou; reabre a demanda e, da segunda vez, avisa a chefia."""
    asked = _demand(request)
    times = requests.come_back(request.session, asked, request.text.strip(_EDGES), by=request.person, now=request.now)
    told = " A chefia de gabinete foi avisada." if times > 1 else ""
    return Reply(f"{asked.code}: {times}ª volta de quem pediu.{told}", _see(asked))


@command(
    "demandas da comunidade",
    usage="demandas da comunidade [sem resposta, bairro X, tema Y, @órgão, página 2]",
    aliases=("demandas sem resposta", "demandas bairro", "demandas tema"),
    said=said.LISTED,
)
def listed(request: Request) -> Reply:
    """Lista o que a comunidade pede: sem resposta entregue, por bairro, tema ou órgão."""
    request.text = request.line.strip().partition(" ")[2]
    conditions, title = reading.conditions(request)
    asked = filters.read(request, LISTING)
    wanted = replace(asked.wanted, where=(*asked.wanted.where, requests.where(*conditions)))
    asked = Asked(wanted, f"{asked.title} {title}".strip(), asked.line)
    found = lists.page(request.session, LISTING, asked.wanted, by=request.person, now=request.now)
    return pages.page(LISTING, asked, found, to=request.person, now=request.now)


@command("bairro", usage="bairro NOME", said=said.BAIRRO)
def bairro(request: Request) -> Reply:
    """Mostra o que um bairro pediu, o que foi prometido e as suas entidades: a folha para levar no carro."""
    name = request.text.strip(" .?!")
    known = requests.bairros(request.session) | {
        fold(each.bairro): each.bairro for each in entities.everyone(request.session) if each.bairro
    }
    if not name:
        raise Question("De que bairro? Exemplo: bairro Jardim Novo", Answer.TEXT)
    if (found := known.get(fold(name))) is None:
        near = [Button(each, f"bairro {each}") for each in reading.nearest(name, known)]
        raise Refusal(f"Nada registrado no bairro {name}." + (" É um destes?" if near else ""), near)
    return wording.bairro(request.session, found, request.person, request.now)


@command("entidades", usage="entidades [bairro, sindicatos]", said=said.ENTITIES)
def every_entity(request: Request) -> Reply:
    """Lista as entidades da comunidade, por bairro ou por tipo."""
    found = entities.everyone(request.session, request.text.strip(" .?!"))
    if not found:
        return Reply("Nenhuma entidade assim.", (Button("Cadastrar", "entidade nova"),))
    return wording.entities_listed(found)


@command(
    "entidade nova",
    usage="entidade nova",
    aliases=("nova entidade",),
    form=ENTITY,
    offered_to=WRITERS,
    said=said.NEW_ENTITY,
)
def new_entity(request: Request) -> Reply:
    """Cadastra uma associação, um sindicato, um movimento; o contato fica reservado."""
    entities.require_desk(request.session, request.person, request.now)
    given = fields.read(request, ENTITY)
    until = given["mandato"].due
    values = given | {"mandato_ate": moments.local(until.at).date() if until else None}
    made = entities.register(request.session, values, by=request.person, now=request.now)
    return Reply(f"Entidade cadastrada: {made.name}, {made.kind}.", (Button("Ver", f"entidade {made.name}"),))


@command("entidade", usage="entidade NOME", said=said.ENTITY)
def entity(request: Request) -> Reply:
    """Mostra uma entidade: quem a representa, o que pediu e o que lhe foi prometido."""
    return wording.entity(request.session, _entity(request), request.person, request.now)


@overview.about
def entity_overview(request: Request, name: str) -> Reply | None:
    """The entity whose name it is or begins with, and whatever else names it."""
    found = entities.beginning(request.session, _ARTICLE.sub("", name))
    if found is None:
        return None
    reply = wording.entity(request.session, found, request.person, request.now)
    lines = reply.text.splitlines()
    lines += overview.also(request, found.name, [each.split()[1] for each in lines if each[:2] == "• "])
    return Reply("\n".join(lines[: overview.MOST_LINES]), reply.buttons)


def _registered(request: Request, door: TownDoor) -> Reply:
    new, meant = reading.demand(request, door)
    if meant is not None:
        raise Refusal(*wording.another_door(request.text, meant))
    made, alike = requests.register(request.session, new, by=request.person, now=request.now)
    keep_files(request, made.expediente)
    return wording.registered(request.session, made, alike)


def _has_proof(request: Request, asked: CommunityDemand) -> bool:
    """Whether something shows that it was sent elsewhere: a file, or an ofício linked to it."""
    linked = links.linked(request.session, asked.expediente, by=request.person, now=request.now)
    return bool(attachments.of(request.session, asked.expediente) or any(each.kind == "oficio" for each in linked))


def _entity(request: Request) -> Entity:
    name = request.text.strip(" .?!")
    if not name:
        raise Question("Qual entidade? Exemplo: entidade Associação do Jardim Novo", Answer.TEXT)
    found = entities.by_name(request.session, name)
    if found is None:
        near = entities.near(request.session, name)
        buttons = [Button(each.name, f"entidade {each.name}") for each in near] or [Button("Todas", "entidades")]
        raise Refusal(f"Não conheço a entidade {name}." + (" É uma destas?" if near else ""), buttons)
    return found


def _demand(request: Request) -> CommunityDemand:
    """The demand that the line is about. Raises Refusal for another expediente."""
    record = request.about(Expediente)
    found = requests.of(request.session, record)
    if found is None:
        raise Refusal(f"{record.code} não é uma demanda da comunidade.", (Button("Ver", f"ver {record.code}"),))
    return found


def _see(asked: CommunityDemand) -> tuple[Button, ...]:
    return (Button("Ver", f"ver {asked.code}"),)
