"""The register of people as a table; preferences; substitutes."""

import csv
import io
import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from models import people
from models.audit import Audit
from models.base import Refusal
from models.people import Address, Person, register
from models.people.register import renames
from models.people.register.rows import COLUMNS
from models.sheets import guarded, unguarded
from tests.conftest import House
from tests.workbooks import Sheet, workbook

HEADER = ",".join(COLUMNS)


def load(house: House, *rows: str, header: str = HEADER, check: bool = False) -> register.RegisterResult:
    content = "\n".join([header, *rows]).encode()
    with house.transaction() as session:
        return register.load(session, content, now=house.now, check=check)


def faults(house: House, *rows: str, header: str = HEADER) -> list[str]:
    with house.transaction() as session:
        before = session.scalar(select(func.count(Person.id)))
    found = [str(fault) for fault in load(house, *rows, header=header).faults]
    with house.transaction() as session:
        assert session.scalar(select(func.count(Person.id))) == before
    return found


def exported(house: House) -> str:
    with house.transaction() as session:
        return register.dump(session)


def test_the_export_imports_again_unchanged(house: House) -> None:
    first = exported(house)
    outcome = load(house, *first.splitlines()[1:])
    assert (outcome.created, outcome.changed, outcome.left, outcome.same) == (0, 0, 0, 12)
    assert exported(house) == first
    assert first.splitlines()[0] == HEADER
    assert (
        "bruno,Bruno Lima,Secretário de Saúde,SAUDE,Secretaria de Saúde,secretario,titular,,,sim" in first.splitlines()
    )


def test_new_changed_and_leaving_people(house: House) -> None:
    outcome = load(
        house,
        "nina,Nina Prates,Fiscal,AMBIENTE,Secretaria de Meio Ambiente,servidor,,nina@x.example,'+55 19 3333,",
        "sergio,Sérgio Pinto,Enfermeiro,SAUDE,,servidor,,,,sim",
        "carla,Carla Dias,Secretária Adjunta de Saúde,SAUDE,,secretario,adjunto,,,não",
    )
    assert (outcome.orgaos, outcome.created, outcome.changed, outcome.left) == (1, 1, 1, 1)
    assert house.says("carla", "eu").startswith("Ainda não conheço você")
    assert "Enfermeiro" in house.says("ana", "pessoas sergio")
    assert house.says("ana", "pessoas @nina") == (
        "Nina Prates (@nina), Fiscal\nSecretaria de Meio Ambiente (AMBIENTE)\nnina@x.example\n+55 19 3333"
    )
    assert "carla,Carla Dias,Secretária Adjunta de Saúde,SAUDE,Secretaria de Saúde,secretario,adjunto,,,nao" in (
        exported(house)
    )
    with house.transaction() as session:
        carla = session.scalars(select(Person).where(Person.handle == "carla")).one()
        assert not session.scalars(select(Address).where(Address.person_id == carla.id, Address.active)).all()


