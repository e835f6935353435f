"""Files made to be sent are removed after their time, and made again when they are asked for."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models import made_files
from models.chart_requests import ChartRequest
from models.spreadsheets import Spreadsheet
from tests.conftest import House

pytestmark = pytest.mark.console


def files(house: House, who: str = "ana") -> list[Path]:
    return [Path(file["path"]) for message in house.pushed(who) for file in message["files"]]


def purge(house: House, days: int) -> None:
    with house.transaction() as session:
        for _ in made_files.purge(lambda: session, house.now + timedelta(days=days)):
            pass


def test_what_was_made_goes_after_its_time(house: House, tmp_path: Path) -> None:
    house.says("ana", "tarefa @bruno comprar vacina até sexta 17h")
    sheet = Path(house.answer("ana", text="tarefas planilha")["files"][0]["path"])
    house.says("ana", "tarefa @bruno medir a fila até sexta 17h")
    attached = Path(house.answer("ana", text="tarefas planilha")["files"][0]["path"])
    copy = tmp_path / "lista.xlsx"
    copy.write_bytes(attached.read_bytes())
    house.answer("ana", text="anexar T-1", file=str(copy))
    house.says("ana", "gráfico carga")
    house.says("ana", "pdf T-1")
    made = {each.read_bytes()[:4]: each for each in files(house)}
    assert list(made) == [b"\x89PNG", b"%PDF"]
    purge(house, made_files.SENT - 1)
    assert all(each.exists() for each in (sheet, attached, *made.values()))
    purge(house, made_files.SENT + 1)
    assert [each.exists() for each in (sheet, attached, *made.values())] == [False, True, False, True]
    with house.transaction() as session:
        assert [session.scalar(select(func.count(table.id))) for table in (Spreadsheet, ChartRequest)] == [0, 0]
    purge(house, made_files.PAPERS + 1)
    assert not made[b"%PDF"].exists()
    house.says("ana", "pdf T-1")
    (again,) = files(house)
    assert again == made[b"%PDF"]  # the same state, the same bytes
