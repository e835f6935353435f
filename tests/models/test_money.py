"""Money: as people type it, to the cent, and written back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import money
from models.base import Refusal

AMOUNTS = st.decimals(-(10**12), 10**12, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("R$ 1.234,56", "1234.56"),
        ("r$1234,5", "1234.50"),
        ("1.234", "1234.00"),
        ("1234.56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("R$\xa012,00", "12.00"),
        ("R$ 5 mil", "5000.00"),
        ("1,5 milhão", "1500000.00"),
        ("R$ 2,3456 milhões de reais", "2345600.00"),
        ("300 reais", "300.00"),
        ("1 real", "1.00"),
        ("(1.234,56)", "-1234.56"),
        ("- R$ 3,00", "-3.00"),
        ("R$ -3", "-3.00"),
        ("3,00-", "-3.00"),
        ("−3,00", "-3.00"),
        ("R$ ０,１０", "0.10"),
        ("-", None),
        ("R$ -", None),
        ("", None),
    ],
)
def test_as_people_type_it(text: str, amount: str | None) -> None:
    assert money.read(text) == (Decimal(amount) if amount else None)


@pytest.mark.parametrize(
    "text", ["mil", "1,234", "1.23,4", "1,005", "0,000001 mil", "dez", "5 mil mil", "--", "1 2a", "R$ R$ 3"]
)
def test_texts_that_are_no_amount(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        money.read(text)
    assert refused.value.sentence == f"{text!r} não é um valor em reais; escreva como 1.234,56"


def test_an_amount_with_too_many_figures() -> None:
    for text in ("10.000.000.000.000,00", "9" * 400, "9999999 bilhões", f"1,{'0' * 400}1"):
        with pytest.raises(Refusal):
            money.read(text)


@given(AMOUNTS)
def test_written_values_read_back(amount: Decimal) -> None:
    assert money.read(money.written(amount)) == money.read(money.figures(amount)) == amount


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        amount = money.read(text)
    except Refusal:
        return
    assert amount is None or amount == amount.quantize(Decimal("0.01"))


def test_written() -> None:
    assert money.written(Decimal("1234567.8")) == "R$ 1.234.567,80"
    assert money.written(Decimal("-0.5")) == "-R$ 0,50"
