"""The register kept from the chat: new people, changes of post and papel, órgãos that begin, change name or end."""

import pytest

from tests.conftest import House


@pytest.mark.every_door
def test_a_new_person_and_the_first_change(house: House) -> None:
    assert house.says("ana", "pessoa nova Maria Souza, cargo: Diretora, órgão: @obras") == (
        "Maria Souza está no cadastro como @maria: Diretora, OBRAS. Falta só convidar."
    )
    assert house.buttons("ana", "pessoas @maria") is not None
    assert house.says("igor", "mudar cadastro @maria cargo: Diretora de Projetos, órgão: @saude") == (
        "O cadastro de Maria Souza mudou: Diretora de Projetos, SAUDE."
    )
    assert house.says("igor", "mudar cadastro @maria cargo: Diretora de Projetos") == (
        "O cadastro de Maria Souza já era assim: Diretora de Projetos, SAUDE."
    )


def test_the_form_and_names_that_are_taken(house: House) -> None:
    assert house.answer("ana", text="pessoa nova")["text"].startswith("Qual é o nome completo?")
    house.says("ana", "Ana Paula Melo")
    house.says("ana", "Engenheira")
    house.says("ana", "@obras")
    house.says("ana", "servidor")
    house.says("ana", "pular")
    house.says("ana", "ana.melo@exemplo.sp.gov.br")
    assert house.says("ana", "pular") == (
        "Ana Paula Melo está no cadastro como @ana.melo: Engenheira, OBRAS. Falta só convidar."
    )


def test_a_papel_with_authority_waits_for_a_second_person(house: House) -> None:
    assert house.says("igor", "papel @sergio assessoria") == "Sérgio Pinto tem agora o papel assessoria."
    assert house.says("igor", "papel @sergio chefia") == (
        "Sérgio Pinto passa a chefia quando outra pessoa confirmar; até lá continua assessoria."
    )
    assert "Sérgio Pinto (@sergio) passa de assessoria a chefia" in house.says("helena", "confirmações")
    assert house.says("igor", "papel @sergio rei").startswith("Que papel passa a ter Sérgio Pinto? Hoje é assessoria.")
    assert house.says("ana", "pessoa nova João Reis, cargo: Chefe, órgão: @gp, papel: chefia") == (
        "João Reis está no cadastro como @joao: Chefe, GP. O papel espera a confirmação de outra pessoa. Falta só convidar."
    )


def test_a_new_titular(house: House) -> None:
    house.says("ana", "tarefa @obras vistoriar a ponte até amanhã")
    before = house.answer("ana", text="nomear @paula titular @obras")
    assert before["text"] == (
        "Hoje o titular da Secretaria de Obras é Otávio Reis, que deixa de ser. O que espera o órgão passa a Paula Nunes."
    )
    assert house.says("ana", before["buttons"][0]["line"]) == (
        "Paula Nunes é titular da Secretaria de Obras. Otávio Reis deixou de ser."
    )
    assert "T-1" in house.says("paula", "pauta")
    assert "Paula Nunes" in house.says("bruno", "órgãos")
    assert house.says("ana", "nomear @paula") == "Diga quem, a função e o órgão. Exemplo: nomear @paula titular @obras"


def test_orgaos_begin_change_and_end(house: House) -> None:
    assert house.says("ana", "órgão novo CULTURA Secretaria de Cultura") == (
        "Secretaria de Cultura (CULTURA) está no cadastro, ainda sem titular."
    )
    assert (
        house.says("ana", "órgão novo CULTURA Outra")
        == "CULTURA já quer dizer outra coisa atrás do @. Escolha outra sigla."
    )
    assert house.says("ana", "renomear órgão @obras INFRA Secretaria de Infraestrutura") == (
        "OBRAS agora é INFRA, Secretaria de Infraestrutura. O que era dele fica com ele; @obras ainda vale."
    )
    house.says("ana", "tarefa @infra vistoriar a ponte até sexta")
    before = house.answer("ana", text="incorporar @infra em @cultura")
    assert before["text"] == (
        "Passam da Secretaria de Infraestrutura para Secretaria de Cultura: 2 pessoas e 1 prazo em aberto. "
        "INFRA deixa de existir; @infra leva lá."
    )
    assert house.says("ana", before["buttons"][0]["line"]) == (
        "Secretaria de Infraestrutura agora faz parte da Secretaria de Cultura: 2 pessoas e 1 prazo em aberto passaram para lá."
    )
    assert "CULTURA" in house.says("otavio", "eu")
    assert "incorporar @infra em @cultura confirmo" not in house.says("ana", "histórico T-1")


def test_what_is_refused(house: House) -> None:
    assert house.says("bruno", "pessoa nova Maria Souza, cargo: X, órgão: @saude").startswith("Esse pedido cabe ")
    assert house.says("ana", "papel @igor servidor") == "Igor é o único administrador; indique outro antes."
    assert house.says("ana", "mudar cadastro @paula função: titular") == (
        "OBRAS já tem titular: Otávio Reis. Para trocar:"
    )
    assert house.says("ana", "mudar cadastro @paula e-mail: paula").startswith("Email inválido")
