"""Convênios with the State and the Union: registration, lists, aditivos, money, accounts, the page for the meeting."""

import re
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from handlers.base import APPROVERS, WRITERS, Answer, Field, Form, Question, Refusal, Reply, Request, command
from handlers.documents import asked
from handlers.papers.convenios import MEETING
from handlers.reading import convenios as reading
from handlers.reading import fields, filters, people
from handlers.saying import convenios as said
from handlers.wording import cards
from handlers.wording import convenios as wording
from handlers.wording import lists as pages
from models import authorities, convenios, deadlines, lists, moments
from models.authorities import Esfera
from models.convenios import (
    SUBJECT,
    Convenio,
    Instrumento,
    Prazo,
    official,
    queries,
    registration,
    rules,
)
from models.moves import Move

keep = partial(command, about="convenio", offered_to=WRITERS)
FORM = Form(
    "convênio novo",
    (
        Field("objeto", "Qual é o objeto?"),
        Field("número", "Qual é o número? (por exemplo, 999001/2024)"),
        Field("espécie", "De que espécie é?", "choice", tuple(Instrumento)),
        Field("concedente", "Quem é o concedente? (por exemplo, @mcid)"),
        Field("secretaria", "Que secretaria executa? (por exemplo, @obras)", "orgaos"),
        Field("gestor", "Quem é o gestor? (por exemplo, @jonas)", required=False),
        Field("assinatura", "Quando foi assinado? Pule se ainda não foi.", required=False),
        Field("início", "Quando começa a vigência?", required=False),
        Field("fim", "Quando acaba a vigência?", required=False),
        Field("global", "Qual é o valor global?", "money", required=False),
        Field("repasse", "Quanto é o repasse?", "money", required=False),
        Field("contrapartida", "Quanto é a contrapartida em dinheiro?", "money", required=False),
        Field("bens", "E a contrapartida em bens?", "money", required=False),
        Field("suspensiva", "Há cláusula suspensiva? Até quando?", required=False),
        Field("contas", "O termo diz o limite das contas? Qual?", required=False),
        Field("proposta", "Qual é o número da proposta?", required=False),
        Field("processo", "Qual é o processo?", required=False),
    ),
)
_DATES = {
    "assinatura": "assinado_em",
    "inicio": "inicio",
    "fim": "fim",
    "suspensiva": "suspensiva_ate",
    "contas": "contas_ate",
}
_WORDS = {
    "vencendo": r"vencendo|a vencer|que vencem",
    "parados": r"parad[oa]s?",
    "sem vigência": r"sem vig[eê]ncia",
    "com suspensiva": r"(?:com|em) (?:cl[aá]usula )?suspensiva",
    "sem gestor": r"sem gestor",
    "do estado": r"(?:do )?estado|estaduais",
    "da união": r"(?:da )?uni[aã]o|federais",
    "sumidos do arquivo": r"sumid[oa]s(?: do arquivo)?",
}
_ALONE = ("vencendo", "sem vigência", "com suspensiva")  # lists by their own words
_DAYS = re.compile(r"(?<!\S)(?:em |nos pr[oó]ximos |h[aá] )?(\d{1,4}) dias(?!\S)", re.IGNORECASE)


@command("convênio", usage="convênio 999001", about="convenio", said=said.ONE)
def shown(request: Request) -> Reply:
    """Mostra um convênio: datas, dinheiro e o que falta."""
    return cards.card_of("convenio")(request.session, request.record, request.person, request.now)


@command(
    "convênio novo",
    usage="convênio novo [objeto, número: 77/2026]",
    aliases=("novo convênio",),
    form=FORM,
    said=said.NEW,
    offered_to=WRITERS,
)
def new(request: Request) -> Reply:
    """Registra um convênio, um contrato de repasse ou outra transferência do Estado ou da União."""
    given = fields.read(request, FORM)
    convenio, notes = _registered(request, given)
    lines = [f"Convênio {convenio.code} registrado: {convenio.title}.", *(f"Atenção: {each}." for each in notes)]
    return wording.done(convenio, "\n".join(lines))


