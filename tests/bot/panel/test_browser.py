"""The panel in a real browser: phone width, keyboard, dark, print, and the rules of axe-core.

It needs playwright, axe-playwright-python and Debian's Chromium, which the project does not bring; without them it is
skipped.
"""

import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette

from bot import panel
from bot.public import agenda
from models import panel as rules
from tests.conftest import House

_CHROMIUM = Path("/usr/bin/chromium")
_NEEDS = "needs playwright, axe-playwright-python and /usr/bin/chromium"
sync_api: Any = pytest.importorskip("playwright.sync_api", reason=_NEEDS)
axe: Any = pytest.importorskip("axe_playwright_python.sync_playwright", reason=_NEEDS)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.console,
    pytest.mark.skipif(not _CHROMIUM.exists(), reason=_NEEDS),
    pytest.mark.filterwarnings("default"),
]
_PAGES = (
    "",
    "minhas",
    "tarefas",
    "expedientes",
    "atos",
    "buscar",
    "agenda",
    "graficos",
    "semana",
    "pessoas",
    "pessoas?f=@bruno",
    "orgaos",
    "papeis",
    "preferencias",
    "ver/T-1",
    "ver/OS-1/2026?p=situacao",
)
_OF_THE_MACHINE = ("pessoas?f=@bruno", "sistema", "sistema?f=filas", "sistema?f=história")
_PUBLIC = "publica/agenda"
_CUT = """[...document.querySelectorAll("figure svg text")].filter(text => {
  const box = text.getBBox(), whole = text.ownerSVGElement.viewBox.baseVal;
  return box.x < 0 || box.x + box.width > whole.width || box.y + box.height > whole.height;
}).map(text => text.textContent)"""


@pytest.fixture
def address(house: House) -> Iterator[str]:
    """The panel and the public agenda on a port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = house.app.settings.public_url = f"http://127.0.0.1:{port}"
    rules.configure("segredo", base)
    house.app.settings.public_agenda = True
    served = Starlette(routes=[*panel.routes(house.app, lambda: None), *agenda.routes(house.app)])
    config = uvicorn.Config(served, port=port, log_config=None, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield base
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(_CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


def entered(house: House, page: Any, who: str) -> None:
    """Open the panel by the keyboard alone."""
    found = re.search(r"http://\S+/painel/[0-9a-f]{40}", house.says(who, "painel"))
    assert found is not None
    page.goto(found[0])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Abrir o painel"
    page.keyboard.press("Enter")
    sync_api.expect(page.locator("h1")).to_have_text("Hoje")


def furnish(house: House) -> None:
    house.says("ana", "tarefa @bruno comprar vacina para os postos do interior até hoje 17h")
    for n in range(12):
        house.says("ana", f"tarefa @bruno conferir a lista número {n} de entregas até sexta 17h")
    house.says("davi", 'expediente novo ofício "Poda da praça"')
    house.says("davi", "tramitar OF-1/2026-GP @saude para manifestação até 11/12")
    house.says("davi", "ordem @saude Comprar dez mesas.\ncumprir até 11/12")
    house.says("helena", "aprovar R-1")
    house.says("ana", "compromisso @bruno visita à creche do Jardim Novo sexta 15h")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_read_on_a_phone_and_by_the_rules(house: House, address: str, chromium: Any, scheme: str) -> None:
    furnish(house)
    context = chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme, locale="pt-BR")
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    entered(house, page, "bruno")
    house.says("ana", "compromisso @helena visita à creche hoje 15h às 16h no Paço")
    for number, each in enumerate((*_PAGES, *_OF_THE_MACHINE, _PUBLIC)):
        if number == len(_PAGES):
            entered(house, page, "igor")
        page.goto(f"{address}/{each if each == _PUBLIC else f'painel/{each}'}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360, f"{each}: {wide} pixels wide"
        assert page.evaluate(_CUT) == [], each
        found = axe.Axe().run(page)
        assert found.violations_count == 0, f"{each}: {found.generate_report()}"
        if folder := os.environ.get("SCREENSHOTS"):
            page.screenshot(path=f"{folder}/{scheme}-{each.replace('/', '-') or 'hoje'}.png", full_page=True)
    assert faults == []
    page.goto(f"{address}/painel")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first stop leads past the menu
    assert page.url.endswith("#conteudo")
    page.emulate_media(media="print")
    assert not page.locator("header nav").is_visible()
    context.close()
