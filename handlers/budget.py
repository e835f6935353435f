"""The budget: balances, requests for empenhos, empenhos and what was received of them, transfers."""

import re

from sqlalchemy import ColumnElement, true

from handlers import documents, listing
from handlers.base import WRITERS, Answer, Button, Field, Form, Question, Refusal, Reply, Request, command
from handlers.papers.budget import EXECUTION
from handlers.reading import budget as reading
from handlers.reading import fields, filters, numbers, people
from handlers.reading.filters import Filter
from handlers.reading.records import of_number
from handlers.saying import budget as said
from handlers.wording import budget as wording
from handlers.wording import cards
from handlers.wording import lists as pages
from models import chart_requests, charts, funds, lists, moments
from models.budget import SUBJECT, Pedido, credits, empenhos, ledger, pedidos, published, queries, twelfths
from models.budget import closing as closing_days
from models.funds import Fundo
from models.lists import Wanted
from models.money import of_cents
from models.moves import Move
from models.people import Orgao
from models.texts import fold, of

FORM = Form(
    "pedir empenho",
    (
        Field("ficha", "De que ficha? (por exemplo, 12)"),
        Field("valor", "De quanto? (por exemplo, R$ 1.234,56)"),
        Field("para quê", "Para quê?"),
        Field("fornecedor", "De que fornecedor?", required=False),
        Field("processo", "De que processo?", required=False),
    ),
)
_MOST = 20
_ASK = "Exemplo: pedir empenho ficha 12 R$ 12.480,00 impressos"
_ATTEST = "Exemplo: atestar 1873 R$ 6.240,00 NF 4522"


@command("saldo", usage="saldo [ficha 12, 3.3.90.39, @órgão]", said=said.SALDO)
def balance(request: Request) -> Reply:
    """Diz quanto há no orçamento, na posição do último balancete: de um órgão, de uma ficha ou de uma natureza.

    Exemplos:
    saldo
    saldo ficha 12
    """
    session, now = request.session, request.now
    number = numbers.read(request.text, moments.today(now).year)
    if number is not None and number.named:
        record = of_number(request, number)
        return cards.card_of(record.kind)(session, record, request.person, now)
    if by_nature := reading.natureza(request.text):
        whose = by_nature[0]
        found = queries.of_natureza(session, whose, by=request.person, now=now)
    elif (fundo := _fund(request)) is not None:
        return cards.card_of(fundo.kind)(session, fundo, request.person, now)
    elif found := queries.of_words(session, request.text, by=request.person, now=now):
        whose = request.text.strip(" .?!")
    else:
        orgao = _orgao(request)
        whose = orgao.name
        found = queries.of_orgao(session, orgao, by=request.person, now=now)
    if not found:
        raise Refusal(f"Não encontrei dotações {of(whose)} deste ano. O balancete entra por: importar balancete")
    if len(found) == 1:
        return wording.card(session, found[0].dotacao, request.person, now)
    return wording.balance(session, whose, found, now)


@command("dotações", usage='dotações [@órgão, "texto", página 2]', aliases=("fichas",), said=said.DOTACOES)
def listed(request: Request) -> Reply:
    """Lista as dotações do orçamento que você pode ver."""
    return listing.listed(request, SUBJECT)


@command(
    "pedir empenho",
    usage="pedir empenho ficha 12 R$ 12.480,00 para quê",
    form=FORM,
    fits=reading.is_account,
    said=said.PEDIR,
    offered_to=WRITERS,
)
def ask(request: Request) -> Reply:
    """Pede um empenho de uma ficha, dentro do que há de livre; o ordenador da despesa autoriza.

    Exemplos:
    pedir empenho ficha 12 R$ 12.480,00 impressos da prestação de contas
    """
    given = fields.read(request, FORM) if request.form else {}
    text = " ".join((given["ficha"], given["valor"], given["para que"])) if given else request.text
    account, rest = reading.dotacao(request, text, _ASK)
    amount, what = reading.amount(rest, f"De quanto? {_ASK}")
    insists = what.endswith(pedidos.INSIST)
    what = what.removesuffix(pedidos.INSIST).strip(" ,;")
    if not what:
        raise Question(f"Para quê? {_ASK}", Answer.TEXT)
    again = "" if insists else f"pedir empenho ficha {account.ficha} {of_cents(int(amount * 100))} {what}"
    pedido, left = pedidos.ask(
        request.session,
        account,
        int(amount * 100),
        what,
        called=f"ficha {account.ficha}",
        credor=given.get("fornecedor", ""),
        processo=given.get("processo", ""),
        again=again,
        by=request.person,
        now=request.now,
    )
    return wording.asked(request.session, pedido, left.livre)


