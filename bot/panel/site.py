"""The panel's front: who asks, with which session, how often; and the pages, drawn in one read of the database."""

import hmac
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.app import App
from bot.calendar_page import Counts
from bot.database import open_engine
from bot.panel import pages, prose, steps
from bot.public.documents import client_of
from bot.transactions import again, transaction
from models import confirmations, lookups, moments, panel
from models.base import Refusal, take_turn
from models.panel import Purpose
from models.people import Person

log = logging.getLogger("bot.panel")
_HERE = Path(__file__).parent
_PER_MINUTE, _GUESSES = 120, 60  # pages of one browser; addresses that do not serve, of anybody
_MOST_FORM = 16 * 1024
_TOKEN = re.compile(r"[0-9a-f]{40}")
_COOKIE = "painel"
_STEP, _STEP_COOKIE = "passo", "painel_passo"
_STEP_OVER = "Esta página já serviu ou venceu. Peça outro endereço ao bot."
_STYLE = "estilo.css"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the pages read it."""

    rest: str
    query: dict[str, str]
    form: dict[str, str] | None  # None: only a look
    cookies: dict[str, str]
    client: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A page (`text`, or what `name` makes of the values) or, with `to`, the way to another one.

    `cookie`: its name and value; an empty value ends it. `wrote`: messages may wait.
    """

    name: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    status: int = 200
    to: str = ""
    cookie: tuple[str, str] | None = None
    wrote: bool = False


