"""Tasks, as people talk about them."""

from pathlib import Path

import pytest

from tests.conftest import House


@pytest.mark.every_door
def test_give_and_complete(house: House) -> None:
    said = house.says("ana", "tarefa @bruno enviar o relatório até sexta 17h")
    assert said == "Tarefa T-1 criada para Bruno Lima: enviar o relatório. Prazo: sexta-feira, 27/11, 17h."
    assert house.tray("bruno") == [
        "Ana Prado passou a você a tarefa T-1: enviar o relatório. Prazo: sexta-feira, 27/11, 17h."
    ]
    assert house.says("bruno", "concluir T-1") == "Tarefa T-1 concluída."
    assert house.tray("ana") == ["Bruno Lima concluiu a tarefa T-1: enviar o relatório."]


@pytest.mark.every_door
def test_several_assignees_each_with_an_own_state(house: House) -> None:
    house.says("ana", "tarefa @bruno @obras revisar o contrato")
    assert house.says("otavio", "concluir T-1") == "Tarefa T-1 concluída. Falta a parte dos outros."
    assert house.says("otavio", "concluir T-1") == (
        "A sua parte da tarefa T-1 já está concluída. Falta a parte de Bruno Lima."
    )
    assert house.says("bruno", "concluir T-1 feito") == "Tarefa T-1 concluída."


def test_an_orgao_is_its_titular_and_the_substitute_of_the_day(house: House) -> None:
    house.says("ana", "tarefa @saude mandar o mapa de leitos")
    assert len(house.tray("bruno")) == 1
    house.says("ana", "substituição @bruno por @sergio de 23/11 a 27/11 portaria 7/2026")
    house.tray("sergio")
    house.tray("bruno")
    house.says("ana", "tarefa @saude mandar o estoque")
    assert house.tray("bruno") == []
    (pushed,) = house.tray("sergio")
    assert "T-2: mandar o estoque" in pushed
    assert "T-1" in house.says("sergio", "minhas")
    assert house.says("sergio", "concluir T-1") == "Tarefa T-1 concluída."
    house.passes("2026-11-30T09:00")
    assert house.says("sergio", "concluir T-2").startswith("A tarefa T-2 é de SAUDE;")
    assert house.says("bruno", "concluir T-2") == "Tarefa T-2 concluída."


def test_only_who_has_it_or_the_chefia_completes(house: House) -> None:
    house.says("ana", "tarefa @bruno enviar o relatório")
    assert house.says("fabio", "concluir T-1") == (
        "A tarefa T-1 é de Bruno Lima; só quem a tem ou a chefia pode concluir."
    )
    assert house.says("helena", "concluir T-1") == "Tarefa T-1 concluída."


def test_who_did_their_part_is_told_so(house: House) -> None:
    house.says("ana", "tarefa @bruno e @carla montar o palco")
    house.says("bruno", "concluir T-1")
    said = house.says("bruno", "concluir T-1")
    assert said == "A sua parte da tarefa T-1 já está concluída. Falta a parte de Carla Dias."
    assert house.says("carla", "concluir T-1") == "Tarefa T-1 concluída."


def test_postponing_is_asked_of_whoever_gave_the_task(house: House) -> None:
    house.says("ana", "tarefa @bruno enviar o relatório até sexta 17h")
    house.tray("bruno")
    said = house.says("bruno", "adiar T-1 para 30/11 10h aguardando parecer")
    assert said == (
        "Pedi a Ana Prado o prazo até segunda-feira, 30/11, 10h para a tarefa T-1. Aviso você quando responder."
    )
    (asked,) = house.pushed("ana")
    assert [button["line"] for button in asked["buttons"]] == ["conceder T-1 @bruno", "recusar T-1 @bruno"]
    house.answer("ana", press="conceder T-1 @bruno")
    assert house.tray("bruno") == [
        "Ana Prado concedeu o prazo que você pediu em T-1 (enviar o relatório): segunda-feira, 30/11, 10h."
    ]
    assert "até 30/11 10h" in house.says("bruno", "minhas")


