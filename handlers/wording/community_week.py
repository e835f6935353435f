"""What the community asked in a week, what was answered to it, and what waits in the house."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.wording import digests, weekly
from handlers.wording.weekly import WeekScope
from models import moments
from models.community import CommunityDemand, summary
from models.people import Person, standing
from models.texts import clip, plural

_MOST = 3


@weekly.line(60, select(CommunityDemand.id).exists())
def lines(session: Session, person: Person, scope: WeekScope, now: datetime) -> list[str]:
    """What came in, what reached the asker, what still waits and since when, of the whole house."""
    if scope.orgao_ids is not None:
        return []
    since, until = moments.start_of(scope.since), moments.start_of(moments.days_after(scope.until, 1))
    found = summary.counts(session, since, until, by=person, now=now)
    if not found.came and not found.answered:
        return []
    text = f"Comunidade: {plural(found.came, 'pedido novo', 'pedidos novos')}, "
    text += f"{plural(found.answered, 'resposta entregue', 'respostas entregues')}, {found.waiting} à espera"
    theme = f"; mais pedido: {found.theme}" if found.theme else ""
    oldest = f"; a mais antiga {found.oldest.code} ({clip(found.oldest.expediente.title, 30)})" if found.oldest else ""
    return [f"{text}{theme}{oldest}"]


@digests.first(80, select(CommunityDemand.id).where(CommunityDemand.delivered_at.is_(None)).exists())
def on_top(session: Session, person: Person, now: datetime) -> list[str]:
    """For the cabinet: what the órgãos answered and nobody delivered to the asker."""
    if not standing(session, person, now).is_cabinet:
        return []
    rows = [
        f"• {each.code} {clip(each.expediente.title, 50)}" for each in summary.undelivered(session, by=person, now=now)
    ]
    more = [f"… e mais {len(rows) - _MOST}."] if len(rows) > _MOST else []
    return [f"Respondidas, por entregar a quem pediu ({len(rows)}):", *rows[:_MOST], *more] if rows else []
