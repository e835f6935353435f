"""A clock that was ahead and is right again: dates in the future hold nothing up, and nothing was deleted."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot import doctor, health
from jobs import base as jobs
from models import clock_marks, deliveries, doors, heartbeats, inbox, outbox
from models.base import insert_row
from models.deliveries import Limits
from models.inbox import Inbox
from models.outbox import Outbox, Priority
from tests.conftest import House

LIMITS = Limits(per_second=30, spacing=lambda _: 1.0)


def message(house: House, **values: Any) -> None:
    plain: dict[str, Any] = {
        "key": "x",
        "person_id": 4,
        "meant_for_id": 4,
        "channel": "porta",
        "address": "9",
        "payload": {"text": "oi"},
        "priority": int(Priority.REPLY),
        "state": "pending",
        "not_before": house.now,
        "created_at": house.now,
    }
    with house.transaction() as session:
        doors.known(session, "porta")
        insert_row(session, Outbox, **{**plain, **values})


def claimed(house: House) -> list[str]:
    with house.transaction() as session:
        claim = deliveries.claim(session, "porta", worker="w", now=house.now, room=9, limits=LIMITS)
        return [each.payload["text"] for each in claim.batch]


def waits_until(house: House) -> Any:
    with house.transaction() as session:
        return session.scalar(select(Outbox.not_before).where(Outbox.key == "x"))


@pytest.mark.parametrize("days", [1, 3, 30, 4000])
def test_a_message_sent_in_the_future_holds_up_nobody(house: House, days: int) -> None:
    message(house, key="falsa", state="sent", sent_at=house.now + timedelta(days=days), attempts=1, external_id="1")
    message(house)
    assert claimed(house) == ["oi"]


@pytest.mark.parametrize("priority", [Priority.REPLY, Priority.NOTICE])
def test_a_postponed_item_comes_back(house: House, priority: Priority) -> None:
    message(house, not_before=house.now + timedelta(days=3), priority=int(priority))
    assert claimed(house) == []
    house.runs("clock")
    assert claimed(house) == ["oi"]
    house.runs("clock")
    assert "relógio adiantado desfeito: 1 mensagem que esperava" in str(entries(house))


def test_a_message_put_off_to_the_morning_stays_put_off(house: House) -> None:
    house.clock.move_to(house.now + timedelta(days=4, hours=13))  # Friday, 22h: the next morning is Monday's
    morning = house.now + timedelta(days=2, hours=9)
    message(house, not_before=morning, priority=int(Priority.NOTICE))
    house.runs("clock")
    assert waits_until(house) == morning


def test_after_the_false_clock_its_dates_are_undone(house: House) -> None:
    true = house.now
    house.clock.move_to(true + timedelta(minutes=90))
    message(house, priority=int(Priority.NOTICE), not_before=house.now + timedelta(minutes=9))
    with house.transaction() as session:
        heartbeats.beat(session, "reminders", house.now)
        outbox.claim_keys(session, ["digests:2026-11-23:0730"], house.now)
        inbox.store(session, source="t", bot="b", key="k", place="1", raw="{}", now=house.now)
        doors.pause(session, "porta", house.now + timedelta(minutes=1))
        doors.listen(session, "porta", "old", house.now, house.now + timedelta(seconds=20))
    house.clock.move_to(true)
    assert jobs.jobs()["reminders"].is_due(true + timedelta(minutes=90), true)
    house.runs("clock")
    assert claimed(house) == ["oi"]
    with house.transaction() as session:
        assert max(heartbeats.last(session).values()) <= true
        assert outbox.claim_keys(session, ["digests:2026-11-23:0730"], true)
        assert session.scalar(select(Inbox.not_before)) == true
        assert doors.shut_until(session, "porta", true) is None
        assert doors.listen(session, "porta", "new", true, true + timedelta(seconds=20))


def test_a_door_waits_for_no_false_date(house: House) -> None:
    with house.transaction() as session:
        doors.pause(session, "porta", house.now + timedelta(days=3))
        doors.listen(session, "porta", "old", house.now, house.now + timedelta(days=3))
        assert doors.shut_until(session, "porta", house.now) is None
        assert doors.listen(session, "porta", "new", house.now, house.now + timedelta(seconds=20))
        doors.pause(session, "porta", house.now + timedelta(seconds=30))
        assert doors.shut_until(session, "porta", house.now) == house.now + timedelta(seconds=30)


def test_nothing_is_deleted_by_a_clock_that_jumped(house: House) -> None:
    house.says("ana", "eu")
    house.runs("maintenance")
    rows = count(house)
    true = house.now
    for _ in range(2):
        house.clock.move_to(true + timedelta(days=400))
        house.app.run_job("maintenance", house.now)
        house.app.run_job("maintenance", house.now)
        assert count(house) == rows
        house.clock.move_to(true)
        house.runs("clock")
        house.runs("maintenance")
        assert count(house) == rows
        true += timedelta(days=1)
    house.clock.move_to(true + timedelta(days=400))
    house.app.run_job("maintenance", house.now)
    house.clock.move_to(house.now + timedelta(days=1))
    house.app.run_job("maintenance", house.now)
    assert count(house) == 0


def test_marks_in_the_future_are_reported(house: House) -> None:
    message(house, key="falsa", state="sent", sent_at=house.now + timedelta(days=3), attempts=1)
    said = "há 1 envio marcado para o futuro"
    with house.transaction() as session:
        assert clock_marks.found(session, house.now).text == said
    assert health.warnings(house.app) == [f"{said}: o relógio da máquina esteve adiantado"]
    assert 'gabinete_future_marks{kind="sent"} 1.0' in health.metrics(house.app, [])[0].decode()
    (finding,) = doctor._clock(house.app.engine, house.now)
    assert finding.detail.startswith(said)
    with house.transaction() as session:
        session.execute(update(Outbox).values(sent_at=house.now))
    assert health.warnings(house.app) == []
    assert list(doctor._clock(house.app.engine, house.now)) == []


def test_a_beat_from_the_future_is_no_sign_of_life(house: House) -> None:
    with house.transaction() as session:
        heartbeats.beat(session, "relogio", house.now + timedelta(days=3))
    assert "o relógio não dá sinal há mais de 60 segundos" in health.reasons(house.app, [])


def count(house: House) -> int:
    with house.transaction() as session:
        return session.scalar(select(func.count()).select_from(Inbox)) or 0


def entries(house: House) -> list[str]:
    from models.audit import Audit

    with house.transaction() as session:
        return [f"{row.action}: {row.text}" for row in session.scalars(select(Audit))]
