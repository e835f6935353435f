"""Grades from 0 to 10, kept in tenths: as they are typed and written."""

import re

from models.base import Refusal

_GRADE = re.compile(r"(10|\d)(?:,(\d)0?)?")
_TENTHS = 10
BEST = 10 * _TENTHS


def read(text: str) -> int:
    """The tenths of a grade: `8,5`, `10`. Raises Refusal."""
    found = _GRADE.fullmatch(text.strip())
    tenths = int(found[1]) * _TENTHS + int(found[2] or 0) if found else BEST + 1
    if tenths > BEST:
        raise Refusal("A nota vai de 0 a 10, com uma casa depois da vírgula. Exemplo: 8,5")
    return tenths


def written(tenths: int) -> str:
    """`8,5`, `10`"""
    whole, rest = divmod(tenths, _TENTHS)
    return f"{whole},{rest}" if rest else f"{whole}"
