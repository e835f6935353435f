"""The agenda: requests, travel, conflicts, free hours, preparation, calendars kept elsewhere."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from handlers import papers
from models.events import Event
from models.people import by_handle
from tests.conftest import House
from tests.handlers.test_events import at
from tests.said import said


@pytest.fixture
def cabinet(house: House) -> House:
    """A house whose mayor is asked on Monday, 30/11/2026, at nine."""
    at(house, "2026-11-30T09:00")
    return house


def test_the_small_questions_of_the_desk(town: House) -> None:
    town.says("ana", "reunião @saude @obras quinta 9h no Paço: obras da UBS")
    again = "reunião @saude quinta 14h no Paço: obras da UBS"
    assert town.says("ana", again) == said(
        "Nesse dia já há REU-1/2026 com o mesmo assunto (quinta-feira, 03/12, 9h às 10h, Paço). É outra?"
    )
    assert town.says("ana", town.buttons("ana", again)[0]) == said("""
        REU-2/2026 convocada: quinta-feira, 03/12, 14h às 15h, Paço.
        1 órgão.
        Pauta fecha quarta-feira, 02/12, 12h.
        """)
    assert town.says("ana", "reunião @todos quinta 9h30: plantão") == said("""
        REU-3/2026 convocada: quinta-feira, 03/12, 9h30 às 11h30.
        4 órgãos.
        Pauta fecha quarta-feira, 02/12, 12h.
        Helena Duarte, Otávio Reis e Bruno Lima têm REU-1/2026 a essa hora.
        """)
    assert town.says("ana", "reunião @saude sexta 25/12 9h: plantão de Natal") == said("""
        REU-4/2026 convocada: sexta-feira, 25/12, 9h às 10h.
        1 órgão.
        Pauta fecha quinta-feira, 24/12, 12h.
        Atenção: sexta-feira, 25/12 não tem expediente (feriado nacional: Natal). Mantém?
        """)
    assert town.says("helena", "quem responde dia 2?") == said(
        "Quarta-feira, 02/12 responde Helena Duarte: não há substituição registrada (exige portaria)."
    )
    town.says("ana", "substituição @otavio por @paula de 01/12 a 04/12 portaria 118/2026")
    assert town.says("ana", "quem responde pelo Otávio na quarta?") == said(
        "Quarta-feira, 02/12 responde Paula Nunes, por Otávio Reis (de 01/12 a 04/12, portaria 118/2026)."
    )
    assert town.says("ana", "quando @helena e @fabio podem 1h na quarta") == said("""
        Livre para Helena Duarte e Fábio Teles:
        • quarta-feira, 02/12, 8h às 9h
        • quarta-feira, 02/12, 8h30 às 9h30
        """)
    town.says("davi", "compromisso @helena vistoria hoje 16h na UBS Jardim Novo, com @edna")
    town.tray("edna")
    assert town.says("helena", "atrasei 30 min") == said(
        "AG-1/2026 vistoria, segunda-feira, 30/11, 16h às 17h, UBS Jardim Novo: 30 min de atraso. Avisei Edna Souza e Davi Rocha."
    )
    assert town.tray("edna") == [
        said(
            "Helena Duarte chega uns 30 min depois a AG-1/2026 (vistoria), segunda-feira, 30/11, 16h às 17h, UBS Jardim Novo."
        )
    ]
    assert town.says("bruno", "atrasei") == said("Hoje não há mais nada na sua agenda.")
    town.says("davi", "pedir agenda @helena sexta 15h, Associação do Jardim Novo, pavimentação")
    assert town.says("ana", "encontros com Jardim Novo") == said("""
        Encontros com “Jardim Novo” (1):
        AG-2/2026 [pedido] pavimentação, Associação do Jardim Novo — sexta-feira, 04/12, 15h às 15h30
        """)
    assert town.says("ana", "encontros com Clube Náutico") == said("Encontros com “Clube Náutico”: nenhum.")
    assert town.says("helena", "imprime a agenda de hoje") == said(
        "Estou fazendo o PDF da agenda do dia; mando em seguida."
    )


def test_the_agenda_of_the_day_on_paper(town: House) -> None:
    town.says("davi", "compromisso @helena vistoria hoje 16h na UBS Jardim Novo")
    town.says("davi", "briefing AG-1 A drenagem está licitada.")
    with town.transaction() as session:
        davi = by_handle(session, "davi")
        assert davi is not None
        facts = papers.of("agenda do dia").compose(session, None, davi, town.now)
        assert facts.title == "Agenda de segunda-feira, 30/11/2026"
        assert "sair às 15h30" in str(facts.blocks)
        assert "A drenagem está licitada." in str(facts.blocks)
        later = papers.of("agenda do dia").compose(session, None, davi, town.now + timedelta(hours=9))
        assert (later.title, "Nada marcado." in str(later.blocks)) == ("Agenda de terça-feira, 01/12/2026", True)


@pytest.fixture
def town(cabinet: House) -> House:
    """A house that knows its venues."""
    cabinet.says("ana", "local novo Paço, Praça da Matriz, 1")
    assert cabinet.says("ana", "local novo UBS Jardim Novo, Rua das Acácias, 300, 20 min do Paço") == said(
        "Local UBS Jardim Novo registrado: 20 min de Paço."
    )
    cabinet.says("ana", "local novo Distrito Industrial, Av. das Indústrias, 900, 25 min do Paço")
    return cabinet


def test_a_request_collides_because_of_the_way(town: House) -> None:
    at(town, "2026-11-30T10:00")
    assert town.says("davi", "compromisso @helena visita à creche sexta 15h às 16h na UBS Jardim Novo") == said("""
        AG-1/2026 na agenda de Helena Duarte: visita à creche, sexta-feira, 04/12, 15h às 16h, UBS Jardim Novo.
        Saída às 14h30 (Paço).
        """)
    line = "pedir agenda @helena sexta 16h15 no Paço, Associação do Jardim Novo, pavimentação"
    assert town.says("davi", line) == said("""
        Pedido AG-2/2026: sexta-feira, 04/12, 16h15 às 16h45, Paço. Associação do Jardim Novo: pavimentação.
        16h15 não dá: AG-1/2026 visita à creche termina às 16h, são 20 min de deslocamento e 10 de folga.
        A partir de 16h30.
        Responder até quinta-feira, 03/12.
        """)
    assert town.buttons("davi", line)[:2] == [
        "confirmar AG-3/2026 04/12/2026 16h30",
        "confirmar AG-3/2026 04/12/2026 17h00",
    ]
    assert town.says("davi", "confirmar AG-2 16h30") == said("""
        AG-2/2026 confirmado: sexta-feira, 04/12, 16h30 às 17h, Paço.
        Saída às 16h (UBS Jardim Novo).
        Para responder a Associação do Jardim Novo:
        “Confirmamos o encontro sobre pavimentação: sexta-feira, 04/12, 16h30, Paço.”
        """)
    assert town.says("helena", "agenda sexta") == said("""
        Agenda.
        Sexta-feira, 04/12:
        • 15h às 16h AG-1/2026 visita à creche, UBS Jardim Novo; 20 min de deslocamento, sair às 14h30
        • 16h30 às 17h AG-2/2026 pavimentação, Paço; 20 min de deslocamento, sair às 16h
        """)
    assert town.says("bruno", "agenda @helena semana") == said("""
        Agenda de Helena Duarte.
        Sexta-feira, 04/12:
        • 15h às 16h AG-1/2026 visita à creche, UBS Jardim Novo; 20 min de deslocamento, sair às 14h30
        • 16h30 às 17h AG-2/2026 pavimentação, Paço; 20 min de deslocamento, sair às 16h
        """)


def test_the_mayor_is_told_when_to_leave(town: House) -> None:
    town.says("davi", "compromisso @helena visita à creche amanhã 15h na UBS Jardim Novo")
    town.tray("helena")
    town.passes("2026-12-01T07:45")
    assert "Na agenda de hoje:" in "".join(town.tray("helena"))
    town.passes("2026-12-01T14:31")
    assert town.tray("helena")[-1:] == [
        said("Hora de sair para AG-1/2026 visita à creche, terça-feira, 01/12, 15h às 16h, UBS Jardim Novo.")
    ]


def test_a_hard_conflict_needs_a_reason(town: House) -> None:
    town.says("davi", "compromisso @helena entrevista quarta 14h")
    town.says("davi", "pedir agenda @helena quarta 14h30, Sindicato, greve")
    assert town.says("davi", "confirmar AG-2") == said(
        "A essa hora Helena Duarte tem AG-1/2026 entrevista, quarta-feira, 02/12, 14h às 15h. Diga outra hora, ou por que confirmar mesmo assim."
    )
    assert town.says("davi", "confirmar AG-2 a greve não espera") == said("""
        AG-2/2026 confirmado: quarta-feira, 02/12, 14h30 às 15h.
        Atenção: ao mesmo tempo: AG-1/2026 entrevista, quarta-feira, 02/12, 14h às 15h.
        Para responder a Sindicato:
        “Confirmamos o encontro sobre greve: quarta-feira, 02/12, 14h30.”
        """)


def test_outcome_and_task_in_one_line(town: House) -> None:
    town.says("davi", "compromisso @helena entrevista hoje 14h por 30 minutos")
    assert town.says("davi", "realizado AG-1 correu bem") == said(
        "AG-1/2026 ainda não começou: é segunda-feira, 30/11, 14h às 14h30."
    )
    at(town, "2026-11-30T15:00")
    line = "realizado AG-1 vieram 6, pediram cronograma; tarefa @otavio enviar cronograma até sexta 11"
    assert town.says("davi", line) == said("""
        AG-1/2026: realizado.
        Tarefa T-1 criada para Otávio Reis: enviar cronograma. Prazo: sexta-feira, 11/12.
        """)
    assert town.says("davi", "briefing AG-1") == said(
        "AG-1/2026 ainda não tem preparo. Peça assim: briefing AG-1/2026 @obras até quinta 17h"
    )


def test_a_briefing_is_asked_and_given(town: House) -> None:
    town.says("davi", "compromisso @helena visita à creche sexta 15h na UBS Jardim Novo")
    assert town.says("davi", "briefing AG-1 @obras até quinta 17h") == said(
        "Preparo de AG-1/2026 pedido a Secretaria de Obras, até quinta-feira, 03/12, 17h."
    )
    assert town.tray("otavio")[-1:] == [
        said("""
        Davi Rocha pede o preparo de AG-1/2026 até quinta-feira, 03/12, 17h: visita à creche.
        sexta-feira, 04/12, 15h às 16h, UBS Jardim Novo
        """)
    ]
    assert town.says("otavio", "briefing AG-1 A rua 3 está licitada; falta a drenagem.") == said(
        "Preparo de AG-1/2026 guardado no cartão."
    )
    assert "drenagem" in town.says("helena", "ver AG-1")


def test_free_hours(town: House) -> None:
    town.says("davi", "compromisso @helena entrevista quarta 8h às 11h")
    assert town.says("davi", "livre @helena quarta") == said("""
        Livre para Helena Duarte:
        • quarta-feira, 02/12, 11h às 12h
        • quarta-feira, 02/12, 13h30 às 14h30
        """)
    assert town.says("ana", "livre @helena @fabio esta semana 1h") == said("""
        Livre para Helena Duarte e Fábio Teles:
        • segunda-feira, 30/11, 9h às 10h
        • segunda-feira, 30/11, 9h30 às 10h30
        • terça-feira, 01/12, 8h às 9h
        """)


def test_one_may_ask_for_the_agenda_of_another(town: House) -> None:
    assert town.says("bruno", "compromisso @helena visita quarta 10h") == said(
        "Só a agenda do gabinete marca na agenda de Helena Duarte. Você pode pedir:"
    )
    assert town.says("bruno", "compromisso vistoria quarta 23h às 1h na UBS Jardim Novo") == said("""
        AG-1/2026: vistoria, quarta-feira, 02/12, 23h até quinta-feira, 03/12, 1h, UBS Jardim Novo.
        Saída às 22h30 (Paço).
        Atenção: depois das 18h.
        """)
    assert town.says("bruno", "agenda quarta") == said("""
        Agenda.
        Quarta-feira, 02/12:
        • 23h às 1h AG-1/2026 vistoria, UBS Jardim Novo; 20 min de deslocamento, sair às 22h30
        """)
    assert town.says("bruno", "agenda xyz") == said(
        "Não entendi “xyz”. Exemplos: agenda amanhã; agenda semana; agenda @helena 04/12"
    )


OUTSIDE = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:verao-1@nextcloud
DTSTAMP:20261130T110000Z
SEQUENCE:{sequence}
DTSTART;TZID=America/Sao_Paulo:20261203T{hour}0000
DURATION:PT1H
SUMMARY:Reunião com a Sabesp
LOCATION:Distrito Industrial
X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT25M
END:VEVENT
END:VCALENDAR
"""


