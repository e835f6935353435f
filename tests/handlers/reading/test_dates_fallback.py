"""The dates that dateparser still adds, and the texts it is never asked about."""

import subprocess
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.reading.dates import Kind, fallback, find, finding
from handlers.reading.dates.frame import Line
from handlers.reading.dates.values import Reading

ZONE = ZoneInfo("America/Sao_Paulo")
NOW = datetime(2026, 11, 23, 9, tzinfo=ZONE)

ADDED = {
    "2026/11/05": "2026-11-05T00:00",
    "2026.11.27": "2026-11-27T00:00",
    "27 11 2026": "2026-11-27T00:00",
    "27 de 11 de 2026": "2026-11-27T00:00",
    "2026-11-27T10:30:00Z": "2026-11-27T07:30",
}


@pytest.mark.parametrize(("text", "moment"), ADDED.items())
def test_what_it_adds(text: str, moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = find(text, NOW)
    assert reading is not None
    assert reading.start == datetime.fromisoformat(moment).replace(tzinfo=ZONE)
    assert reading.words == text
    assert reading.kind is (Kind.INSTANT if "T10" in text else Kind.DAY)
    monkeypatch.setattr(finding, "last_resort", lambda line: None)
    assert find(text, NOW) is None


@pytest.mark.parametrize(
    "text",
    [
        "trabalho",
        "R$ 15",
        "1480000000",
        "10 12 14",
        "2026 13 45",
        "31 02 2026",
        "12 10 2026 98",
        "abc 2026",
        "27-11",
    ],
)
def test_what_it_is_not_believed_on(text: str) -> None:
    assert find(text, NOW) is None


def test_it_is_asked_only_about_short_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(line: Line) -> Reading | None:
        raise AssertionError(line.text)

    monkeypatch.setattr(fallback, "_ask", asked)
    for text in (
        "enviar o relatório",
        "27 11 2026 e mais o que houver para dizer sobre o assunto",
        "2026",
        "até sexta",
    ):
        find(text, NOW)


def test_once_warm_nothing_is_left_to_load() -> None:
    code = (
        "import sys; from datetime import datetime, UTC; from handlers.reading.dates import fallback, find\n"
        "now = datetime(2026, 11, 23, 9, tzinfo=UTC)\n"
        "fallback.warm(now); before = set(sys.modules)\n"
        "print('dateparser' in before, find('27 11 2026', now).start.date(), set(sys.modules) - before)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "True 2026-11-27 set()"


def test_it_is_not_imported_until_then() -> None:
    code = "import sys, handlers.reading.dates; print({'dateparser', 'dateutil', 'holidays'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
