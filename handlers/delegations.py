"""Delegations: who may sign what and when, and how a power is given, prolonged, taken back and certified."""

import re
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import ColumnElement

from handlers.base import APPROVERS, CABINET, Button, Field, Form, Question, Refusal, Reply, Request, command
from handlers.documents import asked
from handlers.reading import delegations as reading
from handlers.reading import fields, filters, people
from handlers.reading.filters import Filter
from handlers.saying import delegations as said
from handlers.wording import confirmations as confirming
from handlers.wording import delegations as wording
from handlers.wording import lists as pages
from models import delegations, lists, moments
from models.base import Answer
from models.confirmations import Confirmation
from models.delegations import KIND, SUBJECT, Delegacao, EmRazao, matters, powers, register
from models.delegations.register import NewDelegacao
from models.texts import fold, listed

BOARD, CERTIDAO = "quadro de delegações", "certidão de competência"
FORM = Form(
    "delegação nova",
    (
        Field("ato", "Qual é o ato? (por exemplo, Decreto 210/2026)"),
        Field("data", "De que dia é o ato? (por exemplo, 23/11/2026)"),
        Field("publicação", "Em que dia foi publicado? Sem a publicação ninguém assina por ele.", required=False),
        Field("delegante", "Quem delega? (prefeito, ou a sigla de quem subdelega)", required=False),
        Field("delegado", "A quem? (uma pessoa, ou o órgão de que é titular)", "people"),
        Field("em razão do", "Em razão do cargo ou da pessoa?", "choice", tuple(EmRazao)),
        Field("matérias", "Que matérias? (por exemplo, contratos; convênios)"),
        Field("limite", "Até que valor, por ato?", "money", required=False),
        Field("ressalvas", "Há ressalva? (por exemplo, exceto obras)", required=False),
        Field("recurso", "Que recurso cabe?", required=False),
        Field("início", "Desde que dia vale?"),
        Field("fim", "Até que dia? (sem termo: pular)", required=False),
        Field("subdelegação", "Pode subdelegar?", "choice", ("sim", "não"), required=False),
    ),
)
_SOON = timedelta(days=30)


@command(
    "quem assina",
    usage="quem assina contrato de R$ 80.000 hoje",
    aliases=("quem pode assinar", "quem podia assinar", "quem assinava", "quem poderá assinar"),
    said=said.ASK,
)
def who_signs(request: Request) -> Reply:
    """Diz quem pode assinar um ato num dia, até que valor e por que delegação.

    Exemplos:
    quem assina contrato de R$ 80.000 hoje
    quem podia assinar empenho de R$ 40.000 em 10/03/2026
    """
    found, today = reading.asked(request, request.text), moments.today(request.now)
    return wording.answer(request.session, found.words, found.value, found.day, today)


@command("posso assinar", usage="posso assinar empenho de R$ 60.000", aliases=("eu posso assinar",), said=said.MAY)
def may_i(request: Request) -> Reply:
    """Diz se você pode assinar um ato, e por quê."""
    found, today = reading.asked(request, request.text), moments.today(request.now)
    text = wording.may(request.session, request.person, found.words, found.value, found.day, today)
    return Reply(text, (Button("Delegações", "delegações"),))


@command(
    "delegação nova",
    usage="delegação nova",
    aliases=("nova delegação",),
    form=FORM,
    private=True,
    said=said.NEW,
    offered_to=CABINET,
)
def new(request: Request) -> Reply:
    """Registra uma delegação, com o ato; vale quando outra pessoa a confirma."""
    register.require_cabinet(request.session, request.person, request.now)
    given = fields.read(request, FORM)
    post = given["em razao do"] == EmRazao.CARGO
    to = delegations.delegate(given["delegado"][0], request.text, by_post=post)
    end, publication = given["fim"], given["publicacao"]
    found = NewDelegacao(
        ato=reading.act(given["ato"])[0] or given["ato"],
        ato_data=reading.day(request, given["data"], FORM.fields[1].question),
        publicada_em=reading.day(request, publication, FORM.fields[2].question) if publication else None,
        delegante=register.delegator(request.session, given["delegante"]),
        to=to,
        materias=matters.settled(request.session, given["materias"]),
        limite=given["limite"],
        inicio=reading.day(request, given["inicio"], FORM.fields[10].question),
        fim=reading.day(request, end, FORM.fields[11].question, coming=True) if end else None,
        ressalva=given["ressalvas"],
        recurso=given["recurso"],
        subdelega=given["subdelegacao"] == "sim",
    )
    made, waits = register.register(request.session, found, by=request.person, now=request.now)
    return _registered(request, made, waits)


