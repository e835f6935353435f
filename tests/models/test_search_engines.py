"""The same words find the same records on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select, text

from handlers import base as handlers
from handlers.base import Request
from handlers.reading import search as reading
from models import search, searchable
from models.people import by_handle
from models.searchable import SearchText
from tests import databases
from tests.conftest import MONDAY, House


@pytest.fixture(scope="module", params=databases.ENGINES)
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The municipality on either engine, with some records in it, for all the tests here."""
    folder = tmp_path_factory.mktemp("house")
    on_sqlite = request.param == databases.SQLITE
    built = House(f"sqlite:///{folder / 'house.db'}" if on_sqlite else databases.lend(tables=True), MONDAY, folder)
    _settle(built)
    yield built
    built.close()
    databases.give_back()


def _settle(house: House) -> None:
    for line in (
        'expediente novo "Reforma da UBS Centro" interessado João da Silva número 21000.015511/2019-14',
        "novo ofício Pavimentação da Rua 100% interessado Associação_de_Moradores",
        "novo ofício Reforma da ponte recebido em 10/03/2025",
        'expediente novo "Compra sigilosa do cofre" interessado Zoraide Quixadá nível sigiloso',
        "expediente novo 1e5x2 ½ naïve 北京 ﬁm",
    ):
        assert house.says("davi", line), line
    house.says("otavio", "expediente novo Poda de árvores até 20/11/2027")
    house.says("ana", "tarefa @bruno visitar a UBS")
    house.says("davi", "tramitar PROT-1/2026-GP @obras orçamento da calçada portuguesa")
    house.says("davi", "comentar PROT-1/2026-GP falta o croqui")


QUERIES = {
    "ubs": ["T-1", "21000.015511/2019-14"],
    "UBS centro": ["21000.015511/2019-14"],
    "joão silva": ["21000.015511/2019-14"],
    "JOAO reforma": ["21000.015511/2019-14"],
    "refor": ["PROT-1/2025-GP", "21000.015511/2019-14"],
    "reform* ubs": ["21000.015511/2019-14"],
    '"reforma da ubs"': ["21000.015511/2019-14"],
    '"ubs da reforma"': [],
    "015511": ["21000.015511/2019-14"],
    "21000-015511/2019.14 reforma": ["21000.015511/2019-14"],
    "100%": ["PROT-1/2026-GP"],
    "10%": [],
    "associacao_de": ["PROT-1/2026-GP"],
    "croqui": ["PROT-1/2026-GP"],
    "calçada": ["PROT-1/2026-GP"],
    "1e5x2": ["PROC-2/2026-GP"],
    "1e5": ["PROC-2/2026-GP"],
    "北京 naive": ["PROC-2/2026-GP"],
    "fim naive": ["PROC-2/2026-GP"],
    "cofre": [],
    "zoraide": [],
    "ofícios reforma": ["PROT-1/2025-GP"],
    "tipo ofício reforma": ["PROT-1/2025-GP"],
    "tipo tarefa ubs": ["T-1"],
    "tarefas": ["T-1"],
    "@obras": ["PROC-1/2026-OBRAS", "PROT-1/2026-GP"],
    "reforma de 2025": ["PROT-1/2025-GP"],
    "reforma desde novembro": ["21000.015511/2019-14"],
    "reforma entre 01/03/2025 e 31/03/2025": ["PROT-1/2025-GP"],
    "com prazo": ["PROC-1/2026-OBRAS"],
    "reforma sem prazo abertos": ["PROT-1/2025-GP", "21000.015511/2019-14"],
    "atrasados": [],
    "arquivados": [],
    "revogados": [],
    "reforma de 2020": [],
    "tarefas de 2026": ["T-1"],
    "até 31/12/2025": ["PROT-1/2025-GP"],
}


def test_both_engines_answer_alike(house: House) -> None:
    found = {line: _codes(house, line) for line in QUERIES}
    assert found == QUERIES


@pytest.mark.parametrize(
    "line",
    [
        "' OR 1=1 --", "\"); DROP TABLE records; --", "NEAR(reforma ubs)", "reforma AND NOT ubs", "^reforma", "words:reforma",
        "reforma -ubs", "{words}: ubs", "ubs:*", "ubs & !reforma", "ubs <-> centro", "\\x00 'abc", "%s %(terms)s", ":terms",
        '"' * 40 + "abc", "* * abc*", "(((abc", "reforma\tubs", "abc " + "é" * 3000, "a" * 3900, "1" * 3900, "'a' 'b' 'cd'",
    ],
)  # fmt: skip
def test_signs_are_no_operators(house: House, line: str) -> None:
    said = house.says("davi", f"buscar {line}")
    assert said.startswith(("Não encontrei", "Encontrei com", "Procure com pelo menos", "São muitas")), said
    assert _codes(house, "cofre") == []


def test_hidden_records_show_nowhere(house: House) -> None:
    # Neither among the results, nor in the suggestions for a mistyped word; its titular still finds it.
    for line in ("zoraide", "zoraidi", "quixada cofre", "cofri", "reforma cofre"):
        said = house.says("bruno", f"buscar {line}")
        assert said == f"Não encontrei nada com: {line}. Tente menos palavras, ou parte delas."
    assert house.says("davi", "buscar zoraidi").startswith("Não encontrei nada com: zoraidi. Procurei zoraide")


def test_the_index_can_be_made_again(house: House) -> None:
    before = _stored(house)
    with house.transaction() as session:
        dialect = session.get_bind().dialect.name
        session.execute(text("DROP TABLE search_index" if dialect == "sqlite" else "DROP INDEX search_index_gin"))
    with house.transaction() as session:
        searchable.rebuild(session)
    assert {key: sorted(set(words.split())) for key, words in _stored(house).items()} == {
        key: sorted(set(words.split())) for key, words in before.items()
    }
    assert {line: _codes(house, line) for line in QUERIES} == QUERIES


def test_a_record_missing_is_noticed_and_completed(house: House) -> None:
    with house.transaction() as session:
        session.execute(text("DELETE FROM search_texts WHERE record_id = (SELECT id FROM records WHERE code = 'T-1')"))
        assert searchable.lacking(session) == 1
    assert _codes(house, "visitar") == []
    with house.transaction() as session:
        assert searchable.complete(session) == 1
        assert searchable.lacking(session) == 0
    assert _codes(house, "visitar") == ["T-1"]


@pytest.mark.slow
def test_what_may_be_seen_is_found_behind_much_that_may_not(house: House) -> None:
    for n in range(24):
        assert house.says("davi", f"expediente novo Quiosque {n} da feira")
    for n in range(40):
        assert house.says("davi", f'expediente novo "Quiosque {n} do cofre" nível sigiloso')
    said = house.says("bruno", "buscar quiosque")
    assert "Quiosque 23 da feira" in said
    assert "cofre" not in said
    assert "Quiosque 3 da feira" in house.says("bruno", "buscar quiosque página 3")


def _codes(house: House, line: str) -> list[str]:
    """The codes that Davi finds by that line."""
    handlers.walk()
    with house.transaction() as session:
        person = by_handle(session, "bruno" if line in ("cofre", "zoraide") else "davi")
        assert person is not None
        request = Request(session, person, MONDAY, text=line, line=f"buscar {line}")
        return [each.code for each in search.page(session, reading.read(request, line), by=person, now=MONDAY).found]


def _stored(house: House) -> dict[int, str]:
    with house.transaction() as session:
        return {row.record_id: row.words for row in session.execute(select(SearchText.record_id, SearchText.words))}
