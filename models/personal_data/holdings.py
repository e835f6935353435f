"""The personal data that the house keeps on one person, found by the references of its tables to people."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import Column, String, Table, cast, delete, func, or_, select
from sqlalchemy.orm import Session

from models import attachments, moments, seals, temporality
from models.audit import Audit
from models.base import Base
from models.documents import Document, DocumentRequest
from models.outbox import Outbox, State
from models.people import Person, standing
from models.records import Record, visible_to

KIND = "meus dados"  # of the document
COPY_NAME = "meus-dados"  # begins the name of the copy as JSON
_MOST = 5_000  # rows of one table in the copy
_SUBJECT = ("person_id", "owner_id", "holder_id", "substitute_id")  # columns by which a row is about a person
_LEFT_OUT = frozenset(  # secrets, numbers of others' records, drawings
    ("salt", "sealed", "code_hash", "token_hash", "last_step", "sha256", "but", "details", "record_ids", "svg", "files")
)
_THINGS = {  # tables that are not under the seal
    "briefings": "o resumo do dia",
    "calendar_feeds": "o endereço da agenda no celular",
    "chart_requests": "o gráfico pedido",
    "document_requests": "o documento pedido",
    "external_events": "o compromisso de agenda de fora",
    "invite_letters": "a carta de um convite",
    "kept_messages": "a mensagem guardada",
    "panel_links": "o convite do painel",
    "panel_sessions": "a sessão do painel",
    "personal_reminders": "o lembrete pessoal",
    "sheet_imports": "a planilha enviada",
    "silences": "o silêncio pedido",
    "spreadsheets": "a planilha pedida",
}
_APART = frozenset(("people", "audit", "outbox"))  # told in parts of their own


@dataclass(slots=True)
class Holdings:
    """The data kept on a person. `rows`: those that belong to no record, by what they are."""

    person: Person
    records: list[Record] = field(default_factory=list)
    entries: list[Audit] = field(default_factory=list)
    messages: list[Outbox] = field(default_factory=list)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def of(session: Session, person: Person, now: datetime) -> Holdings:
    """Everything on a person that the same may see; of a record that is hidden by now there is nothing."""
    found = Holdings(person)
    visible = visible_to(standing(session, person, now))
    mine = or_(*(Record.id.in_(query) for query in _record_ids(person.id)))
    found.records = list(session.scalars(select(Record).where(mine, visible).order_by(Record.id).limit(_MOST)))
    seen = or_(Audit.record_id.is_(None), Audit.record_id.in_(select(Record.id).where(visible)))
    entries = select(Audit).where(Audit.actor_id == person.id, seen).order_by(Audit.id.desc())
    found.entries = list(session.scalars(entries.limit(_MOST)))
    shown = or_(Outbox.record_id.is_(None), Outbox.record_id.in_(select(Record.id).where(visible)))
    sent = select(Outbox).where(Outbox.person_id == person.id, Outbox.state == State.SENT, shown)
    found.messages = list(session.scalars(sent.order_by(Outbox.id.desc()).limit(_MOST)))
    for table, columns in references().items():
        if table.name not in _APART and table not in record_columns():
            rows = _rows(session, table, columns, person.id)
            found.rows |= {thing(table): rows} if rows else {}
    return found


def as_json(session: Session, held: Holdings, now: datetime) -> bytes:
    """The copy that another program can read (LGPD art. 19)."""
    person = held.person
    names = ("handle", "name", "cargo", "role", "function", "email", "phone", "active", "preferences")
    whole = {
        "feito_em": now,
        "cadastro": {name: getattr(person, name) for name in names}
        | {"orgao": person.orgao.sigla if person.orgao else None},
        "registros": [
            {"numero": each.code, "assunto": each.title, "tipo": each.kind, "situacao": each.status}
            | {"desde": each.created_at}
            for each in held.records
        ],
        "historia": [{"em": each.at, "acao": each.action, "texto": each.text} for each in held.entries],
        "mensagens_recebidas": [{"em": each.sent_at, "texto": each.payload["text"]} for each in held.messages],
        "outros": held.rows,
        "prazos_de_guarda": {each.serie: each.text for each in temporality.terms(session).values()},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=_plain).encode()


@cache
def references() -> dict[Table, tuple[Column[Any], ...]]:
    """The columns that refer to people, by table."""
    found: dict[Table, tuple[Column[Any], ...]] = {}
    for table in Base.metadata.sorted_tables:
        columns = tuple(each for each in table.columns if _refers_to(each, "people.id"))
        found |= {table: columns} if columns else {}
    return found


@cache
def record_columns() -> dict[Table, Column[Any]]:
    """The column by which the rows of a table belong to records, directly or through another table."""
    found: dict[Table, Column[Any]] = {}
    for table in Base.metadata.sorted_tables:  # parents first
        if table.name == "records":
            found[table] = table.c.id
        owned = [each for each in table.columns if any(key.column.table in found for key in each.foreign_keys)]
        named = [each for each in owned if each.name in ("record_id", "id")]
        found |= {table: (named or owned)[0]} if owned and table not in found else {}
    return found


def thing(table: Table) -> str:
    """The noun for a row of a table, with its article."""
    known = {one.name: one.thing for one in seals.protected()}
    return known.get(table.name) or _THINGS[table.name]


def purge_copies(session: Session, until: datetime) -> None:
    """Delete the copies that people asked for of their own data."""
    old = select(Document.id, Document.sha256).where(Document.kind == KIND, Document.made_at < until)
    found = session.execute(old).all()
    ids = [row.id for row in found]
    if ids:
        session.execute(delete(DocumentRequest).where(DocumentRequest.document_id.in_(ids)))
        session.execute(delete(Document).where(Document.id.in_(ids)))
    named = cast(Outbox.payload, String).contains(COPY_NAME)
    sent = select(Outbox).where(Outbox.reply_to.is_not(None), Outbox.sent_at < until, named)
    for row in session.scalars(sent):
        found_here = [each["sha256"] for each in row.payload["files"] if each["name"].startswith(COPY_NAME)]
        attachments.forget(session, found_here)
        row.payload = {**row.payload, "files": []}
    attachments.forget(session, [row.sha256 for row in found if row.sha256])


def _record_ids(person_id: int) -> Iterator[Any]:
    """For each table with people and records, the query for the ids of the records of a person."""
    for table, columns in references().items():
        if table in record_columns() and table.name not in _APART:
            column = record_columns()[table]
            yield _up(select(column).where(or_(*(each == person_id for each in columns))), column)


def _up(query: Any, column: Column[Any]) -> Any:
    """The query for the ids of the records themselves, through the tables between; subjects share their ids."""
    above = next((key.column.table for key in column.foreign_keys if key.column.table in record_columns()), None)
    if above is None or above.name == "records" or record_columns()[above].name == "id":
        return query
    return _up(select(record_columns()[above]).where(above.c.id.in_(query)), record_columns()[above])


def _refers_to(column: Column[Any], target: str) -> bool:
    return any(key.target_fullname == target for key in column.foreign_keys)


def _rows(session: Session, table: Table, columns: tuple[Column[Any], ...], person_id: int) -> list[dict[str, Any]]:
    """The rows about a person; of those the person only had a hand in, no more than when."""
    shown = [each for each in table.columns if each.name not in _LEFT_OUT and not each.foreign_keys]
    if not any(each.name in _SUBJECT for each in columns):
        shown = [each for each in shown if each.name == "id" or each.name.endswith("_at")]
    query = select(*shown).where(or_(*(each == person_id for each in columns))).limit(_MOST)
    return [dict(row._mapping) for row in session.execute(query)]


def count(session: Session, person: Person) -> int:
    """The number of records that a person appears in, seen by the same or not."""
    mine = or_(*(Record.id.in_(query) for query in _record_ids(person.id)))
    return session.scalar(select(func.count()).select_from(Record).where(mine)) or 0


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return moments.local(value).isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)