@command("delegação publicada", usage="delegação publicada N em 24/11", about=KIND, offered_to=CABINET)
def published(request: Request) -> Reply:
    """Registra a publicação do ato, sem a qual ninguém assina por ele."""
    each = request.about(Delegacao)
    day = reading.day(request, request.text, f"Em que dia? Exemplo: delegação publicada {each.code} em 24/11")
    register.publish(request.session, each, day, by=request.person, now=request.now)
    return Reply(f"{each.code} publicada em {day:%d/%m/%Y}.", _see(each))


@command(
    "delegações",
    usage="delegações [@quem, vencendo, de convênios, a confirmar, revogadas, página 2]",
    aliases=("delegação",),
    said=said.LISTED,
)
def listed_all(request: Request) -> Reply:
    """Lista as delegações, a que acaba primeiro antes."""
    where: list[ColumnElement[bool]] = []
    if "@" in request.text:
        who = people.mentioned(request, request.text)
        where = [powers.given_to(each) for each in who.people]
        request.text = who.rest if where else request.text
    asked = filters.read(request, SUBJECT, _filters(request))
    if where:
        named = listed([each.name for each in who.people])
        wanted = replace(asked.wanted, where=(*asked.wanted.where, *where))
        asked = replace(asked, wanted=wanted, title=f"{asked.title} de {named}", line=request.line)
    found = lists.page(request.session, SUBJECT, asked.wanted, by=request.person, now=request.now)
    today = moments.today(request.now)
    return pages.page(
        SUBJECT, asked, found, to=request.person, now=request.now, mark=lambda each: powers.state(each, today)
    )


@command(
    "prorrogar delegação",
    usage="prorrogar delegação N até 30/06/2027 Decreto 230/2026 publicado em 20/12",
    about=KIND,
    private=True,
    said=said.PROLONG,
    offered_to=CABINET,
)
def prolonged(request: Request) -> Reply:
    """Registra a prorrogação de uma delegação por novo ato; outra pessoa confirma."""
    old = request.about(Delegacao)
    publication, rest = reading.published(request.text)
    act, rest = reading.act(rest)
    example = f"Exemplo: prorrogar delegação {old.code} até 30/06/2027 Decreto 230/2026 publicado em 20/12"
    if not act:
        raise Question(f"Por que ato? {example}", Answer.TEXT)
    until = reading.day(request, rest, f"Até quando? {example}", coming=True)
    on = reading.day(request, publication, example) if publication else None
    made, waits = register.renew(request.session, old, act, until, on, by=request.person, now=request.now)
    reply = _registered(request, made, waits)
    if days := register.gap(old, made):
        text = f"{reply.text}\nAtenção: de {days[0]:%d/%m/%Y} a {days[1]:%d/%m/%Y} ninguém tem a delegação."
        return Reply(text, reply.buttons)
    return reply


@command("prorrogar", usage="prorrogar N até 30/06/2027 Decreto 230/2026", about=KIND, private=True, offered_to=CABINET)
def prolonged_too(request: Request) -> Reply:
    """O mesmo que prorrogar delegação."""
    return prolonged(request)


@command(
    "revogar",
    usage="revogar N Decreto 231/2026 em 20/12",
    about=KIND,
    private=True,
    said=said.REVOKE,
    offered_to=APPROVERS,
)
def revoked(request: Request) -> Reply:
    """Registra a revogação de uma delegação, desde um dia; todos são avisados."""
    each = request.about(Delegacao)
    register.require_command(request.session, request.person, request.now)
    act, rest = reading.act(request.text)
    today = moments.today(request.now)
    day = reading.day(request, rest, "Desde que dia?", coming=False) if rest.strip(" .,;") else today
    late = register.revoke(request.session, each, act, day, by=request.person, now=request.now)
    if each.revogada_em is None:
        return Reply(f"{each.code} ficou sem efeito: não chegou a valer.", _see(each))
    after = f"\nAssinado por ela depois disso: {listed(late)}. A Procuradoria foi avisada." if late else ""
    return Reply(
        f"{each.code} revogada: vale até {day - timedelta(days=1):%d/%m/%Y}. Os interessados foram avisados.{after}",
        _see(each),
    )


@command("avocar", usage="avocar N de 10/12 a 12/12 motivo", about=KIND, private=True, offered_to=APPROVERS)
def taken_back(request: Request) -> Reply:
    """Suspende uma delegação por alguns dias: quem delegou volta a decidir."""
    each = request.about(Delegacao)
    register.require_command(request.session, request.person, request.now)
    example = f"De quando a quando? Exemplo: avocar {each.code} de 10/12 a 12/12 contrato em revisão"
    first, last, reason = reading.period(request, request.text, example)
    register.avocar(request.session, each, first, last, reason, by=request.person, now=request.now)
    return Reply(
        f"{each.code} avocada de {first:%d/%m/%Y} a {last:%d/%m/%Y}. Os interessados foram avisados.", _see(each)
    )


