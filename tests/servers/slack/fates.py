"""The fates of calls: scripted per recipient, per method, or for all."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Fate:
    """`accepted`: whether the call takes effect. `seconds`: wait before answering (`first`: before taking effect).

    `ending`: "answer" (the usual one, or an error of that code, or `body` with `status` as it stands), "drop" (the
    connection closes without an answer) or "reset" (it is reset).
    """

    ending: Literal["answer", "drop", "reset"] = "answer"
    accepted: bool = True
    seconds: float = 0.0
    first: bool = False
    error: str = ""
    status: int = 200
    retry_after: int | str | None = None
    body: str | None = None


OK = Fate()
DROP = Fate("drop")
LOST = Fate("drop", accepted=False)
RESET = Fate("reset", accepted=False)


def delay(seconds: float, *, before: bool = False) -> Fate:
    """Accepted, and answered after so many seconds; with `before`, accepted only then."""
    return Fate(seconds=seconds, first=before)


def refused(error: str) -> Fate:
    """Any error of Slack's: user_disabled, channel_not_found, token_revoked..."""
    return Fate(accepted=False, error=error)


def limited(retry_after: int | str | None = 1) -> Fate:
    """429, with or without (None) the seconds to wait."""
    return Fate(accepted=False, error="ratelimited", status=429, retry_after=retry_after)


def broken(status: int = 502, *, accepted: bool = False) -> Fate:
    """A gateway's HTML page with a 5xx status."""
    return Fate(accepted=accepted, status=status, body=f"<html><body><h1>{status} Bad Gateway</h1></body></html>")


def garbage(*, accepted: bool = True, body: str = "{") -> Fate:
    """200 with something that is not JSON."""
    return Fate(accepted=accepted, body=body)


NAMED: dict[str, Fate] = {
    "ok": OK,
    "drop": DROP,
    "lost": LOST,
    "reset": RESET,
    "broken": broken(),
    "garbage": garbage(),
    "limited": limited(),
}


def from_json(value: Any) -> Fate:
    """A name of NAMED, an error code of Slack's, or an object with a Fate's fields."""
    if isinstance(value, str):
        return NAMED.get(value) or refused(value)
    return value if isinstance(value, Fate) else Fate(**value)


class Script:
    """The queued fates. A place's own come before a method's, and those before the ones for all."""

    def __init__(self) -> None:
        self._ahead: dict[tuple[str, str], list[list[Any]]] = defaultdict(list)

    def add(self, place: str, method: str, fate: Fate, times: int | None) -> None:
        """Queue a fate for `times` calls (None: for ever) to a place, of a method, or to any place."""
        self._ahead[place, method].append([fate, times])

    def load(self, by_place: Mapping[str, Any]) -> None:
        """One lasting fate for each recipient."""
        for place, value in by_place.items():
            self.add(place, "", from_json(value), None)

    def clear(self) -> None:
        """Back to normal."""
        self._ahead.clear()

    def next(self, places: set[str], method: str) -> Fate:
        """The fate of this call, used up by it."""
        if not self._ahead:
            return OK
        of_place = [(place, name) for place in sorted(places) for name in (method, "")]
        for key in (*of_place, ("", method), *([("", "")] if places else [])):
            if queue := self._ahead.get(key):
                return _used(queue)
        return OK


def _used(queue: list[list[Any]]) -> Fate:
    entry = queue[0]
    fate: Fate = entry[0]
    if entry[1] is not None:
        entry[1] -= 1
        if not entry[1]:
            queue.pop(0)
    return fate
