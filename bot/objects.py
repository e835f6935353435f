"""The object store: S3, or what speaks like it, through obstore (requirements-s3.txt)."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import Any

from bot.settings import Settings
from models.storage import NotServing

_LACKING = "falta a biblioteca obstore. Rode: python -m pip install --require-hashes -r requirements-s3.txt"
_CAUSES = {
    "PermissionDeniedError": "recusou a chave. Confira STORAGE_KEY, STORAGE_SECRET e o que a chave pode no bucket",
    "UnauthenticatedError": "recusou a chave. Confira STORAGE_KEY e STORAGE_SECRET",
    "NotFoundError": "não tem esse bucket. Confira STORAGE_BUCKET",
    "NotSupportedError": "não faz o que se pede. Confira se STORAGE_ENDPOINT é de um serviço S3",
}
_SILENT = "não responde. Confira STORAGE_ENDPOINT, e a rede"


class ObjectStore:
    """A bucket."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.name = f"{settings.storage_endpoint or 'aws'}/{settings.storage_bucket}"

    def put(self, key: str, content: bytes) -> None:
        """Keep a content; one with this key is replaced by the same."""
        self._asked(lambda store: store.put(key, content))

    def get(self, key: str) -> bytes | None:
        """The content; None where there is none."""
        found = self._asked(lambda store: store.get(key).bytes(), missing=None)
        return None if found is None else bytes(found)

    def holds(self, key: str) -> bool:
        """Whether there is such a content."""
        return self._asked(lambda store: store.head(key), missing=None) is not None

    def delete(self, key: str) -> None:
        """Delete a content, if it is there."""
        self._asked(lambda store: store.delete(key))

    @cached_property
    def _store(self) -> Any:
        try:
            from obstore.store import S3Store
        except ImportError as error:
            raise NotServing(_LACKING) from error
        given, endpoint = self._settings, self._settings.storage_endpoint
        return S3Store(
            given.storage_bucket,
            endpoint=endpoint or None,
            region=given.storage_region,
            access_key_id=given.storage_key,
            secret_access_key=given.storage_secret.get_secret_value(),
            client_options={
                "timeout": "20s",
                "connect_timeout": "5s",
                "allow_http": endpoint.startswith("http://"),
            },
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=20)},
        )

    def _asked(self, ask: Callable[[Any], Any], **otherwise: Any) -> Any:
        store = self._store
        try:
            return ask(store)
        except FileNotFoundError as error:
            if otherwise and "NoSuchBucket" not in str(error):
                return otherwise["missing"]
            raise NotServing(f"o armazenamento {_CAUSES['NotFoundError']}") from error
        except Exception as error:  # obstore has one class for each cause, and none above them all
            raise NotServing(f"o armazenamento {_CAUSES.get(type(error).__name__, _SILENT)}") from error


def connect(settings: Settings) -> ObjectStore | None:
    """The object store of the settings, if any; nothing is asked of it yet."""
    return ObjectStore(settings) if settings.storage_bucket else None


def examine(settings: Settings) -> str:
    """Write, read back and delete a content. Returns the name of the store; raises NotServing."""
    store = ObjectStore(settings)
    key, content = f"doctor-{secrets.token_hex(8)}", secrets.token_bytes(64)
    store.put(key, content)
    try:
        if store.get(key) != content:
            raise NotServing("o armazenamento não devolve o que se guarda nele. Confira o serviço")
    finally:
        store.delete(key)
    if store.holds(key):
        raise NotServing("o armazenamento não apaga. Confira o que a chave pode no bucket")
    return store.name
