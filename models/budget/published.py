"""What the Tribunal de Contas publishes of the expenditure, month by month: a check of the empenhos known here.

It knows no ficha and no secretaria. Rows have no id, equal ones are two facts, and a month is replaced as a whole.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models import catalogues, moments, sheets
from models.base import Refusal, insert_row, insert_rows
from models.budget import ledger
from models.budget.tables import Empenho, PublishedExpense
from models.catalogues import Catalogue
from models.house_state import HouseState
from models.money import of_cents
from models.people import Person, standing
from models.records import visible_to
from models.sheets import BulkSheet, Column, Fault, ImportResult, Upload, Values
from models.texts import fold, plural

MONTHS = (
    *("janeiro", "fevereiro", "março", "abril", "maio", "junho"),
    *("julho", "agosto", "setembro", "outubro", "novembro", "dezembro"),
)
EVENTS = {"empenhado": "Empenhado", "reforco": "Reforço", "anulacao": "Anulação"}
EVENTS |= {"valor liquidado": "Valor Liquidado", "valor pago": "Valor Pago"}
_YEARLY = {  # the columns of the yearly table, by the names of the monthly ones
    "mes": "mes_referencia",
    "evento": "tp_despesa",
    "nr_empenho": "nr_empenho",
    "id_fornecedor": "identificador_despesa",
    "nm_fornecedor": "ds_despesa",
    "dt_emissao_despesa": "dt_emissao_despesa",
    "vl_despesa": "vl_despesa",
}
_WHOLE = "tce-{}-{}"  # a month that came in the table of its year
_REVENUE = "vl_arrecadacao"
_NAMED = re.compile(r"(20\d\d)[-_](\d\d?)(?!\d)")
_NUMBER = re.compile(r"(\d+)\s*[-/]\s*(\d{4})")
_Row = tuple[str, int, int, str, str, date, int]


@dataclass(frozen=True, slots=True)
class MonthTotals:
    """A month as published, in centavos. `rows`, and how many of them are equal to another; `restos`: paid of
    earlier years."""

    rows: int
    equal: int
    committed: int
    liquidated: int
    paid: int
    restos: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """An empenho beside what was published of it: committed, liquidated and paid, there and here. `is_whole`: every
    month since it was issued is known."""

    code: str
    there: tuple[int, int, int]
    here: tuple[int, int, int]
    is_whole: bool


def load(session: Session, upload: Upload, *, now: datetime) -> ImportResult:
    """Import the months of a file, each in the place of what was known of it. Raises Refusal for one without rows."""
    outcome, months, line = ImportResult(), dict[tuple[int, int], list[_Row]](), 0
    for line, values in _read(upload):
        try:
            year, month, row = _row(values, moments.today(now))
        except Refusal as refusal:
            upload.report(Fault(line, refusal.sentence))
        else:
            months.setdefault((year, month), []).append(row)
    if not line:
        raise Refusal(_unpublished(upload.name))
    is_yearly = _is_yearly(upload)
    for (year, month), rows in months.items():
        known = [_as_row(each) for each in of_month(session, year, month)]
        if Counter(known) == Counter(rows):
            outcome.same += len(rows)
            continue
        if is_yearly and known and session.get(HouseState, _WHOLE.format(year, month)) is None:
            outcome.notes.append(
                f"{MONTHS[month - 1]} de {year} já veio no arquivo do mês ({_counted(len(known))}), e fica; o do ano "
                f"traz {len(rows)}"
            )
            continue
        _remember(session, year, month, is_yearly=is_yearly)
        session.execute(delete(PublishedExpense).where(*_is_of(year, month)))
        names = ("evento", "numero", "ano_empenho", "credor", "documento", "day", "cents")
        own = [dict(zip(names, row, strict=True)) for row in rows]
        insert_rows(session, PublishedExpense, [{"ano": year, "mes": month, **each} for each in own])
        outcome.changed += len(rows) if known else 0
        outcome.new += 0 if known else len(rows)
        outcome.notes.append(said(totals(session, year, month), year, month))
        before = f"{MONTHS[month - 1]} tinha {_counted(len(known))}, e passa a {len(rows)}"
        outcome.changes += [before] if known else []
    return outcome


def _counted(n: int) -> str:
    return plural(n, "lançamento", "lançamentos")


def _is_yearly(upload: Upload) -> bool:
    """Whether it is the table of a year, and not the list of a month."""
    head = upload.source.read(64).lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    upload.source.seek(0)
    return head not in (b"[", b"{")


def _remember(session: Session, year: int, month: int, *, is_yearly: bool) -> None:
    """Keep in mind that a month is known from the table of the year alone: another one may take its place."""
    key = _WHOLE.format(year, month)
    if not is_yearly:
        session.execute(delete(HouseState).where(HouseState.key == key))
    elif session.get(HouseState, key) is None:
        insert_row(session, HouseState, key=key, value="ano")


def _unpublished(name: str) -> str:
    found = _NAMED.search(name)
    when = MONTHS[int(found[2]) - 1] if found and 0 < int(found[2]) <= len(MONTHS) else "esse mês"
    return f"O arquivo não tem lançamentos: {when} ainda não publicado pelo TCE-SP."


def _read(upload: Upload) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of the monthly JSON or of the yearly CSV, by the names of the former."""
    if _is_yearly(upload):
        columns = [Column(name, is_needed=True) for name in _YEARLY.values()]
        for cells in sheets.read(upload.source, columns, upload.layout, upload.report):
            yield cells.line, {ours: cells.values[theirs] for ours, theirs in _YEARLY.items()}
        return
    content = upload.source.read()
    upload.source.seek(0)
    try:
        rows = json.loads(content.decode("utf-8-sig"))
    except ValueError:
        raise Refusal("O arquivo não é um JSON do TCE-SP inteiro. Baixe de novo e mande.") from None
    if isinstance(rows, list) and rows and isinstance(rows[0], dict) and _REVENUE in rows[0]:
        raise Refusal("Este é o arquivo das receitas. O que se confere aqui são as despesas: mande o das despesas.")
    for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
        yield number, {name: str(row.get(name) or "") for name in _YEARLY} if isinstance(row, dict) else {}


