"""Studies and ideas: proposed by anybody, studied, decided, tried, taken up and measured."""

import re
from dataclasses import replace
from datetime import date

from handlers.base import APPROVERS, CABINET, WRITERS, Answer, Button, Question, Reply, Request, command
from handlers.plans import listing
from handlers.reading import due, filters, people
from handlers.reading import plans as reading
from handlers.reading.fields import QUOTED
from handlers.saying import plans as said
from handlers.wording import cards
from handlers.wording import plans_studies as studies_wording
from models import moments, money, moves
from models.people import Person
from models.plans import KIND, SUBJECT, PlanItem, PlanKind, following, studies
from models.plans.register import figure
from models.plans.studies import Pilot

_NAMES = {
    "custo": r"custo|custa",
    "mensal": r"mensal(?:idade)?|por m[eê]s custa",
    "economia": r"economia|economiza|poupa",
}
_HIDDEN = re.compile(r"an[oô]nim[ao]\s*:?\s+", re.IGNORECASE)
_HOURS = re.compile(
    r"(?<!\w)(?:poupa\s+|economiza\s+)?(\d{1,5})\s*(?:h|horas)\s+(?:por|ao)\s+m[eê]s(?!\w)", re.IGNORECASE
)
_PERSONAL = re.compile(r"(?<!\w)dados pessoais(?!\w)", re.IGNORECASE)
_PERIOD = re.compile(r"(?:de\s+)?(\S+)\s+(?:a|até)\s+(\S+)", re.IGNORECASE)
_MEASURE = re.compile(
    r"medir\s+(?P<what>.{2,100}?),\s*hoje\s+(?P<base>[\d.,]*\d),\s*meta\s+(?P<target>[\d.,]*\d)", re.IGNORECASE
)
_PILOT = "piloto {} @adm de 04/01/2027 a 31/03/2027 medir dias por circular, hoje 15, meta 3"


@command("ideia", usage="ideia o que mudar, e como é hoje", aliases=("ideia nova",), said=said.IDEA, offered_to=WRITERS)
def propose(request: Request) -> Reply:
    """Propõe uma ideia para a prefeitura trabalhar melhor; qualquer pessoa pode, também sem o nome (anônima).

    Exemplos:
    ideia assinar circulares no sistema, hoje leva 3 semanas
    """
    quoted = QUOTED.search(request.text)
    title = next(each for each in quoted.groups() if each) if quoted else request.text.strip()
    hidden = request.text.strip() if quoted else title
    is_hidden = _HIDDEN.match(hidden) is not None
    title = _HIDDEN.sub("", title)
    anyway = request.line.casefold().startswith("ideia nova")
    item = studies.propose(request.session, title, anyway=anyway, hidden=is_hidden, by=request.person, now=request.now)
    text = f"{item.code} proposta. Obrigado: a chefia a vê com as outras, na segunda-feira."
    text += " Só a chefia fica sabendo que a ideia é sua." if is_hidden else ""
    return Reply(text, (Button("Ver", f"ver {item.code}"), Button("Números", f"números {item.code}")))


@command(
    "estudo", usage="estudo N @quem até quando", about=KIND, aliases=("estudar",), offered_to=CABINET, said=said.STUDY
)
def assign(request: Request) -> Reply:
    """Manda alguém estudar uma ideia, até um dia."""
    item = request.about(PlanItem)
    who = people.mentioned(request, request.text)
    person = next((each for each in who.in_order if isinstance(each, Person)), None)
    if person is None:
        raise Question(f"Quem estuda? Exemplo: estudo {item.code} @igor até 18/12", Answer.WHO)
    found = due.find(request, who.rest)
    studies.assign(request.session, item, person, found.due, by=request.person, now=request.now)
    until = f", até {found.due.text}" if found.due else ""
    return Reply(f"{item.code} em estudo com {person.name}{until}.", cards.see(item))


@command(
    "números",
    usage="números N custo R$ 48.000,00 economia R$ 3.200,00 por mês",
    about=KIND,
    said=said.NUMBERS,
    offered_to=WRITERS,
)
def numbers(request: Request) -> Reply:
    """Diz quanto um estudo custa, uma vez e por mês, e quanto economiza; responde em quantos meses se paga."""
    item, given = request.about(PlanItem), dict[str, int]()
    hours = _HOURS.search(request.text)
    if hours:
        given["horas"] = int(hours[1])
        request.text = _HOURS.sub(" ", request.text)
    for name, words in _NAMES.items():
        found = re.search(
            rf"(?<!\w)(?:{words})(?!\w)\D{{0,12}}?((?:R\$\s*)?\d[\d.,]*(?:\s*mil\b)?)", request.text, re.IGNORECASE
        )
        if found:
            given[name] = int(money.typed(found[1]) * 100)
    personal = bool(_PERSONAL.search(request.text))
    if not given and not personal:
        example = f"números {item.code} custo R$ 48.000,00 economia R$ 3.200,00 por mês"
        raise Question(f"Quanto custa, e quanto economiza por mês? Exemplo: {example}", Answer.TEXT)
    studies.set_numbers(request.session, item, given, personal=personal, by=request.person, now=request.now)
    return Reply(f"{item.code}: {studies_wording.numbers(item)}.", cards.see(item))


@command("parecer do encarregado", usage="parecer do encarregado N [texto]", about=KIND, offered_to=WRITERS)
def opinion(request: Request) -> Reply:
    """Registra o parecer do encarregado de dados sobre um estudo que usa dados pessoais."""
    item = request.about(PlanItem)
    studies.give_opinion(request.session, item, request.text, by=request.person, now=request.now)
    return Reply(f"{item.code}: parecer do encarregado registrado.", cards.see(item))


