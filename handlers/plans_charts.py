"""The charts of the plan: how far the metas are, the obstacles by cause, and the values of one indicator."""

from collections import Counter
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from handlers.base import Refusal
from handlers.charts import chart_called, chart_of
from handlers.wording import weekly
from models import moments
from models.charts import Chart, ChartRow
from models.money import of_cents
from models.people import Person
from models.plans import KIND, PlanItem, PlanKind, following, queries, studies
from models.plans.progress import targets
from models.texts import plural


@partial(weekly.chart, 10)
@chart_called("meta")
def by_item(session: Session, by: Person, now: datetime) -> Chart:
    """The progress of each meta and compromisso in percent, the farthest from its target first."""
    found = [each for items in queries.board(session, by=by, now=now).values() for each in items if each[1].progress]
    if not found:
        raise Refusal("Nenhuma meta tem número ainda. Exemplo: andamento META-14 120")
    done = {item.code: max(it.progress.percent, 0) for item, it in found if it.progress}
    order = sorted(done, key=lambda code: (done[code], code))
    met = sum(percent >= 100 for percent in done.values())
    last = order[0]
    title = f"{plural(met, 'meta cumprida', 'metas cumpridas')} de {len(done)}; a mais distante é {last}, {done[last]}%"
    return Chart(title, "% do caminho até a meta", tuple(ChartRow(code, (done[code],)) for code in order))


@chart_called("entrave")
def by_cause(session: Session, by: Person, now: datetime) -> Chart:
    """The open obstacles by their cause, and the days the oldest of each has been open."""
    found = queries.open_obstacles(session, by=by, now=now)
    if not found:
        raise Refusal("Não há entraves abertos.")
    counts = Counter(each.cause for _, each in found)
    today, oldest = moments.today(now), dict[str, int]()
    for _, each in found:
        oldest[each.cause] = max(oldest.get(each.cause, 0), (today - each.opened_on).days)
    first = counts.most_common(1)[0]
    title = f"{plural(len(found), 'entrave aberto', 'entraves abertos')}; {first[1]} por {first[0]}"
    rows = tuple(ChartRow(name, (count, oldest[name])) for name, count in counts.most_common())
    return Chart(title, "entraves e dias do mais antigo", rows, series=("entraves", "dias"))


@chart_of(KIND)
def one(session: Session, item: PlanItem, _: Person, now: datetime) -> Chart:
    """The values of an indicator, beside the targets of the years."""
    if item.tipo == PlanKind.CICLO:
        return _cycle(session, item, now)
    told = [each for each in reversed(following.reports(session, item)) if each.value is not None]
    if not told:
        raise Refusal(f"{item.code} não tem número ainda. Exemplo: andamento {item.code} 14")
    rows = [ChartRow(f"{each.day:%d/%m}", (round(each.value or 0),)) for each in told[-10:]]
    known = targets(item)
    end = f"; a meta de {max(known)} é {known[max(known)]:.0f}" if known else ""
    return Chart(f"{item.code}: {rows[-1].values[0]} {item.unidade}{end}", item.unidade or "valor", tuple(rows), "line")


def _cycle(session: Session, item: PlanItem, now: datetime) -> Chart:
    """The milestones of a cycle by the days that each has before the legal one."""
    found, end, today = following.milestones(session, item), item.prazo or moments.today(now), moments.today(now)
    rows = []
    for each in found:
        state = "feito" if each.done_on else "atrasado" if each.due_on < today else f"{each.due_on:%d/%m}"
        rows.append(ChartRow(f"{state}: {each.text}", ((end - each.due_on).days,)))
    undone = next((each for each in found if not each.done_on), None)
    following_step = f"; a seguir, {undone.text}, até {moments.date_text(undone.due_on)}" if undone else ""
    done = sum(each.done_on is not None for each in found)
    return Chart(
        f"{item.code}: {done} de {len(found)} marcos feitos{following_step}", "dias antes da data", tuple(rows)
    )


@chart_called("estudo")
@chart_called("ideia")
def by_study(session: Session, by: Person, now: datetime) -> Chart:
    """What each study saves a month, with how soon it pays for itself."""
    found = queries.everyone(session, (PlanKind.ESTUDO.value,), by=by, now=now)
    known = {each.code: it for each in found if (it := studies.payback(each)) is not None}
    if not known:
        raise Refusal(
            "Nenhum estudo tem números ainda. Exemplo: números EST-1 custo R$ 900,00 economia R$ 90,00 por mês"
        )
    order = sorted(known, key=lambda code: (-known[code].saving, code))
    rows = [ChartRow(f"{code} ({_paid(known[code].months)})", (known[code].saving // 100,)) for code in order]
    whole = of_cents(sum(it.saving for it in known.values()))
    return Chart(
        f"{whole} por mês em {plural(len(known), 'estudo', 'estudos')}; o maior é {order[0]}", "R$ por mês", tuple(rows)
    )


def _paid(months: int | None) -> str:
    return "não se paga" if months is None else plural(months, "mês", "meses")
