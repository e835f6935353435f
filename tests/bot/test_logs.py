"""Secrets and message texts reach the log by no way."""

import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from bot import logs

TELEGRAM = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawk"
SLACK = "xoxb" + "-1234567890-abcDEF"
SLACK_APP = "xapp" + "-1-A012-345-abcdef"
OURS = "chave-muito-secreta"


class Written:
    """The text written to stderr so far."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._text = ""

    def getvalue(self) -> str:
        self._text += self._capsys.readouterr().err
        return self._text


@pytest.fixture
def stream(capsys: pytest.CaptureFixture[str]) -> Iterator[Written]:
    """The stream of the log; the logging of the process is restored afterwards."""
    root = logging.root
    before = root.handlers[:], root.level, sys.excepthook, threading.excepthook, warnings.showwarning
    yield Written(capsys)
    logging.captureWarnings(False)
    root.handlers[:], root.level, sys.excepthook, threading.excepthook, warnings.showwarning = before
    logging.raiseExceptions = True


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("secret", [TELEGRAM, SLACK, SLACK_APP, OURS])
def test_secrets_are_taken_out(stream: Written, secret: str, form: str) -> None:
    logs.configure(form=form, secrets=[OURS])
    log = logging.getLogger("bot.somewhere")
    log.info("plain %s", secret)
    log.info(f"inside the text {secret} itself")
    log.warning("https://api.example/bot%s/sendMessage", secret, stack_info=True)
    try:
        raise ValueError(f"refused: {secret}")
    except ValueError:
        log.exception("with a trace and %s", secret)
    assert secret not in stream.getvalue()
    assert stream.getvalue().count("[segredo]") >= 4


def test_an_exception_is_its_type_and_its_path(stream: Written) -> None:
    logs.configure()
    try:
        try:
            raise KeyError("o texto que a pessoa escreveu")
        except KeyError as cause:
            raise RuntimeError("o mesmo texto que a pessoa escreveu") from cause
    except RuntimeError:
        logging.getLogger("bot").exception("failure A1B2")
    said = stream.getvalue()
    assert "a pessoa escreveu" not in said.replace('raise KeyError("o texto que a pessoa escreveu")', "").replace(
        'raise RuntimeError("o mesmo texto que a pessoa escreveu")', ""
    )
    assert said.index("builtins.KeyError") < said.index("builtins.RuntimeError")
    assert "test_logs.py" in said


def test_a_database_error_names_its_code(stream: Written) -> None:
    logs.configure()
    engine = create_engine("sqlite://")
    try:
        with engine.connect() as connection, pytest.raises(OperationalError) as caught:
            connection.execute(text("SELECT * FROM nowhere WHERE x = :x"), {"x": "texto de alguém"})
        logging.getLogger("bot").error("failure", exc_info=caught.value)
    finally:
        engine.dispose()
    assert "OperationalError (SQLITE_ERROR)" in stream.getvalue()
    assert "texto de" + " alguém" not in stream.getvalue().replace('{"x": "texto de alguém"}', "")


def test_json_is_one_object_a_line(stream: Written) -> None:
    logs.configure(form="json")
    logging.getLogger("bot").warning("duas\nlinhas e %d", 1)
    entry = json.loads(stream.getvalue())
    assert entry["message"] == "duas\nlinhas e 1"
    assert entry["level"] == "WARNING"


def test_talkative_libraries_are_quietened(stream: Written) -> None:
    logs.configure(level="debug")
    logging.getLogger("httpx").info("POST https://api.example/bot1/sendMessage")
    logging.getLogger("httpcore.connection").debug("connect")
    assert stream.getvalue() == ""


def test_an_unforeseen_error_is_logged_without_its_message(stream: Written) -> None:
    logs.configure()
    error = ValueError(f"token {TELEGRAM}")
    sys.excepthook(ValueError, error, None)
    thread = threading.Thread(target=lambda: (_ for _ in ()).throw(error))
    thread.start()
    thread.join()
    assert stream.getvalue().count("builtins.ValueError") == 2
    assert "token" not in stream.getvalue()


def test_a_badly_written_line_does_not_stop_anything(stream: Written) -> None:
    logs.configure()
    logging.getLogger("bot").warning("%s and %s", *["one"])
    assert "%s and %s" in stream.getvalue()


def test_on_a_terminal_the_log_goes_to_a_file(stream: Written, tmp_path: Path) -> None:
    logs.configure(secrets=[OURS])
    logs.divert(tmp_path / "gabinete.log")
    logging.getLogger("bot").warning("com %s", OURS)
    logging.root.handlers[0].close()
    assert stream.getvalue() == ""
    assert (tmp_path / "gabinete.log").read_text(encoding="utf-8").endswith("com [segredo]\n")


@given(before=st.text(), after=st.text())
def test_a_secret_in_any_surroundings(before: str, after: str) -> None:
    redaction = logs.Redaction([OURS])
    assert OURS not in redaction.clean(before + OURS + after)
    assert SLACK not in redaction.clean(f"{before} {SLACK} {after}")
