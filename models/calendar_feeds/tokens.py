"""The secret of a feed's address: derived when it is shown, stored only as a hash."""

import hmac
import re
import secrets
from hashlib import sha256

PLACEHOLDER = "[endereço da sua agenda]"
_TOKEN = re.compile(r"[0-9a-f]{40}")
_key = secrets.token_bytes(32)


def configure(secret: str) -> None:
    """Derive tokens from the secret of the house; without one, from one that ends with the process."""
    global _key
    _key = sha256(b"agenda:" + secret.encode()).digest() if secret else secrets.token_bytes(32)


def token_of(feed_id: int, salt: str) -> str:
    """The token of a feed: 160 bits, in hexadecimal."""
    return hmac.new(_key, f"{feed_id}:{salt}".encode(), sha256).hexdigest()[:40]


def digest(token: str) -> str:
    """The hash by which a feed is found; empty for what is no token."""
    return sha256(token.encode()).hexdigest() if _TOKEN.fullmatch(token) else ""