def test_postponing_ones_own(house: House) -> None:
    house.says("ana", "tarefa @bruno enviar o relatório até sexta 17h")
    house.tray("bruno")
    said = house.says("ana", "adiar T-1 para 30/11 10h a pedido da Fazenda")
    assert said == "Novo prazo da tarefa T-1: segunda-feira, 30/11, 10h."
    assert house.tray("bruno") == [
        "Ana Prado mudou o prazo da tarefa T-1 (enviar o relatório) para segunda-feira, 30/11, 10h.\n"
        "Motivo: a pedido da Fazenda"
    ]


def test_handing_over_tells_both(house: House) -> None:
    house.says("ana", "tarefa @bruno enviar o relatório até sexta 17h")
    assert house.says("bruno", "repassar T-1 @carla") == "Tarefa T-1 repassada para Carla Dias."
    assert house.tray("carla") == [
        "Bruno Lima repassou a você a tarefa T-1: enviar o relatório. Prazo: sexta-feira, 27/11, 17h."
    ]
    assert house.tray("ana") == ["Bruno Lima repassou a tarefa T-1 (enviar o relatório) para Carla Dias."]


def test_reopen_and_cancel_want_a_reason(house: House) -> None:
    house.says("ana", "tarefa @bruno enviar o relatório")
    house.says("bruno", "concluir T-1")
    assert house.says("ana", "reabrir T-1") == "Por que reabrir? Exemplo: reabrir T-1 faltou o anexo"
    assert house.says("ana", "reabrir T-1 faltou o anexo") == "Tarefa T-1 reaberta."
    assert house.says("bruno", "cancelar T-1 x") == "A tarefa T-1 só pode ser cancelada por quem a deu ou pela chefia."
    assert house.says("ana", "cancelar T-1 não é mais necessária") == "Tarefa T-1 cancelada."
    assert house.says("bruno", "concluir T-1") == "A tarefa T-1 já está cancelada."


def test_priority_tags_text_and_checklist(house: House) -> None:
    line = "tarefa @bruno revisar o edital !urgente #licitacao\nVer o anexo II.\n- prazo\n- valores"
    said = house.says("ana", line)
    assert said == "Tarefa T-1 criada para Bruno Lima: revisar o edital. Prioridade urgente."
    assert house.says("bruno", "marcar T-1 2") == "Item 2 da tarefa T-1 feito."
    assert house.says("bruno", "marcar T-1 9") == "A tarefa T-1 tem 2 itens na lista. Exemplo: marcar T-1 1"
    assert "T-1" in house.says("ana", "tarefas #licitacao")
    assert house.says("ana", "tarefas #outra") == "Tarefas abertas #outra: nenhuma."


def test_a_long_list_says_how_many_there_are_and_a_tag_is_found_behind_it(house: House) -> None:
    house.says("ana", "tarefa @bruno revisar o edital #licitação até 20/12")
    for number in range(104):
        house.says("ana", f"tarefa @bruno @carla enviar o relatório {number} até sexta 17h")
    said = house.says("ana", "tarefas").splitlines()
    assert said[0] == "Tarefas abertas (105):"
    assert said[1] == "T-2 enviar o relatório 0 — Bruno Lima e Carla Dias, até 27/11 17h"
    assert said[-1] == "… e mais 75."
    assert house.says("ana", "tarefas #licitação") == (
        "Tarefas abertas #licitação (1):\nT-1 revisar o edital — Bruno Lima, até 20/12"
    )


def test_recurring_tasks_make_the_next_of_the_series(house: House) -> None:
    """The next one stands in the pauta three work days before; people without a pauta are told of it."""
    house.says("carla", "preferências resumo não")
    said = house.says("ana", "tarefa @bruno @carla boletim toda segunda 9h")
    assert said.startswith("Tarefa T-1 criada para Bruno Lima e Carla Dias: boletim. Prazo: segunda-feira, 30/11, 9h.")
    house.passes("2026-11-30T08:59")
    for each in ("bruno", "carla"):
        house.tray(each)
    house.passes("2026-11-30T12:00")
    told = "Ana Prado passou a você a tarefa T-2: boletim. Prazo: segunda-feira, 07/12, 9h."
    assert [told in house.tray(each) for each in ("bruno", "carla")] == [False, True]
    assert "T-3" not in house.says("bruno", "minhas")
    house.passes("2026-12-02T07:30")
    assert house.tray("bruno")[-1].endswith("Vence até segunda-feira, 07/12 (1):\n• T-2 boletim — até 07/12 9h")