def test_check_changes_nothing(house: House) -> None:
    before = exported(house)
    assert load(house, "nina,Nina,,,,servidor,,,,sim", check=True).created == 1
    assert exported(house) == before


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("joão,João,,,,servidor,,,,sim", "usuario 'joão': use só letras sem acento"),
        ("todos,Todos,,,,servidor,,,,sim", "usuario 'todos' é reservado"),
        ("Chefia,Nina,,,,servidor,,,,sim", "usuario 'Chefia' é reservado"),
        ("assessoria,Nina,,,,servidor,,,,sim", "usuario 'assessoria' é reservado"),
        ("nina,Nina,,TODOS,Todos,servidor,,,,sim", "orgao 'TODOS' é reservado"),
        ("nina,Nina,,Secretários,Os tais,servidor,,,,sim", "orgao 'Secretários' é reservado"),
        ("saude,Nina,,,,servidor,,,,sim", "usuario saude é a sigla de um órgão"),
        ('nina,Nina,,,,servidor,,,"5,51199E+12",sim', "telefone '5,51199E+12': a planilha estragou"),
        ("nina,Nina,,,,servidor,,,5.51199E+12,sim", "telefone '5.51199E+12': a planilha estragou"),
        ("nina,Nina,,,,servidor,,,5519933330000.0,sim", "telefone '5519933330000.0': a planilha estragou"),
        ("nina,#NOME?,,,,servidor,,,,sim", "nome '#NOME?': a planilha estragou"),
        ("nina,Nina,########,,,servidor,,,,sim", "cargo '########': a planilha estragou"),
        ("nina,Nina,,,,servidor,,a@b,,sim", "email inválido: 'a@b'"),
        ('nina,Nina,,,,servidor,,"a@b.example, c@d.example",,sim', "email inválido"),
        ("nina,,,,,servidor,,,,sim", "falta o nome"),
        ("nina,Nina,,,,rei,,,,sim", "papel desconhecido: 'rei'"),
        ("nina,Nina,,SAUDE,,servidor,dono,,,sim", "funcao desconhecida: 'dono'"),
        ("nina,Nina,,,,servidor,titular,,,sim", "funcao titular sem orgao"),
        ("nina,Nina,,MAR E SOL,Mar,servidor,,,,sim", "orgao 'MAR E SOL': a sigla é uma palavra só"),
        ("nina,Nina,,MAR,,servidor,,,,sim", "orgao MAR é novo: falta orgao_nome"),
        ("nina,Nina,,SAUDE,,secretario,titular,,,sim", "orgao SAUDE já tem titular: bruno (no cadastro)"),
        ("nina,Nina,,BRUNO,Bruno,servidor,,,,sim", "orgao BRUNO tem o mesmo nome de um usuario"),
        ("nina,Nina,,,,servidor,,sem arroba,,sim", "email inválido: 'sem arroba'"),
        ("nina,Nina,,,,servidor,,,,talvez", "ativo 'talvez': escreva sim ou não"),
        ("nina,Nina", "tem 2 colunas, e o cabeçalho tem 10"),
        ("igor,Igor Alves,,GP,,servidor,,,,sim", "igor é o único administrador; indique outro antes"),
    ],
)
def test_a_bad_row_is_named_with_its_line(house: House, row: str, reason: str) -> None:
    found = faults(house, "bia,Bia,,,,servidor,,,,sim", row)
    assert len(found) == 1
    assert found[0].startswith(f"linha 3: {reason}")


def test_every_bad_row_is_named(house: House) -> None:
    found = faults(
        house, "nina,Nina,,MAR,Mar,secretario,titular,,,sim", "nina,Nina,,,,rei,,,,sim", "", "x y,,,,,servidor,,,,"
    )
    assert [line.partition(":")[0] for line in found] == ["linha 3", "linha 5", "linha 5"]
    two = faults(house, "ada,A,,MAR,Mar,secretario,titular,,,sim", "bia,B,,MAR,Mare,secretario,titular,,,sim")
    assert two == [
        "linha 3: orgao MAR tem dois nomes: 'Mar' e 'Mare'",
        "linha 3: orgao MAR já tem titular: ada (na linha 2)",
    ]
    assert faults(house, "ada,A,,,,servidor,,,,sim", "ADA,B,,,,servidor,,,,sim") == [
        "linha 3: usuario ada repetido (já está na linha 2)"
    ]


def test_titulares_may_change_places_in_one_file(house: House) -> None:
    outcome = load(
        house, "bruno,Bruno Lima,,SAUDE,,secretario,,,,sim", "carla,Carla Dias,,SAUDE,,secretario,titular,,,sim"
    )
    assert outcome.faults == []
    assert "SAUDE — Secretaria de Saúde: Carla Dias" in house.says("ana", "órgãos")


def test_headers_encodings_and_delimiters(house: House) -> None:
    assert faults(house, header="usuario,nome") == [
        "linha 1: faltam colunas: cargo, orgao, orgao_nome, papel, funcao, email, telefone, ativo"
    ]
    assert faults(house, header=HEADER + ",idade") == ["linha 1: colunas desconhecidas: idade"]
    semicolons = (HEADER.replace(",", ";") + "\r\nnina;Nina;Fiscal; x;;;servidor;;;;sim\r\n").encode("utf-8-sig")
    with house.transaction() as session:
        bad = register.load(session, semicolons, now=house.now)
    assert [str(fault) for fault in bad.faults] == [
        "linha 2: tem 11 colunas, e o cabeçalho tem 10; confira os separadores e as aspas"
    ]
    good = semicolons.replace(b"Fiscal; x", b'"Fiscal; x"')
    with house.transaction() as session:
        assert register.load(session, good, now=house.now).created == 1
    with house.transaction() as session:
        latin = register.load(session, f"{HEADER}\njose,José,,,,servidor,,,,sim".encode("latin-1"), now=house.now)
    assert (latin.faults, latin.created) == ([], 1)
    assert "jose,José," in exported(house)


