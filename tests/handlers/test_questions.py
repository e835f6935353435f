"""Every question the bot asks takes an answer: the next line, in the words in which people answer."""

from datetime import timedelta

import pytest

from tests.conftest import House

WHEN = "Para quando? Exemplo: adiar T-1 para segunda 10h aguardando parecer"
WHY = "Por que adiar? Exemplo: adiar T-1 para segunda 10h aguardando parecer"
ASKED = "Pedi a Ana Prado o prazo até terça-feira, 24/11/2026, 10h para a tarefa T-1. Aviso você quando responder."


@pytest.fixture
def given(house: House) -> House:
    house.says("ana", "tarefa @bruno conferir a frota até sexta")
    return house


@pytest.mark.every_door
def test_a_day_and_then_a_reason(given: House) -> None:
    assert given.says("bruno", "adiar T-1") == WHEN
    assert given.says("bruno", "terça 10h") == WHY
    assert given.says("bruno", "aguardando parecer") == ASKED


def test_the_likely_days_are_offered(given: House) -> None:
    assert given.buttons("bruno", "adiar T-1") == ["adiar T-1 amanhã 9h", "adiar T-1 sexta", "adiar T-1 +7 dias"]


def test_a_person_without_the_sign(given: House) -> None:
    assert given.says("bruno", "repassar T-1") == "Para quem? Exemplo: repassar T-1 @bruno"
    assert given.says("bruno", "para o Davi").startswith("Tarefa T-1 repassada para Davi")


def test_the_people_concerned_are_offered(given: House) -> None:
    answer = given.answer("bruno", text="repassar T-1")
    assert [(each["label"], each["line"]) for each in answer["buttons"]] == [
        ("Ana Prado", "repassar T-1 @ana"),
        ("Carla Dias", "repassar T-1 @carla"),
        ("Sérgio Pinto", "repassar T-1 @sergio"),
    ]
    assert given.says("bruno", "carla").startswith("Tarefa T-1 repassada para Carla Dias")


def test_the_orgaos_concerned_are_offered(given: House) -> None:
    given.says("sergio", 'expediente novo ofício "Pedido de vacinas" nível público')
    given.says("sergio", "tramitar OF-1/2026-SAUDE @obras para parecer")
    asked = given.answer("paula", text="tramitar OF-1/2026-SAUDE")
    assert asked["text"].startswith("Para qual órgão?")
    assert [each["line"] for each in asked["buttons"]] == ["tramitar OF-1/2026-SAUDE @saude"]


def test_the_name_of_nobody_is_asked_for_again(given: House) -> None:
    given.says("bruno", "repassar T-1")
    assert given.says("bruno", "fulaninho") == "Não conheço @fulaninho. Veja quem está na casa:"
    assert given.says("bruno", "davi").startswith("Tarefa T-1 repassada para Davi")


def test_a_number(given: House) -> None:
    assert given.says("bruno", "concluir feito ontem").startswith("De qual registro?")
    assert given.says("bruno", "T-1") == "Tarefa T-1 concluída."
    assert "feito ontem" in given.says("bruno", "histórico T-1")


def test_a_wrong_answer_leaves_the_question_open(given: House) -> None:
    given.says("bruno", "adiar T-1")
    assert given.says("bruno", "assim que der") == "Não entendi o prazo “assim que der”. Quando?"
    assert given.says("bruno", "terça 10h") == WHY


def test_one_of_those_offered(given: House) -> None:
    given.says("bruno", "adiar T-1")
    assert given.says("bruno", "sexta que vem") == "Sexta-feira desta semana ou da outra?"
    assert given.says("bruno", "a segunda") == WHY


def test_thanks_are_no_reason(given: House) -> None:
    given.says("bruno", "adiar T-1 terça 10h")
    given.says("bruno", "obrigado!")
    assert given.says("bruno", "aguardando parecer") == ASKED


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("segunda que vem", "segunda-feira, 30/11/2026"),
        ("dia 7", "segunda-feira, 07/12/2026"),
        ("2", "Para quando?"),
        ("quarta", "quarta-feira, 25/11/2026"),
    ],
)
def test_a_day_is_never_taken_for_one_of_those_offered(given: House, said: str, until: str) -> None:
    given.says("bruno", "adiar T-1")
    given.says("bruno", said)
    assert until in given.says("bruno", "aguardando parecer")


def test_after_a_day_gone_by_another_may_be_said(given: House) -> None:
    given.says("bruno", "adiar T-1")
    assert given.says("bruno", "20/11/2026 10h").startswith("Sexta-feira, 20/11/2026, 10h, já passou.")
    assert given.says("bruno", "terça 10h") == WHY


def test_enough(given: House) -> None:
    given.says("bruno", "adiar T-1")
    assert given.says("bruno", "deixa pra lá") == "Tudo bem, parei por aqui. Nada foi registrado."
    assert given.says("bruno", "quarta 10h").startswith("Não")


def test_another_request_is_done_first_and_the_question_stays(given: House) -> None:
    given.says("bruno", "adiar T-1 terça 10h")
    assert "conferir a frota" in given.says("bruno", "ver T-1")
    assert given.says("bruno", "aguardando parecer") == ASKED


def test_the_whole_request_ends_the_question(given: House) -> None:
    given.says("bruno", "adiar T-1")
    assert given.says("bruno", "adiar T-1 terça 10h aguardando parecer") == ASKED
    assert given.says("bruno", "quarta 10h").startswith("Não")


def test_a_question_of_hours_ago_takes_no_answer(given: House) -> None:
    given.says("bruno", "adiar T-1")
    given.passes(timedelta(hours=3))
    assert given.says("bruno", "quarta 10h").startswith("Não")


def test_a_form_of_words_of_its_own(house: House) -> None:
    asked = house.says("ana", "substituição @bruno por @davi de 24/11 a 05/12")
    assert asked.startswith("Qual é o número da portaria?")
    assert "substitui" in house.says("ana", "12/2026")


def test_an_answer_gives_nobody_what_they_may_not_do(given: House) -> None:
    """The answer makes a line like any other: whoever may not do it is refused, and nothing stays open."""
    given.says("davi", "repassar T-1")
    assert given.says("davi", "otavio") == "A tarefa T-1 é de Bruno Lima; só quem a tem ou a chefia pode repassar."
    assert given.says("davi", "otavio").startswith("Não")
