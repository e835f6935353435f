"""Special funds: their money, their plan, what the council lets be spent, and what is asked outside of it."""

import re

from handlers import documents, listing
from handlers.base import WRITERS, Answer, Button, Field, Form, Question, Reply, Request, command
from handlers.papers.funds import KIND as ACCOUNT
from handlers.reading import budget as reading
from handlers.reading import events as events_reading
from handlers.reading import fields, people, records
from handlers.saying import funds as said
from handlers.wording import budget as of_budget
from handlers.wording import funds as wording
from models import events, funds, moments
from models.budget import pedidos
from models.events import REUNIAO
from models.funds import REVENUE, SUBJECT, Fundo
from models.money import of_cents
from models.people import Person
from models.texts import fold, listed, plural

FORM = Form(
    "fundo novo",
    (
        Field("sigla", "Qual é a sigla? (por exemplo, FUSSOL)"),
        Field("nome", "Qual é o nome?"),
        Field("lei de criação", "Que lei o criou? (por exemplo, Lei 2.104/1993)"),
        Field("finalidades", "Quais são as finalidades, como estão na lei?"),
        Field("cnpj", "Qual é o CNPJ?", required=False),
        Field("gestor", "Quem é o gestor? (por exemplo, @rosa)", "people", required=False),
        Field("conselho", "Qual é a lista do conselho? (por exemplo, conselho-fussol)", required=False),
        Field("saldo", "Qual é o saldo anterior?", "money", required=False),
    ),
)
_LINE = re.compile(r"(?:na\s+|da\s+)?linha\s+(\d{1,3})(?!\d)\W*", re.IGNORECASE)
_MOVE = re.compile(r"da\s+(?:linha\s+)?(\d{1,3})\s+para\s+(?:a\s+)?(?:linha\s+)?(\d{1,3})(?!\d)", re.IGNORECASE)
_COUNTED = re.compile(r"[,;]?\s*contad[oa]s?\s+por\s*", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_GOODS = re.compile(r"\d{1,6}\s+(?!mil\b|milh|reais|real)[^\W\d]{3,}(?!.*R\$)", re.IGNORECASE)
_ASK = "Exemplo: pedir FUSSOL linha 1 R$ 8.000,00 200 cestas"


def is_of_fund(request: Request, text: str) -> bool:
    """Whether a text begins with the sigla of a fund."""
    return _named(request, text)[0] is not None


@command("fundos", usage="fundos [extintos, planilha]", aliases=("linhas de fundos",), said=said.LISTED)
def every(request: Request) -> Reply:
    """Lista os fundos especiais, com o que cada um tem em conta e livre."""
    shown = wording.listed_as(request.session, request.now)
    return listing.listed(request, SUBJECT, title=lambda usual: usual.replace(" abertos", ""), said=shown)


@command("fundo novo", usage="fundo novo", aliases=("novo fundo",), form=FORM, said=said.NEW, offered_to=WRITERS)
def new(request: Request) -> Reply:
    """Registra um fundo especial: a lei que o criou, as finalidades, o gestor, o saldo anterior."""
    given = fields.read(request, FORM)
    gestor = next((each for each in given["gestor"] if isinstance(each, Person)), None)
    values = {**given, "gestor": gestor, "saldo": int((given["saldo"] or 0) * 100), "lei": given["lei de criacao"]}
    values["conselho"] = given["conselho"].removeprefix("@")
    fundo = funds.new(request.session, values, by=request.person, now=request.now)
    plan = "Mande o plano de aplicação com a legenda: importar fundo"
    return Reply(f"Fundo {fundo.sigla} registrado: {fundo.title}, {fundo.lei}. {plan}", _see(fundo))


@command("fundo", usage="fundo FUSSOL", said=said.ONE)
def shown(request: Request) -> Reply:
    """Mostra um fundo: em conta, livre, o plano e o que falta executar dele.

    Exemplos:
    fundos
    """
    fundo, _ = _fundo(request, "fundo FUSSOL")
    return wording.card(request.session, fundo, request.person, request.now)


@command("plano", usage="plano FUSSOL 2026", fits=is_of_fund, said=said.PLAN)
def plan(request: Request) -> Reply:
    """Mostra o plano de aplicação de um fundo: o programado, o empenhado e o que sobra em cada linha."""
    fundo, rest = _fundo(request, "plano FUSSOL 2026")
    year = _year(request, rest)
    return wording.plan(fundo, year, funds.position(request.session, fundo, year))


@command(
    "receita",
    usage="receita FUSSOL doação R$ 1.500,00 de quem, recibo 88",
    fits=is_of_fund,
    said=said.REVENUE,
    offered_to=WRITERS,
)
def received(request: Request) -> Reply:
    """Registra uma receita de um fundo: doação, evento, rendimento, repasse ou transferência."""
    fundo, tipo, cents, rest = _revenue(request, "receita FUSSOL doação R$ 1.500,00 de quem, recibo 88")
    found = funds.receive(request.session, fundo, tipo, cents, rest, by=request.person, now=request.now)
    if not cents:
        return Reply(f"{fundo.sigla}: doação de bens registrada, {rest}. Não entra em conta.", _see(fundo))
    hidden = " O nome do doador não fica no registro: guarde o recibo." if funds.is_anonymous(rest) else ""
    text = f"{fundo.sigla}: {tipo} de {of_cents(cents)} {wording.agreed(tipo, 'registrada')}. {wording.money(found)}"
    return Reply(text + hidden, _see(fundo))


@command("estornar receita", usage="estornar receita FUSSOL doação R$ 500,00 motivo", offered_to=WRITERS)
def taken_back(request: Request) -> Reply:
    """Estorna uma receita de um fundo, como a de um cheque devolvido."""
    fundo, tipo, cents, rest = _revenue(request, "estornar receita FUSSOL doação R$ 500,00 cheque devolvido")
    if not rest:
        raise Question("Por que estornar? Exemplo: cheque devolvido", Answer.TEXT)
    by, now = request.person, request.now
    found = funds.receive(request.session, fundo, f"estorno de {tipo}", -cents, rest, by=by, now=now)
    text = f"{fundo.sigla}: {tipo} de {of_cents(cents)} {wording.agreed(tipo, 'estornada')}. {wording.money(found)}"
    return Reply(text, _see(fundo))


@command(
    "arrecadação",
    usage="arrecadação FUSSOL bazar R$ 3.415,40 contado por @davi @lia",
    fits=is_of_fund,
    said=said.COUNTED,
    offered_to=WRITERS,
)
def counted(request: Request) -> Reply:
    """Registra dinheiro contado por várias pessoas; só entra em conta quando todas confirmam."""
    fundo, rest = _fundo(request, "arrecadação FUSSOL bazar R$ 3.415,40 contado por @davi @lia")
    who = people.mentioned(request, rest)
    amount, what = reading.amount(_COUNTED.sub(" ", who.rest), "De quanto? Exemplo: R$ 3.415,40")
    counters = [each for each in who.everyone if isinstance(each, Person)]
    by, now = request.person, request.now
    move = funds.count(request.session, fundo, int(amount * 100), what or "arrecadação", counters, by=by, now=now)
    names = listed([each.name for each in counters])
    text = f"{fundo.sigla}: {of_cents(move.cents)} de {move.text}, por confirmar por {names}. Só então entra em conta."
    return Reply(text, _see(fundo))


@command("contei", usage="contei FUSSOL 3", fits=is_of_fund, offered_to=WRITERS)
def confirmed(request: Request) -> Reply:
    """Confirma que você contou o dinheiro de uma arrecadação."""
    fundo, rest = _fundo(request, "contei FUSSOL 3")
    move = funds.confirm_count(request.session, fundo, _number(rest), by=request.person, now=request.now)
    missing = [f"@{each}" for each in move.wanted if each not in move.given]
    end = f"Falta a palavra de {listed(missing)}." if missing else "Todos confirmaram: está em conta."
    return Reply(f"{fundo.sigla}: {of_cents(move.cents)} de {move.text}. {end}", _see(fundo))


@command(
    "pedir", usage="pedir FUSSOL linha 1 R$ 8.000,00 para quê", fits=is_of_fund, offered_to=WRITERS, said=said.ASKED
)
def ask(request: Request) -> Reply:
    """Pede dinheiro de um fundo para uma linha do plano; fora das finalidades, não pede: mostra o que fazer."""
    fundo, rest = _fundo(request, _ASK)
    found = _LINE.search(rest)
    amount, what = reading.amount(_LINE.sub(" ", rest), f"De quanto? {_ASK}")
    if not what:
        raise Question(f"Para quê? {_ASK}", Answer.TEXT)
    year, session = moments.today(request.now).year, request.session
    if found is None:
        near = funds.lines_for(session, fundo, what, year)
        it = funds.position(session, fundo, year)
        raise wording.no_line(fundo, near, it, int(amount * 100), what, request.person)
    line = funds.line_numbered(session, fundo, int(found[1]), year)
    cents, by, now = int(amount * 100), request.person, request.now
    insists = what.endswith(pedidos.INSIST)
    what = what.removesuffix(pedidos.INSIST).strip(" ,;")
    again = "" if insists else f"pedir {fundo.sigla} linha {line.numero} {of_cents(cents)} {what}"
    pedido, left = funds.ask(session, fundo, line, cents, what, again=again, by=by, now=now)
    reply = of_budget.asked(session, pedido, left.livre)
    fits = f"\nCabe: sobram {of_cents(left.livre)} na linha {line.numero}." if left.livre >= 0 else ""
    return Reply(f"{reply.text}{fits}", reply.buttons)


@command(
    "insistir",
    usage="insistir FUSSOL R$ 15.000,00 para quê, ata 5/2026, parecer 12/2026",
    fits=is_of_fund,
    offered_to=WRITERS,
    said=said.INSISTED,
)
def insist(request: Request) -> Reply:
    """Pede o que o conselho quer fora das finalidades: com a ata, o número e o arquivo do parecer; fica marcado."""
    fundo, rest = _fundo(request, "insistir FUSSOL R$ 15.000,00 para quê, ata 5/2026, parecer 12/2026")
    amount, text = reading.amount(rest, "De quanto? Exemplo: R$ 15.000,00")
    by, now, has_file = request.person, request.now, bool(request.files)
    pedido, left = funds.insist(request.session, fundo, int(amount * 100), text, has_file=has_file, by=by, now=now)
    kept = records.keep_files(request, fundo)
    reply = of_budget.asked(request.session, pedido, left.livre)
    marked = f"Fora das finalidades, e assim fica marcado. Guardei: {', '.join(each.name for each in kept)}."
    return Reply(f"{reply.text}\n{marked}", reply.buttons)


@command(
    "extinguir",
    usage="extinguir FUSSOL Lei 3.000/2027, saldo ao Tesouro",
    fits=is_of_fund,
    offered_to=WRITERS,
    said=said.EXTINGUISHED,
)
def extinguish(request: Request) -> Reply:
    """Registra a lei que extinguiu um fundo, e para onde ela manda o saldo; nada mais se move nele."""
    fundo, rest = _fundo(request, "extinguir FUSSOL Lei 3.000/2027, saldo ao Tesouro")
    left = funds.extinguish(request.session, fundo, rest, by=request.person, now=request.now)
    return Reply(f"{fundo.sigla} extinto: {rest}. Em conta, {of_cents(left)}, que segue o que a lei diz.", _see(fundo))


@command(
    "mudar plano", usage="mudar plano FUSSOL da linha 2 para a 1 R$ 5.000,00", said=said.CHANGE, offered_to=WRITERS
)
def changed(request: Request) -> Reply:
    """Pede ao conselho que mude o plano de um fundo; nada muda antes da ata."""
    example = "Exemplo: mudar plano FUSSOL da linha 2 para a 1 R$ 5.000,00"
    fundo, rest = _fundo(request, example)
    found = _MOVE.search(rest)
    if found is None:
        raise Question(f"De que linha para qual? {example}", Answer.TEXT)
    amount, _ = reading.amount(_MOVE.sub(" ", rest), f"De quanto? {example}")
    numbers = (int(found[1]), int(found[2]))
    move = funds.change_plan(request.session, fundo, numbers, int(amount * 100), by=request.person, now=request.now)
    text = f"{fundo.sigla}: {of_cents(move.cents)} {move.text}, à espera da ata do conselho. Nada mudou ainda."
    return Reply(text, (Button("Tenho a ata", f"ata do conselho {fundo.sigla} {move.id}"), *_see(fundo)))


@command("ata do conselho", usage="ata do conselho FUSSOL 3 ata 5/2026", offered_to=WRITERS)
def approved(request: Request) -> Reply:
    """Registra a ata com que o conselho mudou o plano de um fundo; só então o plano muda."""
    fundo, rest = _fundo(request, "ata do conselho FUSSOL 3 ata 5/2026")
    number, _, ata = rest.strip().partition(" ")
    by, now = request.person, request.now
    move = funds.approve_change(request.session, fundo, _number(number), ata.strip(), by=by, now=now)
    return Reply(f"{fundo.sigla}: {of_cents(move.cents)} {move.text}, {move.document}.", _see(fundo))


@command("abrir exercício", usage="abrir exercício FUSSOL 2027", offered_to=WRITERS)
def opened(request: Request) -> Reply:
    """Diz o saldo com que um fundo entra num exercício: o dinheiro continua do mesmo fundo; falta só o plano do ano."""
    fundo, rest = _fundo(request, "abrir exercício FUSSOL 2027")
    year = _year(request, rest)
    funds.require_mover(request.session, fundo, request.person, request.now)
    found = funds.position(request.session, fundo, year)
    return wording.opened(fundo, year, found)


@command("prestação de contas", usage="prestação de contas FUSSOL", fits=is_of_fund, said=said.ACCOUNT)
def account(request: Request) -> Reply:
    """Faz o PDF da prestação de contas de um fundo: o dinheiro, as receitas, o plano linha por linha."""
    fundo, _ = _fundo(request, "prestação de contas FUSSOL")
    return documents.asked(request, ACCOUNT, fundo, f"da prestação de contas do {fundo.sigla}")


@command(
    "reunião do conselho",
    usage="reunião do conselho FUSSOL quinta 14h",
    aliases=("convocar o conselho",),
    fits=is_of_fund,
    offered_to=WRITERS,
)
def council(request: Request) -> Reply:
    """Convoca o conselho de um fundo; o que ele decidir vale com a maioria presente e a ata."""
    fundo, rest = _fundo(request, "reunião do conselho FUSSOL quinta 14h")
    when = events_reading.when(request, rest)
    event = funds.convene(
        request.session, fundo, when.starts, when.until(REUNIAO.minutes), by=request.person, now=request.now
    )
    called = plural(len(events.people.reached(request.session, event)), "pessoa", "pessoas")
    text = f"{event.code} convocada: {events.people.when(event)}, com {called}."
    waits = len([each for each in funds.pending(request.session, fundo) if not each.wanted])
    text += f" Na pauta: {plural(waits, 'mudança do plano', 'mudanças do plano')}." if waits else ""
    return Reply(text, (Button("Pauta", f"pauta {event.code}"), Button("Ver", f"ver {event.code}")))


def _revenue(request: Request, example: str) -> tuple[Fundo, str, int, str]:
    fundo, rest = _fundo(request, example)
    typed = next((word for word in rest.split() if fold(word).strip(",:") in map(fold, REVENUE)), "")
    tipo = next((each for each in REVENUE if fold(each) == fold(typed).strip(",:")), "")
    if not tipo:
        choices = [Button(each, f"{request.line} {each}") for each in REVENUE]
        raise Question(f"Que receita é? {listed(REVENUE, 'ou').capitalize()}.", Answer.TEXT, choices)
    rest = rest.replace(typed, "", 1).strip(" ,:")
    if tipo == REVENUE[0] and _GOODS.match(rest):
        return fundo, tipo, 0, rest
    amount, document = reading.amount(rest, f"De quanto? Exemplo: {example}")
    return fundo, tipo, int(amount * 100), document


def _fundo(request: Request, example: str) -> tuple[Fundo, str]:
    """The fund that the line begins with, and the rest. Raises Question with those there are."""
    fundo, rest = _named(request, request.text)
    if fundo is None:
        known = funds.everyone(request.session, by=request.person, now=request.now)[:5]
        verb = request.line.removesuffix(request.text).strip()
        buttons = [Button(each.sigla, f"{verb} {each.sigla}") for each in known]
        raise Question(f"De que fundo? Exemplo: {example.removeprefix('Exemplo: ')}", Answer.TEXT, buttons)
    return fundo, rest


def _named(request: Request, text: str) -> tuple[Fundo | None, str]:
    first, _, rest = text.strip().removeprefix("do ").removeprefix("no ").partition(" ")
    sigla = first.strip("@.,;:?!")
    found = funds.called(request.session, sigla, by=request.person, now=request.now) if sigla else None
    return found, rest.strip()


def _year(request: Request, text: str) -> int:
    found = _YEAR.search(text)
    return int(found[0]) if found else moments.today(request.now).year


def _number(text: str) -> int:
    digits = text.strip().partition(" ")[0]
    if not digits.isdecimal() or len(digits) > 9:
        raise Question("Qual é o número do que espera? Está no cartão do fundo.", Answer.TEXT)
    return int(digits)


def _see(fundo: Fundo) -> tuple[Button, ...]:
    return (Button("Ver", f"fundo {fundo.sigla}"),)