def _registered(request: Request, given: dict[str, Any]) -> tuple[Convenio, list[str]]:
    session, today = request.session, moments.today(request.now)
    rules.require_keeper(session, None, request.person, request.now, orgaos=given["secretaria"])
    values = _values(request, given)
    registration.require_order(values)
    number, year = reading.number_and_year(given["numero"], values["assinado_em"] or values["inicio"] or today)
    side = authorities.by_name(session, given["concedente"])
    if side is None:
        raise Refusal(f"Não conheço o concedente {given['concedente']}. Veja os cadastrados: autoridades")
    row = values | {
        "numero": number,
        "ano": year,
        "title": given["objeto"],
        "orgao_id": given["secretaria"][0].id,
        "status": official.fase_of(values, today).value,
        "esfera": (Esfera.FEDERAL if side.esfera == Esfera.FEDERAL else Esfera.ESTADUAL).value,
        "concedente_id": side.id,
    }
    said = f"convênio registrado: {given['objeto']}"
    (convenio,) = convenios.register(session, [row], [said], by=request.person, now=request.now)
    return convenio, registration.warnings(values)


def _values(request: Request, given: dict[str, Any]) -> dict[str, Any]:
    """The columns of a new convênio, from the fields of the form."""
    dates = {own: _day(request, given[name]) for name, own in _DATES.items()}
    who = people.mentioned(request, given["gestor"]).people if given["gestor"] else ()
    return {
        **dates,
        "fim_original": dates["fim"],
        "inicio": dates["inicio"] or dates["assinado_em"],
        "typed": sorted(name for name, day in dates.items() if day),
        "especie": given["especie"],
        "gestor_id": who[0].id if who else None,
        "valor_global": given["global"],
        **{name: given[name] for name in ("repasse", "contrapartida", "bens", "proposta", "processo")},
    }


def _day(request: Request, text: str) -> date | None:
    if not text:
        return None
    pieces = reading.read(request, text, may_come=True)
    if pieces.until is None and not pieces.said_on:
        raise Refusal(f"Não entendi a data {text}. Escreva como 15/03/2024.")
    return pieces.until or pieces.on


@command(
    "convênios",
    usage="convênios [vencendo 90 dias, sem vigência, @obras, estado]",
    aliases=_ALONE,
    said=said.LISTED,
)
def listed(request: Request) -> Reply:
    """Lista os convênios, o de data mais próxima antes.

    Exemplos:
    convênios vencendo 90 dias
    convênios sem vigência
    convênios com suspensiva
    convênios parados
    """
    text, names, days = request.text, [], 0
    alone = [each for each in _ALONE if request.line.lower().startswith(each)]
    text = " ".join([*alone, text])
    if length := _DAYS.search(text):
        days, text = int(length[1]), _DAYS.sub("", text)
    for name, words in _WORDS.items():
        if re.search(rf"(?<!\S)(?:{words})(?!\S)", text, re.IGNORECASE):
            names.append(name)
            text = re.sub(rf"(?<!\S)(?:{words})(?!\S)", "", text, flags=re.IGNORECASE)
    if days and not {"vencendo", "parados"} & set(names):
        names.append("vencendo")
    asked = filters.read(replace(request, text=text), SUBJECT)
    where = tuple(queries.FILTERS[name](moments.today(request.now), days) for name in names)
    wanted = replace(asked.wanted, where=(*asked.wanted.where, *where))
    title = " ".join([asked.title, *names, *([f"em {days} dias"] if days else [])])
    asked = replace(asked, wanted=wanted, title=title)
    found = lists.page(request.session, SUBJECT, wanted, by=request.person, now=request.now)
    return pages.page(
        SUBJECT, asked, found, to=request.person, now=request.now, said=wording.line, mark=lambda each: each.status
    )


@command(
    "convênios da prefeita",
    usage="convênios da prefeita [em pdf]",
    aliases=("convênios do prefeito",),
    said=said.MEETING,
)
def meeting(request: Request) -> Reply:
    """Mostra numa página, por concedente, o que foi prometido, o que saiu e o que está parado, e por quê."""
    if request.text.lower().endswith("pdf"):
        return asked(request, MEETING, None, "dos convênios")
    found = queries.briefing(request.session, by=request.person, now=request.now)
    return wording.meeting(found, queries.sums(request.session, by=request.person, now=request.now))


