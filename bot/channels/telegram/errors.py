"""The meaning of Telegram's answers for a message: certainly not sent, or of unknown fate."""

import json

import aiohttp
from telegram.error import TelegramError

from bot.backoff import Backoff
from bot.delivery import Moved, Paused, Rejected, Shut, Unreachable, Unsure
from models.texts import clip

_DEAD = (  # descriptions of an answer 400 from a place that nothing reaches any more
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
    """A refusal by Telegram itself."""

    def __init__(self, code: int, description: str, retry_after: int | None = None, moved_to: int | None = None):
        super().__init__(f"{code} {description}")
        self.code, self.description = code, description
        self.retry_after, self.moved_to = retry_after, moved_to


class Unread(TelegramError):
    """A response that is no answer of Telegram: the page of a gateway, nothing at all."""


def refusal(code: int, payload: bytes) -> TelegramError:
    """The exception for an answer other than success."""
    try:
        body = json.loads(payload)
        said, more = str(body["description"]), body.get("parameters") or {}
    except (ValueError, KeyError, TypeError, AttributeError):
        return Unread(f"HTTP {code}")
    return Answered(code, clip(said, 200), more.get("retry_after"), more.get("migrate_to_chat_id"))


def meaning(error: Exception, backoff: Backoff) -> Exception:
    """The exception that a door raises for one of the client."""
    if isinstance(error, Answered) and error.code in _REFUSED:
        return _of(error, backoff)
    if isinstance(error.__cause__, _NEVER_LEFT):
        return Paused(type(error.__cause__).__name__, backoff.wait())
    said = error.message if isinstance(error, Unread) else type(error.__cause__ or error).__name__
    return Unsure(f"HTTP {error.code}" if isinstance(error, Answered) else said, backoff.wait())


def _of(error: Answered, backoff: Backoff) -> Exception:
    if error.code == _TOO_MANY:
        seconds = _NOT_SAID if error.retry_after is None else max(1, error.retry_after)
        return Paused(error.description, backoff.wait_for(seconds))
    if error.code in _OF_THE_TOKEN:
        return Shut(f"{error.code} {error.description}")
    if error.moved_to is not None:
        return Moved(str(error.moved_to))
    dead = error.code == _FORBIDDEN or any(words in error.description.casefold() for words in _DEAD)
    return Unreachable(error.description) if dead else Rejected(error.description)