@command(
    "autorizar",
    usage="autorizar N",
    about="pedido_empenho",
    private=True,
    said=said.AUTORIZAR,
    offered_to=WRITERS,
)
def authorise(request: Request) -> Reply:
    """Autoriza um pedido de empenho, como ordenador da despesa; quem pede não autoriza."""
    pedido = request.about(Pedido)
    pedidos.authorise(request.session, pedido, by=request.person, now=request.now)
    send = Button("Enviar à Fazenda", f"enviar {pedido.code}")
    return Reply(f"{pedido.code} autorizado: {of_cents(pedido.centavos)}, {pedido.title}.", (send,))


@command(
    "enviar",
    usage="enviar N",
    about="pedido_empenho",
    aliases=("enviar à fazenda",),
    said=said.ENVIAR,
    offered_to=WRITERS,
)
def send(request: Request) -> Reply:
    """Registra que um pedido autorizado foi à Fazenda, que empenha."""
    pedido = request.about(Pedido)
    pedidos.send(request.session, pedido, by=request.person, now=request.now)
    return Reply(f"{pedido.code} enviado à Fazenda.", (Button("Empenhado", f"empenhado {pedido.code}"),))


@command("recusar", usage="recusar N motivo", about="pedido_empenho", offered_to=WRITERS)
def refuse(request: Request) -> Reply:
    """Recusa um pedido de empenho, com o motivo."""
    return _ended(request, pedidos.REFUSE)


@command("cancelar", usage="cancelar N motivo", about="pedido_empenho", said=said.CANCELAR, offered_to=WRITERS)
def cancel(request: Request) -> Reply:
    """Cancela um pedido de empenho; o livre da ficha volta."""
    return _ended(request, pedidos.CANCEL)


@command("empenhado", usage="empenhado N NE 1900", about="pedido_empenho", said=said.EMPENHADO, offered_to=WRITERS)
def committed(request: Request) -> Reply:
    """Registra que a Fazenda empenhou um pedido, com o número da nota."""
    return _ended(request, pedidos.COMMIT)


@command(
    "pedidos",
    usage="pedidos [abertos, autorizados, enviados, recusados, página 2]",
    aliases=("pedidos de empenho",),
    said=said.PEDIDOS,
)
def requests(request: Request) -> Reply:
    """Lista os pedidos de empenho."""
    return listing.listed(request, pedidos.SUBJECT, said=wording.pedido)


def _where(word: str, shown: str, condition: ColumnElement[bool]) -> Filter:
    return Filter(shown, re.compile(word), lambda _: condition, shown)


_FILTERS = (
    _where("sem liquidacao|a liquidar|por liquidar", "sem liquidação", queries.UNLIQUIDATED),
    _where("a pagar|por pagar", "a pagar", queries.UNPAID),
    Filter("fornecedor X", re.compile(r"fornecedor (.+)"), lambda found: queries.of_creditor(found[1])),
)


@command(
    "empenhos",
    usage='empenhos [sem liquidação, a pagar, atrasados, pagos, "fornecedor", página 2]',
    aliases=("notas de empenho",),
    said=said.EMPENHOS,
)
def notes(request: Request) -> Reply:
    """Lista os empenhos e o que falta liquidar de cada um."""
    asked = filters.read(request, empenhos.SUBJECT, _FILTERS)
    session, person, now = request.session, request.person, request.now
    found = lists.page(session, empenhos.SUBJECT, asked.wanted, by=person, now=now)
    known = ledger.balances(session, [each.record.id for each in found.lines])
    reply = pages.page(
        empenhos.SUBJECT, asked, found, to=person, now=now, said=lambda each: wording.empenho(each, known)
    )
    return wording.with_total(session, reply, asked, by=person, now=now) if found.lines else reply


