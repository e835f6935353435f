"""Every question the bot asks takes an answer: the next line, in the words in which people answer."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import House
from tests.handlers.test_attachments import png

WHEN = "Para quando? Exemplo: adiar T-1 para segunda 10h aguardando parecer"
WHY = "Por que adiar? Exemplo: adiar T-1 para segunda 10h aguardando parecer"
ASKED = "Pedi a Ana Prado o prazo até terça-feira, 24/11, 10h para a tarefa T-1. Aviso você quando responder."


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
    assert given.buttons("bruno", "adiar T-1") == ["adiar T-1 amanhã 9h", "adiar T-1 sexta", "adiar T-1 em 7 dias"]


@pytest.mark.parametrize("day", ["Amanhã 9h", "Sexta", "+7 dias"])
def test_each_of_the_likely_days_is_understood(given: House, day: str) -> None:
    given.says("bruno", "adiar T-1")
    assert given.says("bruno", day) == WHY


def test_a_person_without_the_sign(given: House) -> None:
    assert given.says("bruno", "repassar T-1") == "Para quem? Exemplo: repassar T-1 @bruno"
    assert given.says("bruno", "para o Davi").startswith("Tarefa T-1 repassada para Davi")


def test_the_people_concerned_are_offered(given: House) -> None:
    answer = given.answer("bruno", text="repassar T-1")
    assert [(each["label"], each["line"]) for each in answer["buttons"]] == [
        ("Carla Dias", "repassar T-1 @carla"),
        ("Sérgio Pinto", "repassar T-1 @sergio"),
    ]
    assert given.says("bruno", "carla").startswith("Tarefa T-1 repassada para Carla Dias")


def test_the_orgaos_concerned_are_offered(given: House) -> None:
    given.says("sergio", 'expediente novo ofício "Pedido de vacinas" nível público')
    given.says("sergio", "tramitar PROT-1/2026-SAUDE @obras para parecer")
    asked = given.answer("paula", text="tramitar PROT-1/2026-SAUDE")
    assert asked["text"].startswith("Para qual órgão?")
    assert [each["line"] for each in asked["buttons"]] == ["tramitar PROT-1/2026-SAUDE @saude"]


def test_the_name_of_nobody_is_asked_for_again(given: House) -> None:
    given.says("bruno", "repassar T-1")
    assert given.says("bruno", "fulaninho") == "Não conheço @fulaninho. Veja quem está na casa:"
    assert given.says("bruno", "davi").startswith("Tarefa T-1 repassada para Davi")


def test_a_number(given: House) -> None:
    assert given.says("bruno", "concluir feito ontem").startswith("Concluir qual?")
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
        ("segunda que vem", "segunda-feira, 30/11"),
        ("dia 7", "segunda-feira, 07/12"),
        ("2", "Para quando?"),
        ("quarta", "quarta-feira, 25/11"),
    ],
)
def test_a_day_is_never_taken_for_one_of_those_offered(given: House, said: str, until: str) -> None:
    given.says("bruno", "adiar T-1")
    given.says("bruno", said)
    assert until in given.says("bruno", "aguardando parecer")


def test_after_a_day_gone_by_another_may_be_said(given: House) -> None:
    given.says("bruno", "adiar T-1")
    assert given.says("bruno", "20/11/2026 10h").startswith("Sexta-feira, 20/11, 10h, já passou.")
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


def test_a_reason_is_never_read_with_the_day_before_it(given: House) -> None:
    given.says("bruno", "adiar T-1 sexta")
    assert given.says("bruno", "agenda da prefeita mudou").startswith("Pedi a Ana Prado o prazo até sexta-feira")
    assert "agenda da prefeita mudou" in given.says("ana", "ver T-1")


BACK = "Voltando: Por que adiar? Exemplo: adiar T-1 para segunda 10h aguardando parecer"


@pytest.fixture
def photographed(given: House, tmp_path: Path) -> House:
    """A photograph came while the reason for a new date was asked."""
    given.says("bruno", "adiar T-1 terça 10h")
    path = tmp_path / "foto.png"
    path.write_bytes(png(10, 10))
    assert given.answer("bruno", file=[str(path)])["text"] == "Guardei a foto. De que registro ela é?"
    return given


@pytest.mark.every_door
def test_a_question_comes_back_after_that_of_a_file(photographed: House) -> None:
    said = photographed.says("bruno", "T-1")
    assert said.startswith("Guardei em T-1: foto.png.")
    assert said.endswith(BACK)
    assert photographed.says("bruno", "aguardando parecer") == ASKED


def test_either_of_two_questions_may_be_answered_first(photographed: House) -> None:
    assert photographed.says("bruno", "aguardando parecer") == ASKED
    assert photographed.says("bruno", "T-1").startswith("Guardei em T-1: foto.png.")
    assert photographed.says("bruno", "qualquer coisa").startswith("Não")


def test_the_one_stopped_lets_the_other_come_back(photographed: House) -> None:
    stopped = "Tudo bem, parei por aqui. Nada foi registrado."
    assert photographed.says("bruno", "cancelar") == f"{stopped}\n{BACK}"
    assert photographed.says("bruno", "cancelar") == stopped


def test_a_question_asked_again_waits_once(given: House) -> None:
    given.says("bruno", "adiar T-1 terça 10h")
    given.says("bruno", "adiar T-1")
    given.says("bruno", "quarta 10h")
    assert "Voltando" not in given.says("bruno", "aguardando parecer")


def test_a_form_comes_back_after_a_question(given: House) -> None:
    given.says("ana", "tarefa")
    given.says("ana", "podar as árvores")
    assert given.says("ana", "repassar T-1").startswith("Para quem? Exemplo")
    assert given.says("ana", "davi") == (
        "Tarefa T-1 repassada para Davi Rocha.\n"
        "Voltando: Para quem? (por exemplo, @ana ou @saude)\n(escreva cancelar para parar)"
    )
    assert given.says("ana", "bruno").startswith("Até quando?")


def test_a_question_comes_back_after_a_form(given: House) -> None:
    given.says("bruno", "adiar T-1 terça 10h")
    given.says("bruno", "tarefa")
    assert given.says("bruno", "cancelar").endswith(BACK)
    assert given.says("bruno", "aguardando parecer") == ASKED


@pytest.mark.parametrize("line", ["tarefa @bruno podar a sebe até sexta", "tarefas bruno", "ver T-1", "minhas"])
def test_a_form_swallows_no_request(given: House, line: str) -> None:
    given.says("ana", "tarefa")
    assert "Para quem?" not in given.says("ana", line)
    assert given.says("ana", "podar as árvores").startswith("Para quem?")


@pytest.mark.parametrize(
    "title", ["ver estoque de insulina", "Convite", "prazo da obra", "agenda da prefeita nos bairros"]
)
def test_a_title_may_begin_like_a_request(house: House, title: str) -> None:
    house.says("ana", "tarefa")
    assert house.says("ana", title).startswith("Para quem?")


def test_a_question_comes_back_once(given: House) -> None:
    given.says("bruno", "adiar T-1 terça 10h")
    given.says("bruno", "comentar T-1")
    assert given.says("bruno", "falei com o fornecedor").endswith(BACK)
    given.says("bruno", "comentar T-1")
    assert given.says("bruno", "a peça chega terça") == "Comentário anotado em T-1."


@pytest.mark.every_door
def test_a_substitution_asks_for_one_piece_after_the_other(house: House) -> None:
    asked = house.says("ana", "substituição")
    assert asked.startswith("Quem se ausenta?")
    assert house.says("ana", "bruno").startswith("Quem responde por Bruno Lima?")
    assert house.buttons("ana", "carla") == [
        "substituição de hoje a sexta @bruno por @carla",
        "substituição de amanhã a sexta @bruno por @carla",
    ]
    assert house.says("ana", "de 24/11 a 05/12").startswith("Qual é o número da portaria?")
    assert house.says("ana", "12/2026") == (
        "Carla Dias substitui Bruno Lima de terça-feira, 24/11, a sábado, 05/12. Os dois foram avisados."
    )


def test_both_of_a_substitution_in_one_answer(house: House) -> None:
    house.says("ana", "substituição de 24/11 a 05/12 portaria 12/2026")
    assert house.says("ana", "bruno por carla").startswith("Carla Dias substitui Bruno Lima")


def test_those_worked_with_last_are_offered(given: House) -> None:
    given.says("ana", "tarefa @otavio vistoriar a ponte até sexta")
    asked = given.answer("ana", text="deve")
    assert [each["line"] for each in asked["buttons"]][:2] == ["deve @otavio", "deve @bruno"]
    assert given.says("ana", "otavio").startswith("Otávio Reis")


def test_a_form_offers_people_and_days(given: House) -> None:
    given.says("ana", "tarefa")
    assert given.buttons("ana", "podar as árvores")[:2] == ["@bruno", "@helena"]
    assert given.buttons("ana", "@bruno")[:3] == ["amanhã 9h", "sexta", "em 7 dias"]
    given.says("ana", "em 7 dias")
    assert given.says("ana", "pular").startswith("Tarefa T-2 criada para Bruno Lima: podar as árvores.")


def test_the_number_of_another_record(given: House) -> None:
    given.says("ana", 'expediente novo ofício "Pedido de vacinas"')
    assert given.says("ana", "vincular T-1").startswith("Vincular a qual?")
    assert given.says("ana", "PROT-1").startswith("T-1 vinculada a PROT-1/2026-GP")


def test_a_number_without_its_year_keeps_its_place(house: House) -> None:
    house.says("ana", 'expediente novo ofício "Pedido de vacinas" nível público')
    assert house.says("ana", "tramitar PROT-1").startswith("Para qual órgão?")
    assert house.says("ana", "obras").startswith("Expediente PROT-1/2026-GP enviado")


def test_a_task_without_items_asks_for_none(given: House) -> None:
    assert given.says("bruno", "marcar T-1") == "A tarefa T-1 não tem lista de itens."


@pytest.mark.parametrize("line", ["concluir", "ver T-1", "sobrestar OF-1", "tarefas bruno"])
def test_a_free_answer_swallows_no_request(given: House, line: str) -> None:
    given.says("bruno", "adiar T-1 terça 10h")
    assert "Pedi a Ana Prado" not in given.says("bruno", line)


def test_who_is_no_question_for_what_is_asked_in_other_words(given: House) -> None:
    given.says("ana", "substituição")
    assert given.says("ana", "T-1").startswith("T-1 conferir a frota")
    assert given.says("ana", "o que a prefeita precisa decidir hoje?") == "Nada espera a sua decisão."
    assert given.says("ana", "quem tá sobrecarregado?").startswith("Carga por órgão:")


def test_a_form_leaves_alone_what_is_asked_in_other_words(given: House) -> None:
    given.says("ana", "tarefa")
    assert given.says("ana", "quem tá sobrecarregado?").startswith("Carga por órgão:")
    given.says("ana", "podar as árvores")
    assert given.says("ana", "o que a prefeita precisa decidir hoje?") == "Nada espera a sua decisão."
    assert given.says("ana", "T-1").startswith("T-1 conferir a frota")
    assert given.says("ana", "deixa pra lá") == "Tudo bem, parei por aqui. Nada foi registrado."


def test_after_a_wrong_answer_a_command_is_itself(given: House) -> None:
    asked = "Qual é o número do autógrafo? "
    assert given.says("ana", "autógrafo da lei de hortas recebido hoje às 16h").startswith(asked)
    assert given.says("ana", "não sei bem").startswith(asked)
    assert given.says("ana", "expediente novo processo reforma da escola").startswith(
        "Processo PROC-1/2026-GP registrado"
    )


def test_a_request_in_other_words_is_no_answer(given: House) -> None:
    assert given.says("ana", "relações") == "Com que órgão de fora? Exemplo: relações @sgri"
    assert given.says("ana", "troca o prazo da T-1 pra amanhã 10h").startswith("Entendi: corrigir T-1 prazo 24/11")
    assert given.says("ana", "o que o bruno tem pra fazer").startswith("Tarefas abertas de Bruno Lima")
    assert given.says("ana", "cancelar").startswith("Tudo bem")
    given.says("ana", "repassar T-1")
    assert given.says("ana", "troca o prazo da T-1 pra quinta 10h").startswith("Entendi: corrigir T-1 prazo 26/11")
    assert given.says("ana", "otavio") == "Tarefa T-1 repassada para Otávio Reis."
