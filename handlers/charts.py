"""Charts: the delays, the weeks, the workload, and what a subject draws of one of its records."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from handlers.base import Button, Refusal, Reply, Request, command
from handlers.saying import charts as said
from models import chart_requests, charts, weeks, workload
from models.charts import Chart, ChartRow, short
from models.people import Person
from models.records import Record
from models.texts import fold, plural
from models.workload import Workload

GROUP = "Planilhas, gráficos e agenda"
OfRecord = Callable[[Session, Any, Person, datetime], Chart]
General = Callable[[Session, Person, datetime], Chart]
_of_record: dict[str, OfRecord] = {}
_called: dict[str, General] = {}
_TERMINAL = "console"
_EXAMPLES = ("gráfico atrasos", "gráfico semanas", "gráfico carga")


def chart_of(kind: str) -> Callable[[OfRecord], OfRecord]:
    """Register the chart of a record of that kind: `gráfico N`."""

    def register(draw: OfRecord) -> OfRecord:
        _of_record[kind] = draw
        return draw

    return register


def chart_called(stem: str) -> Callable[[General], General]:
    """Register a chart of many records: `gráfico` and a word that begins so (folded)."""

    def register(draw: General) -> General:
        _called[stem] = draw
        return draw

    return register


@command(
    "gráfico",
    usage="gráfico atrasos, semanas, carga ou N",
    looks_up=True,
    about="*",
    number_optional=True,
    aliases=("gráfico de", "gráfico da", "gráfico do", "gráfico dos", "gráfico ciência", "gráfico das"),
    said=said.DRAWN,
)
def draw(request: Request) -> Reply:
    """Desenha os atrasos por órgão, as semanas, a carga; ou, de um registro, os dias em cada órgão ou as ciências.

    Exemplos:
    gráfico atrasos
    gráfico semanas
    gráfico carga
    """
    chart = _about(request) if request.record is not None else _general(request)
    chart_requests.ask(request.session, chart, by=request.person, now=request.now)
    if request.channel == _TERMINAL:
        return Reply(charts.as_text(chart))
    return Reply(f"{chart.title}. O desenho segue.")


def _about(request: Request) -> Chart:
    record = request.about(Record)
    if record.kind not in _of_record:
        raise Refusal(f"Não há gráfico de {record.code}. Posso desenhar {_listed()}.", _buttons())
    return _of_record[record.kind](request.session, record, request.person, request.now)


def _general(request: Request) -> Chart:
    words = fold(request.text).split()
    for stem, draw_it in (_GENERAL | _called).items():
        if words and words[-1].startswith(stem):
            return draw_it(request.session, request.person, request.now)
    raise Refusal(f"Posso desenhar {_listed()}; ou o número de um expediente ou de um ato.", _buttons())


def _listed() -> str:
    return "os atrasos, as semanas ou a carga"


def _buttons() -> list[Button]:
    return [Button(each.capitalize(), each) for each in _EXAMPLES]


def _loads(session: Session, by: Person, now: datetime, what: str) -> list[Workload]:
    found = [each for each in workload.by_orgao(session, by=by, now=now) if getattr(each, what)]
    if not found:
        raise Refusal("Não há nada em atraso." if what == "late" else "Não há nada em aberto.")
    return sorted(found, key=lambda each: (-getattr(each, what), each.name))


def delays(session: Session, by: Person, now: datetime) -> Chart:
    """What is late, by órgão."""
    found = _loads(session, by, now, "late")
    total, first = sum(each.late for each in found), found[0]
    title = f"{short(first.name)} tem {first.late} dos {total} atrasos" if total > 1 else f"Um só atraso: {first.name}"
    return Chart(title, "em atraso", tuple(ChartRow(short(each.name), (each.late,)) for each in found))


def loads(session: Session, by: Person, now: datetime) -> Chart:
    """What is open and late, by órgão."""
    found = _loads(session, by, now, "open")
    first = found[0]
    title = f"{short(first.name)} tem a maior carga: {first.open} em aberto, {first.late} em atraso"
    rows = tuple(ChartRow(short(each.name), (each.open, each.late)) for each in found)
    return Chart(title, "registros e prazos", rows, series=("em aberto", "em atraso"))


def by_week(session: Session, by: Person, now: datetime) -> Chart:
    """What came in and what was done in each of the last weeks."""
    found = weeks.last(session, by=by, now=now)
    came, done = sum(each.opened for each in found), sum(each.met for each in found)
    grown = came - done
    end = f"a fila cresceu {grown}" if grown > 0 else f"a fila caiu {-grown}" if grown < 0 else "a fila ficou igual"
    title = f"Em {len(found)} semanas entraram {plural(came, 'prazo', 'prazos')} e saíram {done}: {end}"
    rows = tuple(ChartRow(f"{each.since:%d/%m}", (each.opened, each.met)) for each in found)
    return Chart(title, "prazos por semana", rows, "columns", ("entraram", "cumpridos"))


_GENERAL = {"atras": delays, "vencid": delays, "seman": by_week, "carga": loads, "trabalho": loads}
