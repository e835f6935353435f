"""The rows of an XLSX, streamed, its cells as text.

Read here with the parser of Python, and by no library: python-calamine ends the whole process when a sheet of a few
bytes has cells far apart, and openpyxl takes three times as long and keeps no budget of what it unpacks.
"""

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import BinaryIO
from xml.parsers import expat

from models import file_types
from models.base import Refusal
from models.sheets import kinds
from models.sheets.layout import Numbered, Rows

_WORKBOOK = "xl/workbook.xml"
_PIECE = 1 << 16
_MOST_COLUMNS = 1000
_LONGEST_EXACT = 15  # figures of a number
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # built-in formats of days and hours
_DECIMALS = {"2": ".00", "4": ".00", "7": ".00", "8": ".00", "39": ".00", "40": ".00", "43": ".00", "44": ".00"}
_UNREAD = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')  # literal parts of a number format, and its colours
_DATE_SIGNS = re.compile(r"[dmyhs]", re.IGNORECASE)
_RANGE = re.compile(r"[A-Z]+(\d{1,7}):[A-Z]+(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 (days of the municipality)
_DAMAGED = "A planilha está danificada: abra-a no Excel, salve de novo como .xlsx e mande."
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError),
    *(LookupError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError),
)


@dataclass(slots=True)
class _Workbook:
    """An open XLSX: its parts, the bytes that may still be unpacked, and what its cells refer to."""

    archive: zipfile.ZipFile
    left: int
    epoch: datetime = _EPOCH
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)  # by style: "date", as many zeros as figures, ".00", or nothing

    def parse(self, name: str, reader: "_Part") -> Iterator[None]:
        """Give a part to its reader, piece by piece; yields after each, so that its rows can be taken."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        if self.archive.NameToInfo[name].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refusal(_DAMAGED)  # no spreadsheet program packs in another way
        with self.archive.open(name) as part:
            while piece := part.read(_PIECE):
                self.left -= len(piece)
                if self.left < 0:
                    raise Refusal("A planilha fica grande demais ao ser aberta. Divida-a em partes, ou salve como CSV.")
                parser.Parse(piece)
                yield
        parser.Parse(b"", True)
        yield

    def read(self, name: str, reader: "_Part") -> None:
        """Read a small part whole, if there is one."""
        if name in self.archive.NameToInfo:
            for _ in self.parse(name, reader):
                pass


def _refuse_doctype(*_: object) -> None:
    raise Refusal(_DAMAGED)  # no spreadsheet program writes one; entities grow without end


@contextmanager
def _damage_refused() -> Iterator[None]:
    try:
        yield
    except _BROKEN:
        raise Refusal(_DAMAGED) from None


def sheets(source: BinaryIO) -> list[Rows]:
    """The rows of each visible sheet. Raises Refusal for a file that is no XLSX, is damaged or grows too large."""
    with _damage_refused():
        archive = zipfile.ZipFile(source)
        if _WORKBOOK not in archive.NameToInfo:
            raise kinds.not_a_workbook(set(archive.NameToInfo))
        book = _Workbook(archive, file_types.most_unpacked(source.seek(0, 2)))
        readers = [(name, _Sheet(book)) for name in _opened(book)]
        return [Rows(_rows(book, name, reader), merged=reader.merged) for name, reader in readers]


def _opened(book: _Workbook) -> list[str]:
    """Read the parts that the sheets refer to. Returns the names of the visible sheets' parts."""
    contents, links, styles, strings = _Contents(), _Links(), _Styles(), _Strings()
    book.read(_WORKBOOK, contents)
    book.read("xl/_rels/workbook.xml.rels", links)
    book.epoch = _EPOCH_1904 if contents.is_1904 else _EPOCH
    found = {kind: target for kind, target in links.others.items() if target in book.archive.NameToInfo}
    book.read(found.get("styles", "xl/styles.xml"), styles)
    book.read(found.get("sharedStrings", "xl/sharedStrings.xml"), strings)
    book.formats, book.strings = styles.formats(), strings.found
    return [links.sheets[each] for each in contents.visible if links.sheets.get(each) in book.archive.NameToInfo]


