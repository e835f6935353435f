"""Groups and channels: adding the bot to one, publications in it, and that nothing personal is ever said there."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.delivery import Moved, Paused, Unreachable
from models.acts import Act, altered
from models.outbox import Outbox
from models.places import Place
from tests.conftest import House

pytestmark = pytest.mark.console  # several doors at once, each of which a test decides

GROUP, NAME = "-100", "Grupo dos Secretários"
PUBLISHED = "A ciência não se dá por aqui: cada destinatário recebe o ato em particular e responde por lá."
ORDER = "ordem @saude @obras Enviar o plano.\nciência até amanhã 12h"


@pytest.fixture(autouse=True)
def doors(house: House) -> None:
    house.opens("telegram", "slack")
    house.settles("ana", telegram="1001", slack="U1")
    house.settles("bruno", telegram="1002")


def joins(house: House, who: str = "ana", place: str = GROUP, title: str = NAME, via: str = "telegram") -> Any:
    return house.happens("joined", who, via=via, place=place, title=title)


def places(house: House) -> dict[str, bool]:
    with house.transaction() as session:
        return {place.name: place.active for place in session.scalars(select(Place))}


def writes(house: House, who: str, text: str, place: str = GROUP) -> str:
    return str(house.answer(who, text=text, place=place, title=NAME, via="telegram")["text"])


# --- coming and going ----------------------------------------------------------------------------------------------


def test_whoever_may_registers_a_place_by_adding_the_bot(house: House) -> None:
    said = joins(house)
    assert said["text"] == "Olá. Por aqui publico atos do gabinete. Para falar comigo, escreva em particular."
    assert "leave" not in said
    told = house.pushed("ana", via="telegram") + house.pushed("ana", via="slack")
    assert [each["text"] for each in told] == [
        "Registrei Grupo dos Secretários (Telegram). "
        "Para publicar um ato lá, ponha na minuta a linha: publicar em Grupo dos Secretários"
    ]
    assert places(house) == {NAME: True}


@pytest.mark.parametrize("who", ["bruno", "666"])
def test_whoever_may_not_is_told_and_the_bot_leaves(house: House, who: str) -> None:
    said = joins(house, who)
    assert said["text"] == ("Só o gabinete ou o administrador me põe em um grupo. Vou sair; fale comigo em particular.")
    assert said["leave"] is True
    assert places(house) == {NAME: False}
    assert house.says("davi", "lugares").startswith("O bot ainda não está em nenhum grupo")
    joins(house)
    assert places(house) == {NAME: True}


def test_a_place_lost_is_told_to_who_added_it(house: House) -> None:
    joins(house)
    house.tray("ana", via="telegram"), house.tray("ana", via="slack")
    house.happens("removed", "666", via="telegram", place=GROUP, title=NAME)
    told = house.tray("ana", via="telegram") + house.tray("ana", via="slack")
    assert told == ["O bot foi tirado de Grupo dos Secretários: nada mais é publicado lá."]
    assert places(house) == {NAME: False}


@pytest.mark.every_door
def test_the_list_of_places(house: House) -> None:
    joins(house)
    joins(house, place="C9", via="slack")
    answer = house.answer("ana", text="lugares", via="slack")
    assert answer["text"] == (
        "Lugares (2):\nGrupo dos Secretários (Telegram), desde 23/11, por Ana Prado\n"
        "Grupo dos Secretários (Slack), desde 23/11, por Ana Prado\n"
        "Para publicar um ato em um deles, ponha na minuta a linha: publicar em Grupo dos Secretários"
    )
    assert [button["line"] for button in answer["buttons"]] == [
        "deixar lugar Grupo dos Secretários",
        "deixar lugar Grupo dos Secretários (Slack)",
    ]
    assert house.buttons("davi", "lugares") == []
    assert "Esse pedido cabe " in house.says("bruno", "lugares", via="telegram")


@pytest.mark.every_door
def test_leaving_a_place(house: House) -> None:
    joins(house)
    assert "Esse pedido cabe " in house.says("davi", "deixar lugar Grupo dos Secretários")
    assert house.says("ana", "deixar lugar grupo dos secretarios", via="slack") == (
        "Vou sair de Grupo dos Secretários. Nada mais é publicado lá."
    )
    (farewell,) = house.pushed(GROUP, via="telegram")
    assert (farewell["text"], farewell["leave"]) == ("Encerro por aqui as publicações do gabinete. Até logo.", True)
    assert house.says("ana", "deixar lugar grupo dos secretarios", via="slack") == (
        "Não conheço o lugar grupo dos secretarios. Ainda não estou em nenhum: ponha o bot no grupo primeiro."
    )


# --- what is said there ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["ana", "666"])
def test_in_a_place_nothing_is_done_and_nothing_personal_said(house: House, who: str) -> None:
    joins(house)
    house.tray("ana", via="telegram"), house.tray("ana", via="slack")
    for line in ("minhas", "eu", "ciente OS-1/2026", "tarefa @bruno varrer", "pauta", "entrar 0123456789abcdef"):
        assert writes(house, who, line) == "Por aqui só publico avisos. Fale comigo em particular."
        house.passes(timedelta(hours=1))
    assert house.tray("ana", via="telegram") == house.tray("ana", via="slack") == []
    assert house.says("ana", "tarefas todas", via="slack").endswith("nenhuma.")


def test_the_sentence_is_said_once_an_hour(house: House) -> None:
    assert writes(house, "ana", "oi") != ""
    assert writes(house, "bruno", "oi") == ""
    assert writes(house, "ana", "oi", place="-200") != ""
    house.passes(timedelta(hours=1))
    assert writes(house, "666", "oi") != ""


# --- publishing --------------------------------------------------------------------------------------------------------


@pytest.mark.every_door
def test_an_act_is_published_after_its_addressees(house: House) -> None:
    joins(house)
    house.pushed(GROUP, via="telegram")
    said = house.says("davi", f"{ORDER}\npublicar em Grupo dos Secretários")
    assert "Para 2 destinatários: SAUDE, OBRAS\nPublicar em: Grupo dos Secretários\n" in said
    assert "publicar em" not in said
    house.doors["telegram"].order.clear()
    house.says("ana", "aprovar R-1", via="slack")
    assert house.doors["telegram"].order == ["1002", GROUP]
    (post,) = house.pushed(GROUP, via="telegram")
    assert post["text"].startswith(
        "Município de Exemplo — Gabinete do Prefeito\nOrdem de serviço OS-1/2026\nAprovada por Ana Prado, Chefe de Gabinete\n\n"
    )
    assert post["text"].endswith(PUBLISHED)
    assert post["buttons"] == []
    assert house.says("ana", "situação OS-1/2026", via="slack").splitlines()[-1] == (
        "Publicada em Grupo dos Secretários em 23/11 9h"
    )
    with house.transaction() as session:
        assert altered(session) == []


@pytest.mark.parametrize("line", ["publicar em #grupo dos secretários", "Publicar: Grupo dos Secretários."])
def test_ways_of_naming_a_place(house: House, line: str) -> None:
    joins(house)
    assert "Publicar em: Grupo dos Secretários" in house.says("davi", f"{ORDER}\n{line}")


def test_several_places(house: House) -> None:
    joins(house)
    joins(house, place="C9", title="avisos", via="slack")
    said = house.says("davi", f"{ORDER}\npublicar em Grupo dos Secretários, #avisos")
    assert "Publicar em: Grupo dos Secretários e avisos" in said
    house.says("ana", "aprovar R-1", via="slack")
    assert len(house.tray("C9", via="slack")) == 1


def test_a_sentence_of_the_text_is_no_place(house: House) -> None:
    joins(house)
    said = house.says("davi", f"{ORDER}\nPublicar no Diário Oficial.")
    assert "Enviar o plano.\nPublicar no Diário Oficial." in said
    assert "Publicar em:" not in said


def test_a_misspelt_place_is_asked_about(house: House) -> None:
    joins(house)
    answer = house.answer("davi", text=f"{ORDER}\npublicar em Grupo de Secretário")
    assert answer["text"] == "Não conheço o lugar Grupo de Secretário. Conheço: Grupo dos Secretários."
    again = answer["buttons"][0]["line"]
    assert again.endswith("publicar em Grupo dos Secretários")
    assert "Publicar em: Grupo dos Secretários" in house.answer("davi", press=again)["text"]
    assert house.says("davi", f"{ORDER}\npublicar em #xyz").startswith("Não conheço o lugar #xyz.")


def test_only_what_is_public_is_published(house: House) -> None:
    joins(house)
    assert house.says("davi", f"{ORDER}\nnível restrito\npublicar em Grupo dos Secretários") == (
        "Em um grupo todos leem: só um ato público é publicado. Tire a linha publicar ou a linha nível."
    )


def test_the_places_are_part_of_what_is_approved(house: House) -> None:
    joins(house)
    house.says("davi", ORDER)
    house.says("davi", f"{ORDER}\npublicar em Grupo dos Secretários")
    with house.transaction() as session:
        plain, published = session.scalars(select(Act).order_by(Act.id)).all()
        assert plain.sha256 != published.sha256


def test_what_amends_is_published_where_the_act_was(house: House) -> None:
    joins(house)
    house.says("davi", f"{ORDER}\npublicar em Grupo dos Secretários")
    house.says("ana", "aprovar R-1", via="slack")
    assert "Publicar em: Grupo dos Secretários" in house.says("davi", "revogar OS-1/2026 perdeu o objeto")


def test_a_place_lost_before_the_transmission_is_told(house: House) -> None:
    joins(house)
    house.says("davi", f"{ORDER}\npublicar em Grupo dos Secretários")
    house.happens("removed", "666", via="telegram", place=GROUP, title=NAME)
    house.tray("davi")
    house.says("ana", "aprovar R-1", via="slack")
    assert house.tray("davi")[0] == (
        "A ordem de serviço OS-1/2026 não foi publicada em Grupo dos Secretários: o bot não está mais lá. "
        "Publique por outro meio."
    )
    assert house.says("davi", "situação OS-1/2026").endswith("Não publicada em Grupo dos Secretários")


def test_a_publication_refused_is_told_and_closes_the_place(house: House) -> None:
    joins(house)
    house.says("davi", f"{ORDER}\npublicar em Grupo dos Secretários")
    house.doors["telegram"].fates[GROUP] = lambda: Unreachable("Forbidden: bot was kicked from the group chat")
    house.says("ana", "aprovar R-1", via="slack")
    house.tray("davi")
    house.passes(timedelta(minutes=1))
    assert house.tray("davi") == [
        "A OS-1/2026 não foi publicada em Grupo dos Secretários: o bot não está mais lá. Publique por outro meio."
    ]
    assert places(house) == {NAME: False}


def test_cancelling_stops_the_publication_too(house: House) -> None:
    joins(house)
    house.says("davi", f"{ORDER}\npublicar em Grupo dos Secretários\ntransmitir hoje 10h")
    house.says("ana", "aprovar R-1", via="slack")
    house.says("ana", "cancelar OS-1/2026 saiu errada", via="slack")
    house.passes(timedelta(hours=2))
    assert house.tray(GROUP, via="telegram") == []


def test_cancelling_stops_what_was_not_published_yet(house: House) -> None:
    joins(house)
    house.says("davi", f"{ORDER}\npublicar em Grupo dos Secretários")
    house.doors["telegram"].fate = lambda: Paused("429", timedelta(minutes=1))
    house.says("ana", "aprovar R-1", via="slack")
    house.doors["telegram"].fate = None
    assert house.says("ana", "cancelar OS-1/2026 saiu errada", via="slack") == (
        "Parei 2 envios da OS-1/2026 que ainda não tinham saído."
    )
    house.passes(timedelta(hours=1))
    assert [text for text in house.tray(GROUP, via="telegram") if "OS-1" in text] == []


def test_a_group_that_moved_is_followed(house: House) -> None:
    joins(house)
    house.doors["telegram"].fates[GROUP] = lambda: Moved("-100200")
    house.says("davi", f"{ORDER}\npublicar em Grupo dos Secretários")
    house.says("ana", "aprovar R-1", via="slack")
    assert len(house.tray("-100200", via="telegram")) == 1
    with house.transaction() as session:
        assert session.scalars(select(Place.address)).all() == ["-100200"]
        assert (
            session.scalars(select(Outbox.address).where(Outbox.address == GROUP, Outbox.reply_to.is_(None))).all()
            == []
        )


def test_a_group_that_announced_itself_under_its_new_address(house: House) -> None:
    joins(house)
    joins(house, place="-100200")
    house.doors["telegram"].fates[GROUP] = lambda: Moved("-100200")
    house.says("davi", f"{ORDER}\npublicar em Grupo dos Secretários")
    house.says("ana", "aprovar R-1", via="slack")
    assert len(house.tray("-100200", via="telegram")) == 1
    assert places(house) == {NAME: False, "Grupo dos Secretários (Telegram)": True}
