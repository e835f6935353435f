"""The seeded municipality: alike for the same day, every flow at some stage, no message left unread."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import App
from bot.demo import seed
from bot.settings import Settings
from bot.simulation import FrozenClock
from bot.transactions import transaction
from models import audit, people
from models.acts import Act
from models.expedientes import Expediente
from models.extensions import Extension
from models.inbox import Inbox
from models.outbox import Outbox
from models.people import Function, Person
from models.records import Record
from models.tasks import Assignment, Task
from tests import databases, engines

pytestmark = pytest.mark.usefixtures("new_database")
DAYS = (
    "2026-11-23T09:00:00-03:00",  # a Monday
    "2026-11-28T15:00:00-03:00",  # a Saturday
    "2027-01-01T00:00:00-03:00",
    "2027-02-09T23:59:00-03:00",  # Carnaval
    "2028-02-29T12:00:00-03:00",
    "2030-06-17T08:00:00-03:00",
)


def sown(tmp_path: Path, now: str, name: str = "demo") -> App:
    clock = FrozenClock(datetime.fromisoformat(now))
    settings = Settings(_env_file=None, database_url=databases.furnished(tmp_path / f"{name}.db"))  # type: ignore[call-arg]
    app = engines.built(settings, clock=clock)
    seed.sow(app, clock)
    assert clock() == datetime.fromisoformat(now)
    return app


def seen(app: App) -> list[tuple[Any, ...]]:
    """The rows of the seeded house that people can see."""
    with transaction(app.engine) as session:
        records = session.execute(
            select(Record.code, Record.title, Record.status, Record.created_at).order_by(Record.id)
        )
        text = Outbox.payload["text"].as_string()
        messages = session.execute(
            select(Outbox.person_id, text, Outbox.created_at).where(Outbox.key.not_like("anchor:%"))
        )
        return [*map(tuple, records), *sorted(map(tuple, messages))]


@pytest.mark.parametrize("now", DAYS)
@pytest.mark.slow
def test_every_line_was_understood_and_everything_is_read(tmp_path: Path, now: str) -> None:
    app = sown(tmp_path, now)
    with transaction(app.engine) as session:
        rows = session.execute(select(Inbox.raw, Inbox.state, Inbox.received_at)).all()
        assert [row.raw for row in rows if row.state != "done"] == []
        assert len(rows) == len([each for each in seed.story() if each.who != "tabela"])
        assert all(row.received_at < datetime.fromisoformat(now) for row in rows)
        assert {row.state for row in session.execute(select(Outbox.state))} == {"sent"}
        assert audit.verify(session).broken_id is None
    engines.give_back(app.engine)


@pytest.mark.slow
def test_the_same_moment_gives_the_same_house(tmp_path: Path) -> None:
    first, second = sown(tmp_path, DAYS[0], "a"), sown(tmp_path, DAYS[0], "b")
    assert seen(first) == seen(second)
    engines.give_back(first.engine)
    engines.give_back(second.engine)


@pytest.mark.slow
def test_the_people_of_the_seed(tmp_path: Path) -> None:
    app = sown(tmp_path, DAYS[0])
    with transaction(app.engine) as session:
        everyone = list(session.scalars(select(Person)))
        roles = Counter(person.role for person in everyone)
        assert roles["prefeito"] == 1
        assert roles["chefia"] == 1
        assert roles["servidor"] >= 4
        assert {"assessoria", "controle", "administrador"} <= roles.keys()
        titulares = {p.orgao_id for p in everyone if p.function == Function.TITULAR and p.role == "secretario"}
        adjuntos = {p.orgao_id for p in everyone if p.function == Function.ADJUNTO}
        assert len(titulares) == 12
        assert len(titulares & adjuntos) >= 6
        assert len(people.stand_ins(session, datetime.fromisoformat(DAYS[0]).date())) == 1
    engines.give_back(app.engine)


def test_every_flow_at_some_stage(tmp_path: Path) -> None:
    app = sown(tmp_path, DAYS[0])
    with transaction(app.engine) as session:
        parts = Counter(session.scalars(select(Assignment.state)))
        assert {"aberta", "iniciada", "concluída"} <= parts.keys()
        tasks = list(session.scalars(select(Task)))
        assert any(task.recurrence for task in tasks)
        assert any(task.checklist and task.checklist[0]["done"] for task in tasks)
        acts = {act.status for act in session.scalars(select(Act))}
        assert {"minuta", "transmitida", "retificada"} <= acts
        papers = list(session.scalars(select(Expediente)))
        assert {"sobrestado", "arquivado"} <= {paper.status for paper in papers}
        assert {"publico", "restrito", "sigiloso"} <= {paper.access_level for paper in papers}
        waiting = list(session.scalars(select(Extension).where(Extension.granted.is_(None))))
        assert len(waiting) == 2
    engines.give_back(app.engine)
