"""The watch of the official diary: terms that are watched, editions in which they stand, and the inbox of hits.

The open service gives copies, not the official text: a hit becomes a norma only by a person who has read it.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, seals
from models.base import Base, Refusal, insert_row, related
from models.contacts import Inquiry
from models.people import Orgao, Person, standing
from models.searchable import words_of
from models.texts import clip

NAME = "diario"  # of the contact, and of the job
PAGE, MOST = 50, 500  # editions of one look; a term in more of them is too wide
OVERLAP, FIRST_LOOK = timedelta(days=2), timedelta(days=7)  # editions arrive late
STALE_AFTER = 3  # business days without an edition
_MOST_WATCHES = 100
_LONGEST = 1000  # characters of an excerpt
_TERM = re.compile(r'(-?)(?:"([^"]+)"|“([^”]+)”|(\S+))')
_BROKEN = re.compile(r"(?<=\w)-\s*\n\s*(?=\w)")
_url, _territory = "", ""


class HitState(StrEnum):
    NOVA = "nova"
    NORMA = "virou norma"
    DESCARTADA = "descartada"


class GazetteWatch(Base):
    """What somebody watches for, and the órgão told. `why`: the reason for which it was stopped, if it was."""

    __tablename__ = "gazette_watches"
    id: Mapped[int] = mapped_column(primary_key=True)
    terms: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    orgao_id: Mapped[int | None] = mapped_column(ForeignKey("orgaos.id"))
    active: Mapped[bool]
    why: Mapped[str]
    read_at: Mapped[datetime | None]  # up to when editions were read for it
    newest: Mapped[date | None]  # of the editions with the term
    owner: Mapped[Person] = related(lazy="joined")
    orgao: Mapped[Orgao | None] = related(lazy="joined")


class GazetteHit(Base):
    """One edition in which the terms of a watch stand: its number is D- and the id."""

    __tablename__ = "gazette_hits"
    __table_args__ = (UniqueConstraint("watch_id", "edition_key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    watch_id: Mapped[int] = mapped_column(ForeignKey("gazette_watches.id"))
    edition_key: Mapped[str]
    day: Mapped[date]
    edition: Mapped[str]
    is_extra: Mapped[bool]
    link: Mapped[str]
    excerpt: Mapped[str]
    found_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(index=True)
    norma_id: Mapped[int | None] = mapped_column(ForeignKey("normas.id"))
    watch: Mapped[GazetteWatch] = related(lazy="joined")

    @property
    def code(self) -> str:
        return f"D-{self.id}"


seals.protect(GazetteWatch, "a vigília do diário", by="id", but=("read_at", "newest"))
seals.protect(GazetteHit, "o achado do diário", by="id")


@dataclass(frozen=True, slots=True)
class WatchTerms:
    """The phrases that an excerpt has to hold, and those it must not."""

    wanted: tuple[tuple[str, ...], ...]
    unwanted: tuple[tuple[str, ...], ...]

    def are_in(self, excerpt: str) -> bool:
        said = [_plain(each) for each in words_of(_BROKEN.sub("", excerpt))]
        return all(_holds(said, each) for each in self.wanted) and not any(_holds(said, each) for each in self.unwanted)


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition as the service tells of it; `excerpts`: where the words that were asked for stand."""

    key: str
    day: date
    edition: str
    is_extra: bool
    link: str
    excerpts: tuple[str, ...]


class UnreadableEdition(Exception):
    """An edition in a form that is not known."""


def configure(url: str, territory: str) -> None:
    """Set the address of the service and the IBGE code of the municipality, once, when the house is built."""
    global _url, _territory
    _url, _territory = url.rstrip("/"), territory


def is_configured() -> bool:
    return bool(_url and _territory)


def terms_of(text: str) -> WatchTerms:
    """The terms that a text writes: words, “phrases”, and what is left out behind a minus. Raises Refusal."""
    found = [
        (each[1], tuple(_plain(word) for word in words_of(each[2] or each[3] or each[4]))) for each in _matched(text)
    ]
    wanted, unwanted = (tuple(words for sign, words in found if sign == mark and words) for mark in ("", "-"))
    if not any(len(word) > 3 for words in wanted for word in words):
        raise Refusal(
            'Diga o que vigiar com uma palavra de quatro letras ou mais. Exemplo: vigiar "resíduos sólidos" -edital'
        )
    return WatchTerms(wanted, unwanted)


def city() -> Inquiry:
    """What the service knows of the municipality."""
    return Inquiry(f"{_url}/cities/{_territory}", {})


def last_edition() -> Inquiry:
    return Inquiry(f"{_url}/gazettes", {"territory_ids": _territory, "size": "1", "sort_by": "descending_date"})


def editions_with(watch: GazetteWatch, offset: int, now: datetime) -> Inquiry:
    """One page of the editions with the terms of a watch, scraped since it was last read."""
    since = (watch.read_at or now - FIRST_LOOK) - OVERLAP
    params = {
        "territory_ids": _territory,
        "scraped_since": f"{since:%Y-%m-%dT%H:%M:%S}",
        "querystring": watch.terms,
        "excerpt_size": "500",
        "number_of_excerpts": "3",
        "size": str(PAGE),
        "offset": str(offset),
        "sort_by": "ascending_date",
    }
    return Inquiry(f"{_url}/gazettes", params)


def page_of(data: Any) -> tuple[int, list[Any]]:
    """How many editions there are in all, and those of this page. Raises UnreadableEdition."""
    total, items = (data.get("total_gazettes"), data.get("gazettes")) if isinstance(data, dict) else (None, None)
    if not isinstance(total, int) or not isinstance(items, list):
        raise UnreadableEdition
    return total, items


