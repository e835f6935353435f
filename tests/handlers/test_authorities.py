"""Authorities outside: registered by line, form and table, found by any name, no addressees of tasks."""

import io

import pytest
from sqlalchemy.orm import Session

from handlers.reading import authorities as reading
from models import authorities, sheets
from models.authorities import Authority
from models.texts import fold
from tests.conftest import House

TABLE = """sigla,apelidos,nome,esfera,poder,perfil,calendario
CAMARA,camara;vereadores,Câmara Municipal de Exemplo,municipal,legislativo,requerimento,camara
MPSP-1PJ,mp;mp1;promotoria,1ª Promotoria de Justiça de Exemplo,estadual,ministerio_publico,requisicao_mp,
"""


def loaded(house: House, table: str = TABLE) -> list[str]:
    """Import a table; returns the faults."""
    faults: list[str] = []
    with Session(house.app.engine) as session:
        upload = sheets.Upload(io.BytesIO(table.encode()), "a.csv", report=lambda fault: faults.append(str(fault)))
        sheets.load(session, authorities.CATALOGUE, upload, operator="Igor", now=house.app.clock())
        session.rollback() if faults else session.commit()
    return faults


@pytest.fixture
def known(house: House) -> House:
    assert loaded(house) == []
    return house


@pytest.mark.every_door
def test_a_body_outside(known: House) -> None:
    assert known.says("ana", "autoridades") == (
        "No município:\n@camara · Câmara Municipal de Exemplo\nEstado:\n@mpsp-1pj · 1ª Promotoria de Justiça de Exemplo"
    )
    assert known.says("bruno", "autoridade mp1") == (
        "MPSP-1PJ · 1ª Promotoria de Justiça de Exemplo\nTambém: @mp, @mp1, @promotoria"
    )
    assert known.says("bruno", "autoridade Câmara Municipal de Exemplo").startswith("CAMARA")


def test_it_is_no_addressee(known: House) -> None:
    said = known.says("ana", "tarefa @camara mandar a lista até sexta")
    assert said == "Câmara Municipal de Exemplo é de fora: não recebe tarefas nem ordens. Quer escrever a ela?"
    assert known.says("ana", "tarefa @mp mandar a lista até sexta").startswith("1ª Promotoria de Justiça de Exemplo é")


def test_by_form(house: House) -> None:
    line = "autoridade nova sigla: sgri nome: Secretaria de Governo do Estado esfera: estadual poder: executivo"
    assert house.says("ana", line) == "Autoridade cadastrada: @sgri, Secretaria de Governo do Estado."
    assert house.says("ana", line) == "apelidos: já são de outra autoridade: secretaria de governo do estado e sgri"
    assert house.says("bruno", line) == "Só o gabinete e o protocolo cadastram autoridades. Peça a eles."
    assert house.says("ana", "autoridade fora de uso sgri") == (
        "SGRI está fora de uso. O que veio e foi continua guardado."
    )
    assert house.says("ana", "autoridades") == "Nenhuma autoridade cadastrada ainda."
    assert house.says("ana", "autoridade sgri").startswith("SGRI · Secretaria de Governo do Estado (fora de uso)")


def test_the_protocolo_is_a_list_where_there_is_one(house: House) -> None:
    line = "autoridade nova sigla: sgri nome: Secretaria de Governo esfera: estadual poder: executivo"
    house.says("ana", "lista protocolo @sergio")
    assert house.says("sergio", line).startswith("Autoridade cadastrada: @sgri")


def test_an_unknown_one(known: House) -> None:
    assert known.says("ana", "autoridade promotoria de justiça") == (
        "Não conheço a autoridade promotoria de justiça. É uma destas?"
    )
    assert known.buttons("ana", "autoridade promotoria de justiça") == ["autoridade mpsp-1pj"]
    assert known.says("ana", "autoridade xpto") == "Não conheço a autoridade xpto."


def test_the_same_table_again_changes_nothing(known: House) -> None:
    assert loaded(known) == []
    changed = TABLE.replace("mp;mp1;promotoria", "mp;mp1")
    assert loaded(known, changed) == []
    assert known.says("ana", "autoridade mp1").endswith("Também: @mp, @mp1")


def test_a_table_that_lies(house: House) -> None:
    wrong = "X,camara;mp,Outra,municipal,legislativo,xpto,\nCAMARA,camara,Câmara,municipal,legislativo,requerimento,\n"
    (fault, *rest) = loaded(house, TABLE.splitlines()[0] + "\n" + wrong)
    assert "linha 2" in fault
    assert "perfil" in fault
    assert "mandado_seguranca" in fault
    assert rest == []


@pytest.mark.parametrize(
    ("line", "sigla", "rest"),
    [
        ("requerimento 58/2026 da câmara fila de creches", "CAMARA", "requerimento 58/2026 fila de creches"),
        ("ofício para a promotoria sobre podas", "MPSP-1PJ", "ofício sobre podas"),
        ("ofício de @mp1 hoje", "MPSP-1PJ", "ofício hoje"),
        ("resposta à 1ª Promotoria de Justiça de Exemplo", "MPSP-1PJ", "resposta"),
        ("a câmara fria do hospital", None, ""),
        ("falar com @bruno", None, ""),
    ],
)
def test_it_is_read_in_a_line(known: House, line: str, sigla: str | None, rest: str) -> None:
    with Session(known.app.engine) as session:
        found = reading.named(session, line)
        assert (found and found.authority.sigla) == sigla
        assert found is None or found.rest == rest


def test_every_name_is_unique_and_folded(known: House) -> None:
    with Session(known.app.engine) as session:
        for key in authorities.names(session):
            assert key == fold(key)
            assert isinstance(authorities.by_name(session, key), Authority)