@command("atestar", usage="atestar 1873 R$ 6.240,00 NF 4522", said=said.ATESTAR, offered_to=WRITERS)
def attest(request: Request) -> Reply:
    """Atesta que chegou o que foi comprado, com a nota fiscal; a liquidação é da Fazenda."""
    empenho, rest = reading.empenho(request, request.text, _ATTEST)
    amount, document = reading.amount(rest, f"De quanto é a nota? {_ATTEST}")
    cents, by, now = int(amount * 100), request.person, request.now
    left = empenhos.attest(request.session, empenho, cents, document, by=by, now=now)
    said_of = f", {document}" if document else ""
    return Reply(
        f"Ateste registrado em {empenho.code}: {of_cents(cents)}{said_of}. Por atestar: "
        f"{of_cents(left.empenhado - left.atestado)}. A liquidação é da Fazenda.",
        (Button("Ver", f"ver {empenho.code}"),),
    )


@command(
    "conferir tce",
    usage="conferir tce outubro",
    aliases=("lançamentos do tce",),
    said=said.CONFERIR,
    fits=reading.is_month,
)
def compare(request: Request) -> Reply:
    """Confere os empenhos da casa com o que o TCE-SP publicou de um mês; o arquivo entra por: importar tce."""
    year, month = reading.month(request, request.text)
    if not (it := published.totals(request.session, year, month)).rows:
        raise Refusal(f"{published.MONTHS[month - 1].capitalize()} de {year} não foi importado. Mande: importar tce")
    found = published.compare(request.session, year, month, by=request.person, now=request.now)
    return wording.compared(published.said(it, year, month), found)


@command(
    "fechamento",
    usage="fechamento [13/12/2026 decreto 6.558/2026]",
    aliases=("fechamento do exercício",),
    fits=reading.is_closing,
    said=said.FECHAMENTO,
)
def closing(request: Request) -> Reply:
    """Mostra o que liquidar, anular ou inscrever em restos a pagar antes do fim do ano; ou diz o dia do decreto."""
    session, by, now = request.session, request.person, request.now
    if request.text:
        day, act = reading.closing(request)
        made = closing_days.settle(session, day, act, by=by, now=now)
        return Reply(
            f"Encerramento de {day.year}: {moments.day_text(day)}, {made.act}.", (Button("Ver", "fechamento"),)
        )
    left = lists.page(session, empenhos.SUBJECT, Wanted(where=(queries.UNLIQUIDATED,), size=_MOST), by=by, now=now)
    asked = lists.page(session, pedidos.SUBJECT, Wanted(size=_MOST), by=by, now=now)
    return wording.closing(session, left, asked, closing_days.of_year(session, moments.today(now).year), now)


@command("duodécimos", usage="duodécimos [2027 Lei 5.100/2026 art. 20]", said=said.DUODECIMOS, fits=reading.is_twelfths)
def twelfths_of_year(request: Request) -> Reply:
    """Mostra quanto ainda cabe por mês; ou diz que o ano começa sem orçamento aprovado, por duodécimos."""
    session, by, now = request.session, request.person, request.now
    year, act = reading.year_and_act(request)
    if act or request.text:
        twelfths.begin(session, year, act, by=by, now=now)
        text = f"{year} corre por duodécimos ({act}): um pedido que passe do mês é perguntado, e fica marcado."
        return Reply(text, (Button("Ver", "duodécimos"),))
    found = queries.dotacoes(session, true(), by=by, now=now)
    return wording.twelfths_left(session, found, now)


@command("orçamento aprovado", usage="orçamento aprovado 2027 Lei 5.200/2026", said=said.APROVADO, offered_to=WRITERS)
def approved(request: Request) -> Reply:
    """Registra a lei do orçamento do ano que corria por duodécimos."""
    year, law = reading.year_and_act(request)
    twelfths.end(request.session, year, law, by=request.person, now=request.now)
    return Reply(f"Orçamento de {year} aprovado, {law}: os duodécimos acabaram.", (Button("Saldo", "saldo"),))


@command("alertas do orçamento", usage="alertas do orçamento", said=said.ALERTAS)
def alerts(request: Request) -> Reply:
    """Diz o que pede atenção no orçamento: fichas no fim, empenhos parados ou vencidos, pedidos sem resposta."""
    return wording.alerts(request.session, request.person, request.now)


