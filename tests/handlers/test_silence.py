"""Silence until a moment, and the night: what is not urgent waits, comes as one message, and the sender knows when."""

import pytest

from tests.conftest import House

_TASK = "Ana Prado passou a você a tarefa {}."


def told(house: House, who: str) -> list[str]:
    return [each for each in house.tray(who) if not each.startswith(("Bom dia", "Âncora"))]


@pytest.mark.every_door
def test_what_waited_comes_as_one_message(house: House) -> None:
    assert house.says("bruno", "silêncio até 14h") == (
        "Silêncio até segunda-feira, 23/11, 14h. O que é urgente chega na hora, e também o que vence antes disso, "
        "como a ciência de um ato. O resto vem depois, numa mensagem só."
    )
    house.says("ana", "tarefa @bruno podar a sebe até sexta")
    house.says("ana", "tarefa @bruno ver o mato até sexta")
    assert told(house, "bruno") == []
    house.passes("2026-11-23 13:59")
    assert told(house, "bruno") == []
    house.passes("2026-11-23 14:00")
    assert told(house, "bruno") == [
        "Avisos que esperavam (2):\n\n"
        f"• {_TASK.format('T-1: podar a sebe. Prazo: sexta-feira, 27/11')}\n\n"
        f"• {_TASK.format('T-2: ver o mato. Prazo: sexta-feira, 27/11')}"
    ]
    assert house.says("bruno", "silêncio").startswith("Você não está em silêncio.")


def test_what_cannot_wait_comes_in_a_silence(house: House) -> None:
    house.says("bruno", "silêncio até 16h")
    house.says("ana", "tarefa @bruno mandar a lista hoje até 15h")
    assert [each.partition(":")[0] for each in told(house, "bruno")] == ["Ana Prado passou a você a tarefa T-1"]
    house.says("ana", "ordem @bruno Abrir o posto\nciência até sexta 17h")
    house.says("helena", "aprovar R-1")
    assert told(house, "bruno") == []
    house.says("ana", "ordem @bruno Fechar a rua\nciência até hoje 15h")
    house.says("helena", "aprovar R-2")
    assert [each.splitlines()[1] for each in told(house, "bruno")] == ["Ordem de serviço OS-2/2026"]
    house.says("ana", "ordem @bruno !urgente Recolher as máquinas\nciência até sexta 17h")
    house.says("helena", "aprovar R-3")
    assert [each.splitlines()[1] for each in told(house, "bruno")] == ["URGENTE — Ordem de serviço OS-3/2026"]


def test_a_silence_ends_when_wanted_and_can_be_made_longer(house: House) -> None:
    house.says("bruno", "silêncio até 14h")
    house.says("ana", "tarefa @bruno podar a sebe até sexta")
    house.says("bruno", "silêncio até 15h")
    house.passes("2026-11-23 14:30")
    assert told(house, "bruno") == []
    assert house.says("bruno", "silêncio fim") == "O silêncio acabou; o que esperava vem agora."
    assert len(told(house, "bruno")) == 1
    assert house.says("bruno", "silêncio fim") == "Você não estava em silêncio."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("silêncio até ontem", "já passou"),
        ("silêncio até hoje 8h", "já passou"),
        ("silêncio até 10/12", "O silêncio vai no máximo até 3 dias"),
        ("silêncio", "Você não está em silêncio."),
        ("silêncio até bananas", "Até quando?"),
    ],
)
def test_what_is_no_silence(house: House, line: str, said: str) -> None:
    assert said in house.says("bruno", line)
    house.says("ana", "tarefa @bruno podar a sebe até sexta")
    assert len(told(house, "bruno")) == 1


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("não me mande nada até amanhã às 8", "terça-feira, 24/11, 8h"),
        ("não me incomoda até 14h", "segunda-feira, 23/11, 14h"),
        ("me deixa quieto até amanhã 8h", "terça-feira, 24/11, 8h"),
        ("to em reunião, me deixa quieto até 11h30", "segunda-feira, 23/11, 11h30"),
        ("modo silencioso até 14h", "segunda-feira, 23/11, 14h"),
    ],
)
def test_in_other_words(house: House, words: str, until: str) -> None:
    assert f"Silêncio até {until}." in house.says("bruno", words)


