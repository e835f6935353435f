"""Socket Mode: one live connection at a time, replaced as soon as it is expiring, deaf or silent for long."""

import asyncio
import json
import logging
from contextlib import suppress

from aiohttp import WSMessage
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.background import Background
from bot.backoff import Backoff
from bot.channels.slack import errors
from bot.channels.slack.ingest import NAME
from bot.channels.slack.web import Api, quiet
from bot.hub import Hub
from bot.transactions import transaction
from models import doors

log = logging.getLogger("bot.slack")
_PING = 5.0  # seconds between two pings; the client notices a silent line after a few of them
_HELLO, _CONNECT = 10.0, 6.0
_SILENCE = 300.0  # seconds without any message until a line is replaced: a dead line may still answer pings
_NOTED = 60.0  # seconds between two notes in the database that the line is open
_FAREWELL = 3.0  # seconds until an old line is closed: payloads may be under way


class SocketConnection(SocketModeClient):
    """One connection. `expiring` is set where the client would reconnect: the listener opens another first."""

    def __init__(self, app_token: str, api: Api, app: AsyncApp) -> None:
        super().__init__(app_token, logger=quiet, web_client=api.client, ping_interval=_PING)
        self.expiring = asyncio.Event()
        self.greeted = asyncio.Event()
        self.heard_at = _now()
        self._app = app
        self.on_message_listeners.append(self._heard)
        self.socket_mode_request_listeners.append(self._take)

    async def start(self) -> None:
        """Connect, and wait for the first message. Raises the exceptions of the Web API or of the connection."""
        self.wss_uri = await self.issue_new_wss_url()
        async with asyncio.timeout(_CONNECT):
            await self.connect()  # type: ignore[no-untyped-call]
        async with asyncio.timeout(_HELLO):
            await self.greeted.wait()

    async def end(self) -> None:
        await self.close()  # type: ignore[no-untyped-call]

    async def connect_to_new_endpoint(self, force: bool = False) -> None:
        self.expiring.set()

    async def _heard(self, message: WSMessage) -> None:
        self.heard_at = _now()
        self.greeted.set()

    async def _take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        """Acknowledge a payload that was committed; Slack sends again one that is not answered."""
        answer = await run_async_bolt_app(self._app, request)
        if answer.status != 200:
            return
        payload = json.loads(answer.body) if answer.body else None
        await self.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))


class Listener:
    """Keeps one connection open."""

    def __init__(self, hub: Hub, app_token: str, api: Api, app: AsyncApp) -> None:
        self._hub, self._token, self._api, self._app = hub, app_token, api, app
        self._noted_at = -_NOTED
        self._background = Background(log)

    async def run(self) -> None:
        """Listen until cancelled."""
        connection: SocketConnection | None = None
        try:
            while True:
                new = await self._open()
                if connection is not None:
                    self._background.start(_farewell(connection))
                connection = new
                await self._until_expiring(connection)
        finally:
            await self._background.close()
            if connection is not None:
                await connection.end()

    async def _open(self) -> SocketConnection:
        backoff = Backoff(longest=15.0)
        while True:
            connection = SocketConnection(self._token, self._api, self._app)
            try:
                await connection.start()
            except asyncio.CancelledError:
                await connection.end()
                raise
            except Exception as error:
                await connection.end()
                wait = errors.retry_after(error) or backoff.wait()
                log.warning("the line to Slack does not open: %s", errors.code_of(error) or type(error).__name__)
                await asyncio.sleep(wait.total_seconds())
            else:
                return connection

    async def _until_expiring(self, connection: SocketConnection) -> None:
        while not connection.expiring.is_set() and _now() - connection.heard_at < _SILENCE:
            await self._note()
            with suppress(TimeoutError):
                async with asyncio.timeout(_PING):
                    await connection.expiring.wait()

    async def _note(self) -> None:
        """Note now and then that the line is open, for `gabinete_door_silence_seconds`."""
        if _now() - self._noted_at < _NOTED:
            return
        self._noted_at = _now()
        try:
            await self._hub.run(self._in_contact)
        except Exception as error:  # the database may be gone for a while
            log.warning("nobody could note that the line to Slack is open: %s", type(error).__name__)

    def _in_contact(self) -> None:
        with transaction(self._hub.app.engine, NAME) as session:
            doors.known(session, NAME)
            doors.heard(session, NAME, self._hub.app.clock())


async def _farewell(connection: SocketConnection) -> None:
    try:
        await asyncio.sleep(_FAREWELL)
    finally:
        await connection.end()


def _now() -> float:
    return asyncio.get_running_loop().time()
