"""Enrolment codes: derived when they are shown, stored only as a hash.

A code is made from the secret of the house and the salt of its invitation, so that the outbox holds only the number of
the invitation; a typed code is hashed before it is stored in the inbox.
"""

import hmac
import re
import secrets
from hashlib import sha256

PLACEHOLDER = "[código]"
_TYPED = re.compile(r"(?i)\b(entrar|start)((?:\s|%20|\+)+)([0-9a-f]{16})\b")
_ALONE = re.compile(r'(?i)("(?:text|value)":\s*")([0-9a-f]{16})(?=")')
_HASHED = re.compile(r"#[0-9a-f]{64}")
_key = secrets.token_bytes(32)


def configure(secret: str) -> None:
    """Derive codes from the secret of the house; without one, from one that ends with the process."""
    global _key
    _key = sha256(b"convites:" + secret.encode()).digest() if secret else secrets.token_bytes(32)


def code_of(invite_id: int, salt: str) -> str:
    """The code of an invitation: 64 bits, in hexadecimal."""
    return hmac.new(_key, f"{invite_id}:{salt}".encode(), sha256).hexdigest()[:16]


def digest(code: str) -> str:
    """The hash by which an invitation is found, for a code as typed or as stored in the inbox."""
    code = code.strip().lower()
    return _sha256(code[1:] if _HASHED.fullmatch(code) else _sha256(code))


def hide(raw: str) -> str:
    """A raw update with every typed code replaced by its hash."""
    if "entrar" in (folded := raw.lower()) or "start" in folded:
        raw = _TYPED.sub(lambda found: f"{found[1]}{found[2]}#{_sha256(found[3].lower())}", raw)
    return _ALONE.sub(lambda found: f"{found[1]}#{_sha256(found[2].lower())}", raw)


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()