class _Part:
    """A reader of one part; the names come without their namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.opened(_local(name), attributes)

    def end(self, name: str) -> None:
        self.closed(_local(name))

    def text(self, text: str) -> None:
        """Text between two marks."""

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """A mark that opens."""

    def closed(self, name: str) -> None:
        """A mark that closes."""


@lru_cache(maxsize=256)
def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Contents(_Part):
    """The sheets of the workbook."""

    def __init__(self) -> None:
        self.visible: list[str] = []
        self.is_1904 = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.is_1904 = attributes.get("date1904", "") in ("1", "true")
        elif name == "sheet" and attributes.get("state", "visible") == "visible":
            self.visible += [value for key, value in attributes.items() if key.endswith(":id")]


class _Links(_Part):
    """The part that each relation of the workbook names."""

    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}
        self.others: dict[str, str] = {}

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            if kind == "worksheet":
                self.sheets[attributes.get("Id", "")] = target
            else:
                self.others[kind] = target


class _Styles(_Part):
    """The number format of each style."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._styles: list[str] = []
        self._inside = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self._styles.append(attributes.get("numFmtId", "0"))

    def closed(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False

    def formats(self) -> list[str]:
        return [_format(each, self._codes.get(each, "")) for each in self._styles]


def _format(number: str, code: str) -> str:
    if not code:
        return "date" if number.isdecimal() and int(number) in _DATES else _DECIMALS.get(number, "")
    if re.fullmatch(r"0{2,30}", code):
        return code
    shown = _UNREAD.sub("", code)
    decimals = re.search(r"0(\.0+)(?![0%?#E])", shown.partition(";")[0])
    return "date" if _DATE_SIGNS.search(shown) else decimals[1] if decimals else ""


class _Strings(_Part):
    """The texts that the cells share."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._in_text = self._spoken = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self._in_text = not self._spoken
        elif name == "rPh":  # how a text is pronounced
            self._spoken = True

    def text(self, text: str) -> None:
        if self._in_text:
            self._pieces.append(text)

    def closed(self, name: str) -> None:
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._spoken = False
        elif name == "si":
            self.found.append(_unescaped("".join(self._pieces)))
            self._pieces = []


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _rows(book: _Workbook, name: str, reader: "_Sheet") -> Iterator[Numbered]:
    """The rows of one sheet as they are complete."""
    with _damage_refused():
        for _ in book.parse(name, reader):
            yield from reader.done
            reader.done = []


class _Sheet(_Part):
    """The rows of a sheet, as they are complete."""

    def __init__(self, book: _Workbook) -> None:
        self.done: list[Numbered] = []
        self.merged: list[tuple[int, int]] = []
        self._book = book
        self._line = self._column = 0
        self._cells: list[str] = []
        self._kind = self._style = ""
        self._pieces: list[str] = []
        self._in_value = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            at = attributes.get("r", "")
            self._column = _column(at.rstrip("0123456789")) if at else self._column + 1
            if self._column > _MOST_COLUMNS:
                raise Refusal(f"A planilha tem mais de {_MOST_COLUMNS} colunas. Deixe só as da tabela.")
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        elif name in ("v", "t"):
            self._in_value = True
        elif name == "row":
            self._line = int(attributes["r"]) if attributes.get("r", "").isdecimal() else self._line + 1
            self._column, self._cells = 0, []
        elif name == "mergeCell" and (found := _RANGE.fullmatch(attributes.get("ref", ""))):
            self.merged.append((int(found[1]), int(found[2])))

    def text(self, text: str) -> None:
        if self._in_value:
            self._pieces.append(text)

    def closed(self, name: str) -> None:
        if name == "c":
            if self._pieces:
                self._cells += [""] * (self._column - len(self._cells))
                self._cells[self._column - 1] = self._value("".join(self._pieces))
                self._pieces = []
        elif name in ("v", "t"):
            self._in_value = False
        elif name == "row" and self._cells:
            self.done.append((self._line, self._cells))

    def _value(self, raw: str) -> str:
        if self._kind == "s":
            place = int(raw) if raw.strip().isdecimal() else -1
            return self._book.strings[place] if 0 <= place < len(self._book.strings) else ""
        if self._kind == "b":
            return "sim" if raw.strip() == "1" else "não"
        if self._kind != "n":
            return _unescaped(raw)
        style = int(self._style) if self._style.isdecimal() else 0
        shown = self._book.formats[style] if style < len(self._book.formats) else ""
        return _number(raw, shown, self._book.epoch)


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    """The number of a column: `A` is 1, `AB` is 28; beyond all columns for anything else."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter.upper()) - 64
    return place if letters.isascii() and letters.isalpha() and len(letters) <= 3 else _MOST_COLUMNS + 1


@lru_cache(maxsize=4096)
def _number(raw: str, shown: str, epoch: datetime) -> str:
    """A number as the sheet shows it: a day, with its zeros, or with a comma; spoilt when it lost figures."""
    try:
        number = float(raw)
    except ValueError:
        return raw
    if shown == "date":
        return _date(number, epoch)
    if shown.startswith(".") and abs(number) < 10**_LONGEST_EXACT:
        number = float(Decimal(f"{number:.15g}").quantize(Decimal(f"0{shown}"), ROUND_HALF_UP))
    if not number.is_integer():
        return f"{number:.15g}".replace(".", ",")
    if abs(number) >= 10**_LONGEST_EXACT:
        return f"{number:.14E}".replace(".", ",")
    return f"{int(number):0{0 if shown.startswith('.') else len(shown)}d}"


def _date(serial: float, epoch: datetime) -> str:
    """The day as `2026-11-03`, with its hour where it has one; an hour alone as `12:30`."""
    if 0 < serial < 1:
        return f"{epoch + timedelta(seconds=round(serial * 86400)):%H:%M}"
    if epoch == _EPOCH and serial < 60:
        serial += 1  # the sheet counts a 29 February that 1900 did not have
    try:
        moment = epoch + timedelta(days=int(serial), seconds=round(serial % 1 * 86400))
    except (OverflowError, ValueError):
        return f"{serial:.15g}"
    return moment.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00").removesuffix(" 00:00")