def imports(house: House, path: Path, text: str) -> str:
    path.write_text(text.replace("\n", "\r\n"), encoding="utf-8")
    return str(house.answer("davi", text="importar agenda @helena", file=str(path))["text"])


def test_a_calendar_kept_elsewhere_takes_time(town: House, tmp_path: Path) -> None:
    path = tmp_path / "agenda.ics"
    assert imports(town, path, OUTSIDE.format(sequence=2, hour="10")) == said(
        "Agenda de Helena Duarte importada: 1 horário."
    )
    assert town.says("helena", "agenda quinta") == said("""
        Agenda.
        Quinta-feira, 03/12:
        • 10h às 11h Reunião com a Sabesp, Distrito Industrial; 25 min de deslocamento, sair às 9h25
        """)
    imports(town, path, OUTSIDE.format(sequence=1, hour="11"))
    assert "10h às 11h" in town.says("helena", "agenda quinta")
    imports(town, path, OUTSIDE.format(sequence=3, hour="11"))
    assert "11h às 12h" in town.says("helena", "agenda quinta")
    assert "nessa hora há" in town.says("davi", "pedir agenda @helena quinta 11h30 no Paço, Sindicato, greve")
    assert town.says("bruno", "importar agenda @helena") == said(
        "Só Helena Duarte e a agenda do gabinete importam essa agenda."
    )


