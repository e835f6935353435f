"""The fixture `house`: real rules, real tables, a clock we hold. Four verbs: says, passes, runs, tray."""

import gc
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import schema
from bot.app import App
from bot.channels import console_channel
from bot.console import Console
from bot.settings import Settings
from bot.simulation import FrozenClock, Simulation
from bot.transactions import transaction
from handlers import base as handlers
from jobs import base as jobs
from models import moments, storage
from models.base import insert_row
from models.deliveries import Delivery
from models.people import Address, Orgao, Person
from models.texts import fold
from tests import databases, desks, engines, platforms, said, selection, steady
from tests.desks import Seat
from tests.doors import Elsewhere

_ANCHORS = Path(tempfile.mkdtemp(prefix="gabinete-"), "ancoras.txt")  # never that of a house
os.environ["ANCHOR_FILE"] = str(_ANCHORS)
handlers.walk()  # what is declared there is read by functions that need no house

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


class _Examining(console_channel.ConsoleDoor):
    """The door of the terminal; what it is given, both platforms must be able to take. `refused`: what they could not."""

    def __init__(self, show: Callable[[Delivery], None]) -> None:
        super().__init__(show)
        self.refused: list[str] = []

    def send(self, delivery: Delivery) -> str | None:
        self.refused += platforms.complaints(delivery)
        return super().send(delivery)


class EveryDoor(Console):
    """The terminal; whatever is delivered there, the other doors deliver too."""

    channel, called = console_channel.NAME, "terminal"
    elsewhere: tuple[Elsewhere, ...] = ()

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        door = self._door = _Examining(self._deliver)
        self.refused = door.refused

    def place(self, handle: str) -> str:
        return handle

    def close(self) -> None:
        """It holds nothing open."""
        assert self.refused == []

    def _drain(self) -> int:
        total = super()._drain()
        while done := sum(door.deliver() for door in self.elsewhere):
            total += done + super()._drain()
        return total


_TERMINAL = Seat(EveryDoor)


@cache
def _settings(**own: Any) -> Settings:
    """The defaults and these."""
    return Settings(_env_file=None, **own)  # type: ignore[call-arg]


