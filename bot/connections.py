"""Bounds for connections to the HTTP port, in number and in time, so that no proxy is needed.

uvicorn limits only idle connections after an answer: a client that never finishes its request would stay for ever.
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
_log.setLevel(logging.ERROR)  # wrong requests of strangers would fill the log


class BoundedConnection(H11Protocol):
    """A connection that is closed, without an answer, when its request comes too slowly.

    Above the limit the oldest unfinished request makes room: a client that opens connections and sends nothing blocks
    nobody.
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
        """Begin a step with `step` seconds to finish (0: no limit); more data within a step gives no more time."""
        if step == self._step:
            return
        if self._limit is not None:
            self._limit.cancel()
        self._step = step
        self._limit = self.loop.call_later(step, self.transport.abort) if step else None


def _standing(connection: Any) -> tuple[bool, float]:
    """The sort key for closing: unfinished requests first, the oldest of them; then those we are answering."""
    in_hand = connection.cycle is not None and not connection.cycle.response_complete
    return in_hand and connection.conn.their_state is not h11.SEND_BODY, connection.came_at
