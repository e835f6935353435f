"""The code points that font files have, read from their cmap table (OpenType, formats 4 and 12)."""

from collections.abc import Iterable
from pathlib import Path
from struct import error, unpack_from

_SUFFIXES = (".ttf", ".otf")


def files_in(folders: Iterable[Path]) -> list[Path]:
    """The font files of these folders, by name."""
    return [path for each in folders for path in sorted(each.glob("*")) if path.suffix.lower() in _SUFFIXES]


def code_points(folders: Iterable[Path]) -> frozenset[int]:
    """Every code point that a font of these folders has; a file that cannot be read has none."""
    found: set[int] = set()
    for path in files_in(folders):
        try:
            found |= _of_font(path.read_bytes())
        except (OSError, LookupError, error):
            continue
    return frozenset(found)


def _of_font(font: bytes) -> set[int]:
    (count,) = unpack_from(">H", font, 4)
    tables = {font[at : at + 4]: unpack_from(">L", font, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    cmap = tables[b"cmap"]
    (count,) = unpack_from(">H", font, cmap + 2)
    offsets = {cmap + unpack_from(">L", font, cmap + 8 + 8 * index)[0] for index in range(count)}
    return set[int]().union(*(_of_subtable(font, at) for at in offsets))


def _of_subtable(font: bytes, at: int) -> set[int]:
    (form,) = unpack_from(">H", font, at)
    if form == 4:
        return _segments(font, at)
    if form == 12:
        (count,) = unpack_from(">L", font, at + 12)
        groups = (unpack_from(">LL", font, at + 16 + 12 * index) for index in range(count))
        return {code for first, last in groups for code in range(first, last + 1)}
    return set()


def _segments(font: bytes, at: int) -> set[int]:
    size = unpack_from(">H", font, at + 6)[0] // 2
    ends, starts = at + 14, at + 16 + 2 * size
    deltas, offsets = starts + 2 * size, starts + 4 * size
    found = set()
    for index in range(size):
        (first,), (last,) = unpack_from(">H", font, starts + 2 * index), unpack_from(">H", font, ends + 2 * index)
        (delta,), (offset,) = unpack_from(">h", font, deltas + 2 * index), unpack_from(">H", font, offsets + 2 * index)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code + delta
            if offset:
                (glyph,) = unpack_from(">H", font, offsets + 2 * index + offset + 2 * (code - first))
            if glyph & 0xFFFF:
                found.add(code)
    return found
