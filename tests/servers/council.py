"""A council's system (SAPL), as the true one answers: types, statuses, matérias by page, newest steps; and bad days."""

import asyncio
from typing import Any

from aiohttp import web

from tests.servers.loop import LoopbackServer

TYPES = ((1, "PLO"), (2, "PLC"), (3, "REQ"), (4, "IND"), (6, "PDL"))
STATUSES = (
    (9, "AGSANCAO", "Aguardando sanção governamental"),
    (13, "APROVADA", "Proposição aprovada"),
    (36, "VETOMANT", "Veto mantido"),
    (40, "REJEITADA", "Proposição rejeitada"),
    (77, "ENVEXEC", "Enviada ao Executivo"),
)


def matter(
    n: int, numero: int, tipo: Any = 1, ementa: str = "", at: str = "2026-11-23T10:05:00-03:00"
) -> dict[str, Any]:
    """One matéria with the fields the system sends, operators' data among them."""
    return {
        "id": n,
        "__str__": f"Matéria nº {numero} de 2026",
        "metadata": {},
        "numero": numero,
        "ano": 2026,
        "numero_protocolo": 2000 + numero,
        "data_apresentacao": "2026-11-16",
        "tipo_apresentacao": "E",
        "em_tramitacao": True,
        "ementa": ementa or f"Ementa do projeto {numero}.",
        "texto_original": None,
        "data_ultima_atualizacao": at,
        "ip": "10.0.0.7",
        "tipo": tipo,
        "user": 3,
        "anexadas": [],
        "autores": [12],
    }


def step(n: int, status: int | None, text: str = "") -> dict[str, Any]:
    return {"id": 50_000 + n, "data_tramitacao": "2026-11-24", "texto": text, "status": status, "materia": n}


class Council:
    """The system. `size`: items on a page whatever is asked; `mood`: how it answers; `fails_at`: a page that fails."""

    def __init__(self) -> None:
        self.matters: list[Any] = [
            matter(9101, 58, 3),
            matter(9103, 120, 1, "Hortas nas escolas"),
            matter(9104, 121, 1, "Feira noturna", "2026-11-24T08:00:00-03:00"),
        ]
        self.steps: dict[int, Any] = {
            9103: step(9103, 9, "Encaminhado o Autógrafo nº 1695/2026."),
            9104: step(9104, 77),
        }
        self.mood, self.size, self.fails_at = "well", 100, 0
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.at_once = self.most_at_once = 0
        app = web.Application()
        app.router.add_get("/api/materia/tipomaterialegislativa/", self._types)
        app.router.add_get("/api/materia/statustramitacao/", self._statuses)
        app.router.add_get("/api/materia/materialegislativa/", self._matters)
        app.router.add_get("/api/materia/materialegislativa/{id}/ultima_tramitacao/", self._step)
        app.on_response_prepare.append(self._answered)
        self.server = LoopbackServer(app)
        self.url = self.server.url

    async def _answered(self, _request: web.Request, _response: web.StreamResponse) -> None:
        self.at_once -= 1

    def _note(self, request: web.Request) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.asked.append((request.path, dict(request.query)))

    async def _types(self, request: web.Request) -> web.StreamResponse:
        self._note(request)
        if self.mood not in ("well", "repeats", "loops"):
            return await self._badly(request)
        return web.json_response([{"id": n, "sigla": sigla, "descricao": sigla} for n, sigla in TYPES])

    async def _statuses(self, request: web.Request) -> web.StreamResponse:
        self._note(request)
        return web.json_response([{"id": n, "sigla": sigla, "descricao": said} for n, sigla, said in STATUSES])

    async def _matters(self, request: web.Request) -> web.StreamResponse:
        self._note(request)
        page = int(request.query["page"])
        if page == self.fails_at:
            return web.Response(status=500, text="erro")
        pages = max(-(-len(self.matters) // self.size), 1)
        if page > pages and self.mood == "well":
            return web.json_response({"detail": "Página inválida."}, status=404)
        first = 0 if self.mood == "repeats" else (page - 1) * self.size
        more = page + 1 if page < pages or self.mood in ("repeats", "loops") else None
        if self.mood == "loops" and page > pages:
            first = (pages - 1) * self.size
        links = {"next": str(request.url) if more else None, "previous": None}
        pagination = {"links": links, "next_page": more, "page": page, "total_pages": pages}
        return web.json_response({"pagination": pagination, "results": self.matters[first : first + self.size]})

    async def _step(self, request: web.Request) -> web.StreamResponse:
        self._note(request)
        return web.json_response(self.steps.get(int(request.match_info["id"]), {}))

    async def _badly(self, request: web.Request) -> web.StreamResponse:
        if self.mood == "slow":
            await asyncio.sleep(2)
        if self.mood == "elsewhere":
            raise web.HTTPFound("http://example.invalid/api/")
        if self.mood == "circles":
            raise web.HTTPFound(str(request.url))
        answers = {
            "html": web.Response(text="<html>manutenção</html>", content_type="text/html"),
            "down": web.Response(status=503, text="fora do ar"),
            "cut": web.Response(text='{"pagination": {"lin', content_type="application/json"),
            "other": web.json_response({"results": "muitas"}),
            "token": web.json_response({"detail": "Token inválido."}, status=401),
            "slow": web.json_response([]),
        }
        return answers[self.mood]
