"""Any list as a spreadsheet: what it holds, for whom, and how a long one comes."""

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from models import spreadsheets
from models.sheets import Layout, open_table, workbook
from tests.conftest import House


def cells(file: dict[str, Any], columns: tuple[str, ...] = ("número", "título")) -> list[dict[str, str]]:
    """The rows of a workbook that was sent, by the name of the column."""
    table = open_table(io.BytesIO(Path(file["path"]).read_bytes()), columns, Layout(), lambda _: None)
    return [row.values for row in table.rows({name: place for place, name in enumerate(table.names)})]


def texts(file: dict[str, Any]) -> str:
    with ZipFile(file["path"]) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


def test_a_list_ends_with_planilha(house: House) -> None:
    house.says("ana", "tarefa @bruno comprar vacina até sexta 17h")
    house.says("ana", "tarefa @otavio =HYPERLINK(1) tapar buraco até hoje 18h")
    house.passes("2026-11-24 10:00")
    shown = house.answer("ana", text="tarefas")
    assert {"label": "Planilha", "line": "tarefas planilha"} in shown["buttons"]
    answer = house.answer("ana", text="tarefas planilha")
    assert answer["text"] == "Tarefas abertas (2): segue a planilha."
    assert [file["name"] for file in answer["files"]] == ["tarefas-abertas 2026-11-24.xlsx"]
    late, open_ = cells(answer["files"][0])
    assert late == {
        "número": "T-2",
        "título": "=HYPERLINK(1) tapar buraco",
        "situação": "aberta",
        "órgão": "GP",
        "com quem": "Otávio Reis",
        "prazo": "2026-11-23 18:00",
        "atraso": "atraso nosso",
        "nível": "publico",
        "registrado em": "2026-11-23 09:00",
    }
    assert (open_["número"], open_["prazo"], open_["atraso"]) == ("T-1", "2026-11-27 17:00", "")
    whole = texts(answer["files"][0])
    assert "<f>" not in whole
    assert "autoFilter" in whole
    assert 'state="frozen"' in whole
    assert all(said in whole for said in ("Ana Prado (@ana)", "terça-feira, 24/11/2026, 10h", "tarefas planilha"))


def test_what_one_may_not_see_is_not_in_it(house: House) -> None:
    house.says("ana", "tarefa @bruno apurar denúncia até sexta")
    house.says("ana", "restringir T-1 tem nomes")
    assert house.says("otavio", "tarefas planilha") == "Tarefas abertas: nenhuma."
    assert house.says("bruno", "minhas planilha") == "Suas tarefas (1): segue a planilha."
    assert "exportado por Bruno Lima" in house.says("ana", "histórico T-1")


def test_the_last_list_is_meant(house: House) -> None:
    house.says("ana", "tarefa @bruno comprar vacina até sexta 17h")
    assert house.says("ana", "planilha").startswith("De qual lista? Escreva planilha no fim dela")
    house.says("ana", "tarefas @saude")
    assert house.says("ana", "planilha") == "Tarefas abertas da Secretaria de Saúde (1): segue a planilha."
    said = house.says("ana", "me manda isso em excel")
    assert said == "Tarefas abertas da Secretaria de Saúde (1): segue a planilha."
    assert house.says("ana", "planilha tarefas @otavio") == "Tarefas abertas de Otávio Reis: nenhuma."
    assert house.says("ana", "planilha ajuda") == "Ajuda não se pede como planilha."


def test_a_table_of_the_subject_has_its_columns(house: House) -> None:
    house.says("davi", 'expediente novo Poda de árvore interessado "Maria Sá"')
    house.says("davi", "tramitar PROC-1/2026-GP @obras vistoria até 1/12")
    answer = house.answer("ana", text="expedientes @obras planilha")
    assert answer["text"] == "Expedientes com a Secretaria de Obras (1): segue a planilha."
    (row,) = cells(answer["files"][0])
    assert (row["número"], row["com quem"], row["prazo"]) == ("PROC-1/2026-GP", "OBRAS", "2026-12-01 18:00")
    assert row["recebido_em"].startswith("2026-11-23")


