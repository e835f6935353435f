"""What a pauta says first of convênios: the red ones, those with a date near, and, once a week, the sums."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.wording import convenios as wording
from handlers.wording import digests
from models import moments, municipal_days
from models.convenios import SUBJECT, Prazo, queries
from models.deadlines import Deadline
from models.digests import first_work_day, horizon_of
from models.people import Person, Role, standing
from models.records import any_of
from models.subjects import deadline_kind
from models.texts import clip

_NEAR = timedelta(days=30)
_MOST = 5
_RED = {
    Prazo.VIGENCIA: "a vigência acaba em {day}, e nenhum aditivo foi pedido",
    Prazo.ASSINATURA: "aditivo pedido, falta o concedente assinar até {day}",
}
_LATE = {Prazo.CONTAS: "contas atrasadas desde {day}", Prazo.SALDO: "saldo por devolver desde {day}"}


@digests.first(30, any_of(SUBJECT.kind))
def first(session: Session, person: Person, now: datetime) -> list[str]:
    """The mayor's sums on the first work day of the week; the chefia's red ones; the dates of whoever follows some."""
    who = standing(session, person, now)
    if who.has(Role.PREFEITO):
        return _week(session, person, now)
    if who.is_cabinet and not who.commands:
        return []
    found = queries.with_date(session, now + _NEAR, by=person, now=now)
    title, rows = (
        ("Convênios em risco", _red(found, now))
        if who.commands
        else ("Convênios com data", _near(session, found, person, now))
    )
    more = [f"… e mais {len(rows) - _MOST}."] if len(rows) > _MOST else []
    return [f"{title} ({len(rows)}):", *rows[:_MOST], *more] if rows else []


def _week(session: Session, person: Person, now: datetime) -> list[str]:
    today = moments.today(now)
    if first_work_day(today, municipal_days.current(session)) != today:
        return []
    total = queries.sums(session, by=person, now=now)
    return ["Convênios:", *(f"• {each}" for each in wording.in_numbers(total))] if total.running else []


def _red(found: list[Deadline], now: datetime) -> list[str]:
    asked = {each.record_id for each in found if each.kind == Prazo.ASSINATURA}
    lines = []
    for each in found:
        said = (_RED | (_LATE if each.is_overdue(now) else {})).get(Prazo(each.kind))
        if said and not (each.kind == Prazo.VIGENCIA and each.record_id in asked):
            day = moments.short_text(each.due_at, date_only=True)
            lines.append(f"• {each.record.code} {clip(each.record.title, 40)}: {said.format(day=day)}")
    return lines


def _near(session: Session, found: list[Deadline], person: Person, now: datetime) -> list[str]:
    """The dates that the agenda below does not say."""
    who, soon = standing(session, person, now), horizon_of(now, municipal_days.current(session)).soon_ends
    own = (each for each in found if each.orgao_id in who.leads or each.person_id in who.person_ids)
    said = {each.id for each in own if each.due_at < soon}
    return [
        f"• {deadline_kind(each.kind).said} {each.record.code} {clip(each.record.title, 40)} — "
        f"{moments.short_text(each.due_at, date_only=True)}"
        for each in found
        if each.id not in said
    ]
