"""The chat of the terminal on a built house, for people or for programs: how it is opened and closed."""

import os
import signal
import sys
import tempfile
from collections.abc import Iterable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import BinaryIO

from sqlalchemy.exc import DBAPIError

from bot import lock, logs, protocol, schema
from bot.app import App, build
from bot.console import Console, Line, read_lines
from bot.settings import Settings
from bot.simulation import Simulation

INTERRUPTED = 130


class Unusable(Exception):
    """The chat cannot be opened; the sentence says what to do."""


def on_configured_database(*, as_json: bool, person: str) -> int:
    """The chat on the database of the settings; returns the exit code."""
    leave_cleanly_when_told()
    app = build(Settings())
    try:
        if revision(app) is None:
            raise Unusable("O banco ainda não tem as tabelas. Rode antes: python -m bot migrate")
        with lock.held(app.settings.database_url, lock.ProcessRole.TERMINAL):
            return converse(app, None, as_json=as_json, person=person, script=None)
    except (Unusable, lock.InUse) as reason:
        return complain(str(reason))
    finally:
        app.engine.dispose()


def leave_cleanly_when_told() -> None:
    """SIGTERM ends the program as the end of the input does: temporary files are removed."""
    signal.signal(signal.SIGTERM, _leave)


def revision(app: App) -> str | None:
    """The revision of the database's schema; None where it has none. Raises Unusable."""
    try:
        return schema.current(app.engine)
    except DBAPIError as error:
        where = app.engine.url.render_as_string(hide_password=True)
        raise Unusable(
            f"Não consegui abrir o banco {where}: {type(error.orig).__name__}. Confira DATABASE_URL."
        ) from None


def complain(sentence: str, code: int = 1) -> int:
    """Say on stderr why nothing was opened; returns the exit code."""
    sys.stderr.write(sentence + "\n")
    return code


def converse(app: App, simulation: Simulation | None, *, as_json: bool, person: str, script: Path | None) -> int:
    """Talk until the input ends, the person leaves, or nobody reads; returns the exit code."""
    _replace_closed_streams()
    try:
        if script is None:
            _talk(app, simulation, sys.stdin.buffer, as_json=as_json, person=person, alone=False)
        else:
            with script.open("rb") as source:
                _talk(app, simulation, source, as_json=as_json, person=person, alone=True)
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        _close_output()
    return 0


def _talk(
    app: App, simulation: Simulation | None, source: BinaryIO, *, as_json: bool, person: str, alone: bool
) -> None:
    lines: Iterable[Line] = read_lines(source)
    if as_json:
        _speak_json(app, simulation, lines, person)
        return
    from bot import terminal

    if not alone and terminal.is_for_people():
        logs.divert(Path(tempfile.gettempdir()) / f"gabinete-terminal-{os.getpid()}.log")
        terminal.run_interactive(app, person, simulation)
        return
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    terminal.run_plain(app, person, simulation, lines, sys.stdout)


def _speak_json(app: App, simulation: Simulation | None, lines: Iterable[Line], person: str) -> None:
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    spoken = protocol.Protocol(sys.stdout, person)
    console = Console(app, spoken.show, simulation)
    console.open()
    spoken.run(console, lines)


def _replace_closed_streams() -> None:
    """Put an empty stream in the place of a standard one that was closed before the start."""
    if sys.stdin is None:
        sys.stdin = TextIOWrapper(BytesIO())
    if sys.stdout is None:
        sys.stdout = TextIOWrapper(BytesIO())


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _close_output() -> None:
    """Flush the output; a reader that has gone causes no complaint at the end of the program."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
