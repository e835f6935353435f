"""Retention and purging, and the next of a recurring task."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models import inbox, temporality
from models.attachments_kept import KeptMessage
from models.audit import Audit
from models.inbox import Inbox
from models.outbox import IdempotencyKey, Outbox
from tests.conftest import House


@pytest.fixture(autouse=True, params=[1, 5_000])
def _in_parts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both sizes of parts: the rows that remain must be the same."""
    for module in ("models.retention", "models.auditing.chain"):
        monkeypatch.setattr(f"{module}._PART", request.param)


def days(serie: str) -> int:
    """The standard term of a series."""
    return temporality.standard()[serie].days or 0


def count(house: House, model: type[Inbox | Outbox | Audit | IdempotencyKey | KeptMessage]) -> int:
    with house.transaction() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def two_nights(house: House) -> None:
    """Let two nights of maintenance pass."""
    # After a long sleep the first one only notes the date: the second one believes the clock.
    house.app.run_job("maintenance", house.now)
    house.clock.move_to(house.now + timedelta(days=1))
    house.app.run_job("maintenance", house.now)


def test_copies_of_conversations_go_and_acts_stay(house: House) -> None:
    house.says("ana", "ordem @saude Abrir o posto no sábado\ncumprimento: sem prazo\nciência até sexta 12h")
    house.says("helena", "aprovar R-1")
    house.says("bruno", "ciente OS-1/2026")
    entries = count(house, Audit)
    house.clock.move_to(house.now + timedelta(days=days("ocasioes") + 1))
    two_nights(house)
    with house.transaction() as session:
        left = list(session.scalars(select(Outbox)))
    assert [row.recipient_id for row in left if row.recipient_id] == [1]
    assert [row.key for row in left if row.reply_to] == []
    assert count(house, Inbox) == 0
    assert count(house, IdempotencyKey) == 1  # the first night after the long sleep was noted
    assert count(house, Audit) == entries


def test_unhandled_updates_are_purged_too(house: House) -> None:
    with house.transaction() as session:
        inbox.store(session, source="telegram", bot="b", key="1", place="1", raw="{}", now=house.now)
        inbox.settle(session, 1, inbox.InboxState.IGNORED)
    house.clock.move_to(house.now + timedelta(days=days("mensagens") + 1))
    two_nights(house)
    assert count(house, Inbox) == 0


def test_nothing_goes_before_its_time(house: House) -> None:
    house.says("ana", "tarefa @sergio carimbar")
    before = count(house, Outbox), count(house, Inbox)
    house.clock.move_to(house.now + timedelta(days=days("respostas") - 2))
    two_nights(house)
    assert (count(house, Outbox), count(house, Inbox)) == before


def test_a_series_goes_on(house: House) -> None:
    house.says("ana", "tarefa @sergio carimbar toda segunda 10h")
    house.tray("sergio")
    house.passes("2026-11-23T10:01")
    assert house.says("ana", "T-2").startswith("T-2 carimbar")
    house.runs("series")
    house.runs("series")
    assert house.says("ana", "T-3").startswith("Não encontrei T-3.")


def test_what_was_kept_and_never_placed_goes(house: House) -> None:
    house.says("ana", "Encaminhada\n[22/11 19:41] Zé: a ponte caiu")
    assert count(house, KeptMessage) == 1
    house.clock.move_to(house.now + timedelta(days=days("guardados") - 2))
    two_nights(house)
    assert count(house, KeptMessage) == 1
    house.clock.move_to(house.now + timedelta(days=2))
    two_nights(house)
    assert count(house, KeptMessage) == 0
