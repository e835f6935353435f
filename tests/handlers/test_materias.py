"""Matérias: the autógrafo, opinions, sanction, veto, silence and promulgation, to the day and the hour."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from models.base import insert_row
from models.deadlines import Deadline
from models.materias import Materia, MateriaTerm
from models.people import Address, Person, register
from tests.conftest import House
from tests.said import said

PEOPLE = """usuario,nome,cargo,orgao,orgao_nome,papel,funcao,email,telefone,ativo
renato,Renato Siqueira,Procurador-Geral,JURIDICO,Procuradoria-Geral do Município,secretario,titular,,,sim
sonia,Sônia Matos,Oficial de protocolo,GP,Gabinete do Prefeito,servidor,,,,sim
marcos,Marcos Vidal,Vice-Prefeito,GP,Gabinete do Prefeito,assessoria,,,,sim
"""
LINE = 'autógrafo 1695/2026 do PL 120/2026 "Hortas nas escolas" recebido hoje às 16h'


def at(house: House, moment: str) -> None:
    """The clock goes to a local moment, and no job runs on the way."""
    house.clock.move_to(datetime.fromisoformat(f"{moment}-03:00"))


def dates(house: House, term: MateriaTerm) -> list[tuple[str, str]]:
    """The deadlines of a term: the local end, and the state."""
    with house.transaction() as session:
        query = select(Deadline).where(Deadline.kind == term).order_by(Deadline.id)
        zone = datetime.fromisoformat("2026-11-23T09:00:00-03:00").tzinfo
        return [(f"{each.due_at.astimezone(zone):%Y-%m-%d %H:%M}", each.state) for each in session.scalars(query)]


def status(house: House, code: str = "PL-120/2026") -> str:
    with house.transaction() as session:
        return str(session.scalars(select(Materia.status).where(Materia.code == code)).one())


@pytest.fixture
def council(house: House) -> House:
    """A house with a Procuradoria, an officer of the protocolo and a vice-mayor."""
    with house.transaction() as session:
        assert not register.load(session, PEOPLE.encode(), now=house.now).faults
        for handle in ("renato", "sonia", "marcos"):
            person_id = session.scalars(select(Person.id).where(Person.handle == handle)).one()
            place = {"channel": house.desk.channel, "address": house.desk.place(handle)}
            insert_row(session, Address, person_id=person_id, **place, active=True, bound_at=house.now)
    at(house, "2026-11-26T16:05")
    return house


@pytest.fixture
def received(council: House) -> House:
    """The same house, with the autógrafo of PL-120/2026."""
    council.says("sonia", LINE)
    for who in ("helena", "ana", "renato"):
        council.tray(who)
    return council


@pytest.mark.every_door
def test_an_autografo_arrives(council: House) -> None:
    assert council.says("sonia", LINE) == said("""
        PL-120/2026: autógrafo recebido quinta-feira, 26/11, 16h.
        Sancionar ou vetar até quinta-feira, 17/12 (15 dias úteis).
        Parecer da Procuradoria até quinta-feira, 03/12.
        """)
    assert dates(council, MateriaTerm.SANCAO_VETO) == [("2026-12-17 18:00", "open")]
    assert dates(council, MateriaTerm.PARECER) == [("2026-12-03 18:00", "open")]
    card = council.says("ana", "ver AUT-1695/2026")
    assert card == said("""
        PL-120/2026 Hortas nas escolas
        Autógrafo recebido. Autógrafo AUT-1695/2026, recebido quinta-feira, 26/11, 16h
        Sancionar ou vetar até quinta-feira, 17/12 (15 dias úteis; faltam 15 dias úteis)
        Pareceres:
        • JURIDICO: pedido, até quinta-feira, 03/12
        """)
    assert council.says("ana", "autógrafo 1695") == card
    assert council.says("ana", "PL 120/26") == card
    for who in ("helena", "ana", "renato"):
        assert council.tray(who) == [
            said(
                "Autógrafo 1695/2026 do PL-120/2026 (Hortas nas escolas) recebido quinta-feira, 26/11, 16h. Sancionar ou vetar até quinta-feira, 17/12. Parecer até quinta-feira, 03/12."
            )
        ]


def test_an_undecided_day_gives_both_dates(received: House) -> None:
    received.says("ana", "calendário 04/12 luto Decreto 130/2026")
    assert "até quinta-feira, 17/12 ou sexta-feira, 18/12" in received.says("ana", "PL 120/26")
    assert dates(received, MateriaTerm.SANCAO_VETO) == [("2026-12-17 18:00", "open")]


def test_the_mayor_is_told_on_four_days(received: House) -> None:
    told = []
    for day in ("10", "15", "16", "17"):  # a digest that names the date takes the place of the reminder of that morning
        received.passes(f"2026-12-{day}T07:00")
        received.tray("helena")
        received.passes(f"2026-12-{day}T09:30")
        told.append([each for each in received.tray("helena") if "PL-120/2026" in each])
    assert all(told)
    assert "\nLembrete: sanção ou veto de PL-120/2026 (Hortas nas escolas) vence: quinta-feira, 17/12" in told[0][-1]
    assert "A senhora decide (1):" in told[3][0]


def test_the_veto_and_the_recess(received: House) -> None:
    at(received, "2026-12-15T15:00")
    assert received.says("ana", "vetar PL-120/2026 total\nnão") == (
        "Sancionar e vetar cabem só ao prefeito, ou a quem o substitui."
    )
    received.says("helena", "vetar PL-120/2026 art. 5º, inciso V")
    assert received.says("helena", "Contrariedade ao interesse público: cria despesa sem fonte.") == said("""
        PL-120/2026: veto parcial (art. 5º, inciso V) decidido.
        Razões na Câmara até quinta-feira, 17/12, 15h.
        Limite do veto: quinta-feira, 17/12.
        Protocole até quinta-feira, 17/12, 15h: vale o que vier antes, porque há quem exija as razões dentro do prazo.
        """)
    assert dates(received, MateriaTerm.RAZOES) == [("2026-12-17 15:00", "open")]
    at(received, "2026-12-16T10:30")
    assert received.says("sonia", "veto protocolado PL-120/2026 2301/2026 em 16/12 às 10h") == said("""
        PL-120/2026: veto entregue à Câmara quarta-feira, 16/12, 10h. Cumprido no prazo.
        A Câmara decide até sexta-feira, 15/01/2027, sem contar recesso que ainda não esteja no calendário dela.
        """)
    assert dates(received, MateriaTerm.SANCAO_VETO) == [("2026-12-17 18:00", "met")]
    assert dates(received, MateriaTerm.RAZOES) == [("2026-12-17 15:00", "met")]
    assert dates(received, MateriaTerm.APRECIACAO) == [("2027-01-15 18:00", "open")]
    line = "calendário câmara recesso de 21/12/2026 a 31/01/2027 suspende os prazos Ato 9/2026"
    assert "de sexta-feira, 15/01/2027, para sexta-feira, 26/02/2027" in received.says("ana", line)
    assert dates(received, MateriaTerm.APRECIACAO) == [("2027-02-26 18:00", "open")]
    received.says("ana", "calendário câmara revogar 21/12 Ato 10/2026")
    received.says("ana", line.replace("suspende", "interrompe"))
    assert dates(received, MateriaTerm.APRECIACAO) == [("2027-03-02 18:00", "open")]
    received.skips("2027-03-02T12:00")
    received.passes("2027-03-05T12:00")
    for who in ("ana", "helena"):
        assert "Em atraso (" not in received.says(who, "pauta")
    assert "PL-120/2026" not in received.says("ana", "matérias atrasadas")


def test_silence_is_recorded_and_told_in_the_morning(received: House) -> None:
    received.passes("2026-12-17T23:00")
    for who in ("helena", "ana", "renato"):
        received.tray(who)
    received.passes("2026-12-18T00:01")
    assert status(received) == "prazo findo sem decisão"
    assert received.tray("ana") == []
    assert received.says("ana", "PL 120/26") == said("""
        PL-120/2026 Hortas nas escolas
        Prazo findo sem decisão. Autógrafo AUT-1695/2026, recebido quinta-feira, 26/11, 16h
        Sancionar ou vetar até quinta-feira, 17/12 (venceu)
        O prazo acabou e não há decisão registrada. Se houve sanção tácita, promulgar até domingo, 20/12, 0h (sábado, 19/12, à meia-noite)
        Pareceres:
        • JURIDICO: pedido, até quinta-feira, 03/12
        """)
    received.passes("2026-12-18T08:00")
    for who in ("helena", "ana", "renato"):
        assert [each for each in received.tray(who) if "acabou ontem" in each] == [
            said(
                "O prazo do PL-120/2026 (Hortas nas escolas) acabou ontem e não há decisão registrada aqui. Se nada foi protocolado na Câmara, houve sanção tácita. Nesse caso, promulgar até domingo, 20/12, 0h (sábado, 19/12, à meia-noite)."
            )
        ]
    assert received.says("helena", "sanção tácita PL-120/2026") == "Só a chefia de gabinete confirma a sanção tácita."
    assert received.says("ana", "sanção tácita PL-120/2026") == said(
        "PL-120/2026: sanção tácita confirmada. Promulgar até domingo, 20/12, 0h (sábado, 19/12, à meia-noite)."
    )
    assert status(received) == "sanção tácita"
    assert dates(received, MateriaTerm.PROMULGACAO) == [("2026-12-20 00:00", "open")]
    assert "Ana Prado" in received.says("ana", "histórico PL-120/2026")
    received.passes("2026-12-21T09:00")
    assert dates(received, MateriaTerm.PROMULGACAO_PRESIDENTE) == [("2026-12-22 00:00", "open")]


def test_a_paper_handed_in_on_the_last_day_was_in_time(received: House) -> None:
    received.passes("2026-12-18T08:00")
    line = "veto protocolado PL-120/2026 2301/2026 em 17/12 às 16h50"
    assert "Cumprido no prazo." in received.says("sonia", line)
    assert dates(received, MateriaTerm.SANCAO_VETO) == [("2026-12-17 18:00", "met")]


def test_a_late_veto_is_registered_as_late(received: House) -> None:
    received.passes("2026-12-18T12:00")
    assert received.says("sonia", "veto protocolado PL-120/2026 2301/2026 em 18/12 às 10h") == said("""
        O veto é de sexta-feira, 18/12, um dia depois do prazo. Registrei como recebido fora do prazo; a Câmara pode entender que houve sanção tácita.
        A Câmara decide até domingo, 17/01/2027, sem contar recesso que ainda não esteja no calendário dela.
        """)
    assert dates(received, MateriaTerm.SANCAO_VETO) == [("2026-12-17 18:00", "met_late")]


def test_a_veto_does_not_change_once_it_is_protocolled(received: House) -> None:
    received.says("helena", "vetar PL-120/2026 total\nVício de iniciativa.")
    received.says("sonia", "veto protocolado PL-120/2026 2301/2026 hoje às 16h05")
    assert received.says("helena", "vetar PL-120/2026 art. 3º\nOutra razão") == (
        "O veto de PL-120/2026 já foi entregue à Câmara e não muda. Se há erro, fale com a Procuradoria."
    )


@pytest.mark.parametrize(
    "units", ["art. 5º, inciso V; art. 7º", "parágrafo único do art. 2º", "alínea b do inciso II do § 1º do art. 9º"]
)
def test_whole_units_may_be_vetoed(received: House, units: str) -> None:
    assert f"veto parcial ({units}) decidido" in received.says("helena", f"vetar PL-120/2026 {units}\nSem fonte.")


@pytest.mark.parametrize("words", ['as palavras "até 2027" do art. 3º', "a expressão anual", "art. 3º até 2027"])
def test_words_may_not(received: House, words: str) -> None:
    assert received.says("helena", f"vetar PL-120/2026 {words}\nSem fonte.").startswith(
        "O veto parcial só abrange texto integral de artigo, de parágrafo, de inciso ou de alínea"
    )


def test_opinions_on_one_screen(received: House) -> None:
    assert received.says("ana", "parecer PL-120/2026 @educacao até 02/12") == said(
        "Pedido enviado a EDUCACAO: parecer sobre PL-120/2026 até quarta-feira, 02/12."
    )
    assert received.tray("edna") == [
        said(
            "Pede-se o parecer de Secretaria de Educação sobre PL-120/2026 (Hortas nas escolas) até quarta-feira, 02/12."
        )
    ]
    assert received.says("edna", "opino PL-120/2026 vetar art. 5º, inciso V: cria despesa sem fonte") == said(
        "Parecer de EDUCACAO registrado em PL-120/2026: vetar art. 5º, inciso V."
    )
    assert received.says("sergio", "opino PL-120/2026 sancionar") == (
        "O parecer é de quem responde pelo órgão: o titular ou o adjunto."
    )
    received.says("renato", "opino PL-120/2026 sancionar: constitucional")
    assert received.says("helena", "decidir PL-120/2026") == said("""
        PL-120/2026 Hortas nas escolas
        Sancionar ou vetar até quinta-feira, 17/12 (15 dias úteis; faltam 15 dias úteis)
        Pareceres:
        • JURIDICO: sancionar: constitucional
        • EDUCACAO: vetar art. 5º, inciso V: cria despesa sem fonte
        """)
    assert dates(received, MateriaTerm.PARECER) == [("2026-12-03 18:00", "met"), ("2026-12-02 18:00", "met")]


def test_corridos_where_the_lei_organica_says_so(council: House, tmp_path: Path) -> None:
    rule = (
        '{"rules": [{"id": "sancao_veto", "unit": "dias_corridos", "n": 15, "source": "LOM"},'
        ' {"id": "parecer_autografo", "unit": "dias_uteis", "n": 5, "source": "gabinete"}]}'
    )
    file = tmp_path / "prazos.json"
    file.write_text(rule)
    council.answer("ana", text="regras", file=str(file))
    assert "até sexta-feira, 11/12 (15 dias corridos)" in council.says("sonia", LINE)


@pytest.mark.parametrize(
    ("before", "end"),
    [("", "2026-12-28 18:00"), ("calendário 24/12 ponto facultativo Decreto 1/2026", "2026-12-29 18:00")],
)
def test_a_ponto_facultativo_moves_the_count(council: House, before: str, end: str) -> None:
    at(council, "2026-12-04T16:05")
    if before:
        council.says("ana", before)
    council.says("sonia", LINE)
    assert dates(council, MateriaTerm.SANCAO_VETO) == [(end, "open")]


def test_the_term_of_the_mayor_runs_through_the_recess_of_the_council(council: House) -> None:
    council.says("ana", "calendário câmara recesso de 10/12/2026 a 31/01/2027 suspende os prazos Ato 9/2026")
    council.says("sonia", LINE)
    assert dates(council, MateriaTerm.SANCAO_VETO) == [("2026-12-17 18:00", "open")]


def test_the_council_rests_while_the_mayor_decides(received: House) -> None:
    assert "plantão" not in received.says("helena", "decidir PL-120/2026")
    received.says("ana", "calendário câmara recesso de 01/12/2026 a 31/01/2027 suspende os prazos Ato 9/2026")
    assert received.says("helena", "decidir PL-120/2026").splitlines()[1:3] == [
        "Sancionar ou vetar até quinta-feira, 17/12 (15 dias úteis; faltam 15 dias úteis)",
        "A Câmara está em recesso nesses dias, e este prazo corre: confirme o plantão que recebe o veto",
    ]


def test_the_autografo_comes_again_corrected(received: House) -> None:
    at(received, "2026-12-01T11:00")
    again = LINE.replace("hoje", "26/11")
    assert received.says("sonia", again).startswith("O autógrafo 1695/2026 de PL-120/2026 já está registrado.")
    assert received.says("sonia", "autógrafo corrigido PL-120/2026 recebido hoje às 10h") == said(
        "PL-120/2026: há dois recebimentos registrados. Até a Procuradoria dizer qual vale, corre o primeiro."
    )
    assert "contado dele, até terça-feira, 22/12. A Procuradoria diz qual vale." in received.says("ana", "PL 120/26")
    assert received.says("davi", "contar autógrafo PL-120/2026 do corrigido") == (
        "De qual recebimento se conta o prazo, só a Procuradoria ou a chefia de gabinete diz."
    )
    assert received.says("renato", "contar autógrafo PL-120/2026 do corrigido") == (
        "PL-120/2026: sancionar ou vetar até terça-feira, 22/12."
    )


def test_a_number_of_another_bill_is_asked_about(received: House) -> None:
    said_of = received.says("sonia", 'autógrafo 1695/2026 do PL 121/2026 "Outra" recebido hoje às 16h')
    assert said_of == "O autógrafo 1695/2026 já está registrado como o de PL-120/2026. Confira o número no papel."


@pytest.mark.parametrize("kind", ["PELOM 1/2026", "PDL 3/2026"])
def test_what_is_not_sanctioned_has_no_autografo(council: House, kind: str) -> None:
    assert "não vai a sanção: a Câmara promulga" in council.says(
        "sonia", f'autógrafo 9/2026 do {kind} "X" recebido hoje às 16h'
    )


def test_what_lacks_is_asked(council: House) -> None:
    assert council.says("sonia", 'autógrafo 1695/2026 do PL 120/2026 "Hortas" recebido hoje') == (
        "A que horas foi recebido? Exemplo: 16h"
    )
    assert council.says("sonia", "15h30").startswith("PL-120/2026: autógrafo recebido quinta-feira, 26/11, 15h30.")
    assert "ainda não chegou" in council.says("sonia", 'autógrafo 7/2026 do PL 7/2026 "X" recebido amanhã às 9h')
    assert council.says("sergio", LINE) == (
        "Só o gabinete e o protocolo registram o que vem da Câmara e o que vai a ela. Peça a eles."
    )


def test_by_form(council: House) -> None:
    form = {
        "command": "autógrafo",
        "número": "1695/2026",
        "projeto": "PL 120/2026",
        "ementa": "Hortas nas escolas",
        "autor": "Ver. Exemplo Um",
        "recebido em": "hoje",
        "hora": "16h",
        "como chegou": "em mãos",
        "pareceres": "@educacao",
    }
    answer = council.answer("sonia", form=form)
    assert answer["text"].startswith("PL-120/2026: autógrafo recebido quinta-feira, 26/11, 16h.")
    assert council.says("ana", "PL 120/26") == said("""
        PL-120/2026 Hortas nas escolas
        Autógrafo recebido. Autógrafo AUT-1695/2026, recebido quinta-feira, 26/11, 16h (em mãos)
        Autor: Ver. Exemplo Um
        Sancionar ou vetar até quinta-feira, 17/12 (15 dias úteis; faltam 15 dias úteis)
        Pareceres:
        • JURIDICO: pedido, até quinta-feira, 03/12
        • EDUCACAO: pedido, até quinta-feira, 03/12
        """)


def test_the_vice_in_exercise_decides(received: House) -> None:
    received.says("ana", "substituição @helena por @marcos de hoje a 30/11 portaria 7/2026")
    received.says("helena", "confirmar CF-1")
    assert "decidido" in received.says("marcos", "vetar PL-120/2026 total\nVício.")


def test_lists(received: House) -> None:
    assert received.says("ana", "autógrafos") == said("""
        Autógrafos (1):
        • PL-120/2026 Hortas nas escolas: autógrafo recebido, até quinta-feira, 17/12 (faltam 15 dias úteis)
        """)
    assert received.says("ana", "matérias de vereador 2026") == said("""
        Matérias de vereador 2026 (1):
        PL-120/2026 [autógrafo recebido] Hortas nas escolas — JURIDICO e Helena Duarte, até 03/12
        """)
    assert received.says("ana", "pauta").split("\n\n")[1] == said("""
        Autógrafos (1):
        • PL-120/2026 Hortas nas escolas: autógrafo recebido, até quinta-feira, 17/12 (faltam 15 dias úteis)
        Nada vence até terça-feira, 01/12, e nada está atrasado ou à espera da sua ciência.
        """)
    assert received.says("helena", "pauta").split("\n\n")[1] == said("""
        A senhora decide (1):
        • PL-120/2026 Hortas nas escolas: autógrafo recebido, até quinta-feira, 17/12 (faltam 15 dias úteis)
        Nada vence até terça-feira, 01/12, e nada está atrasado ou à espera da sua ciência.
        """)


@pytest.mark.parametrize(
    ("line", "does"),
    [("quais autógrafos estão pendentes?", "Autógrafos"), ("que projetos há para sancionar", "Autógrafos")],
)
def test_in_plain_words(received: House, line: str, does: str) -> None:
    assert does in received.says("ana", line)
