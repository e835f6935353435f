"""The other federal files, told by their headers: aditivos, prorrogações, desembolsos, contrapartidas, proposals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.authorities import Esfera
from models.base import Refusal
from models.convenios import accounts, aditivos
from models.convenios.tables import Aditivo, Convenio, TipoMovimento
from models.sheets import Column, Fault, ImportResult, Layout, Table, Upload, column_key, open_table
from models.texts import plural

NUMERO = "NR_CONVENIO"


@dataclass(frozen=True, slots=True)
class DetailFile:
    """One such file: the column that tells it, those it is read by, and what a row does: whether anything is new."""

    mark: str
    columns: tuple[Column, ...]
    take: Callable[[Session, Convenio, dict[str, Any], datetime], bool]


def _aditivo(session: Session, convenio: Convenio, row: dict[str, Any], now: datetime) -> bool:
    on, until, numero = row["DT_ASSINATURA_TA"], row["DT_FIM_TA"], row["NUMERO_TA"]
    if not on or not until or _has(session, convenio, numero, de_oficio=False):
        return False
    if convenio.fim is None or (until == convenio.fim and on <= until):
        aditivos.keep(session, convenio, now, numero=numero, assinado_em=on, novo_fim=until)
        return True
    aditivos.sign(session, convenio, numero, on, until, shortens=True, by=None, now=now)
    return True


def _prorrogacao(session: Session, convenio: Convenio, row: dict[str, Any], now: datetime) -> bool:
    on, until, numero = row["DT_ASSINATURA_PRORROGA"], row["DT_FIM_PRORROGA"], row["NR_PRORROGA"]
    if not on or not until or _has(session, convenio, numero, de_oficio=True):
        return False
    if convenio.fim is None or until <= convenio.fim:
        aditivos.keep(session, convenio, now, numero=numero, de_oficio=True, assinado_em=on, novo_fim=until)
        return True
    aditivos.prolong(session, convenio, until, on, by=None, now=now, numero=numero)
    return True


def _has(session: Session, convenio: Convenio, numero: str, *, de_oficio: bool) -> bool:
    same = Aditivo.convenio_id == convenio.id, Aditivo.numero == numero, Aditivo.de_oficio.is_(de_oficio)
    return session.scalar(select(Aditivo.id).where(*same, Aditivo.assinado_em.is_not(None))) is not None


def _money(tipo: TipoMovimento, day: str, amount: str, document: str = "") -> Callable[..., bool]:
    def take(session: Session, convenio: Convenio, row: dict[str, Any], now: datetime) -> bool:
        if row[day] is None or row[amount] is None:
            return False
        name = row[document] if document else ""
        return accounts.record_money(session, convenio, tipo, row[amount], row[day], name, by=None, now=now)

    return take


def _situacao(session: Session, convenio: Convenio, row: dict[str, Any], now: datetime) -> bool:
    """A line of the history for each situation that the system says it has had."""
    on, said = row["DIA_HISTORICO_SIT"], row["HISTORICO_SIT"]
    text = f"situação oficial: {said}, desde {on:%d/%m/%Y}" if on else ""
    if not text or any(each.text == text for each in audit.history(session, convenio.id)):
        return False
    audit.write(session, "situacao_oficial", by=None, now=now, record_id=convenio.id, text=text)
    return True


KINDS = (
    DetailFile(
        "NUMERO_TA",
        (Column("NUMERO_TA"), Column("DT_ASSINATURA_TA", date), Column("DT_FIM_TA", date)),
        _aditivo,
    ),
    DetailFile(
        "NR_PRORROGA",
        (Column("NR_PRORROGA"), Column("DT_ASSINATURA_PRORROGA", date), Column("DT_FIM_PRORROGA", date)),
        _prorrogacao,
    ),
    DetailFile(
        "DATA_DESEMBOLSO",
        (Column("DATA_DESEMBOLSO", date), Column("VL_DESEMBOLSADO", Decimal), Column("NR_SIAFI")),
        _money(TipoMovimento.DESEMBOLSO, "DATA_DESEMBOLSO", "VL_DESEMBOLSADO", "NR_SIAFI"),
    ),
    DetailFile("HISTORICO_SIT", (Column("DIA_HISTORICO_SIT", date), Column("HISTORICO_SIT")), _situacao),
    DetailFile(
        "DT_INGRESSO_CONTRAPARTIDA",
        (Column("DT_INGRESSO_CONTRAPARTIDA", date), Column("VL_INGRESSO_CONTRAPARTIDA", Decimal)),
        _money(TipoMovimento.CONTRAPARTIDA, "DT_INGRESSO_CONTRAPARTIDA", "VL_INGRESSO_CONTRAPARTIDA"),
    ),
)
COLUMNS = tuple(column.name for kind in KINDS for column in kind.columns)


def kind_of(names: Sequence[str]) -> DetailFile | None:
    keys = {column_key(name) for name in names}
    return next((each for each in KINDS if column_key(each.mark) in keys), None)


def load(session: Session, kind: DetailFile, table: Table, upload: Upload, *, now: datetime) -> ImportResult:
    """Take the rows of the convênios that are here; the others are counted in one note."""
    by_key = {column_key(name): place for place, name in enumerate(table.names)}
    columns = (Column(NUMERO, is_needed=True), *kind.columns)
    places = {each.name: by_key[key] for each in columns if (key := column_key(each.name)) in by_key}
    outcome, unknown = ImportResult(), set[str]()
    for cells in table.rows(places):
        try:
            row = {each.name: each.read(session, cells.values.get(each.name, "")) for each in columns}
            same = Convenio.numero == row[NUMERO], Convenio.esfera == Esfera.FEDERAL
            convenio = session.scalars(select(Convenio).where(*same)).first()
            if convenio is None:
                unknown.add(row[NUMERO])
            elif kind.take(session, convenio, row, now):
                outcome.changed += 1
                outcome.changes.append(f"{convenio.numero}: {_said(kind, cells.values)}")
            else:
                outcome.same += 1
        except Refusal as refusal:
            upload.report(Fault(cells.line, refusal.sentence))
    if unknown:
        left = plural(len(unknown), "convênio do arquivo não está aqui", "convênios do arquivo não estão aqui")
        outcome.notes.append(f"{left}; fora da importação")
    return outcome


def _said(kind: DetailFile, values: dict[str, str]) -> str:
    return ", ".join(f"{each.name} {values[each.name]}" for each in kind.columns if values.get(each.name))


def ours(upload: Upload) -> set[str] | None:
    """The ids of our proposals, by the CNPJ or IBGE of the municipality; None where no file of them is given."""
    path = upload.options.get("propostas", "")
    if not path:
        return None
    mine = {"".join(filter(str.isdigit, each)) for each in upload.options.get("cnpj", "").split(",")} - {""}
    if not mine:
        raise Refusal("Diga também qual é o CNPJ do município: --cnpj 12.345.678/0001-90")
    with Path(path).open("rb") as source:
        table = open_table(source, ["ID_PROPOSTA", "IDENTIF_PROPONENTE"], Layout(), upload.report)
        by_key = {column_key(name): place for place, name in enumerate(table.names)}
        places = {name: by_key[column_key(name)] for name in ("ID_PROPOSTA", "IDENTIF_PROPONENTE")}
        return {
            row.values["ID_PROPOSTA"]
            for row in table.rows(places)
            if "".join(filter(str.isdigit, row.values["IDENTIF_PROPONENTE"])) in mine
        }