class House:
    """A small municipality in a database without rows, spoken to through one door like any other."""

    def __init__(
        self, url: str, now: datetime, folder: Path | None = None, seat: Seat = _TERMINAL, *, is_settled: bool = False
    ) -> None:
        """`folder`: where its attachments are kept, instead of beside the database. `is_settled`: its people are there."""
        self.url = url
        self.clock = FrozenClock(now)
        settings = _settings(**seat.settings).model_copy(update={"database_url": url})
        self.app: App = engines.built(settings, clock=self.clock)
        if folder is not None:
            storage.configure(folder / "anexos")
        self._trays: dict[str, list[dict[str, Any]]] = {}
        self.anchors: dict[str, list[str]] = {}
        self._answers: dict[int, dict[str, Any]] = {}
        self._line = 0
        self.simulation = Simulation(self.app.engine, self.clock)
        self.desk = seat.desk(self.app, self._shown, self.simulation)
        if not is_settled:
            self._settle(seat)
        self.doors: dict[str, Elsewhere] = {}

    @property
    def now(self) -> datetime:
        return self.clock()

    @property
    def door(self) -> str:
        """The name of the door, for people."""
        return str(self.desk.called)

    def says(self, who: str, text: str, *, via: str = "console") -> str:
        """Somebody types a line (or presses a button that carries it); the text of the answer."""
        return str(self.answer(who, text=text, via=via)["text"])

    def answer(self, who: str, **update: Any) -> dict[str, Any]:
        """The whole answer to an update: text, buttons, form, files."""
        self._line += 1
        if (via := update.pop("via", "console")) != "console":
            answer = self.doors[via].say(self._line, {"as": self.address(who, via), **update})
            self.desk.deliver()
            return answer
        self.desk.say({"as": who, **update}, self._line)
        return self._answers.pop(self._line, {"text": "", "buttons": [], "form": None, "files": []})

    def buttons(self, who: str, text: str, *, via: str = "console") -> list[str]:
        """The lines behind the buttons of the answer."""
        return [button["line"] for button in self.answer(who, text=text, via=via)["buttons"]]

    def tray(self, who: str, *, via: str = "console") -> list[str]:
        """The messages pushed to a person since the last look."""
        return [message["text"] for message in self.pushed(who, via=via)]

    def pushed(self, who: str, *, via: str = "console") -> list[dict[str, Any]]:
        """The same with buttons and files."""
        return self.doors[via].tray(self.address(who, via)) if via != "console" else self._trays.pop(who, [])

    def opens(self, *names: str) -> None:
        """Other doors than the terminal, at which `settles` gives people addresses."""
        self.doors |= {name: Elsewhere(self.app, name) for name in names}
        self.desk.elsewhere = tuple(self.doors.values())

    def settles(self, who: str, **addresses: str) -> None:
        """Somebody has these addresses, by door, and is not at the terminal any more."""
        with self.transaction() as session:
            person_id = session.scalars(select(Person.id).where(Person.handle == who)).one()
            for row in session.scalars(select(Address).where(Address.person_id == person_id)):
                row.active = False
            for channel, address in addresses.items():
                values = {"person_id": person_id, "channel": channel, "address": address, "active": True}
                insert_row(session, Address, **values, bound_at=self.now)

    def happens(self, event: str, who: str, *, via: str, place: str = "", title: str = "") -> dict[str, Any]:
        """Nobody wrote, but this happened at a door: `joined`, `removed`, `blocked`; what is said in the place."""
        return self.answer(who, event=event, place=place, title=title, via=via)

    def address(self, who: str, via: str) -> str:
        """The address of a person at a door; strangers and places are named by the address itself."""
        with self.transaction() as session:
            query = select(Address.address).join(Person, Person.id == Address.person_id)
            return session.scalar(query.where(Person.handle == who, Address.channel == via)) or who

    def passes(self, step: timedelta | str) -> None:
        """Time passes (`timedelta`, or the local moment to go to), every due job running on the way."""
        target = self.now + step if isinstance(step, timedelta) else datetime.fromisoformat(step)
        self.desk.set_clock(target if target.tzinfo else target.replace(tzinfo=moments.zone()))

    def skips(self, moment: str) -> None:
        """The clock goes to a local moment; what falls due on the way runs once when time passes again."""
        self.clock.move_to(datetime.fromisoformat(moment).replace(tzinfo=moments.zone()))

    def runs(self, job: str) -> None:
        """A job runs once, now, and what it wrote is delivered."""
        self.app.run_job(job, self.now)
        self.desk.deliver()

    def transaction(self) -> Any:
        return transaction(self.app.engine)

    def close(self) -> None:
        self.desk.close()
        engines.give_back(self.app.engine)

    def _shown(self, message: dict[str, Any]) -> None:
        if "reply_to" in message:
            self._answers[message["reply_to"]] = message
        elif message["text"].startswith("Âncora de hoje"):  # of every evening; kept apart from what a test is about
            self.anchors.setdefault(message["to"], []).append(message["text"])
        else:
            self._trays.setdefault(message["to"], []).append(message)

    def _settle(self, seat: Seat) -> None:
        """Its tables and people; at the terminal as the last house had them that began at this moment."""
        alike = seat is _TERMINAL and databases.is_furnished_file(self.url)
        if alike and databases.settle_again(self.url, self.now):
            return
        if schema.current(self.app.engine) is None:
            schema.create(self.app.engine)
        self._settle_people()
        if alike:
            self.app.engine.dispose()
            databases.keep(self.url, self.now)

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
                place = {"channel": self.desk.channel, "address": self.desk.place(handle)}
                insert_row(session, Address, person_id=person_id, **place, active=True, bound_at=self.now)


def pytest_addoption(parser: pytest.Parser) -> None:
    on = "what the databases of the tests are on; on postgresql only the tests that may differ there run"
    parser.addoption("--database", choices=databases.ENGINES, default=databases.SQLITE, help=on)
    at = "the door at which the conversations are held; at another than the console only some of them are"
    parser.addoption("--door", choices=(desks.CONSOLE, desks.TELEGRAM, desks.SLACK), default=desks.CONSOLE, help=at)
    accept = "accept what is said where tests quote it with said(...), and write it there"
    parser.addoption("--rewrite", action="store_true", help=accept)
    parser.addoption(
        "--whole", action="store_true", help="every test on that database, every conversation at that door"
    )


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: some tests wait for a process, a server or the clock."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    gc.disable()  # nothing of what is imported and collected is garbage: looking through it takes a tenth of the time
    steady.settle(config)
    if config.getoption("--rewrite"):
        said.begin(config)
    databases.choose(config.getoption("--database"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for note in said.heard.write() if said.heard else ():
        terminalreporter.write_line(note)


@pytest.hookimpl(tryfirst=True)  # what is slow is known before -m is read
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    selection.select(config, items)


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def _no_anchors() -> None:
    """A database that is lent again has the anchors of no other."""
    _ANCHORS.unlink(missing_ok=True)


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
def no_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """No job of the clock: whatever the hour, only what a test makes happen goes out."""
    jobs.walk()
    monkeypatch.setattr(jobs, "_jobs", {})


@pytest.fixture
def seat(request: pytest.FixtureRequest) -> Iterator[Seat]:
    """The seat of the people of the house: their door."""
    door = request.config.getoption("--door")
    if door == desks.CONSOLE:
        yield _TERMINAL
    else:
        with desks.seat_at(door) as there:
            yield there


@pytest.fixture
def house(tmp_path: Path, new_database: Callable[[Path], str], seat: Seat) -> Iterator[House]:
    """The municipality on a Monday at 9h."""
    built = House(new_database(tmp_path / "house.db"), MONDAY, tmp_path, seat)
    yield built
    built.close()
