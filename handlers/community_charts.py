"""Charts of the community: what was answered and what is open, by bairro and by theme."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.base import Refusal
from handlers.charts import chart_called
from models.charts import Chart, ChartRow
from models.community import CommunityDemand, themes
from models.expedientes import Expediente
from models.people import Person, standing
from models.records import visible_to
from models.texts import plural

_BACK = timedelta(days=182)


@chart_called("bairro")
def by_bairro(session: Session, by: Person, now: datetime) -> Chart:
    """What each bairro asked: answered to the asker, and open."""
    return _drawn([(each.bairro, each) for each in _asked(session, by, now)], "bairro")


@chart_called("tema")
def by_theme(session: Session, by: Person, now: datetime) -> Chart:
    """What is asked most in six months: answered to the asker, and open."""
    recent = [each for each in _asked(session, by, now) if each.expediente.created_at > now - _BACK]
    return _drawn([(themes.shown(each.theme), each) for each in recent], "tema")


def _asked(session: Session, by: Person, now: datetime) -> list[CommunityDemand]:
    query = select(CommunityDemand).join(Expediente, Expediente.id == CommunityDemand.id)
    return list(session.scalars(query.where(visible_to(standing(session, by, now)))))


def _drawn(found: list[tuple[str, CommunityDemand]], what: str) -> Chart:
    named = [(name, each.delivered_at is not None) for name, each in found if name]
    if not named:
        raise Refusal(f"Nenhuma demanda da comunidade tem {what}. Exemplo: demanda Associação: asfalto, {what} X")
    total = Counter(name for name, _ in named)
    done = Counter(name for name, is_done in named if is_done)
    order = sorted(total, key=lambda name: (-total[name], name))
    first = order[0]
    open_ones = total[first] - done[first]
    title = f"{first}: {plural(total[first], 'pedido', 'pedidos')}, {open_ones} sem resposta entregue"
    rows = tuple(ChartRow(name, (done[name], total[name] - done[name])) for name in order)
    return Chart(title, "pedidos da comunidade", rows, series=("respondidos", "em aberto"))