@keep(
    "aditivo pedido",
    usage="aditivo pedido 999001 até 31/07/2027 [em 27/11]",
    said=said.ASKED,
    aliases=("pedir aditivo",),
)
def aditivo_asked(request: Request) -> Reply:
    """Registra que se pediu mais vigência; a assinatura do concedente passa a ser acompanhada."""
    convenio, pieces = request.about(Convenio), reading.read(request, request.text)
    until = reading.required_until(pieces, f"aditivo pedido {convenio.code} até 31/07/2027")
    end = convenio.fim
    late = convenios.ask(request.session, convenio, until, pieces.on, by=request.person, now=request.now)
    assert end is not None
    text = (
        f"Pedido de aditivo de {convenio.code} registrado, para até {until:%d/%m/%Y}. "
        f"O concedente precisa assinar até {moments.day_text(end)}."
    )
    assunto = f"Prorrogação da vigência de {convenio.code} até {until:%d/%m/%Y}"
    return wording.done(convenio, f"{text}\n{late}" if late else text, assunto)


@keep(
    "aditivo",
    usage="aditivo 999001 nº 2 assinado em 20/01 fim 31/07/2027",
    aliases=("aditivo assinado",),
    said=said.SIGNED,
)
def aditivo_signed(request: Request) -> Reply:
    """Registra um aditivo assinado: o novo fim da vigência, com os prazos refeitos."""
    convenio = request.about(Convenio)
    shortens = bool(re.search(r"\bencurta\b", request.text, re.IGNORECASE))
    number, text = reading.numero(request.text)
    pieces = reading.read(request, text)
    until = reading.required_until(pieces, f"aditivo {convenio.code} nº 1 assinado em 20/01/2027 fim 31/07/2027")
    why_not = convenios.sign(
        request.session, convenio, number, pieces.on, until, shortens=shortens, by=request.person, now=request.now
    )
    if why_not:
        return wording.done(convenio, "\n".join([why_not, *_accounts(request, convenio)]))
    text = f"Aditivo de {convenio.code} registrado: vigência até {moments.day_text(until)}."
    return wording.done(convenio, "\n".join([text, *_accounts(request, convenio)]))


def _accounts(request: Request, convenio: Convenio) -> list[str]:
    due = next((d for d in deadlines.open_of(request.session, convenio.id) if d.kind == Prazo.CONTAS), None)
    return [f"Contas até {due.due.text}."] if due else []


@keep(
    "prorrogação de ofício",
    usage="prorrogação de ofício 999004 até 30/06/2027 em 20/11",
    aliases=("prorroga de ofício",),
    said=said.PROLONGED,
)
def prolonged(request: Request) -> Reply:
    """Registra que o concedente, por atraso dele, prorrogou a vigência por conta própria."""
    convenio, pieces = request.about(Convenio), reading.read(request, request.text)
    until = reading.required_until(pieces, f"prorrogação de ofício {convenio.code} até 30/06/2027")
    convenios.prolong(request.session, convenio, until, pieces.on, by=request.person, now=request.now)
    return wording.done(convenio, f"Prorrogação de ofício: {convenio.code} vai até {moments.day_text(until)}.")


@keep("suspensiva", usage="suspensiva 999004 retirada em 10/12", said=said.LIFTED)
def lifted(request: Request) -> Reply:
    """Registra que a cláusula suspensiva foi retirada: o convênio entra em execução."""
    convenio, pieces = request.about(Convenio), reading.read(request, request.text)
    convenios.suspensiva_lifted(request.session, convenio, pieces.on, by=request.person, now=request.now)
    return wording.done(convenio, f"Suspensiva de {convenio.code} retirada em {pieces.on:%d/%m/%Y}: {convenio.status}.")


