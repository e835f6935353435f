"""NUP, the federal protocol number: five digits of the unit, six of the sequence, the year, two check digits."""

import re

_WRITTEN = re.compile(r"(\d{5})[.\s-]?(\d{6})\s?/\s?(\d{4})\s?-\s?(\d{2})")
_BARE = re.compile(r"\d{17}")
_FIRST_YEAR, _LAST_YEAR = 1950, 2100
_LENGTH = 17
_SHORTEST = 13


def digits_of(text: str) -> str | None:
    """The 17 digits when the text is written as a NUP, with or without its punctuation; None otherwise."""
    text = text.strip()
    if found := _WRITTEN.fullmatch(text):
        return "".join(found.groups())
    if _BARE.fullmatch(text) and _FIRST_YEAR <= int(text[11:15]) <= _LAST_YEAR:
        return text
    return None


def with_lost_zeros(text: str) -> str:
    """The NUP whose leading zeros a spreadsheet dropped; empty for any other text."""
    digits = text.zfill(_LENGTH)
    is_one = text.isdecimal() and _SHORTEST <= len(text) < _LENGTH and digits_of(digits) and is_valid(digits)
    return written(digits) if is_one else ""


def check_digits(base: str) -> str:
    """The check digits of the first 15 digits: weights from 2, right to left, modulo 11, twice."""
    digits = [int(digit) for digit in base]
    for _ in range(2):
        total = sum(digit * weight for weight, digit in enumerate(reversed(digits), start=2))
        digits.append((11 - total % 11) % 10)
    return f"{digits[-2]}{digits[-1]}"


def is_valid(digits: str) -> bool:
    return len(digits) == _LENGTH and check_digits(digits[:15]) == digits[15:]


def written(digits: str) -> str:
    """`21000.015511/2019-14`"""
    return f"{digits[:5]}.{digits[5:11]}/{digits[11:15]}-{digits[15:]}"