def test_a_workbook_of_people(house: House) -> None:
    person = ["nina", "Nina Prates", "Fiscal", "SAUDE", None, "servidor", None, None, 5519933330000, True]
    rows: Sheet = [["Cadastro de pessoas"], list(COLUMNS), person]
    with house.transaction() as session:
        assert register.load(session, workbook(rows), now=house.now).created == 1
    assert "nina,Nina Prates,Fiscal,SAUDE,Secretaria de Saúde,servidor,,,5519933330000,sim" in exported(house)
    wrong: Sheet = [*rows[:2], [*person[:5], "rei"]]
    with house.transaction() as session:
        found = register.load(session, workbook(wrong), now=house.now).faults
    assert [str(fault).partition(" (")[0] for fault in found] == ["linha 3: papel desconhecido: 'rei'"]


@given(st.text(max_size=20))
def test_a_guarded_value_is_no_formula_and_comes_back(value: str) -> None:
    assert not guarded(value).startswith(("=", "+", "-", "@", "\t", "\r", "\0"))
    assert unguarded(guarded(value)) == value


def test_formulas_are_guarded_in_every_width() -> None:
    signs = [chr(n) for n in range(0x110000) if unicodedata.normalize("NFKC", chr(n))[:1] in ("=", "+", "-", "@")]
    assert {"\uff1d", "\uff0b", "\uff0d", "\uff20"} < set(signs)
    for sign in signs:
        for value in (f"{sign}1+1", f" {sign}cmd", f"'{sign}1"):
            assert guarded(value) == f"'{value}"


