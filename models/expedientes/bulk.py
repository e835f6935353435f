"""Many expedientes inserted at once: plain statements, one for each table and batch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from models import audit, deadlines, moments, municipal_days, records
from models.audit import Entry
from models.base import insert_rows
from models.deadlines import NewDeadline
from models.expedientes.numbering import Numbered
from models.expedientes.tables import ENDED, Expediente, ExpedienteDeadline, Situacao, Tramitacao
from models.people import Orgao, holder
from models.records import AccessLevel, RecordAccess, Sequence_
from models.texts import MAX_TEXT

_CLOSED = (*ENDED, Situacao.CONCLUIDO)


@dataclass(slots=True)
class NewRow:
    """One expediente to be inserted; `places`: where it is, or was last; `notes`: what the file says besides."""

    line: int
    numbered: Numbered
    tipo: str
    orgao: Orgao
    places: list[Orgao]
    assunto: str
    interessado: str
    procedencia: str
    level: AccessLevel
    situacao: Situacao
    received: date
    received_at: time | None
    due: date | None
    notes: dict[str, str]

    @property
    def code(self) -> str:
        return self.numbered.code


def insert(session: Session, rows: list[NewRow], source: str, now: datetime) -> None:
    """Insert a batch; `source` is the name of the file, for the history."""
    if not rows:
        return
    made = records.create_all(session, Expediente, [_expediente(row, now) for row in rows], now=now)
    ids = {row.code: record_id for row, record_id in zip(rows, made, strict=True)}
    insert_rows(session, Tramitacao, [stay for row in rows for stay in _stays(row, ids[row.code], now)])
    insert_rows(session, RecordAccess, [each for row in rows for each in _access(session, row, ids[row.code])])
    _open_deadlines(session, rows, ids, now)
    audit.write_all(session, (_entry(row, ids[row.code], source) for row in rows), now=now)


def last_drawn(session: Session, series: str, year: int) -> int:
    row = session.get(Sequence_, (series, year))
    return row.last if row else 0


def raise_sequences(session: Session, last: Mapping[tuple[str, int], int]) -> None:
    """Go on after the highest number imported of each own series."""
    for (series, year), number in last.items():
        row = session.get(Sequence_, (series, year))
        if row is not None:
            row.last = max(row.last, number)
        else:
            session.add(Sequence_(series=series, year=year, last=number))


def _texts(row: NewRow) -> Iterable[str]:
    numbered = row.numbered
    digits = next((key for key in numbered.keys if key.isdecimal()), "")
    return (row.tipo, numbered.numero, digits, row.interessado, row.procedencia)


def _expediente(row: NewRow, now: datetime) -> dict[str, Any]:
    return {
        "code": row.code,
        "title": row.assunto,
        "access_level": row.level.value,
        "status": row.situacao.value,
        "orgao_id": row.orgao.id,
        "tipo": row.tipo,
        "numero": row.numbered.numero,
        "sequence": row.numbered.sequence,
        "ano": row.numbered.ano,
        "procedencia": row.procedencia,
        "interessado": row.interessado,
        "text": "",
        "recebido_em": row.received,
        "recebido_as": row.received_at,
        "suspended_at": now if row.situacao is Situacao.SOBRESTADO else None,
        "keys": row.numbered.keys,
        "search": _texts(row),
    }


def _stays(row: NewRow, record_id: int, now: datetime) -> Iterable[dict[str, Any]]:
    since = min(moments.at(row.received, row.received_at or time()), now)
    for place in row.places:
        yield {
            "expediente_id": record_id,
            "from_orgao_id": row.orgao.id if place.id != row.orgao.id else None,
            "to_orgao_id": place.id,
            "despacho": "",
            "sent_by_id": None,
            "sent_at": since,
            "return_at": None,
            "return_date_only": False,
            "received_by_id": None,
            "received_at": since,
            "closed_at": now if row.situacao in ENDED else None,
        }


def _access(session: Session, row: NewRow, record_id: int) -> Iterable[dict[str, Any]]:
    """Restricted: the órgãos concerned. Secret: nobody is named in a table, so the titulares of those órgãos."""
    if row.level is AccessLevel.PUBLICO:
        return
    for orgao in {each.id: each for each in (row.orgao, *row.places)}.values():
        if row.level is AccessLevel.RESTRITO:
            yield {"record_id": record_id, "person_id": None, "orgao_id": orgao.id}
        elif (person := holder(session, orgao)) is not None:
            yield {"record_id": record_id, "person_id": person.id, "orgao_id": None}


def _open_deadlines(session: Session, rows: list[NewRow], ids: dict[str, int], now: datetime) -> None:
    calendar = municipal_days.current(session)
    new = []
    for row in rows:
        if row.due is None or row.situacao in _CLOSED:
            continue
        owner = holder(session, row.orgao) if row.level is AccessLevel.SIGILOSO else None
        due = deadlines.imported(row.due, row.received, calendar)
        new.append(NewDeadline(ids[row.code], ExpedienteDeadline.EXPEDIENTE, due, owner or row.orgao))
    deadlines.open_all(session, new, now=now)
    for row in rows:
        if row.due is not None and row.situacao is Situacao.SOBRESTADO:
            deadlines.pause(session, ids[row.code], ExpedienteDeadline.EXPEDIENTE)


def _entry(row: NewRow, record_id: int, source: str) -> Entry:
    """The entry of the history, with the other columns of the file, so that they stay readable."""
    notes = "\n".join(f"{name}: {text}" for name, text in row.notes.items())
    text = f"importado de {source}, linha {row.line}" + (f"\n{notes}" if notes else "")
    return Entry("importacao", record_id, text[:MAX_TEXT], {"linha": row.line})