@command(
    "piloto",
    usage="piloto N @onde de quando a quando medir o quê, hoje 15, meta 3",
    about=KIND,
    offered_to=WRITERS,
    said=said.PILOT,
)
def pilot(request: Request) -> Reply:
    """Leva um estudo decidido a um piloto: onde, de quando a quando, o que se mede e a meta."""
    item = request.about(PlanItem)
    studies.require_decided(request.session, item)
    example = _PILOT.format(item.code)
    measure = _MEASURE.search(request.text)
    if measure is None:
        raise Question(f"O que se mede, quanto é hoje e qual é a meta? Exemplo: {example}", Answer.TEXT)
    who = people.mentioned(request, _MEASURE.sub(" ", request.text))
    place = next((each.orgao if isinstance(each, Person) else each for each in who.in_order), None)
    if place is None:
        raise Question(f"Em que órgão? Exemplo: {example}", Answer.WHO)
    start, end = _period(request, who.rest, example)
    new = Pilot(place, start, end, measure["what"], reading.amount(measure["base"]), reading.amount(measure["target"]))
    studies.begin_pilot(request.session, item, new, by=request.person, now=request.now)
    long = " Atenção: passa de 180 dias." if new.is_long else ""
    text = f"{item.code}: piloto em {place.sigla}, de {moments.date_text(start)} a {moments.date_text(end)}."
    target = f"Mede-se {new.measure}: hoje {figure(new.base)}, meta {figure(new.target)}."
    return Reply(f"{text} {target}{long}", (Button("Medir", f"medir {item.code}"), *cards.see(item)))


def _period(request: Request, text: str, example: str) -> tuple[date, date]:
    found = _PERIOD.search(text)
    days = [due.find(request, f"até {each}").due for each in found.groups()] if found else []
    if len(days) != 2 or not days[0] or not days[1]:
        raise Question(f"De quando a quando? Exemplo: {example}", Answer.PERIOD)
    start, end = (moments.local(each.at).date() for each in days if each)
    if end <= start:
        raise Question(f"O piloto acabaria em {end:%d/%m/%Y}, antes de começar. De quando a quando?", Answer.PERIOD)
    return start, end


@command("medir", usage="medir N 4 dias", about=KIND, said=said.MEASURE, offered_to=WRITERS)
def measure(request: Request) -> Reply:
    """Diz quanto o piloto de um estudo mede hoje; responde quanto se ganhou do que se queria."""
    item = request.about(PlanItem)
    studies.require_study(item)
    value, sentence = reading.report(request, item)
    gain = studies.gained(item, value) if value is not None else None
    if value is None or gain is None:
        raise Question(f"Quanto mede hoje? Exemplo: medir {item.code} 4 {item.unidade}".strip(), Answer.TEXT)
    following.report(request.session, item, value, sentence, by=request.person, now=request.now)
    return Reply(f"{item.code}: {studies_wording.gained(item, gain)}.", cards.see(item))


@command("implantado", usage="implantado N", about=KIND, aliases=("implantar",), offered_to=WRITERS)
def take_up(request: Request) -> Reply:
    """Registra que um estudo foi implantado; em 90 dias se avalia o que mudou."""
    item = request.about(PlanItem)
    day = studies.take_up(request.session, item, by=request.person, now=request.now)
    return Reply(f"{item.code} implantado. Avaliar até {moments.day_text(day)}.", cards.see(item))


@command("avaliar", usage="avaliar N o que mudou", about=KIND, offered_to=WRITERS)
def evaluate(request: Request) -> Reply:
    """Diz o que um estudo implantado mudou."""
    item = request.about(PlanItem)
    studies.evaluate(request.session, item, request.text, by=request.person, now=request.now)
    return Reply(f"{item.code} avaliado: {item.title}.", cards.see(item))


@command("recusar", usage="recusar N motivo", about=KIND, offered_to=APPROVERS)
def refuse(request: Request) -> Reply:
    """Recusa um estudo, com o motivo; quem o propôs é avisado."""
    item = request.about(PlanItem)
    studies.require_study(item)
    by, now = request.person, request.now
    moves.make(
        request.session, item, studies.REFUSE, request.text, tell=studies.authors(request.session, item), by=by, now=now
    )
    studies.refused(request.session, item, now)
    return Reply(f"{item.code} recusado: {item.title}.", cards.see(item))


@command("guardar estudo", usage="guardar estudo N até quando", about=KIND, aliases=("guardar",), offered_to=CABINET)
def put_aside(request: Request) -> Reply:
    """Guarda um estudo para depois, até um dia."""
    item = request.about(PlanItem)
    found = due.find(request, request.text)
    until = moments.local(found.due.at).date() if found.due else None
    studies.put_aside(request.session, item, until, by=request.person, now=request.now)
    said = f" até {moments.day_text(until)}" if until else ""
    return Reply(f"{item.code} guardado{said}.", cards.see(item))


@command("estudos", usage="estudos [propostos, em estudo, pilotos, página 2]", aliases=("ideias",), said=said.STUDIES)
def listed(request: Request) -> Reply:
    """Lista as ideias e os estudos."""
    asked = filters.read(request, SUBJECT)
    wanted = replace(asked.wanted, where=(*asked.wanted.where, PlanItem.tipo == PlanKind.ESTUDO.value))
    title = asked.title.replace("Itens do plano", "Estudos", 1)
    return listing(request, replace(asked, wanted=wanted, title=title))


@command("esteira", usage="esteira", said=said.PIPELINE)
def pipeline(request: Request) -> Reply:
    """Mostra os estudos por fase, e há quantos dias cada um está nela."""
    return studies_wording.pipeline(studies.pipeline(request.session, by=request.person, now=request.now))