def test_the_clock_leaves_a_silence_alone(house: House) -> None:
    house.says("bruno", "silêncio até 17h")
    house.says("ana", "tarefa @bruno podar a sebe até sexta")
    house.runs("clock")
    assert told(house, "bruno") == []


@pytest.mark.every_door
def test_at_night_it_waits_for_the_morning(house: House) -> None:
    house.passes("2026-11-23 22:00")
    assert house.says("ana", "tarefa @bruno podar a sebe até sexta") == (
        "Tarefa T-1 criada para Bruno Lima: podar a sebe. Prazo: sexta-feira, 27/11.\n"
        "O aviso chega a Bruno Lima na terça-feira, 24/11, 7h."
    )
    assert told(house, "bruno") == []
    house.passes("2026-11-24 07:00")
    assert told(house, "bruno") == [_TASK.format("T-1: podar a sebe. Prazo: sexta-feira, 27/11")]


def test_at_night_it_can_be_sent_at_once(house: House) -> None:
    house.passes("2026-11-23 22:00")
    (line,) = [
        each for each in house.buttons("ana", "tarefa @bruno podar a sebe até sexta") if each.startswith("enviar agora")
    ]
    assert house.says("vera", line) == "Nenhum aviso seu espera: o que havia já chegou."
    assert house.says("ana", line) == "Enviei agora a Bruno Lima."
    assert len(told(house, "bruno")) == 1
    assert house.says("ana", line) == "Nenhum aviso seu espera: o que havia já chegou."


def test_a_silence_is_the_readers_own(house: House) -> None:
    house.says("bruno", "silêncio até 14h")
    answer = house.answer("ana", text="tarefa @bruno podar a sebe até sexta")
    assert answer["text"].endswith("O aviso chega a Bruno Lima na segunda-feira, 23/11, 14h.")
    assert not [each for each in answer["buttons"] if each["line"].startswith("enviar agora")]


def test_at_night_replies_and_what_is_urgent_go_at_once(house: House) -> None:
    house.passes("2026-11-23 22:00")
    house.says("ana", "ordem @bruno !urgente Recolher as máquinas\nciência até amanhã 12h")
    house.says("helena", "aprovar R-1")
    assert [each.splitlines()[1] for each in told(house, "bruno")] == ["URGENTE — Ordem de serviço OS-1/2026"]
    assert house.says("bruno", "minhas")


def test_what_follows_many_leaves_as_one(house: House) -> None:
    for number in range(4):
        house.says("ana", f"tarefa @bruno item {number} até sexta")
    house.passes("2026-11-23 09:01")
    house.says("davi", "tarefa @bruno varrer até sexta")
    assert len(told(house, "bruno")) == 2
    house.says("davi", "tarefa @bruno acudir a creche até hoje 17h")
    assert len(told(house, "bruno")) == 1
    house.passes("2026-11-23 09:03")
    (joined,) = told(house, "bruno")
    assert joined.startswith("Avisos que esperavam (3):")


def test_a_silence_that_would_end_before_it_begins_is_asked_about(house: House) -> None:
    answer = house.answer("bruno", text="silêncio até 8h")
    assert answer["text"] == "Hoje 8h já passou. É até amanhã?"
    assert [each["line"] for each in answer["buttons"]] == ["silêncio até amanhã às 8h"]
    assert house.says("bruno", "silêncio das 14h às 10h") == (
        "O silêncio começa agora. Até quando? Exemplo: silêncio até 14h"
    )
    assert house.says("bruno", "16h").startswith("Silêncio até segunda-feira, 23/11, 16h.")
    house.passes("2026-11-23 19:00")
    assert house.says("bruno", "silêncio até 7h").startswith("Silêncio até terça-feira, 24/11, 7h.")
