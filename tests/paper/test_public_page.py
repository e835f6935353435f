"""The public page of the codes: what it says, to whom, and what it refuses."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread

import pytest

from bot.http import serve
from bot.hub import Hub
from bot.public import attempts
from tests.bot.paper import eventually, free_port
from tests.conftest import House
from tests.handlers.test_documents import asks, code_of, content, issue

pytestmark = pytest.mark.console
_BOUNDARY = "limite"


class Browser:
    """A client from an address of its own, as the proxy names it."""

    def __init__(self, port: int) -> None:
        self._port = port

    def open(self, path: str, *, client: str = "10.0.0.1", file: bytes | None = None) -> tuple[int, str, HTTPResponse]:
        headers, body = {"X-Forwarded-For": f"1.2.3.4, {client}"}, None
        if file is not None:
            headers["Content-Type"] = f"multipart/form-data; boundary={_BOUNDARY}"
            head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="arquivo"; filename="a.pdf"\r\n\r\n'
            body = head.encode() + file + f"\r\n--{_BOUNDARY}--\r\n".encode()
        with closing(HTTPConnection("127.0.0.1", self._port, timeout=20)) as connection:
            connection.request("POST" if file is not None else "GET", path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer

    def is_there(self) -> bool:
        try:
            return self.open("/healthz")[0] == 200
        except OSError:
            return False


@pytest.fixture
def browser(house: House) -> Iterator[Browser]:
    """The real server of the house, in a thread."""
    house.app.settings.http_port = free_port()
    loop = asyncio.new_event_loop()
    hub = Hub(house.app)
    serving = loop.create_task(serve(hub, []))
    thread = Thread(target=lambda: loop.run_until_complete(asyncio.wait([serving])))
    thread.start()
    found = Browser(house.app.settings.http_port)
    assert eventually(found.is_there)
    yield found
    loop.call_soon_threadsafe(serving.cancel)
    thread.join(10)
    loop.run_until_complete(hub.close())
    loop.close()


def test_public_document(house: House, browser: Browser) -> None:
    issue(house)
    message = asks(house, "bruno", "pdf OS-1/2026")
    code = code_of(message)
    status, page, answer = browser.open(f"/c/{code}")
    assert status == 200
    for said in ("Ordem de serviço OS-1/2026", "23/11/2026 09:00", "Em vigor.", message["files"][0]["sha256"]):
        assert said in page
    assert "férias" not in page
    assert "frame-ancestors 'none'" in str(answer.headers["Content-Security-Policy"])
    assert browser.open(f"/c?c={code.lower()}")[2].headers["Location"] == f"/c/{code}"
    house.says("helena", "revogar OS-1/2026 mudou a lei")
    house.says("ana", "aprovar R-2")
    assert "Revogada pela OS-2/2026." in browser.open(f"/c/{code}")[1]


def test_file_that_is_dropped(house: House, browser: Browser) -> None:
    issue(house)
    message = asks(house, "bruno", "pdf OS-1/2026")
    path, same = f"/c/{code_of(message)}", content(message)
    before = sorted(Path(message["files"][0]["path"]).parent.parent.rglob("*"))
    assert "O arquivo é o mesmo" in browser.open(path, file=same)[1]
    for other in (same + b"\n", same[:-1], b"", b"x" * 5_000_000):
        assert "O arquivo NÃO é o mesmo" in browser.open(path, file=other)[1]
    assert sorted(Path(message["files"][0]["path"]).parent.parent.rglob("*")) == before


def test_hidden_ones_answer_like_missing_ones(house: House, browser: Browser) -> None:
    missing = browser.open("/c/AAAA-BBBB-CCCC-DDDD")[:2]
    assert missing[0] == 404
    issue(house, "ordem @saude Afastar o diretor.\nnível sigiloso")
    house.says("davi", "ordem @saude Outra.")
    for who, line in (("bruno", "pdf OS-1/2026"), ("davi", "pdf R-2"), ("bruno", "pauta em pdf")):
        assert browser.open(f"/c/{code_of(asks(house, who, line))}", client=who)[:2] == missing
    assert browser.open("/c/%3Cscript%3E", client="x")[:2] == missing


def test_ten_thousand_wrong_codes(house: House, browser: Browser) -> None:
    issue(house)
    code = code_of(asks(house, "bruno", "pdf OS-1/2026"))
    for _ in range(attempts.MOST):
        assert browser.open("/c/AAAA-BBBB-CCCC-DDDD")[0] == 404
    status, page, answer = browser.open(f"/c/{code}")
    assert status == 429
    assert 500 < int(answer.headers["Retry-After"]) <= 600
    assert "Espere uns minutos" in page
    assert browser.open(f"/c/{code}", client="10.0.0.2")[0] == 200
    house.tray("igor")
    for number in range(attempts.ALARM):
        browser.open(f"/c/AAAA-BBBB-CCCC-{number:04d}", client=f"10.1.0.{number}")
    house.desk.deliver()
    (told,) = house.tray("igor")
    assert told.startswith("Muitos códigos errados foram tentados hoje")


def test_attempts_are_bounded() -> None:
    found = attempts.Attempts()
    for number in range(10_050):
        found.wrong(f"{number}")
    assert found.wait("0") == 0.0
    assert len(found._by_client) == 10_000
