"""The budget in words: always with the day of the position, amounts in full."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import true
from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.reading.filters import Asked
from handlers.wording import cards, digests
from models import lists, moments, municipal_days
from models.budget import AccountSums, Dotacao, Empenho, Pedido, empenhos, ledger, queries, twelfths
from models.budget.closing import ClosingDay
from models.budget.published import MONTHS, Comparison
from models.budget.queries import DotacaoLine
from models.budget.tables import DOTACAO
from models.charts import Chart, ChartRow
from models.lists import Page
from models.money import of_cents
from models.people import Orgao, Person, Role, orgaos, standing
from models.records import any_of
from models.texts import clip, fold, listed, plural

_MOST, _FEW = 30, 5


def position(lines: Sequence[DotacaoLine], now: datetime) -> str:
    """`posição de 30/11/2026, importada às 7h40`"""
    found = queries.position(lines)
    if found is None:
        return "sem balancete importado"
    day, at = found
    same_day = moments.today(at) == moments.today(now)
    hour = moments.hour_text(moments.local(at))
    return f"posição de {day:%d/%m/%Y}, importada {f'às {hour}' if same_day else f'em {moments.local(at):%d/%m/%Y}'}"


def warning(session: Session, lines: Sequence[DotacaoLine], now: datetime) -> list[str]:
    """What an answer begins with where the position is old."""
    found = queries.position(lines)
    if found is None or not queries.is_stale(session, found[0], now):
        return []
    return [f"Atenção: a posição tem mais de {queries.STALE} dias úteis; peça outro balancete à Fazenda."]


def percent(part: int, whole: int) -> str:
    """`79,1%`"""
    return f"{part * 100 / whole:.1f}%".replace(".", ",") if whole else "0%"


def figures(it: AccountSums) -> list[str]:
    """The figures of a balance, a line for each stage; what is zero and rare is left out."""
    held = [(name, value) for name, value in (("reservado", it.reservado), ("bloqueado", it.bloqueado)) if value]
    lines = [f"Autorizado {of_cents(it.autorizado)}" + "".join(f"; {name} {of_cents(value)}" for name, value in held)]
    lines.append(
        f"Empenhado {of_cents(it.empenhado)} ({percent(it.empenhado, it.autorizado)}); "
        f"liquidado {of_cents(it.liquidado)}; pago {of_cents(it.pago)}"
    )
    lines.append(f"A liquidar {of_cents(it.a_liquidar)}; a pagar {of_cents(it.a_pagar)}")
    free = f"; livre, descontados os pedidos, {of_cents(it.livre)}" if it.pedido else ""
    lines.append(f"Disponível {of_cents(it.disponivel)}{free}")
    if it.diferenca:
        lines.append(f"O saldo impresso no balancete não é o da conta, que dá {of_cents(it.calculado)}.")
    return lines


def balance(session: Session, whose: str, lines: Sequence[DotacaoLine], now: datetime) -> Reply:
    """The balance of several dotações, and what is left of each."""
    text = [
        *warning(session, lines, now),
        f"{whose}, {position(lines, now)}.",
        *figures(ledger.total(each.balance for each in lines)),
    ]
    text += [f"• {each.dotacao.code} {clip(each.dotacao.title, 45)}: {of_cents(each.balance.livre)}" for each in lines]
    buttons = [Button(f"Ficha {each.dotacao.ficha}", f"saldo ficha {each.dotacao.ficha}") for each in lines[:4]]
    return Reply("\n".join(text[:_MOST]), tuple(buttons))


@cards.card("dotacao")
def card(session: Session, dotacao: Dotacao, person: Person, now: datetime) -> Reply:
    """A dotação: its figures, and what was asked of it."""
    it = ledger.balance(session, dotacao)
    what = ", ".join(filter(None, (dotacao.funcional, dotacao.natureza, dotacao.fonte and f"fonte {dotacao.fonte}")))
    lines = [DotacaoLine(dotacao, it)]
    own = [*warning(session, lines, now), position(lines, now).capitalize(), what, *figures(it)]
    buttons = [Button("Pedir empenho", f"pedir empenho ficha {dotacao.ficha}")] if it.livre > 0 else []
    return cards.sheet(session, dotacao, own, person, now, buttons)


def asked(session: Session, pedido: Pedido, free: int) -> Reply:
    """What is said of a new request: the amount in full, what is left, and for whom it waits."""
    whom = listed([each.name for each in ledger.authorisers(session)], "ou")
    text = f"Pedido {pedido.code} registrado: {of_cents(pedido.centavos)}, {pedido.title}."
    waits = f" Espera a autorização de {whom}." if whom else ""
    return Reply(f"{text}\nLivre depois: {of_cents(free)}.{waits}", (Button("Ver", f"ver {pedido.code}"),))


def pedido(each: Pedido) -> str:
    return f"{of_cents(each.centavos)}, {clip(each.title, 50)}"


def empenho(each: Empenho, known: Mapping[int, AccountSums]) -> str:
    it = known.get(each.id, AccountSums())
    left = f"a liquidar {of_cents(it.a_liquidar)}" if it.a_liquidar else f"a pagar {of_cents(it.a_pagar)}"
    return f"{clip(each.title, 40)}, {clip(each.credor, 30)}: {left}"


def with_total(session: Session, reply: Reply, asked: Asked, *, by: Person, now: datetime) -> Reply:
    """A page of empenhos with the total of them all."""
    wanted = replace(asked.wanted, whole=True)
    ids = lists.page(session, empenhos.SUBJECT, wanted, by=by, now=now).ids
    it = ledger.total([AccountSums(), *ledger.balances(session, ids).values()])
    return replace(
        reply, text=f"{reply.text}\nTotal: a liquidar {of_cents(it.a_liquidar)}; a pagar {of_cents(it.a_pagar)}."
    )


@cards.card("empenho")
def note(session: Session, empenho: Empenho, person: Person, now: datetime) -> Reply:
    """An empenho: what it is worth, what was delivered and paid."""
    it = ledger.balance(session, empenho)
    of_year = "" if empenho.ano == moments.today(now).year else " (restos a pagar)"
    lines = [
        f"{empenho.credor}{of_year} — {', '.join(filter(None, (empenho.tipo, empenho.status)))}",
        f"Valor {of_cents(it.empenhado)}; liquidado {of_cents(it.liquidado)}; pago {of_cents(it.pago)}",
        f"A liquidar {of_cents(it.a_liquidar)}; a pagar {of_cents(it.a_pagar)}",
    ]
    lines += [f"Atestado aqui {of_cents(it.atestado)}"] if it.atestado else []
    buttons = [Button("Atestar", f"atestar {empenho.code}")] if it.a_liquidar > 0 else []
    if it.a_liquidar > 0 and (treasury := _treasury(session)):
        what = f"anular o saldo de {empenho.code}, {of_cents(it.a_liquidar)}"
        buttons.append(Button("Anular saldo", f"tarefa @{treasury.sigla.lower()} {what}"))
    return cards.sheet(session, empenho, lines, person, now, buttons)


def _treasury(session: Session) -> Orgao | None:
    """The órgão that keeps the accounting."""
    return next((each for each in orgaos(session) if re.search("fazenda|financas", fold(each.name))), None)


@cards.card("pedido_empenho")
def request_card(session: Session, pedido: Pedido, person: Person, now: datetime) -> Reply:
    """A request for an empenho, with what the person may do next."""
    lines = [f"{of_cents(pedido.centavos)} de {pedido.conta.code}: {pedido.status}"]
    lines += [f"Fornecedor: {pedido.credor}"] if pedido.credor else []
    lines += [f"Processo: {pedido.processo}"] if pedido.processo else []
    next_ = {"aberto": ("Autorizar", "autorizar"), "autorizado": ("Enviar à Fazenda", "enviar")}.get(pedido.status)
    buttons = [Button(next_[0], f"{next_[1]} {pedido.code}")] if next_ else []
    return cards.sheet(session, pedido, lines, person, now, buttons)


def compared(totals: str, found: Sequence[Comparison]) -> Reply:
    """A month of the Tribunal de Contas beside the empenhos of the house; what agrees is only counted."""
    lines, agree = [f"TCE-SP, {totals}."], 0
    for each in found:
        if each.there == each.here:
            agree += 1
            continue
        why = "" if each.is_whole else " (faltam meses do TCE)"
        names = zip(("empenhado", "liquidado", "pago"), each.there, each.here, strict=True)
        differ = [f"{name} {of_cents(there)} lá, {of_cents(here)} aqui" for name, there, here in names if there != here]
        lines.append(f"• {each.code} difere{why}: {'; '.join(differ)}")
    all_agree = f"{plural(agree, 'empenho confere', 'empenhos conferem')}."
    lines.append(all_agree if found else "Nenhum empenho daqui está nele.")
    return Reply("\n".join(lines), tuple(Button(each.code, f"ver {each.code}") for each in found[:4]))


def execution(lines: Sequence[DotacaoLine]) -> Chart:
    """What was authorised and what is committed, a pair of bars for each ficha, in thousands."""
    it = ledger.total(each.balance for each in lines)
    ordered = sorted(lines, key=lambda each: -each.balance.autorizado)
    rows = [
        ChartRow(f"{each.dotacao.ficha} {each.dotacao.title}", tuple(value // 100_000 for value in _pair(each.balance)))
        for each in ordered
    ]
    title = f"{percent(it.empenhado, it.autorizado)} empenhado: restam {of_cents(it.disponivel)}"
    return Chart(title, "R$ mil", tuple(rows), series=("autorizado", "empenhado"))


def _pair(it: AccountSums) -> tuple[int, int]:
    return it.autorizado, it.empenhado


@digests.first(60, any_of(DOTACAO))
def on_top(session: Session, person: Person, now: datetime) -> list[str]:
    """The first lines of the chefia's pauta: fichas of which little is left, and a copy that is old."""
    if not standing(session, person, now).has(Role.CHEFIA) or person.orgao is None:
        return []
    lines = queries.of_orgao(session, person.orgao, by=person, now=now)
    known = queries.position(lines)
    few = [f"ficha {each.dotacao.ficha} ({of_cents(each.balance.livre)})" for each in queries.nearly_spent(lines)]
    found = [f"• menos de 10% livres: {listed(few)}"] if few else []
    if known is not None and queries.is_stale(session, known[0], now):
        found.append(f"• o balancete é de {known[0]:%d/%m/%Y}: peça outro à Fazenda")
    late, waits = queries.overdue(session, by=person, now=now), queries.stopped(session, by=person, now=now)
    found += [f"• entrega vencida: {listed([each.code for each in late[:_FEW]])}"] if late else []
    found += [f"• pedidos parados: {listed([each.code for each in waits[:_FEW]])}"] if waits else []
    return ["Orçamento:", *found] if found else []