def edition_of(item: Any) -> Edition:
    """The edition of one item; keys without a value are left out by the service. Raises UnreadableEdition."""
    if not isinstance(item, Mapping) or item.get("territory_id") != _territory:
        raise UnreadableEdition
    edition, link, excerpts = item.get("edition") or "", item.get("url") or "", item.get("excerpts") or []
    if not isinstance(link, str) or not isinstance(edition, str) or not isinstance(excerpts, list):
        raise UnreadableEdition
    try:
        day = date.fromisoformat(item.get("date", ""))
    except (TypeError, ValueError) as error:
        raise UnreadableEdition from error
    is_extra = item.get("is_extra_edition") is True
    key = hashlib.sha256(f"{day}|{edition}|{is_extra}|{link}".encode()).hexdigest()[:32]
    said = tuple(each for each in excerpts if isinstance(each, str))
    return Edition(key, day, clip(edition, 40), is_extra, clip(link, 500), said)


def take(session: Session, watch: GazetteWatch, found: Edition, now: datetime) -> GazetteHit | None:
    """The new hit of an edition; None where it has none of the terms, or was taken before."""
    if watch.newest is None or found.day > watch.newest:
        watch.newest = found.day
    terms = terms_of(watch.terms)
    excerpt = next((each for each in found.excerpts if terms.are_in(each)), None)
    same = (GazetteHit.watch_id == watch.id, GazetteHit.edition_key == found.key)
    if excerpt is None or session.scalar(select(GazetteHit.id).where(*same)) is not None:
        return None
    values = {"day": found.day, "edition": found.edition, "is_extra": found.is_extra, "link": found.link}
    text = " ".join(_BROKEN.sub("", excerpt).split())[:_LONGEST]
    values |= {"excerpt": text, "found_at": now, "state": HitState.NOVA.value, "norma_id": None}
    return session.get_one(
        GazetteHit, insert_row(session, GazetteHit, watch_id=watch.id, edition_key=found.key, **values)
    )


def watch_for(session: Session, text: str, orgao: Orgao | None, *, by: Person, now: datetime) -> GazetteWatch:
    """Begin to watch for terms. Raises Refusal."""
    require_watcher(session, by, now)
    terms_of(text)
    running = list(session.scalars(select(GazetteWatch).where(GazetteWatch.active)))
    if any(each.terms == text and each.orgao_id == (orgao.id if orgao else None) for each in running):
        raise Refusal(f"Já vigio {text}. Veja: vigílias")
    if len(running) >= _MOST_WATCHES:
        raise Refusal(f"Já há {_MOST_WATCHES} vigílias. Pare uma antes: parar vigília N")
    values = {"owner_id": by.id, "orgao_id": orgao.id if orgao else None, "active": True, "why": ""}
    watch_id = insert_row(session, GazetteWatch, terms=text, read_at=None, newest=None, **values)
    audit.write(session, "vigilia", by=by, now=now, text=f"vigília {watch_id} do diário: {text}")
    return session.get_one(GazetteWatch, watch_id)


def stop(session: Session, watch: GazetteWatch, why: str, *, by: Person | None, now: datetime) -> None:
    """Watch for it no more; what was found stays."""
    watch.active, watch.why = False, why
    audit.write(session, "vigilia", by=by, now=now, text=f"vigília {watch.id} parada: {watch.terms} ({why})")


def watches(session: Session) -> list[GazetteWatch]:
    """Those that are watched for, in order."""
    return list(session.scalars(select(GazetteWatch).where(GazetteWatch.active).order_by(GazetteWatch.id)))


def hits(session: Session, by: Person, now: datetime) -> tuple[list[GazetteHit], int]:
    """The newest hits nobody has dealt with that concern the person, and how many there are in all."""
    wanted = (GazetteHit.state == HitState.NOVA, *_concerning(session, by, now))
    query = select(GazetteHit).join(GazetteWatch, GazetteWatch.id == GazetteHit.watch_id).where(*wanted)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return list(session.scalars(query.order_by(GazetteHit.day.desc(), GazetteHit.id.desc()).limit(10))), total


def hit(session: Session, number: int, *, by: Person, now: datetime) -> GazetteHit | None:
    """The hit D-n, where it concerns the person."""
    query = select(GazetteHit).join(GazetteWatch, GazetteWatch.id == GazetteHit.watch_id)
    return session.scalar(query.where(GazetteHit.id == number, *_concerning(session, by, now)))


def settle(
    session: Session, found: GazetteHit, state: HitState, norma_id: int | None, *, by: Person, now: datetime
) -> None:
    """Say what became of a hit."""
    require_watcher(session, by, now)
    found.state, found.norma_id = state.value, norma_id
    audit.write(session, "achado", by=by, now=now, record_id=norma_id, text=f"{found.code} do diário: {state}")


def require_watcher(session: Session, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who neither is of the cabinet nor answers for an órgão."""
    who = standing(session, by, now)
    if not (who.is_cabinet or who.leads):
        raise Refusal("O diário é vigiado pelo gabinete e por quem responde por um órgão. Peça a eles.")


def _concerning(session: Session, by: Person, now: datetime) -> Sequence[Any]:
    who = standing(session, by, now)
    if who.is_cabinet:
        return ()
    return (or_(GazetteWatch.owner_id == by.id, GazetteWatch.orgao_id.in_(who.orgao_ids)),)


@lru_cache(maxsize=256)
def _matched(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_TERM.finditer(text))


def _plain(word: str) -> str:
    """A word without the s of its plural: the service finds the one for the other."""
    return word.rstrip("s") if len(word) > 3 else word


def _holds(said: Sequence[str], phrase: Sequence[str]) -> bool:
    size = len(phrase)
    return any(tuple(said[at : at + size]) == tuple(phrase) for at in range(len(said) - size + 1))
