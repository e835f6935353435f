"""The panel in the browser: what a person may see, to be read; opened by a link of one use from the chat."""

from collections.abc import Awaitable, Callable
from functools import cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.app import App


def routes(app: App, notify: Callable[[], None]) -> list[Route]:
    """The routes of the panel. `notify`: called when messages may have been enqueued."""

    @cache
    def answer() -> Callable[[Request], Awaitable[Response]]:
        from bot.panel.site import Site  # what draws the pages is loaded with the first request

        return Site(app, notify).answer

    async def answered(request: Request) -> Response:
        return await answer()(request)

    return [Route(path, answered, methods=["GET", "POST"]) for path in ("/painel", "/painel/{rest:path}")]
