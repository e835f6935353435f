"""Funds in words: money in the account and room in the plan, which are two questions."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Button, Question, Refusal, Reply
from handlers.wording import cards
from models import funds, moments
from models.base import Answer
from models.funds import Fundo, FundPosition, PlanLine
from models.money import of_cents
from models.people import Person
from models.texts import clip


def listed_as(session: Session, now: datetime) -> Callable[[Fundo], str]:
    """A fund in a list: its sigla, and what it has and may still spend."""

    def said(fundo: Fundo) -> str:
        it = funds.position(session, fundo, moments.today(now).year)
        own = f"{fundo.sigla} {clip(fundo.title, 50)}"
        return f"{own}: em conta {of_cents(it.em_conta)}, livre {of_cents(it.livre)}"

    return said


def agreed(tipo: str, word: str) -> str:
    """A participle that agrees with a kind of revenue."""
    return word if tipo.endswith(("ção", "cia")) else f"{word[:-1]}o"


def money(it: FundPosition) -> str:
    """The money of a fund, and how much of it the plan has no use for."""
    return (
        f"Em conta {of_cents(it.em_conta)}; livre {of_cents(it.livre)}; sem programação {of_cents(it.sem_programacao)}."
    )


@cards.card("fundo")
def card(session: Session, fundo: Fundo, person: Person, now: datetime) -> Reply:
    """A fund: law and purposes, money, plan, and what waits."""
    it = funds.position(session, fundo, moments.today(now).year)
    asked = f"; pedidos abertos {of_cents(it.asked)}" if it.asked else ""
    lines = [
        f"{fundo.sigla}, {fundo.lei}" + (f", gestão de {fundo.gestor.name}" if fundo.gestor else ""),
        f"Finalidades: {clip(fundo.finalidades, 200)}" if fundo.finalidades else "",
        f"Em conta {of_cents(it.em_conta)}; a pagar {of_cents(it.a_pagar)}; livre {of_cents(it.livre)}{asked}",
        f"Plano {of_cents(it.programmed)}; saldo a executar {of_cents(it.a_executar)}; "
        f"sem programação {of_cents(it.sem_programacao)}",
    ]
    if it.restos:
        lines.append(f"Restos a pagar de outros anos {of_cents(it.restos)}, fora do plano deste")
    lines += [
        f"🔴 {each.descricao} ({each.finalidade})".replace("fora", "Fora", 1) for each in funds.outside(session, fundo)
    ]
    buttons = [Button("Plano", f"plano {fundo.sigla}")]
    for move in funds.pending(session, fundo):
        missing = [f"@{each}" for each in move.wanted if each not in move.given]
        whom = f"de {', '.join(missing)}" if missing else "da ata do conselho"
        lines.append(f"À espera {whom} ({move.id}): {of_cents(move.cents)} {move.text}")
    return cards.sheet(session, fundo, [each for each in lines if each], person, now, buttons)


def plan(fundo: Fundo, year: int, it: FundPosition) -> Reply:
    """The plan of a year, line by line."""
    if not it.lines:
        return Reply(f"O {fundo.sigla} não tem plano de {year} aqui. Mande-o com a legenda: importar fundo")
    lines = [f"Plano de {year} do {fundo.sigla}: {of_cents(it.programmed)}, a executar {of_cents(it.a_executar)}."]
    for each, sums in it.lines:
        asked = f", pedidos {of_cents(sums.pedido)}" if sums.pedido else ""
        lines.append(
            f"{each.numero}. {each.descricao}: programado {of_cents(sums.autorizado)}, empenhado "
            f"{of_cents(sums.empenhado)}{asked}, sobra {of_cents(sums.livre)}"
        )
    return Reply("\n".join(lines), (Button("Ver o fundo", f"fundo {fundo.sigla}"),))


def no_line(fundo: Fundo, near: list[PlanLine], it: FundPosition, cents: int, what: str, person: Person) -> Refusal:
    """What is said of a request that names no line: which it may be, or that there is none of that purpose."""
    if near:
        asked = f"pedir {fundo.sigla} linha {{}} {of_cents(cents)} {what}"
        buttons = [
            Button(f"Linha {each.numero}, {clip(each.descricao, 25)}", asked.format(each.numero)) for each in near[:4]
        ]
        return Question("De que linha do plano?", Answer.TEXT, buttons)
    who = fundo.gestor or person
    known = "; ".join(f"{each.numero}. {each.descricao}" for each, _ in it.lines) or "nenhuma"
    text = (
        f"Não há linha com essa finalidade no plano do {fundo.sigla} ({fundo.lei}): {clip(what, 60)}.\n"
        f"Linhas: {known}.\n"
        "O dinheiro do fundo só serve às finalidades da lei. Nada foi registrado. O que deseja fazer?"
    )
    about = f"{of_cents(cents)} do {fundo.sigla}: {clip(what, 60)}"
    return Refusal(
        text,
        (
            Button("Levar ao conselho", f"tarefa @{who.handle} levar ao conselho {about}"),
            Button("Levar à Procuradoria", f"tarefa @{who.handle} pedir parecer da Procuradoria sobre {about}"),
        ),
    )


def opened(fundo: Fundo, year: int, it: FundPosition) -> Reply:
    """The balance with which a fund enters a year: it is a sum, so that nothing is carried over, once or twice."""
    plan = f"O plano de {year} já está aqui." if it.lines else f"Mande o plano de {year} com a legenda: importar fundo"
    text = f"{fundo.sigla} em {year}: saldo anterior {of_cents(it.em_conta)}, do mesmo fundo. {plan}"
    return Reply(text, (Button("Plano", f"plano {fundo.sigla} {year}"),))
