"""Links between records of any kind, and access: letting people see a record, or keeping them out."""

import pytest

from tests.conftest import House
from tests.said import said

UNKNOWN = "Não encontrei {}. Confira o número, ou procure pelo assunto: buscar palavras"


def test_records_of_any_subject_are_linked(house: House) -> None:
    house.says("ana", "tarefa @bruno conferir o contrato até sexta")
    house.says("davi", "novo ofício Convite")
    house.says("davi", "ordem @saude Abrir o posto")
    assert house.says("ana", "vincular T-1 a PROT-1/2026-GP") == "T-1 vinculada a PROT-1/2026-GP: Convite."
    assert (
        house.says("ana", "vincular PROT-1/2026 a T-1")
        == "PROT-1/2026-GP já estava vinculado a T-1: conferir o contrato."
    )
    assert house.says("helena", "vincular R-1 a T-1") == "R-1 vinculado a T-1: conferir o contrato."
    assert house.says("ana", "vincular T-1") == "Vincular a qual? Exemplo: vincular T-1 a OF-3/2026"
    assert house.says("ana", "R-1") == "T-1 já estava vinculada a R-1: Abrir o posto."
    assert "\nVinculados: PROT-1/2026-GP Convite" in house.says("bruno", "ver T-1")  # the draft is not his to see
    assert "\nVinculados: T-1 conferir o contrato" in house.says("ana", "ver R-1")
    assert "vinculada a PROT-1/2026-GP" in house.says("bruno", "histórico T-1")
    assert "R-1" not in house.says("bruno", "histórico T-1")


@pytest.mark.every_door
def test_a_task_is_closed_to_who_has_nothing_to_do_with_it(house: House) -> None:
    house.says("ana", "tarefa @bruno ouvir o servidor afastado até sexta")
    assert "T-1" in house.says("edna", "buscar servidor afastado")
    assert (
        house.says("edna", "restringir T-1 sei lá") == "Só quem registrou ou a chefia de gabinete restringe o acesso."
    )
    house.tray("bruno")
    assert house.says("ana", "restringir T-1") == "Por que restringir? Exemplo: restringir T-1 tem dados de saúde"
    assert house.says("ana", "há nomes nela") == "A tarefa T-1 passa a restrita."
    assert house.tray("bruno") == [
        "Ana Prado: T-1 (ouvir o servidor afastado) passou a restrita.\nMotivo: há nomes nela"
    ]
    assert house.says("edna", "ver T-1") == UNKNOWN.format("T-1")
    assert house.says("edna", "tarefas todas") == "Tarefas abertas: nenhuma."
    assert house.says("bruno", "ver T-1").startswith("T-1 ouvir o servidor afastado")
    assert house.says("ana", "restringir T-1 de novo") == "A tarefa T-1 já é restrita."
    assert house.says("ana", "liberar T-1 @edna") == "Edna Souza já pode ver a tarefa T-1."
    assert house.tray("edna") == ["Ana Prado liberou a você o acesso à tarefa T-1: ouvir o servidor afastado."]
    assert house.says("edna", "ver T-1").startswith("T-1")
    assert house.says("ana", "restringir T-1 sigiloso muito grave") == "A tarefa T-1 passa a sigilosa."
    assert house.says("vera", "ver T-1") == UNKNOWN.format("T-1")
    assert house.says("bruno", "ver T-1").startswith("T-1")
    assert house.says("ana", "histórico T-1").splitlines()[-1].endswith("passa a sigilosa: muito grave")


def test_an_expediente_is_closed_where_it_is(house: House) -> None:
    house.says("davi", "novo processo Apuração")
    house.says("davi", "tramitar PROC-1/2026 @saude parecer")
    assert (
        house.says("davi", "liberar PROC-1/2026 @edna") == "O expediente PROC-1/2026-GP é público: todos já podem ver."
    )
    assert house.says("davi", "restringir PROC-1/2026 envolve menor") == "O expediente PROC-1/2026-GP passa a restrito."
    assert house.says("sergio", "ver PROC-1/2026").startswith("PROC-1/2026-GP Apuração")
    assert house.says("edna", "ver PROC-1/2026") == UNKNOWN.format("PROC-1/2026")


def test_the_level_of_an_act_is_the_one_that_was_approved(house: House) -> None:
    house.says("davi", "ordem @saude Abrir o posto")
    house.says("helena", "aprovar R-1")
    assert house.says("ana", "restringir OS-1/2026 engano") == said("""
        O nível de acesso do ato OS-1/2026 é o da sua aprovação e não muda depois.
        """)
