"""Slack's signature and form of the requests that it sends over HTTP."""

import hashlib
import hmac
import json
import time
import urllib.request
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode

SECRET = "segredo-de-assinatura-0123456789"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


def signed(body: bytes, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """The two headers by which Slack signs this body, now or at that time."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def written(payload: dict[str, Any]) -> tuple[bytes, str]:
    """A payload as the body of a request, and its content type."""
    if payload.get("type") in ("event_callback", "url_verification", "app_rate_limited"):
        return json.dumps(payload).encode(), JSON
    return urlencode(payload if "command" in payload else {"payload": json.dumps(payload)}).encode(), FORM


def post(url: str, payload: dict[str, Any], *, secret: str = SECRET, at: float | None = None) -> tuple[int, str]:
    """Send one signed request, without any retry; returns status and body."""
    body, kind = written(payload)
    return post_raw(url, body, kind, at, secret=secret)


def post_raw(
    url: str, body: bytes, kind: str, at: float | None = None, *, secret: str = SECRET, **headers: str
) -> tuple[int, str]:
    """As `post`, with any body and, over those of the signature, any headers."""
    sent = {**signed(body, secret, at), "Content-Type": kind, **headers}
    request = urllib.request.Request(url, body, sent, method="POST")  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()
