"""Pages of the panel over many expedientes: ``python -m benchmarks panel``. Each beside the same line in the chat."""

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import thread_time
from typing import Any

from sqlalchemy.orm import Session

from benchmarks.measure import Figure, size
from benchmarks.register import NOUNS, NOW, fill
from bot.app import App, build
from bot.panel.site import Asked, Site
from bot.settings import Settings
from bot.transactions import transaction
from handlers import conversation
from handlers.base import Request
from models import panel
from models.base import insert_row
from models.panel import Purpose
from models.people import Address, Person

SIZE = size(100_000, 500, 1_000_000)
LOOKS = size(60, 2)
RATIO, MOST_MILLISECONDS, MOST_KILOBYTES, MOST_TYPED = 2.0, 50.0, 40.0, 100.0
_COMMANDS = {"expedientes": "expedientes", "buscar": "buscar", "": "pauta"}


def run() -> Iterator[Figure]:
    """Milliseconds of CPU at the 95th percentile, page by page; and the size of the first page."""
    with tempfile.TemporaryDirectory(prefix="gabinete-bench-") as folder:
        values: dict[str, Any] = {"database_url": f"sqlite:///{Path(folder, 'house.db')}", "secret_key": "s" * 32}
        values["public_url"] = "https://bot.exemplo.sp.gov.br"
        app = build(Settings(**{"_env_file": None, **values}), clock=lambda: NOW)
        fill(app.engine, SIZE)
        site, cookie = Site(app, lambda: None), _entered(app)
        words = random.Random(7)
        listed = [f"todos página {words.randint(1, 20)}" for _ in range(LOOKS)]
        sought = [words.choice(NOUNS) for _ in range(LOOKS)]
        typed = [f"{word[: words.randint(3, len(word))]}" for word in sought]
        for name, rest, lines, most in (
            ("lista de expedientes", "expedientes", listed, MOST_MILLISECONDS),
            ("busca", "buscar", sought, MOST_MILLISECONDS),
            ("busca letra a letra", "buscar", typed, MOST_TYPED),
            ("hoje", "", [""] * LOOKS, MOST_MILLISECONDS),
        ):
            yield from _figures(site, cookie, f"{name}, {SIZE:,} expedientes".replace(",", "."), rest, lines, most)
        first = len(site._answered(Asked("", {}, None, {"painel": cookie}, "")).text.encode()) / 1024
        yield Figure("a primeira página", first, MOST_KILOBYTES, "kB", 1)
        site._reading.dispose()
        app.engine.dispose()


def _entered(app: App) -> str:
    """The cookie of a session of the one person there is."""
    with transaction(app.engine) as session:
        (person,) = session.query(Person).all()
        where = {"channel": "console", "address": "ana"}
        insert_row(session, Address, person_id=person.id, **where, active=True, bound_at=NOW)
        link = panel.open_link(session, Purpose.PANEL, by=person, now=NOW, **where)
        opened = panel.use(session, panel.address_of(session, link).rpartition("/")[2], NOW)
        assert opened is not None
        return opened.token


def _figures(site: Site, cookie: str, name: str, rest: str, lines: list[str], most: float) -> Iterator[Figure]:
    took, alone = [], []
    for line in lines:
        asked = Asked(rest, {"f": line} if line else {}, None, {"painel": cookie}, "")
        site._answered(asked)  # once before: the plans are kept
        start = thread_time()
        site._answered(asked)
        took.append((thread_time() - start) * 1e3)
        alone.append(_in_the_chat(site, cookie, f"{_COMMANDS[rest]} {line}".strip()))
    yield Figure(f"{name}, p95", _p95(took), _p95(alone), "ms de CPU; ao lado da mesma linha no chat", RATIO)
    yield Figure(f"{name}, p95", _p95(took), most, "ms de CPU; ao lado do máximo", 1)


def _in_the_chat(site: Site, cookie: str, line: str) -> float:
    """The milliseconds of CPU that the same answer takes in the chat, with the query that finds whose the cookie is."""
    with Session(site._reading) as session:
        start = thread_time()
        found = panel.session_of(session, cookie, NOW, Purpose.PANEL)
        assert found is not None
        person = found[1]
        conversation.answer(Request(session, person, NOW, text=f"/{line}", channel="painel"))
        return (thread_time() - start) * 1e3


def _p95(numbers: list[float]) -> float:
    return sorted(numbers)[int(len(numbers) * 0.95) - (len(numbers) > 1)]
