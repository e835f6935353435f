"""The plan of application as a table."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, catalogues, moments
from models.base import Refusal, insert_row
from models.budget import ledger
from models.budget.tables import Measure
from models.catalogues import Catalogue
from models.funds.tables import Fundo, PlanLine
from models.sheets import Column, Sheet, Values
from models.texts import fold

_AMOUNTS = {"valor_programado": "inicial", "empenhado": "empenhado", "pago": "pago"}
_MOVED = {"inicial": (Measure.INICIAL,), "empenhado": (Measure.EMPENHADO,), "pago": (Measure.LIQUIDADO, Measure.PAGO)}


def _find(session: Session, row: Values) -> PlanLine | None:
    same = (
        Fundo.sigla == fold(row["fundo"]).upper(),
        PlanLine.ano == row["exercicio"],
        PlanLine.numero == row["linha"],
    )
    return session.scalar(select(PlanLine).join(Fundo, Fundo.id == PlanLine.fundo_id).where(*same))


def _take(session: Session, row: Values, now: datetime) -> PlanLine:
    fundo = session.scalar(select(Fundo).where(Fundo.sigla == fold(row["fundo"]).upper()))
    if fundo is None:
        raise Refusal(f"fundo: não há o fundo {row['fundo']}; registre antes: fundo novo")
    own = {"ano": row["exercicio"], "numero": row["linha"], "descricao": row["descricao"]}
    line_id = insert_row(session, PlanLine, fundo_id=fundo.id, finalidade=row["finalidade_legal"], **own)
    line = session.get_one(PlanLine, line_id)
    text = f"linha {line.numero} do plano de {line.ano}: {line.descricao}"
    audit.write(session, "plano", by=None, now=now, record_id=fundo.id, text=text)
    _change(session, line, row, now)
    return line


def _change(session: Session, line: PlanLine, row: Values, now: datetime) -> None:
    """Append what the row has more, or less, than the ledger."""
    fundo = session.get_one(Fundo, line.fundo_id)
    line.descricao = row.get("descricao") or line.descricao
    line.finalidade = row.get("finalidade_legal") or line.finalidade
    had = ledger.balance(session, fundo, line.id)
    for column, name in _AMOUNTS.items():
        more = int((row[column] or Decimal()) * 100) - getattr(had, name) if column in row else 0
        for measure in _MOVED[name] if more else ():
            day = date(line.ano, 12, 31) if line.ano < now.year else moments.today(now)
            ledger.post(session, fundo, measure, more, column, day=day, by=None, now=now, line_id=line.id)


def _give(session: Session, found: Sequence[PlanLine]) -> Iterator[Values]:
    for each in found:
        fundo = session.get_one(Fundo, each.fundo_id)
        it = ledger.balance(session, fundo, each.id)
        own = {"fundo": fundo.sigla, "exercicio": each.ano, "linha": each.numero, "descricao": each.descricao}
        amounts = {column: Decimal(getattr(it, name)) / 100 for column, name in _AMOUNTS.items()}
        yield {**own, "finalidade_legal": each.finalidade, **amounts}


CATALOGUE = catalogues.declare(
    Catalogue(
        model=PlanLine,
        one="linha de fundo",
        many="linhas de fundos",
        feminine=True,
        sheet=Sheet(
            (
                Column("fundo", is_needed=True),
                Column("exercicio", int, is_needed=True),
                Column("linha", int, is_needed=True),
                Column("descricao", is_needed=True),
                Column("finalidade_legal"),
                *(Column(name, Decimal) for name in _AMOUNTS),
            ),
            _find,
            _take,
            _give,
            _change,
            spelled=("fundos", "fundo"),
        ),
        may=ledger.may_import,
    )
)
