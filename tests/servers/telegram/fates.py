"""The fates of calls: scripted per recipient, or for all."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Fate:
    """`accepted`: whether the call takes effect. `seconds`: wait before answering (`first`: before taking effect).

    `ending`: "answer" (the usual one, or `code` with `description` and `parameters`, or `body` as it stands),
    "drop" (the connection closes without an answer) or "reset" (it is reset).
    """

    ending: Literal["answer", "drop", "reset"] = "answer"
    accepted: bool = True
    seconds: float = 0.0
    first: bool = False
    code: int = 200
    description: str = ""
    retry_after: int | None = None
    migrate_to_chat_id: int | None = None
    body: str | None = None

    @property
    def parameters(self) -> dict[str, int]:
        """The `parameters` of an error answer."""
        both = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to_chat_id}
        return {key: value for key, value in both.items() if value is not None}


OK = Fate()
DROP = Fate("drop")
RESET = Fate("reset", accepted=False)
REVOKED = Fate(accepted=False, code=401, description="Unauthorized")
CONFLICT = Fate(
    accepted=False,
    code=409,
    description="Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
)


def delay(seconds: float, *, before: bool = False) -> Fate:
    """Accepted, and answered after so many seconds; with `before`, accepted only then."""
    return Fate(seconds=seconds, first=before)


def refused(code: int, description: str) -> Fate:
    """Any error with the server's words."""
    return Fate(accepted=False, code=code, description=description)


def flood(retry_after: int | None = 5) -> Fate:
    """429, with or without the seconds to wait."""
    words = "Too Many Requests" + (f": retry after {retry_after}" if retry_after is not None else "")
    return Fate(accepted=False, code=429, description=words, retry_after=retry_after)


def broken(code: int = 502, *, accepted: bool = False) -> Fate:
    """A gateway's HTML page with a 5xx status."""
    return Fate(accepted=accepted, code=code, body=f"<html><body><h1>{code} Bad Gateway</h1></body></html>")


def garbage(*, accepted: bool = True) -> Fate:
    """200 with something that is not JSON."""
    return Fate(accepted=accepted, body="<html>captive portal</html>")


def migrated(chat_id: int) -> Fate:
    """The group became a supergroup with that number."""
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    return Fate(accepted=False, code=400, description=words, migrate_to_chat_id=chat_id)


BLOCKED = refused(403, "Forbidden: bot was blocked by the user")
DEACTIVATED = refused(403, "Forbidden: user is deactivated")
CANNOT_INITIATE = refused(403, "Forbidden: bot can't initiate conversation with a user")
KICKED = refused(403, "Forbidden: bot was kicked from the group chat")
NOT_FOUND = refused(400, "Bad Request: chat not found")
CANNOT_PARSE = refused(400, 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0')
TOO_LONG = refused(400, "Bad Request: message is too long")
NAMED: dict[str, Fate] = {
    "ok": OK,
    "drop": DROP,
    "reset": RESET,
    "revoked": REVOKED,
    "conflict": CONFLICT,
    "blocked": BLOCKED,
    "deactivated": DEACTIVATED,
    "cannot_initiate": CANNOT_INITIATE,
    "kicked": KICKED,
    "not_found": NOT_FOUND,
    "cannot_parse": CANNOT_PARSE,
    "too_long": TOO_LONG,
    "broken": broken(),
    "garbage": garbage(),
    "flood": flood(),
}


def from_json(value: Any) -> Fate:
    """A name of NAMED, or an object with a Fate's fields."""
    return NAMED[value] if isinstance(value, str) else Fate(**value)


class Script:
    """The queued fates. A chat's own come before a method's, and those before the ones for all."""

    def __init__(self) -> None:
        self._ahead: dict[str, list[list[Any]]] = defaultdict(list)

    def add(self, chat_id: int | str | None, method: str | None, fate: Fate, times: int | None) -> None:
        """Queue a fate for `times` calls (None: for ever) to a chat, of a method, or for all with a chat."""
        self._ahead[_key(chat_id, method)].append([fate, times])

    def load(self, by_chat: Mapping[str, Any]) -> None:
        """One lasting fate for each recipient."""
        for chat_id, value in by_chat.items():
            self.add(chat_id, None, from_json(value), None)

    def clear(self) -> None:
        """Back to normal."""
        self._ahead.clear()

    def next(self, chat_id: int | str | None, method: str) -> Fate:
        """The fate of this call, used up by it."""
        if not self._ahead:
            return OK
        return self._take(chat_id, method) or OK

    def _take(self, chat_id: int | str | None, method: str) -> Fate | None:
        keys = [_key(chat_id, method), _key(chat_id, None), _key(None, None)] if chat_id is not None else []
        for key in [*keys, _key(None, method)]:
            queue = self._ahead.get(key)
            if queue:
                return _used(queue)
        return None


def _key(chat_id: int | str | None, method: str | None) -> str:
    return f"{'' if chat_id is None else chat_id}/{method or ''}"


def _used(queue: list[list[Any]]) -> Fate:
    entry = queue[0]
    fate: Fate = entry[0]
    if entry[1] is not None:
        entry[1] -= 1
        if not entry[1]:
            queue.pop(0)
    return fate
