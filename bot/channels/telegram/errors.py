"""What an answer of Telegram means for a message: sent, certainly not sent, or nobody knows."""

import asyncio
import json
from datetime import timedelta

import aiohttp
from telegram.error import TelegramError

from bot.delivery import Moved, Paused, Rejected, Shut, Unreachable, Unsure
from models.texts import clip

_DEAD = (  # of what is answered 400: nothing reaches that place any more
    "chat not found",
    "group chat was deactivated",
    "group chat was deleted",
    "message thread not found",
    "peer_id_invalid",
    "topic_deleted",
    "user not found",
)
_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
_OF_THE_TOKEN, _FORBIDDEN, _TOO_MANY = (401, 404), 403, 429
_REFUSED = range(400, 500)
_NOT_SAID = 30  # seconds to wait where Telegram does not say how long


class Answered(TelegramError):
    """Telegram itself said no."""

    def __init__(self, code: int, description: str, retry_after: int | None = None, moved_to: int | None = None):
        super().__init__(f"{code} {description}")
        self.code, self.description = code, description
        self.retry_after, self.moved_to = retry_after, moved_to


class Unread(TelegramError):
    """What came back is no answer of Telegram: the page of a gateway, nothing at all."""


class Breaker:
    """Until when nothing is asked: waits grow while Telegram does not answer, and start again once it does."""

    def __init__(self, longest: float = 60.0) -> None:
        self._longest, self._failures, self._free_at = longest, 0, 0.0

    @property
    def left(self) -> float:
        return max(0.0, self._free_at - _now()) if self._free_at else 0.0

    def wait(self) -> timedelta:
        """How long to wait after a failure; those that come together are one."""
        if self.left <= 0:
            self._failures += 1
            self._free_at = _now() + min(2.0 ** (self._failures - 1), self._longest)
        return timedelta(seconds=self.left)

    def wait_for(self, seconds: float) -> timedelta:
        """Telegram said how long."""
        self._free_at = max(self._free_at, _now() + seconds)
        return timedelta(seconds=seconds)

    def reset(self) -> None:
        self._failures, self._free_at = 0, self._free_at if self.left else 0.0


def refusal(code: int, payload: bytes) -> TelegramError:
    """The answer other than success, as an exception."""
    try:
        body = json.loads(payload)
        said, more = str(body["description"]), body.get("parameters") or {}
    except (ValueError, KeyError, TypeError, AttributeError):
        return Unread(f"HTTP {code}")
    return Answered(code, clip(said, 200), more.get("retry_after"), more.get("migrate_to_chat_id"))


def meaning(error: Exception, breaker: Breaker) -> Exception:
    """The exception a door raises for what the client raised."""
    if isinstance(error, Answered) and error.code in _REFUSED:
        return _of(error, breaker)
    if isinstance(error.__cause__, _NEVER_LEFT):
        return Paused(type(error.__cause__).__name__, breaker.wait())
    said = error.message if isinstance(error, Unread) else type(error.__cause__ or error).__name__
    return Unsure(f"HTTP {error.code}" if isinstance(error, Answered) else said, breaker.wait())


def _of(error: Answered, breaker: Breaker) -> Exception:
    if error.code == _TOO_MANY:
        seconds = _NOT_SAID if error.retry_after is None else max(1, error.retry_after)
        return Paused(error.description, breaker.wait_for(seconds))
    if error.code in _OF_THE_TOKEN:
        return Shut(f"{error.code} {error.description}")
    if error.moved_to is not None:
        return Moved(str(error.moved_to))
    dead = error.code == _FORBIDDEN or any(words in error.description.casefold() for words in _DEAD)
    return Unreachable(error.description) if dead else Rejected(error.description)


def _now() -> float:
    return asyncio.get_running_loop().time()
