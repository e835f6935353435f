"""The full members of our workspace: no guest, no outsider of a shared channel, no bot."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.channels.slack.web import Api
from bot.delivery import NotSent

_REMEMBERED = 600.0  # seconds
_UNKNOWN = 30.0
_MOST = 5000
_NOT_FULL = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")


class Members:
    """Asks Slack about each person once in ten minutes, and not at all while Slack limits us."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._known: dict[str, tuple[float, bool | None]] = {}
        self._asking: dict[str, asyncio.Task[bool | None]] = {}

    async def is_full(self, user: str, patience: float) -> bool | None:
        """Whether a user is a full member; None: Slack did not say within `patience` seconds."""
        until, known = self._known.get(user, (0.0, None))
        if until > _now():
            return known
        asking = self._asking.get(user)
        if asking is None:
            asking = self._asking[user] = asyncio.create_task(self._ask(user))
        try:
            async with asyncio.timeout(patience):
                return await asyncio.shield(asking)
        except TimeoutError:
            return None

    async def close(self) -> None:
        for task in list(self._asking.values()):
            task.cancel()

    async def _ask(self, user: str) -> bool | None:
        full: bool | None = None
        wait = _REMEMBERED
        try:
            answer = await self._api.call("users.info", form={"user": user})
            full = _is_full(answer.get("user") or {})
        except NotSent as error:
            wait = max(error.wait.total_seconds(), 1.0)
        except Exception:  # the membership stays unknown for a while
            wait = _UNKNOWN
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[user] = (_now() + wait, full)
        self._asking.pop(user, None)
        return full


def _is_full(user: Mapping[str, Any]) -> bool:
    return not any(user.get(name) for name in _NOT_FULL)


def _now() -> float:
    return asyncio.get_running_loop().time()
