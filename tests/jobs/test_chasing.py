"""What is urgent, or due on the day it was given, is chased on that day."""

import pytest

from tests.conftest import House

CIENCIA = "ciência de OS-1/2026 (Suspender o atendimento)"


def heard(house: House, who: str, *hours: str) -> list[str]:
    """The reminders that come up to each hour of Monday, with the hour."""
    found = []
    for hour in hours:
        house.passes(f"2026-11-23T{hour}")
        found += [f"{hour} {text}" for text in house.tray(who) if "Lembrete" in text]
    return found


@pytest.mark.every_door
def test_a_task_of_one_day_is_chased_three_times(house: House) -> None:
    house.says("ana", "tarefa @sergio levar o ofício até hoje 17h")
    due = "segunda-feira, 23/11, 17h"
    assert heard(house, "sergio", "12:59", "13:00", "15:59", "16:00", "16:59", "17:00", "19:00") == [
        f"13:00 Lembrete: tarefa T-1 (levar o ofício) vence hoje: {due}.",
        f"16:00 Lembrete: tarefa T-1 (levar o ofício) vence em 1 hora: {due}.",
        f"17:00 Lembrete: tarefa T-1 (levar o ofício) venceu: {due}.",
    ]
    assert [text for text in house.tray("ana") if "Lembrete" in text] == [
        f"Lembrete: tarefa T-1 (levar o ofício) venceu: {due} — com Sérgio Pinto, ainda em aberto."
    ]


def test_an_urgent_act_is_chased_and_its_author_reads_who_is_silent(house: House) -> None:
    house.says("ana", "ordem @todos !urgente Suspender o atendimento\nciência até hoje 12h")
    house.says("helena", "aprovar R-1")
    house.says("bruno", "ciente OS-1/2026")
    house.pushed("ana")
    assert heard(house, "bruno", "12:30") == []
    assert len([text for text in house.tray("otavio") if text.startswith(f"Lembrete: {CIENCIA}")]) == 2
    (message,) = house.pushed("ana")
    assert message["text"] == (
        "Lembrete: OS-1/2026 (Suspender o atendimento): 3 de 4 sem ciência desde 23/11 12h — EDUCACAO, FAZENDA, OBRAS."
    )
    assert message["buttons"][0] == {"label": "Cobrar todos", "line": "cobrar OS-1/2026"}


def test_an_urgent_task_of_another_day_is_chased_on_its_own(house: House) -> None:
    house.says("ana", "tarefa @sergio abrir o posto até amanhã 12h !urgente")
    house.passes("2026-11-24T07:31")
    house.tray("sergio")
    house.passes("2026-11-24T10:59")
    assert house.tray("sergio") == []
    house.passes("2026-11-24T12:01")
    assert len(house.tray("sergio")) == 2


def test_what_is_neither_is_left_alone(house: House) -> None:
    house.says("ana", "tarefa @sergio carimbar até amanhã 12h")
    house.passes("2026-11-24T07:31")
    house.tray("sergio")
    house.tray("ana")
    house.passes("2026-11-24T20:00")
    assert house.tray("sergio") == []


def test_what_is_done_is_chased_no_more(house: House) -> None:
    house.says("ana", "tarefa @sergio levar o ofício até hoje 17h")
    house.says("sergio", "concluir T-1")
    assert heard(house, "sergio", "20:00") == []


def test_a_short_time_is_chased_at_its_half_and_its_end(house: House) -> None:
    house.says("ana", "tarefa @sergio ligar para a escola até hoje 9h40")
    assert [text[:5] for text in heard(house, "sergio", "09:19", "09:20", "09:39", "09:40")] == ["09:20", "09:40"]


def test_after_a_snooze_only_what_comes_later(house: House) -> None:
    house.says("ana", "tarefa @sergio levar o ofício até hoje 17h")
    house.says("sergio", "lembrar T-1 hoje às 16h30")
    assert [text[:5] for text in heard(house, "sergio", "13:00", "16:00", "16:30", "17:00")] == ["16:30", "17:00"]


def test_run_again_nothing_is_said_twice(house: House) -> None:
    house.says("ana", "tarefa @sergio levar o ofício até hoje 17h")
    house.passes("2026-11-23T17:00")
    house.tray("sergio")
    house.runs("reminders")
    assert house.tray("sergio") == []
