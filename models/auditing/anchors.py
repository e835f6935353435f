"""Anchors: the last link of the history, kept outside the database, so that a loss of its end shows.

One line a day in a file of its own, and a code in the chat. A copy older than its anchor, or a chain computed anew,
does not hold the link.
"""

import json
import os
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, moments
from models.audit import Audit
from models.records import Sequence_

_SHOWN = 16  # digits of the link in a code: 64 bits
_CODE = re.compile(r"(?P<entries>\d{1,12})-(?P<link>[0-9a-f]{16})")
_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_place: dict[str, Any] = {"file": None, "house": ""}


@dataclass(frozen=True, slots=True)
class Anchor:
    """The number of entries of the history, and its last link (from a code: the beginning of the link)."""

    entries: int
    link: str
    at: datetime | None = None
    sequences: dict[str, int] = field(default_factory=dict)  # "series/year" -> the last number

    @property
    def code(self) -> str:
        return f"{self.entries}-{self.link[:_SHOWN]}"


def configure(file: Path, house: str) -> None:
    """Set the file of the anchors, and the name of this house in it: several may share a file."""
    _place.update(file=file.expanduser(), house=house)


def file() -> Path | None:
    found: Path | None = _place["file"]
    return found


def now_standing(session: Session, now: datetime) -> Anchor:
    """The anchor of the history as it is now."""
    link = audit.head(session)
    entries = session.scalar(select(Audit.id).order_by(Audit.id.desc()).limit(1)) or 0
    rows = session.execute(select(Sequence_.series, Sequence_.year, Sequence_.last))
    return Anchor(entries, link, now, {f"{row.series}/{row.year}": row.last for row in rows})


def keep(anchor: Anchor) -> None:
    """Append an anchor to the file, for good. Raises OSError."""
    path = file()
    if path is None:
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    at = anchor.at.isoformat() if anchor.at else None
    facts = {"house": _place["house"], "at": at, "entries": anchor.entries, "link": anchor.link}
    line = json.dumps({**facts, "sequences": anchor.sequences}, ensure_ascii=False)
    descriptor = os.open(path, _FLAGS, 0o600)
    try:
        os.fchmod(descriptor, 0o600)
        os.write(descriptor, f"{line}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def last() -> Anchor | None:
    """The last anchor of this house in the file; None without any. A line that cannot be read is passed over."""
    path = file()
    if path is None or not path.is_file():
        return None
    for line in reversed(path.read_text(encoding="utf-8", errors="replace").splitlines()):
        anchor = _read(line)
        if anchor is not None:
            return anchor
    return None


def from_code(code: str) -> Anchor | None:
    """The anchor of a code from the chat; None where it is no such code."""
    found = _CODE.fullmatch(code.strip().lower())
    return Anchor(int(found["entries"]), found["link"]) if found else None


def misfit(session: Session, anchor: Anchor) -> str:
    """The reason why the history is not the anchored one; empty when it is."""
    of = f"a âncora do registro {anchor.entries}" + (f", de {moments.short_text(anchor.at)}" if anchor.at else "")
    link = session.scalar(select(Audit.hash).where(Audit.id == anchor.entries))
    if link is not None and str(link).startswith(anchor.link):
        return ""
    newest = session.scalar(select(Audit.id).order_by(Audit.id.desc()).limit(1)) or 0
    if newest < anchor.entries:
        return f"o banco é mais velho que {of}: a história acaba no registro {newest}"
    return f"a história não é a mesma que {of}: foi alterada ou calculada de novo"


def go_on_after(session: Session, anchor: Anchor) -> list[str]:
    """Skip the numbers issued before the anchor, so that none is issued twice; returns the series moved on."""
    behind = []
    for name, drawn in anchor.sequences.items():
        series, _, year = name.rpartition("/")
        row = session.get(Sequence_, (series, int(year)))
        if row is None:
            session.add(Sequence_(series=series, year=int(year), last=drawn))
        elif row.last < drawn:
            row.last = drawn
        else:
            continue
        behind.append(name)
    session.flush()
    return behind


def _read(line: str) -> Anchor | None:
    try:
        facts = json.loads(line)
        if facts["house"] != _place["house"]:
            return None
        at = datetime.fromisoformat(facts["at"]) if facts["at"] else None
        sequences = {str(name): int(last) for name, last in facts["sequences"].items()}
        return Anchor(int(facts["entries"]), str(facts["link"]), at, sequences)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
