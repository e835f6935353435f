"""The school: a place is nobody's before the chefia consents, and no certificate without the hours."""

import asyncio
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.public import rolls as walls
from models.courses import rolls
from tests.conftest import House
from tests.handlers.test_budget import at, imports
from tests.said import said

_T = "TUR-1/2026"
_PUPILS = "turma;usuario;matricula;inscrito_em;chefia;autorizacao;autorizado_em\n"
_ROLL = "turma;aula;data;inicio;fim;horas;usuario;presenca;meio;momento\n"


def school(house: House, places: int = 25, minimum: str = "não conta") -> House:
    """A course, and a class of it with five mornings, open for enrolment."""
    at(house, "2026-11-23T09:00")
    house.says("ana", f"curso novo titulo: LAI na prática horas: 20 mínimo: 75 faltas justificadas: {minimum}")
    house.says("ana", f"turma LAI na prática {places} vagas aulas 1, 3, 8, 10 e 15/12 8h30-12h30 na Escola @davi")
    house.says("ana", f"abrir inscrições {_T}")
    return house


@pytest.mark.every_door
def test_the_chefia_consents_or_does_not(house: House) -> None:
    at(house, "2026-11-23T09:00")
    assert house.says("bruno", "curso novo titulo: X horas: 20") == said(
        "Cursos e turmas são da Escola (a lista @escola) ou da chefia. Peça a elas."
    )
    assert house.says("ana", "curso novo titulo: LAI na prática horas: 20") == said(
        "Curso registrado: LAI na prática, 20 h, frequência mínima de 75%."
    )
    assert house.says(
        "ana", "turma LAI na prática 1 vaga aulas 1, 3, 8, 10 e 15/12 8h30-12h30 na Escola @davi"
    ) == said("""
        TUR-1/2026 planejada: LAI na prática, 1 vaga, 20 h.
        Aula 1: terça-feira, 01/12, 8h30
        Aula 2: quinta-feira, 03/12, 8h30
        Aula 3: terça-feira, 08/12, 8h30
        Aula 4: quinta-feira, 10/12, 8h30
        Aula 5: terça-feira, 15/12, 8h30
        """)
    assert house.says("sergio", f"inscrever {_T}") == said(
        "As inscrições de TUR-1/2026 não estão abertas: a turma está planejada."
    )
    assert house.says("ana", f"abrir inscrições {_T}") == said("Inscrições de TUR-1/2026 abertas.")
    at(house, "2026-11-26T10:00")
    assert house.says("sergio", f"inscrever {_T}") == said(
        "Pedido de inscrição de Sérgio Pinto em TUR-1/2026 feito. A chefia responde até segunda-feira, 30/11."
    )
    assert house.pushed("bruno")[-1]["text"] == said(
        "Sérgio Pinto pede inscrição em TUR-1/2026, LAI na prática. Autorize até segunda-feira, 30/11."
    )
    assert house.says("sergio", f"autorizar @sergio {_T}") == said(
        "Quem autoriza Sérgio Pinto é a sua chefia, e ninguém a si mesmo."
    )
    assert house.says("bruno", f"recusar @sergio {_T}") == said(
        "Por quê? Exemplo: recusar @sergio TUR-1/2026 campanha de vacinação"
    )
    assert house.says("bruno", f"recusar @sergio {_T} campanha de vacinação") == said(
        "Pedido de Sérgio Pinto em TUR-1/2026 recusado: campanha de vacinação. A pessoa foi avisada."
    )
    assert house.tray("sergio")[-1] == said(
        "Sua inscrição em TUR-1/2026 (LAI na prática) foi recusada: campanha de vacinação."
    )
    assert house.says("ana", f"turma {_T}") == said("""
        TUR-1/2026 LAI na prática
        Turma de 20 h com Davi Rocha, inscrições abertas
        5 aulas, de 01/12 8h30 a 15/12 12h30
        Vagas: 0 de 1
        """)
    assert house.says("bruno", f"inscrever @sergio {_T}") == said(
        "Inscrição de Sérgio Pinto em TUR-1/2026: vaga 1 de 1."
    )
    assert house.says("igor", f"inscrever {_T}") == said(
        "Pedido de inscrição de Igor Alves em TUR-1/2026 feito. A chefia responde até segunda-feira, 30/11."
    )
    assert house.says("ana", f"autorizar {_T} @igor") == said("TUR-1/2026 está cheia: Igor Alves espera em 1º lugar.")
    assert house.says("davi", f"inscrever {_T}") == said("Davi Rocha dá esta turma, e não se inscreve nela.")
    assert house.says("ana", "turmas abertas") == said("""
        Turmas abertas (1):
        TUR-1/2026 [inscrições abertas] LAI na prática (1 de 1 vagas) — GP, sem prazo
        """)
    assert house.says("sergio", f"desistir {_T} férias") == said("Você saiu de TUR-1/2026. A vaga passou a Igor Alves.")
    assert house.tray("igor")[-1] == said("Abriu uma vaga em TUR-1/2026, LAI na prática, e ela é sua.")
    house.says("ana", "curso novo titulo: Redação oficial horas: 4")
    house.says("ana", "turma Redação oficial 5 vagas aulas 3/12 9h-11h @davi")
    house.says("ana", "abrir inscrições TUR-2/2026")
    assert house.says("igor", "inscrever TUR-2/2026") == said(
        "TUR-2/2026 é nas mesmas horas que TUR-1/2026, LAI na prática. Escolha uma."
    )
    assert house.says("ana", f"cancelar {_T} menos inscritos que o mínimo") == said("TUR-1/2026 cancelada.")
    assert house.says("igor", "pauta").count("TUR-1") == 0


