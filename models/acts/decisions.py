"""The decisions that acts require of approvers: drafts to sign, and impossibilities declared by addressees."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from models.acts.drafting import candidates
from models.acts.queries import answering
from models.acts.tables import DRAFTS, IN_FORCE, KIND, Act, ActStatus, Recipient, Revision
from models.base import Button
from models.people import Person, Standing, standing
from models.records import Record, any_of, visible_to
from models.subjects import Decision
from models.texts import clip

PENDING = or_(
    any_of(KIND, ActStatus.MINUTA),
    select(Recipient.id).where(Recipient.impossible_at.is_not(None), Recipient.complied_at.is_(None)).exists(),
)
_VERSIONS = (
    select(Revision.act_id, Revision.by_id, func.max(Revision.at))
    .join(Act, Act.id == Revision.act_id)
    .where(Act.status.in_(DRAFTS))
    .group_by(Revision.act_id, Revision.by_id)
)


def drafts(session: Session, person: Person, now: datetime) -> list[Act]:
    """The drafts this person may see, the oldest first."""
    seen = visible_to(standing(session, person, now))
    query = select(Act).where(Record.kind == KIND, Record.status.in_(DRAFTS), seen)
    return list(session.scalars(query.options(joinedload(Act.author)).order_by(Act.created_at, Act.id)))


def decisions(session: Session, person: Person, now: datetime) -> list[Decision]:
    """The drafts this person may sign and the impossibilities to decide about."""
    if not standing(session, person, now).commands:
        return []
    return [*_to_sign(session, person, now), *_impossible(session, person, now)]


def _to_sign(session: Session, person: Person, now: datetime) -> Iterator[Decision]:
    mine = [each for each in candidates(session, now) if each.person.id == person.id]
    wrote, since = _versions(session)
    for act in drafts(session, person, now) if mine else ():
        if act.status == ActStatus.MINUTA and any(not each.wrote({*wrote[act.id], act.author_id}) for each in mine):
            by = act.author.name if act.author else "alguém que saiu"
            dates = [each.at for each in (act.ciencia, act.compliance) if each is not None]
            yield Decision(
                act.code,
                f"minuta de {act.kind_label} de {by}: {clip(act.title, 60)}",
                since=since.get(act.id, act.created_at),
                until=min([*dates, *([act.scheduled_for] if act.scheduled_for else [])], default=None),
                buttons=(Button(f"Ler {act.code}", f"ver {act.code}"),),
                asked_by_id=act.author_id,
            )


def _versions(session: Session) -> tuple[dict[int, set[int | None]], dict[int, datetime]]:
    """The ids of the writers of each draft, and the moment of its last version."""
    wrote, since = defaultdict[int, set[int | None]](set), dict[int, datetime]()
    for act_id, by_id, at in session.execute(_VERSIONS):
        wrote[act_id].add(by_id)
        since[act_id] = max(at, since.get(act_id, at))
    return wrote, since


def _impossible(session: Session, person: Person, now: datetime) -> Iterator[Decision]:
    for row in session.connection().execute(_declared(standing(session, person, now))):
        reason = f" Motivo: {clip(row.note, 80)}" if row.note else ""
        yield Decision(
            row.code,
            f"{row.name} diz que não pode cumprir: {clip(row.title, 60)}.{reason}",
            since=row.impossible_at,
            buttons=(Button(f"Ver {row.code}", f"situação {row.code}"),),
            asked_by_id=row.person_id,
        )


@lru_cache(maxsize=100)  # to build it costs as much as to ask it
def _declared(who: Standing) -> Select[*tuple[Any, ...]]:
    mine = select(Recipient.id).where(answering(who))
    return (
        select(Record.code, Record.title, Person.name, Recipient.person_id, Recipient.note, Recipient.impossible_at)
        .join(Recipient, Recipient.act_id == Record.id)
        .join(Person, Person.id == Recipient.person_id)
        .where(Record.status.in_(IN_FORCE), Recipient.impossible_at.is_not(None), Recipient.complied_at.is_(None))
        .where(Recipient.cancelled_at.is_(None), visible_to(who), Recipient.id.not_in(mine))
        .order_by(Recipient.impossible_at)
    )
