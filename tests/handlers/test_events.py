"""Meetings and the agenda: convened, answered, moved, cancelled, to the hour; each is told of what concerns them."""

from datetime import datetime

import pytest
from sqlalchemy import select

from handlers import papers
from models.events import Event
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
        5 chamados: 1 confirmou · 1 não vai · 1 por substituto · 2 sem resposta
        • Edna Souza: manda substituto
        • Fábio Teles: não vai, fecho a folha nesse dia
        • Bruno Lima: confirmou
        Pauta fecha terça-feira, 01/12, 12h
        """)
    assert cabinet.says("bruno", "reuniões") == said("""
        Reuniões (1):
        REU-1/2026 encerramento do exercício — quarta-feira, 02/12, 9h às 11h, Paço
        """)


def test_a_meeting_moved_twice_is_confirmed_again(convened: House) -> None:
    convened.says("bruno", "confirmo REU-1")
    assert convened.says("ana", "adiar REU-1 sexta 9h a Prefeita viaja") == said(
        """
        REU-1/2026: era quarta-feira, 02/12, 9h às 11h, Paço; agora sexta-feira, 04/12, 9h às 11h, Paço.
        5 avisados.
        """
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
        """
        REU-1/2026: era sexta-feira, 04/12, 9h às 11h, Paço; agora sexta-feira, 04/12, 10h30 às 12h30, Paço.
        5 avisados.
        """
    )
    assert convened.says("bruno", "remarcar REU-1 11h") == said(
        "REU-1/2026 só pode ser mudado por quem o marcou, por Helena Duarte ou pela agenda do gabinete."
    )


def test_a_series_moves_one_or_all(cabinet: House) -> None:
    assert cabinet.says("ana", "reunião @saude toda sexta 9h às 10h até 15/01 no Paço: rotina da saúde") == said("""
        REU-1/2026 convocada: sexta-feira, 04/12, 9h às 10h, Paço.
        Também as 4 seguintes, até sexta-feira, 15/01/2027.
        Sem expediente, ficam de fora: 25/12 e 01/01/2027.
        1 órgão.
        Pauta fecha quinta-feira, 03/12, 12h.
        """)
    cabinet.tray("bruno")
    assert cabinet.says("bruno", "confirmo REU-1 todas") == said(
        "Confirmado: REU-1/2026, sexta-feira, 04/12, 9h às 10h, Paço. Também as 4 seguintes, até sexta-feira, 15/01/2027."
    )
    assert cabinet.says("ana", "remarcar REU-2 10h a sala") == said(
        "REU-2/2026 é de uma série, com mais 3 à frente. Só esta, ou todas as próximas?"
    )
    assert cabinet.buttons("ana", "remarcar REU-2 10h a sala") == [
        "remarcar REU-2 10h a sala só esta",
        "remarcar REU-2 10h a sala todas as próximas",
    ]
    assert cabinet.says("ana", "remarcar REU-2 10h a sala só esta") == said("""
        REU-2/2026: era sexta-feira, 11/12, 9h às 10h, Paço; agora sexta-feira, 11/12, 10h às 11h, Paço.
        2 avisados.
        """)
    assert cabinet.says("ana", "remarcar REU-2 quinta 10/12 14h a obra, todas as próximas") == said("""
        REU-2/2026: era sexta-feira, 11/12, 10h às 11h, Paço; agora quinta-feira, 10/12, 14h às 15h, Paço.
        Também as 3 seguintes, até quinta-feira, 14/01/2027.
        2 avisados.
        """)
    assert cabinet.tray("bruno")[-1:] == [
        said("""
        REU-2/2026 mudou: rotina da saúde
        Era sexta-feira, 11/12, 9h às 10h, Paço.
        Agora sexta-feira, 11/12, 10h às 11h, Paço. Motivo: a sala.
        """)
    ]
    assert cabinet.says("ana", "reuniões") == said("""
        Reuniões (5):
        REU-1/2026 rotina da saúde — sexta-feira, 04/12, 9h às 10h, Paço
        REU-2/2026 rotina da saúde — quinta-feira, 10/12, 14h às 15h, Paço
        REU-3/2026 rotina da saúde — quinta-feira, 17/12, 14h às 15h, Paço
        REU-4/2026 rotina da saúde — quinta-feira, 07/01/2027, 14h às 15h, Paço
        REU-5/2026 rotina da saúde — quinta-feira, 14/01/2027, 14h às 15h, Paço
        """)
    assert cabinet.says("ana", "cancelar REU-3 férias") == said(
        "REU-3/2026 é de uma série, com mais 2 à frente. Só esta, ou todas as próximas?"
    )
    assert cabinet.says("ana", "cancelar REU-3 férias todas as próximas") == said(
        "REU-3/2026 cancelada. Também as 2 seguintes, até quinta-feira, 14/01/2027. Avisei quem sabia da hora."
    )
    assert cabinet.says("ana", "reuniões") == said("""
        Reuniões (2):
        REU-1/2026 rotina da saúde — sexta-feira, 04/12, 9h às 10h, Paço
        REU-2/2026 rotina da saúde — quinta-feira, 10/12, 14h às 15h, Paço
        """)
    assert cabinet.says("davi", "compromisso @helena gabinete itinerante toda sexta 14h até amanhã") == said(
        "Uma série tem ao menos duas datas. Exemplo: toda quarta 9h às 10h até 30/06"
    )


def test_a_meeting_is_cancelled_with_a_reason(convened: House) -> None:
    assert convened.says("ana", "cancelar REU-1") == said(
        "Por que cancelar? Exemplo: cancelar REU-1/2026 a Prefeita viaja"
    )
    assert convened.says("ana", "a Prefeita viaja") == said("REU-1/2026 cancelada. Avisei quem sabia da hora.")
    assert convened.tray("bruno") == [
        said("""
            Ana Prado cancelou a reunião REU-1/2026: encerramento do exercício.
            Era quarta-feira, 02/12, 9h às 11h, Paço.
            Motivo: a Prefeita viaja
            """)
    ]
    assert convened.says("bruno", "confirmo REU-1") == said("REU-1/2026 está cancelada: não espera resposta.")


def test_what_a_meeting_lacks_is_asked(cabinet: House) -> None:
    assert cabinet.says("ana", "reunião @saude ontem 9h: atrasada") == said("Domingo, 29/11, 9h às 10h, já passou.")
    assert cabinet.says("ana", "reunião @saude quarta 9h às 8h: ao contrário") == said(
        "Acaba antes de começar? Diga as duas horas. Exemplo: sexta 14h às 15h30"
    )
    cabinet.says("ana", "cancelar")
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


VENUES = """local;endereco;de;minutos
Paço;Praça da Matriz, 1;UBS Jardim Novo;20
UBS Jardim Novo;Rua das Acácias, 300;Paço;20
Distrito Industrial;Av. das Indústrias, 900;Paço;25
"""


def test_deliberations_become_drafts_that_another_approves(convened: House) -> None:
    at(convened, "2026-12-02T11:05")
    line = "deliberação REU-1 @obras refazer o cronograma do Jardim Novo até dia 11"
    assert convened.says("ana", line) == said(
        "Deliberação 1 anotada. Minuta R-1 pronta para outra pessoa aprovar: OBRAS, cumprir até sexta-feira, 11/12."
    )
    assert "R-1" not in "".join(convened.tray("otavio"))
    assert "escreveu" in convened.says("ana", "aprovar R-1")
    assert convened.says("helena", "aprovar R-1") == said(
        "Ordem de serviço OS-1/2026 aprovada e transmitida a 1 destinatário."
    )
    assert "Jardim Novo" in "".join(convened.tray("paula"))
    assert convened.says("ana", "deliberações abertas") == said("""
        Deliberações abertas (1):
        REU-1/2026 encerramento do exercício, 02/12:
        • 1. OBRAS: refazer o cronograma do Jardim Novo, até sexta-feira, 11/12 (OS-1/2026, transmitida)
        """)
    assert convened.says("ana", "realizar REU-1") == said("""
        REU-1/2026: realizada.
        Ata até quarta-feira, 09/12.
        4 presenças por registrar.
        """)


def test_the_life_of_a_pauta(convened: House) -> None:
    assert convened.says("bruno", "item REU-1 escala de fim de ano, 15 min") == said(
        "Item 1 incluído por Bruno Lima: escala de fim de ano. Soma da pauta: 15 de 120 min."
    )
    assert convened.says("fabio", "item REU-1 encerramento do exercício 40 minutos") == said(
        "Item 2 incluído por Fábio Teles: encerramento do exercício. Soma da pauta: 55 de 120 min."
    )
    at(convened, "2026-12-01T12:05")
    assert convened.says("bruno", "item REU-1 frota") == said(
        "A pauta de REU-1/2026 já fechou. Mandei o item 3 à chefia, que decide se entra."
    )
    assert convened.tray("ana")[-1:] == [
        said("Bruno Lima mandou um item depois de fechada a pauta de REU-1/2026: frota.")
    ]
    convened.says("ana", 'expediente novo processo "Sindicância" nível restrito')
    assert convened.says("ana", "item REU-1 sindicância das ferramentas, sobre PROC-1") == said(
        "Item 4 incluído por Ana Prado: sindicância das ferramentas, sobre PROC-1. Soma da pauta: 55 de 120 min."
    )
    assert "4. item restrito · Ana Prado (PROC-1/2026-GP" in convened.says("edna", "ver REU-1")
    convened.says("ana", "retirar item 4 REU-1 fica para depois")
    assert convened.says("ana", "incluir item 3 REU-1") == said("Item 3 incluído na pauta de REU-1/2026.")
    assert convened.says("ana", "retirar item 2 REU-1 falta o parecer") == said(
        "Item 2 retirado de pauta: falta o parecer."
    )
    assert convened.says("ana", "retirar item REU-1 9 nada") == said(
        "REU-1/2026 não tem item 9. Veja: pauta REU-1/2026"
    )
    assert convened.says("ana", "pauta REU-1") == said("""
        Pauta de REU-1/2026 encerramento do exercício, quarta-feira, 02/12, 9h às 11h, Paço:
        1. escala de fim de ano · Bruno Lima · 15 min
        2. encerramento do exercício · Fábio Teles · 40 min [retirado: falta o parecer]
        3. frota · Bruno Lima
        4. item restrito · Ana Prado (PROC-1/2026-GP, protocolado) [retirado: fica para depois]
        Soma: 15 min.
        Fecha terça-feira, 01/12, 12h.
        """)
    assert "Pauta de terça-feira" in convened.says("ana", "pauta")


def test_the_life_of_an_ata(convened: House) -> None:
    at(convened, "2026-12-02T10:30")
    assert convened.says("ana", "presença REU-1 @bruno @edna; faltou @fabio") == said(
        "REU-1/2026: 2 presenças e 1 falta. 2 por registrar."
    )
    assert convened.says("ana", "preside REU-1 @ana a partir das 10h20") == said(
        "REU-1/2026: preside Ana Prado, desde as 10h20."
    )
    assert convened.says("ana", "aprovar ata REU-1") == said(
        "A ata de REU-1/2026 ainda não circulou. A reunião está convocada."
    )
    convened.says("ana", "deliberação REU-1 @fabio levantar as notas sem prazo")
    at(convened, "2026-12-02T11:10")
    convened.says("ana", "realizar REU-1")
    assert convened.says("ana", "presença REU-1 @todos") == said("REU-1/2026: 5 presenças e 1 falta.")
    assert convened.says("ana", "ata REU-1 A reunião começou com cinco minutos de atraso.") == said(
        """
        Ata de REU-1/2026 encerramento do exercício (minuta), quarta-feira, 02/12, 9h às 11h, Paço.
        Presidiu: Helena Duarte e Ana Prado desde as 10h20.
        Presentes: Helena Duarte, Edna Souza (EDUCACAO), Paula Nunes (OBRAS, por Otávio Reis), Bruno Lima (SAUDE) e Ana Prado.
        Ausentes: Fábio Teles (FAZENDA).
        Deliberações:
        • 1. Fábio Teles: levantar as notas, sem prazo (R-1, minuta)
        A reunião começou com cinco minutos de atraso.
        """
    )
    assert convened.says("ana", "circular ata REU-1") == said(
        "Ata de REU-1/2026 enviada a 5 presentes, resposta até sexta-feira, 04/12."
    )
    convened.tray("bruno")
    assert convened.says("edna", "ressalva REU-1 não concordei com o item 1") == said(
        "Ressalva registrada no seu nome; vai no texto da ata."
    )
    assert convened.says("bruno", "aprovo ata REU-1") == said("Registrado: você aprova a ata de REU-1/2026.")
    assert convened.says("helena", "aprovar REU-1") == said(
        "Ainda faltam respostas, até sexta-feira, 04/12: Helena Duarte, Paula Nunes."
    )
    at(convened, "2026-12-07T09:00")
    assert convened.says("helena", "aprovar REU-1") == said(
        "Ata nº 1/2026 aprovada. Sem manifestação: Helena Duarte e Paula Nunes. Falta anexar o arquivo assinado."
    )
    assert convened.says("ana", "ata REU-1") == said(
        """
        Ata de REU-1/2026 encerramento do exercício (aprovada), quarta-feira, 02/12, 9h às 11h, Paço.
        Presidiu: Helena Duarte e Ana Prado desde as 10h20.
        Presentes: Helena Duarte, Edna Souza (EDUCACAO), Paula Nunes (OBRAS, por Otávio Reis), Bruno Lima (SAUDE) e Ana Prado.
        Ausentes: Fábio Teles (FAZENDA).
        Deliberações:
        • 1. Fábio Teles: levantar as notas, sem prazo (R-1, minuta)
        A reunião começou com cinco minutos de atraso.
        Ressalvas:
        • Edna Souza (EDUCACAO): não concordei com o item 1
        Não se manifestaram: Helena Duarte e Paula Nunes.
        """
    )
    assert convened.says("ana", "deliberação REU-1 @fabio outra coisa sem prazo") == said(
        "A ata de REU-1/2026 já foi aprovada. O que mudou: retificar ata REU-1/2026"
    )


def test_a_new_substitute_is_called_and_the_old_one_told(convened: House) -> None:
    convened.says("ana", "encerrar substituição @otavio")
    convened.tray("paula")
    convened.runs("convocations")
    assert convened.tray("paula") == [
        said(
            "Para REU-1/2026 (encerramento do exercício, quarta-feira, 02/12, 9h às 11h, Paço), quem vai agora é Otávio Reis."
        )
    ]
    assert convened.tray("otavio")[-1:] == [
        said("Você é chamado para REU-1/2026 encerramento do exercício, quarta-feira, 02/12, 9h às 11h, Paço.")
    ]


def test_who_has_not_answered_is_reminded_the_day_before(convened: House) -> None:
    convened.says("bruno", "confirmo REU-1")
    convened.passes("2026-12-01T17:01")
    assert [each for each in convened.tray("edna") if "respondeu" in each] == [
        said("Você ainda não respondeu: REU-1/2026 encerramento do exercício, quarta-feira, 02/12, 9h às 11h, Paço.")
    ]
    assert not [each for each in convened.tray("bruno") if "respondeu" in each]
    convened.passes("2026-12-02T08:01")
    assert [each for each in convened.tray("bruno") if "Daqui" in each] == [
        said("Daqui a pouco: REU-1/2026 encerramento do exercício, quarta-feira, 02/12, 9h às 11h, Paço.")
    ]
    convened.passes("2026-12-02T11:16")
    assert [each for each in convened.tray("ana") if "aconteceu" in each] == [
        said("REU-1/2026 encerramento do exercício (quarta-feira, 02/12, 9h às 11h, Paço): aconteceu? O que ficou?")
    ]


def test_a_meeting_already_held_is_registered(cabinet: House) -> None:
    assert cabinet.says("ana", "reunião realizada @saude sexta passada 9h no Paço: obra da UBS") == said("""
        REU-1/2026: realizada.
        Ata até sexta-feira, 04/12.
        1 presença por registrar.
        """)


def test_a_trip_takes_the_day(convened: House) -> None:
    line = "viagem @helena São Paulo quarta 02/12 6h-16h Palácio dos Bandeirantes, com @davi"
    assert convened.says("davi", line) == said("""
        AG-1/2026 na agenda de Helena Duarte: Viagem a São Paulo, quarta-feira, 02/12, 6h às 16h, Palácio dos Bandeirantes.
        Atenção: ao mesmo tempo: REU-1/2026 encerramento do exercício, quarta-feira, 02/12, 9h às 11h.
        Atenção: hora do almoço.
        Ninguém está registrado para responder nesse dia (exige portaria).
        """)
    assert convened.says("davi", "pedir agenda @helena quarta 14h, Associação, praça") == said(
        "Helena Duarte viaja nesse horário (Viagem a São Paulo). O próximo horário livre: quarta-feira, 02/12, 16h."
    )


def test_an_audience_of_a_company_says_whom_it_represents(cabinet: House) -> None:
    cabinet.says("davi", "pedir agenda @helena quarta 14h, Limpa Tudo Ltda., apresentar solução")
    assert cabinet.says("davi", "completar AG-1 CNPJ 11.222.333/0001-82") == said(
        "O CNPJ 11.222.333/0001-82 não confere: os dígitos finais são outros. Confira e escreva de novo."
    )
    assert cabinet.says("davi", "completar AG-1 interesse contrato de limpeza") == said(
        "AG-1/2026: interesse registrado."
    )
    assert cabinet.says("davi", "confirmar AG-1") == said(
        "AG-1/2026 é audiência de interesse privado e ainda não pode ser confirmada: falta o CNPJ; quem da casa acompanha, ou por que ninguém. Exemplo: completar AG-1/2026 CNPJ 11.222.333/0001-81 interesse contrato de limpeza acompanha @otavio"
    )
    cabinet.says("davi", "completar AG-1 CNPJ 11.222.333/0001-81 acompanha @otavio")
    assert cabinet.says("davi", "confirmar AG-1") == said("""
        AG-1/2026 confirmada: quarta-feira, 02/12, 14h às 14h30.
        Para responder a Limpa Tudo Ltda:
        “Confirmamos o encontro sobre apresentar solução: quarta-feira, 02/12, 14h.”
        """)
    assert cabinet.says("davi", "recusar pedido AG-1 agenda cheia") == said("AG-1/2026 já está confirmada.")


def test_the_ata_on_paper(convened: House) -> None:
    at(convened, "2026-12-02T11:10")
    convened.says("ana", "presença REU-1 @todos")
    convened.says("ana", "realizar REU-1")
    with convened.transaction() as session:
        event = session.scalars(select(Event)).one()
        facts = papers.about(event.kind).compose(session, event, event.owner, convened.now)
        assert facts.title == "Ata nº 1/2026"
        assert facts.draft
        assert "Presentes:" in str(facts.blocks)
    assert convened.says("ana", "pdf REU-1") == "Estou fazendo o PDF de REU-1/2026; mando em seguida."
