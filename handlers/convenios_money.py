"""The money of convênios: what came in, what went out, and the account of it."""

import io
import re
from dataclasses import replace
from functools import partial

from handlers.base import WRITERS, Reply, Request, command
from handlers.reading import convenios as reading
from handlers.saying import convenios as said
from handlers.wording import convenios as wording
from models import attachments, convenios, deadlines, money, sheets
from models.convenios import Convenio, Prazo, TipoMovimento, rules

GROUP = "Convênios"
keep = partial(command, about="convenio", offered_to=WRITERS)
_NOTICED = re.compile(r"(?<!\w)notificad[oa](?!\w)", re.IGNORECASE)
_DONE = re.compile(r"(?<!\w)(?:pag[oa]|sanad[oa]|devolvid[oa]|atendid[oa]|cumprid[oa])(?!\w)", re.IGNORECASE)
_EXTRATO = ("dia", "movimento", "valor", "saldo", "documento")


def _money(request: Request, tipo: TipoMovimento) -> Reply:
    convenio, pieces = request.about(Convenio), reading.read(request, request.text)
    amount = reading.required_amount(pieces, f"{tipo} {convenio.code} R$ 240.000,00 em 10/06/2024")
    args = (request.session, convenio, tipo, amount, pieces.on, pieces.rest)
    if not convenios.record_money(*args, by=request.person, now=request.now):
        return wording.done(convenio, f"Esse movimento de {convenio.code} já estava registrado; nada mudou.")
    now = wording.done_text(convenios.balance(request.session, convenio))
    what = f"{tipo.capitalize()} de {money.written(amount)} em {pieces.on:%d/%m/%Y}"
    return wording.done(convenio, f"{what} em {convenio.code}: {now}.")


@keep("desembolso", usage="desembolso 999001 R$ 240.000,00 em 10/06/2024 OB 123", said=said.RELEASED)
def released(request: Request) -> Reply:
    """Registra uma parcela que o concedente liberou."""
    return _money(request, TipoMovimento.DESEMBOLSO)


@keep("contrapartida", usage="contrapartida 999001 R$ 10.000 em 12/06", said=said.COUNTERPART)
def counterpart(request: Request) -> Reply:
    """Registra um depósito da contrapartida em dinheiro."""
    return _money(request, TipoMovimento.CONTRAPARTIDA)


@keep("rendimento", usage="rendimento 999001 R$ 1.234,56 em 30/06", said=said.INTEREST)
def interest(request: Request) -> Reply:
    """Registra o rendimento da aplicação."""
    return _money(request, TipoMovimento.RENDIMENTO)


@keep("pagamento", usage="pagamento 999001 R$ 50.000 em 12/08 NF 12", said=said.PAID)
def paid(request: Request) -> Reply:
    """Registra um pagamento feito com o dinheiro do convênio."""
    return _money(request, TipoMovimento.PAGAMENTO)


@keep("devolução", usage="devolução 999001 R$ 3.000 em 20/02", said=said.RETURNED)
def returned(request: Request) -> Reply:
    """Registra saldo devolvido ao concedente."""
    return _money(request, TipoMovimento.DEVOLUCAO)


@keep(
    "ressarcimento",
    usage="ressarcimento 999001 notificado em 20/11 [até 20/12]; ou pago R$ 500 em 10/12 GRU 12",
    said=said.RESTITUTION,
)
def restitution(request: Request) -> Reply:
    """Registra a notificação para sanar ou devolver antes da inadimplência; e depois que foi paga ou sanada."""
    convenio, by, now = request.about(Convenio), request.person, request.now
    done = _DONE.search(request.text)
    pieces = reading.read(request, _DONE.sub("", _NOTICED.sub("", request.text)))
    if done is None:
        rules.noticed(request.session, convenio, pieces.on, pieces.until, pieces.rest, by=by, now=now)
        due = next(each for each in deadlines.open_of(request.session, convenio.id) if each.kind == Prazo.RESSARCIMENTO)
        return wording.done(convenio, f"{convenio.code}: sanar ou devolver até {due.due.text}.")
    if pieces.amount is not None:
        args = (request.session, convenio, TipoMovimento.DEVOLUCAO, pieces.amount, pieces.on, pieces.rest)
        convenios.record_money(*args, by=by, now=now)
    how = f"{money.written(pieces.amount)} {pieces.rest}".strip() if pieces.amount else pieces.rest
    rules.put_right(request.session, convenio, pieces.on, how or done[0].lower(), by=by, now=now)
    return wording.done(convenio, f"{convenio.code}: notificação atendida em {pieces.on:%d/%m/%Y}.")


@command("extrato", usage="extrato 999001", about="convenio", said=said.ACCOUNT)
def account(request: Request) -> Reply:
    """Mostra o dinheiro de um convênio, dia a dia, com o saldo; a tabela vem em CSV."""
    convenio = request.about(Convenio)
    rows = wording.account(convenios.movements(request.session, convenio))
    if not rows:
        return wording.done(convenio, f"{convenio.code} ainda não tem movimento registrado.")
    target = io.StringIO()
    cells = ([f"{each[0]:%d/%m/%Y}", each[1], *map(money.figures, each[2:4]), each[4]] for each in rows)
    sheets.write(target, list(_EXTRATO), cells)
    name = f"extrato {convenio.code.replace('/', '-')}.csv"
    file = attachments.put(name, target.getvalue().encode("utf-8-sig"))
    return replace(wording.done(convenio, "\n".join(wording.account_lines(convenio, rows))), files=(file,))
