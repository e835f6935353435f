"""The append-only history: author, time and channel of every effect, in a hash chain.

Personal text stays outside the hashed part: the chain holds a salted commitment to it, so that an erasure under the
LGPD can remove text and salt and leave the chain whole.

Entries are written when their transaction is about to commit, together with the seals: the digests of the protected
rows that it touched (see seals.py).
"""

import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol

from sqlalchemy import ForeignKey, String, bindparam, event, select, type_coerce, update
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column

from models import seals
from models.base import Base, Refusal, insert_rows, refuse_change, refuse_truncate, take_turn

GENESIS = "0" * 64
READ_ONLY_ROLE = "controle"
OPEN_TO_READERS = {
    *("ciencia", "entrada", "endereco", "preferencias", "convite", "consulta", "desfeito", "exportacao", "painel"),
    *("correcao_pedida", "pedido_apagar"),
}
SEAL, APPROVAL, ERASURE = "selo", "aprovacao", "apagamento"
_NEVER_ERASED = (APPROVAL, ERASURE)
_AT_FIRST = datetime(2000, 1, 3, tzinfo=UTC)
_clock: dict[str, Callable[[], datetime]] = {}


class Audit(Base):
    """One entry of the history."""

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
    seals: Mapped[str | None] = mapped_column(deferred=True)  # JSON: table -> key -> digest; on a transaction's last


