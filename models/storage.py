"""The contents of files, each under its hash: in a folder, and where there is an object store, in that as well.

What is written goes to the folder at once, marked to be sent: a transaction never waits for a network. The bot sends
it, and what the folder no longer has is fetched.
"""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Protocol

_TO_SEND, _TO_DELETE, _KNOWN_BY = ".a-enviar", ".a-apagar", ".armazenamento"


class NotServing(Exception):
    """The object store did not do what it was asked for; the sentence says the cause and what to do."""


class Objects(Protocol):
    """An object store. Every method raises NotServing; `name` tells one from another."""

    @property
    def name(self) -> str: ...
    def put(self, key: str, content: bytes) -> None: ...
    def get(self, key: str) -> bytes | None: ...
    def holds(self, key: str) -> bool: ...
    def delete(self, key: str) -> None: ...


class _Places:
    root = Path("data/anexos")
    objects: Objects | None = None


def configure(root: Path, objects: Objects | None = None) -> None:
    """Set the folder and the object store, once, when the house is built."""
    _Places.root, _Places.objects = root.absolute(), objects


def objects() -> Objects | None:
    """The object store, where there is one."""
    return _Places.objects


def place(sha256: str) -> Path:
    """The place of a content in the folder, whether it is there or not."""
    return _Places.root / sha256[:2] / sha256


def write(sha256: str, content: bytes) -> None:
    """Keep a content, durably."""
    # Before the transaction that names it commits; a file that stays unnamed does no harm.
    if _Places.objects is not None:
        _mark(_TO_SEND, sha256)
    _mark_path(_TO_DELETE, sha256).unlink(missing_ok=True)
    here = place(sha256)
    if here.exists() and here.stat().st_size == len(content):
        return
    here.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=here.parent, prefix=".", delete=False) as new:
        new.write(content)
        new.flush()
        os.fsync(new.fileno())
    Path(new.name).replace(here)


def may_hold(sha256: str) -> bool:
    """Whether a content is in the folder, or may be in the object store, which is not asked."""
    return _Places.objects is not None or place(sha256).is_file()


def holds(sha256: str) -> bool:
    """Whether a content is kept anywhere. Raises NotServing."""
    return place(sha256).is_file() or (_Places.objects is not None and _Places.objects.holds(sha256))


def fetched(sha256: str) -> Path:
    """The place of a content, fetched where the folder has it no longer. Raises FileNotFoundError and NotServing."""
    here = place(sha256)
    if here.is_file():
        return here
    content = _Places.objects.get(sha256) if _Places.objects is not None else None
    if content is None or hashlib.sha256(content).hexdigest() != sha256:
        raise FileNotFoundError(here)
    write(sha256, content)
    _mark_path(_TO_SEND, sha256).unlink(missing_ok=True)
    return here


def is_whole(sha256: str) -> bool:
    """Whether a content is still what it was. Raises NotServing."""
    try:
        here = place(sha256)
        if here.is_file():
            return hashlib.sha256(here.read_bytes()).hexdigest() == sha256
        return fetched(sha256).is_file()
    except FileNotFoundError:
        return False


def remove(sha256: str) -> None:
    """Delete a content."""
    _mark_path(_TO_SEND, sha256).unlink(missing_ok=True)
    if _Places.objects is not None:
        _mark(_TO_DELETE, sha256)
    place(sha256).unlink(missing_ok=True)


def waiting(root: Path | None = None) -> int:
    """How many contents wait to be sent to the object store, or to be deleted there; of the folder, or another one."""
    return sum(len(_names(root or _Places.root, each)) for each in (_TO_SEND, _TO_DELETE))


def settle(before: float) -> int:
    """Send and delete what waits; how many. Raises NotServing, and what was not settled waits on.

    `before`: the instant since which a content that was announced may still be on its way to the folder.
    """
    store, count = _Places.objects, 0
    if store is None:
        return 0
    _note_all_for(store)
    for sha256 in _names(_Places.root, _TO_SEND):
        here, mark = place(sha256), _mark_path(_TO_SEND, sha256)
        if here.is_file():
            store.put(sha256, here.read_bytes())
            count += 1
        elif mark.stat().st_mtime > before:
            continue  # the mark comes before the content
        mark.unlink(missing_ok=True)
    for sha256 in _names(_Places.root, _TO_DELETE):
        if not place(sha256).exists():
            store.delete(sha256)
            count += 1
        _mark_path(_TO_DELETE, sha256).unlink(missing_ok=True)
    return count


def thin(before: float) -> int:
    """Delete from the folder what was written before that instant and the object store holds; how many."""
    store, count = _Places.objects, 0
    if store is None:
        return 0
    for here in _Places.root.glob("??/[!.]*"):
        if here.stat().st_mtime < before and not _mark_path(_TO_SEND, here.name).exists() and store.holds(here.name):
            here.unlink(missing_ok=True)
            count += 1
    return count


def _note_all_for(store: Objects) -> None:
    """Mark everything to be sent where this object store is new to the folder."""
    known = _Places.root / _KNOWN_BY
    if known.is_file() and known.read_text("utf-8") == store.name:
        return
    for here in _Places.root.glob("??/[!.]*"):
        _mark(_TO_SEND, here.name)
    _Places.root.mkdir(parents=True, exist_ok=True)
    known.write_text(store.name, "utf-8")


def _names(root: Path, folder: str) -> list[str]:
    try:
        return sorted(each.name for each in (root / folder).iterdir())
    except FileNotFoundError:
        return []


def _mark(folder: str, sha256: str) -> None:
    path = _mark_path(folder, sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def _mark_path(folder: str, sha256: str) -> Path:
    return _Places.root / folder / sha256
