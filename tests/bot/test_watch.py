"""The watch: administrators are notified of a failing database or a full disk; the log says it once a minute."""

import logging
import shutil
import time
from collections import namedtuple
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import OperationalError

from bot import certificates, logs
from bot.app import App
from bot.settings import Settings
from bot.sqlite import sqlite3
from tests import databases
from tests.bot.paper import Paper, at_work, eventually, settle
from tests.bot.test_logs import Written, stream
from tests.bot.test_service import app
from tests.conftest import MONDAY

__all__ = ["app", "stream"]
Usage = namedtuple("Usage", "total used free")
MB = 2**20


@pytest.fixture
def watched(app: App, monkeypatch: pytest.MonkeyPatch) -> App:
    """A house with an administrator, and a watch that looks often."""
    monkeypatch.setattr("bot.watch.EVERY", 0.1)
    monkeypatch.setattr("bot.watch._WORTH_TELLING", timedelta(seconds=0.5))
    settle(app, "igor", role="administrador")
    return app


def test_the_log_says_which_doors_opened(watched: App, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot")
    with at_work(watched, Paper()):
        assert eventually(lambda: "the door paper is open" in caplog.messages)
    assert "at work: doors paper, HTTP port none" in caplog.messages


def free(monkeypatch: pytest.MonkeyPatch, megabytes: int) -> None:
    monkeypatch.setattr("bot.watch.shutil", SimpleNamespace(disk_usage=lambda _: Usage(0, 0, megabytes * MB)))


def test_a_disk_that_fills_up_is_told_once_for_each_step(watched: App, monkeypatch: pytest.MonkeyPatch) -> None:
    door = Paper()
    free(monkeypatch, 1024)
    with at_work(watched, door):
        time.sleep(0.5)
        assert door.texts("igor") == []
        free(monkeypatch, 900)
        assert eventually(lambda: len(door.texts("igor")) == 1)
        free(monkeypatch, 150)
        assert eventually(lambda: len(door.texts("igor")) == 2)
        time.sleep(0.5)
    assert [text.partition(":")[0] for text in door.texts("igor")] == [
        "O disco do bot tem só 900 MB livres. Quando acabar, o bot para",
        "O disco do bot tem só 150 MB livres. O bot está prestes a parar",
    ]
    assert door.texts("ana") == []
    assert shutil.disk_usage("/").free


@contextmanager
def held(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.skipif(databases.on_postgresql(), reason="holds the one writer of a file")
def test_an_outage_of_the_database_is_reported_when_it_is_over(
    watched: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    door = Paper()
    free(monkeypatch, 5000)
    with at_work(watched, door):
        time.sleep(0.5)
        with held(Path(str(watched.engine.url.database))):
            assert eventually(lambda: any("takes no write" in each for each in caplog.messages), 60)
        assert eventually(lambda: len(door.texts("igor")) == 1), door.texts("igor")
    (told,) = door.texts("igor")
    assert told.startswith("O banco de dados ficou sem gravar de ")
    assert ": outro programa está com o banco agora. Voltou, e o que chegou nesse tempo está sendo feito." in told
    assert [each for each in caplog.messages if each.startswith("the database serves again")]


def test_one_line_a_minute_with_its_cause_and_no_trace(stream: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("bot.logs.monotonic", lambda: now[0])
    logs.configure()
    source = type("OperationalError", (Exception,), {"__module__": "psycopg"})("connection refused, segredo")
    wrong = sqlite3.OperationalError("no such column")
    wrong.sqlite_errorname = "SQLITE_ERROR"
    for tick in range(120):
        now[0] = tick * 0.6
        for name in ("bot.worker", "apscheduler.executors.default"):
            try:
                raise OperationalError("SELECT", {}, source)
            except OperationalError as error:
                logging.getLogger(name).error("failed, code %s", tick, exc_info=error)
    said = stream.getvalue().splitlines()
    assert len(said) == 2
    assert said[0].endswith("bot.worker: the database does not serve: connection refused (failed, code 0)")
    assert "connection refused; 199 more since the last line" in said[1]
    try:
        raise OperationalError("SELECT", {}, wrong)
    except OperationalError as error:
        for _ in range(2):
            logging.getLogger("bot").error("a wrong statement", exc_info=error)
    assert stream.getvalue().count("Traceback") == 0
    assert stream.getvalue().count("a wrong statement") == 2


def test_old_copies_and_certificates_are_told_once_a_day(
    watched: App, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    now = watched.clock()
    ends = {"perto.example": now + timedelta(days=3, hours=1), "longe.example": now + timedelta(days=60)}
    monkeypatch.setattr("bot.certificates.expires_at", lambda host, _port: ends[host])
    own = {"public_url": "https://perto.example", "slack_public_url": "https://longe.example/x", "backup_dir": tmp_path}
    watched.settings = watched.settings.model_copy(update=own)
    door = Paper()
    with at_work(watched, door):
        assert eventually(lambda: len(door.texts("igor")) == 2)
        time.sleep(0.5)
    assert sorted(door.texts("igor")) == [
        f"Atenção: não há cópia do banco em {tmp_path}. Rode: python -m deploy.backup {tmp_path}.",
        "Atenção: o certificado de perto.example vence em 3 dias. Renove-o.",
    ]


def test_a_certificate_that_cannot_be_seen() -> None:
    settings = Settings(_env_file=None, public_url="https://127.0.0.1:1")  # type: ignore[call-arg]
    assert list(certificates.complaints(settings, MONDAY)) == [
        "não consegui ver o certificado de 127.0.0.1 (ConnectionRefusedError)"
    ]
