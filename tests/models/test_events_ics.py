"""Calendars of other programs: series, changes of one day, zones by name, what is private, what takes no time."""

from datetime import datetime, timedelta

import pytest

from models.base import Refusal
from models.events import ics

FIRST, LAST = (datetime.fromisoformat(f"{day}T00:00:00-03:00") for day in ("2026-11-30", "2026-12-19"))
WINDOWS = "TZID=E. South America Standard Time"
SUMMER = """BEGIN:VTIMEZONE
TZID:America/Sao_Paulo
BEGIN:STANDARD
TZOFFSETFROM:-0200
TZOFFSETTO:-0300
DTSTART:20180218T000000
RDATE:20180218T000000
END:STANDARD
BEGIN:DAYLIGHT
TZOFFSETFROM:-0300
TZOFFSETTO:-0200
DTSTART:20181104T000000
RDATE:20181104T000000
END:DAYLIGHT
END:VTIMEZONE
"""
SERIES = f"""UID:a
RRULE:FREQ=WEEKLY;UNTIL=20261221T113000Z;INTERVAL=1;BYDAY=MO;WKST=SU
EXDATE;{WINDOWS}:20261214T083000
SUMMARY:Despacho
DTSTART;{WINDOWS}:20261102T083000
DTEND;{WINDOWS}:20261102T090000
SEQUENCE:2"""
MOVED = f"""UID:a
RECURRENCE-ID;{WINDOWS}:20261207T083000
SUMMARY:Despacho (remarcado)
DTSTART;{WINDOWS}:20261208T100000
DTEND;{WINDOWS}:20261208T103000
SEQUENCE:3"""


def read(*events: str, zone: str = "") -> list[tuple[str, str, str]]:
    """The beginning, the end and the title of what a calendar of these events holds."""
    return [
        (f"{each.starts_at:%d/%m %H:%M}", f"{each.ends_at:%d/%m %H:%M}", each.title)
        for each in whole(*events, zone=zone)
    ]


def whole(*events: str, zone: str = "") -> list[ics.Occurrence]:
    body = "".join(f"BEGIN:VEVENT\nDTSTAMP:20261130T110000Z\n{each}\nEND:VEVENT\n" for each in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{zone}{body}END:VCALENDAR\n"
    return ics.read(text.replace("\n", "\r\n").encode(), FIRST, LAST)


def test_a_series_with_an_exception_and_a_moved_day() -> None:
    assert read(SERIES, MOVED) == [
        ("30/11 08:30", "30/11 09:00", "Despacho"),
        ("08/12 10:00", "08/12 10:30", "Despacho (remarcado)"),
    ]


def test_an_older_change_of_an_event_is_ignored() -> None:
    old = MOVED.replace("SEQUENCE:3", "SEQUENCE:1").replace("20261208T10", "20261209T10")
    assert read(SERIES, MOVED, old)[1][0] == "08/12 10:00"


def test_the_summer_time_of_2018_moves_no_hour() -> None:
    event = "UID:v\nDTSTART;TZID=America/Sao_Paulo:20261203T100000\nDTEND;TZID=America/Sao_Paulo:20261203T110000\nSUMMARY:Sabesp\nX-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT25M"
    (found,) = whole(event, zone=SUMMER)
    assert found.starts_at == datetime.fromisoformat("2026-12-03T10:00:00-03:00")
    assert found.travel == 25


def test_universal_time_becomes_that_of_the_municipality() -> None:
    assert read("UID:u\nDTSTART:20261201T170000Z\nDTEND:20261201T180000Z\nSUMMARY:Associação") == [
        ("01/12 14:00", "01/12 15:00", "Associação")
    ]


def test_a_monthly_rule_and_an_event_past_midnight() -> None:
    zone = "TZID=America/Sao_Paulo"
    monthly = f"UID:m\nDTSTART;{zone}:20261005T190000\nDTEND;{zone}:20261005T203000\nRRULE:FREQ=MONTHLY;BYDAY=1MO\nSUMMARY:Conselhos"
    night = f"UID:n\nDTSTART;{zone}:20261205T200000\nDTEND;{zone}:20261206T003000\nSUMMARY:Natal na praça"
    assert read(monthly, night) == [
        ("05/12 20:00", "06/12 00:30", "Natal na praça"),
        ("07/12 19:00", "07/12 20:30", "Conselhos"),
    ]


def test_what_is_private_is_only_a_time() -> None:
    (found,) = whole(
        f"UID:p\nSUMMARY:Consulta\nLOCATION:Clínica\nCLASS:PRIVATE\nDTSTART;{WINDOWS}:20261203T170000\nDURATION:PT1H"
    )
    assert (found.title, found.place, found.ends_at - found.starts_at) == ("Ocupado", "", timedelta(hours=1))


def test_whole_days_end_before_the_day_named() -> None:
    trip = "UID:b\nSUMMARY:Viagem a Brasília\nDTSTART;VALUE=DATE:20261209\nDTEND;VALUE=DATE:20261211"
    feast = "UID:f\nSUMMARY:Padroeira\nDTSTART;VALUE=DATE:20261208\nDTEND;VALUE=DATE:20261209\nTRANSP:TRANSPARENT"
    found = whole(trip, feast)
    assert [(each.title, each.all_day, each.free) for each in found] == [
        ("Padroeira", True, True),
        ("Viagem a Brasília", True, False),
    ]
    assert found[1].ends_at - found[1].starts_at == timedelta(days=2)


def test_an_unknown_zone_is_supposed_and_said() -> None:
    (found,) = whole(
        "UID:z\nSUMMARY:Fuso\nDTSTART;TZID=Horario de Brasilia:20261211T090000\nDTEND;TZID=Horario de Brasilia:20261211T100000"
    )
    assert f"{found.starts_at:%H:%M}" == "09:00"
    assert found.doubt == "fuso Horario de Brasilia desconhecido; supus o do município"


def test_what_was_cancelled_and_what_is_not_sure() -> None:
    gone = "UID:c\nDTSTART:20261203T120000Z\nDTEND:20261203T130000Z\nSTATUS:CANCELLED\nSUMMARY:Café"
    maybe = (
        f"UID:t\nDTSTART;{WINDOWS}:20261204T150000\nDTEND;{WINDOWS}:20261204T160000\nSTATUS:TENTATIVE\nSUMMARY:Visita"
    )
    assert [(each.title, each.cancelled, each.tentative) for each in whole(gone, maybe)] == [
        ("Café", True, False),
        ("Visita", False, True),
    ]


def test_what_is_no_calendar_is_refused() -> None:
    with pytest.raises(Refusal, match="não é um calendário"):
        ics.read(b"BEGIN:VEVENT\r\nfoo", FIRST, LAST)
