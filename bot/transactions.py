"""One transaction for each piece of work; pieces of work that wait at the same time share one commit."""

import logging
from asyncio import Future
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import local
from time import monotonic
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from bot.database import may_begin_anew
from models.base import take_turn_if_free

log = logging.getLogger("bot.transactions")
Result = TypeVar("Result")
_AT_MOST = 4  # times a lost transaction is begun anew before the request waits
_PATIENCE = 0.008  # seconds of work after which those who are done wait no longer for the others


class _Here(local):
    """What the pieces of this thread share at the moment."""

    connection: Connection | None = None


_here = _Here()


class _Alone(BaseException):
    """The database refused something to one of several pieces: each is done anew, alone, and meets its own fate."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """What a piece of work returned, or the exception it ended with."""

    value: Result | None = None
    error: Exception | None = None

    def tell(self, waiting: "Future[Any]") -> None:
        """Say it to whoever waits for it, and still does."""
        if waiting.cancelled():
            return
        if self.error is None:
            waiting.set_result(self.value)
        else:
            waiting.set_exception(self.error)


@contextmanager
def transaction(engine: Engine, channel: str = "sistema") -> Iterator[Session]:
    """One session, one transaction: committed at the end, rolled back by any exception.

    Within `together` it is a savepoint, committed with those of the others.
    """
    shared = _here.connection
    bind = engine if shared is None else shared
    options: dict[str, Any] = {"expire_on_commit": False, "join_transaction_mode": "create_savepoint"}
    try:
        with Session(bind, **options) as session, session.begin():
            session.info["channel"] = channel
            yield session
    except DBAPIError as error:
        if shared is None:
            raise
        raise _Alone from error


def again(work: Callable[..., Result], *args: Any) -> Result:
    """Do a whole transaction; one that the database lost (a deadlock, a connection cut) is begun anew, at once.

    What it had done is undone, or else it finds it done: each of them asks first what is still to do.
    """
    for _ in range(_AT_MOST):
        try:
            return work(*args)
        except OperationalError as error:
            if not may_begin_anew(error):
                raise
            log.warning("a transaction is begun anew: %s", type(error.orig).__name__, exc_info=error)
    return work(*args)


def together(
    engine: Engine, pieces: Sequence[Callable[[], Any]], last: Sequence[Callable[[], Any]] = ()
) -> list[Outcome[Any]]:
    """Do pieces of work one after the other, each undone by its own exception, and commit them at once.

    Returns how the first of them ended, at least one: what has to wait longer than `_PATIENCE` is left. A commit costs
    about as much as a command. Where the database refuses anything, the commit included, nothing stands, and each piece
    is done anew in a transaction of its own: as in `again`, each asks first what is still to do. So it is, too, while
    another process changes the house. `last`: is done after them in any case; its outcomes stand at the end.
    """
    if len(pieces) + len(last) > 1:
        try:
            return _sharing(engine, pieces, last)
        except (_Alone, Exception) as reason:  # whatever came between them, each can do without the others
            log.debug("%d pieces of work are done one by one", len(pieces), exc_info=reason)
    return _outcomes(pieces, last)


def _sharing(
    engine: Engine, pieces: Sequence[Callable[[], Any]], last: Sequence[Callable[[], Any]]
) -> list[Outcome[Any]]:
    with engine.begin() as connection:
        if not take_turn_if_free(connection):  # before all locks, so that no two wait for each other
            raise _Alone
        standing = connection.begin_nested()
        _here.connection = connection
        try:
            outcomes = _outcomes(pieces, last)
        finally:
            _here.connection = None
        standing.commit()  # refused if the database has ended the transaction meanwhile
        return outcomes


def _outcomes(pieces: Sequence[Callable[[], Any]], last: Sequence[Callable[[], Any]]) -> list[Outcome[Any]]:
    end = monotonic() + _PATIENCE
    found = list[Outcome[Any]]()
    for piece in pieces:
        found.append(_outcome(piece))
        if monotonic() > end:
            break
    return found + [_outcome(piece) for piece in last]


def _outcome(piece: Callable[[], Result]) -> Outcome[Result]:
    try:
        return Outcome(piece())
    except Exception as error:
        return Outcome(error=error)
