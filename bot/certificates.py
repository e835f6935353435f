"""The TLS certificates of our own public addresses, looked at from outside before they expire."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from bot.settings import Settings

SOON = timedelta(days=15)
_IN_TIME = 5.0  # seconds


def complaints(settings: Settings, now: datetime) -> Iterator[str]:
    """A sentence for each certificate that is not valid, or will not be for long; none where all is well."""
    for host, port in _addresses(settings):
        try:
            until = expires_at(host, port)
        except ssl.SSLCertVerificationError as error:
            yield f"o certificado de {host} não é aceito ({error.verify_message}). Renove-o"
        except OSError as error:
            yield f"não consegui ver o certificado de {host} ({type(error).__name__})"
        else:
            if until - now < SOON:
                yield f"o certificado de {host} vence em {(until - now).days} dias. Renove-o"


def expires_at(host: str, port: int) -> datetime:
    """The moment at which a certificate ends. Raises OSError, of which SSLCertVerificationError."""
    context = ssl.create_default_context()
    with (
        socket.create_connection((host, port), timeout=_IN_TIME) as plain,
        context.wrap_socket(plain, server_hostname=host) as secure,
    ):
        certificate = secure.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)


def _addresses(settings: Settings) -> list[tuple[str, int]]:
    urls = (settings.public_url, settings.telegram_webhook_url, settings.slack_public_url)
    parts = [urlsplit(url) for url in urls if url.startswith("https://")]
    return list(dict.fromkeys((each.hostname or "", each.port or 443) for each in parts))
