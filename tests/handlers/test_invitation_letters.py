"""Invitations of many from the chat: shown before, each by e-mail to its person, and told when they are gone."""

import re

import pytest

from models import invitation_letters
from models.invitation_letters import LetterToSend
from tests.conftest import House
from tests.handlers.test_documents import words

pytestmark = pytest.mark.console


def test_everybody_of_an_orgao_is_invited_by_mail(house: House) -> None:
    house.says("igor", "pessoa nova Maria Souza, cargo: Agente, órgão: @saude, e-mail: maria@exemplo.sp.gov.br")
    house.says("igor", "pessoa nova Nair Lopes, cargo: Agente, órgão: @saude")
    house.says("igor", "pessoa nova Rui Melo, cargo: Agente, órgão: @saude, e-mail: rui@exemplo.sp.gov.br")
    assert house.says("bruno", "convidar todos").startswith("Só o administrador ou a chefia de gabinete convida")
    assert house.says("igor", "convidar todos @saude").startswith("O e-mail do bot não está configurado")
    sent, fate = list[LetterToSend](), list[Exception | None]([OSError("fora"), None, None])

    def send(letters: "list[LetterToSend]") -> dict[int, str]:
        if (fails := fate.pop(0)) is not None:
            raise fails
        sent.extend(letters)
        return {each.id: "SMTPRecipientsRefused" for each in letters if each.email.startswith("rui")}

    invitation_letters.configure(send)  # type: ignore[arg-type]
    shown = house.answer("igor", text="convidar todos @saude")
    assert shown["text"] == (
        "Recebem o convite por e-mail, cada um o seu de Secretaria de Saúde (2): @maria e @rui.\n"
        "Sem e-mail no cadastro (1): @nair.\n"
        "O código vale uma vez, por 7 dias; os de antes deixam de valer."
    )
    assert [each["line"] for each in shown["buttons"]] == ["convidar todos @saude confirmo"]
    assert house.says("igor", "convidar todos @bruno").startswith("Diga um órgão só, ou nenhum.")
    assert house.says("igor", "convidar todos @saude confirmo") == (
        "Estou mandando 2 convites por e-mail; digo aqui quando acabar."
    )
    house.tray("igor")
    house.runs("invitations")  # the server takes nothing, and they wait
    assert house.tray("igor") == []
    house.passes("2026-11-23T09:06")
    house.runs("invitations")
    told = house.tray("igor")
    assert told == [
        "Convites por e-mail: 1 enviado.\n"
        "Não foram: Rui Melo (SMTPRecipientsRefused). Confira o e-mail e convide um a um."
    ]
    code = next(each.code for each in sent if each.email.startswith("maria"))
    assert re.fullmatch("[0-9a-f]{16}", code)
    assert code not in "".join(told)
    assert house.says("igor", "convidar todos @fazenda").startswith("Ninguém de Secretaria da Fazenda espera convite")
    invitation_letters.configure(None)


def test_everybody_gets_a_card_of_one_sheet(house: House) -> None:
    house.says("igor", "pessoa nova Maria Souza, cargo: Agente, órgão: @saude")
    house.says("igor", "pessoa nova Nair Lopes, cargo: Agente, órgão: @saude")
    assert house.says("bruno", "convidar todos em cartões").startswith("Só o administrador ou a chefia")
    shown = house.answer("igor", text="convidar todos @saude em cartões")
    assert shown["text"] == (
        "Um cartão com QR para cada um de Secretaria de Saúde (2): @maria e @nair.\n"
        "O código vale uma vez, por 7 dias; os de antes deixam de valer."
    )
    assert house.says("igor", shown["buttons"][0]["line"]) == "Estou fazendo 2 cartões; mando o PDF em seguida."
    house.runs("invitations")
    sent = house.pushed("igor")[-1]
    assert sent["text"].startswith("2 cartões, dez por folha. Imprima, recorte e entregue em mãos")
    written = words(sent)
    assert "Maria Souza" in written
    code = re.search(r"entrar ([0-9a-f]{16})", written)
    assert code is not None
    assert house.says("U77", f"entrar {code[1]}").startswith("Olá, Maria.")
    invitation_letters.configure_printer(lambda _: None)
    house.says("igor", "convidar todos @saude cartões confirmo")
    house.runs("invitations")
    assert house.tray("igor")[-1] == "Não consegui fazer os cartões. Peça de novo: convidar todos em cartões"
