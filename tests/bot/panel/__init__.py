"""The panel as a browser sees it."""

import asyncio
import re
from html import unescape

import httpx
from starlette.applications import Starlette

from bot import panel
from models import panel as rules
from tests.conftest import House

PUBLIC = "https://bot.exemplo.sp.gov.br"


class Browser:
    """A browser: it keeps cookies, and presses buttons."""

    def __init__(self, house: House, public: str = PUBLIC) -> None:
        rules.configure("segredo", public)
        self._house = house
        house.app.settings.public_url = public
        self._app = Starlette(routes=panel.routes(house.app, lambda: None))
        self.cookies = httpx.Cookies()

    def get(self, path: str) -> httpx.Response:
        return self._asked("GET", path)

    def post(self, path: str, headers: dict[str, str] | None = None, **form: str) -> httpx.Response:
        return self._asked("POST", path, headers, form)

    def opens(self, who: str, line: str = "painel") -> str:
        """Somebody asks for the panel in the chat; the path of the address."""
        found = re.search(re.escape(PUBLIC) + r"(/painel/[0-9a-f]{40})", self._house.says(who, line))
        assert found is not None
        return found[1]

    def enters(self, who: str) -> None:
        assert self.post(self.opens(who)).headers["location"] == "/painel"

    def reads(self, path: str) -> str:
        """The text of a page, without its markup."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return text_of(answer.text)

    def csrf(self, path: str = "/painel") -> str:
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', self.get(path).text)
        assert found is not None
        return found[1]

    def _asked(
        self, method: str, path: str, headers: dict[str, str] | None = None, form: dict[str, str] | None = None
    ) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url=PUBLIC, cookies=self.cookies) as client:
                found = await client.request(method, path, headers=headers, data=form or None)
                self.cookies = client.cookies
                return found

        answer = asyncio.run(asked())
        self._house.desk.deliver()
        return answer


def text_of(html: str) -> str:
    """What a page says, one line for each of its lines."""
    body = re.sub(r"(?s)<(style|svg|header|head)\b.*?</\1>", "", html)
    lines = [
        " ".join(unescape(re.sub(r"<[^>]*>", "", line)).split())
        for line in re.sub(r"</(li|p|h\d|td|th|tr|option)>", "\n", body.replace("\n", " ")).split("\n")
    ]
    return "\n".join(line for line in lines if line)
