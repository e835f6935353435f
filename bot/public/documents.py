"""The page `/c/CODE`: whether a document is ours, and whether a file is that document. Nothing of it is kept.

What nobody may know of answers like what does not exist.
"""

import asyncio
import hashlib
import logging
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.app import App
from bot.hub import Hub
from bot.public.attempts import Attempts
from bot.transactions import transaction
from handlers.papers import checking
from handlers.papers.checking import Checked
from handlers.wording import documents as wording
from models import documents, moments

log = logging.getLogger("bot.public")
_FORM = 8 * 1024  # bytes that a form adds to its file
_READ_OUT = 25 * 1024 * 1024  # a browser reads no answer while it sends: what is too large is read, unkept
_READ_WITHIN = 25.0  # seconds
_AT_ONCE = 4  # files
_NEAR = ("127.0.0.1", "::1")  # a proxy of our own, which says for whom it asks
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}
_PAGE = """<!doctype html>
<html lang="pt-BR"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Conferir documento — {municipality}</title>
<style>
:root {{ color-scheme: light dark; font: 1.05rem/1.5 system-ui, sans-serif }}
body {{ max-width: 38rem; margin: 0 auto; padding: 1.5rem 1rem }}
h1 {{ font-size: 1.4rem }} dt {{ font-weight: 600 }} dd {{ margin: 0 0 .6rem; overflow-wrap: anywhere }}
.said {{ border-left: .3rem solid currentColor; padding: .4rem .8rem; font-weight: 600 }}
input, button {{ font: inherit; padding: .6rem; box-sizing: border-box }}
input[type=file] {{ width: 100%; border: 2px dashed; padding: 1.5rem .6rem }} input[name=c] {{ width: 100% }}
</style></head><body><main><p>{municipality}</p><h1>Conferir documento</h1>{body}</main></body></html>"""
_ASK = (
    '<form action="/c" method="get"><p><label for="c">Código de verificação, no rodapé de cada página:</label></p>'
    '<p><input id="c" name="c" required maxlength="40" autocomplete="off" spellcheck="false"></p>'
    "<p><button>Conferir</button></p></form>"
)
_DROP = (
    '<h2>É este o seu arquivo?</h2><form method="post" enctype="multipart/form-data">'
    '<p><label for="f">Solte aqui o arquivo, ou escolha-o. Ele só é comparado; nada fica guardado.</label></p>'
    '<p><input id="f" name="arquivo" type="file" accept="application/pdf" required></p>'
    "<p><button>Comparar</button></p></form>"
)


class CheckingPage:
    """The routes of the page, and the counts of wrong codes."""

    def __init__(self, hub: Hub) -> None:
        self._hub, self._app = hub, hub.app
        self._attempts = Attempts()
        self._reading = asyncio.Semaphore(_AT_ONCE)

    def routes(self) -> list[Route]:
        return [
            Route("/c", self.ask),
            Route("/c/{code}", self.show),
            Route("/c/{code}", self.compare, methods=["POST"]),
        ]

    async def ask(self, request: Request) -> Response:
        """The field for a code; with one, the way to its page."""
        code = documents.written(request.query_params.get("c", ""))
        if code:
            return RedirectResponse(f"/c/{code}", status_code=303, headers=_HEADERS)
        return self._page(_ASK)

    async def show(self, request: Request) -> Response:
        found = await self._found(request)
        return found if isinstance(found, Response) else self._page(_about(found) + _DROP)

    async def compare(self, request: Request) -> Response:
        """Say whether the file that came is the document."""
        found = await self._found(request)
        if isinstance(found, Response):
            return found
        async with self._reading:
            sent = await _file_of(request, found.size)
        said = wording.SAME if sent is not None and _hash(sent) == found.sha256 else wording.OTHER
        return self._page(f'<p class="said" role="status">{escape(said)}</p>{_about(found)}{_DROP}')

    async def _found(self, request: Request) -> Checked | Response:
        """The document of the code in the address; else the answer that there is none, or to wait."""
        client = client_of(request)
        if (seconds := self._attempts.wait(client)) > 0:
            wait = {"Retry-After": str(int(seconds) + 1)}
            return self._page("<p>Foram códigos errados demais. Espere uns minutos.</p>", 429, wait)
        found = await run_in_threadpool(_check, self._app, request.path_params["code"])
        if found is not None:
            return found
        log.info("a wrong code was typed by %s", client)
        if self._attempts.wrong(client):
            log.warning("many wrong codes are being typed, the last by %s", client)
            await self._hub.run(_alarm, self._app)
            self._hub.notify_outbox()
        return self._page(f"<p>{escape(wording.UNKNOWN)}</p>{_ASK}", 404)

    def _page(self, body: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
        text = _PAGE.format(municipality=escape(self._app.settings.municipality), body=body)
        return HTMLResponse(text, status, {**_HEADERS, **(headers or {})})


def _check(app: App, code: str) -> Checked | None:
    with transaction(app.engine) as session:
        return checking.check(session, code, now=app.clock())


def _alarm(app: App) -> None:
    now = app.clock()
    with transaction(app.engine) as session:
        documents.tell_administrators(session, f"codes:{moments.today(now):%Y-%m-%d}", wording.MANY_WRONG, now=now)


def _about(found: Checked) -> str:
    pairs = [
        ("Documento", found.title),
        ("Feito em", moments.stamp_text(found.made_at)),
        ("Situação", found.state),
        ("sha256", found.sha256),
    ]
    rows = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in pairs if value)
    return f"<p>Este documento existe nos registros do município.</p><dl>{rows}</dl>"


def client_of(request: Request) -> str:
    """The address that asks; behind a proxy on this machine, the one that the proxy names."""
    host = request.client.host if request.client else ""
    named = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return named[:64] if named and host in _NEAR else host


async def _file_of(request: Request, size: int) -> bytes | None:
    """The file of the form; None for one that is larger than `size`, which is not kept in memory."""
    body, read = bytearray(), 0
    try:
        async with asyncio.timeout(_READ_WITHIN):
            async for chunk in request.stream():
                read += len(chunk)
                if read > _READ_OUT:
                    return None
                if read <= size + _FORM:
                    body += chunk
    except TimeoutError:
        return None
    boundary = request.headers.get("content-type", "").rpartition("boundary=")[2].strip('"').encode()
    head, _, rest = bytes(body).partition(b"\r\n\r\n")
    if read > size + _FORM or not boundary or not head.startswith(b"--" + boundary):
        return None
    return rest[: rest.rfind(b"\r\n--" + boundary)]


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