def by_month(lines: Sequence[DotacaoLine], known: Mapping[int, tuple[int, int]], year: int, now: datetime) -> Reply:
    """What was committed and liquidated in these months."""
    text = [f"Execução de {year}, {position(lines, now)}:"]
    for month, (committed, done) in known.items():
        text.append(f"• {MONTHS[month - 1]}: empenhado {of_cents(committed)}, liquidado {of_cents(done)}")
    if len(known) > 1:
        sums = [of_cents(sum(each[n] for each in known.values())) for n in (0, 1)]
        text.append(f"No ano: empenhado {sums[0]}, liquidado {sums[1]}.")
    return Reply("\n".join(text), (Button("Gráfico", "gráfico mensal"), Button("Fichas", "execução")))


def alerts(session: Session, person: Person, now: datetime) -> Reply:
    """What asks for attention in the budget that the person may see."""
    lines = queries.dotacoes(session, true(), by=person, now=now)
    over = _over_the_twelfth(session, lines, now)
    found = [*over, *_alerts_of_fichas(lines, now), *_alerts_of_notes(session, person, now)]
    asked = queries.stopped(session, by=person, now=now)
    found += [f"• {each.code} {pedido(each)}: {each.status} há mais de {queries.STALE} dias úteis" for each in asked]
    head = warning(session, lines, now)
    if not found:
        return Reply("\n".join([*head, "Nada pede atenção no orçamento que você pode ver."]))
    rest = [f"… e mais {len(found) - _MOST}."] if len(found) > _MOST else []
    text = [*head, f"O que pede atenção no orçamento ({len(found)}):", *found[:_MOST], *rest]
    return Reply("\n".join(text), (Button("Saldo", "saldo"), Button("Pedidos", "pedidos")))


