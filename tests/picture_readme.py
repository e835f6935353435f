"""The pictures of the README, taken of the demonstration: ``python -m tests.picture_readme``.

It needs playwright and /usr/bin/chromium, which the project does not bring.
"""

import importlib
import re
from pathlib import Path

from tests.bot.test_demo_site import demo, said

_DRAWINGS = Path(__file__).parents[1] / "docs" / "desenhos"
_PAGES = {"painel": "", "painel-graficos": "graficos"}
_WIDTH, _HEIGHT = 640, 560


def main() -> None:
    """Ask for the panel as the mayor, and keep what the browser shows."""
    sync_api = importlib.import_module("playwright.sync_api")
    with demo(Path.cwd()) as process, sync_api.sync_playwright() as started:
        found = re.search(r"(http://\S+/painel)/[0-9a-f]{40}", said(process, "painel", "helena")[0]["text"])
        assert found is not None
        browser = started.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT}, locale="pt-BR")
        page.goto(found[0])
        page.click("button")
        for name, path in _PAGES.items():
            page.goto(f"{found[1]}/{path}")
            page.screenshot(path=str(_DRAWINGS / f"{name}.png"))
        browser.close()
        process.communicate(b"")


if __name__ == "__main__":
    main()
