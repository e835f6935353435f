"""The public agenda of the mayor: what anybody reads of it, in which forms, and when."""

import asyncio
import csv
import json

import httpx
import icalendar
import pytest
from starlette.applications import Starlette

from bot.public import agenda
from tests.conftest import House

pytestmark = pytest.mark.console


def get(house: House, path: str, **headers: str) -> httpx.Response:
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=agenda.routes(house.app)))
        async with httpx.AsyncClient(transport=transport, base_url="http://publica") as client:
            return await client.get(path, headers=headers)

    return asyncio.run(asked())


def test_anybody_reads_what_is_public_and_only_the_hour_of_the_rest(house: House) -> None:
    assert get(house, "/publica/agenda").status_code == 404  # nobody decided to publish it
    house.app.settings.public_agenda = True
    assert "Não há compromissos nestes dias." in get(house, "/publica/agenda").text
    house.says("ana", "compromisso @helena visita à creche hoje 15h às 16h no Paço")
    house.says("ana", "compromisso @helena conversa sobre a denúncia hoje 17h")
    house.says("ana", "restringir AG-2/2026 tem nomes")
    house.says("ana", "compromisso @helena entrega de casas amanhã 10h")
    house.says("ana", "compromisso @bruno reunião com a regional hoje 11h")
    first = get(house, "/publica/agenda.ics")
    titles = {str(each["summary"]): each for each in icalendar.Calendar.from_ical(first.content).walk("VEVENT")}
    assert list(titles) == ["visita à creche", "Compromisso reservado"]
    assert str(titles["visita à creche"]["class"]) == "PUBLIC"
    assert get(house, "/publica/agenda.ics", **{"if-none-match": first.headers["etag"]}).status_code == 304
    page = get(house, "/publica/agenda").text
    assert "<li>15h às 16h: visita à creche, Paço</li>" in page
    assert "<li>17h às 18h: Compromisso reservado</li>" in page
    assert "denúncia" not in page
    house.says("ana", "cancelar AG-1/2026 chuva forte")
    house.passes("2026-11-23T18:00")
    rows = json.loads(get(house, "/publica/agenda.json").content)["compromissos"]
    assert [(row["assunto"], row["situacao"]) for row in rows] == [
        ("visita à creche", "cancelado"),
        ("Compromisso reservado", "marcado"),
        ("entrega de casas", "marcado"),
    ]
    table = get(house, "/publica/agenda.csv").content.decode("utf-8-sig").splitlines()
    assert [row["assunto"] for row in csv.DictReader(table, delimiter=";")] == [row["assunto"] for row in rows]
    assert get(house, "/publica/agenda.xls").status_code == 404
    (gone,) = [
        each
        for each in icalendar.Calendar.from_ical(get(house, "/publica/agenda.ics").content).walk("VEVENT")
        if str(each["status"]) == "CANCELLED"
    ]
    assert int(str(gone["sequence"])) >= 1
    assert [get(house, "/publica/agenda").status_code for _ in range(2)] == [200, 200]
