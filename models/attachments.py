"""Files that belong to a record: kept once under the hash of their content, with the name they came by."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import ForeignKey, UniqueConstraint, event, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, file_types, seals, searchable, storage
from models.base import Base, Refusal, insert_rows, related
from models.outbox import FileOut
from models.people import Person
from models.records import Record
from models.storage import NotServing
from models.texts import listed

LARGEST = 20 * 1024 * 1024  # bytes; the most that Telegram lets a bot fetch
MOST_AT_ONCE = 20
NOT_SERVING = "O armazenamento dos arquivos não responde agora. Nada se perdeu: peça de novo daqui a pouco."
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_reading: dict[str, Callable[[Session, list["Attachment"]], None]] = {"await": lambda *_: None}


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """The result of inspecting a file: its hash and type, or why it is refused."""

    sha256: str
    mime: str = ""
    refused: str = ""


class IncomingFile(Protocol):
    """A file that came with a message: its name there, and the path where the door put its bytes.

    `verdict`: from a door that inspected it beforehand; without one it is inspected when it is kept.
    """

    @property
    def name(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def verdict(self) -> FileVerdict | None: ...


class Attachment(Base):
    """A file of a record, by the name it came with."""

    __tablename__ = "attachments"
    __table_args__ = (UniqueConstraint("record_id", "sha256"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"))
    name: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    mime: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    by: Mapped[Person | None] = related(lazy="select")

    @property
    def path(self) -> Path:
        return storage.place(self.sha256)

    @property
    def is_whole(self) -> bool:
        """Whether the folder holds the content as it came; what is in the object store is compared when it is sent."""
        if not self.path.is_file():
            return storage.may_hold(self.sha256)
        return storage.is_whole(self.sha256)

    def as_file(self) -> FileOut:
        return FileOut(self.name, self.sha256, str(self.path))


seals.protect(Attachment, "o anexo", by="record_id")


searchable.source(Attachment.record_id, Attachment.name)


@dataclass(frozen=True, slots=True)
class _Checked:
    name: str
    mime: str
    content: bytes
    sha256: str


def keep(
    session: Session, record: Record, files: Sequence[IncomingFile], *, by: Person | None, now: datetime
) -> list[Attachment]:
    """Keep these files with the record, all or none; one it has already is not kept twice.

    Raises Refusal naming the first file that is empty, too large, disguised or of a kind that is not accepted.
    """
    checked = _all_checked(files)
    known = {each.sha256 for each in of(session, record)}
    new = {sha256: one for sha256, one in checked.items() if sha256 not in known}
    shared = {"record_id": record.id, "by_id": by.id if by else None, "at": now}
    rows = [{**shared, **_stored(one)} for one in new.values()]
    insert_rows(session, Attachment, rows)
    if rows:
        text = "anexou " + listed([str(row["name"]) for row in rows])
        hashes = {"sha256": [row["sha256"] for row in rows]}
        audit.write(session, "anexo", by=by, now=now, record_id=record.id, text=text, data=hashes)
        searchable.add(session, record.id, *(str(row["name"]) for row in rows))
    kept = [each for each in of(session, record) if each.sha256 in checked]
    _reading["await"](session, [each for each in kept if each.sha256 in new])
    return kept


def configure_reading(await_reading: Callable[[Session, list["Attachment"]], None]) -> None:
    """Set what notes that the texts of new files are to be read."""
    _reading["await"] = await_reading


def put(name: str, content: bytes) -> FileOut:
    """A file of ours, kept in the store so that it can be sent."""
    sha256 = hashlib.sha256(content).hexdigest()
    storage.write(sha256, content)
    return FileOut(name, sha256, str(storage.place(sha256)))


def stored_at(sha256: str) -> Path:
    """The place of a content, to be read. Raises Refusal where the store does not serve."""
    try:
        return storage.fetched(sha256)
    except NotServing:
        raise Refusal(NOT_SERVING) from None
    except FileNotFoundError:
        raise Refusal("O arquivo não está mais guardado. Mande-o de novo, ou avise o administrador.") from None


def forget(session: Session, hashes: Sequence[str]) -> None:
    """Delete contents of the store when the transaction is committed, but for those that a record still has."""
    kept = set(session.scalars(select(Attachment.sha256).where(Attachment.sha256.in_(hashes))))
    doomed = [each for each in dict.fromkeys(hashes) if each not in kept]

    def delete(_session: Session) -> None:
        for each in doomed:
            storage.remove(each)

    if doomed:
        event.listen(session, "after_commit", delete, once=True)


def store(files: Sequence[IncomingFile]) -> list[dict[str, Any]]:
    """Keep the contents of files that belong to no record yet: the name, size, sha256 and type of each.

    Raises Refusal as `keep` does.
    """
    return [_stored(one) for one in _all_checked(files).values()]


def content_of(file: IncomingFile) -> bytes:
    """The bytes of a file that is read, not kept."""
    return _read(file_types.safe_name(file.name), file.path)


def hash_of(file: IncomingFile) -> str:
    """The sha256 of a file that is compared, not kept."""
    return file.verdict.sha256 if file.verdict else hashlib.sha256(content_of(file)).hexdigest()


def of(session: Session, record: Record) -> list[Attachment]:
    """The files of a record, in the order they came."""
    return list(session.scalars(select(Attachment).where(Attachment.record_id == record.id).order_by(Attachment.id)))


def damaged(session: Session) -> Iterator[str]:
    """A sentence for each file that the store no longer holds as it came."""
    query = select(Attachment, Record.code).outerjoin(Record, Record.id == Attachment.record_id)
    for each, code in session.execute(query.order_by(Attachment.id).execution_options(yield_per=100)):
        try:
            if storage.is_whole(each.sha256):
                continue
            how = "não é mais o que foi guardado" if each.path.is_file() else "não está mais na pasta"
        except NotServing as error:
            how = f"não pôde ser lido: {error}"
        yield f"O arquivo {each.name} de {code} {how}."


def size_text(size: int) -> str:
    """`340 KB`, `2,4 MB`"""
    return f"{max(size // 1024, 1)} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


def look_into(name: str, path: str) -> FileVerdict | None:
    """The verdict about a file, found in any thread; None for one that cannot be read."""
    safe = file_types.safe_name(name)
    try:
        content = _read(safe, path)
    except Refusal:
        return None
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        return FileVerdict(sha256, mime=file_types.check(safe, content))
    except Refusal as refusal:
        return FileVerdict(sha256, refused=refusal.sentence)


def _all_checked(files: Sequence[IncomingFile]) -> dict[str, _Checked]:
    if len(files) > MOST_AT_ONCE:
        raise Refusal(f"São {len(files)} arquivos e o máximo é {MOST_AT_ONCE} por vez. Mande em partes.")
    return {one.sha256: one for one in (_check(file) for file in files)}


def _check(file: IncomingFile) -> _Checked:
    name = file_types.safe_name(file.name)
    content = _read(name, file.path)
    sha256, verdict = hashlib.sha256(content).hexdigest(), file.verdict
    if verdict is None or verdict.sha256 != sha256:
        return _Checked(name, file_types.check(name, content), content, sha256)
    if verdict.refused:
        raise Refusal(verdict.refused)
    return _Checked(name, verdict.mime, content, sha256)


def _read(name: str, path: str) -> bytes:
    """The bytes of an ordinary file, at most LARGEST; no link, pipe or device is followed."""
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError):
        raise Refusal(f"Não consegui abrir o arquivo {name}. Confira o caminho e mande de novo.") from None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise Refusal(f"{name} não é um arquivo comum. Mande o próprio arquivo.")
    with os.fdopen(descriptor, "rb") as source:
        content = source.read(LARGEST + 1) if status.st_size <= LARGEST else b"x" * (LARGEST + 1)
    if len(content) > LARGEST:
        size = size_text(max(status.st_size, len(content)))
        raise Refusal(f"O arquivo {name} tem {size} e o máximo é 20 MB. Divida ou reduza o arquivo.")
    if not content:
        raise Refusal(f"O arquivo {name} está vazio. Confira e mande de novo.")
    return content


def _stored(one: _Checked) -> dict[str, Any]:
    """Write a content once, durably: what is said of it in a row."""
    storage.write(one.sha256, one.content)
    return {"name": one.name, "size": len(one.content), "sha256": one.sha256, "mime": one.mime}
