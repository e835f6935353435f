"""The check after every fault: it reads the tables with plain SQL, and the log of the messages accepted."""

from collections import Counter
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from bot.database import open_engine
from bot.transactions import transaction
from models import acts, audit

ENDED = ("done", "refused", "quarantined")


def broken(url: str, delivered: list[dict[str, Any]], accepted: list[str]) -> list[str]:
    """Every invariant of the database at `url` that does not hold, as sentences; empty when all do.

    `delivered` is what the door accepted in order; `accepted` the keys of the updates that were acknowledged.
    """
    engine = open_engine(url)
    with engine.connect() as connection:
        faults = [
            *_inbox(connection, accepted),
            *_transmissions(connection),
            *_copies(connection, delivered),
            *_texts(connection, delivered),
            *_ciencias(connection),
            *_numbers(connection),
            *_occasions(connection),
        ]
    with transaction(engine) as session:
        faults += _chain(session)
    engine.dispose()
    return faults


def _inbox(connection: Connection, accepted: list[str]) -> list[str]:
    """Violations of: every accepted update has exactly one row, and it ended."""
    rows = Counter(key for (key,) in connection.exec_driver_sql("SELECT key FROM inbox"))
    lost = [f"update {key} has {rows[key]} inbox rows" for key in accepted if rows[key] != 1]
    waiting = connection.exec_driver_sql(f"SELECT id, state FROM inbox WHERE state NOT IN {ENDED}").fetchall()  # noqa: S608
    return lost + [f"inbox row {row_id} ended as {state}" for row_id, state in waiting]


def _transmissions(connection: Connection) -> list[str]:
    """Violations of: every recipient of a transmitted act has a message that ended, and none before approval."""
    missing = connection.exec_driver_sql(
        "SELECT r.id FROM recipients r LEFT JOIN outbox o ON o.recipient_id = r.id WHERE o.id IS NULL"
    )
    unsettled = connection.exec_driver_sql(  # what joins others waits on purpose
        "SELECT id, state FROM outbox WHERE channel IS NOT NULL AND state IN ('claimed', 'sending', 'pending')"
        " AND joins IS NOT TRUE"
    )
    early = connection.exec_driver_sql(
        "SELECT o.id FROM outbox o JOIN directives d ON d.id = o.record_id"
        " WHERE o.recipient_id IS NOT NULL AND d.approved_at IS NULL"
    )
    return [
        *(f"recipient {row_id} has no message" for (row_id,) in missing),
        *(f"message {row_id} was left {state}" for row_id, state in unsettled),
        *(f"message {row_id} of an act that nobody approved" for (row_id,) in early),
    ]


def _copies(connection: Connection, delivered: list[dict[str, Any]]) -> list[str]:
    """Violations of: a message is shown at most once more than the times it was flagged uncertain."""
    shown = Counter((message["to"], message["text"].removeprefix(_MARK)) for message in delivered)
    allowed: Counter[tuple[str, str]] = Counter()
    for address, text, repeats in connection.exec_driver_sql(
        "SELECT address, payload ->> 'text', repeats FROM outbox WHERE state IN ('sent', 'uncertain')"
    ):
        allowed[(address, text)] += 1 + repeats
    return [
        f"{count} copies for {to}, {allowed[to, text]} allowed: {text[:60]}"
        for (to, text), count in shown.items()
        if count > allowed[to, text]
    ]


def _texts(connection: Connection, delivered: list[dict[str, Any]]) -> list[str]:
    """Violations of: the messages that reached addressees hold the approved text, byte for byte."""
    wrong = []
    for code, text, address in connection.exec_driver_sql(
        "SELECT c.code, d.text, o.address FROM outbox o JOIN directives d ON d.id = o.record_id"
        " JOIN records c ON c.id = d.id WHERE o.recipient_id IS NOT NULL AND o.state = 'sent'"
    ):
        if not any(m["to"] == address and code in m["text"] and text in m["text"] for m in delivered):
            wrong.append(f"{code} was marked sent to {address}, who never got its text")
    return wrong


def _ciencias(connection: Connection) -> list[str]:
    """Violations of: the history has one entry for each recipient who took note, and no other."""
    noted = connection.exec_driver_sql("SELECT count(*) FROM recipients WHERE ciencia_at IS NOT NULL").scalar_one()
    entries = connection.exec_driver_sql("SELECT count(*) FROM audit WHERE action = 'ciencia'").scalar_one()
    return [] if noted == entries else [f"{noted} recipients took note, {entries} entries say so"]


def _occasions(connection: Connection) -> list[str]:
    twice = connection.exec_driver_sql("SELECT key, count(*) FROM outbox GROUP BY key HAVING count(*) > 1")
    return [f"message {key} was queued {count} times" for key, count in twice]


def _numbers(connection: Connection) -> list[str]:
    """Violations of: the numbers of the tasks have no gap and no double."""
    codes = connection.exec_driver_sql("SELECT code FROM records WHERE kind = 'task'").scalars().all()
    numbers = sorted(int(code.removeprefix("T-")) for code in codes)
    return [] if numbers == list(range(1, len(numbers) + 1)) else [f"tasks are numbered {numbers}"]


def _chain(session: Session) -> list[str]:
    verdict = audit.verify(session)
    faults = [f"chain broken at {verdict.broken_id}: {verdict.reason}"] if verdict.broken_id else []
    return faults + [f"{code} is not what was approved" for code in acts.altered(session)]


_MARK = "Possível repetição; se já leu, desconsidere.\n"
