"""The plan: compromissos and metas, their progress, milestones and obstacles, what stands still and the board."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement

from handlers import documents
from handlers import listing as kit
from handlers.base import APPROVERS, WRITERS, Answer, Button, Field, Form, Question, Reply, Request, command
from handlers.papers.plans import BOARD
from handlers.reading import fields, filters, people
from handlers.reading import plans as reading
from handlers.reading.filters import Filter
from handlers.saying import plans as said
from handlers.wording import cards, plans_cycles
from handlers.wording import plans as wording
from models import moments, moves
from models.money import of_cents
from models.moves import Move
from models.people import Orgao, Person
from models.plans import KIND, SUBJECT, PlanItem, PlanKind, Sense, cycles, following, queries, register, rules
from models.plans.register import figure
from models.texts import clip

_WHAT = Field("o que", "O que será feito?")
_WHO = Field("órgão", "Que órgão responde? Os seguintes são parceiros. (por exemplo, @obras @fazenda)", "orgaos")
_WHEN = Field("prazo", "Até quando?", "date", required=False)
COMPROMISSO = Form("compromisso de governo", (_WHAT, _WHO, _WHEN))
META = Form(
    "meta nova",
    (
        _WHAT,
        _WHO,
        Field("indicador", "Qual é o indicador? (por exemplo, vagas criadas)"),
        Field("unidade", "Em que unidade? (por exemplo, vagas)"),
        Field("sentido", "Como ele anda?", "choice", tuple(Sense)),
        Field("base", "De que número se parte?"),
        Field("alvo", "A que número se quer chegar?"),
        Field("programa", "De que programa ou ação? (por exemplo, 0007.2.031)", required=False),
        _WHEN,
    ),
)
_PDF = re.compile(r"\s*(?:em\s+)?pdf[.!?]?\s*", re.IGNORECASE)
_QUIET = re.compile(r"(?<!\S)sem not[ií]cias?(?:\s+h[aá]\s+(\d{1,4})\s+dias)?(?!\S)", re.IGNORECASE)
_LOOSE_END = re.compile(r"[\s,;]+(?:com|e|por)$", re.IGNORECASE)
_AFTER = re.compile(r"[,;]?\s*depois\s+do\s+marco\s+(\d{1,3})(?!\d)", re.IGNORECASE)
_BLOCKED = Filter("bloqueados", re.compile("bloquead[oa]s?"), lambda _: queries.is_blocked(), "bloqueados")
_OTHER_KINDS = re.compile(r"(?<!\w)(?:programas?|a[cç][oõ]es|a[cç][aã]o|estudos?)(?!\w)", re.IGNORECASE)


@command(
    "compromisso de governo",
    usage="compromisso de governo [o que, @órgão com @outro até quando]",
    form=COMPROMISSO,
    said=said.NEW,
    offered_to=WRITERS,
)
def new_compromisso(request: Request) -> Reply:
    """Registra um compromisso de governo: o que, que órgão responde, com quem e até quando.

    Exemplos:
    compromisso de governo Asfaltar o Jardim Novo @obras até 30/06/2028
    """
    return _registered(request, PlanKind.COMPROMISSO, fields.read(request, COMPROMISSO))


@command("meta nova", usage="meta nova", aliases=("nova meta",), form=META, offered_to=WRITERS, said=said.NEW_TARGET)
def new_meta(request: Request) -> Reply:
    """Registra uma meta: o indicador, de que número se parte, a que número se quer chegar e até quando."""
    given = fields.read(request, META)
    base, target = (reading.amount(given[name].partition(" ")[0]) for name in ("base", "alvo"))
    end = _day(given)
    year = end.year if end else moments.today(request.now).year
    sense = Sense(given["sentido"])
    own = {"indicador": given["indicador"], "unidade": given["unidade"], "sentido": sense.value}
    own |= {"base": base, "base_data": moments.today(request.now), "metas": {str(year): f"{target:f}"}}
    return _registered(request, PlanKind.META, given, **own)


def _registered(request: Request, tipo: PlanKind, given: dict[str, Any], **own: Any) -> Reply:
    session, by, now = request.session, request.person, request.now
    orgao, *partners = given["orgao"]
    rules.require_keeper(session, by, now, orgao)
    title = _LOOSE_END.sub("", given["o que"]).strip()
    values = own | {"prazo": _day(given), "parceiros": [each.sigla for each in partners]}
    item = register.new(session, tipo, title, by=by, now=now, orgao=orgao, **values)
    if tipo == PlanKind.META:
        register.require_target(item, Decimal(next(iter(item.metas.values()))))
    if above := given.get("programa"):
        parent = register.by_code(session, above)
        if parent is None:
            raise Question(f"Não há {clip(above, 20)} no plano. De que programa ou ação?", Answer.TEXT, instead=above)
        register.place_under(session, item, parent)
    until = f", até {moments.day_text(item.prazo)}" if item.prazo else ""
    partner = f", com {', '.join(item.parceiros)}" if item.parceiros else ""
    text = f"{item.code} registrado: {title}. Responde {orgao.sigla}{partner}{until}."
    return Reply(text, (Button("Ver", f"ver {item.code}"), Button("Marco", f"marco {item.code}")))


def _day(given: dict[str, Any]) -> date | None:
    due = given["prazo"].due
    return moments.local(due.at).date() if due else None


@command(
    "dar andamento",
    usage="dar andamento N 14 ruas, o que houve",
    about=KIND,
    aliases=("andamento",),
    said=said.REPORT,
    offered_to=WRITERS,
)
def report(request: Request) -> Reply:
    """Dá andamento a uma meta ou compromisso: o número do indicador, uma frase, ou os dois."""
    item = request.about(PlanItem)
    if not request.text:
        example = f"andamento {item.code} 14 {item.unidade or '%'}, o que houve"
        raise Question(f"Qual é o número de hoje, e o que houve? Exemplo: {example}", Answer.TEXT)
    value, sentence = reading.report(request, item)
    before = following.report(request.session, item, value, sentence, by=request.person, now=request.now)
    return wording.reported(item, value, before, request.now)


@command("marco", usage="marco N o que @órgão até quando", about=KIND, said=said.MILESTONE, offered_to=WRITERS)
def milestone(request: Request) -> Reply:
    """Põe um marco num compromisso, meta ou estudo: quem o alcança e até quando."""
    item = request.about(PlanItem)
    after = _AFTER.search(request.text)
    due, text, owner = _what_who_when(request, item, _AFTER.sub("", request.text), "marco", "licença emitida")
    depends_on = following.milestone(request.session, item, int(after[1])) if after else None
    day, number = moments.local(due.at).date(), depends_on.number if depends_on else None
    orgao = owner.orgao if isinstance(owner, Person) else owner
    made = following.add_milestone(request.session, item, text, orgao, day, number, by=request.person, now=request.now)
    notes = ["Atenção: vem depois do prazo final do item."] if item.prazo and day > item.prazo else []
    if depends_on and not depends_on.done_on:
        notes.append(f"Depende do marco {depends_on.number}, ainda por fazer.")
    text = f"{item.code}: marco {made.number}, {made.text}, até {due.text}."
    return Reply(" ".join([text, *notes]), cards.see(item))


@command(
    "marco feito",
    usage="marco feito 2 N [comprovante]",
    aliases=("feito marco", "concluir marco"),
    offered_to=WRITERS,
)
def milestone_reached(request: Request) -> Reply:
    """Registra que um marco foi alcançado."""
    item, rest = reading.item_in(request, "marco feito 2 COMP-3")
    number, evidence = reading.number_first(rest)
    if number is None:
        raise Question(f"Que marco? Veja os números em: ver {item.code}", Answer.NUMBER)
    session, by, now = request.session, request.person, request.now
    made = following.finish_milestone(session, item, number, evidence, by=by, now=now)
    text = f"{item.code}: marco {number} feito, {made.text}."
    waits = next((each for each in following.milestones(session, item) if each.number == made.depends_on), None)
    if waits and not waits.done_on:
        text += f" Atenção: o marco {waits.number}, de que ele depende, ainda não foi feito."
    return Reply(text, cards.see(item))


@command("entrave", usage="entrave N o que falta @quem até quando", about=KIND, said=said.OBSTACLE, offered_to=WRITERS)
def obstacle(request: Request) -> Reply:
    """Diz o que impede um item de andar, quem o remove e até quando; o item fica bloqueado."""
    item = request.about(PlanItem)
    due, text, owner = _what_who_when(request, item, request.text, "entrave", "falta licença ambiental")
    day = moments.local(due.at).date()
    made = following.add_obstacle(request.session, item, text, owner, day, by=request.person, now=request.now)
    remover = made.person.name if made.person else made.orgao.name if made.orgao else ""
    reply = f"Entrave {made.number} de {item.code} aberto: {text}, até {due.text}."
    reply += f" {item.code} aparece como bloqueado. Avisei {remover} e a chefia."
    return Reply(reply, (Button("Resolvido", f"resolvido entrave {made.number} {item.code}"), *cards.see(item)))


def _what_who_when(request: Request, item: PlanItem, text: str, verb: str, example: str) -> tuple[Any, str, Any]:
    usage = f"Exemplo: {verb} {item.code} {example} @obras até 18/12"
    if not text.strip():
        raise Question(f"O que, com quem e até quando? {usage}", Answer.TEXT)
    who = people.mentioned(request, text)
    due, rest = reading.until(request, who.rest, f"Até quando? {usage}")
    if not rest:
        raise Question(f"O que é? {usage}", Answer.TEXT)
    return due, rest, next(iter(who.in_order), None)


@command(
    "resolvido entrave",
    usage="resolvido entrave 1 N como",
    aliases=("resolver entrave", "entrave resolvido", "resolvido o entrave"),
    said=said.REMOVED,
    offered_to=WRITERS,
)
def obstacle_removed(request: Request) -> Reply:
    """Registra que um entrave foi removido; quem o abriu é avisado."""
    item, rest = reading.item_in(request, "resolvido entrave 1 COMP-3 licença nº 77")
    number, how = reading.number_first(rest)
    session, by, now = request.session, request.person, request.now
    found = following.obstacle(session, item, number)
    following.remove_obstacle(session, item, found, how, by=by, now=now)
    days = request.calendar.business_days_between(found.opened_on, moments.today(now))
    left = [each for each in following.obstacles(session, item) if not each.closed_on]
    more = f" Ainda há {len(left)} aberto{'s' if len(left) > 1 else ''}." if left else ""
    stood = {0: "Ficou aberto menos de um dia útil.", 1: "Ficou aberto 1 dia útil."}.get(
        days, f"Ficou aberto {days} dias úteis."
    )
    return Reply(f"{item.code}: entrave {found.number} resolvido, {found.text}. {stood}{more}", cards.see(item))


@command(
    "metas",
    usage="metas [@órgão, bloqueadas, atrasadas, sem notícia há 30 dias]",
    aliases=("compromissos de governo", "itens do plano"),
    said=said.LISTED,
)
def listed(request: Request) -> Reply:
    """Lista as metas e os compromissos de governo, com quanto já foi feito.

    Exemplos:
    metas bloqueadas
    metas sem notícia há 30 dias
    """
    quiet = _QUIET.search(request.text)
    asked = filters.read(replace(request, text=_QUIET.sub(" ", request.text)), SUBJECT, (_BLOCKED,))
    where: list[ColumnElement[bool]] = (
        [] if _OTHER_KINDS.search(request.text) else [PlanItem.tipo.in_(queries.MEASURED)]
    )
    days = int(quiet[1] or queries.QUIET) if quiet else 0
    where += [queries.is_quiet(request.now, days)] if quiet else []
    title = asked.title.replace("Itens do plano", "Metas e compromissos", 1).replace(" abertos", "")
    title += f" sem notícia há {days} dias" if quiet else ""
    wanted = replace(asked.wanted, where=(*asked.wanted.where, *where))
    return listing(request, replace(asked, wanted=wanted, title=title))


def listing(request: Request, asked: filters.Asked) -> Reply:
    """A page of items, each with its progress."""

    def of_page(found: list[PlanItem]) -> Callable[[PlanItem], str]:
        known = queries.states(request.session, found, request.now)
        return lambda each: wording.line(each, known[each.id])

    return kit.page(request, SUBJECT, asked, of_page=of_page, mark=wording.status_of)


@command(
    "quadro",
    usage="quadro [em pdf]",
    aliases=("quadro de metas",),
    fits=lambda _, text: not text or _PDF.fullmatch(text) is not None,
    said=said.BOARD,
)
def board(request: Request) -> Reply:
    """Mostra por órgão quantas metas e compromissos vão em dia, pedem atenção ou estão bloqueados; também em PDF."""
    if request.text:
        return documents.asked(request, BOARD, None, "do quadro de metas")
    return wording.board(queries.board(request.session, by=request.person, now=request.now))


def _names_item(_request: Request, text: str) -> bool:
    return re.match(r"(?:[a-z]{3,4}-\d|\d{4}(?:\.|\s|$))", text.strip(), re.IGNORECASE) is not None


@command(
    "mudar meta",
    usage="mudar meta N 2027 para 20 motivo",
    aliases=("meta", "meta de"),
    fits=_names_item,
    offered_to=APPROVERS,
)
def change_target(request: Request) -> Reply:
    """Põe ou muda a meta de um ano, com o motivo; a antiga fica na história."""
    item, rest = reading.item_in(request, "mudar meta COMP-3 2027 para 20 corte de receita")
    year, target, cents, why = reading.target(item, rest)
    session, by, now = request.session, request.person, request.now
    if target is None:
        raise Question(f"Qual é a meta de {year}? Exemplo: mudar meta {item.code} {year} para 20 motivo", Answer.TEXT)
    old = register.change_target(session, item, year, target, why, by=by, now=now)
    if not item.unidade and why and " " not in why:
        item.unidade = why
    money = ""
    if cents is not None:
        item.valores = item.valores | {str(year): cents}
        money = f", {of_cents(cents)}"
    unit = f" {item.unidade}" if item.unidade else ""
    before = f" (antes, {figure(old)})" if old is not None else ""
    return Reply(f"{item.code}: meta de {year} é {figure(target)}{unit}{money}{before}.", cards.see(item))


@command("mudar prazo final", usage="mudar prazo final N 30/09/2028 motivo", offered_to=APPROVERS)
def change_end(request: Request) -> Reply:
    """Muda o prazo final de um item do plano, com o motivo; o antigo fica na história."""
    item, rest = reading.item_in(request, "mudar prazo final COMP-3 30/09/2028 corte de receita")
    due, why = reading.until(request, rest, "Para quando? Exemplo: 30/09/2028")
    day = moments.local(due.at).date()
    if item.tipo == PlanKind.CICLO:
        cycles.recount(request.session, item, day, why, by=request.person, now=request.now)
        return plans_cycles.dates(request.session, item, request.now)
    old = register.change_end(request.session, item, day, why, by=request.person, now=request.now)
    before = f" (antes, {moments.date_text(old)})" if old else ""
    return Reply(f"{item.code}: prazo final {moments.day_text(day)}{before}.", cards.see(item))


def _moved(request: Request, move: Move) -> Reply:
    item = request.about(PlanItem)
    to: list[Person | Orgao] = [request.session.get_one(Orgao, item.orgao_id)] if item.orgao_id else []
    moves.make(request.session, item, move, request.text, tell=to, by=request.person, now=request.now)
    return Reply(f"{item.code} {move.done}: {item.title}.", cards.see(item))


@command("concluir", usage="concluir N [nota]", about=KIND, offered_to=WRITERS)
def conclude(request: Request) -> Reply:
    """Dá por concluído um compromisso, uma meta ou um programa."""
    return _moved(request, rules.CONCLUDE)


@command("cancelar", usage="cancelar N motivo", about=KIND, said=said.CANCEL, offered_to=APPROVERS)
def cancel(request: Request) -> Reply:
    """Cancela um item do plano, com o motivo; os prazos acabam."""
    return _moved(request, rules.CANCEL)


@command("suspender", usage="suspender N motivo", about=KIND, offered_to=APPROVERS)
def suspend(request: Request) -> Reply:
    """Suspende um item do plano, com o motivo."""
    return _moved(request, rules.SUSPEND)


@command("retomar", usage="retomar N", about=KIND, offered_to=APPROVERS)
def resume(request: Request) -> Reply:
    """Retoma um item do plano que estava suspenso."""
    return _moved(request, rules.RESUME)
