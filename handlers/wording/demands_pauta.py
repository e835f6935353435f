"""What the pauta of the cabinet says first of demands: dates of the law, what waits for a hand."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from handlers.wording import demands as wording
from handlers.wording import digests
from models import authorities, demands, moments, municipal_days
from models.authorities import Profile
from models.calendar import Calendar
from models.demands import Demand
from models.digests import first_work_day
from models.people import Person, Role, standing
from models.texts import clip, listed, plural

_SOON = 5  # business days
_MOST = 5
_MOST_OF_MAYOR = 3
_OpenRow = Row[*tuple[Any, ...]]


@digests.first(25, demands.ANY_OPEN)
def lines(session: Session, person: Person, now: datetime) -> list[str]:
    """The sections that have something, of the cabinet; of the mayor, how many there are, on the first work day."""
    who = standing(session, person, now)
    if who.has(Role.CONTROLE):
        return _of_tribunal(session, person, now)
    if not who.is_cabinet:
        return []
    calendar, today = municipal_days.current(session), moments.today(now)
    is_mayor = who.has(Role.PREFEITO)
    if is_mayor and first_work_day(today, calendar) != today:
        return []
    rows = demands.open_rows(session, person, now)
    last = calendar.add_business_days(today, _SOON)
    soon = [each for each in rows if each.due_at and moments.today(each.due_at) <= last]
    if is_mayor:
        return _of_mayor(rows, soon)
    near = [_dated(session, each, calendar, now) for each in soon[:_MOST]]
    found = [line for title, is_one in _sections(calendar, today) for line in _block(title, rows, is_one)]
    return [*_titled("Com data da lei", near, len(soon)), *found]


def _of_tribunal(session: Session, person: Person, now: datetime) -> list[str]:
    """Of the controle: what is open with the Tribunal, and how many pieces are missing."""
    ids = {each.id for each in authorities.everyone(session) if each.perfil == Profile.TCE}
    rows = [each for each in demands.open_rows(session, person, now) if each.authority_id in ids]
    missing = Counter(each.demand_id for each in demands.missing_items(session, by=person, now=now))
    shown = [f"{_row(each)} — {_left(each, missing[each.id])}" for each in rows[:_MOST]]
    return _titled("Do Tribunal de Contas", shown, len(rows))


def _left(row: _OpenRow, missing: int) -> str:
    until = f"até {moments.short_text(row.due_at, date_only=True)}" if row.due_at else "sem prazo"
    return f"{until}, {plural(missing, 'peça falta', 'peças faltam')}" if missing else until


def _sections(calendar: Calendar, today: date) -> tuple[tuple[str, Callable[[_OpenRow], bool]], ...]:
    yesterday = calendar.add_business_days(today, -1)
    return (
        (
            "Sem distribuição há mais de 1 dia útil",
            lambda row: not row.asked and not row.answered and moments.today(row.created_at) < yesterday,
        ),
        ("Tudo informado, falta minuta", lambda row: row.asked and not row.owing and not row.answered),
        ("Assinado, sem protocolo", lambda row: row.signed),
        ("Prorrogação pedida, sem resposta", lambda row: row.extending),
    )


def _of_mayor(rows: Sequence[_OpenRow], soon: Sequence[_OpenRow]) -> list[str]:
    if not rows:
        return []
    named = [f"{each.code} ({moments.short_text(each.due_at, date_only=True)})" for each in soon[:_MOST_OF_MAYOR]]
    near = f"; com data da lei mais próxima: {listed(named)}" if named else ""
    return [f"Pedidos de fora em aberto: {len(rows)}{near}."]


def _dated(session: Session, row: _OpenRow, calendar: Calendar, now: datetime) -> str:
    """`• REQ-58/2026 Fila de creches — prazo da Câmara 08/12, faltam 4 dias úteis; PLAN em atraso por dentro`"""
    demand, today = session.get_one(Demand, row.id), moments.today(now)
    left = calendar.business_days_between(today, moments.today(row.due_at))
    state = "vencido" if row.due_at <= now else wording.days_left_text(left) if left else "hoje"
    late = [each.sigla for each in demands.late_units(session, demand, now)]
    behind = f"; {listed(late)} em atraso por dentro" if late else ""
    day = moments.short_text(row.due_at, date_only=True)
    last = "; último dia para pedir prorrogação" if left == 1 and _asks_before(demand) and not row.extending else ""
    return f"{_row(row)} — prazo {wording.of_authority(demand.authority)} {day}, {state}{behind}{last}"


def _asks_before(demand: Demand) -> bool:
    """Whether more time is to be asked for before the last day: the Tribunal takes no later request."""
    return demand.profile == Profile.TCE


def _row(row: _OpenRow) -> str:
    return f"• {row.code} {clip(row.title, 50)}"


def _block(title: str, rows: Sequence[_OpenRow], is_one: Callable[[_OpenRow], bool]) -> list[str]:
    found = [_row(each) for each in rows if is_one(each)]
    return _titled(title, found[:_MOST], len(found))


def _titled(title: str, shown: Sequence[str], count: int) -> list[str]:
    more = [f"… e mais {count - len(shown)}."] if count > len(shown) else []
    return [f"{title} ({count}):", *shown, *more] if count else []
