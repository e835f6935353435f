"""Logging, configured once: text or JSON on stderr, without secrets and without the texts of people.

An exception is logged as its type and the lines of code it passed through. Its message is left out: it may quote the
text of a person, a parameter of a statement or an address with a token in it.
"""

import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from types import TracebackType

from bot.causes import Cause, cause_in

_TOKENS = re.compile(
    r"\d{5,}:[A-Za-z0-9_-]{30,}|xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]+|xapp-[A-Za-z0-9-]+|(?<=/ics/)[0-9A-Za-z]{20,}"
    r"|(?<=/painel/)[0-9a-f]{40}"
)
_HIDDEN = "[segredo]"
_SAFE_FACTS = ("sqlite_errorname", "sqlstate", "errno")  # what an error may say of its cause without quoting anybody
_TALKATIVE = ("httpx", "httpcore", "apscheduler", "alembic")
_SHORTEST_SECRET = 6
_MINUTE = 60.0

log = logging.getLogger("bot")


class Redaction(logging.Filter):
    """Removes secrets from a record, and the messages of exceptions. Every handler has this filter."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        longest_first = sorted({each for each in secrets if len(each) >= _SHORTEST_SECRET}, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self.clean(_message(record)), None
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = self.clean(_trace(record.exc_info[1]))
        if record.stack_info:
            record.stack_info = self.clean(record.stack_info)
        return True

    def clean(self, text: str) -> str:
        text = _TOKENS.sub(_HIDDEN, text)
        return self._secrets.sub(_HIDDEN, text) if self._secrets else text


class Outage(logging.Filter):
    """Passes one line a minute for each cause of a database failure, without its trace; the rest repeats it."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[Cause, tuple[float, int]] = {}  # when last, and how many since were kept back

    def filter(self, record: logging.LogRecord) -> bool:
        cause = cause_in(record.exc_info[1]) if record.exc_info else None
        if cause is None:
            return True
        now = monotonic()
        last, kept_back = self._said.get(cause, (float("-inf"), 0))
        if now < last + _MINUTE:
            self._said[cause] = last, kept_back + 1
            return False
        self._said[cause] = now, 0
        more = f"; {kept_back} more since the last line" if kept_back else ""
        record.msg, record.args = f"the database does not serve: {cause.log}{more} ({_message(record)})", None
        record.exc_info = record.exc_text = record.stack_info = None
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        entry = {"at": at, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        if record.exc_text:
            entry["trace"] = record.exc_text
        return json.dumps(entry, ensure_ascii=False)


def configure(*, level: str = "INFO", form: str = "text", secrets: Iterable[str] = ()) -> None:
    """Set up the root logger. `form` is text or json. A second call replaces the first."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else _text())
    handler.addFilter(Outage())
    handler.addFilter(Redaction(secrets))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # a full disk or a closed pipe under the log is no reason to stop
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def divert(path: Path) -> None:
    """Log to a file from here on: a line on the terminal would disturb the conversation."""
    file = logging.FileHandler(path, encoding="utf-8", delay=True)
    for handler in logging.root.handlers[:]:
        file.setFormatter(handler.formatter)
        file.filters = handler.filters
        logging.root.removeHandler(handler)
    logging.root.addHandler(file)


def _text() -> logging.Formatter:
    return logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # the arguments do not fit the message: keep the message, which is ours
        return str(record.msg)


def _trace(error: BaseException) -> str:
    """The types of an error and its causes, cause first, with their lines of code; no messages."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    earlier = _trace(before) + "\n" if before is not None else ""
    lines = "".join(traceback.format_tb(error.__traceback__)).rstrip("\n")
    return f"{earlier}{lines}\n{type(error).__module__}.{type(error).__qualname__}{_facts(error)}".lstrip("\n")


def _facts(error: BaseException) -> str:
    source = getattr(error, "orig", None) or error
    found = [str(value) for name in _SAFE_FACTS if (value := getattr(source, name, None)) is not None]
    return f" ({', '.join(found)})" if found else ""


def _uncaught(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        log.critical("the program ends: nobody expected this", exc_info=error)


def _uncaught_in_thread(failure: threading.ExceptHookArgs) -> None:
    if failure.exc_value is not None:
        log.critical("a thread ends: nobody expected this", exc_info=failure.exc_value)