WORDS = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=15).map(lambda t: " ".join(t.split()))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=4))
def test_an_imported_register_is_exported_and_imported_again(house: House, rows: list[tuple[str, str, str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for n, (name, cargo, phone) in enumerate(rows):
        cells: list[Any] = [f"p{n}", f"N {name}", cargo, "", "", "servidor", "", "", phone, "sim"]
        writer.writerow([guarded(cell) for cell in cells])
    with house.transaction() as session:
        assert register.load(session, out.getvalue().encode(), now=house.now).faults == []
    first = exported(house)
    with house.transaction() as session:
        again = register.load(session, first.encode(), now=house.now)
    assert (again.faults, again.created, again.changed) == ([], 0, 0)
    assert exported(house) == first


def test_an_absent_substitute_is_substituted_in_turn(house: House) -> None:
    house.says("ana", "substituição @bruno por @carla de 24/11 a 04/12 portaria 1")
    house.says("ana", "substituição @carla por @sergio de 26/11 a 27/11 portaria 2")
    with house.transaction() as session:
        ids = {row.handle: row.id for row in session.execute(select(Person.handle, Person.id))}
        assert people.stand_ins(session, date(2026, 11, 25)) == {ids["bruno"]: ids["carla"]}
        assert people.stand_ins(session, date(2026, 11, 26)) == {
            ids["bruno"]: ids["sergio"],
            ids["carla"]: ids["sergio"],
        }


OTAVIO = "otavio,Otávio Reis,Secretário de Obras,OBRAS,,secretario,titular,,,sim"
INTERIM = "otavio,Otávio Reis,Secretário interino,SERV,Secretaria de Serviços,secretario,titular,,,sim"


def test_one_person_heads_two_orgaos(house: House) -> None:
    outcome = load(house, INTERIM, OTAVIO)
    assert (outcome.faults, outcome.orgaos, outcome.changed) == ([], 1, 1)
    first = exported(house)
    assert INTERIM in first.splitlines()
    again = load(house, *first.splitlines()[1:])
    assert (again.created, again.changed, again.left, again.same) == (0, 0, 0, 12)
    assert exported(house) == first
    with house.transaction() as session:
        otavio = people.by_handle(session, "otavio")
        serv = people.orgao_by_sigla(session, "serv")
        assert otavio is not None
        assert otavio.orgao is not None
        assert serv is not None
        assert people.holder(session, serv) is otavio
        assert [each.sigla for each in people.headed(session)] == ["EDUCACAO", "FAZENDA", "OBRAS", "SAUDE", "SERV"]
        assert people.standing(session, otavio, house.now).leads == {serv.id, otavio.orgao.id}
    assert load(house, OTAVIO).changed == 1
    assert INTERIM not in exported(house).splitlines()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (OTAVIO, "usuario otavio repetido (já está na linha 2)"),
        ("otavio,Otávio Reis,,,,secretario,,,,sim", "usuario otavio repetido (já está na linha 2): diga o orgao"),
        (INTERIM.replace("Reis", "Ramos"), "nome de otavio é outro na linha 2"),
        (INTERIM.replace("secretario", "prefeito"), "papel de otavio é outro na linha 2"),
        (INTERIM.replace("SERV", "SAUDE").replace("Secretaria de Serviços", ""), "orgao SAUDE já tem titular: bruno"),
    ],
)
def test_a_second_row_that_does_not_fit(house: House, row: str, reason: str) -> None:
    found = faults(house, OTAVIO, row)
    assert len(found) == 1
    assert found[0].startswith(f"linha 3: {reason}")


def test_the_same_file_in_other_spelling_writes_nothing(house: House) -> None:
    rows = [row.replace("SAUDE", "saude").replace(",servidor,", ",Servidor,") for row in exported(house).splitlines()]
    rows = [row.removesuffix(",sim") + ",S" for row in rows[1:]]
    with house.transaction() as session:
        before = session.scalar(select(func.count(Audit.id)))
    outcome = load(house, *rows)
    assert (outcome.faults, outcome.changed, outcome.same) == ([], 0, 12)
    with house.transaction() as session:
        assert session.scalar(select(func.count(Audit.id))) == before
    assert "SAUDE" in exported(house)


def test_namesakes_are_warned_of(house: House) -> None:
    outcome = load(house, "blima,Bruno lima,,,,servidor,,,,sim")
    assert outcome.created == 1
    assert outcome.notes == ["linha 2: Bruno lima é também o nome de bruno; se for a mesma pessoa, use um usuario só"]


REFORM = [
    "otavio,Otávio Reis,Secretário,INFRA,Secretaria de Infraestrutura,secretario,titular,,,sim",
    "paula,Paula Nunes,Adjunta,INFRA,,secretario,adjunto,,,sim",
]


def test_an_orgao_under_a_new_sigla_keeps_its_work(house: House) -> None:
    house.says("ana", "tarefa @obras podar a sebe até sexta")
    outcome = load(house, *REFORM)
    assert outcome.faults == []
    assert outcome.notes == ["OBRAS passa a ser INFRA: o que estava com OBRAS continua com INFRA"]
    assert (outcome.orgaos, outcome.changed) == (0, 2)
    assert "T-1 podar a sebe" in house.says("otavio", "minhas")
    for name in ("@obras", "@infra", "@infraestrutura", "@Secretaria de Infraestrutura"):
        said = house.says("ana", f"tarefa {name} varrer a praça")
        assert "criada para Secretaria de Infraestrutura: varrer a praça" in said
    assert load(house, *REFORM).changed == 0
    assert faults(house, OTAVIO)[0] == "linha 2: orgao OBRAS agora é INFRA; escreva INFRA"


def test_an_unclear_rename_is_only_reported(house: House) -> None:
    outcome = load(house, REFORM[0].replace(",titular", ","), REFORM[1])
    assert outcome.notes == [
        "OBRAS fica sem ninguém. Se mudou de nome ou foi incorporado a outro órgão, escreva: "
        "python -m bot people rename OBRAS SIGLA_NOVA"
    ]


def test_a_merged_orgao_is_answered_for_by_the_other(house: House) -> None:
    house.says("ana", "tarefa @obras podar a sebe até sexta")
    house.says("ana", 'expediente novo ofício "Ponte"')
    house.says("ana", "tramitar PROT-1/2026 @obras para vistoria")
    with house.transaction() as session, pytest.raises(Refusal, match="ainda tem 2 pessoas"):
        renames.rename(session, "OBRAS", "SAUDE", now=house.now)
    left = [row.replace("INFRA,Secretaria de Infraestrutura", "FAZENDA,") for row in REFORM]
    load(house, *(row.replace("INFRA", "FAZENDA").replace("titular", "") for row in left))
    with house.transaction() as session:
        renames.rename(session, "OBRAS", "SAUDE", now=house.now)
    assert "T-1 podar a sebe" in house.says("bruno", "minhas")
    assert house.says("bruno", "concluir T-1") == "Tarefa T-1 concluída."
    assert "recebido" in house.says("bruno", "receber PROT-1/2026").lower()
    assert "criada para Secretaria de Saúde" in house.says("ana", "tarefa @obras varrer a praça")
    assert "OBRAS" not in house.says("ana", "órgãos")
