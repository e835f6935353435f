"""The days of a calendar file (.ics): all of them, by one act, or none with the reason."""

from pathlib import Path

import pytest

from tests.conftest import House

HEAD = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//PT\n"
CHRISTMAS = "BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261225\nSUMMARY:Véspera\nEND:VEVENT\n"
NEW_YEAR = "BEGIN:VEVENT\nUID:2\nDTSTART:20261231T120000Z\nSUMMARY:Último dia\nEND:VEVENT\n"
CANCELLED = "BEGIN:VEVENT\nUID:3\nDTSTART;VALUE=DATE:20261230\nSTATUS:CANCELLED\nSUMMARY:Nada\nEND:VEVENT\n"
YEARLY = "BEGIN:VEVENT\nUID:4\nDTSTART;VALUE=DATE:20260125\nRRULE:FREQ=YEARLY\nSUMMARY:Cidade\nEND:VEVENT\n"
LONG = "BEGIN:VEVENT\nUID:5\nDTSTART;VALUE=DATE:20261201\nDTEND;VALUE=DATE:20270301\nSUMMARY:Férias\nEND:VEVENT\n"


def sends(
    house: House, tmp_path: Path, text: str, *events: str, who: str = "ana", tail: str = "END:VCALENDAR\n"
) -> str:
    path = tmp_path / "feriados.ics"
    path.write_text(HEAD + "".join(events) + tail, encoding="utf-8")
    return str(house.answer(who, text=text, file=str(path))["text"])


def test_the_days_of_a_calendar_are_registered(house: House, tmp_path: Path) -> None:
    said = sends(house, tmp_path, "calendário ponto facultativo Decreto 123/2026", CHRISTMAS, NEW_YEAR, CANCELLED)
    assert said.splitlines()[0] == "2 dias registrados de feriados.ics:"
    listed = house.says("ana", "calendário")
    assert "quinta-feira, 24/12" in listed
    assert "Véspera" in listed
    assert "Decreto 123/2026" in listed
    assert "30/12" not in listed
    again = sends(house, tmp_path, "calendário ponto facultativo Decreto 123/2026", CHRISTMAS)
    assert again == "Tudo o que está em feriados.ics já está no calendário: nada mudou."


@pytest.mark.parametrize(
    ("text", "events", "reason"),
    [
        ("calendário", (CHRISTMAS,), "Mande o arquivo com o tipo e o ato na legenda"),
        ("calendário feriado Lei 5/2026", (YEARLY,), "feriados.ics: “Cidade” se repete."),
        ("calendário feriado Lei 5/2026", (LONG,), "feriados.ics: “Férias” dura demais"),
        ("calendário feriado Lei 5/2026", (), "feriados.ics não traz nenhum dia."),
        ("calendário feriado Lei 5/2026", ("BEGIN:VEVENT\nDTSTART:ontem\nEND:VEVENT\n",), "feriados.ics"),
        ("calendário feriado Lei 5/2026", (CHRISTMAS * 3000,), "feriados.ics tem 295 KB, demais"),
    ],
)
def test_what_cannot_be_registered_is_said(
    house: House, tmp_path: Path, text: str, events: tuple[str, ...], reason: str
) -> None:
    before = house.says("ana", "calendário")
    assert sends(house, tmp_path, text, *events).startswith(reason)
    assert house.says("ana", "calendário") == before


def test_what_is_no_calendar_is_said(house: House, tmp_path: Path) -> None:
    said = sends(house, tmp_path, "calendário feriado Lei 5/2026", tail="END:NADA\n\x00\xff")
    assert said.startswith("feriados.ics")
    assert sends(house, tmp_path, "calendário feriado Lei 5/2026", CHRISTMAS, who="bruno").startswith(
        "Só o administrador"
    )
    big = tmp_path / "agenda.ics"
    big.write_bytes(b"BEGIN:VCALENDAR\n" + b"X" * (21 * 1024 * 1024))
    assert str(house.answer("ana", text="calendário feriado Lei 5/2026", file=str(big))["text"]) == (
        "O arquivo agenda.ics tem 21,0 MB e o máximo é 20 MB. Divida ou reduza o arquivo."
    )
