"""The cycles of the budget laws: opened backwards from the legal day, what órgãos ask for, the bill handed in."""

import re
from dataclasses import replace

from handlers import forms
from handlers.base import CABINET, WRITERS, Answer, Button, Field, Form, Question, Refusal, Reply, Request, command
from handlers.plans import listing
from handlers.reading import budget as budget_reading
from handlers.reading import events as events_reading
from handlers.reading import fields, filters, people
from handlers.reading import plans as reading
from handlers.saying import plans as said
from handlers.wording import plans_cycles as wording
from models import events, moments
from models.events import EventStatus, meetings
from models.events.register import NewEvent
from models.events.subject import REUNIAO
from models.money import of_cents
from models.people import Orgao, Person, Role, cabinet, with_role
from models.plans import KIND, SUBJECT, PlanItem, cycles, queries
from models.texts import plural

FORM = Form(
    "proposta",
    (
        Field("ciclo", "De que lei e ano? (por exemplo, LDO 2028)"),
        Field("ação", "Que ação?"),
        Field("produto", "Que produto ela entrega?"),
        Field("unidade", "Em que unidade?"),
        Field("meta", "Quanto no ano? (só o número)", required=False),
        Field("valor", "De quanto? (por exemplo, R$ 120.000,00)", "money"),
        Field("fonte", "De que fonte?", required=False),
        Field("por quê", "Por quê?"),
    ),
)
_CYCLE = re.compile(r"(?<![\w-])(LDO|LOA|PPA|PAS)[\s-]*(20\d\d)(?:\s*[-–]\s*20\d\d)?(?!\d)", re.IGNORECASE)
_MANY = 15


def _names_cycle(_request: Request, text: str) -> bool:
    return _CYCLE.search(text) is not None


def _named(text: str, example: str) -> tuple[str, int, str]:
    """The law and year that a text names, and the rest."""
    found = _CYCLE.search(text)
    if found is None:
        raise Question(f"De que lei e ano? Exemplo: {example}", Answer.TEXT)
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return found[1].upper(), int(found[2]), " ".join(rest.split()).strip(" ,;:.-")


def _cycle(request: Request, text: str, example: str) -> tuple[PlanItem, str]:
    law, year, rest = _named(text, example)
    item = cycles.find(request.session, law, year)
    if item is None:
        raise Refusal(f"O ciclo {law} {year} não está aberto.", [Button("Abrir", f"abrir ciclo {law} {year}")])
    return item, rest


@command("abrir ciclo", usage="abrir ciclo LDO 2028", said=said.OPEN_CYCLE, offered_to=CABINET)
def begin(request: Request) -> Reply:
    """Abre o ciclo de uma lei do orçamento: os marcos contados para trás da data legal, e o pedido a cada órgão."""
    law, year, _ = _named(request.text, "abrir ciclo LDO 2028")
    item, legal, asked = cycles.begin(request.session, law, year, by=request.person, now=request.now)
    return wording.opened(request.session, item, legal, asked, request.now)


@command("ciclo", usage="ciclo LDO 2028", fits=_names_cycle, said=said.CYCLE)
def shown(request: Request) -> Reply:
    """Mostra os marcos do ciclo de uma lei do orçamento: o feito, o atrasado e o que vem."""
    item, _ = _cycle(request, request.text, "ciclo LDO 2028")
    return wording.dates(request.session, item, request.now)


@command("calendário do orçamento", usage="calendário do orçamento", said=said.BUDGET_DATES)
def calendar(request: Request) -> Reply:
    """Mostra as próximas datas do orçamento: relatórios, LDO, LOA e os ciclos abertos."""
    fiscal = cycles.fiscal_dates(request.session, moments.today(request.now))
    return wording.calendar(request.session, cycles.open_cycles(request.session), fiscal, request.now)


def _is_proposal(_request: Request, text: str) -> bool:
    return not text or ":" in text or _CYCLE.fullmatch(text.strip()) is not None