def test_our_event_moved_in_another_calendar_is_moved_here(town: House, tmp_path: Path) -> None:
    town.says("davi", "compromisso @helena entrevista @bruno quinta 9h")
    with town.transaction() as session:
        uid = f"evento-{session.scalars(select(Event.id)).one()}@gabinete"
    text = OUTSIDE.format(sequence=1, hour="15").replace("verao-1@nextcloud", uid)
    town.tray("bruno")
    assert imports(town, tmp_path / "agenda.ics", text) == said("""
        Agenda de Helena Duarte importada: 0 horários.
        Mudaram de hora: AG-1/2026. Avisei quem tinha a hora antiga.
        """)
    assert "15h às 16h" in town.tray("bruno")[-1]
    gone = text.replace("DURATION:PT1H\nSUM", "DURATION:PT1H\nSTATUS:CANCELLED\nSUM")
    assert imports(town, tmp_path / "agenda.ics", gone) == said("""
        Agenda de Helena Duarte importada: 0 horários.
        AG-1/2026 foi apagado lá e continua aqui. Cancela?
        """)


@pytest.mark.console
def test_moved_there_and_here_the_desk_decides(town: House, tmp_path: Path) -> None:
    town.says("davi", "compromisso @helena entrevista @bruno quinta 9h")
    with town.transaction() as session:
        uid = f"evento-{session.scalars(select(Event.id)).one()}@gabinete"
    town.says("davi", "remarcar AG-1 para quinta 10h")
    same = OUTSIDE.format(sequence=0, hour="09").replace("verao-1@nextcloud", uid)
    assert imports(town, tmp_path / "agenda.ics", same) == said("Agenda de Helena Duarte importada: 0 horários.")
    text = OUTSIDE.format(sequence=0, hour="15").replace("verao-1@nextcloud", uid)
    path = tmp_path / "agenda.ics"
    path.write_text(text.replace("\n", "\r\n"), encoding="utf-8")
    answer = town.answer("davi", text="importar agenda @helena", file=str(path))
    assert answer["text"] == said("""
        Agenda de Helena Duarte importada: 0 horários.
        AG-1/2026 mudou lá (quinta-feira, 03/12, 15h às 16h) e aqui. Fica a hora daqui, se nada for dito.
        """)
    assert town.says("davi", answer["buttons"][0]["line"]).splitlines()[0] == said(
        "AG-1/2026: era quinta-feira, 03/12, 10h às 11h; agora quinta-feira, 03/12, 15h às 16h."
    )


@pytest.mark.console
def test_the_mayor_is_on_the_way(town: House) -> None:
    assert town.says("helena", "estou indo") == said("Hoje não há mais nada na sua agenda.")
    town.says("davi", "compromisso @helena visita @bruno hoje 15h na UBS Jardim Novo")
    at(town, "2026-11-30T14:30")
    town.tray("bruno")
    assert "estou indo AG-1/2026" in town.buttons("helena", "ver AG-1")
    assert town.says("helena", "estou a caminho") == said(
        "AG-1/2026 visita, segunda-feira, 30/11, 15h às 16h, UBS Jardim Novo: a caminho. Avisei Bruno Lima e Davi Rocha."
    )
    assert town.tray("bruno") == [
        said("Helena Duarte está a caminho de AG-1/2026 (visita), segunda-feira, 30/11, 15h às 16h, UBS Jardim Novo.")
    ]
