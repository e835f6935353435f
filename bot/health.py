"""Whether the bot is well, for a load balancer (ready or not, with reasons) and for Prometheus."""

from collections.abc import Iterator
from datetime import timedelta

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import carrier, scheduler, schema
from bot.app import App
from bot.dispatch import transaction
from models import doors, heartbeats, house_state
from models.doors import DoorState
from models.inbox import Inbox
from models.outbox import Outbox, State

_FRESH = timedelta(seconds=60)
_PROBE = "prontidao"


def reasons(app: App, door_names: list[str]) -> list[str]:
    """Why the bot is not ready to work; empty when it is."""
    try:
        if misfit := schema.misfit(app.engine):
            return [misfit]
        with transaction(app.engine) as session:
            heartbeats.beat(session, _PROBE, app.clock())  # a write: a database that only reads is not ready
            return [*_silent(session, app, door_names), *_shut(session)]
    except SQLAlchemyError as error:
        return [f"o banco de dados não aceita escrita: {type(error).__name__}"]


def _silent(session: Session, app: App, door_names: list[str]) -> Iterator[str]:
    last, oldest = heartbeats.last(session), app.clock() - _FRESH
    wanted = {scheduler.HEARTBEAT: "o relógio"} | ({carrier.HEARTBEAT: "a entrega"} if door_names else {})
    for name, said in wanted.items():
        if last.get(name) is None or last[name] < oldest:
            yield f"{said} não dá sinal há mais de 60 segundos"


def _shut(session: Session) -> Iterator[str]:
    for state in session.scalars(select(DoorState).where(DoorState.reason != "")):
        yield f"a porta {state.name} está fechada: {state.reason}"


def metrics(app: App) -> tuple[bytes, str]:
    """What Prometheus reads, and its content type."""
    registry = CollectorRegistry()
    registry.register(_Queues(app))
    return generate_latest(registry), CONTENT_TYPE_LATEST


class _Queues(Collector):
    """Counts and ages read from the tables at each scrape."""

    def __init__(self, app: App) -> None:
        self._app = app

    def collect(self) -> Iterator[Metric]:
        try:
            with transaction(self._app.engine) as session:
                yield from self._read(session)
        except SQLAlchemyError:
            yield GaugeMetricFamily("gabinete_database_up", "whether the database answers", value=0)

    def _read(self, session: Session) -> Iterator[Metric]:
        now = self._app.clock()
        yield GaugeMetricFamily("gabinete_database_up", "whether the database answers", value=1)
        held = house_state.held_since(session) is not None
        yield GaugeMetricFamily("gabinete_held", "whether messages are held after a restore", value=held)
        messages = GaugeMetricFamily("gabinete_outbox_messages", "messages by door and state", labels=["door", "state"])
        by_state = select(Outbox.channel, Outbox.state, func.count()).group_by(Outbox.channel, Outbox.state)
        for channel, state, count in session.execute(by_state):
            messages.add_metric([channel or "", state], count)
        yield messages
        updates = GaugeMetricFamily("gabinete_inbox_updates", "updates by door and state", labels=["door", "state"])
        for source, state, count in session.execute(
            select(Inbox.source, Inbox.state, func.count()).group_by(Inbox.source, Inbox.state)
        ):
            updates.add_metric([source, state], count)
        yield updates
        due = select(func.min(Outbox.not_before)).where(Outbox.state == State.PENDING, Outbox.channel.is_not(None))
        oldest = session.scalar(due)
        late = max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
        yield GaugeMetricFamily("gabinete_outbox_late_seconds", "how late the oldest due message is", value=late)
        beats = GaugeMetricFamily("gabinete_heartbeat_age_seconds", "since each part last ran", labels=["part"])
        for name, at in heartbeats.last(session).items():
            beats.add_metric([name], (now - at).total_seconds())
        yield beats
        shut = GaugeMetricFamily("gabinete_door_shut", "whether a door is shut or paused", labels=["door"])
        for door in session.scalars(select(DoorState)):
            shut.add_metric([door.name], doors.shut_until(session, door.name, now) is not None)
        yield shut
