"""The server as tests use it: controls, and the log of calls."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

from aiohttp import web

from tests.servers.loop import LARGEST_BODY, LoopbackServer
from tests.servers.slack import manifest as manifests
from tests.servers.slack.api import Api
from tests.servers.slack.control import routes
from tests.servers.slack.fates import Fate
from tests.servers.slack.happenings import Happenings, text_of
from tests.servers.slack.log import Call, Log
from tests.servers.slack.pace import POSTS
from tests.servers.slack.sending import Delivery, Sender, kind_of
from tests.servers.slack.state import BOT, Json, State

REVOKED = "token_revoked"


class NotSent(AssertionError):
    """Slack would not send this to the app: its manifest does not ask for it."""


class SlackServer(Happenings):
    """A workspace on loopback with one app in it. Point SLACK_API_URL at `api_url`; tokens need only the right shape.

    Payloads go to the app's sockets or, after `listen_at`, to that address. `limits` enforces the documented rates;
    `log_path` also writes every call there as a JSON line; `minute` is how many seconds a minute takes for repeated
    events; `trigger_life` how long a trigger_id serves. Methods may be called from any thread. Lists read from here
    (`log`, `denied`, `violations`) are the server's own: read them, do not change them.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        limits: bool = False,
        log_path: Path | None = None,
        minute: float = 0.05,
        trigger_life: float = 3.0,
    ) -> None:
        state = State(trigger_life)
        self.api = Api(state, Log(log_path), enforced=limits)
        self.pace, self._sender = self.api.pace, Sender(self.api, minute)
        self._manifest: Json | None = None
        self._server = LoopbackServer(self._application(), port)
        super().__init__(state, self._server)
        self.url, self.port = self._server.url, self._server.port
        state.url, self.api_url = self.url, f"{self.url}/api/"

    # --- controls --------------------------------------------------------------------------------------------

    def install(self, manifest: Json) -> None:
        """Install the app by this manifest: with its scopes, and only the events it asks for."""
        if wrong := manifests.wrongs(manifest):
            raise AssertionError(f"Slack would not take this manifest: {wrong}")
        self._manifest = manifest
        self.api.scopes = frozenset(manifest["oauth_config"]["scopes"]["bot"])

    def listen_at(self, address: str, secret: str | None = None) -> None:
        """Send payloads to that address from now on, signed."""
        self._sender.url = address
        self._sender.secret = secret or self._sender.secret

    def grant(self, scopes: set[str]) -> None:
        """Set the scopes of the token."""
        self.api.scopes = frozenset(scopes)

    def fate(self, fate: Fate, *, place: str = "", method: str = "", times: int | None = 1) -> None:
        """Give the next `times` calls (None: all) to that place, of that method, or both, this fate."""
        self._on_loop(lambda: self.api.script.add(place, method, fate, times))

    def fates(self, by_place: Mapping[str, Any]) -> None:
        """Give each recipient a lasting fate, as fates.from_json reads it."""
        self._on_loop(lambda: self.api.script.load(by_place))

    def forgive(self) -> None:
        """Remove all fates."""
        self._on_loop(self.api.script.clear)

    def revoke(self, token: str = "", error: str = REVOKED) -> None:
        """Refuse that token (else every one) with this error, until `restore`."""
        self._on_loop(lambda: self.api.refused_tokens.update({token: error}))

    def restore(self) -> None:
        """Accept refused tokens again."""
        self._on_loop(self.api.refused_tokens.clear)

    def person(self, user: str, **fields: Any) -> Json:
        """Make a user; fields such as is_restricted=True, deleted=True."""
        found: Json = self._on_loop(lambda: dict(self.state.person(user, **fields)))
        return found

    def leave(self, channel: str) -> None:
        """Take the app out of that channel."""
        self.room(channel).has_us = False

    def mute(self, muted: bool = True) -> None:
        """Make the sockets answer no ping and carry nothing."""
        self._sender.mute = muted

    def say_disconnect(self, reason: str = "refresh_requested", closes_in: float = 1.0) -> None:
        """Ask the newest socket to reconnect ("warning", "refresh_requested", "link_disabled"), then close it."""
        self._server.call(self._sender.say_disconnect, reason, closes_in)

    def drop(self) -> None:
        """Cut every socket without a word."""
        self._on_loop(self._sender.drop)

    def skew(self, seconds: float) -> None:
        """Put our clock ahead of everybody's by these seconds."""
        self.api.skew = seconds

    def unplug(self) -> None:
        """Refuse connections and break the open ones, until `plug`. The state is kept."""
        self._server.unplug()

    def plug(self) -> None:
        """Listen again, at the same address."""
        self._server.plug()

    # --- deliveries -----------------------------------------------------------------------------------------

    def deliver(self, payload: Json, wait: float = 20.0) -> Delivery:
        """Send a payload to the app, repeated as Slack would; returns when it is over, or after `wait` seconds."""
        if self._manifest is not None and not manifests.would_send(self._manifest, payload):
            raise NotSent(f"{kind_of(payload)} {payload.get('type') or payload.get('command')}")
        delivery = Delivery(payload, kind_of(payload))
        self._server.loop.call_soon_threadsafe(lambda: self._server.loop.create_task(self._sender.deliver(delivery)))
        delivery.done.wait(wait)
        return delivery

    def keep_file(self, name: str, content: bytes, **more: Any) -> Json:
        """A file of a person, as a message carries it: for `files=[...]` with `subtype="file_share"`."""
        number = f"F{self.state.number()}"
        self.kept[number] = content
        url = f"{self.url}/files/{number}/{name}"
        about = {"id": number, "name": name, "size": len(content), "mimetype": "application/octet-stream"}
        return {**about, "url_private": url, "url_private_download": url, **more}

    # --- the log --------------------------------------------------------------------------------------------

    @property
    def log(self) -> list[Call]:
        """Accepted calls, in order."""
        return self.api.log.accepted

    @property
    def denied(self) -> list[Call]:
        """Calls refused by a fate, a limit or the state of the workspace."""
        return self.api.log.denied

    @property
    def violations(self) -> list[Call]:
        """Calls and acknowledgements that Slack's interface or its published limits do not allow."""
        return self.api.log.violations

    @property
    def sockets(self) -> int:
        """The number of open sockets."""
        return len(self._sender.sockets)

    @property
    def newest_socket(self) -> Any:
        """An object that identifies the newest socket."""
        return next(iter(self._sender.sockets[-1:]), None)

    @property
    def refused(self) -> int:
        """Calls answered 429 by the enforced limits."""
        return self.pace.refused

    @property
    def inside_window(self) -> int:
        """Calls made although a Retry-After of their method was running."""
        return self.pace.inside_window

    def calls(self, *methods: str) -> list[Call]:
        """The accepted calls of these methods."""
        return [call for call in list(self.log) if call.method in methods]

    def tried(self, *methods: str) -> list[Call]:
        """The calls of these methods, refused ones included, in order."""
        both = [call for call in [*self.log, *self.denied] if call.method in methods]
        return sorted(both, key=lambda call: call.at)

    def messages(self, place: str) -> list[Json]:
        """The present messages of a channel, or of our direct messages with a person, oldest first."""
        found: list[Json] = self._on_loop(lambda: [dict(one) for one in self.state.room(place).messages.values()])
        return found

    def reads(self, user: str) -> list[str]:
        """The present texts sent to a person, in private or for their eyes only, oldest first."""
        return [text_of(one) for one in self.seen_by(user)]

    def seen_by(self, user: str) -> list[Json]:
        """The present messages of the same, whole."""
        shown = [one for room in list(self.state.rooms.values()) for one in room.shown if one["user_shown"] == user]
        private = [one for one in self.messages(user) if one.get("bot_id") == BOT and "files" not in one]
        return sorted([*shown, *private], key=lambda one: str(one["ts"]))

    def home(self, user: str) -> Json | None:
        """The last published page of a person."""
        return self.state.homes.get(user)

    def files(self, place: str) -> list[tuple[str, bytes]]:
        """Name and content of the files that we shared there."""
        room = self.room(place).id
        return [(one.name, one.content or b"") for one in self.state.files.values() if room in one.shared_in]

    def peak_per_second(self) -> int:
        """The most posts accepted in any second."""
        peak: int = self._on_loop(self.pace.peak)
        return peak

    def copies(self) -> "Counter[tuple[str, str]]":
        """The number of times each text was accepted, by place."""
        return Counter((call.place, text_of(call.params)) for call in self.calls(*POSTS))

    def stats(self) -> Json:
        """The counts, for another process."""
        return {
            "accepted": len(self.log),
            "posts": len(self.pace.accepted),
            "denied": len(self.denied),
            "violations": len(self.violations),
            "refused": self.refused,
            "inside_window": self.inside_window,
            "peak_per_second": self.peak_per_second(),
            "sockets": self.sockets,
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

    # --- how it is reached -----------------------------------------------------------------------------------

    def _application(self) -> web.Application:
        self.kept: dict[str, bytes] = {}
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/api/{method}", self.api.serve)
        app.router.add_get("/link", self._sender.connect)
        app.router.add_post("/upload/{id}", self._upload)
        app.router.add_get("/files/{id}/{name}", self._download)
        app.add_routes(routes(self))
        app.on_shutdown.append(self._shut)
        return app

    async def _upload(self, request: web.Request) -> web.Response:
        stored = self.state.files.get(request.match_info["id"])
        content = await request.read()
        if stored is None or len(content) != stored.length:
            self.api.log.deny(Call("upload", {"size": len(content)}, "not as announced"), violation=True)
            return web.Response(status=400, text="not as announced")
        stored.content = content
        return web.Response(text=f"OK - {len(content)}")

    async def _download(self, request: web.Request) -> web.Response:
        """The content of a file; without a valid token Slack's page for signing in."""
        content = self.kept.get(request.match_info["id"])
        token = request.headers.get("Authorization", "")
        if content is None or not token.startswith("Bearer xoxb-") or self.api.refused_tokens:
            return web.Response(text="<html>sign in</html>", content_type="text/html")
        return web.Response(body=content, content_type="application/octet-stream")

    async def _shut(self, _: web.Application) -> None:
        await self._sender.close()
