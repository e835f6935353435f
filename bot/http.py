"""The door that other programs call: the platforms' webhooks, and whether the bot is alive, ready and well."""

import asyncio
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot import health
from bot.hub import Hub, OpenDoor

MOST_BYTES = 1024 * 1024
_HEARD_OUT = 4 * MOST_BYTES  # who is sending hears no answer: a little too much is read to its end, and not kept
_READ_WITHIN = 10.0  # seconds for the whole body


class TooLarge(Exception):
    """The body has more than a megabyte, or comes too slowly."""


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


def application(hub: Hub, doors: list[OpenDoor]) -> Starlette:
    """Every route of the house and of its doors."""
    names = [door.name for door in doors]

    async def alive(_: Request) -> Response:
        return PlainTextResponse("vivo\n")

    async def ready(_: Request) -> Response:
        reasons = await run_in_threadpool(health.reasons, hub.app, names)
        body: dict[str, Any] = {"ready": not reasons, "reasons": reasons}
        if warnings := await run_in_threadpool(health.warnings, hub.app):
            body["warnings"] = warnings
        return JSONResponse(body, status_code=503 if reasons else 200)

    async def metrics(_: Request) -> Response:
        text, kind = await run_in_threadpool(health.metrics, hub.app, names)
        return Response(text, media_type=kind)

    own = [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", metrics)]
    return Starlette(
        routes=[*own, *(route for door in doors for route in door.routes())],
        exception_handlers={TooLarge: _too_large, Exception: _failed},
    )


async def _too_large(_: Request, __: Exception) -> Response:
    return PlainTextResponse("corpo grande demais\n", status_code=413, headers={"Connection": "close"})


async def _failed(_: Request, __: Exception) -> Response:
    return PlainTextResponse("indisponível agora; tente de novo\n", status_code=503, headers={"Retry-After": "5"})


class _Server(uvicorn.Server):
    """A server that leaves the signals to the program around it."""

    @contextmanager
    def capture_signals(self) -> Any:
        yield


async def serve(hub: Hub, doors: list[OpenDoor]) -> None:
    """Answer until cancelled."""
    settings = hub.app.settings
    config = uvicorn.Config(
        application(hub, doors),
        host=settings.http_host,
        port=settings.http_port,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=5,
    )
    server = _Server(config)
    serving = asyncio.ensure_future(server.serve())
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving
        raise
