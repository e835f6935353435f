"""The Slack door, put together from its parts."""

import logging
from typing import Any

from sqlalchemy import select
from starlette.routing import Route

from bot.buttons import Sealer
from bot.channels.slack import files, modals, writing
from bot.channels.slack.channels import Channels
from bot.channels.slack.escapes import escaped
from bot.channels.slack.files import FilesIn
from bot.channels.slack.home import Homes
from bot.channels.slack.ingest import NAME, Ingest
from bot.channels.slack.members import Members
from bot.channels.slack.reading import Reader
from bot.channels.slack.socket import Listener
from bot.channels.slack.web import Api
from bot.channels.slack.webhook import Webhook, bolt
from bot.delivery import NotSent, Paused, Rejected, Unreachable, Unsure
from bot.dispatch import Incoming
from bot.hub import Hub
from bot.transactions import transaction
from models import doors
from models.deliveries import Delivery, Limits
from models.people import Orgao

log = logging.getLogger("bot.slack")
_PER_SECOND = 20.0  # over all; Slack announces no number for a whole workspace
_IN_HISTORY = 100  # messages that are looked through for one of unknown fate
_GONE = ("message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found", "is_archived")


class SlackDoor:
    """See bot.hub.OpenDoor. `scopes`: the permissions of the token, as Slack last said."""

    name = NAME

    def __init__(self, hub: Hub) -> None:
        settings = hub.app.settings
        self._hub = hub
        self._app_token = settings.slack_app_token.get_secret_value()
        self._sealer = Sealer(settings)
        self._api = Api(settings)
        self._homes = Homes(hub, self._api, self._sealer, NAME)
        self._members, self._channels = Members(self._api), Channels(self._api)
        self._reader = Reader(self._sealer)
        token = settings.slack_bot_token.get_secret_value()
        incoming = FilesIn(self._api, token, settings.data_dir.absolute() / "recebidos")
        self._ingest = Ingest(hub, self.parse, self._members, self._channels, incoming, self._homes.show)
        secret = settings.slack_signing_secret.get_secret_value()
        self._app = bolt(self._api.client, secret or "none", self._ingest)
        self._webhook = Webhook(self._app, secret, self._ingest) if secret and not self._app_token else None
        self._rooms: dict[str, str] = {}
        self.limits = Limits(_PER_SECOND, lambda _: 1 / settings.slack_rate)
        self.scopes: frozenset[str] = frozenset()

    @property
    def bot(self) -> str:
        return self._ingest.team

    def parse(self, raw: str) -> Incoming:
        return self._reader.parse(raw)

    def routes(self) -> list[Route]:
        return [self._webhook.route()] if self._webhook else []

    async def check(self) -> None:
        answer = await self._api.raw("auth.test")
        self._ingest.team, self._ingest.me = str(answer["team_id"]), str(answer["user_id"])
        self._ingest.url = str(answer.get("url") or "")
        listed = str(answer.headers.get("x-oauth-scopes") or "")
        self.scopes = frozenset(each.strip() for each in listed.split(",") if each.strip())

    async def listen(self) -> None:
        if self._app_token:
            await Listener(self._hub, self._app_token, self._api, self._app).run()
        else:
            await self._hub.run(self._is_called)

    def _is_called(self) -> None:
        """Forget the last contact over a socket: over HTTP silence means nothing."""
        with transaction(self._hub.app.engine, NAME) as session:
            doors.heard(session, NAME, None)

    async def busy(self, place: str) -> None:
        """Nothing: Slack has no such sign for an app of this kind."""

    async def tell(self, place: str, sentence: str) -> None:
        try:
            await self._api.call("chat.postMessage", json={"channel": place, "text": escaped(sentence)})
        except Exception as error:  # the caller cannot do anything about it
            log.warning("somebody could not be told at once: %s", type(error).__name__)

    async def close(self) -> None:
        for part in (self._ingest, self._homes, self._members, self._api):
            await part.close()

    # --- the way out ---------------------------------------------------------------------------------------------

    def parts(self, delivery: Delivery) -> int:
        if delivery.edits is not None:
            return 1
        return len(writing.texts_of(delivery.payload)) + len(delivery.payload.get("files", []))

    async def send(self, delivery: Delivery) -> str:
        if delivery.edits is not None:
            return await self._edit(delivery)
        if await self._open_form(delivery):
            return ""
        texts, attached = writing.texts_of(delivery.payload), delivery.payload.get("files", [])
        # The id that is kept is the last piece's: files go first where buttons may have to be changed later.
        before = len(attached) if delivery.payload.get("buttons") else 0
        index = delivery.part - before
        if 0 <= index < len(texts):
            reference = await self._post(delivery, delivery.mark + texts[index], last=index == len(texts) - 1)
        else:
            file = attached[delivery.part if index < 0 else index - len(texts)]
            reference = await self._upload(delivery, file)
        if delivery.origin.get("home"):
            self._homes.show(delivery.address)
        if delivery.payload.get("leave") and delivery.part + 1 >= self.parts(delivery):
            await self._channels.leave(delivery.address)
        return reference

    async def find(self, delivery: Delivery) -> str | None:
        """The id of the piece, looked for in the history. Raises NotSent where Slack does not answer now."""
        texts = writing.texts_of(delivery.payload) if delivery.payload.get("text") else []
        attached = delivery.payload.get("files", []) if delivery.payload.get("buttons") else []
        index = delivery.part - len(attached)
        if not 0 <= index < len(texts):
            return None
        try:
            room = await self._room(delivery)
            return await self._found(delivery, room, texts[index])
        except (Rejected, Unsure) as error:
            if isinstance(error, Unsure):
                raise NotSent(str(error), error.wait) from error
            return None

    async def _found(self, delivery: Delivery, room: str, text: str) -> str | None:
        thread = delivery.origin.get("thread")
        wanted = {"channel": room, "limit": _IN_HISTORY, "include_all_metadata": "true"}
        method = "conversations.replies" if thread else "conversations.history"
        answer = await self._api.call(method, form={**wanted, "ts": thread} if thread else wanted)
        for message in answer.get("messages") or []:
            if writing.is_copy(message, delivery, text):
                return f"{room}:{message['ts']}"
        return None

    async def _post(self, delivery: Delivery, text: str, *, last: bool) -> str:
        body = writing.content(delivery, text, self._sealer, last=last)
        channel, thread = str(delivery.origin.get("channel") or ""), delivery.origin.get("thread")
        if channel and channel[:1] != "D" and await self._show_only_them(delivery, channel, thread, body):
            return ""
        body |= {"channel": delivery.address, "unfurl_links": False, "unfurl_media": False}
        body["metadata"] = writing.metadata(delivery, text.removeprefix(delivery.mark))
        if channel[:1] == "D":
            body |= {"channel": channel, **({"thread_ts": thread} if thread else {})}
        answer = await self._api.call("chat.postMessage", json=body)
        room = str(answer["channel"])
        self._rooms[delivery.address] = room
        return f"{room}:{answer['ts']}"

    async def _show_only_them(self, delivery: Delivery, channel: str, thread: Any, body: dict[str, Any]) -> bool:
        """Answer in a channel so that only the person who asked sees it; False where that is impossible."""
        there = {"channel": channel, "user": delivery.address, **({"thread_ts": thread} if thread else {})}
        try:
            await self._api.call("chat.postEphemeral", json={**body, **there})
        except Rejected as error:
            log.info("an answer goes in private instead: %s", error)
            return False
        return True

    async def _edit(self, delivery: Delivery) -> str:
        channel, _, ts = (delivery.edits or "").partition(":")
        if not ts:  # a modal, a file or an ephemeral message cannot be edited
            return delivery.edits or ""
        texts = writing.texts_of(delivery.payload)
        sent = delivery.part + 1 - len(delivery.payload.get("files", []))
        text = "\n".join(texts[max(0, min(sent, len(texts)) - 1) :])
        body = writing.content(delivery, text, self._sealer, last=True)
        try:
            await self._api.call("chat.update", json={**body, "channel": channel, "ts": ts})
        except Rejected as error:
            if str(error) not in _GONE:
                raise Rejected(str(error)) from error
        return delivery.edits or ""

    async def _upload(self, delivery: Delivery, file: dict[str, Any]) -> str:
        room = await self._room(delivery)
        thread = str(delivery.origin.get("thread") or "") if room == delivery.origin.get("channel") else ""
        return await files.upload(self._api, file, room, thread, escaped(delivery.mark.strip()))

    async def _room(self, delivery: Delivery) -> str:
        """The id of the conversation: our direct messages with the person, or the channel itself."""
        channel = str(delivery.origin.get("channel") or "")
        if channel[:1] == "D":
            return channel
        if delivery.address[:1] not in ("U", "W"):
            return delivery.address
        if delivery.address not in self._rooms:
            answer = await self._api.call("conversations.open", json={"users": delivery.address})
            self._rooms[delivery.address] = str(answer["channel"]["id"])
        return self._rooms[delivery.address]

    async def _open_form(self, delivery: Delivery) -> bool:
        """Open the modal of a form that a press or a command has just asked for; False: a message must do."""
        form, trigger = delivery.payload.get("form"), delivery.origin.get("trigger_id")
        if not form or not trigger or delivery.attempt > 1:
            return False
        if all(each["line"] != form["command"] for each in delivery.payload.get("buttons", [])):
            return False  # one question of a form that is already under way
        asked: dict[str, Any] = {
            name: delivery.origin[name] for name in ("channel", "thread", "home") if name in delivery.origin
        }
        orgaos = await self._hub.run(self._orgaos)
        quote = "\n".join(filter(None, (delivery.origin.get("quote"), delivery.origin.get("link"))))
        view = modals.view(form, orgaos, asked, quote)
        try:
            await self._api.call("views.open", json={"trigger_id": trigger, "view": view})
        except (Unreachable, Rejected, Paused, NotSent) as error:
            log.info("a form goes as a message instead: %s", error)
            return False
        return True

    def _orgaos(self) -> list[tuple[str, str]]:
        with transaction(self._hub.app.engine, NAME) as session:
            found = session.execute(select(Orgao.sigla, Orgao.name).order_by(Orgao.name))
            return [(sigla, name) for sigla, name in found]


def open_door(hub: Hub) -> SlackDoor:
    return SlackDoor(hub)