def test_lists_by_scope(house: House) -> None:
    house.says("ana", "tarefa @bruno hoje mesmo até hoje 17h")
    house.says("ana", "tarefa @bruno nesta semana até 26/11")
    house.says("ana", "tarefa @otavio mais adiante até 20/12")
    assert house.says("ana", "tarefas hoje").startswith("Tarefas para hoje (1):\nT-1")
    assert house.says("ana", "tarefas semana").startswith("Tarefas desta semana (2):")
    assert house.says("ana", "tarefas @obras").startswith("Tarefas abertas da Secretaria de Obras (1):")
    house.passes("2026-11-24T09:00")
    assert house.says("ana", "tarefas atrasadas").startswith("Tarefas atrasadas (1):\nT-1")


def test_a_task_made_from_a_record_stays_linked(house: House) -> None:
    house.says("ana", "tarefa @bruno preparar a reunião")
    house.says("ana", "tarefa @otavio levar as plantas ref T-1")
    assert "T-1" in house.says("otavio", "ver T-2")


@pytest.mark.every_door
def test_the_form_asks_one_question_at_a_time(house: House) -> None:
    opened = house.answer("ana", text="tarefa")
    assert opened["text"] == "Vamos criar uma tarefa. O que precisa ser feito?\n(escreva cancelar para parar)"
    assert [field["name"] for field in opened["form"]["fields"]] == ["título", "para", "prazo", "prioridade"]
    assert house.says("ana", "relatório de férias").startswith("Para quem?")
    assert house.says("ana", "bruno").startswith("Até quando?")
    assert house.says("ana", "32/13").startswith("A data 32/13 não existe.")
    assert house.says("ana", "27/11").startswith("Qual a prioridade?")
    assert house.says("ana", "altíssima").startswith("Escolha uma das opções.")
    assert house.says("ana", "pular") == (
        "Tarefa T-1 criada para Bruno Lima: relatório de férias. Prazo: sexta-feira, 27/11."
    )


@pytest.mark.every_door
def test_a_form_can_be_stopped_and_a_command_still_works_meanwhile(house: House) -> None:
    house.says("ana", "tarefa")
    assert house.says("ana", "minhas") == "Suas tarefas: nenhuma."
    assert house.says("ana", "relatório").startswith("Para quem?")
    assert house.says("ana", "cancelar") == "Tudo bem, parei por aqui. Nada foi registrado."


@pytest.mark.every_door
def test_a_form_sent_whole(house: House) -> None:
    form = {
        "command": "tarefa",
        "título": "comprar cadeiras",
        "para": "@otavio",
        "prazo": "27/11",
        "prioridade": "alta",
    }
    assert house.answer("ana", form=form)["text"] == (
        "Tarefa T-1 criada para Otávio Reis: comprar cadeiras. Prazo: sexta-feira, 27/11. Prioridade alta."
    )


def test_doubtful_impossible_and_past_dates(house: House) -> None:
    asked = house.answer("ana", text="tarefa @bruno teste até 31/02")
    assert asked["text"].startswith("A data 31/02 não existe.")
    assert house.says("ana", "tarefa @bruno teste até 01/11/2026").startswith("Domingo, 01/11, já passou.")
    doubtful = house.answer("ana", text="tarefa @bruno reunião sexta que vem")
    assert [button["label"] for button in doubtful["buttons"]] == [
        "sexta-feira, 27/11",
        "sexta-feira, 04/12",
    ]
    chosen = house.answer("ana", press=doubtful["buttons"][1]["line"])
    assert chosen["text"] == "Tarefa T-1 criada para Bruno Lima: reunião. Prazo: sexta-feira, 04/12."


def test_unknown_and_misspelt_people(house: House) -> None:
    assert house.says("ana", "tarefa @xyzw teste") == "Não conheço @xyzw. Veja quem está na casa:"
    assert house.buttons("ana", "tarefa @brunno teste") == ["tarefa @bruno teste"]
    assert house.says("ana", "tarefa @prado teste").startswith("Tarefa T-1 criada para você")


def test_an_unknown_command_gets_the_nearest_ones(house: House) -> None:
    asked = house.answer("ana", text="tarfa @bruno teste")
    assert asked["text"] == "Não conheço esse pedido. Você quis dizer:"
    assert asked["buttons"][0]["line"] == "tarefa @bruno teste"


