"""The reminders of a deadline's escalation, as people receive them."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models import deadlines
from models.deadlines import Deadline
from models.outbox import Outbox
from tests.conftest import House
from tests.jobs.times import replaces, sleeps_until, stored, wishes


def snoozes(house: House, deadline_id: int, hours: int) -> None:
    with house.transaction() as session:
        deadline = session.get_one(Deadline, deadline_id)
        deadlines.snooze(session, deadline, house.now + timedelta(hours=hours), now=house.now)


def reminders(house: House, who: str) -> list[str]:
    return [text for text in house.tray(who) if "Lembrete" in text]


@pytest.mark.every_door
def test_the_default_ladder(house: House) -> None:
    wishes(house, "sergio", digest=False)
    house.says("ana", "tarefa @sergio enviar o relatório até sexta 17h")
    house.tray("sergio")
    heard = []
    for day in ("23", "24", "25", "26", "27", "28", "29", "30"):
        house.passes(f"2026-11-{day}T23:00")
        heard.append((day, reminders(house, "sergio")))
    assert heard == [
        ("23", []),
        ("24", ["Lembrete: tarefa T-1 (enviar o relatório) vence: sexta-feira, 27/11, 17h."]),
        ("25", []),
        ("26", ["Lembrete: tarefa T-1 (enviar o relatório) vence: sexta-feira, 27/11, 17h."]),
        ("27", ["Lembrete: tarefa T-1 (enviar o relatório) vence hoje: sexta-feira, 27/11, 17h."]),
        ("28", []),
        ("29", []),
        ("30", ["Lembrete: tarefa T-1 (enviar o relatório) venceu: sexta-feira, 27/11, 17h."]),
    ]


def test_several_reminders_are_one_message(house: House) -> None:
    wishes(house, "sergio", digest=False)
    house.says("ana", "tarefa @sergio enviar o relatório até quarta 17h")
    house.says("ana", "tarefa @sergio carimbar até quarta 12h")
    house.tray("sergio")
    house.passes("2026-11-24T09:00")
    assert house.tray("sergio") == [
        "Lembretes (2):\n"
        "tarefa T-2 (carimbar) vence: quarta-feira, 25/11, 12h.\n"
        "tarefa T-1 (enviar o relatório) vence: quarta-feira, 25/11, 17h."
    ]


def test_a_substitute_reads_whose_deadline_it_is(house: House) -> None:
    wishes(house, "sergio", digest=False)
    wishes(house, "davi", digest=False)
    house.says("ana", "tarefa @sergio carimbar até quarta 12h")
    replaces(house, "sergio", "davi", "2026-11-24", "2026-11-24")
    house.tray("davi")
    house.passes("2026-11-24T09:00")
    assert reminders(house, "davi") == [
        "Lembrete de Sérgio Pinto, que você substitui: tarefa T-1 (carimbar) vence: quarta-feira, 25/11, 12h."
    ]
    house.passes("2026-11-25T08:00")
    assert reminders(house, "sergio") != []
    assert reminders(house, "davi") == []


def test_silence_goes_up(house: House) -> None:
    wishes(house, "bruno", digest=False)
    house.says("ana", "ordem @saude Abrir o posto no sábado\ncumprimento: sem prazo\nciência até terça 12h")
    house.says("helena", "aprovar R-1")
    house.passes("2026-11-25T09:05")
    late = "ciência de OS-1/2026 (Abrir o posto no sábado) venceu: terça-feira, 24/11, 12h"
    assert reminders(house, "bruno")[-1] == f"Lembrete: {late}."
    assert reminders(house, "carla") == [f"Lembrete: {late} — com Secretaria de Saúde, sem ciência."]
    assert reminders(house, "ana") == []
    house.passes("2026-11-26T09:05")
    (pauta,) = reminders(house, "ana")
    assert pauta.endswith(f"\n\nLembrete: {late} — com Secretaria de Saúde, sem ciência.")


def test_a_snooze_does_not_stop_the_escalation(house: House) -> None:
    house.says("ana", "ordem @saude Abrir o posto no sábado\ncumprimento: sem prazo\nciência até terça 12h")
    house.says("helena", "aprovar R-1")
    snoozes(house, 1, hours=24 * 10)
    house.tray("bruno")
    house.passes("2026-11-26T12:00")
    assert reminders(house, "bruno") == []
    assert len(reminders(house, "carla")) == len(reminders(house, "ana")) == 1
    house.passes("2026-12-03T09:00")
    assert len(reminders(house, "bruno")) == 1  # the snooze ended, at the hour asked for


@pytest.mark.every_door
def test_a_snooze_comes_back_when_asked_for_even_at_night(house: House) -> None:
    house.says("ana", "tarefa @sergio carimbar até 18/12")
    snoozes(house, 1, hours=12)  # 21h
    house.tray("sergio")
    house.passes("2026-11-23T21:00")
    assert house.tray("sergio") == ["Lembrete: tarefa T-1 (carimbar) vence: sexta-feira, 18/12."]
    house.passes("2026-11-24T21:00")
    assert house.tray("sergio") == []


def test_a_reminder_at_night_waits_for_the_morning(house: House) -> None:
    wishes(house, "sergio", digest=False)
    house.says("ana", "escada prazo: 2 horas antes responsável")
    house.says("helena", "confirmar CF-1")
    house.says("ana", "tarefa @sergio ligar para o plantão até amanhã 23h")
    house.tray("sergio")
    house.passes("2026-11-25T06:59")
    assert house.tray("sergio") == []
    house.passes("2026-11-25T07:00")
    assert house.tray("sergio") == ["Lembrete: tarefa T-1 (ligar para o plantão) venceu: terça-feira, 24/11, 23h."]


def test_what_waits_for_the_next_work_day_is_said_once_then(house: House) -> None:
    """It is not said beside the step of the same ladder, nor beside the digest, which say the same later that day."""
    wishes(house, "sergio", digest=False)
    steps = "2 dias corridos antes 9h responsável; 3 horas antes responsável; 1 dia corrido depois 9h responsável"
    house.says("ana", f"escada prazo: {steps}")
    house.says("helena", "confirmar CF-1")
    house.says("ana", "tarefa @sergio @davi levar até 28/11 11h")
    house.says("ana", "tarefa @sergio carimbar até 1/12 12h")
    house.passes("2026-11-26T23:00")
    for each in ("sergio", "davi"):
        house.tray(each)
    house.passes("2026-11-27T23:00")
    assert house.tray("sergio") == []
    house.passes("2026-11-30T23:00")
    assert house.tray("sergio") == [
        "Lembretes (2):\n"
        "tarefa T-1 (levar) venceu: sábado, 28/11, 11h.\n"
        "tarefa T-2 (carimbar) vence: terça-feira, 01/12, 12h."
    ]
    assert house.tray("davi") == [
        "Bom dia, Davi. Pauta de segunda-feira, 30/11.\n\nEm atraso (1):\n• T-1 levar — desde 28/11 11h"
    ]


def test_on_saturday_only_urgent_reminders_go_out(house: House) -> None:
    wishes(house, "sergio", digest=False)
    house.says("ana", "escada prazo: 2 horas antes responsável")
    house.says("helena", "confirmar CF-1")
    house.says("ana", "tarefa @sergio ligar até 28/11 11h")
    house.says("ana", "tarefa @sergio abrir o posto até 28/11 11h !urgente")
    house.tray("sergio")
    house.passes("2026-11-28T23:00")
    said = "Lembrete: tarefa T-2 (abrir o posto) {}: sábado, 28/11, 11h."
    assert house.tray("sergio") == [said.format("vence hoje"), said.format("vence em 1 hora"), said.format("venceu")]
    house.passes("2026-11-30T07:00")
    assert len(house.tray("sergio")) == 1


def test_a_person_without_reminders_gets_only_urgent_ones(house: House) -> None:
    wishes(house, "sergio", reminders=False, digest=False)
    house.says("ana", "tarefa @sergio carimbar até quarta 12h")
    house.says("ana", "tarefa @sergio abrir o posto até quarta 12h !urgente")
    house.tray("sergio")
    house.passes("2026-11-24T09:00")
    assert house.tray("sergio") == ["Lembrete: tarefa T-2 (abrir o posto) vence: quarta-feira, 25/11, 12h."]


@pytest.mark.every_door
def test_a_missed_reminder_comes_once_and_says_that_it_is_late(house: House) -> None:
    house.says("ana", "tarefa @sergio carimbar até sexta 12h")
    house.tray("sergio")
    sleeps_until(house, "2026-11-27T10:00")
    house.runs("reminders")
    house.runs("reminders")
    assert house.tray("sergio") == [
        "Atrasado: este aviso era de sexta-feira, 27/11, 8h.\n"
        "Lembrete: tarefa T-1 (carimbar) vence hoje: sexta-feira, 27/11, 12h."
    ]


def test_the_orgao_answers_for_a_person_who_left(house: House) -> None:
    from models.people import by_handle, deactivate

    house.says("ana", "tarefa @sergio carimbar até quarta 12h")
    with house.transaction() as session:
        sergio = by_handle(session, "sergio")
        assert sergio is not None
        deactivate(session, sergio, by=None, now=house.now)
    house.passes("2026-11-24T09:00")
    assert house.tray("bruno") == [
        "Bom dia, Bruno. Pauta de terça-feira, 24/11.\n\n"
        "Vence até sexta-feira, 27/11 (1):\n• T-1 carimbar (de Sérgio Pinto, sem quem responda) — até 25/11 12h"
    ]


def test_what_was_given_yesterday_and_comes_in_the_pauta_of_the_day_is_not_said_between(house: House) -> None:
    house.says("ana", "tarefa @sergio carimbar até quarta 12h")
    house.says("ana", "tarefa @davi carimbar até quarta 12h")
    house.says("davi", "preferências resumo não")
    house.passes("2026-11-25T07:35")
    assert house.tray("sergio")[1:] == [
        "Bom dia, Sérgio. Pauta de quarta-feira, 25/11.\n\nVence hoje (1):\n• T-1 carimbar — 12h"
    ]
    assert house.tray("davi")[1:] == ["Lembrete: tarefa T-2 (carimbar) vence: quarta-feira, 25/11, 12h."]


def test_a_thousand_reminders_in_one_minute_are_sent_once_each(house: House) -> None:
    for _ in range(12):
        house.says("ana", "tarefa @sergio @bruno @otavio @davi carimbar até quinta 12h")
    sleeps_until(house, "2026-11-25T09:00")
    house.runs("reminders")
    first = stored(house, "reminders:")
    house.runs("reminders")
    assert stored(house, "reminders:") == first
    assert len(first) == 4
    with house.transaction() as session:
        assert session.scalar(select(func.count(Outbox.id)).where(Outbox.key.startswith("reminders:"))) == 4


def test_a_deadline_due_once_more_is_not_repeated_among_several(house: House) -> None:
    wishes(house, "sergio", digest=False)
    for title in ("enviar o relatório", "conferir a folha"):
        house.says("ana", f"tarefa @sergio {title} até sexta 17h")
    house.passes("2026-11-24T12:00")
    assert len(reminders(house, "sergio")) == 1
    with house.transaction() as session:
        deadline = session.get_one(Deadline, 1)
        deadline.reminded_at, deadline.next_at = None, house.now
    house.runs("reminders")
    assert reminders(house, "sergio") == []