class Actor(Protocol):
    """A person as the history sees one; None stands for the system."""

    @property
    def id(self) -> int: ...
    @property
    def role(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry to be written: the action (an ASCII noun), the record it is about, and the text for people."""

    action: str
    record_id: int | None = None
    text: str = ""
    data: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """The result of a verification: `broken_id`, the first entry that does not fit (None: whole), and the reason."""

    entries: int
    head: str
    broken_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An entry until its transaction commits; `within`: the savepoint whose rollback drops it."""

    entry: Entry
    by_id: int | None
    at: datetime
    within: SessionTransaction | None


_LAST = "SELECT id, hash, at FROM audit ORDER BY id DESC LIMIT 1"
_APPEND_ONLY = "the history is append-only"
_CHAINED = "id, at, actor_id, channel, action, record_id, commitment, previous, hash, seals"
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
    """Add one entry. Raises Refusal for a person who may only read."""
    # Every effect writes an entry, so this is the one place of that rule.
    if by is not None and by.role == READ_ONLY_ROLE and action not in OPEN_TO_READERS:
        raise Refusal("O controle interno consulta tudo, mas não altera registros.")
    session.info["audited"] = True
    _wait(session, [_Waiting(Entry(action, record_id, text, data), by.id if by else None, now, _savepoint(session))])


def write_all(session: Session, entries: Iterable[Entry], *, now: datetime) -> None:
    """Add many entries of the system, in this order, and seal the touched rows at once, so that no entry grows huge."""
    within = _savepoint(session)
    _wait(session, [_Waiting(entry, None, now, within) for entry in entries])
    if within is None:
        settle(session)


def erase(session: Session, ids: Sequence[int], *, by: Actor | None, why: str, now: datetime) -> None:
    """Take text and data out of entries for good; an entry of its own tells the ids, the person and the reason.

    Raises Refusal for approvals (acts rest on them) and erasures (missing text rests on them).
    """
    settle(session)
    found = session.execute(select(Audit.id).where(Audit.id.in_(ids), Audit.action.not_in(_NEVER_ERASED))).all()
    if len(found) != len(set(ids)):
        raise Refusal("Aprovações e apagamentos não se apagam da história, nem o que nela não está.")
    session.execute(update(Audit).where(Audit.id.in_(ids)).values(text=None, data=None, salt=None))
    write(session, ERASURE, by=by, now=now, text=why, data={"entries": sorted(set(ids))})


def configure(clock: Callable[[], datetime]) -> None:
    """Set the clock of the house, for the time of seals without an entry."""
    _clock["now"] = clock


def settle(session: Session) -> None:
    """Write the waiting entries and seal the touched rows: before every commit, or before reading the history."""
    session.flush()
    touched = seals.take(session.connection())
    waiting: list[_Waiting] = session.info.pop("entries", [])
    if touched and not waiting:
        seal(session, touched)
    elif waiting:
        _append(session, waiting, touched)


def seal(session: Session, what: dict[str, dict[str, str]], text: str = "") -> None:
    """Seal rows, by table and key, in an entry of their own."""
    take_turn(session)
    now = _clock["now"]() if _clock else _end(session)[2]
    _append(session, [_Waiting(Entry(SEAL, text=text), None, now, None)], what)


def head(session: Session) -> str:
    """The hash of the last entry. Published outside, it shows when the chain is rewritten."""
    settle(session)
    return _end(session)[1]


def holds(session: Session, link: str) -> bool:
    """Whether a link seen before is still in the chain."""
    return link == GENESIS or session.scalar(select(Audit.id).where(Audit.hash == link).limit(1)) is not None


def history(session: Session, record_id: int) -> list[Audit]:
    """Every entry about a record, oldest first."""
    settle(session)
    return list(session.scalars(_OF_RECORD, {"record_id": record_id}))


def verify(session: Session, *, after: ChainVerdict | None = None, most: int | None = None) -> ChainVerdict:
    """Recompute the chain, streaming, from its beginning or from the end of an earlier verdict.

    Stops at the first entry that does not fit; with `most`, after so many.
    """
    settle(session)
    previous, expected_id = (after.head, after.entries + 1) if after else (GENESIS, 1)
    erased: dict[str, frozenset[int]] = {}
    entries = _AS_KEPT.where(Audit.id >= expected_id).limit(most)
    with closing(session.execute(entries.execution_options(yield_per=1000))) as found:
        for row in found:
            reason = _fault(row, previous, expected_id)
            if not reason and row.salt is None:
                erased = erased or {"ids": _erased(session)}
                reason = "" if row.id in erased["ids"] else "o texto foi apagado sem registro do apagamento"
            if reason:
                return ChainVerdict(expected_id - 1, previous, expected_id, reason)
            previous, expected_id = row.hash, expected_id + 1
    return ChainVerdict(expected_id - 1, previous)


def _append(session: Session, waiting: Sequence[_Waiting], touched: dict[str, dict[str, str]]) -> None:
    last_id, previous, _ = _end(session)
    channel, rows = str(session.info.get("channel", "sistema")), []
    for each in waiting:
        sealed = json.dumps(touched, separators=(",", ":")) if touched and each is waiting[-1] else None
        rows.append(_row(each, last_id, previous, channel, sealed))
        last_id, previous = rows[-1]["id"], rows[-1]["hash"]
    insert_rows(session, Audit, rows)


def _savepoint(session: Session) -> SessionTransaction | None:
    return session.get_nested_transaction()


def _wait(session: Session, new: list[_Waiting]) -> None:
    waiting: list[_Waiting] = session.info.setdefault("entries", [])
    if not waiting:
        take_turn(session)
    waiting.extend(new)


def _before_commit(session: Session) -> None:
    if _savepoint(session) is None:
        settle(session)


def _after_rollback(session: Session, ended: SessionTransaction) -> None:
    """Drop the entries of a savepoint that was rolled back."""
    waiting: list[_Waiting] = session.info.get("entries", [])
    waiting[:] = [each for each in waiting if ended.nested and not _is_within(each.within, ended)]


def _is_within(inner: SessionTransaction | None, outer: SessionTransaction) -> bool:
    while inner is not None and inner is not outer:
        inner = inner.parent
    return inner is outer


event.listen(Session, "before_commit", _before_commit)
event.listen(Session, "after_soft_rollback", _after_rollback)


def _end(session: Session) -> tuple[int, str, datetime]:
    last = session.connection().exec_driver_sql(_LAST).first()
    if last is None:
        return 0, GENESIS, _AT_FIRST
    return last[0], last[1], _moment(last[2])


def _row(what: _Waiting, last_id: int, previous: str, channel: str, sealed: str | None) -> dict[str, Any]:
    entry, salt = what.entry, secrets.token_hex(8)
    commitment = _commit(salt, entry.text, entry.data)
    facts = (what.at, what.by_id, channel, entry.action, entry.record_id, commitment)
    return {
        "id": last_id + 1,  # numbered here: a database sequence leaves gaps, and a gap means a deletion
        "at": what.at,
        "actor_id": what.by_id,
        "channel": channel,
        "action": entry.action,
        "record_id": entry.record_id,
        "text": entry.text,
        "data": entry.data,
        "salt": salt,
        "commitment": commitment,
        "previous": previous,
        "hash": _link(previous, *facts, sealed),
        "seals": sealed,
    }


# The raw texts: a row changed from outside may hold no valid moment or JSON.
_RAW = (type_coerce(Audit.at, String).label("at"), type_coerce(Audit.data, String).label("data"))
_AS_KEPT = select(
    *(getattr(Audit, name) for name in ("id", "actor_id", "channel", "action", "record_id", "text", "salt")),
    *(getattr(Audit, name) for name in ("commitment", "previous", "hash", "seals")),
    *_RAW,
).order_by(Audit.id)


def _fault(row: Any, previous: str, expected_id: int) -> str:
    if row.id != expected_id:
        return f"falta o registro {expected_id}"
    if row.previous != previous:
        return "não continua o registro anterior"
    try:
        data, at = _json(row.data), _moment(row.at)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return "não pode ser lido: a hora ou os dados foram alterados"
    if (reason := _text_fault(row, data)) != "":
        return reason
    args = (at, row.actor_id, row.channel, row.action, row.record_id, row.commitment, row.seals)
    return "" if _link(previous, *args) == row.hash else "autor, hora, canal, ação ou selos foram alterados"


def _text_fault(row: Any, data: Any) -> str:
    if row.salt is None:
        is_blank = row.text is None and data is None and row.action not in _NEVER_ERASED
        return "" if is_blank else "o texto foi alterado"
    if row.text is None or _commit(str(row.salt), row.text, data) != row.commitment:
        return "o texto foi alterado"
    return ""


def _erased(session: Session) -> frozenset[int]:
    """The ids of the entries whose text was erased, according to the history."""
    told = select(type_coerce(Audit.data, String)).where(Audit.action == ERASURE)
    found: set[int] = set()
    for text in session.scalars(told):
        try:
            found.update(_json(text)["entries"])
        except (ValueError, TypeError, KeyError):
            continue  # altered itself: found when its turn comes
    return frozenset(found)


def _json(kept: Any) -> Any:
    return json.loads(kept) if isinstance(kept, str) else kept


def _moment(kept: Any) -> datetime:
    at = kept if isinstance(kept, datetime) else datetime.fromisoformat(kept)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _commit(salt: str, text: str, data: dict[str, Any] | None) -> str:
    body = json.dumps([text, data], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(f"{salt}\n{body}".encode(errors="surrogatepass")).hexdigest()


def _link(
    previous: str,
    at: datetime,
    actor_id: int | None,
    channel: str,
    action: str,
    record_id: int | None,
    commitment: str,
    sealed: str | None,
) -> str:
    """The link of an entry; without seals it is the same as before there were seals."""
    facts = f"{previous}|{at.timestamp():.6f}|{actor_id}|{channel}|{action}|{record_id}|{commitment}"
    if sealed is not None:
        facts += f"|{sha256(str(sealed).encode()).hexdigest()}"
    return sha256(facts.encode()).hexdigest()
