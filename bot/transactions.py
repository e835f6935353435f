"""Transactions: one for each piece of work, and one commit for those that are due at the same time (group commit)."""

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
Work = Callable[[], Any]
_RETRIES = 4  # of a transaction that the database lost, before the request itself is put off
_LONGEST_GROUP = 0.008  # seconds of work after which a group is committed: its first members wait for their results


class _Group(local):
    """The connection whose transaction this thread's group shares; None outside a group."""

    connection: Connection | None = None


_group = _Group()


class _Broken(BaseException):
    """The database refused something to a member of a group: every member is done anew in a transaction of its own."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """The value that a piece of work returned, or the exception it ended with."""

    value: Result | None = None
    error: Exception | None = None

    def resolve(self, future: "Future[Any]") -> None:
        """Give the future this result, unless it was cancelled."""
        if future.cancelled():
            return
        if self.error is None:
            future.set_result(self.value)
        else:
            future.set_exception(self.error)


@contextmanager
def transaction(engine: Engine, channel: str = "sistema") -> Iterator[Session]:
    """A session in a transaction of its own: committed at the end, rolled back by any exception.

    In a group commit it is a savepoint of the group's transaction.
    """
    shared = _group.connection
    bind = engine if shared is None else shared
    options: dict[str, Any] = {"expire_on_commit": False, "join_transaction_mode": "create_savepoint"}
    try:
        with Session(bind, **options) as session, session.begin():
            session.info["channel"] = channel
            yield session
    except DBAPIError as error:
        if shared is None:
            raise
        raise _Broken from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection for one SELECT, without the cost of a session: the group's own, where there is one."""
    if _group.connection is None:
        with engine.begin() as connection:
            yield connection
        return
    try:
        yield _group.connection
    except DBAPIError as error:
        raise _Broken from error


def again(work: Callable[..., Result], *args: Any) -> Result:
    """The result of a whole transaction, begun anew where the database lost it (a deadlock, a cut connection).

    Work that is begun anew asks first what is left to do: the lost transaction may have been committed after all.
    """
    for _ in range(_RETRIES):
        try:
            return work(*args)
        except OperationalError as error:
            if not may_begin_anew(error):
                raise
            log.warning("a transaction is begun anew: %s", type(error.orig).__name__, exc_info=error)
    return work(*args)


def group_commit(engine: Engine, works: Sequence[Work], last: Sequence[Work] = ()) -> list[Outcome[Any]]:
    """Do `works` in their order, then all of `last`, and commit once. A commit costs about as much as a command.

    Returns the outcomes of the works that fitted into `_LONGEST_GROUP` (at least one), followed by those of `last`.
    An exception undoes its own work only. Where the database refuses anything, the commit included, or another process
    is changing the house, each is done in a transaction of its own; as with `again`, it asks what is left to do.
    """
    if len(works) + len(last) > 1:
        try:
            return _in_one_transaction(engine, works, last)
        except (_Broken, Exception) as reason:  # of any cause: each piece is done anew by itself
            log.debug("%d pieces of work are done one by one", len(works), exc_info=reason)
    return _outcomes(works, last)


def _in_one_transaction(engine: Engine, works: Sequence[Work], last: Sequence[Work]) -> list[Outcome[Any]]:
    with engine.begin() as connection:
        if not take_turn_if_free(connection):  # before any lock, so that no two processes wait for each other
            raise _Broken
        savepoint = connection.begin_nested()
        _group.connection = connection
        try:
            outcomes = _outcomes(works, last)
        finally:
            _group.connection = None
        savepoint.commit()  # refused if the database has ended the transaction meanwhile
        return outcomes


def _outcomes(works: Sequence[Work], last: Sequence[Work]) -> list[Outcome[Any]]:
    end = monotonic() + _LONGEST_GROUP
    found = list[Outcome[Any]]()
    for work in works:
        found.append(_outcome(work))
        if monotonic() > end:
            break
    return found + [_outcome(work) for work in last]


def _outcome(work: Callable[[], Result]) -> Outcome[Result]:
    try:
        return Outcome(work())
    except Exception as error:
        return Outcome(error=error)
