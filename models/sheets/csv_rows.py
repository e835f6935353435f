"""The rows of a CSV, in any encoding and with any delimiter that a spreadsheet writes."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import BinaryIO

from models.base import Refusal
from models.sheets import kinds
from models.sheets.layout import Fault, Layout, Numbered, Report, Rows, known_in, trimmed

_DELIMITERS = (";", ",", "\t", "|")
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_EIGHT_BITS = ("cp1252", "cp850", "mac_roman")  # of Windows, of DOS and of the Mac; a tie goes to the first
_LETTERS = frozenset("áàâãäéêíóôõöúüçñÁÀÂÃÄÉÊÍÓÔÕÖÚÜÇÑºª§°–—“”‘’•")
_UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_DELIMITER_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)  # read by Excel as an instruction, not as a row
_SAMPLE = 1 << 16
SEARCHED = 10  # rows, for the header


def opened(source: BinaryIO, columns: Sequence[str], layout: Layout, report: Report) -> Rows:
    """The rows, each with its first line's number. Raises Refusal when the file is in another encoding."""
    encoding = layout.encoding or encoding_of(source)
    with _other_encoding_refused(layout):
        sample = _text(source, encoding).read(_SAMPLE)
    delimiter = layout.delimiter or _delimiter(sample, columns, layout)
    return Rows(_rows(_text(source, encoding), delimiter, layout, report), delimiter)


@contextmanager
def _other_encoding_refused(layout: Layout) -> Iterator[None]:
    try:
        yield
    except UnicodeError:
        if layout.encoding:
            said = f"O arquivo não está em {layout.encoding}. Diga a codificação, por exemplo --encoding latin-1"
        else:
            said = "O arquivo está cortado ou danificado. Salve de novo como CSV UTF-8 e mande."
        raise Refusal(said) from None


class _Text(io.TextIOWrapper):
    """The text of a file; closing it leaves the file open."""

    def close(self) -> None:
        """Do nothing: the file belongs to its opener."""


def _text(source: BinaryIO, encoding: str) -> _Text:
    """The text of the file from its beginning, without a UTF-8 mark."""
    # Some programs set the mark of UTF-8 before text that is in an encoding of Windows.
    wide = encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32"))
    source.seek(0)
    if encoding in _EIGHT_BITS and source.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
        source.seek(0)
    return _Text(source, encoding=encoding, errors="strict" if wide else "surrogateescape", newline="")


def _rows(text: io.TextIOWrapper, delimiter: str, layout: Layout, report: Report) -> Iterator[Numbered]:
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    line = 1
    try:
        with _other_encoding_refused(layout):
            for cells in reader:
                here, line = line, reader.line_num + 1
                if here > 1 or not _DELIMITER_LINE.fullmatch(delimiter.join(cells)):
                    yield here, cells
    except csv.Error as error:
        quotes = any(word in str(error) for word in ("quote", "expected", "limit"))
        reason = "aspas abertas ou fora do lugar" if quotes else str(error)
        report(Fault(line, f"não é um CSV válido ({reason}); o resto do arquivo não foi lido"))


def _delimiter(sample: str, columns: Sequence[str], layout: Layout) -> str:
    """The delimiter that splits the header into most of our columns, or else into most columns."""
    first = sample.partition("\n")[0]
    if said := _DELIMITER_LINE.fullmatch(first):
        return said[1]
    return max(_DELIMITERS, key=lambda sign: _fit(sample, sign, columns, layout))


def _fit(sample: str, sign: str, columns: Sequence[str], layout: Layout) -> tuple[int, int]:
    best = (0, 0)
    try:
        for cells in islice(csv.reader(io.StringIO(sample, newline=""), delimiter=sign), SEARCHED):
            best = max(best, (known_in(cells, columns, layout), len(trimmed(cells))))
    except csv.Error:  # said when the rows are read
        pass
    return best


def encoding_of(source: BinaryIO) -> str:
    """The encoding of the whole file, which is read through for it, and then rewound."""
    head = source.read(4096)
    source.seek(0)
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            return encoding
    if wide := kinds.without_mark(head):
        return wide
    counted, letters, in_letters = Counter[bytes](), 0, 0
    if head.startswith(codecs.BOM_UTF8):
        source.seek(len(codecs.BOM_UTF8))
    for line in source:
        if not line.isascii():
            found = _UTF_8.findall(line)
            letters, in_letters = letters + len(found), in_letters + sum(map(len, found))
            counted.update(_HIGH.findall(line))
    source.seek(0)
    # A file of UTF-8 with some broken letters stays one: its rows are named, where another encoding would spoil all.
    return "utf-8-sig" if letters >= counted.total() - in_letters else _eight_bits(counted)


def _eight_bits(counted: Mapping[bytes, int]) -> str:
    """The single-byte encoding in which most of the bytes are letters of Portuguese."""

    def letters(encoding: str) -> int:
        return sum(n for byte, n in counted.items() if byte.decode(encoding, "replace") in _LETTERS)

    return max(_EIGHT_BITS, key=letters)
