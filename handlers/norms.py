"""Normas: captured, triaged, from when they are in force, whom they affect, what follows of them."""

import re
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import ColumnElement

from handlers.base import CABINET, WRITERS, Answer, Button, Field, Form, Question, Refusal, Reply, Request, command
from handlers.documents import asked
from handlers.papers.norms import BULLETINS, IMPACT
from handlers.reading import due, fields, filters, numbers, people
from handlers.reading import norms as reading
from handlers.reading.filters import Filter
from handlers.saying import norms as said
from handlers.wording import cards
from handlers.wording import lists as pages
from handlers.wording import norms as wording
from models import lists, moments, norms
from models.authorities import Esfera
from models.norms import KIND, SUBJECT, NewNorma, Norma, NormaStatus, Vinculo, impacts, queries, register
from models.people import Orgao, Person, orgaos
from models.tasks import NewTask
from models.texts import listed as named_all

FORM = Form(
    "norma",
    (
        Field(
            "norma", "Qual é a norma, com a data? (por exemplo, Lei 4512/2026 de 19/11/2026, ou Lei federal 14133/2021)"
        ),
        Field("ementa", "Do que ela trata?"),
        Field("publicada em", "Em que dia foi publicada? (por exemplo, 20/11)", required=False),
        Field("vigência", "Quando entra em vigor? (imediata, 90 dias, em 01/03/2027)", required=False),
    ),
)
_WEEK = re.compile(r"(?<!\w)(?:vigorando|entrando|em vigor)\s+(?:n?esta\s+|na\s+)?semana(?!\w)", re.IGNORECASE)
_SPHERES = {"municipais": Esfera.MUNICIPAL, "estaduais": Esfera.ESTADUAL, "federais": Esfera.FEDERAL}


def _of_sphere(esfera: Esfera) -> Callable[[re.Match[str]], ColumnElement[bool]]:
    return lambda _: Norma.esfera == esfera.value


_FILTERS = (
    *(Filter(many, re.compile(rf"{many}|{one}"), _of_sphere(one)) for many, one in _SPHERES.items()),
    Filter("2026", re.compile(r"(\d{4})"), lambda found: Norma.ano == int(found[1])),
    Filter("revogadas", re.compile(r"revogadas?"), lambda _: queries.is_revoked()),
)


@command(
    "norma",
    usage='norma Lei 4512/2026 de 19/11/2026 publicada 20/11 "ementa" [vigência 90 dias]',
    aliases=("registrar norma", "nova norma"),
    form=FORM,
    said=said.NEW,
    offered_to=CABINET,
)
def new(request: Request) -> Reply:
    """Registra uma norma nova, ou completa uma registrada, e diz quando entra em vigor.

    Exemplos:
    norma Lei 4512/2026 de 19/11/2026 publicada 20/11 "Plano de manejo de resíduos"
    """
    register.require_desk(request.session, request.person, request.now)
    made = _of_form(request) if request.form else reading.new(request, request.text)
    norma, is_new = register.take(request.session, made, by=request.person, now=request.now)
    return wording.captured(request.session, norma, is_new=is_new)


@command("vigência", usage="vigência N 90 dias", about=KIND, said=said.STARTS, offered_to=CABINET)
def starts(request: Request) -> Reply:
    """Diz quando uma norma entra em vigor: imediata, em tantos dias, num dia, ou sem cláusula.

    Exemplos:
    vigência N imediata
    vigência N em 01/03/2027
    """
    norma, by, now = request.about(Norma), request.person, request.now
    if not request.text:
        return wording.vigencia(norma)
    if (published := reading.published_in(request.text)) is not None:
        published_on = reading.publication(request, published, norma.data)
        made = NewNorma(identity=norma.identity, ementa="", publicada_em=published_on)
        register.require_desk(request.session, by, now)
        register.correct(request.session, norma, made, by=by, now=now)
        return wording.vigencia(norma)
    clausula, dias, day = reading.clause(request, request.text)
    register.set_clause(request.session, norma, clausula, dias=dias, day=day, by=by, now=now)
    return wording.vigencia(norma)


@command("afeta", usage="afeta N @órgão", about=KIND, said=said.AFFECTS, offered_to=CABINET)
def affects(request: Request) -> Reply:
    """Pergunta a órgãos se uma norma os afeta; respondem em dois dias úteis."""
    norma = request.about(Norma)
    who = people.mentioned(request, request.text)
    named = [each.orgao if isinstance(each, Person) else each for each in who.everyone]
    asked = [each for each in dict.fromkeys(named) if isinstance(each, Orgao)]
    if not asked:
        buttons = [Button(each.sigla, f"afeta {norma.code} @{each.key}") for each in orgaos(request.session)[:6]]
        raise Question(f"Que órgãos? Exemplo: afeta {norma.code} @obras @saude", Answer.WHO, buttons)
    until = due.find(request, who.rest).due
    fresh, until = impacts.ask(request.session, norma, asked, until, by=request.person, now=request.now)
    names = named_all([each.sigla for each in fresh])
    return Reply(f"Perguntei a {names} se {norma.code} os afeta: respondem até {until.text}.", wording.see(norma))


