"""Requerimentos, indicações and moções seen in the council's system: kept until somebody with the paper registers them.

They open no term: the legal date of a demand starts when a person registers its arrival.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.authorities import Profile
from models.base import Base, insert_row
from models.demands import Demand, handling
from models.records import RecordKey

OF_SIGLA = {
    "REQ": Profile.REQUERIMENTO,
    "RQ": Profile.REQUERIMENTO,
    "RIN": Profile.REQUERIMENTO,
    "IND": Profile.INDICACAO,
    "MOC": Profile.MOCAO,
}
_MOST = 20


class SaplRequest(Base):
    """One paper of a councillor, as the council's system has it; `told_at`: when the house was told of it."""

    __tablename__ = "sapl_requests"
    id: Mapped[int] = mapped_column(primary_key=True)
    sapl_id: Mapped[int] = mapped_column(unique=True)
    profile: Mapped[str]
    code: Mapped[str]  # as the demand would have it
    ementa: Mapped[str]
    told_at: Mapped[datetime | None] = mapped_column(index=True)

    @property
    def line(self) -> str:
        """The line that registers it, for whoever has the paper."""
        what, number = handling(self.profile).one, self.code.partition("-")[2]
        return f'chegou {what} {number} da câmara "{self.ementa.replace(chr(34), "")}"'


def note(session: Session, sapl_id: int, sigla: str, numero: int, ano: int, ementa: str) -> None:
    """Keep what the system has, once; its text as it is now."""
    profile = OF_SIGLA.get(sigla.upper())
    if profile is None:
        return
    known = session.scalar(select(SaplRequest).where(SaplRequest.sapl_id == sapl_id))
    if known is not None:
        known.ementa = ementa
        return
    code = f"{handling(profile).sigla}-{numero}/{ano}"
    values = {"profile": profile.value, "code": code, "ementa": ementa, "told_at": None}
    insert_row(session, SaplRequest, sapl_id=sapl_id, **values)


def waiting(session: Session) -> tuple[Sequence[SaplRequest], int]:
    """Those that nobody registered here, the newest first, and how many there are."""
    where = ~_is_here()
    query = select(SaplRequest).where(where).order_by(SaplRequest.id.desc()).limit(_MOST)
    count = session.scalar(select(func.count()).select_from(SaplRequest).where(where)) or 0
    return session.scalars(query).all(), count


def take_untold(session: Session, now: datetime) -> int:
    """How many nobody was told of that are not registered here; from now on they are told."""
    found = session.scalars(select(SaplRequest).where(SaplRequest.told_at.is_(None), ~_is_here())).all()
    for each in found:
        each.told_at = now
    return len(found)


def _is_here() -> ColumnElement[bool]:
    same = RecordKey.key == func.lower(SaplRequest.code)
    return (
        select(Demand.id)
        .join(RecordKey, RecordKey.record_id == Demand.id)
        .where(same, Demand.profile == SaplRequest.profile)
        .exists()
    )
