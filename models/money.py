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
_IN_LINE = re.compile(
    r"(?P<mark>r\$\s*)?(?<![\w.,/-])(?P<figures>-?\d[\d.,]*)(?P<times>\s*(?:mil|milh[aãoõ][oe]s?|bilh[aãoõ][oe]s?)(?!\w))?"
    r"(?:\s*(?:de\s+)?rea(?:l|is)(?!\w))?(?![\w/-])",
    re.IGNORECASE,
)
_MINUS = str.maketrans("−–", "--")
_LARGEST, _LONGEST = Decimal(10) ** 13, 20  # reais, and signs: Decimal reckons with 28 figures


def read(text: str) -> Decimal | None:
    """The amount of `R$ 1.234,56`, `1234,5`, `-3`, `(3,00)` or `1,5 milhão`; None for an empty text or a dash.

    Raises Refusal for anything else, for fractions of a cent, and for amounts larger than any budget.
    """
    plain = "".join(fold(usual_figures(text)).translate(_MINUS).split())
    if plain in ("", "-", "r$", "r$-"):  # a sheet shows a zero or nothing as a dash
        return None
    bare = plain.strip("-()").replace("r$-", "r$")
    said = _SAID.fullmatch(bare)
    found = said and (_FIGURES.fullmatch(said["figures"]) or _ENGLISH.fullmatch(said["figures"]))
    if not said or not found or len(said["figures"]) > _LONGEST:
        raise Refusal(f"{text!r} não é um valor em reais; escreva como 1.234,56")
    amount = Decimal(f"{re.sub('[.,]', '', found['whole'])}.{found['cents'] or 0}") * _TIMES.get(said["times"], 1)
    if amount >= _LARGEST:
        raise Refusal(f"{text!r} é um valor grande demais; confira os zeros")
    if amount != (cents := amount.quantize(_CENT)):
        raise Refusal(f"{text!r} não é um valor em reais; escreva como 1.234,56")
    return -cents if plain[0] in "-(" or plain[-1] == "-" or "$-" in plain else cents


def said(text: str) -> Decimal | None:
    """As `read`, of what a person writes: with a comma before the centavos. Raises Refusal."""
    bare = re.sub(r"[^\d.,]", "", usual_figures(text)).rstrip(".,")
    if _ENGLISH.fullmatch(bare) and not _FIGURES.fullmatch(bare):
        raise Refusal(f"{text.strip()}: escreva com vírgula nos centavos: 1.234,56")
    return read(text.strip().rstrip(".,;"))


def typed(text: str) -> Decimal:
    """The amount that a person typed, as `said`, and more than zero. Raises Refusal."""
    amount = said(text)
    if amount is None or amount <= 0:
        raise Refusal(f"{text.strip()}: o valor tem de ser maior que zero. Exemplo: R$ 1.234,56")
    return amount


def find(text: str) -> tuple[Decimal, str] | None:
    """The amount in a line, that behind `R$` before any other, and the line without it. Raises Refusal as `typed`."""
    found = list(_IN_LINE.finditer(text))
    best = next((each for each in found if each["mark"]), found[0] if found else None)
    if best is None:
        return None
    return typed(best[0]), " ".join(f"{text[: best.start()]} {text[best.end() :]}".split())


def written(amount: Decimal) -> str:
    """`R$ 1.234,56`, or `-R$ 3,00`."""
    return f"{'-' if amount < 0 else ''}R$ {figures(abs(amount))}"


def of_cents(cents: int) -> str:
    """The same of an amount in centavos."""
    return written(Decimal(cents) / 100)


def figures(amount: Decimal) -> str:
    """The amount without its sign of reais, for the cell of a table: `1.234,56`."""
    return f"{amount.quantize(_CENT):,.2f}".translate(str.maketrans(",.", ".,"))