def test_a_long_one_is_sent_when_it_is_written(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "AT_ONCE", 2)
    monkeypatch.setattr(spreadsheets, "_BATCH", 2)
    for n in range(5):
        house.says("ana", f"tarefa @bruno conferir {n} até sexta 17h")
    said = house.says("ana", "tarefas planilha")
    assert said == "Tarefas abertas (5): estou escrevendo a planilha e mando aqui assim que ficar pronta."
    house.says("ana", "concluir T-2")
    house.passes(timedelta(minutes=1))
    (sent,) = house.pushed("ana")
    assert sent["text"] == "Tarefas abertas (5): segue a planilha."
    assert [row["número"] for row in cells(sent["files"][0])] == ["T-1", "T-2", "T-3", "T-4", "T-5"]
    house.passes(timedelta(minutes=1))
    assert house.pushed("ana") == []


def test_what_cannot_be_written_is_said_in_the_end(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def __init__(self, *_: object) -> None:
            raise OSError("no space")

    monkeypatch.setattr(spreadsheets, "AT_ONCE", 0)
    monkeypatch.setitem(spreadsheets._writers, "long", Broken)
    house.says("ana", "tarefa @bruno conferir até sexta 17h")
    house.says("ana", "tarefas planilha")
    house.passes(timedelta(minutes=1))
    assert house.tray("ana") == [
        "Não consegui escrever a planilha de “Tarefas abertas”. Filtre a lista e peça de novo, ou avise o administrador."
    ]


def test_another_library_reads_days_numbers_and_money(tmp_path: Path) -> None:
    kinds = (workbook.TEXT, workbook.DAY, workbook.MOMENT, workbook.NUMBER, workbook.MONEY, workbook.HOUR)
    plan = workbook.Plan("Tudo", tuple(workbook.Heading(kind, kind) for kind in kinds), (("a", "=1"),), "2026-11-23")
    row: list[workbook.Cell] = ["=SUM(1;2)", "2026-11-23", "2026-11-23 17:30", 12, "1234.50", "14:30"]
    spoilt: list[workbook.Cell] = ["+55", "ontem", "0001-01-01", "doze", "muito", None]
    workbook.write(str(tmp_path / "tudo.xlsx"), plan, [row, spoilt])
    book = CalamineWorkbook.from_path(str(tmp_path / "tudo.xlsx"))
    assert book.sheet_names == ["Tudo", "Sobre"]
    _, read, as_text = book.get_sheet_by_name("Tudo").to_python()
    assert read == [
        "=SUM(1;2)",
        date(2026, 11, 23),
        datetime.fromisoformat("2026-11-23 17:30"),
        12.0,
        1234.5,
        time(14, 30),
    ]
    assert as_text == ["+55", "ontem", "0001-01-01", "doze", "muito", ""]


def test_what_was_found_is_a_spreadsheet_too(house: House) -> None:
    house.says("ana", "tarefa @bruno podar a praça até sexta 17h")
    answer = house.answer("ana", text="buscar praça planilha")
    assert answer["text"] == "Busca por praça (1): segue a planilha."
    assert [row["número"] for row in cells(answer["files"][0])] == ["T-1"]
    house.says("davi", "expediente novo Poda da praça")
    assert house.says("ana", "buscar praça planilha") == "Achei 1 expediente e 1 tarefa. De quais quer a planilha?"
    lines = house.buttons("ana", "buscar praça planilha")
    assert lines == ["expedientes “praça” planilha", "tarefas “praça” planilha"]
    assert house.says("ana", lines[0]).endswith("(1): segue a planilha.")
    assert house.says("ana", "buscar cometa planilha").startswith("Não encontrei nada com: cometa.")
    house.says("ana", "restringir T-1 tem nomes")
    assert house.says("otavio", "buscar praça planilha") == "Busca por praça (1): segue a planilha."
