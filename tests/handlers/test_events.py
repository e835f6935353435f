"""Meetings and the agenda: convened, answered, moved, cancelled, to the hour; each is told of what concerns them."""

from datetime import datetime

import pytest

from tests.conftest import House
from tests.said import said

LINE = "reunião @todos quarta 9h no Paço: encerramento do exercício"


def at(house: House, moment: str) -> None:
    """The clock goes to a local moment, and no job runs on the way."""
    house.clock.move_to(datetime.fromisoformat(f"{moment}-03:00"))


@pytest.fixture
def cabinet(house: House) -> House:
    """A house whose mayor is asked on Monday, 30/11/2026, at nine."""
    at(house, "2026-11-30T09:00")
    return house


@pytest.fixture
def convened(cabinet: House) -> House:
    """The same, with a meeting of everybody on Wednesday."""
    cabinet.says("ana", "substituição @otavio por @paula de 01/12 a 04/12 portaria 118/2026")
    cabinet.says("ana", LINE)
    for who in ("helena", "bruno", "otavio", "paula", "fabio", "edna"):
        cabinet.tray(who)
    return cabinet


@pytest.mark.every_door
def test_a_meeting_is_called_and_answered(cabinet: House) -> None:
    cabinet.says("ana", "substituição @otavio por @paula de 01/12 a 04/12 portaria 118/2026")
    assert cabinet.says("ana", LINE) == said("""
        REU-1/2026 convocada: quarta-feira, 02/12, 9h às 11h, Paço.
        4 órgãos; por Otávio Reis vai Paula Nunes.
        Pauta fecha terça-feira, 01/12, 12h.
        """)
    assert cabinet.tray("paula")[1:] == [
        said("""
        Ana Prado convoca você para a reunião (REU-1/2026): encerramento do exercício.
        quarta-feira, 02/12, 9h às 11h, Paço
        Pauta até terça-feira, 01/12, 12h.
        """)
    ]
    assert [each for each in cabinet.tray("otavio") if "REU" in each] == []
    assert cabinet.says("bruno", "confirmo REU-1/2026") == said(
        "Confirmado: REU-1/2026, quarta-feira, 02/12, 9h às 11h, Paço."
    )
    assert cabinet.says("fabio", "não posso REU-1 fecho a folha nesse dia") == said(
        "Registrado: você não vai a REU-1/2026. Avisei quem convocou."
    )
    assert cabinet.says("edna", "mando REU-1 @carla") == said(
        "Carla Dias vai em seu lugar a REU-1/2026. Já foi chamado."
    )
    assert cabinet.tray("carla") == [
        said("""
        Edna Souza pede que você vá em seu lugar (REU-1/2026): encerramento do exercício.
        quarta-feira, 02/12, 9h às 11h, Paço
        Pauta até terça-feira, 01/12, 12h.
        """)
    ]
    assert cabinet.tray("ana")[-2:] == [
        said("Fábio Teles não vai a REU-1/2026 (encerramento do exercício): fecho a folha nesse dia"),
        said("Edna Souza manda Carla Dias a REU-1/2026 (encerramento do exercício)."),
    ]
    assert cabinet.says("ana", "ver REU-1") == said("""
        REU-1/2026 encerramento do exercício
        Reunião convocada
        quarta-feira, 02/12, 9h às 11h, Paço
        Preside: Helena Duarte
        6 chamados: 1 confirmou · 1 não vai · 1 por substituto · 2 sem resposta
        • Edna Souza: manda substituto
        • Fábio Teles: não vai, fecho a folha nesse dia
        • Bruno Lima: confirmou
        """)
    assert cabinet.says("bruno", "reuniões") == said("""
        Reuniões (1):
        REU-1/2026 encerramento do exercício — quarta-feira, 02/12, 9h às 11h, Paço
        """)


def test_a_meeting_moved_twice_is_confirmed_again(convened: House) -> None:
    convened.says("bruno", "confirmo REU-1")
    assert convened.says("ana", "adiar REU-1 sexta 9h a Prefeita viaja") == said(
        "REU-1/2026: era quarta-feira, 02/12, 9h às 11h, Paço; agora sexta-feira, 04/12, 9h às 11h, Paço. 5 avisados."
    )
    assert convened.tray("bruno") == [
        said("""
        REU-1/2026 mudou: encerramento do exercício
        Era quarta-feira, 02/12, 9h às 11h, Paço.
        Agora sexta-feira, 04/12, 9h às 11h, Paço. Motivo: a Prefeita viaja.
        """)
    ]
    assert "1 confirmou" not in convened.says("ana", "ver REU-1")
    assert convened.says("ana", "remarcar REU-1 10h30") == said(
        "REU-1/2026: era sexta-feira, 04/12, 9h às 11h, Paço; agora sexta-feira, 04/12, 10h30 às 12h30, Paço. 5 avisados."
    )
    assert convened.says("bruno", "remarcar REU-1 11h") == said(
        "REU-1/2026 só pode ser mudado por quem o marcou, por Helena Duarte ou pela agenda do gabinete."
    )


def test_a_meeting_is_cancelled_with_a_reason(convened: House) -> None:
    assert convened.says("ana", "cancelar REU-1") == said(
        "Por que cancelar? Exemplo: cancelar REU-1/2026 a Prefeita viaja"
    )
    assert convened.says("ana", "a Prefeita viaja") == said("REU-1/2026 cancelada. Avisei os chamados.")
    assert convened.tray("bruno") == [
        said("""
        Ana Prado cancelou o evento REU-1/2026: encerramento do exercício.
        Motivo: a Prefeita viaja
        """)
    ]
    assert convened.says("bruno", "confirmo REU-1") == said("REU-1/2026 está cancelado: não espera resposta.")


def test_what_a_meeting_lacks_is_asked(cabinet: House) -> None:
    assert cabinet.says("ana", "reunião @saude ontem 9h: atrasada") == said("Domingo, 29/11, 9h às 10h, já passou.")
    assert cabinet.says("ana", "reunião @saude quarta 9h às 8h: ao contrário") == said("""
        REU-1/2026 convocada: quarta-feira, 02/12, 9h às 20h.
        1 órgão.
        Pauta fecha terça-feira, 01/12, 12h.
        """)
    assert cabinet.says("ana", "reunião @saude quarta: sem hora") == said("A que horas? Exemplo: sexta 14h às 15h30")
    assert cabinet.says("ana", "reunião @saude: sem dia") == said("Quando? Exemplo: sexta 14h às 15h30")
    assert cabinet.says("ana", "reunião @saude quarta 9h") == said("Qual é o assunto?")


def test_a_meeting_of_nobody_is_asked_for_whom(cabinet: House) -> None:
    assert cabinet.says("ana", "reunião quarta 9h: sem ninguém") == said(
        "Para quem é a reunião? Exemplo: reunião @todos quarta 9h: assunto"
    )


def test_only_the_desk_calls_meetings(cabinet: House) -> None:
    assert cabinet.says("bruno", "reunião @obras quarta 9h: ponte") == said(
        "Só a chefia de gabinete e a agenda do gabinete (lista @agenda) marcam isso."
    )
    assert cabinet.says("carla", "confirmo REU-9") == said(
        "Não encontrei REU-9. Confira o número, ou procure pelo assunto: buscar palavras"
    )
