"""Órgãos behind a preposition, and days with and without their year."""

from datetime import UTC, datetime

import pytest

from models import moments
from models.texts import at, of, the, to


@pytest.mark.parametrize(
    ("name", "article"),
    [
        ("Secretaria de Saúde", "a"),
        ("Procuradoria-Geral do Município", "a"),
        ("Fundação Cultural", "a"),
        ("Comissão de Licitação", "a"),
        ("Unidade de Controle Interno", "a"),
        ("Câmara Municipal", "a"),
        ("Gabinete do Prefeito", "o"),
        ("Departamento de Água", "o"),
        ("Instituto de Previdência", "o"),
        ("Órgão Gestor", "o"),
        ("Programa de Metas", "o"),
    ],
)
def test_prepositions_and_articles(name: str, article: str) -> None:
    assert the(name) == f"{article} {name}"
    assert of(name) == f"d{article} {name}"
    assert at(name) == f"n{article} {name}"
    assert to(name) == f"{'à' if article == 'a' else 'ao'} {name}"


def test_a_year_is_said_where_it_is_not_the_reader_s() -> None:
    moment = datetime(2026, 11, 28, 12, tzinfo=UTC)
    assert moments.moment_text(moment) == "sábado, 28/11/2026, 9h"
    with moments.read_on(moment):
        assert moments.on_text(moment) == "no sábado, 28/11, 9h"
        assert moments.short_text(moment.replace(year=2027)) == "28/11/2027 9h"
        with moments.read_on(None):
            assert moments.short_text(moment) == "28/11/2026 9h"
        assert moments.short_text(moment) == "28/11 9h"