def test_a_word_on_the_wall(house: House) -> None:
    school(house)
    house.says("bruno", f"inscrever @sergio {_T}")
    assert house.says("davi", f"chamada {_T} aula 1") == said(
        "A aula 1 de TUR-1/2026 é terça-feira, 01/12, 8h30. Fora da hora, marque à mão: presença @quem TUR-1/2026 aula 1"
    )
    at(house, "2026-12-01T08:35")
    assert house.says("bruno", f"chamada {_T}") == said(
        "Cursos e turmas são da Escola (a lista @escola) ou da chefia. Peça a elas."
    )
    shown = house.says("davi", f"chamada {_T}").splitlines()
    assert shown[0] == "LAI na prática, aula 1"
    assert house.says("sergio", f"presença {shown[1].lower()}") == said("Presença na aula 1 de LAI na prática, 8h35.")
    assert house.says("igor", f"presença {shown[1]}") == said(
        "Presença na aula 1 de LAI na prática, 8h35, como ouvinte: você não tem inscrição na turma, e ouvinte não recebe certificado."
    )
    at(house, "2026-12-01T08:46")
    assert (
        house.says("sergio", f"presença {shown[1]}")
        == house.says("sergio", "presença AAAAAA")
        == said("Essa palavra não vale, ou já não vale. Peça a da tela a quem dá a aula.")
    )
    assert house.says("ana", f"encerrar {_T}") == said(
        "A aula 1 de TUR-1/2026 ainda não acabou. Nada se certifica antes."
    )
    at(house, "2026-12-05T08:46")
    assert house.says("davi", f"presença @sergio {_T} aula 2") == said(
        "A lista se entrega até o dia seguinte à aula. Depois, só a Escola."
    )
    assert house.says("ana", f"presença @sergio {_T} aula 2 sem celular") == said(
        "TUR-1/2026, aula 2: Sérgio Pinto, presente (marcado à mão)."
    )
    assert house.says("ana", f"presença @igor {_T} aula 2") == said(
        "TUR-1/2026, aula 2: Igor Alves, presente (marcado à mão). Sem inscrição, como ouvinte: Igor Alves."
    )
    assert house.says("sergio", f"faltas {_T}") == said("""
        Frequência em TUR-1/2026, LAI na prática:
        • Sérgio Pinto: 8 de 20 h, 40%
        """)
    assert house.says("davi", f"faltas {_T}") == said("""
        Frequência em TUR-1/2026, LAI na prática:
        • Sérgio Pinto: 8 de 20 h, 40%
        Ouvintes, sem certificado: Igor Alves
        """)
    assert house.says("igor", f"faltas {_T}") == said("Você não está em TUR-1/2026.")


