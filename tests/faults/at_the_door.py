"""A bot in one process, Telegram in another; tests read the tables and the server's log."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from bot import schema
from bot.app import App, build
from bot.settings import Settings
from bot.sqlite import sqlite3
from bot.transactions import transaction
from models.base import insert_row, insert_rows
from models.deliveries import REPEAT_MARK
from models.outbox import Message, Outbox, Priority, State
from models.people import Address, Person
from tests import processes
from tests.bot.paper import eventually, free_port

ROOT = Path(__file__).parent.parent.parent
TOKEN = "12345:tests"
FIRST_USER = 100_000


class TelegramProcess:
    """The test server as a process, so that its log survives any fault of the bot."""

    def __init__(self, folder: Path, *, limits: bool = False) -> None:
        self.url = f"http://127.0.0.1:{(port := free_port())}"
        self.log = folder / "telegram.jsonl"
        words = ["-m", "tests.servers.telegram", "--port", str(port), "--log", str(self.log)]
        words += ["--limits"] if limits else []
        self._process = subprocess.Popen([sys.executable, *words], cwd=ROOT)
        assert eventually(self._answers), "the test server did not start"

    def control(self, what: str, **given: Any) -> Any:
        body = json.dumps(given).encode()
        request = Request(f"{self.url}/_control/{what}", body, {"Content-Type": "application/json"})  # noqa: S310
        with urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.loads(answer.read())["result"]

    def accepted(self) -> list[dict[str, Any]]:
        """Every message accepted, in order: `params` of the call and the moment, `wall`."""
        lines = self.log.read_text(encoding="utf-8").splitlines(keepends=True)
        calls = [json.loads(line) for line in lines if line.endswith("\n")]  # the last one may be half written
        return [call for call in calls if call["method"] == "sendMessage" and call["outcome"] == "accepted"]

    def sent(self) -> list[tuple[str, str]]:
        """Every text accepted, in order: chat and text."""
        return [(str(call["params"]["chat_id"]), str(call["params"]["text"])) for call in self.accepted()]

    def count(self) -> int:
        """The number of messages accepted."""
        return int(self.control("stats")["sends"])

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/bot{TOKEN}/getMe", timeout=2) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except OSError:
            return False


class Bot:
    """The real `python -m bot run`, to be killed and started again."""

    def __init__(self, folder: Path, server: TelegramProcess, **environment: str) -> None:
        self.database = folder / "house.db"
        self._folder = folder
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("TELEGRAM_", "SLACK_"))},
            "DATABASE_URL": f"sqlite:///{self.database}",
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": server.url,
            "HTTP_PORT": "0",
            "LOG_LEVEL": "WARNING",
            **environment,
        }
        self._process: ForkServerProcess | None = None

    def start(self) -> None:
        log = self._folder / "bot.log"
        self._process = processes.started(["bot", "run"], self._folder, self._environment, out=log, errors=log)

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.join()

    @property
    def pid(self) -> int:
        assert self._process is not None
        assert self._process.pid is not None
        return self._process.pid

    def stop(self) -> int:
        """Stop the bot as an administrator does; the exit code."""
        assert self._process is not None
        self._process.terminate()
        self._process.join(20)
        assert self._process.exitcode is not None, "it did not end"
        return self._process.exitcode

    @contextmanager
    def running(self) -> Iterator[None]:
        self.start()
        try:
            yield
        finally:
            self.end()

    def end(self) -> None:
        """Stop the bot if it still runs."""
        if self._process is not None and self._process.is_alive():
            self.stop()

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database, timeout=30)) as connection:
            return connection.execute(query, values).fetchall()


def town(folder: Path, people: int = 1) -> App:
    """A database with `people` people, each at the Telegram address FIRST_USER + n; the first is the chefia."""
    settings = Settings(_env_file=None, database_url=f"sqlite:///{folder / 'house.db'}")  # type: ignore[call-arg]
    app = build(settings)
    schema.create(app.engine)
    with transaction(app.engine) as session:
        for n in range(people):
            role = "servidor" if n else "chefia"
            person = {"handle": f"p{n}", "name": f"Pessoa {n}", "name_key": f"pessoa {n}", "cargo": "", "role": role}
            rest = {"function": "", "email": "", "phone": "", "active": True, "preferences": {}}
            person_id = insert_row(session, Person, **person, **rest)
            place = {"channel": "telegram", "address": str(FIRST_USER + n), "active": True, "bound_at": app.clock()}
            insert_row(session, Address, person_id=person_id, **place)
    return app


def broadcast(app: App, size: int, text: str = "Ordem de teste a todos.") -> None:
    """Enqueue one message for each of `size` addresses."""
    now = app.clock()
    shared = {"channel": "telegram", "priority": int(Priority.ACT), "state": State.PENDING, "not_before": now}
    rows = [
        {
            "key": f"broadcast:{n}",
            "address": str(FIRST_USER + n),
            "payload": Message(f"{text} ({n})").payload(),
            "created_at": now,
            **shared,
        }
        for n in range(size)
    ]
    with transaction(app.engine) as session:
        insert_rows(session, Outbox, rows)


def broken_promises(bot: Bot, server: TelegramProcess, kills: int, in_flight: int = 6) -> list[str]:
    """The broken promises: messages neither delivered nor known to be uncertain, too many repeats, unmarked ones."""
    sent = server.sent()
    copies = Counter((to, text.removeprefix(REPEAT_MARK)) for to, text in sent)
    unmarked = Counter((to, text) for to, text in sent if not text.startswith(REPEAT_MARK))
    faults = [f"{count} unmarked copies for {to}" for (to, _), count in unmarked.items() if count > 1]
    rows = bot.ask("SELECT address, json_extract(payload, '$.text'), repeats, state FROM outbox WHERE edits_id IS NULL")
    for address, text, repeats, state in rows:
        count = copies[address, text]
        if state not in ("sent", "uncertain", "failed"):
            faults.append(f"the message for {address} was left {state}")
        if state == "sent" and not count:
            faults.append(f"the message for {address} is marked sent and never arrived")
        if count > 1 + repeats:
            faults.append(f"{count} copies for {address}, flagged {repeats} times")
    repeated = sum(count - 1 for count in copies.values())
    if repeated > kills * in_flight:
        faults.append(f"{repeated} repeats after {kills} kills")
    return faults
