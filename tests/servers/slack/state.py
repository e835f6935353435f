"""The state of a workspace: people, channels with their messages, views, files and the triggers given out."""

import itertools
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from tests.servers.slack.limits import Refused

Json = dict[str, Any]
TEAM, APP, ME, BOT = "T0CIDADE", "A0GABINETE", "U0GABINETE", "B0GABINETE"
GENERAL = "C0GERAL"  # the channel that cannot be left
HOST = "https://cidade.slack.com/"
TRIGGER_LIFE = 3.0


@dataclass(slots=True)
class Room:
    """A channel. `messages`: the present ones by ts, oldest first. `shown`: those that one person sees for a while."""

    id: str
    messages: dict[str, Json] = field(default_factory=dict)
    shown: list[Json] = field(default_factory=list)
    has_us: bool = True

    @property
    def name(self) -> str:
        return self.id[2:].lower()


@dataclass(slots=True)
class Stored:
    """A file. `length`: as announced; `content`: None until it is uploaded."""

    id: str
    name: str
    length: int
    content: bytes | None = None
    shared_in: list[str] = field(default_factory=list)


class State:
    """The whole state. Belongs to the server's loop."""

    def __init__(self, trigger_life: float = TRIGGER_LIFE) -> None:
        self.rooms: dict[str, Room] = {}
        self.people: dict[str, Json] = {}
        self.files: dict[str, Stored] = {}
        self.modals: dict[str, Json] = {}  # view id -> as opened, with its person
        self.homes: dict[str, Json] = {}
        self.url = ""  # of the server
        self._triggers: dict[str, tuple[float, str]] = {}
        self._life = trigger_life
        self._count = itertools.count(1)
        self._latest = 0

    def number(self) -> int:
        """A new number."""
        return next(self._count)

    def ts(self) -> str:
        """A new timestamp of a message: unique in the workspace, and growing."""
        self._latest = max(self._latest + 1, time.time_ns() // 1000)
        return f"{self._latest // 10**6}.{self._latest % 10**6:06d}"

    def person(self, user: str, **fields: Any) -> Json:
        """A user, made on first use."""
        if user not in self.people:
            flags = dict.fromkeys(("deleted", "is_bot", "is_restricted", "is_ultra_restricted"), False)
            name = user.removeprefix("U0").lower()
            self.people[user] = {"id": user, "team_id": TEAM, "name": name, "tz": "America/Sao_Paulo", **flags}
        self.people[user].update(fields)
        return self.people[user]

    def room(self, place: str) -> Room:
        """The channel of that id, or the direct messages with that person. Raises Refused where there is none."""
        if place[:1] in ("U", "W"):
            if self.person(place)["deleted"]:
                raise Refused("user_disabled")
            if self.person(place)["is_bot"]:
                raise Refused("cannot_dm_bot")
            place = im(place)
        if place[:1] not in ("C", "D", "G"):
            raise Refused("channel_not_found")
        return self.rooms.setdefault(place, Room(place))

    def thread(self, room: Room, ts: str) -> Json:
        """The first message of a thread. Raises Refused."""
        if ts not in room.messages:
            raise Refused("thread_not_found")
        return room.messages[ts]

    def trigger(self, user: str) -> str:
        """A new trigger_id, as an interaction of that person carries it."""
        made = f"{self.number()}.{secrets.token_hex(8)}"
        self._triggers[made] = (time.monotonic(), user)
        return made

    def spend(self, trigger: str) -> str:
        """The person of a trigger, which is used up. Raises Refused for an old, used or invented one."""
        if trigger not in self._triggers:
            raise Refused("invalid_trigger_id")
        at, user = self._triggers[trigger]
        if not user:
            raise Refused("exchanged_trigger_id")
        if time.monotonic() - at > self._life:
            raise Refused("expired_trigger_id")
        self._triggers[trigger] = (at, "")
        return user


def im(user: str) -> str:
    """The id of our direct messages with a person."""
    return "D" + user[1:]


def owner(channel: str) -> str:
    """The person of a direct conversation; empty for a channel."""
    return "U" + channel[1:] if channel[:1] == "D" else ""
