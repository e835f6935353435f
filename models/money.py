"""Money: an amount in reais to the cent, as people type it and as it is written."""

import re
from decimal import Decimal

from models.base import Refusal
from models.texts import fold, usual_figures

_CENT = Decimal("0.01")
_FIGURES = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<cents>\d+))?")
_ENGLISH = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)\.(?P<cents>\d{1,2})")
_TIMES = {"mil": 10**3, "milhao": 10**6, "milhoes": 10**6, "bilhao": 10**9, "bilhoes": 10**9}
_SAID = re.compile(rf"(?:r?\$)?(?P<figures>[\d.,]+)(?P<times>{'|'.join(_TIMES)})?(?:de)?(?:rea(?:l|is))?")
_MINUS = str.maketrans("−–", "--")
_LARGEST = Decimal(10) ** 13


def read(text: str) -> Decimal | None:
    """The amount of `R$ 1.234,56`, `1234,5`, `-3`, `(3,00)` or `1,5 milhão`; None for an empty text or a dash.

    Raises Refusal for what is none, is finer than a cent, or is larger than any budget.
    """
    plain = "".join(fold(usual_figures(text)).translate(_MINUS).split())
    if plain in ("", "-", "r$", "r$-"):  # a sheet shows a zero or nothing as a dash
        return None
    bare = plain.strip("-()").replace("r$-", "r$")
    said = _SAID.fullmatch(bare)
    found = said and (_FIGURES.fullmatch(said["figures"]) or _ENGLISH.fullmatch(said["figures"]))
    amount = _amount(found, _TIMES.get(said["times"], 1)) if said and found else None
    if amount is None:
        raise Refusal(f"{text!r} não é um valor em reais; escreva como 1.234,56")
    if amount >= _LARGEST:
        raise Refusal(f"{text!r} é um valor grande demais; confira os zeros")
    return -amount if plain[0] in "-(" or plain[-1] == "-" or "$-" in plain else amount


def _amount(found: re.Match[str], times: int) -> Decimal | None:
    """None for what is finer than a cent."""
    amount = Decimal(f"{re.sub('[.,]', '', found['whole'])}.{found['cents'] or 0}"[:40]) * times
    return amount.quantize(_CENT) if amount < _LARGEST and amount == amount.quantize(_CENT) else None


def written(amount: Decimal) -> str:
    """`R$ 1.234,56`, or `-R$ 3,00`."""
    return f"{'-' if amount < 0 else ''}R$ {figures(abs(amount))}"


def figures(amount: Decimal) -> str:
    """The same without its sign of reais, as a cell of a table holds it: `1.234,56`."""
    return f"{amount.quantize(_CENT):,.2f}".translate(str.maketrans(",.", ".,"))
