"""The calendar on the phone: one private address, what is in it, and how it changes."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import icalendar
import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from bot import calendar_page
from models import calendar_feeds
from models.calendar_feeds import CalendarFeed
from models.outbox import Outbox
from models.people import by_handle
from tests.conftest import House

PUBLIC = "https://bot.exemplo.sp.gov.br"


@pytest.fixture(autouse=True)
def public(house: House) -> None:
    calendar_feeds.configure("segredo", PUBLIC)


def address(house: House, who: str = "bruno", line: str = "minha agenda no celular") -> str:
    """The path of the address that the bot gives somebody."""
    first = house.says(who, line).splitlines()[0]
    assert first.startswith(f"Os seus prazos e compromissos, na agenda do celular: {PUBLIC}/ics/")
    return first.rpartition(PUBLIC)[2]


class Client:
    """A program that looks at calendars."""

    def __init__(self, house: House) -> None:
        self._transport = httpx.ASGITransport(Starlette(routes=calendar_page.routes(house.app)))

    def get(self, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._transport, base_url=PUBLIC) as client:
                return await client.get(path, headers=headers)

        return asyncio.run(asked())


def client(house: House) -> Client:
    return Client(house)


def events(text: bytes) -> dict[str, Any]:
    return {str(each["summary"]): each for each in icalendar.Calendar.from_ical(text).walk("VEVENT")}


def test_the_address_shows_the_deadlines(house: House) -> None:
    house.says("ana", "tarefa @bruno comprar vacina; urgente, sem falta até sexta 17h")
    house.says("ana", "tarefa @bruno medir a fila até 30/11")
    house.says("ana", "tarefa @otavio tapar buraco até sexta")
    path, http = address(house), client(house)
    answer = http.get(path)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    found = events(answer.content)
    assert list(found) == ["T-1: comprar vacina; urgente, sem falta", "T-2: medir a fila"]
    vaccine, queue = found.values()
    assert vaccine["dtstart"].dt == datetime.fromisoformat("2026-11-27T17:00-03:00")
    assert vaccine["dtstart"].params["TZID"] == "America/Sao_Paulo"
    assert f"{queue['dtstart'].dt} {queue['dtend'].dt}" == "2026-11-30 2026-12-01"
    assert b"BEGIN:VTIMEZONE" in answer.content
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    again = http.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_change_keeps_the_event_and_counts_up(house: House) -> None:
    house.says("ana", "tarefa @bruno comprar vacina até sexta 17h")
    house.says("ana", "tarefa @bruno medir a fila até sexta 17h")
    house.says("ana", "tarefa @bruno pintar a sala até sexta 17h")
    path, http = address(house), client(house)
    first = http.get(path)
    house.says("ana", "adiar T-1 30/11 10h faltou verba")
    house.says("bruno", "concluir T-2")
    house.says("ana", "repassar T-3 @otavio")
    second = http.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert second.status_code == 200
    before, now = events(first.content), events(second.content)
    assert {title: (str(each["status"]), each["sequence"]) for title, each in now.items()} == {
        "T-1: comprar vacina": ("CONFIRMED", 1),
        "✓ T-2: medir a fila": ("CONFIRMED", 1),
        "T-3: pintar a sala": ("CANCELLED", 1),
    }
    assert [each["uid"] for each in now.values()] == [each["uid"] for each in before.values()]
    assert now["T-1: comprar vacina"]["dtstart"].dt == datetime.fromisoformat("2026-11-30T10:00-03:00")
    house.skips("2027-02-01T08:00")
    house.passes("2027-02-01T09:00")
    assert list(events(http.get(path).content)) == ["T-1: comprar vacina"]


def test_events_are_in_it_with_what_became_of_them(house: House) -> None:
    house.says("ana", "compromisso @bruno visita à creche sexta 15h às 16h no Paço")
    house.says("ana", "compromisso @bruno entrevista quinta 10h")
    house.says("ana", "compromisso @otavio vistoria da ponte sexta 16h")
    path, http = address(house), client(house)
    first = http.get(path)
    before = events(first.content)
    assert list(before) == ["AG-1/2026: visita à creche", "AG-2/2026: entrevista"]
    visit = before["AG-1/2026: visita à creche"]
    assert str(visit["uid"]) == "evento-1@gabinete"
    assert visit["dtstart"].dt == datetime.fromisoformat("2026-11-27T15:00-03:00")
    assert visit["dtend"].dt == datetime.fromisoformat("2026-11-27T16:00-03:00")
    assert str(visit["location"]) == "Paço"
    house.says("ana", "remarcar AG-1/2026 para segunda 30/11 10h a chuva")
    house.says("ana", "cancelar AG-2/2026 não virá")
    changed = http.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert {title: (str(each["status"]), each["sequence"]) for title, each in events(changed.content).items()} == {
        "AG-2/2026: entrevista": ("CANCELLED", 1),
        "AG-1/2026: visita à creche": ("CONFIRMED", 1),
    }
    house.says("ana", "restringir AG-1/2026 tem nomes")
    assert "AG-1/2026" in events(http.get(path).content)
    house.skips("2027-02-01T08:00")
    house.passes("2027-02-01T09:00")
    assert events(http.get(path).content) == {}


def test_what_others_do_costs_little_and_changes_nothing(house: House) -> None:
    house.says("ana", "tarefa @bruno comprar vacina até sexta 17h")
    path, http = address(house), client(house)
    known = {"If-None-Match": http.get(path).headers["etag"]}
    for n in range(60):
        house.says("ana", f"tarefa @otavio tapar o buraco {n} até sexta")
        assert n % 20 or http.get(path, headers=known).status_code == 304
    assert http.get(path, headers=known).status_code == 304
    house.says("ana", "repassar T-2 @bruno")
    assert "T-2: tapar o buraco 0" in events(http.get(path, headers=known).content)


def test_only_the_hash_of_the_address_is_kept(house: House) -> None:
    token = address(house).removeprefix("/ics/").removesuffix(".ics")
    with house.transaction() as session:
        (feed,) = session.scalars(select(CalendarFeed))
        assert token not in (feed.salt, feed.token_hash)
        assert not any(token in str(each.payload) for each in session.scalars(select(Outbox)))
    assert address(house) == f"/ics/{token}.ics"


def test_it_can_be_turned_off_and_changed(house: House) -> None:
    old, http = address(house), client(house)
    new = address(house, line="minha agenda no celular trocar")
    assert [http.get(each).status_code for each in (old, new)] == [404, 200]
    assert house.says("bruno", "minha agenda no celular desligar") == (
        "Desliguei: o endereço da sua agenda não mostra mais nada. Apague-a também no celular."
    )
    assert http.get(new).status_code == 404
    assert house.says("bruno", "agenda no celular: desligar") == (
        "Você não tem agenda no celular ligada. Para ligar: minha agenda no celular"
    )
    assert house.says("bruno", "agenda no celular: azul").startswith("Posso desligar ou trocar o endereço.")


def test_what_is_not_public_goes_without_its_words(house: House) -> None:
    house.says("ana", "tarefa @bruno apurar denúncia até sexta")
    house.says("ana", "restringir T-1 tem nomes")
    assert list(events(client(house).get(address(house)).content)) == ["T-1"]


def test_whoever_left_has_no_calendar(house: House) -> None:
    path, http = address(house, "sergio"), client(house)
    assert http.get(path).status_code == 200
    with house.transaction() as session:
        person = by_handle(session, "sergio")
        assert person is not None
        person.active = False
    assert http.get(path).status_code == 404


def test_guesses_and_floods_are_slowed_down(house: House) -> None:
    path, http = address(house), client(house)
    assert [http.get(f"/ics/{n:040x}.ics").status_code for n in range(70)].count(429) == 10
    answers = [http.get(path).status_code for _ in range(35)]
    assert (answers.count(200), answers.count(429)) == (30, 5)
    assert http.get("/ics/..%2f..%2fetc.ics").status_code == 404


def test_without_a_public_address_it_is_a_file(house: House) -> None:
    calendar_feeds.configure("segredo", "")
    house.says("ana", "tarefa @bruno comprar vacina até sexta 17h")
    answer = house.answer("bruno", text="põe meus prazos no celular")
    assert answer["text"].startswith("Os seus prazos e compromissos, num arquivo que o celular abre.")
    assert [each["name"] for each in answer["files"]] == ["agenda.ics"]
    assert list(events(Path(answer["files"][0]["path"]).read_bytes())) == ["T-1: comprar vacina"]
