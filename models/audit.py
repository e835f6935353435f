"""The one append-only history: author, time and channel of every effect, in a hash chain.

Personal text stays outside the hashed part: the chain holds a salted commitment to it, so that an erasure under the
LGPD can remove text and salt and leave the chain whole.
"""

import json
import secrets
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

from sqlalchemy import ForeignKey, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Refusal, insert_row, refuse_change, refuse_truncate, take_turn
from models.many_rows import insert_many

GENESIS = "0" * 64
READ_ONLY_ROLE = "controle"
OPEN_TO_READERS = {"ciencia", "entrada", "endereco", "preferencias", "convite", "consulta"}


class Audit(Base):
    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    channel: Mapped[str]
    action: Mapped[str]
    record_id: Mapped[int | None] = mapped_column(index=True)
    text: Mapped[str | None]
    data: Mapped[dict[str, Any] | None]
    salt: Mapped[str | None]
    commitment: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]


class Actor(Protocol):
    """What the history needs to know of who acts; None stands for the system."""

    @property
    def id(self) -> int: ...
    @property
    def role(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be written: the action (an ASCII noun), the record it is about, and what people read."""

    action: str
    record_id: int | None = None
    text: str = ""
    data: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken_id` is the first entry that does not fit, with the reason; None when the chain is whole."""

    entries: int
    head: str
    broken_id: int | None = None
    reason: str = ""


_LAST = select(Audit.id, Audit.hash).order_by(Audit.id.desc()).limit(1)
_APPEND_ONLY = "the history is append-only"
_CHAINED = "id, at, actor_id, channel, action, record_id, commitment, previous, hash"
refuse_change(Audit.__table__, "audit_no_update", f"UPDATE OF {_CHAINED}", _APPEND_ONLY)
refuse_change(Audit.__table__, "audit_no_delete", "DELETE", _APPEND_ONLY)
refuse_truncate(Audit.__table__, "audit_no_truncate", _APPEND_ONLY)

_OF_RECORD = select(Audit).where(Audit.record_id == bindparam("record_id")).order_by(Audit.id)


def write(
    session: Session,
    action: str,
    *,
    by: Actor | None,
    now: datetime,
    record_id: int | None = None,
    text: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    """Add one entry. Refuses whoever may only read: every effect passes here, so the rule stands here once."""
    if by is not None and by.role == READ_ONLY_ROLE and action not in OPEN_TO_READERS:
        raise Refusal("O controle interno consulta tudo, mas não altera registros.")
    entry = Entry(action, record_id, text, data)
    last_id, previous = _end(session)
    session.info["audited"] = True
    insert_row(session, Audit, **_row(entry, last_id, previous, by, str(session.info.get("channel", "sistema")), now))


def write_all(session: Session, entries: Iterable[Entry], *, now: datetime) -> None:
    """Add many entries of the system in one statement, in this order."""
    last_id, previous = _end(session)
    channel, rows = str(session.info.get("channel", "sistema")), []
    for entry in entries:
        rows.append(_row(entry, last_id, previous, None, channel, now))
        last_id, previous = rows[-1]["id"], rows[-1]["hash"]
    insert_many(session, Audit, rows)


def head(session: Session) -> str:
    """The hash of the last entry: publish it outside, and a rewritten chain shows."""
    last = session.connection().execute(_LAST).first()
    return str(last.hash) if last else GENESIS


def holds(session: Session, link: str) -> bool:
    """Whether a link seen before is still in the chain."""
    return link == GENESIS or session.scalar(select(Audit.id).where(Audit.hash == link).limit(1)) is not None


def history(session: Session, record_id: int) -> list[Audit]:
    """Every entry about a record, oldest first."""
    return list(session.scalars(_OF_RECORD, {"record_id": record_id}))


def verify(session: Session, *, after: Verdict | None = None, most: int | None = None) -> Verdict:
    """Recompute the chain, streaming, from its beginning or from where an earlier verdict ended.

    Stops at the first entry that does not fit; with `most`, after so many.
    """
    previous, expected_id = (after.head, after.entries + 1) if after else (GENESIS, 1)
    entries = select(Audit).where(Audit.id >= expected_id).order_by(Audit.id).limit(most)
    with closing(session.scalars(entries.execution_options(yield_per=1000))) as found:
        for entry in found:
            reason = _fault(entry, previous, expected_id)
            if reason:
                return Verdict(expected_id - 1, previous, entry.id, reason)
            previous, expected_id = entry.hash, expected_id + 1
    return Verdict(expected_id - 1, previous)


def _end(session: Session) -> tuple[int, str]:
    take_turn(session)
    last = session.connection().execute(_LAST).first()
    return (last.id, last.hash) if last else (0, GENESIS)


def _row(entry: Entry, last_id: int, previous: str, by: Actor | None, channel: str, now: datetime) -> dict[str, Any]:
    salt = secrets.token_hex(8)
    commitment = _commit(salt, entry.text, entry.data)
    actor_id = by.id if by else None
    return {
        "id": last_id + 1,  # numbered here: a database sequence leaves gaps, and a gap means a deletion
        "at": now,
        "actor_id": actor_id,
        "channel": channel,
        "action": entry.action,
        "record_id": entry.record_id,
        "text": entry.text,
        "data": entry.data,
        "salt": salt,
        "commitment": commitment,
        "previous": previous,
        "hash": _link(previous, now, actor_id, channel, entry.action, entry.record_id, commitment),
    }


def _fault(entry: Audit, previous: str, expected_id: int) -> str:
    if entry.id != expected_id:
        return f"falta o registro {expected_id}"
    if entry.previous != previous:
        return "não continua o registro anterior"
    if entry.salt is not None and _commit(entry.salt, entry.text or "", entry.data) != entry.commitment:
        return "o texto foi alterado"
    args = (entry.at, entry.actor_id, entry.channel, entry.action, entry.record_id, entry.commitment)
    return "" if _link(previous, *args) == entry.hash else "autor, hora, canal ou ação foram alterados"


def _commit(salt: str, text: str, data: dict[str, Any] | None) -> str:
    body = json.dumps([text, data], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(f"{salt}\n{body}".encode()).hexdigest()


def _link(
    previous: str, at: datetime, actor_id: int | None, channel: str, action: str, record_id: int | None, commitment: str
) -> str:
    facts = f"{previous}|{at.timestamp():.6f}|{actor_id}|{channel}|{action}|{record_id}|{commitment}"
    return sha256(facts.encode()).hexdigest()
