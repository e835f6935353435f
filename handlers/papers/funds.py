"""The account of a fund: its money, its revenue, the plan line by line, and what waits."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.papers import Block, Facts, fields, heading, note, paper, table
from models import funds, moments
from models.budget import LedgerEntry, Measure
from models.funds import Fundo
from models.money import figures as in_reais
from models.money import of_cents
from models.people import Person

KIND = "prestação de contas"
_NOT_SIGNED = "Feita pelo bot a partir dos lançamentos da casa. Não leva assinatura, nem substitui a contabilidade."


@paper(KIND, about=("fundo",))
def account(session: Session, fundo: Fundo, _: Person, now: datetime) -> Facts:
    """A fund in the year that runs."""
    today = moments.today(now)
    it = funds.position(session, fundo, today.year)
    about = fields(
        ("Fundo", f"{fundo.sigla}, {fundo.title}"),
        ("Lei", fundo.lei),
        ("Finalidades", fundo.finalidades),
        ("CNPJ", fundo.cnpj),
        ("Gestor", fundo.gestor.name if fundo.gestor else ""),
        ("Em conta", of_cents(it.em_conta)),
        ("A pagar", of_cents(it.a_pagar)),
        ("Livre", of_cents(it.livre)),
        ("Sem programação", of_cents(it.sem_programacao)),
    )
    lines = [
        (str(each.numero), each.descricao, *(_cell(value) for value in (s.autorizado, s.empenhado, s.pago, s.livre)))
        for each, s in it.lines
    ]
    head = ("Linha", "Descrição", "Programado", "Empenhado", "Pago", "Sobra")
    blocks: list[Block] = [about, heading("Receitas"), _revenue(session, fundo), heading(f"Plano de {today.year}")]
    blocks += [table(head, lines, (1, 5, 3, 3, 3, 3))]
    waiting = [(str(each.id), f"{of_cents(each.cents)} {each.text}") for each in funds.pending(session, fundo)]
    blocks += [heading("À espera"), table(("Nº", "O quê"), waiting, (1, 9))] if waiting else []
    return Facts(f"Prestação de contas {fundo.sigla}", f"Contas {fundo.sigla}", today, [*blocks, note(_NOT_SIGNED)])


def _revenue(session: Session, fundo: Fundo) -> Block:
    money = (Measure.INICIAL, Measure.ALTERADO)
    query = select(LedgerEntry).where(LedgerEntry.record_id == fundo.id, LedgerEntry.line_id == 0)
    found = session.scalars(query.where(LedgerEntry.measure.in_(money)).order_by(LedgerEntry.id))
    rows = [(f"{each.day:%d/%m/%Y}", each.tipo, each.document, _cell(each.cents)) for each in found]
    return table(("Dia", "O quê", "Documento", "R$"), rows, (2, 3, 6, 3))


def _cell(cents: int) -> str:
    return in_reais(Decimal(cents) / 100)
