"""The pages of the demonstration: the panel, calendars and checks of documents, on a port of this machine alone."""

import asyncio
import select
import socket
from contextlib import suppress
from threading import Thread

from bot.app import App

_HOST, _PORT = "127.0.0.1", 8787  # another port where this one is taken
_SECONDS = 10  # that the end of the demonstration waits for a page under way


class DemoSite:
    """A port that listens from the start; the server behind it is loaded with the first visit.

    `address`: empty where the machine has no port to give.
    """

    def __init__(self) -> None:
        self._port = _bound()
        self._stop, self._stopped = socket.socketpair()
        self._thread: Thread | None = None
        self.address = f"http://{_HOST}:{self._port.getsockname()[1]}" if self._port else ""

    def open(self, app: App) -> None:
        """Answer visits in a thread of its own, until closed."""
        if self._port is not None:
            self._thread = Thread(target=self._wait, args=(app, self._port), name="demo-site", daemon=True)
            self._thread.start()

    def close(self) -> None:
        self._stop.close()
        if self._thread is not None:
            self._thread.join(_SECONDS)
        for each in filter(None, (self._stopped, self._port)):
            each.close()

    def _wait(self, app: App, port: socket.socket) -> None:
        ready, _, _ = select.select([port, self._stopped], [], [])
        if self._stopped not in ready:
            asyncio.run(self._serve(app, port))

    async def _serve(self, app: App, port: socket.socket) -> None:
        from bot import http
        from bot.hub import Hub

        hub = Hub(app)
        serving = asyncio.create_task(http.serve(hub, [], port))
        self._stopped.setblocking(False)
        stopped = asyncio.create_task(asyncio.get_running_loop().sock_recv(self._stopped, 1))
        await asyncio.wait([serving, stopped], return_when=asyncio.FIRST_COMPLETED)
        for task in (serving, stopped):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await hub.close()


def _bound() -> socket.socket | None:
    """A listening port; None where there is none to be had."""
    for number in (_PORT, 0):
        port = socket.socket()
        port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            port.bind((_HOST, number))
            port.listen()
        except OSError:
            port.close()
            continue
        return port
    return None
