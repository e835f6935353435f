"""What the pauta of the cabinet says first of demands: dates of the law, what waits for a hand."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.wording import demands as wording
from models import demands, moments, municipal_days
from models.calendar import Calendar
from models.demands import Demand
from models.people import Person, standing
from models.texts import clip, listed, plural

_SOON = 5  # business days
_MOST = 5


def lines(session: Session, person: Person, now: datetime) -> list[str]:
    """The sections that have something, for a person of the cabinet; none for anybody else."""
    if not standing(session, person, now).is_cabinet:
        return []
    found = demands.visible(session, demands.is_open(), by=person, now=now)
    calendar = municipal_days.current(session)
    return [line for title, rows in _sections(session, found, calendar, now) if rows for line in _block(title, rows)]


def _sections(
    session: Session, found: list[Demand], calendar: Calendar, now: datetime
) -> Iterator[tuple[str, list[str]]]:
    phases = {each.id: demands.phase(session, each) for each in found}
    yield "Com data da lei", [row for each in found if (row := _soon(session, each, calendar, now))]
    waiting = [each for each in found if phases[each.id].name == "recebida" and _is_old(each, calendar, now)]
    yield "Sem distribuição há mais de 1 dia útil", [_row(each) for each in waiting]
    yield "Tudo informado, falta minuta", [_row(each) for each in found if phases[each.id].name == "informada"]
    asked = [each for each in found if demands.waits(session, each) is not None]
    yield "Prorrogação pedida, sem resposta", [_row(each) for each in asked]


def _soon(session: Session, demand: Demand, calendar: Calendar, now: datetime) -> str:
    """`• REQ-58/2026 Fila de creches — prazo da Câmara 08/12, faltam 4 dias úteis; PLAN em atraso por dentro`"""
    legal, today = demands.legal_of(session, demand.id), moments.today(now)
    left = calendar.business_days_between(today, moments.today(legal.due_at)) if legal else _SOON + 1
    if legal is None or left > _SOON:
        return ""
    state = (
        "vencido" if legal.is_overdue(now) else f"faltam {plural(left, 'dia útil', 'dias úteis')}" if left else "hoje"
    )
    whose = wording.of_authority(demand.authority)
    late = [each.sigla for each in demands.late_units(session, demand, now)]
    behind = f"; {listed(late)} em atraso por dentro" if late else ""
    return f"{_row(demand)} — prazo {whose} {moments.short_text(legal.due_at, date_only=True)}, {state}{behind}"


def _is_old(demand: Demand, calendar: Calendar, now: datetime) -> bool:
    since = moments.today(demand.expediente.created_at)
    return calendar.business_days_between(since, moments.today(now)) > 1


def _row(demand: Demand) -> str:
    return f"• {demand.code} {clip(demand.expediente.title, 50)}"


def _block(title: str, rows: list[str]) -> list[str]:
    more = len(rows) - _MOST
    return [f"{title} ({len(rows)}):", *rows[:_MOST], *([f"… e mais {more}."] if more > 0 else [])]
