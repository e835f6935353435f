"""One screen about a person, an órgão, a body outside or an entity of the community."""

import pytest

from models import authorities
from models.community import entities
from tests.conftest import House
from tests.said import said

_BODY = {"sigla": "MPSP-1", "nome": "1ª Promotoria de Justiça", "esfera": "estadual", "poder": "ministério público"}
_ENTITY = {"nome": "Associação do Jardim Novo", "tipo": "associação de moradores", "bairro": "Jardim Novo"}


@pytest.fixture
def known(house: House) -> House:
    with house.transaction() as session:
        authorities.register(session, {**_BODY, "apelidos": "mp, ministério público"}, by=None, now=house.now)
        entities.register(session, _ENTITY, by=None, now=house.now)
    house.says("ana", "tarefa @otavio tapar o buraco até hoje 10h")
    house.says("ana", "tarefa @otavio vistoriar a ponte da Associação do Jardim Novo até sexta 17h")
    house.says("ana", "tarefa @obras responder ao “1ª Promotoria de Justiça” até sexta 17h")
    house.passes("2026-11-23T12:00")
    return house


@pytest.mark.every_door
@pytest.mark.parametrize("words", ["tudo sobre @otavio", "me fala tudo sobre o Otávio"])
def test_a_person(known: House, words: str) -> None:
    assert known.says("ana", words) == said("""
        Otávio Reis, Secretário de Obras, OBRAS:
        Em aberto: 3, 1 em atraso.
        • T-1 tapar o buraco — em atraso desde 23/11 10h
        • T-2 vistoriar a ponte da Associação do Jardim Novo — até 27/11 17h
        • T-3 responder ao “1ª Promotoria de Justiça” — até 27/11 17h
        """)


def test_an_orgao(known: House) -> None:
    assert known.says("ana", "tudo sobre a Secretaria de Obras") == said("""
        Secretaria de Obras (OBRAS), com Otávio Reis:
        Em aberto: 3, 1 em atraso.
        • T-1 tapar o buraco — em atraso desde 23/11 10h
        • T-2 vistoriar a ponte da Associação do Jardim Novo — até 27/11 17h
        • T-3 responder ao “1ª Promotoria de Justiça” — até 27/11 17h
        Desde 16/11: nada cumprido, 3 prazos novos.
        Com quem: Otávio Reis 2, Secretaria de Obras 1.
        """)


def test_a_body_outside(known: House) -> None:
    assert known.says("ana", "tudo sobre o Ministério Público") == known.says("ana", "tudo sobre @mp")
    assert known.says("ana", "relações @mp") == said("""
        1ª Promotoria de Justiça:
        Não devemos nada.
        Não nos deve nada.
        Nenhum ofício expedido.
        Citam o nome:
        • T-3 responder ao “1ª Promotoria de Justiça” (aberta)
        """)


def test_an_entity(known: House) -> None:
    assert known.says("ana", "tudo sobre a Associação do Jardim Novo") == said("""
        Associação do Jardim Novo, associação de moradores, bairro Jardim Novo
        Em aberto: 0. Respondidas: 0.
        Citam o nome:
        • T-2 vistoriar a ponte da Associação do Jardim Novo (aberta)
        """)


def test_nobody_of_that_name_is_looked_up_among_the_records(known: House) -> None:
    assert known.says("ana", "tudo sobre a ponte").startswith("Encontrei com a ponte:")
    assert known.says("ana", "tudo sobre @ninguem").startswith("Não conheço @ninguem.")
    assert known.says("ana", "tudo sobre").startswith("Sobre quem?")


def test_what_one_may_not_see_is_not_there(known: House) -> None:
    known.says("ana", "tarefa @otavio apurar o desvio até hoje 13h !sigiloso")
    assert "• T-4 apurar o desvio" not in known.says("bruno", "tudo sobre @otavio")
    assert "• T-4 apurar o desvio" in known.says("ana", "tudo sobre @otavio")