class Site:
    """The panel of one process."""

    def __init__(self, app: App, notify: Callable[[], None]) -> None:
        self._app, self._notify = app, notify
        self._reading = app.engine
        if app.engine.dialect.name == "sqlite":  # to read in a transaction of the other engine would block the writers
            self._reading = open_engine(app.settings.database_url, for_reading=True)
        self._looks, self._guesses = Counts(_PER_MINUTE), Counts(_GUESSES)
        self._secure = urlsplit(app.settings.public_url).scheme == "https"
        loader = FileSystemLoader(_HERE / "templates")
        self._templates = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._templates.globals |= {"municipality": app.settings.municipality, "prose": prose, "menu": pages.MENU}
        self._style = (_HERE / _STYLE).read_text("utf-8")

    async def answer(self, request: Request) -> Response:
        """The answer to one request; never more than is read in one transaction."""
        rest = request.path_params.get("rest", "").strip("/")
        if rest == _STYLE:
            fresh = {**_HEADERS, "Cache-Control": "public, max-age=3600"}
            return Response(self._style, media_type="text/css; charset=utf-8", headers=fresh)
        client = client_of(request)
        if self._looks.is_too_often(request.cookies.get(_COOKIE) or client, monotonic()):
            return self._slower()
        form = None
        if request.method == "POST":
            form = await _form_of(request)
            if form is None or not _is_from_here(request):
                return self._drawn(Shown("aviso.html", {"text": "Abra a página de novo e repita."}, status=403))
        query = {name: value[:500] for name, value in request.query_params.items()}
        asked = Asked(rest, query, form, dict(request.cookies), client)
        with moments.read_on(self._app.clock()):
            found = await run_in_threadpool(again, self._answered, asked)
        if found.wrote:
            self._notify()
        if found.status in (404, 410):
            log.info("a page that is not there was asked for by %s", client)
            if self._guesses.is_too_often("", monotonic()):
                log.warning("many addresses are being guessed, the last by %s", client)
                return self._slower()
        return self._drawn(found)

    def _answered(self, asked: Asked) -> Shown:
        if _TOKEN.fullmatch(asked.rest):
            return self._link(asked)
        if asked.rest == _STEP:
            return self._step(asked)
        if asked.form is not None:
            return self._changed(asked)
        with Session(self._reading) as session:  # never committed: to look changes nothing
            session.info["channel"] = panel.CHANNEL
            found = panel.session_of(session, asked.cookies.get(_COOKIE, ""), self._app.clock(), Purpose.PANEL)
            if found is None:
                return _shut()
            visit = pages.Visit(session, found[1], self._app.clock(), asked.query, self._csrf(asked))
            name, values = pages.drawn(visit, asked.rest)
            text = self._templates.get_template(name).render(values)
        if visit.missed:
            self._missed(found[1].id, visit.missed)
        return Shown(text=text, status=404 if values["missing"] else 200, wrote=bool(visit.missed))

    def _missed(self, person_id: int, asked: str) -> None:
        """Note that somebody looked for what is not there, or is not to be seen: as in the chat."""
        with transaction(self._app.engine, panel.CHANNEL) as session:
            take_turn(session)
            lookups.missed(session, asked, by=session.get_one(Person, person_id), now=self._app.clock())

    def _link(self, asked: Asked) -> Shown:
        """A link: to look shows a button, to press it burns the link."""
        now = self._app.clock()
        if asked.form is None:  # programs of chats look at every address they carry
            with Session(self._reading) as session:
                return Shown("entrada.html") if panel.is_open(session, asked.rest, now) else _used()
        with transaction(self._app.engine, panel.CHANNEL) as session:
            take_turn(session)
            opened = panel.use(session, asked.rest, now)
            if opened is None:
                return _used()
            person = session.get_one(Person, opened.row.person_id)
            if opened.row.purpose != Purpose.PANEL:
                return Shown(to=f"/painel/{_STEP}", cookie=(_STEP_COOKIE, opened.token))
            text = "O seu painel foi aberto num navegador. Se não foi você, escreva: sair do painel"
            confirmations.tell_own(session, person, text, key=f"panel:{opened.row.id}", now=now)
            return Shown(to="/painel", cookie=(_COOKIE, opened.token), wrote=True)

    def _changed(self, asked: Asked) -> Shown:
        """What a form of the panel asks for."""
        assert asked.form is not None
        now = self._app.clock()
        with transaction(self._app.engine, panel.CHANNEL) as session:
            take_turn(session)
            found = panel.session_of(session, asked.cookies.get(_COOKIE, ""), now, Purpose.PANEL)
            if found is None:
                return _shut()
            if not hmac.compare_digest(asked.form.get("csrf", ""), self._csrf(asked)):
                return Shown("aviso.html", {"text": "Abra a página de novo e repita."}, status=403)
            visit = pages.Visit(session, found[1], now, asked.query, self._csrf(asked))
            if asked.rest == "sair":
                panel.leave(session, by=visit.person, now=now)
                return Shown("aviso.html", {"text": "Painel fechado."}, cookie=(_COOKIE, ""), wrote=True)
            try:
                return Shown(to=pages.changed(visit, asked.rest, asked.form), wrote=True)
            except Refusal as refusal:
                session.rollback()
                return Shown("aviso.html", {"text": refusal.sentence}, status=422)

    def _step(self, asked: Asked) -> Shown:
        """The page of one purpose: each code that is tried counts, whatever becomes of what it was asked for."""
        csrf = self._csrf(asked, _STEP_COOKIE)
        if asked.form is not None and not hmac.compare_digest(asked.form.get("csrf", ""), csrf):
            return Shown("aviso.html", {"text": "Abra a página de novo e repita."}, status=403)
        try:
            with self._at_step(asked) as who:
                if who is None:
                    return Shown("aviso.html", {"text": _STEP_OVER}, status=401)
                step = steps.shown(who) if asked.form is None else steps.pressed(who, asked.form)
                if step.ends or not step.title:
                    who.row.ended_at = who.now
            if not step.title:
                with self._at_step(asked, ended=True) as who:
                    assert who is not None
                    step = steps.done(who)
        except Refusal as refusal:
            return Shown("aviso.html", {"text": refusal.sentence}, status=422)
        if step.is_wrong:
            log.warning("a wrong code of a second factor was typed by %s", asked.client)
        cookie = (_STEP_COOKIE, "") if step.ends else None
        return Shown(
            "passo.html", {"step": step, "csrf": csrf}, status=422 if step.is_wrong else 200, cookie=cookie, wrote=True
        )

    @contextmanager
    def _at_step(self, asked: Asked, *, ended: bool = False) -> Iterator[steps.Caller | None]:
        """A transaction of the person at the page; `ended`: whose session has just ended."""
        now = self._app.clock()
        with transaction(self._app.engine, panel.CHANNEL) as session:
            take_turn(session)
            token = asked.cookies.get(_STEP_COOKIE, "")
            found = panel.session_of(session, token, now, Purpose.FACTOR, Purpose.STEP, ended=ended)
            yield None if found is None else steps.Caller(session, *found, now, self._app.settings.municipality)

    def _csrf(self, asked: Asked, cookie: str = _COOKIE) -> str:
        return sha256(f"csrf:{asked.cookies.get(cookie, '')}".encode()).hexdigest()

    def _drawn(self, answer: Shown) -> Response:
        if answer.to:
            response: Response = RedirectResponse(answer.to, 303, _HEADERS)
        else:
            text = answer.text or self._templates.get_template(answer.name).render(answer.values)
            response = HTMLResponse(text, answer.status, _HEADERS)
        if answer.cookie is not None:
            name, value = answer.cookie
            age = (8 * 3600 if name == _COOKIE else 1200) if value else 0
            response.set_cookie(
                name, value, max_age=age, path="/painel", httponly=True, samesite="strict", secure=self._secure
            )
        return response

    def _slower(self) -> Response:
        response = self._drawn(Shown("aviso.html", {"text": "Devagar: tente daqui a um minuto."}, status=429))
        response.headers["Retry-After"] = "60"
        return response


def _shut() -> Shown:
    text = "O painel está fechado. Para abri-lo, escreva ao bot: painel"
    return Shown("aviso.html", {"text": text}, status=401)


def _used() -> Shown:
    text = "Este endereço não vale: já foi usado ou venceu. Peça outro ao bot: painel"
    return Shown("aviso.html", {"text": text}, status=410)


async def _form_of(request: Request) -> dict[str, str] | None:
    """The fields of a form; None for what is too large or is no form."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_FORM:
            return None
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=50)
    except ValueError:
        return None
    return {name: values[0] for name, values in fields.items()}


def _is_from_here(request: Request) -> bool:
    """Whether the browser says that a page of ours sent the form; old ones say nothing."""
    return request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
