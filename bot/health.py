"""The health of the bot: for a load balancer (ready or not, with reasons) and for Prometheus."""

import logging
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import encryption, scheduler, schema, sender
from bot.app import App
from bot.transactions import transaction
from models import clock_marks, doors, heartbeats, house_state, storage
from models.doors import DoorState
from models.inbox import Inbox, InboxState
from models.outbox import IS_PENDING, IS_UNSETTLED, Outbox, State

_FRESH = timedelta(seconds=60)
_RECENT = timedelta(minutes=5)
_NEVER = datetime(1, 1, 2, tzinfo=UTC)
_PROBE = "prontidao"


def reasons(app: App, door_names: list[str]) -> list[str]:
    """The reasons why the bot is not ready to work; empty when it is."""
    try:
        if misfit := schema.misfit(app.engine):
            return [misfit]
        with transaction(app.engine) as session:
            heartbeats.beat(session, _PROBE, app.clock())  # a write: a database that only reads is not ready
            return [*_silent(session, app, door_names), *_shut(session), *_waiting_wrongly(session, app.clock())]
    except SQLAlchemyError as error:
        return [f"o banco de dados não aceita escrita: {type(error).__name__}"]


def _silent(session: Session, app: App, door_names: list[str]) -> Iterator[str]:
    last, oldest = heartbeats.last(session), app.clock() - _FRESH
    wanted = {scheduler.HEARTBEAT: "o relógio"} | ({sender.HEARTBEAT: "a entrega"} if door_names else {})
    for name, said in wanted.items():
        if not oldest <= last.get(name, _NEVER) <= app.clock() + clock_marks.SKEW:
            yield f"{said} não dá sinal há mais de 60 segundos"


def _shut(session: Session) -> Iterator[str]:
    for state in session.scalars(select(DoorState).where(DoorState.reason != "")):
        yield f"a porta {state.name} está fechada: {state.reason}"


def _waiting_wrongly(session: Session, now: datetime) -> Iterator[str]:
    """A sentence about messages dated in the future by a wrong clock; the job `clock` frees them in a minute."""
    marks = clock_marks.found(session, now)
    if marks.waiting:
        yield f"{marks.text}: o relógio da máquina esteve adiantado"


def warnings(app: App) -> list[str]:
    """Sentences about problems that hinder no work, but need somebody's attention."""
    try:
        with transaction(app.engine) as session:
            text = clock_marks.found(session, app.clock()).text
    except SQLAlchemyError:
        return []
    return [f"{text}: o relógio da máquina esteve adiantado"] if text else []


class _Failures(logging.Handler):
    """A counter of the errors that this process logged, by the part of the bot that logged them."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.by_part: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        self.by_part[record.name] += 1


_failures = _Failures()
logging.getLogger("bot").addHandler(_failures)


def metrics(app: App, door_names: list[str]) -> tuple[bytes, str]:
    """The metrics in Prometheus' text format, and their content type."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(_House(app, door_names))
    return generate_latest(registry), CONTENT_TYPE_LATEST


class _House(Collector):
    """The state of the house, read from the tables at each scrape, by indexes only."""

    def __init__(self, app: App, door_names: list[str]) -> None:
        self._app, self._door_names = app, door_names

    def collect(self) -> Iterator[Metric]:
        ready = not reasons(self._app, self._door_names)
        yield GaugeMetricFamily("gabinete_ready", "whether /readyz answers 200", value=ready)
        yield from _around(self._app)
        errors = CounterMetricFamily("gabinete_errors", "errors logged by this process", labels=["part"])
        for part, count in _failures.by_part.items():
            errors.add_metric([part], count)
        yield errors
        up = "whether the database answers"
        try:
            with transaction(self._app.engine) as session:
                found = list(self._read(session, self._app.clock()))
        except SQLAlchemyError:
            yield GaugeMetricFamily("gabinete_database_up", up, value=0)
            return
        yield GaugeMetricFamily("gabinete_database_up", up, value=1)
        yield from found

    def _read(self, session: Session, now: datetime) -> Iterator[Metric]:
        held = house_state.held_since(session) is not None
        yield GaugeMetricFamily("gabinete_held", "whether messages are held after a restore", value=held)
        yield from _inbox(session, now)
        yield from _outbox(session, now)
        yield from _doors(session, now)
        yield _future_marks(session, now)
        beats = GaugeMetricFamily("gabinete_heartbeat_age_seconds", "since each part last ran", labels=["part"])
        for name, at in heartbeats.last(session).items():
            beats.add_metric([name], _age(at, now))
        yield beats


