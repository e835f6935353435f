"""An aiohttp application served from a background thread with its own event loop."""

import asyncio
import inspect
import threading
from collections.abc import Callable
from typing import Any, Self

from aiohttp import web

LARGEST_BODY = 64 * 1024 * 1024


class LoopbackServer:
    """Serves `app` on 127.0.0.1 from construction until `close`. `port` 0 takes a free one.

    The application must be fresh (never run before). Everything it owns lives on this server's loop;
    other threads reach it through `call`.
    """

    def __init__(self, app: web.Application, port: int = 0) -> None:
        self.loop = asyncio.new_event_loop()
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        self._thread = threading.Thread(target=self._serve, name="loopback-server", daemon=True)
        self._thread.start()
        try:
            self.port: int = self.call(self._open, port)
        except BaseException:
            self.close()
            raise
        self.url = f"http://127.0.0.1:{self.port}"

    def call(self, function: Callable[..., Any], *args: Any, timeout: float | None = 30.0) -> Any:
        """Runs a function or coroutine function on the server's loop and returns what it returns.

        Raises what it raises. From the loop itself only a plain function may be called.
        """
        if threading.current_thread() is self._thread:
            return function(*args)

        async def run() -> Any:
            result = function(*args)
            return await result if inspect.isawaitable(result) else result

        return asyncio.run_coroutine_threadsafe(run(), self.loop).result(timeout)

    def close(self) -> None:
        """Stops listening, cancels what is under way and ends the thread. May be called twice."""
        if not self._thread.is_alive():
            return
        self.call(self._end)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(timeout=10)

    def unplug(self) -> None:
        """Refuses connections and breaks the open ones, until `plug`."""
        self.call(self._unplug)

    def plug(self) -> None:
        """Listens again on the same port."""
        self.call(self._listen, self.port)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _serve(self) -> None:
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_forever()
        finally:
            self.loop.close()

    async def _open(self, port: int) -> int:
        await self._runner.setup()
        await self._listen(port)
        host_and_port: tuple[str, int] = self._runner.addresses[0]
        return host_and_port[1]

    async def _listen(self, port: int) -> None:
        await web.TCPSite(self._runner, "127.0.0.1", port, backlog=512).start()

    async def _unplug(self) -> None:
        for site in list(self._runner.sites):
            await site.stop()
        assert self._runner.server is not None
        for connection in list(self._runner.server.connections):
            connection.force_close()

    async def _end(self) -> None:
        await self._runner.cleanup()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
