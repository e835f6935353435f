"""The check that an act leaves as it was approved: its messages are compared with the seals in the history."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from models import outbox
from models.acts import Act, payload_hash
from models.audit import Audit
from models.outbox import ALTERED, Message, Outbox, Priority, Push, State
from models.people import Person, Role, with_role
from models.records import AccessLevel

_STEMS = ("act:", "publish:")
_NOTE = re.compile(r"✓ (?P<label>[^:\n]+): (?P<name>[^\n]+), [^,\n]{5,40}")


def of_acts(messages: Iterable[Any]) -> list[Any]:
    """The messages that carry an act to an addressee or into a place."""
    return [
        each
        for each in messages
        if each.record_id is not None and (each.recipient_id is not None or each.key.startswith(_STEMS))
    ]


def altered(session: Session, messages: Sequence[Any]) -> set[int]:
    """The ids of the messages that differ from the act as approved and transmitted."""
    acts = of_acts(messages)
    if not acts:
        return set()
    sealed = _as_transmitted(session, {each.record_id for each in acts})
    names = _known(session, acts)
    return {each.id for each in acts if not _is_as_transmitted(each, sealed.get(each.record_id, ()), names)}


def stop(session: Session, rows: Sequence[Row[Any]], now: datetime) -> None:
    """Set altered messages aside, and notify the people who answer for the acts, once for each act."""
    ids = [row.id for row in rows]
    values = {"state": State.FAILED.value, "error": ALTERED}
    session.connection().execute(update(Outbox).where(Outbox.id.in_(ids)).values(**values))
    people = with_role(session, Role.CHEFIA, Role.CONTROLE, Role.ADMINISTRADOR)
    for record_id in sorted({row.record_id for row in rows}):
        tell(session, record_id, people, now)


def tell(session: Session, record_id: int, people: Iterable[Person], now: datetime) -> None:
    """Notify these people that an act did not leave because it differs from the approved one."""
    act = session.get(Act, record_id)
    which = f"da {act.code}" if act is not None and act.access_level == AccessLevel.PUBLICO else "de um ato restrito"
    text = (
        f"Segurei uma mensagem {which}: o que ia sair não é o que foi aprovado. Alguém mexeu no banco de dados. "
        "Peça ao administrador que rode: python -m bot audit verify"
    )
    pushes = [Push(f"altered:{record_id}:{each.id}", each.id, Message(text)) for each in people]
    outbox.enqueue_all(session, pushes, now=now, priority=Priority.URGENT)


def _as_transmitted(session: Session, record_ids: set[int]) -> dict[int, tuple[str, ...]]:
    told = select(Audit.record_id, Audit.data).where(Audit.record_id.in_(record_ids), Audit.action == "transmissao")
    found: dict[int, tuple[str, ...]] = {}
    for record_id, data in session.connection().execute(told):
        sealed = (data or {}).get("payloads") or [_plain(session, record_id)]
        found[record_id] = (*found.get(record_id, ()), *sealed)
    return found


def _plain(session: Session, record_id: int) -> str:
    """The text that messages must contain, for an act transmitted before messages were sealed."""
    text = session.connection().execute(select(Act.__table__.c.text).where(Act.__table__.c.id == record_id))
    return f"text:{text.scalar()}"


def _is_as_transmitted(message: Any, sealed: Sequence[str], names: set[str]) -> bool:
    try:
        is_same = payload_hash(message.payload) in sealed
        held = str(message.payload["text"])
        is_older = any(each.startswith("text:") and each[5:] in held for each in sealed)
        labels = {button["label"] for button in message.payload["buttons"]}
        notes = [str(what["note"]) for what in (message.after or {}).values()]
    except (KeyError, TypeError, AttributeError):
        return False
    return (is_same or is_older) and all(_is_ours(note, labels, names) for note in notes)


def _is_ours(note: str, labels: set[str], names: set[str]) -> bool:
    found = _NOTE.fullmatch(note)
    return found is not None and found["label"] in labels and found["name"] in names


def _known(session: Session, acts: Sequence[Any]) -> set[str]:
    """The names of people among the notes under these messages."""
    notes = [str(what.get("note", "")) for each in acts for what in (each.after or {}).values() if what]
    names = {found["name"] for note in notes if (found := _NOTE.fullmatch(note))}
    if not names:
        return set()
    return set(session.connection().execute(select(Person.name).where(Person.name.in_(names))).scalars())