@command("ratificar", usage="ratificar N Decreto 3/2029", about=KIND, private=True, offered_to=APPROVERS)
def ratified(request: Request) -> Reply:
    """Diz que uma delegação a confirmar continua valendo, com o ato; outra pessoa confirma."""
    each = request.about(Delegacao)
    act, _ = reading.act(request.text)
    waits = register.ratify(request.session, each, act, by=request.person, now=request.now)
    return confirming.asked(request.session, waits, request.now)


@command("matérias delegáveis", usage="matérias delegáveis", said=said.MATTERS)
def all_matters(request: Request) -> Reply:
    """Lista o que se pode delegar, com os outros nomes de cada matéria."""
    known = matters.known(request.session)
    return Reply(
        "\n".join(["Podem ser delegadas:", *(f"• {name} ({', '.join(words)})" for name, words in known.items())])
    )


@command("matéria delegável", usage="matéria delegável passagens: bilhetes; transporte aéreo", offered_to=APPROVERS)
def one_more(request: Request) -> Reply:
    """Acrescenta uma matéria que se delega, com os seus outros nomes."""
    names = [each.strip(" .") for each in re.split(r"[:;]", request.text) if each.strip(" .")]
    if not names:
        raise Question("Que matéria? Exemplo: matéria delegável passagens: bilhetes; transporte aéreo", Answer.TEXT)
    name = matters.add(request.session, names, by=request.person, now=request.now)
    return Reply(f"Matéria delegável registrada: {name}.", (Button("Todas", "matérias delegáveis"),))


@command(
    "quadro de delegações", usage="quadro de delegações [em pdf]", aliases=("quadro das delegações",), said=said.BOARD
)
def board(request: Request) -> Reply:
    """Mostra quem assina cada matéria hoje; em PDF, para publicar."""
    if "pdf" in fold(request.text):
        return asked(request, BOARD, None, "do quadro de delegações")
    rows = wording.board(request.session, moments.today(request.now))
    lines = [f"• {matter}: {names}" for matter, names in rows if names]
    nobody = [matter for matter, names in rows if not names]
    lines += [f"Sem delegação, só o prefeito: {', '.join(nobody)}."] if nobody else []
    return Reply(
        "\n".join(["Quem assina hoje, além do prefeito:", *lines]), (Button("Em PDF", "quadro de delegações em pdf"),)
    )


@command("certidão de competência", usage="certidão de competência @quem contratos em 05/12", said=said.CERTIFY)
def certificate(request: Request) -> Reply:
    """Faz a certidão, em PDF, de que alguém podia assinar uma matéria num dia."""
    who = people.mentioned(request, request.text)
    person = next(iter(who.people), None)
    if person is None:
        raise Question("De quem? Exemplo: certidão de competência @ana contratos em 05/12", Answer.WHO)
    found = reading.asked(request, who.rest)
    matter = matters.require(request.session, found.words, f"certidão de competência @{person.handle}")
    for each in powers.in_force(request.session, matter, found.day):
        holder = powers.holder_on(request.session, each, found.day)
        if holder is not None and holder.id == person.id:
            return asked(request, CERTIDAO, each, f"da certidão de {each.code}")
    raise Refusal(f"Em {found.day:%d/%m/%Y}, {person.name} não tinha delegação para {matter}.", _ALL)


_ALL = (Button("Delegações", "delegações"),)


def _filters(request: Request) -> tuple[Filter, ...]:
    today = moments.today(request.now)
    soon = Delegacao.fim.between(today, today + _SOON)
    doubtful = powers.to_confirm(request.session, today)
    return (
        Filter("vencendo", re.compile(r"vencendo|vencem|acabando"), lambda _: soon, "que vencem em 30 dias"),
        Filter("a confirmar", re.compile(r"confirmar"), lambda _: doubtful, "a confirmar"),
        *(_of_matter(name) for name in matters.known(request.session)),
    )


def _of_matter(name: str) -> Filter:
    first = re.compile(re.escape(fold(name.partition(" ")[0])))
    return Filter(name, first, lambda _: Delegacao.materias.contains(name, autoescape=True), f"de {name}")


def _registered(request: Request, made: Delegacao, waits: Confirmation | None) -> Reply:
    text = f"Delegação {made.code} registrada."
    if waits is not None:
        text = (
            f"Delegação {made.code} registrada em minuta. {confirming.asked(request.session, waits, request.now).text}"
        )
    if made.publicada_em is None:
        text += f"\nFalta a publicação, sem a qual ninguém assina: delegação publicada {made.code} em …"
    if made.delegante == "chefia":
        text += "\nAtenção: o ato é da chefia, e o que delega é do Prefeito. A Procuradoria será avisada."
    return Reply(text, _see(made))


def _see(each: Delegacao) -> tuple[Button, ...]:
    return (Button("Ver", f"ver {each.code}"),)
