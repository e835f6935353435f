"""Engines that one house after the other uses: what SQLAlchemy compiled for the last needs no compiling for the next."""

from collections import Counter
from typing import Any

from sqlalchemy import Engine, event, make_url

from bot.database import open_engine
from models import rule_book
from models.deadlines import ladders

Listened = Counter[str]
_free: dict[str, list[Engine]] = {}  # by kind of database
_lent: dict[Engine, Listened] = {}


def lend(url: str) -> Engine:
    """An engine that opens that database and nobody else is using; its statements may be compiled already."""
    free = _free.setdefault(make_url(url).get_backend_name(), [])
    engine = free.pop() if free else _fresh(url)
    engine.url = make_url(url)
    _lent[engine] = _listened(engine)
    _forget()
    return engine


def give_back(engine: Engine) -> None:
    """Closed; lent again unless somebody listens who did not before. One that is given back twice is lent once."""
    engine.dispose()
    listened = _lent.pop(engine, None)
    if listened is not None and listened == _listened(engine):
        _free[engine.url.get_backend_name()].append(engine)


def _fresh(url: str) -> Engine:
    engine = open_engine(url)

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
