"""Long tables sent in the chat: checked beside the house, in the house's words, and imported whole or not at all."""

from pathlib import Path

import pytest
from sqlalchemy import select

from models import attachments, sheet_imports, sheet_imports_long
from models.base import insert_row
from models.people import Person
from models.sheet_imports import SheetImport
from models.sheets import loading
from tests.conftest import House
from tests.handlers.test_sheet_imports import HEAD, sends
from tests.handlers.test_spreadsheets import cells
from tests.workbooks import workbook

pytestmark = pytest.mark.console


def rows(count: int, bad: tuple[int, ...] = ()) -> list[list[str]]:
    head = HEAD.strip().split(",")
    body = [
        ["processo", f"{n}", "2026", "NADA" if n in bad else "OBRAS", f"Poda {n}", "OBRAS", "2026-11-20"]
        for n in range(1, count + 1)
    ]
    return [head, *body]


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables are long from 2 kB on."""
    for module in (sheet_imports, sheet_imports_long):
        monkeypatch.setattr(module, "LARGEST", 2_000)


@pytest.mark.usefixtures("short")
def test_a_long_table_is_checked_and_then_imported_by_the_clock(house: House, tmp_path: Path) -> None:
    content = "\n".join(",".join(each) for each in rows(60))
    assert sends(house, tmp_path, content)["text"] == (
        "Recebi registro.csv (2 KB). É longa: vou conferindo, e digo aqui o que mudaria."
    )
    assert house.says("ana", "importar 1") == "Ainda estou conferindo registro.csv (0 %). Digo quando acabar."
    assert sends(house, tmp_path, content)["text"].startswith("Ainda estou conferindo registro.csv.")
    assert "sendo conferida, 0 % lidos" in house.says("igor", "status importações")
    house.runs("tables")
    assert house.tray("ana") == [
        "Seriam importados 60 expedientes de registro.csv.\nNada mudou ainda. "
        "Importar leva cerca de 1 s, em que os outros pedidos esperam."
    ]
    assert house.says("ana", "expedientes todos").endswith("nenhum.")
    assert house.says("ana", "importar 1") == "Vou importar registro.csv inteira, ou nada. Digo aqui quando acabar."
    assert house.says("ana", "importar 1") == "registro.csv já está sendo importada. Digo quando acabar."
    house.runs("tables")
    assert house.tray("ana") == ["Importados 60 expedientes de registro.csv."]
    assert "Poda 60" in house.says("ana", "ver PROC-60/2026-OBRAS")
    sends(house, tmp_path, content)
    house.runs("tables")
    assert house.tray("ana") == ["Tudo o que está em registro.csv já está registrado: nada mudaria."]


@pytest.mark.usefixtures("short")
def test_with_faults_nothing_is_imported_and_the_report_has_a_row_for_each(house: House, tmp_path: Path) -> None:
    assert sends(house, tmp_path, workbook(rows(300, bad=(7, 250))), "lista.xlsx")["text"].startswith(
        "Recebi lista.xlsx"
    )
    house.runs("tables")
    told = house.pushed("ana")[-1]
    assert told["text"].startswith("lista.xlsx tem 2 erros, e nada foi importado:")
    found = cells(told["files"][0], ("linha", "coluna", "motivo"))
    assert [row["linha"] for row in found] == ["8", "251"]
    assert house.says("ana", "expedientes todos").endswith("nenhum.")
    assert house.says("ana", "importar 1").startswith("Não há importação 1 sua à espera.")
    sends(house, tmp_path, "\n".join(",".join(each) for each in rows(60)))
    house.runs("tables")
    house.tray("ana")
    sends(house, tmp_path, f"{HEAD}processo,60,2026,OBRAS,Outra coisa,OBRAS,2026-11-20", "outra.csv")
    house.says("ana", "importar 3")
    house.says("ana", "importar 2")
    house.runs("tables")
    assert house.tray("ana")[-1].startswith("Algo mudou desde a conferência, e nada foi importado: linha 61")


def entities(count: int, *bad: int) -> str:
    body = [f"A{n},Câmara {n},{'lunar' if n in bad else 'municipal'},legislativo" for n in range(1, count + 1)]
    return "\n".join(["sigla,nome,esfera,poder", *body])


def arrives(house: House, tmp_path: Path, line: str, name: str, content: str) -> list[str]:
    """The answers to a long table once the clock checked it."""
    (tmp_path / name).write_text(content)
    said = house.answer("ana", text=line, file=str(tmp_path / name))["text"]
    assert said.startswith(f"Recebi {name} ("), said
    house.runs("tables")
    return house.tray("ana")


@pytest.mark.usefixtures("short")
def test_a_table_of_ordinary_records_is_tried_in_turns(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_TURN", 0)
    wrong = arrives(house, tmp_path, "importar autoridades", "a.csv", entities(90, 7, 80))
    assert wrong[-1].startswith("a.csv tem 2 erros, e nada foi importado:\n• linha 8: esfera: 'lunar' não existe")
    told = arrives(house, tmp_path, "importar autoridades", "b.csv", entities(90))
    assert told[-1] == (
        "Seriam importadas 90 autoridades de b.csv.\nNada mudou ainda. "
        "Importar leva cerca de 1 s, em que os outros pedidos esperam."
    )
    assert house.says("ana", "autoridades") == "Nenhuma autoridade cadastrada ainda."
    house.says("ana", "importar 2")
    house.runs("tables")
    assert house.tray("ana") == ["Importadas 90 autoridades de b.csv."]
    twice = arrives(
        house, tmp_path, "importar autoridades", "c.csv", f"{entities(90)}\nA1,Câmara 1,municipal,legislativo"
    )
    assert twice[-1:] == [
        "c.csv tem 1 erro, e nada foi importado:\n• linha 92: é o mesmo que está na linha 2; deixe um só\nTodos estão na planilha que segue."
    ]
    monkeypatch.setattr(sheet_imports_long, "MOST_ONE_BY_ONE", 10)
    more = arrives(house, tmp_path, "importar autoridades", "d.csv", entities(120))
    assert "são 30 linhas novas, e o máximo de uma vez é 10. Divida em partes" in more[-1]
    asked = arrives(house, tmp_path, "importar balancete", "balancete.csv", "ficha\n" + "1\n" * 1_500)
    assert asked[-1:] == [
        "Ainda não conferi balancete.csv. De que dia é a posição deste arquivo? Exemplo: importar balancete posição "
        "30/11/2026 Mande a planilha de novo, com isso na legenda."
    ]


@pytest.mark.usefixtures("short")
def test_a_check_or_an_import_that_ends_badly_ends_with_a_sentence(house: House, tmp_path: Path) -> None:
    sends(house, tmp_path, "x" * 3_000)
    house.runs("tables")
    assert "nada foi importado" in house.tray("ana")[0]
    with house.transaction() as session:
        ana = session.scalars(select(Person).where(Person.handle == "ana")).one()
        sha256 = attachments.put("a.csv", b"x").sha256
        fixed = {"kind": "expediente", "name": "a.csv", "sha256": sha256, "sent_at": house.now, "options": None}
        insert_row(session, SheetImport, person_id=ana.id, **fixed, percent=0, tries=3)
        insert_row(session, SheetImport, person_id=ana.id, **fixed, checked_at=house.now, wanted_at=house.now, tries=3)
    house.runs("tables")
    assert house.tray("ana") == [
        "Não consegui conferir a.csv, e nada mudou. Divida em partes e mande de novo.",
        "Algo mudou desde a conferência, e nada foi importado: linha 1: a importação parou no meio três vezes; "
        "divida em partes. Mande a.csv de novo.",
    ]