@command("proposta", usage="proposta", form=FORM, fits=_is_proposal, offered_to=WRITERS, said=said.PROPOSAL)
def propose(request: Request) -> Reply:
    """Manda a proposta do seu órgão para um ciclo: ação, produto, quanto, valor, fonte e por quê."""
    if not request.form and _CYCLE.fullmatch(request.text.strip()):
        item, _ = _cycle(request, request.text, "proposta LDO 2028")
        return forms.opened(request, FORM, {FORM.fields[0].name: item.code.replace("-", " ", 1)})
    given = fields.read(request, FORM)
    item, _ = _cycle(request, given["ciclo"], "LDO 2028")
    target = reading.amount(given["meta"].split(" ")[0]) if given["meta"] else None
    row = {"action": given["acao"], "product": given["produto"], "unit": given["unidade"], "target": target}
    row |= {"cents": int(given["valor"] * 100), "source": given["fonte"], "why": given["por que"]}
    made = cycles.propose(request.session, item, row, by=request.person, now=request.now)
    text = f"Proposta {made.id} enviada para {item.title}: {made.action}."
    over = cycles.beyond(request.session, item).get(request.session.get_one(Orgao, made.orgao_id).sigla)
    text += f" Passa do teto, {of_cents(over[1])}, em {of_cents(over[0] - over[1])}: fica marcada." if over else ""
    return Reply(text, (Button("Propostas", f"propostas {item.code.replace('-', ' ', 1)}"),))


@command("propostas", usage="propostas LDO 2028 [@órgão]", fits=_names_cycle, said=said.PROPOSALS)
def proposals(request: Request) -> Reply:
    """Lista as propostas de um ciclo, de todos ou de um órgão, e quem passa do teto."""
    item, rest = _cycle(request, request.text, "propostas LDO 2028")
    named = [
        each.orgao_id if isinstance(each, Person) else each.id for each in people.mentioned(request, rest).everyone
    ]
    found = [each for each in cycles.proposals(request.session, item) if not named or each.orgao_id in named]
    return wording.proposals(request.session, item, found)


@command("teto", usage="teto LDO 2028 @órgão R$ 1.000.000,00", fits=_names_cycle, offered_to=CABINET)
def ceiling(request: Request) -> Reply:
    """Diz até quanto um órgão pode pedir num ciclo; o que passa é aceito, e marcado."""
    example = "teto LDO 2028 @educacao R$ 1.000.000,00"
    item, rest = _cycle(request, request.text, example)
    who = people.mentioned(request, rest)
    orgao = next((each.orgao if isinstance(each, Person) else each for each in who.in_order), None)
    amount, _ = budget_reading.amount(who.rest, f"De quanto? Exemplo: {example}")
    if orgao is None:
        raise Question(f"De que órgão? Exemplo: {example}", Answer.WHO)
    cents = int(amount * 100)
    cycles.set_ceiling(request.session, item, orgao, cents, by=request.person, now=request.now)
    return Reply(
        f"{item.title}: teto de {orgao.sigla}, {of_cents(cents)}.", (Button("Propostas", f"propostas {item.code}"),)
    )


@command("sancionado", usage="sancionado LDO-2028 Lei 5.000/2027", about=KIND, offered_to=CABINET)
def enacted(request: Request) -> Reply:
    """Registra que o projeto de um ciclo virou lei."""
    item = request.about(PlanItem)
    cycles.enacted(request.session, item, request.text, by=request.person, now=request.now)
    return Reply(f"{item.title}: sancionado, {request.text}.", (Button("Ver", f"ver {item.code}"),))


@command("devolver proposta", usage="devolver proposta 3 LDO 2028 motivo", offered_to=CABINET)
def give_back(request: Request) -> Reply:
    """Devolve uma proposta ao órgão, com o motivo."""
    item, rest = _cycle(request, request.text, "devolver proposta 3 LDO 2028 falta a fonte")
    number, why = reading.number_first(rest)
    if number is None or not why:
        raise Question("Que proposta, e por quê? Exemplo: devolver proposta 3 LDO 2028 falta a fonte", Answer.TEXT)
    cycles.give_back(request.session, item, number, why, by=request.person, now=request.now)
    return Reply(f"Proposta {number} devolvida: {why}.", (Button("Quem falta", f"faltam {item.code}"),))


@command("faltam", usage="faltam LDO 2028", fits=_names_cycle, said=said.MISSING)
def missing(request: Request) -> Reply:
    """Diz que órgãos ainda não mandaram as propostas de um ciclo."""
    item, _ = _cycle(request, request.text, "faltam LDO 2028")
    left, new = cycles.missing(request.session, item), cycles.unasked(request.session, item)
    return wording.missing(item, left, new, request.now)


