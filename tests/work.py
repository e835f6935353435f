"""Work that is counted instead of timed, so that other processes change nothing."""

import cProfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


def calls(action: Callable[[], object]) -> int:
    """The number of functions an action calls."""
    profile = cProfile.Profile()
    profile.enable()
    try:
        action()
    finally:
        profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """The SQL statements sent to an engine within the block, as they come."""
    sent: list[str] = []

    def keep(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", keep)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", keep)
