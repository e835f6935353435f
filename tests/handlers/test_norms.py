"""Normas: captured, triaged, in force to the day, revoked, named by URN, imported, cited."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from handlers import papers
from models.authorities import Esfera
from models.base import Refusal
from models.norms import Identity, Norma, names
from models.people import Person
from tests.conftest import House
from tests.said import said

LINE = 'norma Lei 4512/2026 de 19/11/2026 publicada 20/11 "Plano de manejo de resíduos"'
N = "LEI-4512/2026"
TABLE = """urn,esfera,tipo,numero,ano,data,publicada_em,veiculo,ementa,vigencia_inicio,vigencia_fim,orgaos,providencia,prazo
urn:lex:br;sao.paulo;exemplo:municipal:lei:2026-11-19;4512,municipal,lei,4512,2026,19/11/2026,20/11/2026,Diário Oficial do Município,Plano de manejo de resíduos,,,SAUDE OBRAS,regulamentar por decreto,18/02/2027
urn:lex:br:federal:lei:2021-04-01;14133,federal,lei,14133,2021,01/04/2021,01/04/2021,DOU,Licitações e contratos,,,FAZENDA,,
,municipal,lei,13,1947,02/05/1947,,,Autoriza a alienação de imóvel,,,,,
,municipal,lei,13,1938,10/03/1938,,,Cria a caderneta de registro,,02/05/1947,,,
"""


def sends(house: House, tmp_path: Path, content: str, who: str = "ana") -> Any:
    path = tmp_path / "normas.csv"
    path.write_text(content, encoding="utf-8")
    return house.answer(who, text="importar normas", file=str(path))


@pytest.fixture
def library(house: House, tmp_path: Path) -> House:
    """A house with the four normas of the table."""
    assert sends(house, tmp_path, TABLE)["text"] == "Seriam importadas 4 normas de normas.csv.\nNada mudou ainda."
    assert house.says("ana", "importar 1") == "Importadas 4 normas de normas.csv."
    return house


@pytest.mark.every_door
def test_from_the_diary_to_the_force_of_the_law(house: House) -> None:
    assert house.says("davi", LINE) == said("""
        LEI-4512/2026 registrada: Plano de manejo de resíduos.
        Sem cláusula: em vigor segunda-feira, 04/01/2027 (45 dias, com o da publicação: o último é domingo, 03/01/2027).
        """)
    assert house.says("davi", f"urn {N}") == "urn:lex:br;sao.paulo;exemplo:municipal:lei:2026-11-19;4512"
    assert house.says("davi", f"afeta {N} @saude @obras") == said("""
        Perguntei a SAUDE e OBRAS se LEI-4512/2026 os afeta: respondem até quarta-feira, 25/11.
        """)
    assert house.tray("otavio") == [
        said("""
        LEI-4512/2026 (Plano de manejo de resíduos) afeta o seu órgão? Responda até quarta-feira, 25/11: impacto LEI-4512/2026 sim: em quê; ou impacto LEI-4512/2026 não
        """)
    ]
    assert "• resposta sobre LEI-4512/2026" in house.says("bruno", "pauta")
    assert house.says("bruno", f"impacto {N} sim: exige cadastro de geradores") == said("""
        Registrado em LEI-4512/2026. SAUDE: sim: exige cadastro de geradores.
        """)
    assert house.says("otavio", f"impacto {N} em parte: só os entulhos").endswith("OBRAS: em parte: só os entulhos.")
    assert house.says("davi", f"providência {N} @bruno minuta de decreto até 18/02") == said("""
        T-1: minuta de decreto, com Bruno Lima até quinta-feira, 18/02/2027.
        """)
    assert house.says("davi", f"concluir {N}") == "LEI-4512/2026 ainda tem providência aberta: T-1."
    assert house.says("vera", f"ver {N}") == said("""
        LEI-4512/2026 Plano de manejo de resíduos
        Com providência
        Lei nº 4512/2026, de quinta-feira, 19/11; publicação: sexta-feira, 20/11
        URN: urn:lex:br;sao.paulo;exemplo:municipal:lei:2026-11-19;4512
        Sem cláusula: em vigor segunda-feira, 04/01/2027 (45 dias, com o da publicação: o último é domingo, 03/01/2027)
        Afeta:
        • SAUDE: sim, exige cadastro de geradores
        • OBRAS: em parte, só os entulhos
        Ligado: T-1 minuta de decreto (aberta)
        """)
    house.says("bruno", "concluir T-1")
    assert house.says("davi", f"concluir {N}") == "LEI-4512/2026: concluída."


def test_told_on_the_business_day_before_and_on_the_day(house: House) -> None:
    house.says("davi", LINE)
    house.says("davi", f"afeta {N} @saude @obras")
    assert house.says("otavio", f"impacto {N} não") == "Registrado em LEI-4512/2026. OBRAS: não."
    house.skips("2026-12-30T08:00")
    house.passes("2026-12-31T07:59")
    house.tray("bruno")
    house.passes("2026-12-31T08:01")
    assert [each for each in house.tray("bruno") if "vigor" in each] == [
        "LEI-4512/2026 (Plano de manejo de resíduos) entra em vigor segunda-feira, 04/01/2027."
    ]
    house.passes("2027-01-03T20:00")
    assert not [each for each in house.tray("bruno") if "vigor" in each]
    house.passes("2027-01-04T08:01")
    assert "LEI-4512/2026 (Plano de manejo de resíduos) está em vigor." in house.tray("bruno")
    house.runs("em_vigor")
    assert not [each for each in (*house.tray("bruno"), *house.tray("otavio")) if "vigor" in each]


def test_a_start_on_a_day_off_is_told_on_the_next_day_of_work(house: House) -> None:
    house.says("davi", f"{LINE} vigência em 05/12/2026")
    house.says("davi", f"afeta {N} @saude")
    house.passes("2026-12-06T20:00")
    house.tray("bruno")
    house.passes("2026-12-07T08:01")
    assert "LEI-4512/2026 (Plano de manejo de resíduos) está em vigor desde sábado, 05/12." in house.tray("bruno")


def test_the_clause_is_said_later_and_with_its_memory(house: House) -> None:
    house.says("davi", 'norma Lei 4512/2026 de 19/11/2026 "Resíduos"')
    assert house.says("davi", f"vigência {N}").startswith("LEI-4512/2026: sem a data da publicação não sei")
    assert house.says("davi", f"vigência {N} publicada 20/11").endswith("o último é domingo, 03/01/2027).")
    assert house.says("davi", f"vigência {N} 90 dias") == said("""
        LEI-4512/2026: em vigor quinta-feira, 18/02/2027 (90 dias, com o da publicação: o último é quarta-feira, 17/02/2027).
        """)
    assert house.says("davi", f"vigência {N} imediata").endswith("em vigor na data da publicação: sexta-feira, 20/11.")
    assert house.says("davi", f"vigência {N} em 01/03/2027").endswith("segunda-feira, 01/03/2027, como diz a norma.")
    assert house.says("davi", f"vigência {N} publicada 18/11").startswith("A publicação não vem antes da norma")
    assert house.says("davi", f"vigência {N} no primeiro dia que der") == said("""
        Quando entra em vigor? Exemplos: imediata; 90 dias; em 01/03/2027
        """)


@given(st.integers(min_value=0, max_value=400), st.integers(min_value=0, max_value=800))
def test_days_of_vacatio_roll_over_nothing(published: int, days: int) -> None:
    from models.norms import Clausula
    from models.norms.register import start_of

    day = date(2026, 1, 1) + timedelta(days=published)
    norma = Norma(clausula=Clausula.DIAS.value, dias=days, publicada_em=day)
    assert start_of(None, norma) == day + timedelta(days=days)  # type: ignore[arg-type]


def test_laws_of_one_number(library: House) -> None:
    answer = library.answer("ana", text="lei 13")
    assert answer["text"] == "Há 2 registros com o número lei 13. Qual deles?"
    assert [each["line"] for each in answer["buttons"]] == ["LEI-13/1947", "LEI-13/1938"]
    assert "Mesmo número: LEI-13/1938" in library.says("ana", "ver LEI-13/1947")
    assert "Deixou de valer em sexta-feira, 02/05/1947" in library.says("ana", "lei 13/1938")
    taken = library.says("davi", 'norma Lei 13/1947 de 05/06/1947 "Outra coisa"')
    assert taken.startswith("LEI-13/1947, de sexta-feira, 02/05/1947, já está registrada com esse número")
    assert library.says("davi", 'norma Lei 13/1947 de 05/06/1947 "Outra coisa" outra').startswith(
        "LEI-13/1947-2 registrada"
    )


def test_a_number_with_a_letter_and_a_norma_without_date(house: House) -> None:
    assert house.says("davi", 'norma Lei 4400-A/2025 "Registro sem data"').splitlines()[-1] == said("""
        Falta a data do ato: repita a linha com “de dia/mês/ano”.
        """)
    assert house.says("ana", "urn lei 4400-A/2025") == "urn:lex:br;sao.paulo;exemplo:municipal:lei:2025;4400-a"
    assert house.says("davi", "norma Lei 4400-A/2025 de 03/04/2025").startswith(
        "LEI-4400-A/2025 já estava registrada; completei"
    )
    assert house.says("ana", "urn LEI-4400-A/2025") == "urn:lex:br;sao.paulo;exemplo:municipal:lei:2025-04-03;4400-a"


@pytest.mark.parametrize(
    "typed",
    [
        "decreto 210/2026",
        "Decreto nº 210, de 23 de novembro de 2026",
        "DM 210/26",
        "DEC-M-210/2026",
        "decreto municipal 210/2026",
    ],
)
def test_a_decree_by_every_spelling(house: House, typed: str) -> None:
    house.says("davi", 'norma decreto 210/2026 de 20/11/2026 publicada 20/11 "Delega" vigência imediata')
    assert house.says("ana", typed).startswith("DEC-M-210/2026 Delega")


def test_a_law_of_the_union(library: House) -> None:
    for typed in ("LF-14133/2021", "lei federal 14.133/2021", "Lei nº 14.133, de 1º de abril de 2021", "lei 14133"):
        assert library.says("ana", typed).startswith("LF-14133/2021 Licitações e contratos"), typed
    assert library.says("ana", "cita Lei 14.133") == said("""
        Citam a lei nº 14.133:
        • prazo l14133_prazos: Prazos da lei de licitações
        • LF-14133/2021 Licitações e contratos
        """)
    assert library.says("ana", "cita Lei 9.999") == "Nada na casa cita a lei nº 9.999."


def test_what_is_revoked_ends_where_the_other_begins(house: House) -> None:
    house.says("davi", LINE)
    house.says("davi", 'norma Lei 3901/2019 de 10/05/2019 publicada 11/05/2019 "Política de resíduos"')
    house.says("davi", "providência LEI-3901/2019 @bruno rever cadastro até 18/02")
    answer = house.answer("davi", text=f"revoga {N} Lei 3901/2019")
    assert answer["text"] == said("""
        LEI-4512/2026 revoga LEI-3901/2019. LEI-3901/2019 vale até LEI-4512/2026 entrar em vigor, segunda-feira, 04/01/2027.
        A revogada ainda tem providência aberta: T-1. Cancelar?
        """)
    assert answer["buttons"][0]["line"] == "cancelar T-1 LEI-3901/2019 foi revogada"
    assert "Será revogada por LEI-4512/2026 a partir de segunda-feira, 04/01/2027" in house.says(
        "ana", "ver LEI-3901/2019"
    )
    house.says("davi", f"vigência {N} imediata")
    assert "Revogada por LEI-4512/2026 a partir de sexta-feira, 20/11" in house.says("ana", "ver LEI-3901/2019")
    assert "LEI-3901/2019" in house.says("ana", "normas revogadas")
    assert "LEI-3901/2019" not in house.says("ana", "normas em vigor")


def test_what_is_not_registered_is_asked_about(house: House) -> None:
    house.says("davi", LINE)
    assert house.says("davi", f"altera {N} Lei 100/2001") == "A Lei nº 100/2001 não está registrada. Do que ela trata?"
    assert house.says("davi", "Código de posturas") == "LEI-4512/2026 altera LEI-100/2001."
    assert "Alterada por LEI-4512/2026" in house.says("ana", "ver LEI-100/2001")
    assert "LEI-100/2001" not in house.says("ana", "normas sem triagem")


def test_a_judgment_is_a_note_and_no_state(house: House) -> None:
    house.says("davi", LINE)
    assert house.says("davi", f"suspensa por decisão {N} art. 3º, ADI 1/2026").startswith(
        "LEI-4512/2026: suspensão anotada"
    )
    card = house.says("ana", f"ver {N}")
    assert "Suspensa por decisão: art. 3º, ADI 1/2026" in card
    assert card.splitlines()[1] == "Captada"


def test_triage_is_due_in_two_days_of_work_and_ends(house: House) -> None:
    house.says("davi", LINE)
    assert "Normas sem triagem: 1" in house.says("ana", "pauta")
    assert house.says("davi", f"sem impacto {N}") == said("""
        Por que sem impacto? Exemplo: sem impacto LEI-4512/2026 só trata de rodovias
        """)
    assert house.says("davi", f"sem impacto {N} só trata de rodovias") == "LEI-4512/2026: sem impacto."
    assert "sem triagem" not in house.says("ana", "pauta")
    assert house.says("bruno", LINE) == "Só o gabinete, a Procuradoria e o protocolo registram normas. Peça a eles."


def test_lists(library: House) -> None:
    assert library.says("ana", "normas @obras").startswith("Normas abertas da Secretaria de Obras (1):\nLEI-4512/2026")
    assert library.says("ana", "normas federais").startswith("Normas federais (1):\nLF-14133/2021")
    assert library.says("ana", "normas 1938").startswith("Normas 1938 (1):\nLEI-13/1938")
    assert library.says("ana", "normas sem triagem") == "Normas sem triagem: nenhuma."
    library.says("davi", f"vigência {N} em 25/11/2026")
    assert library.says("ana", "normas vigorando semana").startswith(
        "Normas que começam esta semana (1):\nLEI-4512/2026"
    )
    assert "Em vigor a partir desta semana: LEI-4512/2026" in library.says("ana", "pauta")


def test_a_table_proposes_and_a_person_acts(library: House, tmp_path: Path) -> None:
    card = library.says("ana", f"ver {N}")
    assert "Providência proposta na tabela: regulamentar por decreto, até quinta-feira, 18/02/2027" in card
    assert library.says("davi", f"providência {N} @bruno até 18/02").startswith(
        "T-1: regulamentar por decreto, com Bruno"
    )
    assert "proposta" not in library.says("ana", f"ver {N}")
    assert sends(library, tmp_path, TABLE)["text"].startswith("Seria")  # the proposal again, nothing doubled


def test_the_note_of_impact_on_paper(library: House) -> None:
    library.says("bruno", f"impacto {N} sim: cadastro de geradores")
    library.says("davi", f"providência {N} @bruno minuta de decreto até 18/02")
    with library.transaction() as session:
        norma = session.scalars(select(Norma).where(Norma.code == N)).one()
        ana = session.scalars(select(Person).where(Person.handle == "ana")).one()
        facts = papers.about("norma").compose(session, norma, ana, library.now)
    assert facts.title == "Nota de impacto de LEI-4512/2026"
    assert ["Secretaria de Saúde", "sim", "cadastro de geradores"] in facts.blocks[2]["rows"]
    assert facts.blocks[4]["items"] == ["T-1 minuta de decreto (aberta)"]


def test_rows_with_faults_are_named(house: House, tmp_path: Path) -> None:
    head = TABLE.splitlines()[0]
    rows = (
        ",municipal,ordenança,1,2020,,,,Feira,,,,,",
        ",municipal,lei,1,2020,03/04/2021,,,Feira,,,,,",
        ",municipal,lei,2,2020,03/04/2020,,,Feira,,,NADA,,",
        "urn:lex:br:federal:lei:2021-04-01;14133,municipal,lei,3,2020,03/04/2020,,,Feira,,,,,",
        "urn:lex:br:federal:lei:14133/2021,federal,lei,14133,2021,01/04/2021,,,Feira,,,,,",
    )
    told = sends(house, tmp_path, "\n".join([head, *rows]))["text"]
    assert told.splitlines()[0] == "normas.csv tem 5 erros, e nada foi importado:"
    assert "linha 2: tipo: não conheço ordenança; use lei, lei complementar" in told
    assert "linha 3: data: 03/04/2021 não é do ano 2020" in told
    assert "linha 4: orgaos: NADA não está cadastrado" in told
    assert "linha 5: urn: urn:lex:br:federal:lei:2021-04-01;14133 não é a da linha" in told
    assert "linha 6: urn:lex:br:federal:lei:14133/2021 não é uma URN LexML" in told


@pytest.mark.parametrize(
    "urn",
    [
        "urn:lex:br:federal:lei:2021-04-01;14133",
        "urn:lex:br;sao.paulo:estadual:decreto:2021-10-26;66173",
        "urn:lex:br;sao.paulo;campinas:municipal:lei:2008-11-15;2847",
        "urn:lex:br;sao.paulo;campinas:camara.municipal:resolucao:2011-12-14;866",
        "urn:lex:br;sao.paulo:estadual:decreto:2008;45123",
        "urn:lex:br;sao.paulo;sao.paulo:municipal;secretaria.especial.participacao.parceria:convenio:2006-06-20;6",
    ],
)
def test_urns_are_read(urn: str) -> None:
    assert names.read_urn(urn)[0] == urn


def test_urns_are_put_right_or_refused() -> None:
    assert names.read_urn(" urn:lex:br;São Paulo:estadual:decreto:2021-10-26;66173")[0] == (
        "urn:lex:br;sao.paulo:estadual:decreto:2021-10-26;66173"
    )
    for wrong in (
        "urn:lex:br:federal:lei:14133/2021",
        "urn:lex:br:federal:lei:2021-13-01;14133",
        "lex:br:federal:lei:2021-04-01;14133",
    ):
        with pytest.raises(Refusal, match="Exemplo: urn:lex:br"):
            names.read_urn(wrong)


@given(
    st.sampled_from([*Esfera][:3]),
    st.sampled_from(list(names.TIPOS)),
    st.integers(1, 99999),
    st.dates(date(1900, 1, 1)),
)
def test_a_urn_that_is_made_is_read_back(esfera: Esfera, tipo: str, numero: int, day: date) -> None:
    if day.year > 2199:
        return
    one = Identity(esfera=esfera, tipo=tipo, numero=str(numero), ano=day.year, data=day)
    assert names.read_urn(names.urn_of(one)) == (names.urn_of(one), one)


def test_the_bulletin_of_a_month(house: House) -> None:
    house.says("davi", LINE)
    house.says("davi", f"providência {N} @otavio minuta de decreto até 18/02")
    assert house.says("ana", "boletim de legislação") == said("""
        Boletim de legislação de novembro de 2026.
        Publicadas (1):
        • Lei nº 4512/2026: Plano de manejo de resíduos
        Providências em aberto (1):
        • T-1 minuta de decreto
        """)
    assert house.says("ana", "boletim de normas janeiro 2027") == said("""
        Boletim de legislação de janeiro de 2027.
        Começam a valer (1):
        • LEI-4512/2026, em vigor a partir de 04/01
        Providências em aberto (1):
        • T-1 minuta de decreto
        """)
    assert house.says("ana", "boletim de legislação xyz") == said("De que mês? Exemplo: boletim de legislação novembro")
    assert house.says("ana", "boletim de legislação em pdf") == said(
        "Estou fazendo o PDF do boletim; mando em seguida."
    )
    assert house.says("ana", "a lei 4512 já vale?").startswith(f"{N}: sem cláusula: em vigor segunda-feira, 04/01")
    with house.transaction() as session:
        davi = session.scalars(select(Person).where(Person.handle == "davi")).one()
        facts = papers.of("boletim de legislação").compose(session, None, davi, house.now)
        assert facts.title == "Boletim de legislação de novembro de 2026"


def test_a_urn_typed_alone_and_the_note_by_its_name(library: House) -> None:
    urn = "urn:lex:br;sao.paulo;exemplo:municipal:lei:2026-11-19;4512"
    card = library.says("ana", f"ver {N}")
    assert library.says("ana", urn) == card
    assert library.says("ana", urn.replace("sao.paulo", "São Paulo")) == card
    assert library.says("ana", f"urn {urn}") == card
    assert library.says("ana", "urn:lex:br:federal:lei:14133/2021").startswith(
        "urn:lex:br:federal:lei:14133/2021 não é uma URN LexML: faltam partes, ou há barra. Exemplo: urn:lex:br"
    )
    assert library.says("ana", "urn:lex:br:federal:lei:2020-04-01;9").startswith("Nenhuma norma registrada tem a URN")
    assert library.says("ana", f"nota de impacto {N}") == said(
        "Estou fazendo o PDF da nota de impacto de LEI-4512/2026; mando em seguida."
    )


def test_what_an_orgao_said_and_what_is_older_prevail(house: House) -> None:
    house.says("davi", LINE)
    house.says("davi", f"afeta {N} @saude")
    house.says("bruno", f"impacto {N} sim: exige cadastro")
    assert house.says("davi", f"sem impacto {N} só trata de rodovias") == said(
        "SAUDE já disse que LEI-4512/2026 o afeta. Se nada mais há a fazer, conclua-a."
    )
    house.says("davi", 'norma Lei 3901/2019 de 10/05/2019 publicada 11/05/2019 "Política antiga"')
    assert house.says("davi", f"revoga LEI-3901/2019 {N}") == said(
        "LEI-3901/2019 é anterior a LEI-4512/2026, e não a muda. Comece a linha pela mais nova."
    )
