"""Charts of the agenda, of what meetings decided, and of the pile of despachos."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.base import Refusal
from handlers.charts import chart_called
from models import despachos, moments
from models.charts import Chart, ChartRow
from models.events import BLOQUEIO, Deliberation, Event, calendar, meetings
from models.events.calendar import BusyTime
from models.people import Person, Role, standing, with_role
from models.records import visible_to
from models.texts import plural

_DAYS, _MEETINGS, _WEEKS = 7, 8, 8


@chart_called("agenda")
def week(session: Session, by: Person, now: datetime) -> Chart:
    """The minutes taken on each day of the week, and those of travel; to the cabinet the mayor's."""
    is_cabinet = standing(session, by, now).is_cabinet
    who = next(iter(with_role(session, Role.PREFEITO)), by) if is_cabinet else by
    today = moments.today(now)
    days = [moments.days_after(today, n - today.weekday()) for n in range(_DAYS)]
    rows = [ChartRow(_day(each), _taken(session, who, each)) for each in days]
    fullest = max(rows, key=lambda each: sum(each.values))
    if not sum(fullest.values):
        raise Refusal("Nada marcado nesta semana.")
    title = f"O dia mais cheio de {who.first_name} é {fullest.label}: {_hours(sum(fullest.values))}"
    return Chart(title, "minutos", tuple(rows), series=("compromissos", "deslocamento"))


def _day(day: date) -> str:
    return f"{moments.WEEKDAYS[day.weekday()].partition('-')[0]} {day:%d/%m}"


def _hours(minutes: int) -> str:
    return f"{minutes // 60}h{minutes % 60:02d}".removesuffix("00")


def _taken(session: Session, who: Person, day: date) -> tuple[int, int]:
    found = [each for each in calendar.day_of(session, who.id, day) if not each.all_day]
    met = [each for each in found if each.event_kind != BLOQUEIO.name]
    return sum(map(_minutes, met)), _travelled(session, met)


def _minutes(each: BusyTime) -> int:
    return int((each.ends - each.starts).total_seconds() // 60)


def _travelled(session: Session, found: Sequence[BusyTime]) -> int:
    total, before = 0, None
    for each in found:
        leave = calendar.departure(session, each, before)
        total += int((each.starts - leave).total_seconds() // 60) - calendar.MARGIN if leave else 0
        before = each
    return total


@chart_called("delibera")
def decided(session: Session, by: Person, now: datetime) -> Chart:
    """Of each of the last meetings with deliberations, those fulfilled and those still open."""
    query = select(Event, Deliberation).join(Deliberation, Deliberation.event_id == Event.id)
    query = query.where(visible_to(standing(session, by, now))).order_by(Event.starts_at)
    rows = dict[str, list[Deliberation]]()
    for event, row in session.execute(query):
        rows.setdefault(f"{event.code.partition('/')[0]} {moments.local(event.starts_at):%d/%m}", []).append(row)
    if not rows:
        raise Refusal("Nenhuma reunião deliberou ainda.")
    last = dict(list(rows.items())[-_MEETINGS:])
    still = [each for those in last.values() for each in those if meetings.is_open(each)]
    past = sum(each.due_at is not None and each.due_at < now for each in still)
    total = sum(map(len, last.values()))
    title = f"De {plural(total, 'deliberação', 'deliberações')}, {len(still)} em aberto, {past} com o prazo vencido"
    drawn = [ChartRow(name, _split(those)) for name, those in last.items()]
    return Chart(title, "deliberações por reunião", tuple(drawn), series=("cumpridas", "em aberto"))


def _split(those: Sequence[Deliberation]) -> tuple[int, int]:
    still = sum(meetings.is_open(each) for each in those)
    return len(those) - still, still


@chart_called("despacho")
def pile(session: Session, by: Person, now: datetime) -> Chart:
    """What came onto the pile and what was decided, week by week."""
    if not standing(session, by, now).is_cabinet:
        raise Refusal("A pilha de despachos é desenhada para o gabinete.")
    monday = moments.today(now) - timedelta(days=moments.today(now).weekday())
    starts = [monday - timedelta(days=7 * n) for n in reversed(range(_WEEKS))]
    bounds = [(moments.start_of(each), moments.start_of(each + timedelta(days=7))) for each in starts]
    found = [despachos.counts(session, *each) for each in bounds]
    came, done = (sum(each[n] for each in found) for n in (0, 1))
    if not came and not done:
        raise Refusal("Nada foi levado a despacho nestas semanas.")
    left = len(despachos.pile(session, by=by, now=now))
    asked = plural(came, "despacho pedido", "despachos pedidos")
    title = f"Em {_WEEKS} semanas {asked}, {plural(done, 'decidido', 'decididos')}; {left} na pilha"
    rows = tuple(ChartRow(f"{day:%d/%m}", each) for day, each in zip(starts, found, strict=True))
    return Chart(title, "despachos por semana", rows, "columns", ("entraram", "decididos"))