@command(
    "remanejamento",
    usage="remanejamento decreto 4.512/2026 da ficha 15 para a 12 R$ 60.000,00",
    aliases=("remanejar",),
    said=said.REMANEJAR,
    offered_to=WRITERS,
)
def transferred(request: Request) -> Reply:
    """Registra um remanejamento entre duas fichas, com o decreto ou a lei; as duas mudam juntas."""
    act, giving, taking, rest = reading.transfer(request)
    amount, _ = reading.amount(rest, f"De quanto? {reading.TRANSFER}")
    cents, by, now = int(amount * 100), request.person, request.now
    credits.transfer(request.session, giving, taking, cents, act, by=by, now=now)
    left = [(each.ficha, ledger.balance(request.session, each).disponivel) for each in (giving, taking)]
    said_of = "; ".join(f"ficha {ficha}, disponível {of_cents(value)}" for ficha, value in left)
    buttons = tuple(Button(f"Ficha {ficha}", f"saldo ficha {ficha}") for ficha, _ in left)
    return Reply(f"Remanejamento de {of_cents(cents)}, {act}. Agora: {said_of}.", buttons)


@command(
    "execução",
    usage="execução [@órgão, outubro, 2026, em pdf]",
    aliases=("execução orçamentária",),
    said=said.EXECUCAO,
)
def execution(request: Request) -> Reply:
    """Desenha o autorizado e o empenhado de cada ficha de um órgão; ou diz um mês, ou o ano; também em PDF."""
    if reading.PDF.search(request.text):
        return documents.asked(request, EXECUTION, None, "da execução orçamentária")
    if (asked := reading.period(request)) is not None:
        return _by_month(request, *asked)
    orgao = _orgao(request)
    found = queries.of_orgao(request.session, orgao, by=request.person, now=request.now)
    if not found:
        raise Refusal(f"Não encontrei dotações {of(orgao.name)} deste ano. O balancete entra por: importar balancete")
    chart = wording.execution(found)
    chart_requests.ask(request.session, chart, by=request.person, now=request.now)
    drawn = charts.as_text(chart) if request.channel == "console" else f"{chart.title}. O desenho segue."
    return Reply(f"{drawn}\n{wording.position(found, request.now).capitalize()}.")


def _by_month(request: Request, year: int, month: int | None) -> Reply:
    """What was committed and liquidated in a month, or month by month in a year."""
    found = queries.dotacoes(request.session, true(), by=request.person, now=request.now, year=year)
    ids = [each.dotacao.id for each in found]
    known = ledger.by_month(request.session, ids, year) if ids else {}
    wanted = {each: sums for each, sums in sorted(known.items()) if month in (None, each)}
    if not wanted:
        when = f"{published.MONTHS[month - 1]} de {year}" if month else f"{year}"
        raise Refusal(f"Não há lançamentos de {when} que você possa ver.", [Button("Execução", "execução")])
    return wording.by_month(found, wanted, year, request.now)


def _fund(request: Request) -> Fundo | None:
    """The fund whose sigla a line names."""
    words = [fold(word.strip(".,?!@")).upper() for word in request.text.split()]
    known = {each.sigla: each for each in funds.everyone(request.session, by=request.person, now=request.now)}
    return next((known[word] for word in words if word in known), None)


def _ended(request: Request, change: Move) -> Reply:
    pedido = request.about(Pedido)
    pedidos.end(request.session, pedido, change, request.text, by=request.person, now=request.now)
    return Reply(f"{pedido.code} {change.done}.", (Button("Ver", f"ver {pedido.code}"),))


def _orgao(request: Request) -> Orgao:
    """The órgão that the line names, else the person's own."""
    named = people.mentioned(request, request.text).everyone
    orgaos = [each if isinstance(each, Orgao) else each.orgao for each in named]
    own = next((each for each in orgaos if each is not None), None)
    if request.text.strip(" .?!") and own is None:
        raise Refusal("Saldo de quê? Diga uma ficha, uma natureza ou um órgão.", [Button("Saldo", "saldo")])
    if (found := own or request.person.orgao) is None:
        raise Question("Saldo de que órgão? Exemplo: saldo @saude", Answer.WHO)
    return found
