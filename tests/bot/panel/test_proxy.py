"""The panel behind the nginx of deploy/, as it is there but for its ports and its certificate.

It needs nginx and openssl, which the project does not bring; without them it is skipped.
"""

import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from bot import panel
from models import panel as rules
from tests.conftest import House

ROOT = Path(__file__).parents[3]
NEEDS = ("nginx", "openssl")
MISSING = [each for each in NEEDS if shutil.which(each) is None]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.console,
    pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(NEEDS)}"),
    pytest.mark.filterwarnings("default"),
]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def configured(folder: Path, inside: int, outside: int) -> Path:
    """The file of deploy/ with these ports, in a main file that needs no rights."""
    given = (ROOT / "deploy" / "proxy" / "nginx.conf").read_text(encoding="utf-8")
    given = re.sub(r"server 127\.0\.0\.1:8081[^\n]*\n", "", given).replace("127.0.0.1:8080", f"127.0.0.1:{inside}")
    given = given.replace("listen 443 ssl", f"listen 127.0.0.1:{outside} ssl").replace("/etc/ssl/gabinete", str(folder))
    key, certificate = folder / "privkey.pem", folder / "fullchain.pem"
    command = [
        str(shutil.which("openssl")),
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=127.0.0.1",
    ]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    places = "".join(
        f"{each}_temp_path {folder}/{each};\n" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "whole.conf"
    logs = f"access_log {folder}/access.log;\nerror_log {folder}/error.log;\n"
    whole.write_text(
        f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\nhttp {{\n{places}{logs}{given}}}\n"
    )
    return whole


@pytest.fixture
def outside(house: House, tmp_path: Path) -> Iterator[str]:
    """The address of the panel as the world sees it."""
    inside, port = free_port(), free_port()
    base = house.app.settings.public_url = f"https://127.0.0.1:{port}"
    rules.configure("segredo", base)
    served = Starlette(routes=panel.routes(house.app, lambda: None))
    server = uvicorn.Server(uvicorn.Config(served, port=inside, log_config=None, lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    proxy = subprocess.Popen(
        [str(shutil.which("nginx")), "-e", tmp_path / "error.log", "-c", configured(tmp_path, inside, port)]
    )
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with socket.socket() as tried:
            if server.started and not tried.connect_ex(("127.0.0.1", port)):
                break
        time.sleep(0.05)
    yield base
    proxy.terminate()
    proxy.wait(10)
    server.should_exit = True
    thread.join(10)


def test_it_is_opened_read_and_left(house: House, outside: str, tmp_path: Path) -> None:
    house.says("ana", "tarefa @bruno comprar vacina até hoje 17h")
    found = re.search(r"https://\S+/painel/[0-9a-f]{40}", house.says("bruno", "painel"))
    assert found is not None
    with httpx.Client(verify=False) as browser:  # noqa: S501 (its own certificate)
        for _ in range(2):  # as a robot that looks at links before their reader
            assert "Abrir o painel" in browser.get(found[0]).text
        strange = browser.post(found[0], headers={"sec-fetch-site": "cross-site"})
        assert strange.status_code == 403
        opened = browser.post(found[0], headers={"sec-fetch-site": "same-origin"})
        assert opened.status_code == 303
        cookie = opened.headers["set-cookie"]
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        page = browser.get(f"{outside}/painel")
        assert "comprar vacina" in page.text
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
        assert browser.get(found[0]).status_code == 410
        for hidden in ("/metrics", "/readyz", "/"):
            assert browser.get(outside + hidden).status_code == 404
        assert browser.request("DELETE", f"{outside}/painel").status_code == 403
    logged = (tmp_path / "access.log").read_text()
    assert found[0].rpartition("/")[2] not in logged
