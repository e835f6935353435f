"""The update of a house to this version of the program: copied, migrated and verified, or left as it was."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from bot import copies, lock, schema, verification, versions
from bot.database import open_engine
from bot.settings import Settings


class UpdateRefused(Exception):
    """The house is as it was before the update; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Updated:
    """A finished update: the revisions before and after, the copy made before, and the entries verified."""

    before: str
    after: str
    copy: Path
    entries: int


def update(settings: Settings, now: datetime) -> Updated:
    """Copy the database, bring its tables to this version and verify everything, all in one transaction.

    Raises UpdateRefused, copies.CopyRefused, lock.InUse, schema.BrokenReference.
    """
    engine = open_engine(settings.database_url)
    entries = 0

    def verify(session: Session) -> None:
        nonlocal entries
        found = verification.verify(session)
        entries = found.entries
        if found.problems:
            raise UpdateRefused("\n".join(found.problems))

    try:
        with lock.alone(settings.database_url):
            before = schema.current(engine)
            if before is None:
                raise UpdateRefused("O banco ainda não tem as tabelas. Rode: python -m bot migrate")
            if before > versions.newest():
                raise UpdateRefused(schema.misfit(engine))
            copy = copies.backup_beside(settings, now)
            schema.migrate(engine, check=verify)
    finally:
        engine.dispose()
    return Updated(before, versions.newest(), copy, entries)
