"""Commands about records of any kind."""

import pytest

from tests.conftest import House


def give(house: House, line: str = "tarefa @bruno enviar o relatório até sexta 17h") -> None:
    house.says("ana", line)
    house.tray("bruno")


@pytest.mark.every_door
def test_the_card_of_a_task(house: House) -> None:
    give(house, "tarefa @bruno @obras limpar o córrego até sexta 17h !alta #obras\n- pano\n- balde\nlevar a equipe")
    house.says("bruno", "iniciar T-1")
    house.says("bruno", "marcar T-1 2")
    card = house.answer("bruno", text="T-1")
    assert card["text"] == (
        "T-1 limpar o córrego\n"
        "Pedida por Ana Prado na segunda-feira, 23/11.\n"
        "Prioridade: alta\n"
        "#obras\n"
        "levar a equipe\n"
        "Prazo: sexta-feira, 27/11, 17h\n"
        "Com:\n"
        "• Bruno Lima (SAUDE): iniciada\n"
        "• Secretaria de Obras (responde Otávio Reis): aberta\n"
        "Lista (1 de 2 itens):\n"
        "☐ 1. pano\n"
        "☑ 2. balde"
    )
    lines = [button["line"] for button in card["buttons"]]
    assert lines == ["concluir T-1", "marcar T-1 1", "histórico T-1", "acompanhar T-1"]
    assert house.buttons("otavio", "ver T-1")[0] == "iniciar T-1"
    assert house.buttons("vera", "ver T-1") == ["histórico T-1", "acompanhar T-1"]


def test_a_recurring_task_and_one_made_from_another(house: House) -> None:
    give(house, "tarefa @bruno conferir a folha toda segunda 9h")
    assert "Repete-se: toda segunda-feira" in house.says("bruno", "ver T-1")
    house.says("ana", "tarefa @carla somar as horas ref T-1")
    assert "Vem de T-1 conferir a folha" in house.says("carla", "ver T-2")
    assert "Ligado: T-2 somar as horas (aberta)" in house.says("bruno", "ver T-1")


def test_a_task_without_a_date_and_one_that_is_late(house: House) -> None:
    give(house, "tarefa @bruno varrer")
    assert "\nSem prazo\n" in house.says("bruno", "ver T-1")
    give(house, "tarefa @bruno enviar até amanhã 12h")
    house.passes("2026-11-24T12:30")
    assert "Prazo: terça-feira, 24/11, 12h (vencido)" in house.says("bruno", "ver T-2")


def test_a_completed_task_shows_when_and_what_was_noted(house: House) -> None:
    give(house)
    house.says("bruno", "concluir T-1 seguiu por e-mail")
    said = house.says("ana", "ver T-1")
    assert "Concluída. Pedida por Ana Prado" in said
    assert "• Bruno Lima (SAUDE): concluída em 23/11 9h — seguiu por e-mail" in said


def test_the_substitute_sees_in_whose_place(house: House) -> None:
    give(house)
    house.says("ana", "substituição @bruno por @carla de hoje a 04/12 portaria 1")
    said = house.says("carla", "ver T-1")
    assert "• Bruno Lima (SAUDE) (hoje responde Carla Dias): aberta" in said
    assert said.endswith("Você responde em substituição a Bruno Lima.")


def test_history_with_author_time_and_channel(house: House) -> None:
    give(house)
    house.says("bruno", "iniciar T-1")
    assert house.says("vera", "histórico T-1") == (
        "Histórico de T-1 (enviar o relatório):\n"
        f"23/11 9h Ana Prado ({house.door}): tarefa criada: enviar o relatório\n"
        f"23/11 9h Bruno Lima ({house.door}): tarefa iniciada"
    )


@pytest.mark.every_door
def test_a_long_history_comes_in_pages(house: House) -> None:
    give(house)
    for n in range(1, 35):
        house.says("bruno", f"comentar T-1 passo {n}")
    latest = house.answer("ana", text="histórico T-1")
    assert latest["text"].endswith("passo 34")
    assert "passo 4\n" not in latest["text"]
    assert [button["line"] for button in latest["buttons"]] == ["histórico T-1 2", "ver T-1"]
    assert house.says("ana", "histórico T-1 2").splitlines()[-1].endswith("passo 4")
    assert house.says("ana", "histórico T-1 9") == "T-1 não tem mais histórico que isso."


@pytest.mark.every_door
def test_a_comment_is_told_to_whom_it_concerns(house: House) -> None:
    give(house)
    house.says("sergio", "acompanhar T-1")
    assert house.says("bruno", "comentar T-1 falta uma assinatura") == "Comentário anotado em T-1."
    said = ["Bruno Lima comentou em T-1 (enviar o relatório): falta uma assinatura"]
    assert house.tray("ana") == said
    assert house.tray("sergio") == said
    assert house.tray("bruno") == []
    assert house.says("bruno", "comentar T-1").startswith("O que devo anotar?")


