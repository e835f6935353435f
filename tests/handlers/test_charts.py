"""Charts: their numbers, their titles, and the picture with the same numbers."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import charts
from models.charts import Chart, ChartRow
from tests.conftest import House
from tests.said import said

_NAMES = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60)


@pytest.mark.every_door
def test_where_nothing_is_late_nothing_is_drawn(house: House) -> None:
    assert house.says("ana", "gráfico atrasos") == "Não há nada em atraso."
    assert house.says("ana", "me mostra um gráfico dos atrasos") == "Não há nada em atraso."


def test_the_delays_of_each_orgao(house: House) -> None:
    for who, count in (("bruno", 3), ("otavio", 1)):
        for n in range(count):
            house.says("ana", f"tarefa @{who} conferir {n} até amanhã 10h")
    assert house.says("ana", "gráfico atrasos") == "Não há nada em atraso."
    house.passes("2026-11-25 10:00")
    house.tray("ana")
    assert house.says("ana", "me mostra um gráfico dos atrasos") == said("""
        SAUDE tem 3 dos 4 atrasos
        SAUDE ████████████████ 3
        OBRAS █████ 1
        """)
    (sent,) = house.pushed("ana")
    assert sent["text"] == "SAUDE tem 3 dos 4 atrasos (em atraso) SAUDE: 3; OBRAS: 1."
    (file,) = sent["files"]
    assert Path(file["path"]).read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


def test_the_weeks_and_the_workload(house: House) -> None:
    house.says("ana", "tarefa @bruno conferir até sexta")
    house.says("ana", "tarefa @bruno medir até sexta")
    house.says("bruno", "concluir T-1")
    weeks = house.says("ana", "gráfico semanas").splitlines()
    assert weeks[0] == "Em 8 semanas entraram 2 prazos e saíram 1: a fila cresceu 1"
    assert weeks[-2:] == ["23/11 ████████████████ 2", "      ▒▒▒▒▒▒▒▒ 1"]
    load = house.says("ana", "gráfico da carga").splitlines()
    assert load[0] == "SAUDE tem a maior carga: 1 em aberto, 0 em atraso"


def test_where_the_days_of_an_expediente_went(house: House) -> None:
    house.says("davi", "expediente novo Poda de árvore")
    house.says("davi", "tramitar PROC-1/2026-GP @obras vistoria até 10/12")
    house.passes("2026-11-27 10:00")
    assert house.says("davi", "gráfico PROC-1/2026-GP") == said("""
        PROC-1/2026-GP: 4 de 4 dias úteis com Obras
        Gabinete do Prefeito  0
        Obras                ████████████████ 4
        """)


def test_how_ciencia_grew(house: House) -> None:
    house.says("davi", "ordem @saude @obras Enviar o plano.\nciência até amanhã 12h")
    house.says("helena", "aprovar R-1")
    house.says("bruno", "ciente OS-1/2026")
    drawn = house.says("davi", "gráfico ciência OS-1/2026")
    assert drawn.splitlines()[0] == "1 de 2 já tomaram ciência de OS-1/2026"
    house.passes("2026-11-23 11:00")
    house.says("otavio", "ciente OS-1/2026")
    drawn = house.says("davi", "gráfico OS-1/2026")
    assert drawn.splitlines()[0] == "2 de 2 já tomaram ciência de OS-1/2026"


def test_what_has_no_chart_is_said(house: House) -> None:
    house.says("ana", "tarefa @bruno conferir até sexta")
    assert house.says("ana", "gráfico T-1").startswith("Não há gráfico de T-1. Posso desenhar os atrasos")
    assert house.says("ana", "gráfico").startswith("Posso desenhar os atrasos, as semanas ou a carga")


@pytest.mark.parametrize("form", ["bars", "columns", "line"])
@given(st.lists(st.tuples(_NAMES, st.integers(0, 10**6)), max_size=20), _NAMES)
def test_every_chart_is_drawn_with_its_numbers(form: str, values: list[tuple[str, int]], title: str) -> None:
    chart = Chart(title, "prazos", tuple(ChartRow(name, (value,)) for name, value in values), form)
    drawn = ElementTree.fromstring(charts.svg(chart))  # noqa: S314 (our own)
    texts = [each.text for each in drawn.iter("{http://www.w3.org/2000/svg}text")]
    if form != "bars" or len(values) <= 12:
        assert all(str(value) in texts for _, value in values)
        assert all(str(value) in charts.said(chart) for _, value in values)
    right = [float(each.get("x", 0)) for each in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert all(0 <= x <= charts.WIDTH for x in right)
    assert charts.as_text(chart).startswith(title)


def test_no_word_of_a_title_is_cut() -> None:
    title = (
        "Em 8 semanas entraram 15 prazos e saíram 0: a fila cresceu 15, e a SECRETARIA MUNICIPAL DE OBRAS tem o resto"
    )
    drawn = ElementTree.fromstring(charts.svg(Chart(title, "prazos", (ChartRow("23/11", (15,)),))))  # noqa: S314
    bold = [each.text or "" for each in drawn.iter("{http://www.w3.org/2000/svg}text") if each.get("font-size") == "30"]
    assert " ".join(bold) == title
    assert all(len(line) <= 36 for line in bold)
