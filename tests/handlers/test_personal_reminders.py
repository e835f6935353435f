"""Reminders one asks for oneself: at a moment, or again and again; nobody else sees them."""

import pytest

from models import personal_reminders
from tests.conftest import House


def reminded(house: House) -> list[str]:
    return [each for each in house.tray("ana") if each.startswith("Lembrete")]


@pytest.mark.every_door
def test_once(house: House) -> None:
    assert house.says("ana", "lembrar-me ligar para o TCE hoje 15h") == (
        "Lembro você na segunda-feira, 23/11, 15h: ligar para o TCE."
    )
    house.passes("2026-11-23 15:00")
    assert reminded(house) == ["Lembrete: ligar para o TCE"]
    house.passes("2026-11-24 15:00")
    assert reminded(house) == []
    assert house.says("ana", "lembretes").startswith("Você não tem lembretes.")


def test_a_day_alone_is_its_morning(house: House) -> None:
    assert house.says("bruno", "me lembra de pagar a taxa amanhã") == (
        "Lembro você na terça-feira, 24/11, 9h: pagar a taxa."
    )


def test_again_and_again(house: House) -> None:
    assert house.says("ana", "lembrar-me olhar o diário oficial toda segunda 8h") == (
        "Lembro você na segunda-feira, 30/11, 8h, toda segunda-feira às 8h: olhar o diário oficial."
    )
    for day in ("2026-11-30 08:00", "2026-12-07 08:00"):
        house.passes(day)
        assert reminded(house) == ["Lembrete: olhar o diário oficial"]
    assert house.says("ana", "lembretes") == "Seus lembretes:\n1. toda segunda-feira às 8h: olhar o diário oficial"
    assert house.says("ana", "esquecer lembrete 1") == "Não lembro mais: olhar o diário oficial."


def test_what_is_missing_is_asked(house: House) -> None:
    assert house.says("ana", "lembrar-me").startswith("De que devo lembrar você?")
    assert house.says("ana", "já mandei").startswith("Isso parece feito, e não algo a lembrar.")
    house.says("ana", "lembrar-me")
    assert house.says("ana", "ligar para o TCE").startswith("Quando?")
    assert house.says("ana", "amanhã 9h") == "Lembro você na terça-feira, 24/11, 9h: ligar para o TCE."


@pytest.mark.usefixtures("no_jobs")
def test_late_says_that_it_is_late(house: House) -> None:
    house.says("ana", "lembrar-me ligar para o TCE hoje 15h")
    house.passes("2026-11-23 18:00")
    with house.transaction() as session:
        personal_reminders.say(session, personal_reminders.due(session, house.now), house.now)
    house.passes("2026-11-23 18:01")
    assert reminded(house) == ["Lembrete de segunda-feira, 23/11/2026, 15h: ligar para o TCE"]


def test_it_is_ones_own(house: House) -> None:
    house.says("ana", "lembrar-me ligar para o TCE hoje 15h")
    assert house.says("bruno", "esquecer lembrete 1") == "Você não tem lembrete com esse número."
    assert house.says("bruno", "lembretes").startswith("Você não tem lembretes.")
    assert house.says("bruno", "buscar ligar TCE").startswith("Não encontrei nada com")


def test_ones_own_reminder_never_goes_to_a_substitute(house: House) -> None:
    house.says("bruno", "lembrar-me amanhã 9h de ligar para o médico")
    house.says("ana", "substituição @bruno por @otavio de 23/11 a 30/11 portaria 130/2026")
    house.tray("bruno"), house.tray("otavio")
    house.passes("2026-11-24T09:00")
    assert "Lembrete: ligar para o médico" in house.tray("bruno")
    assert house.tray("otavio") == []
