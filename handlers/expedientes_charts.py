"""Charts of expedientes: the dias úteis of one in each órgão, and what stands still."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Refusal
from handlers.charts import chart_called, chart_of
from models import expedientes
from models.charts import Chart, ChartRow, short
from models.expedientes import Expediente
from models.people import Person
from models.texts import plural


@chart_of("expediente")
def days(session: Session, expediente: Expediente, _: Person, now: datetime) -> Chart:
    """Where its time went."""
    found = expedientes.itinerary(session, expediente, now).days_by_orgao()
    total = sum(found.values())
    longest = max(found, key=lambda name: found[name])
    title = f"{expediente.code}: {found[longest]} de {plural(total, 'dia útil', 'dias úteis')} com {short(longest)}"
    if not total:
        title = f"{expediente.code} ainda não passou um dia útil inteiro em nenhum órgão"
    return Chart(title, "dias úteis", tuple(ChartRow(short(name), (count,)) for name, count in found.items()))


@chart_called("parad")
def standing_still(session: Session, by: Person, now: datetime) -> Chart:
    """The open stays of each órgão: in time, and standing still."""
    found = expedientes.by_orgao(session, by=by, now=now)
    total = sum(still for _, _, still in found)
    if not total:
        raise Refusal("Nada está parado.")
    first, _, most = found[0]
    title = f"{short(first)} segura {most} dos {total} parados" if total > 1 else f"Um só parado: {short(first)}"
    rows = tuple(ChartRow(short(name), (moving, still)) for name, moving, still in found)
    return Chart(title, "expedientes", rows, series=("em dia", "parados"))


@chart_called("permanenc")
def by_age(session: Session, by: Person, now: datetime) -> Chart:
    """How long the open stays of each órgão have lasted: up to ten dias úteis, and longer."""
    found = expedientes.by_age(session, by=by, now=now)
    if not found:
        raise Refusal("Nenhum expediente em tramitação.")
    oldest, n = max(((name, most) for name, (_, _, most) in found.items()), key=lambda each: each[1])
    title = f"O mais antigo está há {plural(n, 'dia útil', 'dias úteis')} com {short(oldest)}"
    rows = tuple(ChartRow(short(name), (new, old)) for name, (new, old, _) in found.items())
    return Chart(title, "expedientes", rows, series=("até 10 dias úteis", "mais de 10"))


@chart_called("passage")
def in_and_out(session: Session, by: Person, now: datetime) -> Chart:
    """The stays that began and those that ended, week by week."""
    found = expedientes.in_and_out(session, by=by, now=now)
    came, left = (sum(row[n] for _, row in found) for n in (0, 1))
    if not came and not left:
        raise Refusal("Nenhuma tramitação nestas semanas.")
    title = f"Em {len(found)} semanas chegaram {came} e saíram {left} expedientes dos órgãos"
    rows = tuple(ChartRow(f"{day:%d/%m}", row) for day, row in found)
    return Chart(title, "passagens por semana", rows, "columns", ("chegaram", "saíram"))
