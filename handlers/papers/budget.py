"""The execution of the budget on paper, for the ordenador: ficha by ficha, and the requests that wait."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import true
from sqlalchemy.orm import Session

from handlers.papers import Facts, fields, heading, note, paper, table, text
from handlers.wording import budget as wording
from models import lists, moments
from models.budget import ledger, pedidos, queries
from models.lists import Wanted
from models.money import figures as in_reais
from models.money import of_cents
from models.people import Person
from models.texts import clip

EXECUTION = "execução orçamentária"
_COPY = "Cópia com data do que a contabilidade imprimiu. Não a substitui, e não leva assinatura."
_MOST = 60


@paper(EXECUTION)
def execution(session: Session, _record: Any, person: Person, now: datetime) -> Facts:
    """The dotações that the person may see, with what is committed, owed and left of each."""
    today = moments.today(now)
    lines = queries.dotacoes(session, true(), by=person, now=now)
    it = ledger.total([ledger.AccountSums(), *(each.balance for each in lines)])
    about = fields(
        ("Posição", wording.position(lines, now)),
        ("Autorizado", of_cents(it.autorizado)),
        ("Empenhado", f"{of_cents(it.empenhado)} ({wording.percent(it.empenhado, it.autorizado)})"),
        ("A liquidar", of_cents(it.a_liquidar)),
        ("A pagar", of_cents(it.a_pagar)),
        ("Disponível", of_cents(it.disponivel)),
        ("Livre, descontados os pedidos", of_cents(it.livre)),
    )
    rows = [
        (str(each.dotacao.ficha), clip(each.dotacao.title, 60), *map(_cell, _figures(each.balance)))
        for each in lines[:_MOST]
    ]
    head = ("Ficha", "Para quê", "Autorizado", "Empenhado", "Liquidado", "Pago", "Livre")
    blocks = [about, heading("Fichas"), table(head, rows, (1, 5, 3, 3, 3, 3, 3)) if rows else text("Nenhuma.")]
    waits = lists.page(session, pedidos.SUBJECT, Wanted(size=_MOST), by=person, now=now).lines
    asked = [(each.record.code, wording.pedido(each.record), each.record.status) for each in waits]
    blocks += [heading("Pedidos em aberto"), table(("Número", "Pedido", "Situação"), asked, (2, 8, 3))] if asked else []
    return Facts("Execução orçamentária", f"execução {today:%d-%m-%Y}", today, [*blocks, note(_COPY)])


def _figures(it: ledger.AccountSums) -> tuple[int, ...]:
    return it.autorizado, it.empenhado, it.liquidado, it.pago, it.livre


def _cell(cents: int) -> str:
    return in_reais(Decimal(cents) / 100)
