"""Engines that one house after the other uses: what SQLAlchemy compiled for the last needs no compiling for the next."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, event, make_url

from bot import database
from bot.app import App, Clock, build
from bot.database import open_engine
from bot.settings import Settings
from models import rule_book
from models.deadlines import ladders

Listened = Counter[str]
Kind = tuple[str, bool, float]  # of what database, whether it is for reading, how long it waits for a lock
_TO_MONDAY = datetime(2026, 11, 23, 13, tzinfo=UTC) - datetime.now(UTC)
_free: dict[Kind, list[Engine]] = {}
_lent: dict[Engine, tuple[Kind, Listened]] = {}


def office_clock() -> datetime:
    """The time that passes, on a Monday from ten in the morning: what is written at night waits for the morning."""
    return datetime.now(UTC) + _TO_MONDAY


def built(settings: Settings, *, clock: Clock = office_clock) -> App:
    """The program on an engine that is lent; whoever built it gives the engine back."""
    return build(settings, clock=clock, engine=lend(settings.database_url))


def lend(url: str, *, for_reading: bool = False) -> Engine:
    """An engine that opens that database and nobody else is using; its statements may be compiled already."""
    kind = (make_url(url).get_backend_name(), for_reading, database.BUSY_TIMEOUT)
    free = _free.setdefault(kind, [])
    engine = free.pop() if free else _fresh(url, for_reading=for_reading)
    engine.url = make_url(url)
    _lent[engine] = kind, _listened(engine)
    _forget()
    return engine


def give_back(engine: Engine) -> None:
    """Closed; lent again unless somebody listens who did not before. One that is given back twice is lent once."""
    engine.dispose()
    kind, listened = _lent.pop(engine, (None, None))
    if kind is not None and listened == _listened(engine):
        _free[kind].append(engine)


def _fresh(url: str, *, for_reading: bool) -> Engine:
    engine = open_engine(url, for_reading=for_reading)

    def open_its_own(dialect: Any, _record: Any, words: list[Any], named: dict[str, Any]) -> None:
        """The connection of the moment: what the engine was made with, at the address it has now."""
        words[:], here = dialect.create_connect_args(engine.url)
        named.update(here, **{name: value for name, value in named.items() if name not in _ADDRESS})

    event.listen(engine, "do_connect", open_its_own)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _hurry)
    return engine


def _hurry(connection: Any, _record: Any) -> None:
    """The disk is not waited for: no machine loses its power while a conversation is tested."""
    connection.execute("pragma synchronous=off").close()


_ADDRESS = ("host", "port", "dbname", "user", "password")


def _listened(engine: Engine) -> Listened:
    """The number of listeners of each event of an engine."""
    parts: tuple[Any, ...] = (engine.dispatch, engine.pool.dispatch, engine.dialect.dispatch)
    return Counter({name: len(getattr(part, name)) for part in parts for name in part._event_names})


def _forget() -> None:
    """The caches by address: a server's database is lent again under the address it had."""
    ladders._cached.clear()
    rule_book._read.clear()
