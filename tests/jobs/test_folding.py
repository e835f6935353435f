"""Silence, for the day, about what the pauta of the morning said; one line for what is alike."""

import pytest

from models.people import by_handle, deactivate
from tests.conftest import House
from tests.work import statements


def lines(house: House, who: str) -> list[str]:
    return [text for text in house.tray(who) if "Lembrete" in text]


@pytest.mark.every_door
def test_a_reminder_of_what_the_pauta_named_is_not_sent(house: House) -> None:
    house.says("ana", "tarefa @sergio carimbar até amanhã 12h")
    house.says("ana", "tarefa @sergio conferir a folha até amanhã 12h !urgente")
    house.tray("sergio")
    house.passes("2026-11-24T09:30")
    assert house.tray("sergio") == [
        "Bom dia, Sérgio. Pauta de terça-feira, 24/11.\n\n"
        "Vence hoje (2):\n• T-1 carimbar — 12h\n• T-2 conferir a folha — 12h"
    ]


def test_what_came_after_the_pauta_or_has_another_date_since_is_reminded(house: House) -> None:
    house.says("ana", "tarefa @sergio carimbar até sexta 12h")
    house.passes("2026-11-25T08:00")
    house.says("ana", "adiar T-1 para amanhã 12h a edna pediu")
    house.tray("sergio")
    house.passes("2026-11-25T09:30")
    assert lines(house, "sergio") == ["Lembrete: tarefa T-1 (carimbar) vence: quinta-feira, 26/11, 12h."]


def test_what_is_due_today_is_reminded_though_the_pauta_of_last_evening_named_it(house: House) -> None:
    house.says("ana", "tarefa @sergio carimbar até amanhã 12h")
    house.says("sergio", "preferências resumo às 18h")
    house.passes("2026-11-23T18:30")
    house.tray("sergio")
    house.passes("2026-11-24T09:30")
    assert lines(house, "sergio") == ["Lembrete: tarefa T-1 (carimbar) vence hoje: terça-feira, 24/11, 12h."]


def test_a_pauta_that_would_say_the_same_as_yesterday_is_not_sent(house: House) -> None:
    house.says("ana", "tarefa @sergio carimbar até amanhã 12h")
    house.passes("2026-11-25T07:30")
    assert "Em atraso (1):" in house.tray("sergio")[-1]
    house.passes("2026-11-26T12:00")
    assert house.tray("sergio") == []
    house.passes("2026-11-27T07:30")
    assert len(house.tray("sergio")) == 1
    house.says("ana", "tarefa @sergio varrer até hoje 17h")
    house.tray("sergio")
    house.passes("2026-11-30T07:30")
    assert "T-2 varrer" in house.tray("sergio")[-1]


def test_the_end_of_a_snooze_is_said_also_after_the_pauta(house: House) -> None:
    house.says("ana", "tarefa @sergio carimbar até amanhã 17h")
    house.says("sergio", "lembrar T-1 amanhã às 10h")
    house.tray("sergio")
    house.passes("2026-11-24T10:00")
    assert lines(house, "sergio") == ["Lembrete: tarefa T-1 (carimbar) vence hoje: terça-feira, 24/11, 17h."]


def test_what_the_lists_of_the_pauta_only_count_is_named_below_them(house: House) -> None:
    for number in range(7):
        house.says("ana", f"tarefa @sergio item {number} até amanhã 17h")
    house.tray("sergio")
    house.passes("2026-11-24T09:30")
    pauta = house.tray("sergio")[-1]
    assert pauta.endswith(
        "… e mais 2.\n\n"
        "Lembretes (2):\n"
        "tarefa T-6 (item 5) vence hoje: terça-feira, 24/11, 17h.\n"
        "tarefa T-7 (item 6) vence hoje: terça-feira, 24/11, 17h."
    )


def test_an_act_without_ciencia_is_one_line_with_names(house: House) -> None:
    house.says("ana", "ordem @todos Abrir os postos no sábado\ncumprimento: sem prazo\nciência até terça 12h")
    house.says("helena", "aprovar R-1")
    house.says("bruno", "ciente OS-1/2026")
    house.passes("2026-11-26T07:29")
    house.pushed("ana")
    house.passes("2026-11-26T09:00")
    (pauta,) = house.pushed("ana")
    assert pauta["text"].endswith(
        "\n\nLembrete: OS-1/2026 (Abrir os postos no sábado): 3 de 4 sem ciência desde 24/11 12h — "
        "EDUCACAO, FAZENDA, OBRAS."
    )
    assert [(each["label"], each["line"]) for each in pauta["buttons"][-2:]] == [
        ("Cobrar todos", "cobrar OS-1/2026"),
        ("Ver", "ver OS-1/2026"),
    ]


def test_the_pauta_of_the_chefia_says_what_nobody_is_left_to_answer_for(house: House) -> None:
    house.says("ana", "tarefa @educacao comprar merenda até amanhã 12h")
    with house.transaction() as session:
        edna = by_handle(session, "edna")
        assert edna is not None
        deactivate(session, edna, by=None, now=house.now)
    house.tray("ana")
    house.passes("2026-11-24T09:30")
    (pauta,) = house.tray("ana")
    assert "Vence hoje (1):\n• T-1 comprar merenda (de EDUCACAO, sem quem responda) — 12h" in pauta


def test_the_mayor_has_a_pauta_on_the_days_with_something_in_it(house: House) -> None:
    house.says("ana", "ordem @saude Abrir o posto no sábado\ncumprimento: sem prazo\nciência até quinta 12h")
    house.tray("helena")
    house.passes("2026-11-24T07:30")
    (pauta,) = house.tray("helena")
    assert pauta.startswith("Bom dia, Helena. Pauta de terça-feira, 24/11.\n\nEsperam a sua decisão (1):\n• R-1 ")
    house.says("helena", "aprovar R-1")
    house.tray("helena")
    house.passes("2026-11-25T07:30")
    assert house.tray("helena") == []


def test_the_mayor_is_not_told_of_each_fulfilment(house: House) -> None:
    house.says("ana", "ordem @saude @obras Abrir o posto no sábado\ncumprimento até sexta 12h")
    house.says("helena", "aprovar R-1")
    house.tray("helena")
    house.tray("ana")
    house.says("bruno", "cumprida OS-1/2026 aberto")
    assert house.tray("helena") == []
    assert house.tray("ana") == ["Bruno Lima informou o cumprimento da OS-1/2026 (Abrir o posto no sábado): aberto"]
    assert "OS-1/2026 Abrir o posto no sábado — Secretaria de Saúde" in house.says("helena", "resumo da semana")


def test_a_comment_that_names_people_goes_to_them_alone(house: House) -> None:
    house.says("ana", "tarefa @bruno @otavio tapar os buracos até sexta")
    house.says("ana", "comentar T-1 @otavio e as fotos? mande a x@exemplo.org")
    assert any("comentou em T-1" in text for text in house.tray("otavio"))
    assert not any("comentou em T-1" in text for text in house.tray("bruno"))


def test_the_questions_asked_do_not_grow_with_the_reminders(house: House) -> None:
    house.says("ana", "tarefa @todos prestar contas até amanhã 12h")
    house.passes("2026-11-24T08:59")
    house.says("ana", "ordem @todos Abrir os postos\nciência até quarta 12h")
    house.says("helena", "aprovar R-1")
    house.passes("2026-11-25T07:59")
    with statements(house.app.engine) as sent:
        house.runs("reminders")
    assert sum("briefings" in each for each in sent) <= 1
    assert sum("count(*) AS total" in each for each in sent) <= 1
