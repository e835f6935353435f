"""The reader of raw payloads of Slack: from JSON to Incoming. No network, no clock."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

from bot import inspection
from bot.buttons import Forged, Sealer
from bot.channels.slack import modals, subjects
from bot.channels.slack.escapes import plain
from bot.dispatch import Incoming
from bot.inbox import Update, digest
from bot.splitting import split, utf16_units
from handlers.base import FileIn
from handlers.wording.attachments import quotation
from handlers.wording.places import ONLY_IN_PRIVATE

EDITED = "Você corrigiu uma mensagem já enviada. A correção não vale: escreva o pedido de novo, numa mensagem nova."
FILE_LOST = "Não consegui buscar o arquivo no Slack e nada foi feito. Mande-o de novo, com até 20 MB."
JOINED, PUT_OUT = "member_joined_channel", ("channel_left", "group_left")  # events about the members of a channel
SHORTCUTS = {"criar_tarefa": "tarefa", "registrar_expediente": "expediente novo"}  # message shortcut -> its form
_ENTERING = ("entrar", "start")
_LONGEST_QUOTE = 2500


@dataclass(frozen=True, slots=True)
class Envelope:
    """A payload as it is stored, with the values that the door knew when it came.

    `team`, `me`: our workspace and our own user there. `member`: whether the writer is a full member of it (None: not
    known). `files`: the fetched ones; None: those of the message are still to be fetched. `title`: of the channel that
    we were added to; None: still to be asked for.
    """

    team: str
    me: str
    body: dict[str, Any]
    member: bool | None = None
    files: list[dict[str, str]] | None = field(default_factory=list)
    url: str = ""
    title: str | None = ""

    @property
    def lacks_something(self) -> bool:
        return self.files is None or self.title is None

    def raw(self) -> str:
        return json.dumps({name: getattr(self, name) for name in self.__slots__})

    @staticmethod
    def of(raw: str) -> "Envelope":
        return Envelope(**json.loads(raw))


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts needed to store a payload: its key, its writer, its files.

    `place`: the channel that we were added to (`joined`) or removed from.
    """

    key: str
    user: str
    files: tuple[dict[str, Any], ...] = ()
    opens_home: bool = False
    place: str = ""
    joined: bool = False


def facts(body: dict[str, Any], me: str) -> Facts:
    """The facts of a payload. Never raises: one that cannot be read is stored under the hash of its content."""
    try:
        return _facts(body, me)
    except (AttributeError, KeyError, TypeError, IndexError):
        return Facts(digest(json.dumps(body)), "")


def malformed(text: str) -> Update:
    """The update of a payload that is not even JSON, to be stored for an administrator."""
    return Update(digest(text), "", text.replace("\0", "\\0"))


def _facts(body: dict[str, Any], me: str) -> Facts:
    if body.get("type") == "event_callback":
        event = body["event"]
        if event.get("type") in (JOINED, *PUT_OUT):
            return _facts_of_a_place(str(body["event_id"]), event, me)
        files = tuple(event.get("files") or ()) if event.get("subtype") == "file_share" else ()
        opens_home = event.get("type") == "app_home_opened" and event.get("tab") == "home"
        return Facts(str(body["event_id"]), _user_of(event), files, opens_home)
    if "command" in body:
        return Facts(f"command:{body['trigger_id']}", str(body["user_id"]))
    if "trigger_id" in body and "user" in body:
        pressed = (body.get("actions") or [{}])[0].get("action_ts") or body.get("action_ts") or ""
        view = body.get("view") or {}
        return Facts(f"{body['type']}:{body['trigger_id']}:{pressed or view.get('hash', '')}", str(body["user"]["id"]))
    return Facts(digest(json.dumps(body)), "")


def _facts_of_a_place(key: str, event: dict[str, Any], me: str) -> Facts:
    """The facts of an event about the members of a channel: its user is the person who added us."""
    if event["type"] in PUT_OUT:
        return Facts(key, "", place=str(event["channel"]))
    if event.get("user") != me:
        return Facts(key, "")
    return Facts(key, str(event.get("inviter") or ""), place=str(event["channel"]), joined=True)


def _user_of(event: dict[str, Any]) -> str:
    changed = event.get("message") or {}
    return str(event.get("user") or changed.get("user") or "")


