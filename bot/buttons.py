"""Sealed data of buttons at a platform: they name the line of a button, and no client can make one up."""

import hmac
from base64 import urlsafe_b64encode
from hashlib import blake2b, sha256

from bot.dispatch import Pressed
from bot.settings import Settings

_SEAL_BYTES = 9


class Forged(ValueError):
    """Data of a button that was not sealed by us, or not for the address that sends it."""


class Sealer:
    """Seals and opens the data of buttons; bound to the address that a message goes to."""

    def __init__(self, settings: Settings) -> None:
        old = settings.secret_key_old.get_secret_value()
        self._key = _key_of(settings.signing_key)
        self._accepted = [self._key, *([_key_of(old)] if old else [])]

    def seal(self, row_id: int, index: int, address: str) -> str:
        """The data of button `index` of the message in outbox row `row_id`: at most 64 bytes, as Telegram allows."""
        return f"{row_id}.{index}.{self._mac(f'{row_id}.{index}', address)}"

    def open(self, data: str, address: str) -> Pressed:
        """The button that was pressed at that address. Raises Forged."""
        place, _, seal = data.rpartition(".")
        self._check(seal, place, address)
        row_id, _, index = place.partition(".")
        return Pressed(int(row_id), int(index))

    def seal_line(self, line: str, address: str) -> str:
        """The data of a button with its whole line, for a page of ours that is no message."""
        return f"{self._mac(line, address)}.{line}"

    def open_line(self, data: str, address: str) -> str:
        """The line sealed by `seal_line`. Raises Forged."""
        seal, _, line = data.partition(".")
        self._check(seal, line, address)
        return line

    def _check(self, seal: str, what: str, address: str) -> None:
        """Check a seal against our keys, the present and the former one. Raises Forged."""
        ours = (self._mac(what, address, key).encode() for key in self._accepted)
        if not any(hmac.compare_digest(seal.encode(), each) for each in ours):
            raise Forged("no button of ours")

    def _mac(self, what: str, address: str, key: bytes | None = None) -> str:
        seal = blake2b(f"{address}\n{what}".encode(), key=key or self._key, digest_size=_SEAL_BYTES)
        return urlsafe_b64encode(seal.digest()).decode()


def _key_of(secret: str) -> bytes:
    return sha256(b"buttons:" + secret.encode()).digest()
