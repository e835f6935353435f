"""The worst a single person can send, in each known way: another one is answered within two seconds."""

import io
import secrets
import time
import zipfile

import pytest

from tests.bot.paper import eventually
from tests.bot.telegram.conftest import IDS, Telegram, server, telegram, whatever_the_hour
from tests.databases import on_postgresql

__all__ = ["server", "telegram", "whatever_the_hour"]
pytestmark = [
    pytest.mark.clock,
    pytest.mark.skipif(on_postgresql(), reason="the bot of these tests is on SQLite"),
]
WITHIN = 2.0  # seconds
LINES = {
    "prazos": "expediente novo " + "prazo " * 660,
    "prazos between quotes": 'expediente novo "' + "prazo " * 650 + '"',
    "names": "pessoas " + "a " * 1_990,
    "one name": "convidar " + "1-" * 1_900,
    "mention": "tarefa @" + "a-" * 1_900 + "x",
    "numbers": "expediente novo " + "nº " * 1_300,
    "blanks": "tarefa " + " \n" * 1_990 + "x",
    "words": "buscar " + "reforma " * 490,
    "buttons": "ordem @todos " + "até 31/2 " * 400,
}


def answers_in_time(telegram: Telegram) -> None:
    before, began = len(telegram.texts("bruno")), time.monotonic()
    telegram.server.say(IDS["bruno"], "pauta")
    assert eventually(lambda: len(telegram.texts("bruno")) > before, 30)
    assert time.monotonic() - began < WITHIN


def document(size: int, inside: dict[str, bytes] | None = None) -> bytes:
    """A document as dense as an honest one may be."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", secrets.token_bytes(size // 150) + b"\0" * size)
        for name, content in (inside or {}).items():
            archive.writestr(name, content, zipfile.ZIP_STORED)
    return out.getvalue()


@pytest.mark.parametrize("way", LINES)
def test_lines(telegram: Telegram, way: str) -> None:
    for _ in range(5):
        telegram.server.say(IDS["sergio"], LINES[way][:4_000])
    answers_in_time(telegram)
    assert telegram.settled(60)
    assert len(telegram.texts("sergio")) >= 5
    assert not any("ocupado" in each or "falhou" in each for each in telegram.texts("sergio"))


def test_documents(telegram: Telegram) -> None:
    nested = document(50_000_000)
    for n in range(5):
        inside = {f"word/embeddings/{each}.docx": nested for each in range(6)}
        telegram.server.send_file(IDS["sergio"], f"{n}.docx", document(50_000_000, inside), "anexar T-1")
    time.sleep(0.5)
    for _ in range(5):
        answers_in_time(telegram)
    assert telegram.settled(60)


def test_a_flood(telegram: Telegram) -> None:
    for n in range(300):
        telegram.server.say(IDS["sergio"], f"buscar reforma da ponte {n}")
    for _ in range(5):
        answers_in_time(telegram)
    assert telegram.settled(120)