def is_submission(body: dict[str, Any]) -> bool:
    return body.get("type") == "view_submission" and "view" in body


class Reader:
    """Reads stored payloads. Raises for one that cannot be read, which is then quarantined."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    def parse(self, raw: str) -> Incoming:
        envelope = Envelope.of(raw)
        incoming = self._read(envelope)
        entering = incoming.text.lstrip("/").split(maxsplit=1)[:1]
        stranger = envelope.member is False or (envelope.member is None and entering and entering[0] in _ENTERING)
        return Incoming(incoming.address, ignored=True) if stranger and not incoming.event else incoming

    def _read(self, envelope: Envelope) -> Incoming:
        body = envelope.body
        kind = body.get("type")
        if kind == "event_callback":
            return _event(envelope, body["event"])
        if "command" in body:
            return _command(envelope)
        user = str(body["user"]["id"]) if kind != "app_rate_limited" else ""
        if not user or not _is_ours(envelope, (body.get("team") or {}).get("id"), body["user"].get("team_id")):
            return Incoming(user, ignored=True)
        if kind == "block_actions":
            return self._press(body, user)
        if kind == "view_submission":
            return _form(body, user)
        return _shortcut(envelope, user) if kind == "message_action" else Incoming(user, ignored=True)

    def _press(self, body: dict[str, Any], user: str) -> Incoming:
        value = str(body["actions"][0].get("value") or "")
        container, origin = body.get("container") or {}, {"trigger_id": body["trigger_id"]}
        try:
            if container.get("type") == "view":
                line = self._sealer.open_line(value, user)
                return Incoming(user, line, origin={**origin, "home": True}, takes_forms=True)
            pressed = self._sealer.open(value, user)
        except (Forged, ValueError):
            return Incoming(user, ignored=True)
        message = body.get("message") or {}
        channel = str(container.get("channel_id") or (body.get("channel") or {}).get("id") or "")
        thread = message.get("thread_ts") or container.get("thread_ts") or ""
        where = {**origin, **_where(channel, thread)}
        return Incoming(user, pressed=pressed, origin=where, takes_forms=True, in_private=_is_private(channel))


def _event(envelope: Envelope, event: dict[str, Any]) -> Incoming:
    if event.get("type") in (JOINED, *PUT_OUT):
        return _membership(envelope)
    user = _user_of(event)
    teams = [envelope.body["team_id"], event.get("user_team"), event.get("source_team")]
    if not _is_ours(envelope, *teams) or event.get("bot_id") or user in ("", envelope.me):
        return Incoming(user, ignored=True)
    if event["type"] == "app_home_opened":
        return Incoming(user, event="home") if event.get("tab") == "home" else Incoming(user, ignored=True)
    in_private = str(event.get("channel", ""))[:1] == "D"
    if event["type"] == "message" and in_private:
        return _message(envelope, event, user)
    if event["type"] == "app_mention" and not in_private:
        return _mention(event, user)
    return Incoming(user, ignored=True)


def _membership(envelope: Envelope) -> Incoming:
    """The event of a channel that we enter or leave; a person who is no full member adds us as nobody."""
    known = facts(envelope.body, envelope.me)
    if not known.place or not _is_ours(envelope, envelope.body["team_id"]):
        return Incoming("", ignored=True)
    if not known.joined:
        return Incoming("", event="removed", place=known.place)
    inviter = known.user if envelope.member is not False else ""
    return Incoming(inviter, event="joined", place=known.place, title=envelope.title or "")


def _message(envelope: Envelope, event: dict[str, Any], user: str) -> Incoming:
    if event.get("subtype") == "message_changed":
        return _corrected(event, user)
    if event.get("subtype") not in (None, "file_share") or event.get("hidden"):
        return Incoming(user, ignored=True)
    if envelope.files is None:
        return Incoming(user, ignored=True, advice=FILE_LOST)
    files = tuple(inspection.file_in(each) for each in envelope.files)
    where = _where(event["channel"], event.get("thread_ts"))
    line = _line(envelope, user, str(event.get("text") or ""), where, files)
    return replace(line, words=_shared(event))


def _shared(event: dict[str, Any]) -> str:
    """The messages of others that are shared with a message."""
    said = [each for each in event.get("attachments") or () if each.get("is_share") or each.get("is_msg_unfurl")]
    quoted = [(plain(str(each.get("text") or ""))[0], str(each.get("author_name") or "")) for each in said]
    return "\n".join(quotation(text, author) for text, author in quoted if text)


def _corrected(event: dict[str, Any], user: str) -> Incoming:
    """An edited message. Slack also reports previews of links and our own edits, which are ignored."""
    new, old = event.get("message") or {}, event.get("previous_message") or {}
    by_hand = new.get("edited") and not new.get("bot_id") and new.get("text") != old.get("text")
    where = _where(str(event.get("channel", "")), new.get("thread_ts"))
    return Incoming(user, ignored=True, advice=EDITED if by_hand else "", origin=where)


def _mention(event: dict[str, Any], user: str) -> Incoming:
    where = _where(event["channel"], event.get("thread_ts") or event["ts"])
    if event.get("edited"):
        return Incoming(user, ignored=True, advice=EDITED, origin=where)
    if event.get("subtype"):
        return Incoming(user, ignored=True)
    return Incoming(user, ignored=True, advice=ONLY_IN_PRIVATE, origin=where)


def _line(envelope: Envelope, user: str, text: str, origin: dict[str, Any], files: tuple[FileIn, ...] = ()) -> Incoming:
    typed, people = plain(text)
    mine = f"<@{envelope.me}>"
    line = " ".join(typed.replace(mine, " ").split(" ")).strip() if mine in typed else typed
    people.pop(mine, None)
    # Whoever writes in the thread of a message speaks of it.
    parent = f"{origin['channel']}:{origin['thread']}" if origin.get("thread") else ""
    return Incoming(user, line, files=files, mentions=people, origin=origin, quotes_external=parent)


def _command(envelope: Envelope) -> Incoming:
    body = envelope.body
    user = str(body["user_id"])
    if not _is_ours(envelope, body["team_id"]):
        return Incoming(user, ignored=True)
    text, people = plain(str(body.get("text") or "").strip())
    channel = str(body.get("channel_id") or "")
    origin = {"trigger_id": body["trigger_id"], **(_where(channel, "") if channel[:1] != "D" else {})}
    line = subjects.line_of(str(body["command"]).lstrip("/"), text)
    private = _is_private(channel)
    return Incoming(user, line, mentions=people, origin=origin, takes_forms=True, in_private=private)


def _form(body: dict[str, Any], user: str) -> Incoming:
    view = body["view"]
    asked = modals.asked_in(view)
    values, people = modals.answers(view)
    origin = {name: asked[name] for name in ("channel", "thread", "home") if asked.get(name)}
    form, private = {"command": asked["command"], **values}, _is_private(str(asked.get("channel") or ""))
    return Incoming(user, form=form, mentions=people, origin=origin, in_private=private)


def _shortcut(envelope: Envelope, user: str) -> Incoming:
    """The form of a message shortcut, with the message and a link to it as its first text."""
    body = envelope.body
    line = SHORTCUTS.get(str(body.get("callback_id")))
    if line is None:
        return Incoming(user, ignored=True)
    message, channel = body.get("message") or {}, str((body.get("channel") or {}).get("id") or "")
    text, _ = plain(str(message.get("text") or ""))
    link = f"{envelope.url}archives/{channel}/p{str(message.get('ts') or '').replace('.', '')}" if envelope.url else ""
    origin = {"trigger_id": body["trigger_id"], "quote": split(text, _LONGEST_QUOTE, utf16_units)[0], "link": link}
    return Incoming(user, line, origin=origin, takes_forms=True)


def _where(channel: str, thread: str | None) -> dict[str, Any]:
    """The place for the answer: in a direct conversation everybody there sees it, elsewhere only the person."""
    return {"channel": channel, **({"thread": thread} if thread else {})}


def _is_private(channel: str) -> bool:
    """Whether a channel is a direct conversation, or (empty) our own page."""
    return channel[:1] in ("", "D")


def _is_ours(envelope: Envelope, *teams: Any) -> bool:
    return all(team == envelope.team for team in teams if team) and any(teams)
