"""The press: makes the documents that were asked for, one after the other, and sends each to whoever asked.

Only what reads and writes the database is done in its thread, in two short transactions; the page is made between them.
"""

import asyncio
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.app import App
from bot.hub import Hub
from bot.paper import pictures
from bot.paper.look import Look, looks
from bot.paper.runner import Job, NotRendered, render
from bot.transactions import transaction
from handlers import papers
from handlers.papers import Facts
from handlers.wording import documents as wording
from models import attachments, chart_requests, documents, letters, moments
from models.base import Refusal, take_turn
from models.documents import Document, DocumentRequest, Likeness
from models.outbox import Message
from models.people import Person
from models.records import Record, is_visible

log = logging.getLogger("bot.paper")
_IDLE = 0.5  # seconds between two looks for requests
_AFTER_FAILURE = 5.0
_NARROW, _WIDE = 26, 76  # letters that a cell, and a line, take of one word


@dataclass(frozen=True, slots=True)
class Order:
    """A document to be made. `jobs`: for each look to try, its name and the job."""

    request_id: int
    document_id: int
    title: str
    texts: str
    jobs: tuple[tuple[Look, Job], ...]


@dataclass(frozen=True, slots=True)
class Made:
    """The end of an order: the bytes (None: no look gave any), and what was wrong with a look."""

    content: bytes | None
    problem: str = ""
    template: str = ""


