"""Numbers as people say them."""

import pytest

from handlers.reading import numbers

SAID = {
    "OFÍCIO Nº 003/2026/GP": "OF-3/2026-GP",
    "of. 3/26 - GP": "OF-3/2026-GP",
    "Ofício n.º 3 de 2026 GP": "OF-3/2026-GP",
    "Ofício GP nº 3/2026": "OF-3/2026-GP",
    "oficio 0003/2026": "OF-3/2026",
    "memo 7/2026/SAUDE": "MEM-7/2026-SAUDE",
    "processo 12.345/2026": "PROC-12345/2026",
    "da OS 5/2026": "OS-5/2026",
    "na ordem de serviço nº 05/2026": "OS-5/2026",
    "OS-5": "OS-5/2026",
    "T-12": "T-12",
}


@pytest.mark.parametrize(("text", "code"), SAID.items())
def test_read(text: str, code: str) -> None:
    number = numbers.read(text, 2026)
    assert number is not None
    assert number.codes[0] == code
    assert number.end == len(text)


def test_what_follows_is_left_alone() -> None:
    for text, words in {
        "OF-3/2026 - falta o anexo": "OF-3/2026",
        "OS-5/2026 URGENTE": "OS-5/2026",
        "of 3/2026 - GP @saude para ciência": "of 3/2026 - GP",
    }.items():
        number = numbers.read(text)
        assert number is not None
        assert number.words == words


def test_a_number_without_its_year_is_of_this_one_or_the_last() -> None:
    number = numbers.read("OS-5", 2026)
    assert number is not None
    assert number.codes == ("OS-5/2026", "OS-5/2025")
    assert numbers.read("OS-5") is None