def test_who_only_reads_changes_nothing(house: House) -> None:
    said = house.says("vera", "tarefa @bruno teste")
    assert said == "O controle interno consulta tudo, mas não altera registros."
    assert house.tray("bruno") == []


@pytest.mark.every_door
def test_an_update_twice_has_one_effect(house: House) -> None:
    house.answer("ana", text="tarefa @bruno teste", id="u1")
    house.answer("ana", text="tarefa @bruno teste", id="u1")
    assert len(house.tray("bruno")) == 1


@pytest.mark.every_door
def test_texts_too_long_and_hidden_characters(house: House) -> None:
    said = house.says("ana", "tarefa @bruno " + "a" * 4100)
    assert said.startswith("O texto tem 4114 caracteres e o máximo é 4000.")
    said = house.says("ana", "tarefa @bruno enviar\u202e o\u0007 relatório")
    assert said == "Tarefa T-1 criada para Bruno Lima: enviar o relatório."


@pytest.mark.every_door
def test_a_file_sent_with_a_line_stays_with_the_record(house: House, tmp_path: Path) -> None:
    note = tmp_path / "medições.txt"
    note.write_text("12,5 m", encoding="utf-8")
    house.answer("ana", text="tarefa @bruno medir a sala", file=str(note))
    assert "medições.txt" in house.says("bruno", "anexos T-1")
    house.answer("bruno", text="concluir T-1 medido", file=str(note))
    assert [file["name"] for file in house.answer("ana", text="anexos T-1")["files"]] == ["medições.txt"]


def test_a_line_that_is_just_a_number_shows_the_record(house: House) -> None:
    house.says("ana", "tarefa @bruno medir a sala")
    assert "medir a sala" in house.says("bruno", "tarefa 1")
    assert house.says("bruno", "tarefa 9").startswith("Não encontrei tarefa 9.")


def test_an_answer_that_looks_like_a_command_is_an_answer(house: House) -> None:
    house.says("ana", "tarefa")
    assert house.says("ana", "Convite").startswith("Para quem?")
    assert house.says("ana", "/minhas") == "Suas tarefas: nenhuma."
    asked = house.answer("ana", text="serg")
    assert asked["buttons"][0]["line"] == "@sergio"
    assert house.answer("ana", press="@sergio")["text"].startswith("Até quando?")


def test_hours_that_do_not_exist_are_refused(house: House) -> None:
    assert house.says("ana", "tarefa @bruno reunião até amanhã 25h").startswith("A hora 25h não existe.")


def test_the_rule_of_a_repetition_is_said_back(house: House) -> None:
    assert house.says("ana", "tarefa @bruno conferir o ponto toda segunda 14h") == (
        "Tarefa T-1 criada para Bruno Lima: conferir o ponto. Prazo: segunda-feira, 23/11, 14h. "
        "Repete-se: toda segunda-feira às 14h; a próxima na segunda-feira, 30/11, 14h."
    )


@pytest.mark.parametrize("title", ["nota A-", "'; drop table records; --", "você vem?", "café...", "nota (A)", "fim;"])
def test_the_end_of_a_title_stays(house: House, title: str) -> None:
    ending = "" if title.endswith((".", "?")) else "."
    assert house.says("ana", f"tarefa @bruno {title}") == f"Tarefa T-1 criada para Bruno Lima: {title}{ending}"


def test_a_mark_is_known_or_asked_about(house: House) -> None:
    """One that is not would stand in a title that everybody reads."""
    assert house.says("ana", "tarefa @bruno apurar a denúncia !segredo até sexta") == (
        "Não conheço !segredo. A prioridade é !alta ou !urgente; o acesso, !restrito ou !sigiloso."
    )
    assert house.says("ana", "tarefa @bruno apurar a denúncia até sexta !sigilosa") == (
        "Tarefa T-1 criada para Bruno Lima: apurar a denúncia. Prazo: sexta-feira, 27/11.\n"
        "É de acesso sigiloso: só vê quem a deu e quem a recebeu."
    )
    assert house.says("carla", "ver T-1").startswith("Não encontrei T-1.")
    assert house.says("bruno", "ver T-1").startswith("T-1")