def _row(values: dict[str, str], today: date) -> tuple[int, int, _Row]:
    number = _NUMBER.fullmatch(values.get("nr_empenho", "").strip())
    event = EVENTS.get(fold(values.get("evento", "").strip()))
    day = sheets.as_date("dt_emissao_despesa", values.get("dt_emissao_despesa", ""))
    amount = sheets.as_money("vl_despesa", values.get("vl_despesa", ""))
    if number is None or event is None or day is None or amount is None:
        known = [values.get(name) or f"sem {name}" for name in ("evento", "nr_empenho")]
        raise Refusal(f"não se entende: {', '.join(known)}")
    if day > today:
        raise Refusal(f"a data {day:%d/%m/%Y} ainda não chegou")
    spelled = fold(values["mes"].strip())
    names = [fold(each) for each in MONTHS]
    month = names.index(spelled) + 1 if spelled in names else int(spelled) if spelled.isdecimal() else day.month
    cents = abs(int(amount * 100)) if event == EVENTS["anulacao"] else int(amount * 100)
    credor = " ".join(values["nm_fornecedor"].split())
    return day.year, month, (event, int(number[1]), int(number[2]), credor, values["id_fornecedor"], day, cents)


def _as_row(each: PublishedExpense) -> _Row:
    return (each.evento, each.numero, each.ano_empenho, each.credor, each.documento, each.day, each.cents)


def _is_of(year: int, month: int) -> tuple[Any, ...]:
    return (PublishedExpense.ano == year, PublishedExpense.mes == month)


def of_month(session: Session, year: int, month: int) -> list[PublishedExpense]:
    """What was published of a month, in the order of the file."""
    return list(session.scalars(select(PublishedExpense).where(*_is_of(year, month)).order_by(PublishedExpense.id)))