def _inbox(session: Session, now: datetime) -> Iterator[Metric]:
    """Metrics of the inbox. `gabinete_updates` is the last id given: it grows by one with each update."""
    last, oldest = func.max(Inbox.id), func.min(Inbox.received_at)
    yield CounterMetricFamily("gabinete_updates", "updates ever received", value=session.scalar(select(last)) or 0)
    updates = GaugeMetricFamily("gabinete_inbox_updates", "updates not handled, by state", labels=["door", "state"])
    left = Inbox.state.in_((InboxState.PENDING, InboxState.QUARANTINED))
    for source, state, count in session.execute(
        select(Inbox.source, Inbox.state, func.count()).where(left).group_by(Inbox.source, Inbox.state)
    ):
        updates.add_metric([source, state], count)
    yield updates
    waiting = session.scalar(select(oldest).where(Inbox.state == InboxState.PENDING))
    yield GaugeMetricFamily("gabinete_inbox_oldest_seconds", "age of the oldest pending update", _age(waiting, now))


def _outbox(session: Session, now: datetime) -> Iterator[Metric]:
    messages = GaugeMetricFamily("gabinete_outbox_messages", "messages not settled", labels=["door", "state"])
    under_way = (IS_UNSETTLED, Outbox.state.in_((State.SENDING, State.UNCERTAIN)))
    for wanted in ((IS_PENDING,), under_way):
        by_state = select(Outbox.channel, Outbox.state, func.count()).where(*wanted)
        for channel, state, count in session.execute(by_state.group_by(Outbox.channel, Outbox.state)):
            messages.add_metric([channel or "", state], count)
    yield messages
    due = session.scalar(select(func.min(Outbox.not_before)).where(IS_PENDING, Outbox.channel.is_not(None)))
    yield GaugeMetricFamily("gabinete_outbox_late_seconds", "how late the oldest due message is", _age(due, now))
    recent = GaugeMetricFamily("gabinete_recent_sends", "sends of the last 5 minutes", labels=["door", "state"])
    for name in session.scalars(select(DoorState.name)):
        tried = select(Outbox.state, func.count()).where(Outbox.channel == name, Outbox.sent_at > now - _RECENT)
        for state, count in session.execute(tried.group_by(Outbox.state)):
            recent.add_metric([name, state], count)
    yield recent


def _doors(session: Session, now: datetime) -> Iterator[Metric]:
    shut = GaugeMetricFamily("gabinete_door_shut", "whether a door is shut or paused", labels=["door"])
    heard = GaugeMetricFamily(
        "gabinete_door_silence_seconds", "since we last asked for news, or had an open line", labels=["door"]
    )
    for door in session.scalars(select(DoorState)):
        shut.add_metric([door.name], doors.shut_until(session, door.name, now) is not None)
        if door.heard_at is not None:
            heard.add_metric([door.name], _age(door.heard_at, now))
    yield from (shut, heard)


def _future_marks(session: Session, now: datetime) -> Metric:
    found = clock_marks.found(session, now)
    marks = GaugeMetricFamily("gabinete_future_marks", "marks left by a clock that was ahead", labels=["kind"])
    for kind, count in (("sent", found.sent), ("waiting", found.waiting)):
        marks.add_metric([kind], count)
    return marks


def _around(app: App) -> Iterator[Metric]:
    """The room on the disk of the data, and the age of the newest copy, where BACKUP_DIR says where copies are."""
    free = GaugeMetricFamily("gabinete_disk_free_bytes", "room on the disk of the data")
    copied = GaugeMetricFamily("gabinete_copy_age_seconds", "age of the newest copy of the database")
    settings = app.settings
    with suppress(OSError):
        free.add_metric([], shutil.disk_usage(settings.data_dir).free)
        copies = encryption.copies_in(settings.backup_dir) if settings.backup_dir is not None else []
        if copies:
            copied.add_metric([], max(0.0, app.clock().timestamp() - copies[-1].stat().st_mtime))
    waiting = GaugeMetricFamily("gabinete_files_waiting", "files that wait to be sent to the object store")
    if settings.storage_bucket:
        waiting.add_metric([], storage.waiting())
    yield from (free, copied, waiting)


def _age(since: datetime | None, now: datetime) -> float:
    """The seconds since a moment; 0 where it is None or in the future."""
    return max(0.0, (now - since).total_seconds()) if since is not None else 0.0