class Press:
    """Makes documents from the start of the bot until it is cancelled."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def run(self) -> None:
        """Make what is asked for until cancelled."""
        while True:
            try:
                is_behind = await self._next()
            except Exception as error:  # the database may be gone for a while; the requests wait in it
                log.error("documents cannot be made", exc_info=error)
                await asyncio.sleep(_AFTER_FAILURE)
                continue
            if not is_behind:
                await asyncio.sleep(_IDLE)

    async def _next(self) -> bool:
        order = await self._hub.run(take, self._hub.app)
        if isinstance(order, Order):
            done = await asyncio.to_thread(make, order)
            await self._hub.run(settle, self._hub.app, order, done)
        elif order is None and (picture := await self._hub.run(pictures.take, self._hub.app)) is not None:
            png = await asyncio.to_thread(pictures.make, picture)
            await self._hub.run(pictures.settle, self._hub.app, picture, png)
            order = True
        if order is not None:
            self._hub.notify_outbox()
        return order is not None


def make_all(app: App) -> bool:
    """Make every document that is asked for, in this thread: at the terminal. Returns whether there was any."""
    with transaction(app.engine) as session:
        is_asked = session.scalar(select(or_(documents.IS_ASKED, chart_requests.IS_ASKED)))
    if not is_asked:
        return False
    while (order := take(app)) is not None:
        if isinstance(order, Order):
            settle(app, order, make(order))
    while (picture := pictures.take(app)) is not None:
        pictures.settle(app, picture, pictures.make(picture))
    return True


def template_problems(folder: Path, municipality: str) -> Iterator[tuple[str, str]]:
    """The templates that do not work, tried with a sample: each with the reason."""
    facts = Facts("Ordem de serviço OS-1/2026", "OS-1/2026", date(2026, 1, 2), [papers.text("Exemplo.")])
    code = "AAAA-BBBB-CCCC-DDDD"
    data = {**facts.as_data(municipality), "code": code, "check": code, "qr": code, "origin": "Exemplo."}
    tried = {look.name: look for look in (next(looks(folder, kind)) for kind in papers.kinds())}
    for look in tried.values():
        try:
            render(_job(look, data))
        except NotRendered as error:
            yield look.name, str(error)


def take(app: App) -> "Order | bool | None":
    """The next order; True where a request ended without one, None where nothing is asked for."""
    with transaction(app.engine) as session:
        now = app.clock()
        request = documents.next_request(session, now)
        if request is None:
            return None
        try:
            with session.begin_nested():
                facts = _facts(session, request, app)
                if facts is not None:
                    return _order(session, request, facts, app) or True
                message = Message(wording.GONE)
        except SQLAlchemyError:
            raise
        except Exception as error:  # a fault of ours: the other requests go on
            log.error("the document %s of request %s failed", request.kind, request.id, exc_info=error)
            message = Message(wording.NOT_MADE.format(request.kind))
            said = wording.failed(request.kind, type(error).__name__)
            documents.tell_administrators(session, f"document-request:{request.id}", said, now=now)
        documents.settle(session, request, message, now=now, document=None)
        return True


def make(order: Order) -> Made:
    """Try the looks in turn; blocks as long as the pages take."""
    problem = template = ""
    for look, job in order.jobs:
        try:
            return Made(render(job), problem, template)
        except NotRendered as error:
            problem, template = problem or str(error), template or look.name
            log.warning("%s cannot be made with %s: %s", order.title, look.name, error)
    return Made(None, problem, template)


def settle(app: App, order: Order, made: Made) -> None:
    """Keep the document, and send it; or say that it could not be made."""
    sha256_of_it = attachments.put(order.title, made.content).sha256 if made.content is not None else ""
    with transaction(app.engine) as session:
        take_turn(session)
        now = app.clock()
        request, document = (
            session.get_one(DocumentRequest, order.request_id),
            session.get_one(Document, order.document_id),
        )
        if made.problem:
            _tell_of_problem(session, order, made, app)
        if request.state != documents.RequestState.PENDING:
            return
        if made.content is None or document.sha256 not in (None, sha256_of_it):
            message = Message(wording.NOT_MADE.format(order.title))
            documents.settle(session, request, message, now=now, document=None)
            return
        documents.made(session, document, sha256_of_it, len(made.content), now=now)
        documents.settle(session, request, wording.sent(document, order.texts), now=now, document=document)


def _tell_of_problem(session: Session, order: Order, made: Made, app: App) -> None:
    if made.content is None:
        key, sentence = f"document:{order.document_id}", wording.failed(order.title, made.problem)
    else:
        key = f"template:{sha256(made.problem.encode()).hexdigest()[:16]}"
        sentence = wording.template_broken(made.template, made.problem)
    documents.tell_administrators(session, key, sentence, now=app.clock())


def _facts(session: Session, request: DocumentRequest, app: App) -> Facts | None:
    """The content as the person may see it; None where there is nothing to see any more."""
    person = session.get_one(Person, request.person_id)
    record = session.get(Record, request.record_id) if request.record_id else None
    if record is not None and not is_visible(session, record, by=person, now=app.clock()):
        return None
    try:
        return papers.of(request.kind).compose(session, record, person, app.clock())
    except Refusal:
        return None


def _order(session: Session, request: DocumentRequest, facts: Facts, app: App) -> Order | None:
    """The order for a request; None where the document is there already, and was sent."""
    settings, now = app.settings, app.clock()
    data = _printable(facts.as_data(settings.municipality))
    found = list(looks(settings.documents_dir, request.kind))
    is_personal = request.person_id if request.record_id is None else None
    same = [request.kind, request.record_id, is_personal, data, settings.public_url, found[0].fingerprint]
    fingerprint = sha256(json.dumps(same, ensure_ascii=False, sort_keys=True).encode(errors="replace")).hexdigest()
    name = f"{facts.number.replace('/', '-').replace(' ', '-')}.pdf"
    likeness = Likeness(request.kind, request.record_id, facts.title, name, facts.open_to_all, fingerprint)
    document, texts = documents.of(session, likeness, now), _texts(facts.as_data(settings.municipality))
    if document.is_kept:
        documents.settle(session, request, wording.sent(document, texts), now=now, document=document)
        return None
    data |= _verification(document, settings.public_url)
    jobs = tuple((look, _job(look, data)) for look in found)
    return Order(request.id, document.id, facts.title, texts, jobs)


def _verification(document: Document, public_url: str) -> dict[str, str]:
    page = f"{public_url.rstrip('/')}/c/{document.code}" if public_url else ""
    return {
        "code": document.code,
        "check": page or f"escreva ao bot: conferir {document.code}",
        "qr": page or f"conferir {document.code}",
        "origin": f"Documento feito pelo bot a partir dos registros do município, em "
        f"{moments.stamp_text(document.made_at)}.",
    }


def _job(look: Look, data: dict[str, Any]) -> Job:
    day = data["date"]
    noon = int(moments.at(date(*day), time(12)).timestamp())
    return Job(look.template, data, look.files, timestamp=noon, fonts=look.fonts, qr=data["qr"])


def _printable(value: Any, widest: int = _WIDE) -> Any:
    """Data with every text as the fonts can print it."""
    if isinstance(value, str):
        return letters.printable(value, widest)
    if isinstance(value, list | tuple):
        return [_printable(each, widest) for each in value]
    if isinstance(value, dict):
        narrow = _NARROW if value.get("kind") == "table" else widest
        return {name: _printable(each, narrow) for name, each in value.items()}
    return value


def _texts(value: Any) -> str:
    """Every text of the data, for the warning about characters."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        value = list(value.values())
    return " ".join(filter(None, map(_texts, value))) if isinstance(value, list | tuple) else ""
