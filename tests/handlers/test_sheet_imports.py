"""Tables sent in the chat: rehearsed, then imported by a button; with a fault, nothing."""

from pathlib import Path
from typing import Any

from tests.conftest import House
from tests.handlers.test_spreadsheets import cells
from tests.workbooks import workbook

HEAD = "tipo,numero,ano,orgao,assunto,onde,recebido_em\n"
GOOD = f"{HEAD}ofício,12,2026,OBRAS,Poda de árvore,OBRAS,2026-11-20\nprocesso,13,2026,OBRAS,Buraco,OBRAS,2026-11-20\n"
BAD = f"{HEAD}ofício,12,2026,NADA,Poda de árvore,OBRAS,2026-11-20\nofício,13,2026,OBRAS,,OBRAS,ontem\n"


def sends(house: House, tmp_path: Path, content: str | bytes, name: str = "registro.csv", who: str = "ana") -> Any:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return house.answer(who, text="importar expedientes", file=str(path))


def test_a_table_is_rehearsed_and_then_imported(house: House, tmp_path: Path) -> None:
    shown = sends(house, tmp_path, GOOD)
    assert shown["text"] == "Seriam importados 2 expedientes de registro.csv.\nNada mudou ainda."
    assert [each["line"] for each in shown["buttons"]] == ["importar 1"]
    assert house.says("ana", "expedientes todos").endswith("nenhum.")
    assert house.says("igor", "importar 1") == "Não há importação 1 sua à espera. Mande a planilha de novo."
    assert house.says("ana", "importar 1") == "Importados 2 expedientes de registro.csv."
    assert "Buraco" in house.says("ana", "expedientes todos")
    assert house.says("ana", "importar 1").startswith("registro.csv já foi importada em segunda-feira")
    again = sends(house, tmp_path, GOOD)
    assert again["text"] == "Tudo o que está em registro.csv já está registrado: nada mudaria."


def test_a_workbook_is_read_alike(house: House, tmp_path: Path) -> None:
    rows = [line.split(",") for line in GOOD.splitlines()]
    shown = sends(house, tmp_path, workbook(rows), "registro.xlsx")
    assert shown["text"] == "Seriam importados 2 expedientes de registro.xlsx.\nNada mudou ainda."


def test_with_a_fault_nothing_is_imported_and_all_are_told(house: House, tmp_path: Path) -> None:
    shown = sends(house, tmp_path, BAD)
    assert shown["text"].splitlines()[0] == "registro.csv tem 2 erros, e nada foi importado:"
    assert shown["buttons"] == []
    told = cells(shown["files"][0], ("linha", "coluna", "motivo"))
    assert sorted({row["linha"] for row in told}) == ["2", "3"]
    assert house.says("ana", "expedientes todos").endswith("nenhum.")


def test_who_may_and_what_is_no_table(house: House, tmp_path: Path) -> None:
    assert sends(house, tmp_path, GOOD, who="bruno")["text"].startswith("Esse pedido cabe ")
    assert sends(house, tmp_path, b"%PDF-1.7", "a.pdf")["text"].startswith("O arquivo é um PDF, e não uma planilha.")
    assert house.says("ana", "importar nuvens").startswith("Diga na legenda o que importar, por exemplo:")
    assert house.says("ana", "importar expedientes") == (
        "Mande uma planilha (XLSX ou CSV) com esta legenda: importar expedientes"
    )
    house.passes("2026-11-23 10:00")
    sends(house, tmp_path, GOOD)
    house.passes("2026-11-25 10:00")
    assert house.says("ana", "importar 1").startswith("registro.csv foi conferida há mais de um dia.")
