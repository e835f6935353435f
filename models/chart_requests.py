"""Charts to be drawn: asked for in the chat, drawn beside the bot, and sent as a picture."""

from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import attachments, charts, outbox
from models.base import Base, insert_row, partial_index
from models.charts import Chart
from models.outbox import Message
from models.people import Person

_WAITING = "ended_at IS NULL"


class ChartRequest(Base):
    """A chart that somebody asked for; the picture is made of `svg` alone."""

    __tablename__ = "chart_requests"
    __table_args__ = (partial_index("ix_chart_requests_waiting", "id", where=_WAITING),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    svg: Mapped[str]
    caption: Mapped[str]
    asked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


def ask(session: Session, chart: Chart, *, by: Person, now: datetime) -> int:
    """Note that a person asks for the picture of a chart."""
    values = {"svg": charts.svg(chart), "caption": charts.said(chart), "asked_at": now, "ended_at": None}
    return insert_row(session, ChartRequest, person_id=by.id, **values)


_IS_OPEN = ChartRequest.ended_at.is_(None)
IS_ASKED = select(ChartRequest.id).where(_IS_OPEN).exists()


def waiting(session: Session) -> ChartRequest | None:
    """The next chart to be drawn."""
    return session.scalar(select(ChartRequest).where(_IS_OPEN).order_by(ChartRequest.id).limit(1))


def settle(session: Session, request_id: int, png: bytes | None, *, now: datetime) -> None:
    """Send the picture with its numbers; without a picture, the numbers alone."""
    request = session.get_one(ChartRequest, request_id)
    if request.ended_at is not None:
        return
    request.ended_at, request.svg = now, ""
    files = (attachments.put(f"gráfico {request.id}.png", png),) if png is not None else ()
    message = Message(request.caption if png is not None else f"Não consegui desenhar. {request.caption}", files=files)
    outbox.enqueue(session, key=f"chart:{request_id}", to=request.person_id, message=message, now=now)
