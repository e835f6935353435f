"""One bad deadline, ladder, preference or act stops itself only; it is reported once, and the others go on."""

import json
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text

from jobs import quarantine
from jobs.base import Run
from tests.conftest import House
from tests.jobs.times import wishes

TOLD = "Não consegui tratar "


def breaks(house: House, statement: str, **values: Any) -> None:
    """Run a statement as an intruder with the database's password would."""
    with house.transaction() as session:
        session.execute(text(statement), values)


def told(house: House) -> list[str]:
    return [each for each in house.tray("igor") if each.startswith(TOLD)]


def two_tasks(house: House) -> None:
    house.says("ana", "tarefa @bruno enviar o relatório até 24/11")
    house.says("ana", "tarefa @otavio medir a ponte até 24/11")
    for who in ("ana", "bruno", "otavio", "igor"):
        house.tray(who)


def test_a_deadline_of_a_kind_without_words_is_a_plain_sentence(house: House) -> None:
    wishes(house, "bruno", digest=False)
    two_tasks(house)
    breaks(house, "UPDATE deadlines SET kind = 'vistoria' WHERE id = 1")
    house.passes("2026-11-24T08:01")
    assert house.tray("bruno")[-1] == ("Lembrete: prazo de T-1 (enviar o relatório) vence hoje: terça-feira, 24/11.")
    assert house.tray("otavio")
    assert told(house) == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE deadlines SET snoozed_until = '9999-12-31 23:59:59.000000' WHERE id = 1",
        "UPDATE deadlines SET due_at = '0001-01-01 00:00:00.000000' WHERE id = 1",
        "UPDATE deadlines SET opened_at = '9999-12-31 23:59:59.000000', reminded_at = NULL WHERE id = 1",
    ],
)
def test_others_are_reminded_despite_one_bad_preference(house: House, damage: str) -> None:
    two_tasks(house)
    breaks(house, damage)
    house.passes("2026-11-24T08:01")
    assert any("T-2" in each for each in house.tray("otavio"))


@pytest.mark.parametrize("hour", ["25:00", "99:99", "", "oito", "08:00+03:00"])
def test_a_ladder_with_an_impossible_hour_loses_that_step_only(house: House, hour: str) -> None:
    two_tasks(house)
    breaks(house, "UPDATE ladder_steps SET hour = :hour WHERE ladder = 'prazo' AND n = -3", hour=hour)
    house.passes("2026-11-24T08:01")
    assert any("T-1" in each for each in house.tray("bruno"))
    assert len(told(house)) == 1
    house.passes("2026-11-25T12:00")
    assert told(house) == []
    assert house.says("ana", "escada prazo")


@pytest.mark.parametrize(
    "values",
    ["n = 1000000000", "n = -1000000000", "unit = 'luas'", "audience = 'ninguém'"],
)
def test_a_step_that_is_none_is_passed_over(house: House, values: str) -> None:
    breaks(house, f"UPDATE ladder_steps SET {values} WHERE ladder = 'prazo' AND n = 1")  # noqa: S608
    two_tasks(house)
    house.passes("2026-11-24T08:01")
    assert any("T-1" in each for each in house.tray("bruno"))
    assert any("a escada prazo" in each for each in told(house))


@pytest.mark.parametrize(
    "wishes",
    [
        {"quiet": ["25:00", "07:00"]},
        {"quiet": "sempre"},
        {"digest": "25:99"},
        {"doors": "slack"},
        {"doors": [1, {"hours": 3}, {"channel": "slack", "hours": ["x"]}]},
        ["quiet"],
        "quiet",
        7,
    ],
    ids=str,
)
def test_an_unreadable_preference_is_the_default(house: House, wishes: Any) -> None:
    two_tasks(house)
    breaks(house, "UPDATE people SET preferences = :wishes WHERE handle = 'bruno'", wishes=json.dumps(wishes))
    house.passes("2026-11-24T08:01")
    assert any("T-1" in each for each in house.tray("bruno"))
    assert any("T-2" in each for each in house.tray("otavio"))
    assert told(house) == []


def test_a_series_that_cannot_go_on_stops_itself_only(house: House) -> None:
    house.says("ana", "tarefa @bruno enviar o relatório toda terça 10h")
    house.says("ana", "tarefa @otavio medir a ponte toda terça 10h")
    breaks(house, "UPDATE tasks SET recurrence = 'a cada lua' WHERE id = (SELECT min(id) FROM tasks)")
    house.passes("2026-11-24T10:05")
    assert house.says("ana", "ver T-3").startswith("T-3 medir a ponte")
    assert len(told(house)) == 1
    house.clock.move_to(datetime.fromisoformat("2026-11-25T11:50-03:00"))  # it is due at every minute until then
    house.passes("2026-11-25T12:00")
    assert told(house) == []


def test_an_act_that_cannot_be_transmitted_holds_no_other_back(house: House) -> None:
    for n, what in ((1, "fazer tudo"), (2, "medir a ponte")):
        draft = house.answer("davi", text=f"ordem @bruno {what}\ntransmitir hoje 15h")
        assert draft["text"].startswith(f"Minuta R-{n}")
        approve = next(
            each["line"]
            for message in house.pushed("helena")
            for each in message["buttons"]
            if each["line"].startswith("aprovar")
        )
        assert "OS-" in house.says("helena", approve)
    breaks(house, "UPDATE directives SET counts = '[7]' WHERE id = (SELECT min(id) FROM directives)")
    house.tray("bruno")
    house.passes("2026-11-23T15:05")
    assert any("medir a ponte" in each for each in house.tray("bruno"))
    assert len(told(house)) == 1
    house.passes("2026-11-23T16:00")
    assert told(house) == []


def test_bad_ones_are_found_by_halves_and_rest_until_tomorrow(house: House) -> None:
    tried: list[int] = []

    def work(numbers: Any) -> list[int]:
        tried.extend(numbers)
        if 13 in numbers or 21 in numbers:
            raise KeyError("no word for it")
        return list(numbers)

    def look() -> list[int]:
        with house.transaction() as session:
            return quarantine.each(Run(session, house.now), range(40), work, lambda n: (f"n:{n}", f"o número {n}"))

    good = [n for n in range(40) if n not in (13, 21)]
    assert look() == good
    assert len(tried) < 8 * 40
    tried.clear()
    assert look() == good == tried
    house.desk.deliver()
    assert len(told(house)) == 2
    house.passes("2026-11-24T09:00")
    tried.clear()
    assert look() == good
    assert 13 in tried
    house.desk.deliver()
    assert told(house) == []
