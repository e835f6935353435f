"""The fixture `house`: real rules, real tables, a clock we hold. Four verbs: says, passes, runs, tray."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import schema
from bot.app import App, build
from bot.clockwork import Clockwork, HeldClock
from bot.console import Console
from bot.dispatch import transaction
from bot.settings import Settings
from models import attachments, moments
from models.base import insert_row
from models.people import Address, Orgao, Person
from models.texts import fold
from tests import databases

MONDAY = datetime.fromisoformat("2026-11-23T09:00:00-03:00")
ORGAOS = (
    ("GP", "Gabinete do Prefeito"),
    ("SAUDE", "Secretaria de Saúde"),
    ("OBRAS", "Secretaria de Obras"),
    ("FAZENDA", "Secretaria da Fazenda"),
    ("EDUCACAO", "Secretaria de Educação"),
)
PEOPLE = (
    # handle, name, cargo, orgao, role, function
    ("helena", "Helena Duarte", "Prefeita", "GP", "prefeito", "titular"),
    ("ana", "Ana Prado", "Chefe de Gabinete", "GP", "chefia", ""),
    ("davi", "Davi Rocha", "Assessor", "GP", "assessoria", ""),
    ("bruno", "Bruno Lima", "Secretário de Saúde", "SAUDE", "secretario", "titular"),
    ("carla", "Carla Dias", "Secretária Adjunta de Saúde", "SAUDE", "secretario", "adjunto"),
    ("otavio", "Otávio Reis", "Secretário de Obras", "OBRAS", "secretario", "titular"),
    ("paula", "Paula Nunes", "Secretária Adjunta de Obras", "OBRAS", "secretario", "adjunto"),
    ("fabio", "Fábio Teles", "Secretário da Fazenda", "FAZENDA", "secretario", "titular"),
    ("edna", "Edna Souza", "Secretária de Educação", "EDUCACAO", "secretario", "titular"),
    ("sergio", "Sérgio Pinto", "Agente administrativo", "SAUDE", "servidor", ""),
    ("vera", "Vera Campos", "Controladora interna", "GP", "controle", ""),
    ("igor", "Igor Alves", "Técnico de informática", "GP", "administrador", ""),
)


class House:
    """A small municipality in a database without rows, spoken to through the console door like any other."""

    def __init__(self, url: str, now: datetime, folder: Path | None = None) -> None:
        """`folder`: where its attachments are kept, instead of beside the database."""
        self.url = url
        self.clock = HeldClock(now)
        self.app: App = build(Settings(_env_file=None, database_url=url), clock=self.clock)  # type: ignore[call-arg]
        if folder is not None:
            attachments.configure(folder / "anexos")
        if schema.current(self.app.engine) is None:
            schema.create(self.app.engine)
        self._settle_people()
        self._trays: dict[str, list[dict[str, Any]]] = {}
        self._answers: dict[int, dict[str, Any]] = {}
        self._line = 0
        self.clockwork = Clockwork(self.app.engine, self.clock)
        self.console = Console(self.app, self._shown, self.clockwork)

    @property
    def now(self) -> datetime:
        return self.clock()

    def says(self, who: str, text: str) -> str:
        """Somebody types a line (or presses a button that carries it); the text of the answer."""
        return str(self.answer(who, text=text)["text"])

    def answer(self, who: str, **update: Any) -> dict[str, Any]:
        """The whole answer to an update: text, buttons, form, files."""
        self._line += 1
        self.console.say({"as": who, **update}, self._line)
        return self._answers.pop(self._line, {"text": "", "buttons": [], "form": None, "files": []})

    def buttons(self, who: str, text: str) -> list[str]:
        """The lines behind the buttons of the answer."""
        return [button["line"] for button in self.answer(who, text=text)["buttons"]]

    def tray(self, who: str) -> list[str]:
        """What was pushed to somebody since the last look."""
        return [message["text"] for message in self._trays.pop(who, [])]

    def pushed(self, who: str) -> list[dict[str, Any]]:
        """The same with buttons and files."""
        return self._trays.pop(who, [])

    def passes(self, step: timedelta | str) -> None:
        """Time passes (`timedelta`, or the local moment to go to), every due job running on the way."""
        target = self.now + step if isinstance(step, timedelta) else datetime.fromisoformat(step)
        self.console.set_clock(target if target.tzinfo else target.replace(tzinfo=moments.zone()))

    def runs(self, job: str) -> None:
        """A job runs once, now, and what it wrote is delivered."""
        self.app.run_job(job, self.now)
        self.console.deliver()

    def transaction(self) -> Any:
        return transaction(self.app.engine)

    def _shown(self, message: dict[str, Any]) -> None:
        if "reply_to" in message:
            self._answers[message["reply_to"]] = message
        else:
            self._trays.setdefault(message["to"], []).append(message)

    def _settle_people(self) -> None:
        with self.transaction() as session:
            ids = {sigla: insert_row(session, Orgao, sigla=sigla, key=fold(sigla), name=name) for sigla, name in ORGAOS}
            for handle, name, cargo, sigla, role, function in PEOPLE:
                person_id = insert_row(
                    session,
                    Person,
                    handle=handle,
                    name=name,
                    name_key=fold(name),
                    cargo=cargo,
                    orgao_id=ids[sigla],
                    role=role,
                    function=function,
                    email="",
                    phone="",
                    active=True,
                    preferences={},
                )
                values = {"person_id": person_id, "channel": "console", "address": handle, "active": True}
                insert_row(session, Address, **values, bound_at=self.now)


def pytest_addoption(parser: pytest.Parser) -> None:
    help_text = "what the databases of the tests are on; on postgresql only the tests that use one run"
    parser.addoption("--database", choices=databases.ENGINES, default=databases.SQLITE, help=help_text)


def pytest_configure(config: pytest.Config) -> None:
    databases.choose(config.getoption("--database"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches a database by the fixture below: the rest ran on SQLite just the same."""
    if not databases.on_postgresql():
        return
    touching = [item for item in items if "new_database" in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=[item for item in items if item not in touching])
    items[:] = touching


@pytest.fixture
def new_database() -> Iterator[Callable[[Path], str]]:
    """Makes furnished databases on the engine of the run: the address of one for each path given."""
    yield databases.furnished
    databases.give_back()


@pytest.fixture
def postgresql() -> Iterator[str]:
    """The address of a furnished database on PostgreSQL in every run: for what only PostgreSQL does."""
    yield databases.lend(tables=True)
    databases.give_back()


@pytest.fixture
def house(tmp_path: Path, new_database: Callable[[Path], str]) -> Iterator[House]:
    """The municipality on a Monday at 9h."""
    built = House(new_database(tmp_path / "house.db"), MONDAY, tmp_path)
    yield built
    built.app.engine.dispose()
