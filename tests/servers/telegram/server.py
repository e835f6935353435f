"""The server as tests use it: controls, and the log of calls."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

from aiohttp import web

from tests.servers.loop import LARGEST_BODY, LoopbackServer
from tests.servers.telegram.api import Api
from tests.servers.telegram.control import routes
from tests.servers.telegram.fates import Fate
from tests.servers.telegram.happenings import Happenings
from tests.servers.telegram.log import Call, Log
from tests.servers.telegram.state import Json


class TelegramServer(Happenings):
    """A Bot API server on loopback, for one bot. Point TELEGRAM_API_URL at `url`; any token of the right shape will do.

    `limits` enforces the documented rates; `log_path` also writes every call there as a JSON line; `retry` is the
    first wait, in seconds, before the webhook is tried again. Methods may be called from any thread. Lists read from
    here (`log`, `denied`, `violations`) are the server's own: read them, do not change them.
    """

    def __init__(
        self, *, port: int = 0, limits: bool = False, log_path: Path | None = None, retry: float = 0.05
    ) -> None:
        self.api = Api(Log(log_path), enforced=limits, retry=retry)
        self.pace = self.api.pace
        self._server = LoopbackServer(self._application(), port)
        super().__init__(self.api.state, self.api.updates, self._server)
        self.url, self.port = self._server.url, self._server.port

    def fate(
        self, chat_id: int | str | None, fate: Fate, times: int | None = None, *, method: str | None = None
    ) -> None:
        """Give calls to that chat (None: every chat), or of that method, this fate, `times` times or for ever.

        Fates queue up; a chat's own come first. Without a chat, `method` also covers calls that name no chat.
        """
        self._on_loop(lambda: self.api.script.add(chat_id, method, fate, times))

    def fates(self, by_chat: Mapping[str, Any]) -> None:
        """Give each recipient a lasting fate, as fates.from_json reads it."""
        self._on_loop(lambda: self.api.script.load(by_chat))

    def forgive(self) -> None:
        """Remove all fates."""
        self._on_loop(self.api.script.clear)

    def revoke(self, token: str | None = None) -> None:
        """Answer 401 to that token, or to all seen so far, until `restore`."""
        self._on_loop(lambda: self.api.revoked.update({token} if token else self.api.seen))

    def restore(self) -> None:
        """Accept revoked tokens again."""
        self._on_loop(self.api.revoked.clear)

    def unplug(self) -> None:
        """Refuse connections and break the open ones, until `plug`. The state is kept."""
        self._server.unplug()

    def plug(self) -> None:
        """Listen again, at the same address."""
        self._server.plug()

    @property
    def log(self) -> list[Call]:
        """Accepted calls, in order, without the polls."""
        return self.api.log.accepted

    @property
    def denied(self) -> list[Call]:
        """Calls refused by a fate, a limit or the state of Telegram."""
        return self.api.log.denied

    @property
    def violations(self) -> list[Call]:
        """Calls that the interface or its published limits do not allow."""
        return self.api.log.violations

    @property
    def refused(self) -> int:
        """Sends answered 429 by the enforced limits."""
        return self.pace.refused

    @property
    def inside_window(self) -> int:
        """Calls made although a retry_after was running."""
        return self.pace.inside_window

    def messages(self, chat_id: int) -> list[Json]:
        """The present messages of the chat, those of people too, oldest first."""
        return self._on_loop(lambda: [dict(one) for one in self.state.chat(chat_id).messages.values()])

    def sent(self, chat_id: int) -> list[str]:
        """The present texts (or captions) of the bot's messages in the chat, oldest first."""
        ours = [one for one in self.messages(chat_id) if one.get("from", {}).get("is_bot")]
        return [str(one.get("text", one.get("caption", ""))) for one in ours]

    def file(self, file_id: str) -> bytes:
        """The bytes of a file, of the bot or of a person."""
        return self.state.files[file_id].content

    def answer(self, query_id: str) -> Json | None:
        """The values of answerCallbackQuery, or None if it was not called."""
        return self.state.queries.get(query_id)

    def peak_per_second(self) -> int:
        """The most sends accepted in any second."""
        return self._on_loop(self.pace.peak)

    def copies(self) -> "Counter[tuple[Any, str]]":
        """The number of times each text was accepted, by chat."""
        sends = [call for call in list(self.log) if call.method.startswith("send")]
        return Counter((call.chat_id, call.params.get("text", call.params.get("caption", ""))) for call in sends)

    def calls(self, method: str) -> list[Call]:
        """The accepted calls of one method."""
        return [call for call in list(self.log) if call.method == method]

    def stats(self) -> Json:
        """The counts, for another process."""
        return {
            "accepted": len(self.log),
            "sends": len(self.pace.accepted),
            "denied": len(self.denied),
            "violations": len(self.violations),
            "refused": self.refused,
            "inside_window": self.inside_window,
            "peak_per_second": self.peak_per_second(),
            "pending": len(self.updates.pending),
            "known": len(self.updates.known),
        }

    def wait_until(self, truth: Callable[[Self], Any], timeout: float = 5.0) -> None:
        """Wait until `truth(server)`. Raises TimeoutError."""
        until = time.monotonic() + timeout
        while not truth(self):
            if time.monotonic() > until:
                raise TimeoutError("it did not come true")
            time.sleep(0.005)

    def close(self) -> None:
        """End the server."""
        self._server.close()
        self.api.log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/bot{token}/{method}", self.api.serve)
        app.router.add_get("/file/bot{token}/{path:.+}", self.api.download)
        app.add_routes(routes(self))
        app.on_shutdown.append(self._shut)
        return app

    async def _shut(self, _: web.Application) -> None:
        await self.updates.webhook.close()