def twelfths_left(session: Session, lines: Sequence[DotacaoLine], now: datetime) -> Reply:
    """What each ficha may still commit this month, where a twelfth binds it."""
    known = [(each.dotacao, twelfths.of(session, each.dotacao, now)) for each in lines[:_MOST]]
    found = [(dotacao, it) for dotacao, it in known if it is not None]
    if not found:
        return Reply("Nenhum duodécimo vale agora: o orçamento do ano está aprovado.", (Button("Saldo", "saldo"),))
    head = f"Duodécimos ({found[0][1].why}), até este mês:"
    left = [
        f"• ficha {dotacao.ficha}: cabem {of_cents(it.limit)}, já foram {of_cents(it.used)}; "
        + (f"restam {of_cents(it.left)}" if it.left >= 0 else f"passou {of_cents(-it.left)}")
        for dotacao, it in found
    ]
    return Reply("\n".join([head, *left]), (Button("Saldo", "saldo"),))


def _over_the_twelfth(session: Session, lines: Sequence[DotacaoLine], now: datetime) -> list[str]:
    known = [(each.dotacao.ficha, twelfths.of(session, each.dotacao, now)) for each in lines[:_MOST]]
    return [
        f"• ficha {ficha}: passou do duodécimo em {of_cents(-it.left)}" for ficha, it in known if it and it.left < 0
    ]


