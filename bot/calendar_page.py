"""The private addresses of calendars: GET /ics/TOKEN.ics."""

from collections import OrderedDict
from time import monotonic

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.app import App
from bot.transactions import again, transaction
from models import calendar_feeds

_PER_MINUTE = 30  # looks at one calendar; programs look once an hour, or at most every few minutes
_GUESSES = 60  # looks at addresses that do not exist, a minute, by anybody
_MINUTE = 60.0
_MOST_KEPT = 10_000
_HEADERS = {"Cache-Control": "private, max-age=300", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
_SLOWER = {"Retry-After": "60"}


class Counts:
    """How often each key was seen within the running minute. They live in memory: a restart forgives."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def is_too_often(self, key: str, now: float) -> bool:
        """Count once more; whether that is more than allowed."""
        since, count = self._seen.pop(key, (now, 0))
        since, count = (now, 1) if now - since > _MINUTE else (since, count + 1)
        self._seen[key] = since, count
        while len(self._seen) > _MOST_KEPT:
            self._seen.popitem(last=False)
        return count > self._most


def routes(app: App) -> list[Route]:
    """The route of the calendars."""
    looks, guesses = Counts(_PER_MINUTE), Counts(_GUESSES)

    async def calendar(request: Request) -> Response:
        token, known = request.path_params["token"], request.headers.get("if-none-match", "")
        if looks.is_too_often(token, monotonic()):
            return PlainTextResponse("devagar; tente daqui a um minuto\n", status_code=429, headers=_SLOWER)
        found = await run_in_threadpool(again, answer, app, token, known)
        if found.status_code == 404 and guesses.is_too_often("", monotonic()):
            return PlainTextResponse("devagar; tente daqui a um minuto\n", status_code=429, headers=_SLOWER)
        return found

    return [Route("/ics/{token}.ics", calendar, methods=["GET"])]


def answer(app: App, token: str, known: str) -> Response:
    """The calendar; 304 for whoever has it as it is, 404 for an address that is not in use."""
    now = app.clock()
    with transaction(app.engine, "agenda") as session:
        feed = calendar_feeds.by_token(session, token)
        if feed is None:
            return PlainTextResponse("não há agenda neste endereço\n", status_code=404, headers=_HEADERS)
        if known and f'"{calendar_feeds.etag_at(session, feed, now)}"' in known:
            return Response(status_code=304, headers={**_HEADERS, "ETag": f'"{feed.etag}"'})
        seen = calendar_feeds.text_of(session, feed, now)
    headers = {**_HEADERS, "ETag": f'"{seen.etag}"', "Content-Disposition": 'inline; filename="agenda.ics"'}
    return Response(seen.text, media_type="text/calendar; charset=utf-8", headers=headers)
