"""The meaning of Slack's answers for a message: certainly not sent, or of unknown fate."""

from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.backoff import Backoff
from bot.delivery import NotSent, Paused, Rejected, Shut, Unreachable, Unsure

_TOKEN = {
    "account_inactive",
    "invalid_auth",
    "not_allowed_token_type",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "token_expired",
    "token_revoked",
}
_ROTATION = "token_expired: o aplicativo está com rotação de token; desligue a rotação e instale-o de novo"
_DEAD = {
    "cannot_dm_bot",
    "channel_not_found",
    "is_archived",
    "is_inactive",
    "messages_tab_disabled",
    "not_in_channel",
    "user_disabled",
    "user_not_found",
    "user_not_visible",
    "users_not_found",
}
_BROKEN = {"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"}
_LIMITED = {"ratelimited", "rate_limited", "message_limit_exceeded"}
_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
_TOO_MANY, _SERVER = 429, 500
_NO_HEADER = 30.0  # seconds to wait where Slack does not say how long


def code_of(error: Exception) -> str:
    """Slack's code of an error; empty where it gave none."""
    data = getattr(error.response, "data", None) if isinstance(error, SlackApiError) else None
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def retry_after(error: Exception) -> timedelta | None:
    """The wait that Slack asks for; None where it asks for none."""
    if not isinstance(error, SlackApiError):
        return None
    if _status(error.response) != _TOO_MANY and code_of(error) not in _LIMITED:
        return None
    try:
        return timedelta(seconds=max(0.0, float(error.response.headers["Retry-After"])))
    except (AttributeError, KeyError, TypeError, ValueError):
        return timedelta(seconds=_NO_HEADER)


def meaning(error: Exception, backoff: Backoff, *, of_all: bool) -> Exception:
    """The exception that a door raises for one of the client. `of_all`: a limit met here holds for every message."""
    wait = retry_after(error)
    if wait is not None:
        return Paused("ratelimited", wait) if of_all else NotSent("ratelimited", wait)
    if isinstance(error, _NEVER_LEFT):
        return Paused(type(error).__name__, backoff.wait())
    if not isinstance(error, SlackApiError):
        return Unsure(type(error).__name__, backoff.wait())
    code = code_of(error)
    if not code or code in _BROKEN or _status(error.response) >= _SERVER:
        return Unsure(code or f"HTTP {_status(error.response)}", backoff.wait())
    if code in _TOKEN:
        return Shut(_ROTATION if code == "token_expired" else code)
    return Unreachable(code) if code in _DEAD else Rejected(code)


def _status(response: Any) -> int:
    return int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or 0)