@keep("contas enviadas", usage="contas enviadas 999002 em 20/12 recibo 7788", said=said.SENT)
def accounts_sent(request: Request) -> Reply:
    """Registra que a prestação de contas foi enviada: passa a correr a análise do concedente."""
    convenio, pieces = request.about(Convenio), reading.read(request, request.text)
    receipt = re.sub(r"^recibo:?\s*", "", pieces.rest, flags=re.IGNORECASE)
    convenios.send_accounts(request.session, convenio, pieces.on, receipt, by=request.person, now=request.now)
    proof = f", recibo {receipt}" if receipt else ". Quando tiver o recibo, comente-o aqui"
    text = f"Contas de {convenio.code} enviadas em {pieces.on:%d/%m/%Y}{proof}."
    return wording.done(convenio, text, f"Prestação de contas de {convenio.code}")


def _settled(request: Request, move: Move) -> Reply:
    convenio = request.about(Convenio)
    rules.make(request.session, convenio, move, request.text, by=request.person, now=request.now)
    return wording.done(convenio, f"Convênio {convenio.code} {move.done}.")


@keep("contas aprovadas", usage="contas aprovadas 999002", aliases=("aprovar contas",), said=said.APPROVED)
def accounts_approved(request: Request) -> Reply:
    """Registra que as contas foram aprovadas e encerra o convênio."""
    return _settled(request, rules.APPROVED)


@keep("contas rejeitadas", usage="contas rejeitadas 999002 motivo", aliases=("rejeitar contas",), said=said.REJECTED)
def accounts_rejected(request: Request) -> Reply:
    """Registra que as contas foram rejeitadas, com o motivo."""
    return _settled(request, rules.REJECTED)


@keep("contas em complementação", usage="contas em complementação 999002")
def accounts_incomplete(request: Request) -> Reply:
    """Registra que o concedente pediu complementação das contas."""
    return _settled(request, rules.COMPLEMENT)


@command("anular convênio", usage="anular convênio 999003 motivo", about="convenio", offered_to=APPROVERS)
def annulled(request: Request) -> Reply:
    """Anula um convênio, com o motivo; os prazos acabam."""
    return _settled(request, rules.ANNUL)


def _ended_early(request: Request, move: Move) -> Reply:
    convenio, pieces = request.about(Convenio), reading.read(request, request.text)
    rules.end_early(request.session, convenio, move, pieces.on, pieces.rest, by=request.person, now=request.now)
    text = f"Convênio {convenio.code} {move.done} em {pieces.on:%d/%m/%Y}."
    return wording.done(convenio, "\n".join([text, *_accounts(request, convenio)]))


@keep("rescindir convênio", usage="rescindir convênio 999001 em 10/12 motivo", said=said.RESCINDED)
def rescinded(request: Request) -> Reply:
    """Registra a rescisão: as contas passam a contar desse dia."""
    return _ended_early(request, rules.RESCIND)


@keep("objeto concluído", usage="objeto concluído 999001 em 10/12", said=said.CONCLUDED)
def concluded(request: Request) -> Reply:
    """Registra que o objeto ficou pronto antes do fim: as contas passam a contar desse dia."""
    return _ended_early(request, rules.CONCLUDE)


@keep("convênio assinado", usage="convênio assinado 999003 em 10/12 fim 10/12/2028", said=said.INSTRUMENT)
def instrument_signed(request: Request) -> Reply:
    """Registra a assinatura de um convênio que era proposta, com o fim da vigência."""
    convenio, pieces = request.about(Convenio), reading.read(request, request.text)
    until = reading.required_until(pieces, f"convênio assinado {convenio.code} em 10/12 fim 10/12/2028")
    convenios.sign_instrument(request.session, convenio, pieces.on, until, by=request.person, now=request.now)
    return wording.done(convenio, f"{convenio.code} assinado em {pieces.on:%d/%m/%Y}, até {moments.day_text(until)}.")


@keep("gestor", usage="gestor 999001 @jonas", said=said.GESTOR)
def gestor(request: Request) -> Reply:
    """Diz quem é o gestor de um convênio: os prazos passam a ser dessa pessoa."""
    convenio, who = request.about(Convenio), people.mentioned(request, request.text).people
    if len(who) != 1:
        raise Question(f"Quem é o gestor? Exemplo: gestor {convenio.code} @jonas", Answer.WHO)
    convenios.assign(request.session, convenio, who[0], by=request.person, now=request.now)
    return wording.done(convenio, f"{who[0].name} é gestor de {convenio.code}.")