@command("pedir propostas", usage="pedir propostas LDO 2028", fits=_names_cycle, offered_to=CABINET)
def ask_the_rest(request: Request) -> Reply:
    """Pede as propostas aos órgãos criados, ou com titular, depois de aberto o ciclo."""
    item, _ = _cycle(request, request.text, "pedir propostas LDO 2028")
    found = cycles.ask_the_rest(request.session, item, by=request.person, now=request.now)
    names = ", ".join(each.sigla for each in found)
    text = f"Pedi as propostas a {names}." if found else f"{item.code}: todos os órgãos já foram pedidos."
    return Reply(text, (Button("Quem falta", f"faltam {item.code.replace('-', ' ', 1)}"),))


@command("protocolado", usage="protocolado N mensagem 12/2027", about=KIND, offered_to=CABINET)
def filed(request: Request) -> Reply:
    """Registra que o projeto de um ciclo foi protocolado na Câmara; a devolução fica acompanhada."""
    item = request.about(PlanItem)
    hearing = cycles.filed(request.session, item, request.text, by=request.person, now=request.now)
    text = f"{item.title}: protocolado na Câmara. A devolução para sanção fica acompanhada."
    if hearing is not None:
        line = f"marco feito {hearing.number} {item.code} ata"
        text += f" Atenção: a audiência pública não tem ata registrada: {line}"
    return Reply(text, (Button("Ver", f"ver {item.code}"),))


@command(
    "avaliação",
    usage="avaliação 1º quadrimestre 2027",
    fits=lambda _, text: "quadrimestre" in text.casefold(),
    offered_to=CABINET,
    said=said.REVIEW,
)
def evaluation(request: Request) -> Reply:
    """Pede a cada órgão o número de cada uma das suas metas, em dez dias úteis."""
    items = queries.everyone(request.session, queries.MEASURED, by=request.person, now=request.now)
    what = request.text.strip(" .,;")
    asked, day = cycles.ask_reports(request.session, items, what, by=request.person, now=request.now)
    return Reply(
        f"Avaliação do {what}: pedi {asked} números, até {moments.day_text(day)}.", (Button("Quadro", "quadro"),)
    )


@command("plano anual do gabinete", usage="plano anual do gabinete", aliases=("plano anual",))
def own_plan(request: Request) -> Reply:
    """Mostra os itens do plano que são do próprio gabinete, com quanto já foi feito."""
    asked = filters.read(replace(request, text=""), SUBJECT)
    orgao = cabinet(request.session)
    wanted = replace(asked.wanted, where=(PlanItem.orgao_id == (orgao.id if orgao else 0),))
    return listing(request, replace(asked, wanted=wanted, title="Plano anual do gabinete"))


@command(
    "encontro de coordenação", usage="encontro de coordenação segunda 8h", offered_to=CABINET, said=said.COORDINATION
)
def meeting(request: Request) -> Reply:
    """Convoca uma reunião cuja pauta são os entraves abertos, com quem os remove."""
    session, by, now = request.session, request.person, request.now
    events.people.require_desk(session, by, now)
    found = queries.open_obstacles(session, by=by, now=now)[:_MANY]
    if not found:
        raise Refusal("Não há entraves abertos para um encontro.", [Button("Quadro", "quadro")])
    when = events_reading.when(request, request.text)
    named: list[Person | Orgao | None] = [each.person or each.orgao for _, each in found]
    named += [session.get_one(Orgao, item.orgao_id) for item, _ in found if item.orgao_id]
    chair = next(iter(with_role(session, Role.PREFEITO)), by)
    new = NewEvent(
        kind=REUNIAO,
        title="Coordenação: entraves abertos",
        starts=when.starts,
        ends=when.until(REUNIAO.minutes),
        owner=chair,
        invited=tuple(dict.fromkeys(each for each in named if each)),
        status=EventStatus.CONVOCADA,
    )
    event = events.register.register(session, new, by=by, now=now)
    events.register.convene(session, event, by=by, now=now)
    for item, each in found:
        meetings.add_item(session, event, f"{item.code} {each.text}, 10 min", by=by, now=now)
    many = plural(len(found), "entrave", "entraves")
    text = f"{event.code} convocada: {moments.moment_text(event.starts_at)}, com {many} na pauta."
    return Reply(text, (Button("Pauta", f"pauta {event.code}"), Button("Ver", f"ver {event.code}")))