def test_a_table_of_pupils(house: House, tmp_path: Path) -> None:
    school(house)
    rows = _PUPILS + "\n".join(
        (
            f"{_T};igor;10234;23/11/2026 09:12;ana;autorizada;23/11/2026 14:40",
            f"{_T};sergio;09871;23/11/2026 10:05;carla;recusada;24/11/2026 08:31",
            f"{_T};edna;08455;24/11/2026 16:20;ana;;",
            f"{_T};igor;10234;24/11/2026 11:00;ana;;",
            f"{_T};paula;11902;24/11/2026 11:30;paula;autorizada;24/11/2026 11:31",
        )
    )
    assert imports(house, rows.encode(), "inscricoes_turma.csv", tmp_path, "importar inscrições") == said("""
        inscricoes_turma.csv tem 2 erros, e nada foi importado:
        • linha 5: usuario: igor aparece duas vezes em TUR-1/2026
        • linha 6: chefia: ninguém autoriza a si mesmo
        Todos estão na planilha que segue.
        """)
    assert "Vagas: 0 de 25" in house.says("ana", f"turma {_T}")
    good = "\n".join(rows.splitlines()[:4])
    assert imports(house, good.encode(), "inscricoes.csv", tmp_path, "importar inscrições") == said("""
        Seriam importadas 3 inscrições de inscricoes.csv.
        Nada mudou ainda.
        """)
    assert house.says("ana", f"turma {_T}") == said("""
        TUR-1/2026 LAI na prática
        Turma de 20 h com Davi Rocha, inscrições abertas
        5 aulas, de 01/12 8h30 a 15/12 12h30
        Vagas: 1 de 25
        À espera de autorização: 1
        Inscritos: Igor Alves
        """)


def test_a_consent_that_does_not_come_is_told(house: House) -> None:
    school(house)
    house.says("sergio", f"inscrever {_T}")
    house.tray("bruno")
    house.passes("2026-11-25T18:30")
    lapsed = said(
        "A chefia não autorizou a tempo a inscrição de Sérgio Pinto em TUR-1/2026, LAI na prática. O pedido acabou."
    )
    assert lapsed in house.tray("sergio")
    assert lapsed in house.tray("bruno")
    assert house.says("bruno", f"autorizar {_T} @sergio") == said(
        "O pedido de Sérgio Pinto em TUR-1/2026 está sem autorização no prazo."
    )
    assert "atrasada" not in house.says("ana", "turmas")
    assert house.says("bruno", f"inscrever {_T} @sergio") == said(
        "Inscrição de Sérgio Pinto em TUR-1/2026: vaga 1 de 25."
    )


