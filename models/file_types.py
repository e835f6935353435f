"""Accepted files: of a known type, with content that fits the name, harmless to open and to unpack."""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from models import active_content
from models.base import Refusal
from models.texts import clean, listed

_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."


@dataclass(frozen=True, slots=True)
class _FileKind:
    """A kind of file: its media type, its first bytes (`at` bytes in), and the entries it must have."""

    mime: str
    starts: tuple[bytes, ...] = ()
    at: int = 0
    member: str = ""  # of a zip container


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ENTRY = b"PK\x01\x02"  # one line of a table of contents
_KINDS: dict[str, _FileKind] = {
    "pdf": _FileKind("application/pdf", (b"%PDF-",)),
    "png": _FileKind("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": _FileKind("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": _FileKind("image/jpeg", (b"\xff\xd8\xff",)),
    "gif": _FileKind("image/gif", (b"GIF87a", b"GIF89a")),
    "webp": _FileKind("image/webp", (b"WEBP",), 8),
    "tif": _FileKind("image/tiff", (b"II*\x00", b"MM\x00*")),
    "tiff": _FileKind("image/tiff", (b"II*\x00", b"MM\x00*")),
    "heic": _FileKind("image/heic", (b"ftyp",), 4),
    "doc": _FileKind("application/msword", (_OLE,)),
    "xls": _FileKind("application/vnd.ms-excel", (_OLE,)),
    "ppt": _FileKind("application/vnd.ms-powerpoint", (_OLE,)),
    "msg": _FileKind("application/vnd.ms-outlook", (_OLE,)),
    "docx": _FileKind(_OFFICE + "wordprocessingml.document", _ZIP, member="word/"),
    "xlsx": _FileKind(_OFFICE + "spreadsheetml.sheet", _ZIP, member="xl/"),
    "pptx": _FileKind(_OFFICE + "presentationml.presentation", _ZIP, member="ppt/"),
    "odt": _FileKind(_ODF + "text", _ZIP, member="content.xml"),
    "ods": _FileKind(_ODF + "spreadsheet", _ZIP, member="content.xml"),
    "odp": _FileKind(_ODF + "presentation", _ZIP, member="content.xml"),
    "zip": _FileKind("application/zip", _ZIP),
    "rtf": _FileKind("application/rtf", (b"{\\rtf",)),
    "p7s": _FileKind("application/pkcs7-signature", (b"0\x80", b"0\x82", b"0\x83", b"-----BEGIN")),
    "mp3": _FileKind("audio/mpeg", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    "ogg": _FileKind("audio/ogg", (b"OggS",)),
    "oga": _FileKind("audio/ogg", (b"OggS",)),
    "wav": _FileKind("audio/wav", (b"WAVE",), 8),
    "m4a": _FileKind("audio/mp4", (b"ftyp",), 4),
    "mp4": _FileKind("video/mp4", (b"ftyp",), 4),
    "mov": _FileKind("video/quicktime", (b"ftyp", b"moov", b"wide"), 4),
    "txt": _FileKind("text/plain"),
    "csv": _FileKind("text/csv"),
    "md": _FileKind("text/markdown"),
    "json": _FileKind("application/json"),
    "xml": _FileKind("application/xml"),
    "ics": _FileKind("text/calendar"),
    "eml": _FileKind("message/rfc822"),
}
_ACCEPTED = "PDF, imagens, documentos e planilhas, áudio, vídeo, texto, CSV e ZIP"
_RUNS = {
    *("exe", "dll", "com", "bat", "cmd", "msi", "scr", "pif", "cpl", "ps1", "psm1", "vbs", "vbe", "js", "jse", "wsf"),
    *("hta", "lnk", "jar", "apk", "app", "sh", "bash", "py", "pyc", "php", "pl", "rb", "html", "htm", "svg", "xhtml"),
    *("docm", "xlsm", "pptm", "dotm", "xltm", "reg", "inf", "iso", "img", "dmg", "deb", "rpm", "so", "elf", "class"),
}
_PACKED = {"zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "zst", "tar", "cab", "arj", "lzh", "ace"}
_RUNNING_STARTS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"dex\n")
_PACKED_STARTS = (*_ZIP, b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"(\xb5/\xfd", b"MSCF")
_PAGE_STARTS = (b"<!doctype html", b"<html", b"<script", b"<?php", b"<svg")
_TEST_VIRUS = b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE"
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_RATIO = 200  # times; the densest honest sheets stay under 100
_MOST_ENTRIES = 500
_MOST_PARTS = 5000  # of an office document, and of all that is in a file, however deep
_MOST_NESTED = 20 * 1024 * 1024
_DEEPEST = 2
_MOST_PIXELS = 100_000_000
_LONGEST_NAME = 120
_CHUNK = 1 << 16
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def safe_name(name: str) -> str:
    """A name of ours for a file from outside: no folders, hidden characters or leading dots, not too long."""
    base = re.split(r"[\\/]", clean(name.replace("\n", " ").replace("\t", " ")))[-1]
    base = re.sub(r'[<>:"|?*\x00-\x1f]', "_", base).strip().lstrip(".").rstrip(". ")
    stem, dot, extension = base.rpartition(".")
    if not stem:
        stem, dot, extension = base or "arquivo", "", ""
    kept = stem[: _LONGEST_NAME - len(extension[:10]) - 1].rstrip() + dot + extension[:10]
    return f"_{kept}" if _RESERVED.match(kept) else kept


@dataclass(slots=True)
class _Budget:
    """The bytes and entries that may still be unpacked of one file, over all its levels."""

    name: str
    bytes: int
    entries: int = _MOST_PARTS

    def spend(self, size: int) -> None:
        """Take `size` unpacked bytes from the budget. Raises Refusal when it is used up."""
        self.bytes -= size
        if self.bytes < 0:
            raise _too_much(self.name)


def _too_much(name: str) -> Refusal:
    return Refusal(f"{name} fica grande demais ao ser aberto e não pode ser guardado. Mande os arquivos soltos.")


def check(name: str, content: bytes) -> str:
    """The media type of a file. Raises Refusal when it may not be kept.

    It may take seconds: as long as the budget of unpacked bytes allows.
    """
    return _check(name, content, _Budget(name, most_unpacked(len(content))), 0)


def most_unpacked(size: int) -> int:
    """The bytes that a packed file of that size may unpack to."""
    return min(_MOST_UNPACKED, _MOST_RATIO * size)


def _check(name: str, content: bytes, budget: _Budget, depth: int) -> str:
    extension = _extension(name)
    kind = _KINDS.get(extension)
    if extension in _RUNS or content.startswith(_RUNNING_STARTS) or _TEST_VIRUS in content:
        raise Refusal(f"Não guardo programas nem arquivos que executam algo ({name}). Aceito {_ACCEPTED}.")
    if kind is None:
        what = f"arquivos .{extension}" if extension else "arquivos sem extensão no nome"
        raise Refusal(f"Não aceito {what} ({name}). Aceito {_ACCEPTED}.")
    if not _fits(kind, content):
        raise Refusal(f"O conteúdo de {name} não é de um arquivo .{extension}. Confira e mande o original.")
    if kind.starts == _ZIP:
        _check_archive(name, kind, content, budget, depth)
    active_content.check(name, extension, content, budget.spend)
    _check_pixels(name, extension, content)
    return kind.mime


def _extension(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def _fits(kind: _FileKind, content: bytes) -> bool:
    if not kind.starts:
        return _is_text(content)
    if not content.startswith(kind.starts, kind.at):
        return False
    return kind.starts == _ZIP or not zipfile.is_zipfile(io.BytesIO(content))  # else two files in one


def _is_text(content: bytes) -> bool:
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith((*_PACKED_STARTS, b"%PDF-", _OLE)) or head.startswith(_PAGE_STARTS):
        return False
    return content.startswith(_BOMS) or b"\0" not in content


def _check_archive(name: str, kind: _FileKind, content: bytes, budget: _Budget, depth: int) -> None:
    """Check every entry as it unpacks, as the table of contents may lie. Raises Refusal."""
    if (count := content.count(_ENTRY)) > 2 * _MOST_PARTS:  # before the table is read: it may be all there is
        raise _too_many(name, count, _MOST_PARTS)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_contents(name, kind, entries, len(content), budget)
            for entry in entries:
                _check_entry(name, kind, archive, entry, budget, depth)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        raise Refusal(f"Não consegui abrir {name}: está danificado ou tem senha. Mande sem senha.") from None


def _too_many(name: str, count: int, most: int) -> Refusal:
    return Refusal(f"{name} tem {count} arquivos dentro e o máximo é {most}. Mande em partes.")


def _check_contents(name: str, kind: _FileKind, entries: list[zipfile.ZipInfo], size: int, budget: _Budget) -> None:
    most = min(_MOST_PARTS if kind.member else _MOST_ENTRIES, budget.entries)
    if len(entries) > most:
        raise _too_many(name, len(entries), most)
    budget.entries -= len(entries)
    unpacked = sum(entry.file_size for entry in entries)
    overlapping = sum(entry.compress_size for entry in entries) > size
    if unpacked > min(budget.bytes, _MOST_RATIO * size) or overlapping:
        raise _too_much(name)
    if kind.member and not any(entry.filename.startswith(kind.member) for entry in entries):
        raise Refusal(f"O conteúdo de {name} não é de um arquivo .{_extension(name)}. Confira e mande o original.")
    wrong = [entry.filename for entry in entries if _is_wrong(kind, entry)]
    if wrong:
        shown = listed([safe_name(each) for each in wrong[:3]])
        raise Refusal(f"{name} traz dentro o que não se aceita ({shown}). Retire e mande de novo.")


def _is_wrong(kind: _FileKind, entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a program, a packed file, a link, or has a name that leaves its folder."""
    extension = _extension(entry.filename)
    parts = re.split(r"[\\/]", entry.filename)
    climbs = ".." in parts or entry.filename.startswith(("/", "\\")) or ":" in parts[0]
    is_link = (entry.external_attr >> 28) == 0xA
    macro = bool(kind.member) and parts[-1].lower().startswith("vbaproject")
    return extension in _RUNS or (extension in _PACKED) or climbs or is_link or macro


def _check_entry(
    name: str, kind: _FileKind, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: _Budget, depth: int
) -> None:
    """Unpack one entry piece by piece: length and checksum must be as declared, the start harmless."""
    with archive.open(entry) as source:
        head = source.read(_CHUNK)
        budget.spend(len(head))
        packed = head.startswith(_PACKED_STARTS)
        nested = packed and (depth >= _DEEPEST or not _is_document(entry.filename))
        if head.startswith(_RUNNING_STARTS) or _TEST_VIRUS in head or nested:
            shown = safe_name(entry.filename)
            raise Refusal(f"{name} traz dentro o que não se aceita ({shown}). Retire e mande de novo.")
        if packed or (not kind.member and _may_run(entry.filename)):  # a file of its own: as careful with it
            content = head + source.read(_MOST_NESTED)
            budget.spend(len(content) - len(head))
            _check_nested(name, safe_name(entry.filename), content, budget, depth)
        while piece := source.read(_CHUNK):
            budget.spend(len(piece))


def _may_run(name: str) -> bool:
    """Whether an entry may hold active content, so that it must be read whole."""
    return _extension(name) in _KINDS and (_KINDS[_extension(name)].starts in ((), (_OLE,), (b"%PDF-",)))


def _check_nested(name: str, inside: str, content: bytes, budget: _Budget, depth: int) -> None:
    try:
        _check(inside, content, budget, depth + 1)
    except Refusal as refusal:
        raise Refusal(f"Dentro de {name}: {refusal.sentence}") from None


def _is_document(name: str) -> bool:
    return bool(_KINDS.get(_extension(name), _KINDS["txt"]).member)


def _check_pixels(name: str, extension: str, content: bytes) -> None:
    width, height = _pixels(extension, content)
    if width * height > _MOST_PIXELS:
        raise Refusal(f"A imagem {name} tem {width} x {height} pontos, mais do que se pode abrir. Mande uma menor.")


def _pixels(extension: str, content: bytes) -> tuple[int, int]:
    """Width and height as the image declares them; (0, 0) for kinds whose size is not read."""
    if extension == "png" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if extension == "gif" and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    return _jpeg_pixels(content) if extension in ("jpg", "jpeg") else (0, 0)


def _jpeg_pixels(content: bytes) -> tuple[int, int]:
    """Width and height of a JPEG, from the segment that declares the frame."""
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + max(length, 2)
    return 0, 0
