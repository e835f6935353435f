"""The public agenda of the mayor: a page, and the same as calendar, JSON and CSV. Only where PUBLIC_AGENDA says so."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from html import escape
from itertools import groupby
from time import monotonic

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.app import App
from bot.calendar_page import Counts
from bot.public.documents import client_of
from bot.transactions import again, transaction
from models import moments
from models.calendar_feeds import entries
from models.events import public
from models.events.public import PublicItem

_PER_MINUTE = 60  # looks of one client
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "public, max-age=300",
}
_COLUMNS = ("inicio", "fim", "dia_inteiro", "assunto", "local", "situacao")
_PAGE = """<!doctype html>
<html lang="pt-BR"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} — {municipality}</title>
<link rel="alternate" type="text/calendar" href="/publica/agenda.ics">
<style>
:root {{ color-scheme: light dark; font: 1.05rem/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText }}
body {{ max-width: 38rem; margin: 0 auto; padding: 1.5rem 1rem; overflow-wrap: anywhere }}
h1 {{ font-size: 1.4rem }} h2 {{ font-size: 1.1rem; margin: 1.4rem 0 .2rem }}
ul {{ list-style: none; margin: 0; padding: 0 }} li {{ padding: .4rem 0; border-bottom: 1px solid #8888 }}
</style></head><body><main><p>{municipality}</p><h1>{title}</h1>{body}
<p>Os compromissos do dia seguinte aparecem às 18h. Também em <a href="/publica/agenda.ics">calendário (ICS)</a>,
<a href="/publica/agenda.csv">CSV</a> e <a href="/publica/agenda.json">JSON</a>.</p></main></body></html>"""


def routes(app: App) -> list[Route]:
    """The routes of the public agenda; none where it is not to be published."""
    if not app.settings.public_agenda:
        return []
    looks = Counts(_PER_MINUTE)

    async def show(request: Request) -> Response:
        if looks.is_too_often(client_of(request), monotonic()):
            return PlainTextResponse("devagar; tente daqui a um minuto\n", 429, {"Retry-After": "60"})
        known = request.headers.get("if-none-match", "")
        return await run_in_threadpool(again, answer, app, request.path_params.get("kind", "html"), known)

    return [Route("/publica/agenda", show), Route("/publica/agenda.{kind:str}", show)]


def answer(app: App, kind: str, known: str) -> Response:
    """The agenda in one of its forms; 304 for whoever has it as it is."""
    now = app.clock()
    if kind not in _FORMS:
        return PlainTextResponse("não há esta página\n", 404, _HEADERS)
    with transaction(app.engine, "agenda") as session:
        found = public.items(session, now)
    tag = f'"{sha256(repr((kind, public.span(now), found)).encode()).hexdigest()[:32]}"'
    headers = {**_HEADERS, "ETag": tag}
    if tag in known:
        return Response(status_code=304, headers=headers)
    write, media = _FORMS[kind]
    return Response(write(app, found, now), media_type=media, headers=headers)


def _as_ics(app: App, found: Sequence[PublicItem], now: datetime) -> bytes:
    name = f"Agenda pública de {app.settings.municipality}"
    return entries.calendar(name, [entries.entry(each.as_entry(), each.sequence, now) for each in found], now)


def _as_json(app: App, found: Sequence[PublicItem], now: datetime) -> bytes:
    first, last = public.span(now)
    rows = [dict(zip(_COLUMNS, _row(each), strict=True)) for each in found]
    whole = {"municipio": app.settings.municipality, "de": f"{first}", "ate": f"{last}", "compromissos": rows}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _as_csv(_: App, found: Sequence[PublicItem], __: datetime) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerows([_COLUMNS, *([_plain(str(cell)) for cell in _row(each)] for each in found)])
    return target.getvalue().encode("utf-8-sig")


def _as_html(app: App, found: Sequence[PublicItem], _: datetime) -> bytes:
    days = [(day, list(those)) for day, those in groupby(found, lambda each: moments.local(each.starts_at).date())]
    with moments.read_on(None):
        parts = [
            f"<h2>{escape(moments.day_text(day))}</h2><ul>{''.join(map(_line, those))}</ul>"
            for day, those in reversed(days)
        ]
    body = "".join(parts) or "<p>Não há compromissos nestes dias.</p>"
    municipality, title = escape(app.settings.municipality), "Agenda pública"
    return _PAGE.format(municipality=municipality, title=title, body=body).encode()


def _line(each: PublicItem) -> str:
    hour = "dia inteiro" if each.all_day else moments.hour_text(moments.local(each.starts_at))
    ends = "" if each.all_day else f" às {moments.hour_text(moments.local(each.ends_at))}"
    where = f", {each.place}" if each.place else ""
    off = " (cancelado)" if each.cancelled else ""
    return f"<li>{escape(f'{hour}{ends}: {each.title}{where}{off}')}</li>"


def _row(each: PublicItem) -> tuple[str | bool, ...]:
    when = (moments.local(each.starts_at).isoformat(), moments.local(each.ends_at).isoformat())
    return (*when, each.all_day, each.title, each.place, "cancelado" if each.cancelled else "marcado")


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell


_FORMS = {
    "html": (_as_html, "text/html; charset=utf-8"),
    "ics": (_as_ics, "text/calendar; charset=utf-8"),
    "json": (_as_json, "application/json; charset=utf-8"),
    "csv": (_as_csv, "text/csv; charset=utf-8"),
}
