"""The SQL statements of a task created: of the rule alone, and of the whole line from the inbox to the commit."""

import json

import pytest

from bot.inbox import Update
from models import tasks
from models.people import by_handle
from models.tasks import NewTask
from tests.conftest import House
from tests.work import statements

LINE = "tarefa @bruno enviar o relatório até sexta 17h"


@pytest.fixture
def warm(house: House) -> House:
    """A house in which the same task was created before: its words are known, and its ladders and its calendar were read."""
    house.says("ana", LINE)
    house.says("ana", LINE)
    return house


def counted(sent: list[str]) -> list[str]:
    """Those that both databases are sent: locks and seals are PostgreSQL's alone."""
    return [each for each in sent if not each.startswith(("SELECT pg_advisory", "DELETE FROM touched"))]


def test_a_task_takes_twelve_statements(warm: House) -> None:
    with warm.transaction() as session:
        ana, bruno = by_handle(session, "ana"), by_handle(session, "bruno")
        assert ana is not None
        assert bruno is not None
        with statements(warm.app.engine) as sent:
            tasks.create(session, NewTask("enviar o relatório", assignees=(bruno,)), by=ana, now=warm.now)
            session.commit()
    assert len(counted(sent)) <= 12, sent


def sent_by(house: House, who: str, line: str) -> list[str]:
    """The statements of a line, from the inbox to the commit."""
    raw = json.dumps({"as": who, "text": line})
    with statements(house.app.engine) as sent:
        (row_id,) = house.app.inbox.ingest("console", "local", [Update("one", who, raw)], house.now)
        assert row_id is not None
        house.app.inbox.handle(row_id, "console", raw, house.now)
    return counted(sent)


def test_the_line_takes_nineteen_and_loads_who_writes_once(warm: House) -> None:
    sent = sent_by(warm, "ana", LINE)
    assert len(sent) <= 19, sent
    assert sum(each.startswith("SELECT people.") for each in sent) == 2  # who writes, and who is named


@pytest.mark.parametrize(
    ("who", "line", "most"),
    [
        ("ana", "tarefa @bruno, @otavio, @edna conferir a folha até sexta", 26),
        ("bruno", "concluir T-1", 23),
        ("ana", "reabrir T-2 faltou o anexo", 19),
        ("bruno", "minhas", 9),
        ("bruno", "pauta", 18),
        ("ana", "pauta", 13),
        ("bruno", "tarfa @ana conferir", 13),
    ],
)
def test_nothing_is_read_twice(warm: House, who: str, line: str, most: int) -> None:
    warm.says("bruno", "concluir T-2")
    sent = sent_by(warm, who, line)
    assert len(sent) <= most, sent


def test_the_agenda_of_an_approver_takes_as_many_however_many_drafts_wait(house: House) -> None:
    def agenda() -> int:
        house.says("ana", "pauta")
        with statements(house.app.engine) as sent:
            assert "Esperam a sua decisão" in house.says("ana", "pauta")
        return len(counted(sent))

    house.says("davi", "ordem @saude Enviar o plano 1 de contingência.\ncumprir até 18/12")
    with_one = agenda()
    for n in range(2, 6):
        house.says("davi", f"ordem @saude Enviar o plano {n} de contingência.\ncumprir até 18/12")
    assert agenda() == with_one
