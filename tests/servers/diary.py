"""A small service of official diaries, as the open one answers: cities, editions, pages; and its bad days."""

import asyncio
from typing import Any

from aiohttp import web

from tests.servers.loop import LoopbackServer

CITY = "3599999"
EDITIONS: tuple[dict[str, Any], ...] = (
    {
        "date": "2026-11-24",
        "excerpts": [
            "DECRETO Nº 210, DE 23 DE NOVEMBRO DE 2026. Delega competências à Secretária de Administração e dá outras "
            "providências. A PREFEITA DO MUNICÍPIO"
        ],
        "edition": "1.204",
        "is_extra_edition": False,
        "txt_url": "http://127.0.0.1/3599999/2026-11-24/a1b2.txt",
    },
    {
        "date": "2026-11-23",
        "excerpts": [
            "LEI Nº 4.512, DE 19 DE NOVEMBRO DE 2026. Dispõe sobre o plano de manejo de re-\nsíduos. "
            "(Republicada por ter saído com incorreção)"
        ],
        "is_extra_edition": True,
    },
    {"date": "2026-11-20", "excerpts": [], "edition": "1.202"},
)


class Diary:
    """The service. `editions`: what it has; `total`: the count it gives instead; `mood`: how it answers."""

    def __init__(self) -> None:
        self.editions: list[Any] = [_whole(each) for each in EDITIONS]
        self.cities = {CITY}
        self.total: int | None = None
        self.mood = "well"
        self.asked: list[dict[str, str]] = []
        app = web.Application()
        app.router.add_get("/gazettes", self._gazettes)
        app.router.add_get("/cities/{id}", self._city)
        self.server = LoopbackServer(app)
        self.url = self.server.url

    async def _city(self, request: web.Request) -> web.Response:
        if request.match_info["id"] not in self.cities:
            return web.json_response({"detail": "City not found."}, status=404)
        return web.json_response({"city": {"territory_id": CITY, "territory_name": "Exemplo", "state_code": "SP"}})

    async def _gazettes(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(dict(request.query))
        if self.mood != "well":
            return await self._badly(request)
        offset, size = int(request.query.get("offset", 0)), int(request.query.get("size", 10))
        page = self.editions[:size] if self.mood == "repeats" else self.editions[offset : offset + size]
        return web.json_response({"total_gazettes": self.total or len(self.editions), "gazettes": page})

    async def _badly(self, request: web.Request) -> web.StreamResponse:
        if self.mood == "repeats":
            return web.json_response({"total_gazettes": 400, "gazettes": self.editions[:50]})
        if self.mood == "slow":
            await asyncio.sleep(2)
        if self.mood == "elsewhere":
            raise web.HTTPFound("http://example.invalid/gazettes")
        if self.mood == "circles":
            raise web.HTTPFound(str(request.url))
        answers = {
            "html": web.Response(text="<html>manutenção</html>", content_type="text/html"),
            "down": web.Response(status=503, text="fora do ar"),
            "cut": web.Response(text='{"total_gazettes": 1, "gaz', content_type="application/json"),
            "huge": web.Response(body=b'{"x": "' + b"a" * 9_000_000 + b'"}', content_type="application/json"),
            "other": web.json_response({"total_gazettes": "muitas", "gazettes": {}}),
            "refuses": web.json_response({"detail": [{"loc": ["query"], "msg": "Input should be valid"}]}, status=422),
            "slow": web.json_response({"total_gazettes": 0, "gazettes": []}),
        }
        return answers[self.mood]


def _whole(own: dict[str, Any]) -> dict[str, Any]:
    base = f"http://127.0.0.1/{CITY}/{own['date']}/a1b2.pdf"
    return {
        "territory_id": CITY,
        "scraped_at": f"{own['date']}T12:05:33.120000",
        "url": base,
        "state_code": "SP",
        **own,
    }
