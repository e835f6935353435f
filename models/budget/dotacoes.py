"""The balancete of the accounting, line by line: a dated copy, kept as the differences from what was there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit, money, records, sheets
from models.base import Answer, Question, Refusal, insert_rows
from models.budget import ledger
from models.budget.ledger import AccountSums
from models.budget.tables import Dotacao, DotacaoStatus, LedgerEntry, Measure
from models.people import Orgao, Person, cabinet
from models.people.lists import members_of
from models.records import AccessLevel
from models.sheets import BulkSheet, Cells, Column, Fault, ImportResult, Option, Upload, Values
from models.texts import listed

FIGURES = {
    "bloqueado": Measure.BLOQUEADO,
    "reservado": Measure.RESERVADO,
    "empenhado": Measure.EMPENHADO,
    "liquidado": Measure.LIQUIDADO,
    "pago": Measure.PAGO,
}
_AMOUNTS = ("dotacao_inicial", "suplementacoes", "anulacoes", "dotacao_atual", *FIGURES, "saldo")
COLUMNS = (
    Column("ficha", int, is_needed=True),
    Column("funcional_programatica"),
    Column("natureza", is_needed=True),
    Column("descricao", is_needed=True),
    Column("fonte"),
    *(Column(name, Decimal, is_needed=name == "empenhado") for name in _AMOUNTS),
    Column("orgao", Orgao),
)
_DAY = re.compile(
    r"(?<!\d)(?:(?P<y>20\d\d)[-_.]?(?P<m>\d\d)[-_.]?(?P<d>\d\d)"
    r"|(?P<d2>\d\d?)[-_./](?P<m2>\d\d?)[-_./](?P<y2>20\d\d))(?!\d)"
)


@dataclass(slots=True)
class _Loading:
    """One import: what is there already, and what will be appended."""

    session: Session
    upload: Upload
    position: date
    now: datetime
    known: dict[int, Dotacao]
    balances: dict[int, AccountSums]
    outcome: ImportResult = field(default_factory=ImportResult)
    entries: list[dict[str, object]] = field(default_factory=list)
    history: list[audit.Entry] = field(default_factory=list)
    sums: dict[str, Decimal] = field(default_factory=dict)


def position_of(name: str) -> date:
    """The day of which a file speaks, by its name or by what was said with it. Raises Question where none is said."""
    for found in reversed(list(_DAY.finditer(name))):
        year, month, day = (int(found[a] or found[b]) for a, b in (("y", "y2"), ("m", "m2"), ("d", "d2")))
        try:
            return date(year, month, day)
        except ValueError:
            continue
    example = "Exemplo: importar balancete posição 30/11/2026"
    raise Question(f"De que dia é a posição deste arquivo? {example}", Answer.TEXT, typed="posição {}")


def latest(session: Session, year: int) -> date | None:
    """The last day of which the budget of a year is known."""
    return session.scalar(select(func.max(Dotacao.posicao)).where(Dotacao.ano == year))


def load(session: Session, upload: Upload, *, now: datetime) -> ImportResult:
    """Import a balancete, whatever changed since the last one. The TOTAL line is compared with the sum of the rows."""
    position = position_of(upload.options.get("posicao") or upload.name)
    of_year = select(Dotacao).where(Dotacao.ano == position.year)
    known = {each.ficha: each for each in session.scalars(of_year)}
    found = ledger.balances(session, of_year.with_only_columns(Dotacao.id))
    loading, totals = _Loading(session, upload, position, now, known, found), list[Cells]()
    before = latest(session, position.year)
    if before is not None and position < before:
        loading.outcome.notes.append(
            f"a posição, {position:%d/%m/%Y}, é anterior à que já está aqui, {before:%d/%m/%Y}"
        )
    note = loading.outcome.notes.append
    for cells in sheets.read(upload.source, COLUMNS, upload.layout, upload.report, note=note, total=totals.append):
        try:
            _take(loading, cells)
        except Refusal as refusal:
            upload.report(Fault(cells.line, refusal.sentence))
    for each in totals:
        _compare(loading, each)
    insert_rows(session, LedgerEntry, loading.entries)
    audit.write_all(session, loading.history, now=now)
    return loading.outcome


def _take(loading: _Loading, cells: Cells) -> None:
    row = sheets.values_of(loading.session, COLUMNS, cells, loading.upload.layout.date_format)
    for name in _AMOUNTS:
        loading.sums[name] = loading.sums.get(name, Decimal()) + (row[name] or 0)
    dotacao = loading.known.get(row["ficha"])
    is_later = dotacao is None or dotacao.posicao is None or dotacao.posicao < loading.position
    if loading.upload.is_repeated and not is_later:  # else the same figures may come again on another day
        loading.outcome.same += 1
        return
    figures = _figures(loading, row, cells.line)
    if wrong := ledger.fault(figures):
        raise Refusal(wrong)
    is_new = dotacao is None
    if dotacao is None:
        dotacao = loading.known[row["ficha"]] = _register(loading, row)
    old = loading.balances.get(dotacao.id, AccountSums())
    moved = [each for each in Measure if each in _IMPORTED and figures[each - 1] != old[each - 1]]
    if not (is_new or moved or is_later):
        loading.outcome.same += 1
        return
    loading.outcome.new += is_new
    loading.outcome.changed += not is_new
    dotacao.posicao, dotacao.importada_em = loading.position, loading.now
    _append(loading, dotacao, old, figures, moved, cells.line)


_IMPORTED = (Measure.INICIAL, Measure.ALTERADO, *FIGURES.values(), Measure.DIFERENCA)


def _figures(loading: _Loading, row: Values, line: int) -> AccountSums:
    """The figures of a row as a balance; what the printed balance differs by is kept, and said."""
    changed = (row["suplementacoes"] or 0) - (row["anulacoes"] or 0)
    current = row["dotacao_atual"] if row["dotacao_atual"] is not None else (row["dotacao_inicial"] or 0) + changed
    initial = row["dotacao_inicial"] if row["dotacao_inicial"] is not None else current - changed
    values = {Measure.INICIAL: initial, Measure.ALTERADO: current - initial}
    values |= {measure: row[name] or Decimal() for name, measure in FIGURES.items()}
    found = AccountSums(*(int(values.get(each, 0) * 100) for each in Measure))
    if row["saldo"] is None or (printed := int(row["saldo"] * 100)) == found.calculado:
        return found
    said = f"o saldo impresso, {money.of_cents(printed)}, não é o da conta, {money.of_cents(found.calculado)}"
    loading.outcome.notes.append(f"linha {line}, ficha {row['ficha']}: {said}; vale o impresso")
    return found.moved(Measure.DIFERENCA, printed - found.calculado)


def _register(loading: _Loading, row: Values) -> Dotacao:
    session, year, ficha = loading.session, loading.position.year, row["ficha"]
    orgao = row["orgao"] or cabinet(session)
    record_id = records.create(
        session,
        Dotacao,
        now=loading.now,
        search=(row["natureza"], row["funcional_programatica"]),
        code=f"FICHA-{ficha}/{year}",
        title=row["descricao"],
        access_level=AccessLevel.RESTRITO.value,
        status=DotacaoStatus.VIGENTE.value,
        author_id=None,
        orgao_id=orgao.id if orgao else None,
        ficha=ficha,
        ano=year,
        funcional=row["funcional_programatica"],
        natureza=row["natureza"],
        fonte=row["fonte"],
        posicao=None,
        importada_em=None,
    )
    show(session, record_id, orgao)
    return session.get_one(Dotacao, record_id)


def show(session: Session, record_id: int, orgao: Orgao | None) -> None:
    """Let the órgão, and the desk of the budget, see a record."""
    desk = members_of(session, ledger.DESK)
    people = [each for each in desk if isinstance(each, Person)]
    orgaos = [each for each in (orgao, *desk) if isinstance(each, Orgao)]
    records.grant(session, record_id, people=people, orgaos=orgaos)


def _append(
    loading: _Loading, dotacao: Dotacao, old: AccountSums, figures: AccountSums, moved: Sequence[Measure], line: int
) -> None:
    source = f"{loading.upload.name}, linha {line}"
    for each in moved:
        cents = figures[each - 1] - old[each - 1]
        own = {"record_id": dotacao.id, "line_id": 0, "measure": int(each), "cents": cents, "tipo": "balancete"}
        own |= {"day": loading.position, "document": source, "by_id": None, "at": loading.now}
        loading.entries.append(own)
    said = [f"{each.name.lower()} {money.of_cents(figures[each - 1])}" for each in moved]
    text = f"posição de {loading.position:%d/%m/%Y}: {listed(said) or 'sem mudança'} ({source})"
    loading.history.append(audit.Entry("balancete", dotacao.id, text))


def _compare(loading: _Loading, cells: Cells) -> None:
    """Report each column whose total is not the sum of its rows."""
    for name in _AMOUNTS:
        printed = sheets.as_money(name, cells.values.get(name, ""))
        if printed is not None and printed != (added := loading.sums.get(name, Decimal())):
            reason = f"o total é {money.written(printed)}, e as linhas somam {money.written(added)}"
            loading.upload.report(Fault(cells.line, reason, name))


def _give(session: Session, found: Sequence[Dotacao]) -> Iterator[Values]:
    balances = ledger.balances(session, [each.id for each in found])
    for each in found:
        it = balances.get(each.id, AccountSums())
        row: dict[str, Any] = {name: Decimal(it[measure - 1]) / 100 for name, measure in FIGURES.items()}
        row |= {"dotacao_inicial": Decimal(it.inicial) / 100, "dotacao_atual": Decimal(it.autorizado) / 100}
        row |= {"suplementacoes": None, "anulacoes": None, "saldo": Decimal(it.disponivel) / 100}
        same = {"ficha": each.ficha, "natureza": each.natureza, "descricao": each.title, "fonte": each.fonte}
        orgao = session.get(Orgao, each.orgao_id) if each.orgao_id else None
        yield {**same, "funcional_programatica": each.funcional, **row, "orgao": orgao}


_POSITION = Option("posicao", "DIA", "o dia da posição, quando o arquivo não o diz: 30/11/2026", in_chat=True)
SHEET = BulkSheet(COLUMNS, load, _give, (_POSITION,), ("orcamento", "balancete"), ledger.may_import)
