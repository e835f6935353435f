"""The press in the running bot: beside the requests, one document for all who ask, and none lost."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.hub import Hub
from bot.paper import press
from bot.paper.press import Order, Press
from handlers import papers
from models import documents
from models.documents import Document, DocumentRequest, RequestState
from models.outbox import Outbox
from models.people import Person
from models.records import Record
from tests.conftest import House
from tests.handlers.test_documents import issue

pytestmark = pytest.mark.console


def ask(house: House, who: str, kind: str = "ato") -> None:
    """A request as a command leaves it, that nobody has made yet."""
    with house.transaction() as session:
        person = session.scalars(select(Person).where(Person.handle == who)).one()
        record = session.scalars(select(Record).where(Record.code == "OS-1/2026")).one()
        documents.ask(session, kind, record, by=person, channel="console", address=who, now=house.now)


def states(house: House) -> list[str]:
    with house.transaction() as session:
        return list(session.scalars(select(DocumentRequest.state).order_by(DocumentRequest.id)))


def made(house: House) -> int:
    with house.transaction() as session:
        return session.scalar(select(func.count(Document.id)).where(Document.sha256.is_not(None))) or 0


async def _run(house: House, until: int) -> None:
    hub = Hub(house.app)
    running = asyncio.create_task(Press(hub).run())
    try:
        async with asyncio.timeout(60):
            while sum(state != RequestState.PENDING for state in await hub.run(states, house)) < until:
                await asyncio.sleep(0.05)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await hub.close()


def test_three_at_once(house: House) -> None:
    issue(house)
    for who in ("bruno", "otavio", "ana"):
        ask(house, who)
    asyncio.run(_run(house, until=3))
    assert made(house) == 1
    assert states(house) == ["done"] * 3
    house.desk.deliver()
    files = [house.pushed(who)[-1]["files"][0]["sha256"] for who in ("bruno", "otavio", "ana")]
    assert len(set(files)) == 1


def test_one_taken_by_a_process_that_died_is_made_later(house: House) -> None:
    issue(house)
    ask(house, "bruno")
    assert isinstance(press.take(house.app), Order)  # and its process ends here
    assert press.take(house.app) is None
    house.clock.move_to(house.now + timedelta(minutes=4))
    assert press.make_all(house.app)
    assert states(house) == ["done"]


def test_two_processes_at_the_same_one(house: House) -> None:
    issue(house)
    ask(house, "bruno")
    order = press.take(house.app)
    assert isinstance(order, Order)
    done = press.make(order)
    press.settle(house.app, order, done)
    press.settle(house.app, order, done)
    with house.transaction() as session:
        sent = select(func.count(Outbox.id)).where(Outbox.key.startswith("document:"))
        assert session.scalar(sent) == 1


def test_a_fault_of_ours_holds_up_no_other(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    issue(house)
    papers.of("ato")
    broken = papers.Paper("quebrado", lambda *_: 1 / 0)  # type: ignore[arg-type]
    monkeypatch.setitem(papers._papers, "quebrado", broken)
    ask(house, "bruno", "quebrado")
    ask(house, "otavio")
    assert press.make_all(house.app)
    assert states(house) == ["failed", "done"]
    house.desk.deliver()
    assert house.tray("bruno")[-1] == (
        "Não consegui fazer o PDF de quebrado. O administrador foi avisado; nada mais mudou."
    )
    assert house.tray("igor") == ["O PDF de quebrado não pôde ser feito:\nZeroDivisionError"]


def test_whoever_may_no_longer_see_it_gets_nothing(house: House) -> None:
    issue(house, "ordem @saude Afastar o diretor.\nnível sigiloso")
    ask(house, "bruno")
    with house.transaction() as session:
        request = session.scalars(select(DocumentRequest)).one()
        request.person_id = session.scalars(select(Person.id).where(Person.handle == "otavio")).one()
    press.make_all(house.app)
    assert states(house) == ["failed"]


def test_too_many_wait(house: House) -> None:
    issue(house)
    for _ in range(documents.MOST_WAITING):
        ask(house, "bruno")
    house.app.settings.documents_dir = Path("none")
    assert house.says("bruno", "pdf OS-1/2026").startswith("Você já tem 20 documentos a caminho.")


def test_templates_are_tried_by_the_doctor(tmp_path: Path) -> None:
    assert list(press.template_problems(tmp_path / "none", "Município")) == []
    (tmp_path / "pauta.typ").write_text("#let x = (", encoding="utf-8")
    ((name, problem),) = press.template_problems(tmp_path, "Município")
    assert name == "pauta.typ"
    assert "unclosed delimiter" in problem
