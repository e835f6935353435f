"""Work that is counted instead of timed, so that other processes change nothing."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from sqlalchemy import Engine, event


def calls(action: Callable[[], object]) -> int:
    """The number of functions an action calls."""
    counted = 0

    def count(_frame: FrameType, what: str, _given: Any) -> None:
        nonlocal counted
        counted += what in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(before)
    return counted


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
