"""A phone that was lost or changed, in plain words: what is closed, and what to do next."""

import pytest

from tests.conftest import House

pytestmark = pytest.mark.console  # several doors at once, each of which a test decides


@pytest.fixture(autouse=True)
def doors(house: House) -> None:
    house.opens("telegram", "slack")
    house.settles("ana", telegram="1001", slack="U1")
    house.settles("carla", telegram="1003", slack="U3")


@pytest.mark.parametrize(
    "words",
    [
        "perdi meu celular",
        "roubaram meu celular",
        "perdi o telefone",
        "furtaram meu aparelho",
        "meu celular foi roubado",
        "meu celular sumiu",
        "celular roubado",
    ],
)
def test_ones_own_is_closed_but_where_one_writes(house: House, words: str) -> None:
    shown = house.answer("carla", text=words, via="slack")
    assert [each["line"] for each in shown["buttons"]] == ["celular perdido"] or shown["text"].startswith("Posso")
    asked = house.answer("carla", text="celular perdido", via="slack")
    assert asked["text"].startswith("Posso desligar já os outros endereços seus (o Telegram), o painel e a agenda")
    assert [each["line"] for each in asked["buttons"]] == ["celular perdido confirmo"]
    done = house.says("carla", "celular perdido confirmo", via="slack")
    assert done.startswith("Desliguei o Telegram, o painel e a agenda no celular. Peça à operadora")
    assert house.says("1003", "minhas", via="telegram").startswith("Ainda não conheço você por aqui.")
    assert house.says("carla", "endereços", via="slack").splitlines()[1].startswith("Slack: ativo")


@pytest.mark.parametrize(
    "words", ["a Carla perdeu o celular", "roubaram o celular da Carla", "o celular da Carla foi roubado"]
)
def test_anothers_is_closed_by_whoever_administers(house: House, words: str) -> None:
    shown = house.answer("ana", text=words, via="slack")
    lines = [each["line"] for each in shown["buttons"]]
    assert lines in (["celular perdido @carla"], ["celular perdido @carla confirmo"]), shown
    asked = house.answer("ana", text="celular perdido @carla", via="slack")
    assert asked["text"].startswith("Carla Dias fala comigo pelo Telegram e pelo Slack. Desligo tudo")
    done = house.answer("ana", text=asked["buttons"][0]["line"], via="slack")
    assert done["text"].startswith("Desliguei o Telegram e o Slack de Carla Dias, e a agenda no celular.")
    assert done["buttons"][0]["line"] == "convidar @carla"
    assert house.says("1003", "minhas", via="telegram").startswith("Ainda não conheço você por aqui.")
    assert house.says("ana", "celular perdido @carla", via="slack").startswith("Carla Dias não tem endereço ligado")


def test_of_whom_who_has_authority_and_who_may_not(house: House) -> None:
    house.settles("helena", telegram="1004")
    house.settles("bruno", telegram="1002")
    assert house.says("bruno", "celular perdido @carla", via="telegram").startswith("Só o administrador ou a chefia")
    assert "Só vale com a confirmação" in house.says("ana", "celular perdido @helena confirmo", via="slack")
    assert house.says("1004", "eu", via="telegram").startswith("Helena")
    assert house.says("ana", "celular perdido @obras", via="slack").startswith("De quem é o celular?")
    for words in ("troquei de celular", "mudei de telefone", "comprei um celular novo"):
        assert house.says("bruno", words, via="telegram").startswith("Com a mesma conta do Telegram ou do Slack no")
    assert "convidar @carla" in house.says("ana", "celular novo @carla", via="slack")
