"""The HTTP port without a proxy: silent and slow clients keep nobody out and fill no log."""

import selectors
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from socket import create_connection, socket

import pytest

from bot import connections
from bot.app import App
from bot.logs import configure
from tests.bot.test_http import Client, app, client

__all__ = ["app", "client"]
CROWD = 2 * connections.MOST
HEAD = b"POST /count HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture
def dial(app: App, client: Client) -> Iterator[Callable[[bytes], socket]]:
    """Open a connection and send these bytes."""
    with ExitStack() as opened:

        def connect(words: bytes) -> socket:
            line = opened.enter_context(closing(create_connection(("127.0.0.1", app.settings.http_port), timeout=5)))
            with suppress(OSError):
                line.sendall(words)
            return line

        yield connect


def said(lines: list[socket]) -> list[socket]:
    """Those on which something came, or the end."""
    with selectors.DefaultSelector() as all_of_them:
        for line in lines:
            all_of_them.register(line, selectors.EVENT_READ)
        return [key.fileobj for key, _ in all_of_them.select(0.1) if isinstance(key.fileobj, socket)]


def is_closed(line: socket, seconds: float = 5) -> bool:
    line.settimeout(seconds)
    try:
        return line.recv(10_000) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


@pytest.mark.parametrize(
    "words",
    [
        b"",
        b"GET /healthz HTTP/1.1\r\nX: ",
        HEAD + b"Content-Length: 900\r\n\r\n{",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_half_open_requests_keep_nobody_out(
    client: Client, dial: Callable[[bytes], socket], words: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    configure()
    lines = [dial(words) for _ in range(CROWD)]
    began = time.monotonic()
    assert client.get("/healthz").status == 200
    assert client.get("/readyz").status in (200, 503)
    assert time.monotonic() - began < 5
    assert len(said(lines)) >= CROWD - connections.MOST
    assert capfd.readouterr().err.count("\n") < 10


def test_a_head_that_drips_is_cut_off(
    client: Client, dial: Callable[[bytes], socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEAD_WITHIN", 0.3)
    began = time.monotonic()
    line = dial(b"GET /healthz HTTP/1.1\r\n")
    while not is_closed(line, 0.05) and time.monotonic() - began < 5:
        with suppress(OSError):
            line.sendall(b"X")
    assert 0.2 < time.monotonic() - began < 5


def test_a_second_head_that_drips_is_cut_off(dial: Callable[[bytes], socket], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_WITHIN", 0.3)
    line = dial(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    assert line.recv(1_000).startswith(b"HTTP/1.1 200")
    line.sendall(b"GET /heal")
    time.sleep(0.5)
    line.sendall(b"thz")
    assert [is_closed(line, 1) for _ in range(3)][-1]


def test_a_body_that_nobody_reads_does_not_hold_the_line(
    dial: Callable[[bytes], socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "DONE_WITHIN", 0.3)
    line = dial(b"GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n")
    assert line.recv(1_000).startswith(b"HTTP/1.1 200")
    began = time.monotonic()
    while not is_closed(line, 0.05) and time.monotonic() - began < 5:
        with suppress(OSError):
            line.sendall(b"x")
    assert time.monotonic() - began < 5


def test_a_chunked_body_has_the_same_bound(client: Client, dial: Callable[[bytes], socket]) -> None:
    line = dial(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    with suppress(OSError):
        for _ in range(20):
            line.sendall(piece)
        line.sendall(b"0\r\n\r\n")
    assert line.recv(1_000).startswith(b"HTTP/1.1 413")
    assert client.answers()


def test_malformed_requests_are_not_logged(
    client: Client, dial: Callable[[bytes], socket], capfd: pytest.CaptureFixture[str]
) -> None:
    configure()
    for words in (
        b"\x16\x03\x01\r\n\r\n",
        b"GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: upgrade\r\nHost: x\r\n\r\n",
    ):
        assert dial(words).recv(1_000).startswith((b"HTTP/1.1 400", b"HTTP/1.1 404"))
    dial(b"GET /" + b"x" * 2 * connections.LONGEST_HEAD)
    assert client.answers()
    assert capfd.readouterr().err == ""