def test_following_twice(house: House) -> None:
    give(house)
    assert house.says("carla", "acompanhar T-1") == "Você acompanha T-1: aviso você de cada novidade."
    assert house.says("carla", "acompanhar T-1") == "Você já acompanha T-1."


def ask(house: House, who: str = "bruno") -> None:
    house.says(who, "adiar T-1 para dia 30 falta o parecer")
    house.tray("ana")


@pytest.mark.every_door
def test_granting_more_time(house: House) -> None:
    give(house)
    ask(house)
    assert house.buttons("ana", "ver T-1")[:2] == ["conceder T-1 @bruno", "recusar T-1 @bruno"]
    assert house.says("ana", "conceder T-1 sem falta") == (
        "Prazo concedido a Bruno Lima em T-1: segunda-feira, 30/11. A resposta já seguiu."
    )
    assert house.tray("bruno") == [
        "Ana Prado concedeu o prazo que você pediu em T-1 (enviar o relatório): segunda-feira, 30/11.\nsem falta"
    ]
    assert "Prazo: segunda-feira, 30/11" in house.says("bruno", "ver T-1")
    assert house.says("ana", "conceder T-1") == "Não há pedido de prazo em aberto em T-1."


def test_refusing_more_time(house: House) -> None:
    give(house)
    ask(house)
    assert house.says("ana", "recusar T-1 @bruno o Tribunal espera").startswith(
        "Você recusou o prazo até segunda-feira, 30/11, que Bruno Lima pediu em T-1."
    )
    assert house.tray("bruno")[0].endswith("\no Tribunal espera")
    assert "Prazo: sexta-feira, 27/11, 17h" in house.says("bruno", "ver T-1")


def test_two_requests_are_asked_about(house: House) -> None:
    give(house, "tarefa @bruno @otavio enviar até sexta 17h")
    ask(house)
    ask(house, "otavio")
    answer = house.answer("ana", text="conceder T-1")
    assert answer["text"] == "Há 2 pedidos de prazo em T-1. O de quem?"
    assert [button["line"] for button in answer["buttons"]] == ["conceder T-1 @bruno", "conceder T-1 @otavio"]


def test_nobody_grants_the_own_request(house: House) -> None:
    give(house)
    ask(house)
    assert "respondido por" in house.says("bruno", "conceder T-1 @bruno")
    assert "respondido por" in house.says("carla", "conceder T-1 @bruno")


def test_being_reminded_later(house: House) -> None:
    give(house, "tarefa @bruno enviar o relatório até dia 30 17h")
    assert house.says("bruno", "lembrar T-1 quinta") == (
        "Certo. Lembro você de T-1 (enviar o relatório) na quinta-feira, 26/11, 9h.\n"
        "O prazo continua o mesmo: segunda-feira, 30/11, 17h."
    )
    house.passes("2026-11-26T08:59")
    assert house.tray("bruno") == [] or all("T-1" not in text for text in house.tray("bruno"))
    house.passes("2026-11-26T09:01")
    assert any("T-1" in text for text in house.tray("bruno"))


def test_only_who_has_a_date_is_reminded(house: House) -> None:
    give(house)
    assert house.says("carla", "lembrar T-1 amanhã") == ("Você não tem prazo em aberto em T-1. Veja como está: ver T-1")
    assert house.says("bruno", "lembrar T-1").startswith("Quando devo lembrar?")


def test_what_does_not_exist(house: House) -> None:
    for line in ("ver T-9", "T-9", "histórico T-9", "comentar T-9 oi", "acompanhar T-9", "lembrar T-9 amanhã"):
        assert house.says("ana", line).startswith("Não encontrei T-9.")
    assert house.says("ana", "ver").startswith("Ver qual?")


def test_a_long_note_is_shown_whole_on_request(house: House) -> None:
    house.says("ana", "tarefa @bruno conferir a frota")
    first, second = "A" + " placa conferida" * 30, "B" + " pneu trocado" * 30
    for note in (first, second, "curta"):
        house.says("ana", f"comentar T-1 {note}")
    answer = house.answer("ana", text="histórico T-1")
    assert second not in answer["text"]
    assert "histórico T-1 nota 1" in [each["line"] for each in answer["buttons"]]
    latest = house.answer("ana", text="histórico T-1 nota 1")
    assert second in latest["text"]
    assert [each["line"] for each in latest["buttons"]] == ["histórico T-1 nota 2", "ver T-1"]
    assert first in house.says("ana", "histórico T-1 nota 2")
    assert house.says("ana", "histórico T-1 nota 3") == "O histórico de T-1 já mostra os textos inteiros."