def test_the_aulas_are_in_the_agenda_of_the_pupils(house: House) -> None:
    at(house, "2026-11-23T09:00")
    house.says("ana", "curso novo titulo: Ética horas: 8 mínimo: 75")
    line = "turma Ética 9 vagas, mínimo 2, inscrições até 25/11 aulas 1 e 3/12 8h30-12h30 na Escola, sala 3 @davi"
    assert house.says("ana", line) == said("""
        TUR-1/2026 planejada: Ética, 9 vagas, 8 h.
        Aula 1: terça-feira, 01/12, 8h30
        Aula 2: quinta-feira, 03/12, 8h30
        Não começa com menos de 2 inscritos.
        """)
    house.says("ana", f"abrir inscrições {_T}")
    assert house.says("bruno", f"inscrever {_T} @sergio") == said(
        "Inscrição de Sérgio Pinto em TUR-1/2026: vaga 1 de 9."
    )
    assert house.says("sergio", "minhas aulas") == said("""
        TUR-1/2026 Ética — 0 de 8 h
        • aula 1: terça-feira, 01/12, 8h30 às 12h30, Escola, sala 3
        • aula 2: quinta-feira, 03/12, 8h30 às 12h30, Escola, sala 3
        """)
    at(house, "2026-11-26T09:00")
    assert house.says("igor", f"inscrever {_T}") == said("As inscrições de TUR-1/2026 acabaram em quarta-feira, 25/11.")
    assert house.says("ana", "pauta") == said("""
        Pauta de quinta-feira, 26/11.

        Turmas abaixo do mínimo (1):
        • TUR-1/2026 Ética: 1 de 2, começa terça-feira, 01/12, 8h30
        Nada vence até terça-feira, 01/12, e nada está atrasado ou à espera da sua ciência.

        A casa toda: nada em atraso, nada sem ciência, nada parado.
        """)
    house.tray("sergio")
    assert house.says("ana", "remarcar AUL-2/2026 para 04/12 8h30") == said("""
        AUL-2/2026: era quinta-feira, 03/12, 8h30 às 12h30, Escola, sala 3; agora sexta-feira, 04/12, 8h30 às 12h30, Escola, sala 3.
        2 avisados.
        """)
    assert house.tray("sergio") == [
        said("""
        AUL-2/2026 mudou: Ética, aula 2 (TUR-1/2026)
        Era quinta-feira, 03/12, 8h30 às 12h30, Escola, sala 3.
        Agora sexta-feira, 04/12, 8h30 às 12h30, Escola, sala 3.
        """)
    ]
    house.passes("2026-12-01T08:31")
    assert house.tray("sergio") == [
        said("Daqui a pouco: AUL-1/2026 Ética, aula 1 (TUR-1/2026), terça-feira, 01/12, 8h30 às 12h30, Escola, sala 3.")
    ]
    house.says("davi", f"presença @sergio {_T} aula 1")
    assert house.says("ana", "cancelar AUL-2/2026 o instrutor adoeceu") == said(
        "AUL-2/2026 cancelada. Avisei quem sabia da hora."
    )
    assert house.tray("sergio") == [
        said("""
            Ana Prado cancelou a aula de curso AUL-2/2026: Ética, aula 2 (TUR-1/2026).
            Era sexta-feira, 04/12, 8h30 às 12h30, Escola, sala 3.
            Motivo: o instrutor adoeceu
            """)
    ]
    assert house.says("sergio", f"faltas {_T}") == said("""
        Frequência em TUR-1/2026, Ética:
        • Sérgio Pinto: 4 de 4 h, 100%
        """)
    assert house.says("sergio", f"desistir {_T} férias") == said("Você saiu de TUR-1/2026.")
    assert house.says("sergio", "minhas aulas") == said("Você não está em nenhuma turma.")


@pytest.mark.console
def test_the_word_on_the_wall_changes_every_minute(house: House) -> None:
    rolls.configure("https://bot.novaaurora.example")
    school(house)
    house.says("bruno", f"inscrever @sergio {_T}")
    at(house, "2026-12-01T08:35")
    page = house.says("davi", f"chamada {_T}").rpartition(" ")[2]
    path = page.removeprefix("https://bot.novaaurora.example")

    def wall(address: str) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(Starlette(routes=walls.routes(house.app)))
            async with httpx.AsyncClient(transport=transport, base_url="http://publica") as client:
                return await client.get(address)

        return asyncio.run(asked())

    def word() -> str:
        return wall(path).text.partition("<strong>")[2].partition("<")[0]

    first = word()
    assert "LAI na prática, aula 1" in wall(path).text
    at(house, "2026-12-01T08:36")
    second = word()
    assert first != second
    at(house, "2026-12-01T08:37")
    assert house.says("sergio", f"presença {first}").startswith("Essa palavra não vale")
    assert house.says("sergio", f"presença {second}") == said("Presença na aula 1 de LAI na prática, 8h37.")
    assert "1 de 1 presentes" in wall(path).text
    assert wall("/presenca/outra").status_code == 404
    at(house, "2026-12-01T13:01")
    assert wall(path).status_code == 404
    rolls.configure("")
