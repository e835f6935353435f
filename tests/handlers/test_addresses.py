"""One person, several addresses: entering by a second one, leaving one, and the doors of pushes."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.delivery import Paused, Unreachable
from models.people.tables import Guess
from tests.conftest import House

pytestmark = pytest.mark.console  # several doors at once, each of which a test decides

WRONG = "Esse código não vale: já foi usado, venceu ou está errado. Peça outro ao administrador."


@pytest.fixture(autouse=True)
def doors(house: House) -> None:
    house.opens("telegram", "slack")
    house.settles("ana", telegram="1001", slack="U1")
    house.settles("bruno", telegram="1002", slack="U2")


def blocked() -> Exception:
    return Unreachable("Forbidden: bot was blocked by the user")


def code_of(text: str) -> str:
    found = re.search(r"entrar (\w{16})", text)
    assert found
    return found[1]


@pytest.mark.every_door
def test_entering_by_a_second_address_tells_the_first(house: House) -> None:
    house.settles("edna", telegram="1009")
    code = code_of(house.says("edna", "convidar", via="telegram"))
    assert house.says("U9", f"entrar {code}", via="slack").startswith("Olá, Edna.")
    (told,) = house.pushed("edna", via="telegram")
    assert told["text"] == (
        "Você também entrou pelo Slack na segunda-feira, 23/11, 9h. Se não foi você, escreva: sair slack"
    )
    assert told["buttons"] == [{"label": "Não fui eu: sair do Slack", "line": "sair slack"}]
    assert house.tray("edna", via="slack") == []
    assert house.says("edna", "sair slack", via="telegram") == "Você saiu do Slack. Continua em: Telegram."
    assert house.says("U9", "minhas", via="slack").startswith("Ainda não conheço você por aqui.")


def test_whoever_made_the_code_hears_that_it_was_used(house: House) -> None:
    house.says("ana", "convidar @fabio", via="slack")
    [invited] = house.tray("fabio")
    house.says("1010", f"entrar {code_of(invited)}", via="telegram")
    assert house.tray("ana", via="slack") == ["Fábio Teles entrou pelo Telegram com o convite que você fez."]
    assert house.tray("fabio")[0].startswith("Você também entrou pelo Telegram")


def test_an_address_left_and_bound_again_is_told_of_too(house: House) -> None:
    house.says("bruno", "sair slack", via="telegram")
    house.tray("bruno", via="telegram")
    code = code_of(house.says("bruno", "convidar", via="telegram"))
    house.says("U2", f"entrar {code}", via="slack")
    assert house.tray("bruno", via="telegram")[0].startswith("Você também entrou pelo Slack")


def test_whose_address_it_was_hears_that_another_has_it(house: House) -> None:
    house.says("bruno", "sair slack", via="telegram")
    house.tray("bruno", via="telegram")
    house.says("ana", "convidar @edna", via="slack")
    code = code_of(house.tray("edna")[0])
    assert house.says("U2", f"entrar {code}", via="slack").startswith("Olá, Edna.")
    assert house.tray("bruno", via="telegram") == [
        "Um endereço do Slack que era seu passou a outra pessoa. Se estranhar, avise o administrador."
    ]


def test_two_addresses_at_one_door_are_told_apart(house: House) -> None:
    code = code_of(house.says("bruno", "convidar", via="slack"))
    house.says("770055", f"entrar {code}", via="telegram")
    assert house.tray("bruno", via="slack")[0].endswith("escreva: sair telegram 0055")
    assert "Telegram …1002: ativo" in house.says("bruno", "endereços", via="slack")
    assert house.buttons("bruno", "sair telegram", via="slack") == ["sair telegram 1002", "sair telegram 0055"]
    assert house.says("bruno", "sair telegram 0055", via="slack").startswith("Você saiu do Telegram.")


def test_codes_are_not_guessed(house: House) -> None:
    code = code_of(house.says("bruno", "convidar", via="slack"))
    for n in range(20):
        assert house.says("666", f"entrar {n:016x}", via="telegram") == WRONG
    assert house.says("666", f"entrar {code}", via="telegram") == WRONG  # the right one is not even looked at
    with house.transaction() as session:
        assert session.scalar(select(func.count(Guess.id))) == 5
    assert house.says("667", f"entrar {code}", via="telegram").startswith("Olá, Bruno.")
    house.passes(timedelta(minutes=61))
    again = code_of(house.says("bruno", "convidar", via="slack"))
    assert house.says("666", f"entrar {again}", via="telegram").startswith("Olá, Bruno.")


def test_the_own_addresses_with_their_state(house: House) -> None:
    assert house.says("bruno", "endereços", via="slack") == (
        "Seus endereços:\nTelegram: ativo, usado em 23/11 9h\nSlack: ativo, usado em 23/11 9h\n"
        "Avisos: atos em todos os seus endereços; lembretes e resumos só no último que você usou"
    )
    assert house.buttons("bruno", "meus endereços", via="slack") == [
        "preferências avisos no telegram",
        "preferências avisos no slack",
        "sair telegram",
        "sair slack",
        "convidar",
    ]
    house.doors["telegram"].fates["1002"] = blocked
    house.says("ana", "tarefa @bruno assinar !urgente", via="slack")
    house.says("ana", "ordem @saude Ler.", via="slack")
    house.says("helena", "aprovar R-1")
    assert (
        "Telegram: sem entrega desde segunda-feira, 23/11, 9h (o bot foi bloqueado lá); escreva de lá para voltar"
        in house.says("bruno", "endereços", via="slack")
    )


@pytest.mark.every_door
def test_the_last_address_is_left_only_when_confirmed(house: House) -> None:
    house.says("bruno", "sair slack", via="slack")
    assert house.says("bruno", "sair telegram", via="telegram") == (
        "O Telegram é o único endereço em que você recebe mensagens. Se sair, só volta com um convite novo do "
        "administrador. Se é isso mesmo, confirme."
    )
    assert house.says("bruno", "eu", via="telegram").startswith("Bruno Lima")
    assert house.says("bruno", "sair telegram confirmo", via="telegram") == (
        "Você saiu do Telegram. Para voltar, peça um convite ao administrador."
    )
    assert house.says("1002", "eu", via="telegram").startswith("Ainda não conheço você")


def test_leaving_is_told_at_both_ends_and_what_waits_goes_elsewhere(house: House) -> None:
    house.says("bruno", "preferências avisos no slack", via="telegram")
    house.says("bruno", "sair slack", via="telegram")
    assert house.tray("U2", via="slack") == [
        "Este endereço foi desligado de Bruno Lima em segunda-feira, 23/11, 9h. Se não foi você, avise o administrador."
    ]
    assert house.tray("bruno", via="telegram") == [
        "Você saiu do Slack em segunda-feira, 23/11, 9h; por lá não chega mais nada."
    ]
    house.says("ana", "tarefa @bruno assinar", via="slack")
    assert len(house.tray("bruno", via="telegram")) == 1


def test_what_waits_for_an_address_left_goes_elsewhere(house: House) -> None:
    house.says("bruno", "preferências avisos no telegram", via="slack")
    house.doors["telegram"].fate = lambda: Paused("429", timedelta(minutes=1))
    house.says("ana", "tarefa @bruno assinar", via="slack")
    house.doors["telegram"].fate = None
    house.says("bruno", "sair telegram", via="slack")
    assert "Ana Prado passou a você a tarefa T-1: assinar." in house.tray("bruno", via="slack")
    house.passes(timedelta(minutes=5))
    assert [text for text in house.tray("1002", via="telegram") if "T-1" in text] == []


def test_no_address_there(house: House) -> None:
    house.says("bruno", "sair slack", via="telegram")
    answer = house.answer("bruno", text="sair slack", via="telegram")
    assert answer["text"] == "Você não tem endereço em slack. De qual sair?"
    assert [button["line"] for button in answer["buttons"]] == ["sair telegram"]


def test_an_answer_goes_where_the_question_came_from(house: House) -> None:
    house.says("bruno", "preferências avisos no slack", via="telegram")
    assert house.says("bruno", "minhas", via="telegram") != ""
    assert house.tray("bruno", via="slack") == []


def pushes(house: House) -> tuple[int, int]:
    """The number of messages for a task of Bruno: at Telegram, at Slack."""
    house.tray("bruno", via="telegram"), house.tray("bruno", via="slack")
    house.says("ana", "tarefa @bruno assinar", via="slack")
    return len(house.tray("bruno", via="telegram")), len(house.tray("bruno", via="slack"))


def test_without_a_wish_notices_go_to_the_last_used_and_acts_everywhere(house: House) -> None:
    house.passes(timedelta(minutes=30))
    house.says("bruno", "eu", via="telegram")
    assert pushes(house) == (1, 0)
    house.passes(timedelta(minutes=30))
    house.says("bruno", "eu", via="slack")
    assert pushes(house) == (0, 1)
    house.says("ana", "ordem @saude Ler.", via="slack")
    house.says("helena", "aprovar R-1")
    assert (len(house.tray("bruno", via="telegram")), len(house.tray("bruno", via="slack"))) == (1, 1)


@pytest.mark.parametrize(
    ("wish", "by_day", "at_night"),
    [
        ("no slack", (0, 1), (0, 1)),
        ("no telegram e no slack", (1, 1), (1, 1)),
        ("no telegram das 18h às 8h", (0, 1), (1, 0)),
        ("no telegram das 18h às 8h e no slack das 8h às 18h", (0, 1), (1, 0)),
        ("só no telegram", (1, 0), (1, 0)),
    ],
)
def test_where_pushes_go_is_chosen(house: House, wish: str, by_day: tuple[int, int], at_night: tuple[int, int]) -> None:
    house.says("bruno", f"preferências avisos {wish}", via="telegram")
    assert pushes(house) == by_day
    house.passes("2026-11-23T19:00")
    assert pushes(house) == at_night


def test_the_choice_is_shown_and_undone(house: House) -> None:
    said = house.says("bruno", "preferências avisos no telegram das 18h às 8h", via="slack")
    assert said.splitlines()[-1] == "Avisos: no Telegram das 18h às 8h; fora dessas horas, nos outros endereços"
    assert "preferências avisos padrão" in house.buttons("bruno", "preferências", via="slack")
    said = house.says("bruno", "preferências avisos padrão", via="slack")
    assert said.endswith("Avisos: atos em todos os seus endereços; lembretes e resumos só no último que você usou")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("no terminal", "Você ainda não entrou pelo terminal. Para entrar, peça um código: convidar"),
        ("no fax", "Não entendi onde quer os avisos. Exemplos:"),
        ("no telegram das 25h às 8h", "Não entendi onde quer os avisos. Exemplos:"),
        ("", "Não entendi onde quer os avisos. Exemplos:"),
        ("no slack ou no telegram", "Não entendi onde quer os avisos. Exemplos:"),
    ],
)
def test_a_choice_not_understood(house: House, line: str, answer: str) -> None:
    assert house.says("bruno", f"preferências avisos {line}", via="slack") == answer


def test_when_the_chosen_address_is_dead_the_other_is_used(house: House) -> None:
    house.says("bruno", "preferências avisos no telegram", via="slack")
    house.doors["telegram"].fates["1002"] = blocked
    assert pushes(house) == (0, 1)  # it failed there, and came here
    assert pushes(house) == (0, 1)  # it is not tried there again


def test_a_digest_comes_once(house: House) -> None:
    house.passes("2026-11-24T07:00")
    house.tray("bruno", via="telegram"), house.tray("bruno", via="slack")
    house.says("ana", "tarefa @bruno assinar até hoje 17h", via="slack")
    house.tray("bruno", via="telegram"), house.tray("bruno", via="slack")
    house.passes("2026-11-24T07:40")
    said = [*house.tray("bruno", via="telegram"), *house.tray("bruno", via="slack")]
    assert len([text for text in said if "T-1" in text]) == 1


def test_the_internal_control_may_leave_an_address(house: House) -> None:
    house.settles("vera", telegram="1030", slack="U30")
    assert house.says("vera", "sair slack", via="telegram").startswith("Você saiu do Slack.")
