"""Connections to the HTTP port, bounded in number and in time, so that no proxy is needed for that.

uvicorn bounds only how long a connection may be idle after an answer: one that never says what it wants stays for ever.
"""

import asyncio
import logging
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

MOST = 64  # open at once; far below what a process may open
BACKLOG = 32  # accepted in one turn of the loop, before any of them is counted
HEAD_WITHIN = 5.0  # seconds for the line of the request and its headers
DONE_WITHIN = 30.0  # seconds from there to the end of the body and of the answer
LONGEST_HEAD = 16 * 1024  # bytes

_log = logging.getLogger("uvicorn.error.port")
_log.setLevel(logging.ERROR)  # what strangers send wrong is no line of ours, however often they send it


class BoundedConnection(H11Protocol):
    """One that is closed, without a word, when what it has to say comes too slowly.

    Where there are too many, the oldest of those that have not said all makes room for the new one: whoever opens
    connections and says nothing keeps nobody out.
    """

    came_at = 0.0
    _limit: asyncio.TimerHandle | None = None
    _step = 0.0  # seconds that the step under way may take: the head, the rest; none while it is idle

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.logger = _log

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.came_at = self.loop.time()
        self._enter(HEAD_WITHIN)
        if len(self.connections) > MOST:
            oldest = min(self.connections, key=_standing)
            oldest.transport.abort()
            self.connections.discard(oldest)

    def connection_lost(self, exc: Exception | None) -> None:
        self._enter(0.0)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._enter(HEAD_WITHIN if self.conn.their_state is h11.IDLE else DONE_WITHIN)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.conn.their_state is h11.IDLE:
            self._enter(0.0)

    def _enter(self, step: float) -> None:
        """Another step has its own time; the one under way is not given more for a little more of it."""
        if step == self._step:
            return
        if self._limit is not None:
            self._limit.cancel()
        self._step = step
        self._limit = self.loop.call_later(step, self.transport.abort) if step else None


def _standing(connection: Any) -> tuple[bool, float]:
    """Who is to go comes first: the oldest, but nobody who has said all and waits for us."""
    in_hand = connection.cycle is not None and not connection.cycle.response_complete
    return in_hand and connection.conn.their_state is not h11.SEND_BODY, connection.came_at
