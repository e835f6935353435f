"""The number of a company: its check digits."""

import re

from models.base import Refusal

_DIGITS = 14
_TYPED = re.compile(r"(?<![\d.])\d{2}\.?\d{3}\.?\d{3}/\d{4}-?\d{2}(?!\d)")


def is_cnpj(text: str) -> bool:
    """Whether the check digits of a CNPJ are right."""
    digits = [int(each) for each in text if each.isdigit()]
    if len(digits) != _DIGITS or len(set(digits)) == 1:
        return False
    for size in (12, 13):
        weights = [*range(size - 7, 1, -1), *range(9, 1, -1)]
        rest = sum(digit * weight for digit, weight in zip(digits[:size], weights, strict=True)) % 11
        if digits[size] != (0 if rest < 2 else 11 - rest):
            return False
    return True


def require_cnpjs(text: str) -> None:
    """Raises Refusal where a CNPJ in a text is none."""
    for found in _TYPED.finditer(text):
        if not is_cnpj(found[0]):
            raise Refusal(f"O CNPJ {found[0]} não confere: os dígitos finais são outros. Confira e escreva de novo.")
