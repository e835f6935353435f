"""The federal number and its check digits; numbers printed on a paper, which can always be typed again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.reading import numbers
from models.base import Refusal
from models.expedientes import nup
from models.expedientes.numbering import given as read_given
from models.texts import fold

REAL = (
    "23037.001462/2021-65",
    "21000.015511/2019-14",
    "21000.015541/2019-21",
    "60041.001093/2020-97",
    "00077.000819/2014-97",
    "60502.000734/2015-54",
    "72031.007232/2021-75",
)
bases = st.builds(
    lambda unit, sequence, year: f"{unit:05d}{sequence:06d}{year:04d}",
    st.integers(0, 99_999),
    st.integers(0, 999_999),
    st.integers(1990, 2099),
)


@pytest.mark.parametrize("number", REAL)
def test_real_numbers_are_right(number: str) -> None:
    digits = nup.digits_of(number)
    assert digits is not None
    assert nup.is_valid(digits)
    assert nup.written(digits) == number


@given(bases, st.integers(0, 14), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(base: str, place: int, step: int) -> None:
    # Both check digits would have to agree by chance; changes invisible to the modulus are left out.
    whole = base + nup.check_digits(base)
    wrong = whole[:place] + str((int(whole[place]) + step) % 10) + whole[place + 1 :]
    assert nup.is_valid(whole)
    assert nup.is_valid(wrong) == (nup.check_digits(wrong[:15]) == wrong[15:])


@given(bases)
def test_every_spelling_of_a_nup_is_one_number(base: str) -> None:
    digits = base + nup.check_digits(base)
    unit, sequence, year, check = digits[:5], digits[5:11], digits[11:15], digits[15:]
    written = f"{unit}.{sequence}/{year}-{check}"
    spellings = (written, digits, f"{unit}-{sequence}/{year}-{check}", f"{unit}{sequence}/{year}-{check}")
    for spelling in spellings:
        numbered = read_given(spelling, "processo", 2026)
        assert (numbered.code, numbered.keys) == (written, (digits,))
    for head in ("", "processo ", "Processo nº ", "NUP ", "proc. n.º ", "PROCESSO Nº: "):
        for spelling in spellings:
            read = numbers.read(f"{head}{spelling} e mais")
            assert read is not None
            assert digits in read.codes
            assert f"{head}{spelling} e mais"[read.end :] == " e mais"


def test_wrong_digits_are_refused_with_the_right_ones() -> None:
    with pytest.raises(Refusal) as refusal:
        read_given("21000.015511/2019-41", "processo", 2026)
    assert refusal.value.sentence == (
        "O NUP 21000.015511/2019-41 não confere: com esse começo, os dígitos finais seriam 14 "
        "(21000.015511/2019-14). Confira o número no documento."
    )


_MARKS = st.sampled_from(["{}/{}", "nº {}/{}", "n.º {}/{}", "número {}/{}", "N. {}/{}"])


@given(
    st.integers(1, 999_999_999),
    st.integers(1990, 2060),
    st.booleans(),
    _MARKS,
    st.sampled_from(["processo", "ofício", "requerimento", "memorando", "mandado", "carta"]),
    st.sampled_from(["", "-GP", "-PGM.G", "-5"]),
)
def test_a_plain_number_is_found_however_it_is_written(
    number: int, year: int, short: bool, mark: str, tipo: str, tail: str
) -> None:
    # A number given one way is read back another way: by itself, and with its tipo before it.
    short = short and 1970 <= year < 2070
    numero = mark.format(number, f"{year % 100:02d}" if short else year) + tail
    numbered = read_given(numero, tipo, 2026)
    for typed in (f"{number}/{year}{tail}", f"{tipo} nº {number}/{year}{tail}", numbered.code, numbered.code.lower()):
        read = numbers.read(typed)
        assert read is not None
        assert read.end == len(typed)
        assert numbered.code in read.codes or {fold(code) for code in read.codes} & set(numbered.keys)


@pytest.mark.parametrize(
    "number",
    [
        "6074.2022/0000902-7",
        "2014-0.186.450-0",
        "TC-012854.989.16-7",
        "TC-007058/026/14",
        "TC-A-011476/026/16",
        "007649.989.22",
        "0801701-82.2018.8.17.0001",
        "SEI 6074.2022/0000902-7",
        "SGP-23 nº 1811/2025",
        "Ofício GP-CMF Nº 01/23",
        "1.074/2012-PGM.AJC",
        "45322/22",
    ],
)
def test_numbers_of_other_bodies_can_be_typed_again(number: str) -> None:
    numbered = read_given(number, "processo", 2026)
    assert numbered.numero == number
    read = numbers.read(numbered.code)
    assert read is not None
    assert read.end == len(numbered.code)
    assert numbered.code in read.codes or {fold(code) for code in read.codes} & set(numbered.keys)


@given(st.text(max_size=80))
def test_any_text_is_a_number_that_can_be_typed_or_a_sentence(text: str) -> None:
    try:
        numbered = read_given(text, "processo", 2026)
    except Refusal as refusal:
        assert refusal.sentence.endswith((".", "documento."))
        return
    read = numbers.read(numbered.code)
    assert read is not None
    assert numbered.code in read.codes or {fold(code) for code in read.codes} & set(numbered.keys)
