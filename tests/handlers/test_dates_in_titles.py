"""A date in the middle is part of the subject: the deadline is what follows "até", "para", "em", or stands by itself."""

import pytest

from tests.conftest import House

MADE = {
    "relatório de novembro": "relatório de novembro.",
    "relatório do 3º trimestre": "relatório do 3º trimestre.",
    "rever contrato do natal": "rever contrato do natal.",
    "relatório sobre o carnaval": "relatório sobre o carnaval.",
    "festa de fim de ano": "festa de fim de ano.",
    "inventário de fim de ano até 20/12": "inventário de fim de ano. Prazo: domingo, 20/12.",
    "ata da reunião de ontem": "ata da reunião de ontem.",
    "responder o ofício de 20/11": "responder o ofício de 20/11.",
    "conferir a lei de 15 de dezembro de 2010": "conferir a lei de 15 de dezembro de 2010.",
    "material da audiência do dia 10 até dia 5": "material da audiência do dia 10. Prazo: sábado, 05/12.",
    "material da audiência do dia 10 até dia 15": "material da audiência do dia 10. Prazo: terça-feira, 15/12.",
    "plano de carnaval até sexta": "plano de carnaval. Prazo: sexta-feira, 27/11.",
    "contrato do natal até sexta": "contrato do natal. Prazo: sexta-feira, 27/11.",
    "decoração de natal até 10/12": "decoração de natal. Prazo: quinta-feira, 10/12.",
    "cesta de natal para sexta": "cesta de natal. Prazo: sexta-feira, 27/11.",
    "feriado de 8 de dezembro até sexta": "feriado de 8 de dezembro. Prazo: sexta-feira, 27/11.",
    "pauta da reunião de sexta até quinta": "pauta da reunião de sexta. Prazo: quinta-feira, 26/11.",
    "folha de novembro até dia 30": "folha de novembro. Prazo: segunda-feira, 30/11.",
    "ofício de 20/11 até sexta": "ofício de 20/11. Prazo: sexta-feira, 27/11.",
    "convite da sessão de 10/12 às 19h até sexta": "convite da sessão de 10/12 às 19h. Prazo: sexta-feira, 27/11.",
    "pagamento do 13º até 20/12": "pagamento do 13º. Prazo: domingo, 20/12.",
    "evento do dia 15 para sexta": "evento do dia 15. Prazo: sexta-feira, 27/11.",
    "evento do dia 15 em 5 dias": "evento do dia 15. Prazo: sábado, 28/11.",
    "em 15 dias entregar o plano de carnaval": "entregar o plano de carnaval. Prazo: terça-feira, 08/12.",
    "plantão de sábado e domingo até sexta": "plantão de sábado e domingo. Prazo: sexta-feira, 27/11.",
    "férias de 20/12 até dia 5": "férias de 20/12. Prazo: terça-feira, 05/01/2027.",
    "viagem de 3 a 5/12": "viagem. Prazo: sábado, 05/12.",
    "projeto para o carnaval": "projeto. Prazo: terça-feira, 09/02/2027.",
    "prestação de contas p/ 27.11": "prestação de contas. Prazo: sexta-feira, 27/11.",
}


@pytest.mark.parametrize(("text", "made"), MADE.items())
def test_the_title_stays_whole(house: House, text: str, made: str) -> None:
    assert house.says("ana", f"tarefa @davi {text}") == f"Tarefa T-1 criada para Davi Rocha: {made}"


def test_a_day_of_the_subject_may_be_the_deadline_and_is_asked_about(house: House) -> None:
    line = "tarefa @davi preparar reunião de sexta com a prefeita"
    said = house.says("ana", line)
    assert said == "“de sexta” (sexta-feira, 27/11) é o prazo ou só diz de que se trata?"
    with_day, without = house.buttons("ana", line)
    assert with_day == f"{line} até 27/11/2026"
    made = "Tarefa T-1 criada para Davi Rocha: preparar reunião de sexta com a prefeita. Prazo: sexta-feira, 27/11."
    assert house.says("ana", with_day) == made
    assert house.says("ana", without) == "Tarefa T-2 criada para Davi Rocha: preparar reunião de sexta com a prefeita."


@pytest.mark.parametrize("answer", ["quinta", "até quinta", "dia 26", "em 3 dias"])
def test_the_answer_may_be_typed(house: House, answer: str) -> None:
    house.says("ana", "tarefa @davi preparar reunião de sexta")
    made = "Tarefa T-1 criada para Davi Rocha: preparar reunião de sexta. Prazo: quinta-feira, 26/11."
    assert house.says("ana", answer) == made


def test_each_day_that_may_be_meant_is_offered(house: House) -> None:
    assert house.buttons("ana", "tarefa @davi reunião de segunda") == [
        "tarefa @davi reunião de segunda até 23/11/2026",
        "tarefa @davi reunião de segunda até 30/11/2026",
        "tarefa @davi reunião de segunda sem prazo",
    ]


def test_an_announced_deadline_comes_before_the_day_of_the_subject(house: House) -> None:
    said = house.says("ana", "tarefa @davi audiência do dia 10 com a prefeita até a posse")
    assert said == "Não entendi o prazo “até a posse”. Quando?"


def test_what_an_interval_ends_with_is_what_is_offered(house: House) -> None:
    assert house.buttons("ana", "tarefa @davi cardápio de segunda a sexta") == [
        "tarefa @davi cardápio 27/11/2026",
        "tarefa @davi cardápio 04/12/2026",
    ]
