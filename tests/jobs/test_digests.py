"""The digest of the day: its readers, its hours, its content, and that it is sent once."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models import records
from models.base import insert_row
from models.expedientes import Expediente
from models.expedientes.tables import Situacao, Tramitacao
from models.people import Orgao
from tests.conftest import House
from tests.jobs.times import replaces, sleeps_until, stored, wishes

CHEFIA_QUIET_MORNING = (
    "Bom dia, Ana. Pauta de terça-feira, 24/11.\n\n"
    "Nada seu vence nos próximos dias, nem está atrasado ou sem ciência.\n\n"
    "A casa toda: nada em atraso, nada sem ciência, nada parado."
)


@pytest.mark.every_door
def test_the_morning_of_a_titular(house: House) -> None:
    house.says("ana", "tarefa @bruno comprar vacina até hoje 18h")
    house.says("ana", "tarefa @saude enviar o relatório até amanhã 17h")
    house.says("ana", "tarefa @bruno rever a escala até sexta")
    house.says("ana", "tarefa @bruno plano do ano que vem até 18/12")
    house.passes("2026-11-23T20:00")  # what is of one day is chased until its end
    house.tray("bruno")
    house.passes("2026-11-24T07:30")
    (message,) = house.pushed("bruno")
    assert message["text"] == (
        "Bom dia, Bruno. Pauta de terça-feira, 24/11.\n\n"
        "Vence hoje (1):\n"
        "• T-2 enviar o relatório — 17h\n\n"
        "Em atraso (1):\n"
        "• T-1 comprar vacina — desde 23/11 18h\n\n"
        "Vence até sexta-feira, 27/11 (1):\n"
        "• T-3 rever a escala — até 27/11"
    )
    assert [button["line"] for button in message["buttons"]] == ["ver T-1", "ver T-2", "ver T-3"]


def test_only_the_chefia_gets_an_empty_digest(house: House) -> None:
    house.passes("2026-11-24T07:30")
    assert house.tray("ana") == [CHEFIA_QUIET_MORNING]
    assert house.tray("bruno") == house.tray("otavio") == house.tray("helena") == house.tray("sergio") == []


@pytest.mark.every_door
def test_the_chefia_sees_the_whole_house_by_orgao(house: House) -> None:
    house.says("ana", "tarefa @bruno @otavio prestar contas até hoje 18h")
    house.says("ana", "ordem @obras Tapar os buracos da rua XV\nciência até quarta 12h")
    house.says("helena", "aprovar R-1")
    house.says("ana", "tarefa @sergio carimbar até amanhã 12h")
    house.passes("2026-11-23T20:00")  # what is of one day is chased until its end
    house.tray("ana")
    house.passes("2026-11-24T07:30")
    assert house.tray("ana")[0].partition("\n\nA casa toda: ")[2] == (
        "2 em atraso, 1 sem ciência, 1 para hoje.\n"
        "• OBRAS: 1 em atraso, 1 sem ciência\n"
        "• SAUDE: 1 em atraso, 1 para hoje"
    )


def test_an_order_without_ciencia_stands_apart(house: House) -> None:
    house.says("ana", "ordem @obras Tapar os buracos da rua XV\nciência até quarta 12h")
    house.says("helena", "aprovar R-1")
    house.tray("otavio")
    house.passes("2026-11-24T07:30")
    (message,) = house.pushed("otavio")
    assert "À espera da sua ciência (1):\n• OS-1/2026 Tapar os buracos da rua XV — até 25/11 12h" in message["text"]
    assert message["buttons"][0] == {"label": "Ciente OS-1/2026", "line": "ciente OS-1/2026"}


@pytest.mark.every_door
def test_long_lists_are_cut_and_counted(house: House) -> None:
    for number in range(17):
        house.says("ana", f"tarefa @bruno item {number} da lista até amanhã 17h")
    house.passes("2026-11-23T10:00")
    house.tray("bruno")
    house.passes("2026-11-24T07:30")
    text = house.tray("bruno")[0]
    assert "Vence hoje (17):\n• T-1 item 0 da lista — 17h\n" in text
    assert "• T-5 item 4 da lista — 17h\n… e mais 12.\n\nLembretes (12):\n" in text


def test_not_on_weekends_nor_on_holidays(house: House) -> None:
    house.says("ana", "tarefa @bruno comprar vacina até hoje 18h")
    house.passes("2026-11-27T12:00")
    house.tray("bruno")
    house.passes("2026-11-30T07:29")  # Saturday, Sunday
    assert house.tray("bruno") == []
    house.passes("2026-11-30T07:30")
    assert house.tray("bruno")[0].startswith("Bom dia, Bruno. Pauta de segunda-feira, 30/11.")


def test_proclamation_and_consciencia_negra_have_no_digest(house: House) -> None:
    house.passes("2026-11-13T09:00")
    house.says("ana", "tarefa @bruno comprar vacina até hoje 18h")
    house.passes("2026-11-13T20:00")
    house.tray("bruno")
    house.passes("2026-11-16T07:00")  # 15/11 is a Sunday
    assert house.tray("bruno") == []
    house.passes("2026-11-19T12:00")
    house.tray("bruno")
    house.passes("2026-11-20T23:00")
    assert house.tray("bruno") == []
    house.passes("2026-11-23T07:30")
    assert house.tray("bruno")[0].startswith("Bom dia, Bruno. Pauta de segunda-feira, 23/11.")


def test_the_substitute_gets_both_clearly_headed(house: House) -> None:
    house.says("ana", "tarefa @bruno comprar vacina até hoje 18h")
    house.says("ana", "tarefa @otavio tapar buraco até hoje 18h")
    replaces(house, "bruno", "otavio", "2026-11-24", "2026-11-25")
    house.passes("2026-11-23T20:00")
    house.tray("bruno")
    house.tray("otavio")
    house.passes("2026-11-24T07:30")
    assert house.tray("bruno") == []
    assert house.tray("otavio") == [
        "Pauta de Bruno Lima, que você substitui: terça-feira, 24/11.\n\n"
        "Em atraso (1):\n• T-1 comprar vacina — desde 23/11 18h",
        "Bom dia, Otávio. Pauta de terça-feira, 24/11.\n\nEm atraso (1):\n• T-2 tapar buraco — desde 23/11 18h",
    ]
    house.passes("2026-11-26T07:30")
    assert house.tray("bruno")[0].startswith("Bom dia, Bruno. Pauta de quinta-feira, 26/11.")


def test_a_substitute_without_an_orgao_gets_the_own_digest_too(house: House) -> None:
    house.says("ana", "tarefa @sergio carimbar até hoje 18h")
    replaces(house, "bruno", "sergio", "2026-11-24", "2026-11-24")
    house.passes("2026-11-24T07:30")
    assert house.tray("sergio")[-1].startswith("Bom dia, Sérgio. Pauta de terça-feira, 24/11.")


def test_the_adjunto_of_a_vacant_orgao_gets_the_digest(house: House) -> None:
    from models.people import by_handle, deactivate

    house.says("ana", "tarefa @saude comprar vacina até hoje 18h")
    with house.transaction() as session:
        bruno = by_handle(session, "bruno")
        assert bruno is not None
        deactivate(session, bruno, by=None, now=house.now)
    house.passes("2026-11-24T07:30")
    assert house.tray("carla")[-1].startswith("Bom dia, Carla. Pauta de terça-feira, 24/11.")


def test_an_hour_of_ones_own_and_none_at_all(house: House) -> None:
    house.says("ana", "tarefa @bruno @otavio @sergio prestar contas até hoje 18h")
    house.passes("2026-11-23T20:00")
    for who in ("bruno", "otavio", "sergio"):
        house.tray(who)
    wishes(house, "bruno", digest="10:15")
    wishes(house, "otavio", digest=False)
    wishes(house, "sergio", digest="06:30")  # leads nothing, but asked for it, however early
    house.passes("2026-11-24T06:30")
    assert len(house.tray("sergio")) == 1
    house.passes("2026-11-24T08:59")
    assert house.tray("bruno") == house.tray("otavio") == house.tray("sergio") == []
    house.passes("2026-11-24T10:15")
    assert [text for text in house.tray("bruno") if text.startswith("Bom dia")] != []
    assert [text for text in house.tray("otavio") if text.startswith("Bom dia")] == []


def test_chosen_quiet_hours_hold_the_digest_back(house: House) -> None:
    house.says("ana", "tarefa @bruno prestar contas até hoje 18h")
    house.passes("2026-11-23T20:00")
    house.tray("bruno")
    wishes(house, "bruno", quiet=["19:00", "08:45"])
    house.passes("2026-11-24T08:44")
    assert house.tray("bruno") == []
    house.passes("2026-11-24T08:45")
    assert len(house.tray("bruno")) == 1


def test_the_mayor_has_a_weekly_digest_on_the_first_work_day(house: House) -> None:
    house.passes("2026-10-30T12:00")
    house.says("ana", "tarefa @helena assinar o convênio até 06/11")
    house.says("ana", "tarefa @bruno prestar contas até hoje 18h")
    house.tray("helena")
    house.passes("2026-11-03T07:29")  # Monday 2/11 is a holiday
    assert house.tray("helena") == []
    house.passes("2026-11-03T07:30")
    assert house.tray("helena") == [
        "Bom dia, Helena. Pauta da semana a partir de terça-feira, 03/11.\n\n"
        "Vence até sexta-feira, 06/11 (1):\n• T-1 assinar o convênio — até 06/11\n\n"
        "A casa toda: 1 em atraso.\n• SAUDE: 1 em atraso\n\n"
        "Resumo da semana, desde segunda-feira, 26/10.\n\n"
        "Saiu: nada ainda.\n\n"
        "Travou: 1 em atraso.\n• T-2 prestar contas — em atraso desde 30/10 18h, Bruno Lima\n\n"
        "Entrou: 2 prazos novos."
    ]
    house.passes("2026-11-06T07:45")
    assert [text for text in house.tray("helena") if "Pauta da semana" in text] == []


def test_late_after_a_morning_asleep(house: House) -> None:
    house.says("ana", "tarefa @bruno prestar contas até hoje 18h")
    house.passes("2026-11-23T18:30")
    house.tray("bruno")
    sleeps_until(house, "2026-11-24T08:30")
    house.runs("digests")
    assert house.tray("bruno") == [
        "Resumo atrasado: era para as 07h30 de terça-feira, 24/11.\n"
        "Bom dia, Bruno. Pauta de terça-feira, 24/11.\n"
        "\nEm atraso (1):\n• T-1 prestar contas — desde 23/11 18h"
    ]


def test_yesterday_is_not_sent_when_today_exists(house: House) -> None:
    house.says("ana", "tarefa @bruno prestar contas até hoje 18h")
    house.passes("2026-11-24T07:30")
    house.tray("bruno")
    sleeps_until(house, "2026-11-26T07:30")
    house.runs("digests")
    assert house.tray("bruno") == [
        "Bom dia, Bruno. Pauta de quinta-feira, 26/11.\n"
        "O resumo de quarta-feira, 25/11 não saiu; o que continua aberto está neste.\n\n"
        "Em atraso (1):\n• T-1 prestar contas — desde 23/11 18h"
    ]
    assert stored(house, "digest:2026-11-25") == []


def test_a_weekly_digest_missed_on_monday_comes_on_tuesday(house: House) -> None:
    house.says("ana", "tarefa @bruno prestar contas até hoje 18h")
    house.passes("2026-11-27T12:00")
    sleeps_until(house, "2026-12-01T07:30")
    house.runs("digests")
    assert house.tray("helena")[-1].startswith(
        "Resumo atrasado: era para as 07h30 de segunda-feira, 30/11.\n"
        "Bom dia, Helena. Pauta da semana a partir de terça-feira, 01/12."
    )


def test_no_digest_goes_out_too_late_in_the_evening(house: House) -> None:
    house.says("ana", "tarefa @bruno prestar contas até hoje 18h")
    house.tray("bruno")
    sleeps_until(house, "2026-11-24T21:00")
    house.runs("digests")
    assert stored(house, "digest") == []


def test_a_new_house_missed_nothing(house: House) -> None:
    house.says("ana", "tarefa @bruno prestar contas até hoje 18h")
    house.runs("digests")  # 9h of its first day
    assert stored(house, "digest") == []


def test_any_number_of_runs_sends_a_digest_once(house: House) -> None:
    house.says("ana", "tarefa @bruno prestar contas até hoje 18h")
    house.passes("2026-11-24T07:30")
    before = stored(house, "digest")
    for _ in range(3):
        house.runs("digests")
        house.clock.move_to(house.now + timedelta(minutes=7))
    assert stored(house, "digest") == before
    assert [key.partition(">")[0] for key in before] == ["digest:2026-11-24:2", "digest:2026-11-24:4"]


def test_hidden_records_are_not_counted(house: House) -> None:
    from models.records import AccessLevel, Record

    house.says("ana", "tarefa @bruno assunto reservado até hoje 18h")
    with house.transaction() as session:
        session.get_one(Record, 1).access_level = AccessLevel.SIGILOSO
    house.tray("bruno")
    house.passes("2026-11-24T07:30")
    assert house.tray("ana") == [CHEFIA_QUIET_MORNING]
    assert house.tray("bruno") == []


def test_records_standing_still_in_an_orgao(house: House) -> None:
    with house.transaction() as session:
        orgao_id = session.scalar(select(Orgao.id).where(Orgao.sigla == "SAUDE"))
        values: dict[str, Any] = {
            "code": "PROC-7/2026-SAUDE",
            "title": "Reforma do posto",
            "status": Situacao.EM_TRAMITACAO.value,
        }
        details: dict[str, Any] = {
            "tipo": "processo",
            "numero": "7",
            "ano": 2026,
            "procedencia": "",
            "interessado": "",
            "text": "",
        }
        details |= {"sequence": None, "joined_to_id": None, "suspended_at": None, "recebido_em": house.now.date()}
        who: dict[str, Any] = {"author_id": 2, "orgao_id": orgao_id}
        record_id = records.create(session, Expediente, now=house.now, **values, **details, **who)
        stay: dict[str, Any] = {
            "expediente_id": record_id,
            "to_orgao_id": orgao_id,
            "despacho": "",
            "sent_at": house.now,
        }
        insert_row(session, Tramitacao, **stay, return_date_only=False)
    house.passes("2026-12-07T12:00")
    assert house.tray("bruno") == []
    house.passes("2026-12-08T07:30")  # the eleventh dia útil
    assert house.tray("bruno") == [
        "Bom dia, Bruno. Pauta de terça-feira, 08/12.\n\n"
        "Parado há mais de 10 dias úteis (1):\n• PROC-7/2026-SAUDE Reforma do posto — desde 23/11"
    ]
    assert house.tray("ana")[-1].endswith("A casa toda: 1 parado.\n• SAUDE: 1 parado")
