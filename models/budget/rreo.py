"""The RREO as Siconfi publishes it, one page of JSON: the expenditure of the whole municipality, read as a check."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models.base import Refusal
from models.texts import fold

LARGEST = 8_000_000  # bytes
_TOTAL = "totaldespesas"
_COLUMNS = {
    "atualizada": ("dotacao atualizada",),
    "empenhado": ("despesas empenhadas ate o bimestre", "empenhadas ate"),
    "liquidado": ("despesas liquidadas ate o bimestre", "liquidadas ate"),
    "pago": ("despesas pagas ate o bimestre", "pagas ate"),
}
_LARGEST_AMOUNT = Decimal(10) ** 13


@dataclass(frozen=True, slots=True)
class Rreo:
    """The totals of a bimester in centavos, by what they are of; `is_whole`: no further page follows."""

    year: int
    bimester: int
    body: str
    cents: dict[str, int]
    is_whole: bool


def read(content: bytes) -> Rreo:
    """The totals of a page. Raises Refusal for any other file, and for one without the total of the expenditure."""
    if len(content) > LARGEST:
        raise Refusal("O arquivo é grande demais para uma página do RREO.")
    try:
        page = json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError):
        raise Refusal("O arquivo não é o JSON do Siconfi. Baixe de novo e mande com a legenda: conferir rreo") from None
    rows = page.get("items") if isinstance(page, dict) else None
    found = [each for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []
    totals = [each for each in found if fold(str(each.get("cod_conta", ""))) == _TOTAL]
    if not totals:
        raise Refusal("O arquivo não traz o total das despesas (RREO, Anexo 01). Confira o anexo e a página.")
    first, cents = totals[0], dict[str, int]()
    for each in totals:
        name = _column(fold(str(each.get("coluna", ""))))
        if name:
            cents.setdefault(name, _cents(each.get("valor")))
    if "atualizada" not in cents:
        raise Refusal("O arquivo não traz a dotação atualizada: não há com que conferir.")
    year, bimester = (_whole(first.get(name)) for name in ("exercicio", "periodo"))
    return Rreo(year, bimester, str(first.get("instituicao", ""))[:120], cents, not page.get("hasMore"))


def _column(text: str) -> str:
    return next((name for name, words in _COLUMNS.items() if any(each in text for each in words)), "")


def _cents(value: Any) -> int:
    amount = Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else Decimal("NaN")
    if not amount.is_finite() or abs(amount) >= _LARGEST_AMOUNT:
        raise Refusal(f"O valor {str(value)[:30]} não é um valor em reais. Baixe o arquivo de novo.")
    return round(amount * 100)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10_000:
        raise Refusal("O arquivo não diz o exercício e o bimestre do RREO.")
    return value