def _alerts_of_fichas(lines: Sequence[DotacaoLine], now: datetime) -> list[str]:
    full = queries.committed(lines, at_least=queries.NEARLY)
    shares = [percent(each.balance.empenhado, each.balance.autorizado) for each in full]
    found = [f"• ficha {each.dotacao.ficha}: {share} empenhado" for each, share in zip(full, shares, strict=True)]
    return [*found, *(f"• ficha {each.dotacao.ficha}: nada empenhado no ano" for each in queries.unmoved(lines, now))]


def _alerts_of_notes(session: Session, person: Person, now: datetime) -> list[str]:
    def named(each: Empenho) -> str:
        return f"• {each.code} {clip(each.title, 40)}"

    found = [f"{named(each)}: entrega vencida" for each in queries.overdue(session, by=person, now=now)]
    late = queries.not_begun(session, by=person, now=now)
    found += [f"{named(each)}: nada liquidado em {queries.UNBEGUN} dias" for each in late]
    for each, it in queries.overrunning(session, by=person, now=now):
        found.append(f"{named(each)}: estimativo, {percent(it.liquidado, it.empenhado)} já liquidado; falta ano")
    return found


def closing(session: Session, left: Page, asked: Page, known: ClosingDay | None, now: datetime) -> Reply:
    """What has still to be liquidated, annulled or carried over, and the requests that stand still."""
    end = "A data do encerramento é a do decreto."
    if known is not None:
        days = municipal_days.current(session).business_days_between(moments.today(now), known.day)
        still = plural(days, "dia útil ainda", "dias úteis ainda") if known.day >= moments.today(now) else "já passou"
        end = f"Encerramento: {moments.day_text(known.day)}, {known.act}; {still}."
    sums = ledger.balances(session, [each.record.id for each in left.lines])
    lines = [f"Por liquidar, anular ou inscrever em restos a pagar ({left.total}):"] if left.lines else []
    lines += [f"• {each.record.code} {empenho(each.record, sums)}" for each in left.lines]
    lines += [f"Pedidos por empenhar ({asked.total}):"] if asked.lines else []
    lines += [f"• {each.record.code} {pedido(each.record)}" for each in asked.lines]
    if not lines:
        return Reply(f"Nada por liquidar e nenhum pedido parado. {end}")
    return Reply("\n".join([*lines, end]), (Button("Empenhos", "empenhos"),))