def totals(session: Session, year: int, month: int) -> MonthTotals:
    """The totals of a month."""
    rows = [_as_row(each) for each in of_month(session, year, month)]
    by_event = Counter[str]()
    for row in rows:
        by_event[row[0]] += row[-1]
    paid = [row for row in rows if row[0] == EVENTS["valor pago"]]
    return MonthTotals(
        rows=len(rows),
        equal=sum(count for count in Counter(rows).values() if count > 1),
        committed=_committed(by_event),
        liquidated=by_event[EVENTS["valor liquidado"]],
        paid=by_event[EVENTS["valor pago"]],
        restos=sum(row[-1] for row in paid if row[2] != year),
    )


def _committed(by_event: Counter[str]) -> int:
    """What was committed in the end."""
    return by_event[EVENTS["empenhado"]] + by_event[EVENTS["reforco"]] - by_event[EVENTS["anulacao"]]


def said(it: MonthTotals, year: int, month: int) -> str:
    """`outubro de 2026: 14 lançamentos (2 iguais, mantidos); empenhado líquido R$ 26.320,00; …`"""
    equal = f" ({it.equal} iguais, mantidos)" if it.equal else ""
    restos = f", dos quais {of_cents(it.restos)} de restos a pagar" if it.restos else ""
    return (
        f"{MONTHS[month - 1]} de {year}: {_counted(it.rows)}{equal}; empenhado líquido {of_cents(it.committed)}; "
        f"liquidado {of_cents(it.liquidated)}; pago {of_cents(it.paid)}{restos}"
    )


def compare(session: Session, year: int, month: int, *, by: Person, now: datetime) -> list[Comparison]:
    """The empenhos known here of which a month tells, each with all that is published of it."""
    of_it = select(PublishedExpense.numero).where(*_is_of(year, month), PublishedExpense.ano_empenho == year)
    seen = visible_to(standing(session, by, now))
    known = select(Empenho).where(Empenho.ano == year, Empenho.numero.in_(of_it), seen).order_by(Empenho.numero)
    first = session.scalar(select(func.min(PublishedExpense.mes)).where(PublishedExpense.ano == year)) or month
    found = list(session.scalars(known))
    sums, published = ledger.balances(session, [each.id for each in found]), _of_year(session, year)
    comparisons = []
    for each in found:
        here, events = sums.get(each.id, ledger.AccountSums()), published[each.numero]
        there = (_committed(events), events[EVENTS["valor liquidado"]], events[EVENTS["valor pago"]])
        is_whole = each.emitido_em is not None and each.emitido_em.month >= first
        comparisons.append(Comparison(each.code, there, (here.empenhado, here.liquidado, here.pago), is_whole))
    return comparisons


def _of_year(session: Session, year: int) -> dict[int, Counter[str]]:
    same = (PublishedExpense.ano == year, PublishedExpense.ano_empenho == year)
    query = select(PublishedExpense.numero, PublishedExpense.evento, func.sum(PublishedExpense.cents)).where(*same)
    found: dict[int, Counter[str]] = {}
    for numero, evento, cents in session.execute(query.group_by(PublishedExpense.numero, PublishedExpense.evento)):
        found.setdefault(numero, Counter())[evento] = int(cents)
    return found


def _give(_session: Session, found: Sequence[PublishedExpense]) -> Iterator[Values]:
    for each in found:
        own = {"evento": each.evento, "nr_empenho": f"{each.numero}-{each.ano_empenho}", "mes": MONTHS[each.mes - 1]}
        own |= {"id_fornecedor": each.documento, "nm_fornecedor": each.credor, "vl_despesa": of_cents(each.cents)}
        yield {**own, "dt_emissao_despesa": each.day}


CATALOGUE = catalogues.declare(
    Catalogue(
        model=PublishedExpense,
        one="lançamento do TCE",
        many="lançamentos do TCE",
        sheet=BulkSheet(tuple(Column(name) for name in _YEARLY), load, _give, spelled=("tce", "tcesp")),
        may=ledger.may_import,
    )
)
