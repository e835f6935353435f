"""Vacant órgãos: told at once, and in the pauta of the chefia until somebody answers for them."""

import pytest

from models.base import insert_row
from models.people import Orgao, register
from models.people.register.rows import COLUMNS
from tests.conftest import House

PAUTA = (
    "\nEm órgãos sem titular nem adjunto:\n• ADM: T-1 conferir o ponto\n"
    "Repasse com: repassar T-1 @quem; ou indique quem responde pelo órgão."
)


@pytest.fixture
def vacant(house: House) -> House:
    with house.transaction() as session:
        insert_row(session, Orgao, sigla="ADM", key="adm", name="Secretaria de Administração")
    return house


def test_a_task_for_nobody_is_said_at_once_and_stands_in_the_pauta(vacant: House) -> None:
    assert vacant.says("ana", "tarefa @adm conferir o ponto até sexta") == (
        "Tarefa T-1 criada para Secretaria de Administração: conferir o ponto. Prazo: sexta-feira, 27/11.\n"
        "Secretaria de Administração está sem titular e sem adjunto: ninguém de lá foi avisado. "
        "Fica na pauta da chefia até alguém responder. Para passar a outro: repassar T-1 @quem"
    )
    assert vacant.says("ana", "pauta").endswith(PAUTA)
    assert PAUTA not in vacant.says("otavio", "pauta")
    vacant.passes("2026-11-24T07:31")
    vacant.runs("digests")
    assert any(PAUTA in message for message in vacant.tray("ana"))
    vacant.says("ana", "repassar T-1 @bruno")
    assert "sem titular" not in vacant.says("ana", "pauta")


def test_it_ends_when_somebody_answers(vacant: House) -> None:
    vacant.says("ana", "tarefa @adm conferir o ponto até sexta")
    row = "adm1,Adélia Melo,Secretária,ADM,,secretario,titular,,,sim"
    with vacant.transaction() as session:
        register.load(session, "\n".join([",".join(COLUMNS), row]).encode(), now=vacant.now)
    assert "sem titular" not in vacant.says("ana", "pauta")


def test_an_expediente_and_what_is_handed_over(vacant: House) -> None:
    vacant.says("ana", 'expediente novo ofício "Ponto"')
    said = vacant.says("ana", "tramitar PROT-1/2026 @adm para ciência")
    assert said.endswith(
        "Fica na pauta da chefia até alguém responder. Para mandar a outro órgão: tramitar PROT-1/2026-GP @órgão"
    )
    assert "• ADM: PROT-1/2026-GP Ponto" in vacant.says("ana", "pauta")
    vacant.says("ana", "tarefa @bruno enviar a escala")
    assert "está sem titular e sem adjunto" in vacant.says("bruno", "repassar T-1 @adm")


def test_a_secret_is_not_told(vacant: House) -> None:
    vacant.says("davi", 'expediente novo ofício "Sindicância" sigiloso')
    vacant.says("davi", "tramitar PROT-1/2026 @adm")
    assert "PROT-1/2026" not in vacant.says("ana", "pauta")
