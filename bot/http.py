"""The HTTP port: the platforms' webhooks, and the pages that say whether the bot is alive, ready and well."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import contextmanager
from functools import partial
from socket import socket
from typing import Any, TypeVar

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot import calendar_page, health, panel
from bot.connections import BACKLOG, LONGEST_HEAD, BoundedConnection
from bot.hub import Hub, OpenDoor
from bot.public import agenda, rolls
from bot.public.documents import CheckingPage

Found = TypeVar("Found")
MOST_BYTES = 1024 * 1024
_HEARD_OUT = 4 * MOST_BYTES  # a client reads no answer while it sends: a body a little too large is read, unkept
_READ_WITHIN = 10.0  # seconds for the whole body


class TooLarge(Exception):
    """A body of more than a megabyte, or one that comes too slowly."""


async def body_of(request: Request) -> bytes:
    """The raw body, read within bounds. Raises TooLarge."""
    if int(request.headers.get("content-length") or 0) > MOST_BYTES:
        raise TooLarge
    try:
        async with asyncio.timeout(_READ_WITHIN):
            return await _read(request)
    except TimeoutError as error:
        raise TooLarge from error


async def _read(request: Request) -> bytes:
    body, size = bytearray(), 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= MOST_BYTES:
            body += chunk
        elif size > _HEARD_OUT:
            break
    if size > MOST_BYTES:
        raise TooLarge
    return bytes(body)


def _shared(work: Callable[[], Found]) -> Callable[[], Awaitable[Found]]:
    """A function that does `work` in a thread; all who call it meanwhile share one run."""
    under_way: asyncio.Task[Found] | None = None

    async def found() -> Found:
        nonlocal under_way
        if under_way is None or under_way.done():
            under_way = asyncio.create_task(run_in_threadpool(work))
        return await asyncio.shield(under_way)

    return found


def application(hub: Hub, doors: list[OpenDoor]) -> Starlette:
    """Every route of the house and of its doors."""
    names = [door.name for door in doors]
    reasons_now = _shared(partial(health.reasons, hub.app, names))
    metrics_now = _shared(partial(health.metrics, hub.app, names))

    async def alive(_: Request) -> Response:
        return PlainTextResponse("vivo\n")

    async def ready(_: Request) -> Response:
        reasons = await reasons_now()
        body: dict[str, Any] = {"ready": not reasons, "reasons": reasons}
        if warnings := await run_in_threadpool(health.warnings, hub.app):
            body["warnings"] = warnings
        return JSONResponse(body, status_code=503 if reasons else 200)

    async def metrics(_: Request) -> Response:
        text, kind = await metrics_now()
        return Response(text, media_type=kind)

    own = [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", metrics)]
    own += [
        *CheckingPage(hub).routes(),
        *calendar_page.routes(hub.app),
        *agenda.routes(hub.app),
        *rolls.routes(hub.app),
        *panel.routes(hub.app, hub.notify_outbox),
    ]
    return Starlette(
        routes=[*own, *(route for door in doors for route in door.routes())],
        exception_handlers={TooLarge: _too_large, ClientDisconnect: _gone, Exception: _failed},
    )


async def _too_large(_: Request, __: Exception) -> Response:
    return PlainTextResponse("corpo grande demais\n", status_code=413, headers={"Connection": "close"})


async def _gone(_: Request, __: Exception) -> Response:
    return Response(status_code=400)  # nobody is there to read it


async def _failed(_: Request, __: Exception) -> Response:
    return PlainTextResponse("indisponível agora; tente de novo\n", status_code=503, headers={"Retry-After": "5"})


class _Server(uvicorn.Server):
    """A server that leaves the signals to the program around it."""

    @contextmanager
    def capture_signals(self) -> Any:
        yield


async def serve(hub: Hub, doors: list[OpenDoor], port: socket | None = None) -> None:
    """Answer until cancelled, at the port of the settings, or at one that listens already."""
    settings = hub.app.settings
    config = uvicorn.Config(
        application(hub, doors),
        host=settings.http_host,
        port=settings.http_port,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        http=BoundedConnection,
        ws="none",
        backlog=BACKLOG,
        h11_max_incomplete_event_size=LONGEST_HEAD,
        timeout_graceful_shutdown=5,
    )
    server = _Server(config)
    serving = asyncio.ensure_future(server.serve([port] if port else None))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving
        raise