@command("impacto", usage="impacto N sim ou não: em quê", about=KIND, said=said.IMPACT, only=WRITERS)
def impact(request: Request) -> Reply:
    """Diz se uma norma afeta o seu órgão, e em quê.

    Exemplos:
    impacto N sim: exige cadastro de geradores
    impacto N não
    """
    norma = request.about(Norma)
    afeta, text = reading.answer(request, norma.code)
    row = impacts.answer(request.session, norma, afeta, text, by=request.person, now=request.now)
    said = f": {row.texto}" if row.texto else ""
    return Reply(f"Registrado em {norma.code}. {row.orgao.sigla}: {afeta}{said}.", wording.see(norma))


@command("sem impacto", usage="sem impacto N motivo", about=KIND, said=said.NO_IMPACT, offered_to=CABINET)
def no_impact(request: Request) -> Reply:
    """Diz que uma norma não afeta nenhum órgão, com o motivo; a triagem dela acaba."""
    norma = request.about(Norma)
    impacts.no_impact(request.session, norma, request.text.strip(), by=request.person, now=request.now)
    return Reply(f"{norma.code}: sem impacto.", wording.see(norma))


@command(
    "providência",
    usage="providência N @quem o quê até quando",
    about=KIND,
    said=said.ACT,
    offered_to=CABINET,
)
def act(request: Request) -> Reply:
    """Dá uma tarefa que a norma pede: um decreto, um cadastro, um treinamento."""
    norma = request.about(Norma)
    who = people.addressed(request, request.text)
    if not who.in_order:
        example = f"providência {norma.code} @quem minuta de decreto até 18/02"
        raise Question(f"Quem cuida disso? Exemplo: {example}", Answer.WHO)
    found = due.find(request, who.rest)
    title = " ".join(found.rest.split()).strip(" ,.;:-") or norma.proposta
    until = found.due
    if not title:
        raise Question("O que precisa ser feito?", Answer.TEXT)
    if until is None and "sem prazo" not in request.text.lower():
        raise Question(f"Até quando “{title}”?", Answer.DATE, typed="até {}")
    task = NewTask(title=title, due=until, parent=norma, assignees=tuple(who.everyone))
    code = impacts.act(request.session, norma, task, by=request.person, now=request.now)
    names = named_all([each.name for each in who.everyone])
    when = f" até {until.text}" if until else ""
    return Reply(f"{code}: {title}, com {names}{when}.", (Button(f"Ver {code}", f"ver {code}"), *wording.see(norma)))


@command("concluir", usage="concluir N [nota]", about=KIND, offered_to=CABINET)
def conclude(request: Request) -> Reply:
    """Diz que nada mais há a fazer por causa de uma norma."""
    norma = request.about(Norma)
    impacts.conclude(request.session, norma, request.text.strip(), by=request.person, now=request.now)
    return Reply(f"{norma.code}: concluída.", wording.see(norma))


@command("revoga", usage="revoga N LEI-3901/2019", about=KIND, offered_to=CABINET, said=said.REVOKES)
def revokes(request: Request) -> Reply:
    """Registra que uma norma revoga outra por inteiro: a outra vale até que esta entre em vigor."""
    return _linked(request, Vinculo.REVOGA)


@command("revoga em parte", usage="revoga em parte N LEI-3901/2019 arts. 3º e 4º", about=KIND, offered_to=CABINET)
def revokes_in_part(request: Request) -> Reply:
    """Registra que uma norma revoga partes de outra, que continua valendo no mais."""
    return _linked(request, Vinculo.REVOGA_EM_PARTE)


@command("altera", usage="altera N LEI-3901/2019 art. 3º", about=KIND, offered_to=CABINET, said=said.AMENDS)
def changes(request: Request) -> Reply:
    """Registra que uma norma altera outra."""
    return _linked(request, Vinculo.ALTERA)


@command("regulamenta", usage="regulamenta N LEI-4512/2026", about=KIND, offered_to=CABINET)
def regulates(request: Request) -> Reply:
    """Registra que uma norma regulamenta outra."""
    return _linked(request, Vinculo.REGULAMENTA)


@command(
    "suspensa por decisão",
    usage="suspensa por decisão N art. 3º, ADI 1/2026",
    about=KIND,
    offered_to=CABINET,
    said=said.STAYED,
)
def suspended(request: Request) -> Reply:
    """Anota que uma decisão judicial suspendeu uma norma, ou parte dela."""
    norma = request.about(Norma)
    if not request.text:
        raise Question("Que parte, e por que decisão? Exemplo: art. 3º, ADI 2100000-11.2026", Answer.TEXT)
    register.note(request.session, norma, Vinculo.SUSPENDE, request.text, by=request.person, now=request.now)
    return Reply(f"{norma.code}: suspensão anotada ({request.text}). A norma continua na lista.", wording.see(norma))


@command(
    "normas",
    usage="normas [@órgão, sem triagem, vigorando semana, em vigor, federais, 2026, página 2]",
    said=said.LISTED,
)
def listed(request: Request) -> Reply:
    """Lista as normas que a casa acompanha."""
    first, last = queries.week_of(moments.today(request.now))
    request.text = _WEEK.sub("começando", request.text)
    request.text = re.sub(r"(?<!\w)em vigor(?!\w)", "vigentes", request.text, flags=re.IGNORECASE)
    own = (
        *_FILTERS,
        Filter(
            "começando", re.compile("comecando"), lambda _: Norma.inicio.between(first, last), "que começam esta semana"
        ),
        Filter("vigentes", re.compile("vigentes?"), lambda _: queries.in_force(moments.today(request.now)), "em vigor"),
    )
    asked = filters.read(request, SUBJECT, own)
    if asked.wanted.where:  # of a year, of a sphere, in force: those done with as well
        asked = filters.of_any_state(asked, SUBJECT)
    found = lists.page(request.session, SUBJECT, asked.wanted, by=request.person, now=request.now)
    return pages.page(SUBJECT, asked, found, to=request.person, now=request.now, mark=lambda each: each.status)


@command("urn", usage="urn N", about=KIND, number_optional=True, aliases=("lex",))
def urn(request: Request) -> Reply:
    """Mostra a URN LexML de uma norma; de uma URN, mostra a norma."""
    if request.record is not None:
        return Reply(request.about(Norma).urn)
    if not request.text:
        raise Question("De que norma? Exemplo: urn Lei 4512/2026", Answer.TEXT)
    is_glued = request.line.endswith(f":{request.text}")
    right, identity = norms.names.read_urn(request.line if is_glued else request.text)
    norma = register.find(request.session, identity) if identity else None
    if norma is None:
        new = (Button("Registrar", f'norma {right} "…"'),) if identity else ()
        raise Refusal(f"Nenhuma norma registrada tem a URN {right}.", (*new, Button("Normas", "normas")))
    return cards.card_of(KIND)(request.session, norma, request.person, request.now)


@command("nota de impacto", usage="nota de impacto N", about=KIND, aliases=("nota de impacto de",), said=said.NOTE)
def impact_note(request: Request) -> Reply:
    """Faz o PDF de uma norma: quem ela afeta, em quê, e as providências."""
    norma = request.about(Norma)
    return asked(request, IMPACT, norma, f"da nota de impacto de {norma.code}")


@command(
    "boletim de legislação",
    usage="boletim de legislação [novembro]",
    aliases=("boletim de normas", "boletim"),
    said=said.BULLETIN,
)
def bulletin(request: Request) -> Reply:
    """Mostra as normas publicadas num mês, as que nele entraram em vigor, e as providências que pedem."""
    first = reading.month(request, request.text)
    found = queries.of_month(request.session, first, by=request.person, now=request.now)
    if request.text.lower().endswith("pdf"):
        return asked(request, BULLETINS[first == moments.today(request.now).replace(day=1)], None, "do boletim")
    return wording.bulletin(first, found, moments.today(request.now))


@command("cita", usage="cita Lei 14.133", aliases=("quem cita",), said=said.CITES)
def cites(request: Request) -> Reply:
    """Mostra os prazos, atos e processos da casa que citam uma norma.

    Exemplos:
    cita Lei 14.133
    """
    found = reading.named(request, request.text)
    if found is None:
        raise Question("Que norma? Exemplo: cita Lei 14.133", Answer.TEXT)
    return wording.citing(request.session, found.identity, request.person, request.now)


def _linked(request: Request, vinculo: Vinculo) -> Reply:
    """Link the norma of the line to the one its text names; one that is not known is registered with its ementa."""
    norma, by, now = request.about(Norma), request.person, request.now
    other, named = reading.known(request, request.text), reading.named(request, request.text)
    if other is None and named is None:
        raise Question("Que norma? Exemplo: Lei 3901/2019", Answer.TEXT)
    if other is None and named is not None:
        made = reading.new(request, request.text)
        if not made.ementa:
            name = norms.names.written(made.identity)
            raise Question(f"A {name} não está registrada. Do que ela trata?", Answer.TEXT, typed='"{}"')
        made = replace(made, captada_de=norma.code, status=NormaStatus.CONCLUIDA)
        other, _ = register.take(request.session, made, by=None, now=now)
    assert other is not None
    number = numbers.read(request.text, moments.today(now).year)
    nota = "" if number is None else fields.QUOTED.sub("", request.text[number.end :]).strip(" ,.;:")
    register.link(request.session, norma, vinculo, other, nota, by=by, now=now)
    return wording.linked(request.session, norma, vinculo, other)


def _of_form(request: Request) -> NewNorma:
    given = fields.read(request, FORM)
    published = f" publicada {given['publicada em']}" if given["publicada em"] else ""
    starting = f" vigência {given['vigencia']}" if given["vigencia"] else ""
    return replace(reading.new(request, f"{given['norma']}{published}{starting}"), ementa=given["ementa"])
