"""The council's system: read page by page from a service like the true one; it suggests, and starts no clock."""

from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest
from sqlalchemy import func, select

from bot.outside import OutsideClient
from models import contacts
from models.base import Base
from models.deadlines import Deadline
from models.materias import Materia, sapl
from tests.conftest import House
from tests.said import said
from tests.servers.council import Council, matter, step


@pytest.fixture
def council() -> Iterator[Council]:
    """The system, which the house asks without waiting long between its tries."""
    system = Council()
    contacts.configure(OutsideClient(waits=(0.01,), timeout=aiohttp.ClientTimeout(total=1)).ask)
    sapl.configure(system.url, "segredo")
    yield system
    system.server.close()
    contacts.configure(contacts._nobody)
    sapl.configure("", "")


def known(house: House) -> dict[str, str]:
    """The matérias there are, by code, with what the council says of each."""
    with house.transaction() as session:
        return {each.code: each.status_externo for each in session.scalars(select(Materia).order_by(Materia.id))}


@pytest.mark.every_door
def test_what_changed_is_taken_in_and_only_suggested(house: House, council: Council) -> None:
    house.runs("sapl")
    assert known(house) == {
        "PL-120/2026": "Aguardando sanção governamental",
        "PL-121/2026": "Enviada ao Executivo (a mapear)",
    }
    assert house.tray("ana") == [
        said(
            "No sistema da Câmara, PL-120/2026 (Hortas nas escolas): o autógrafo está a caminho. “Encaminhado o Autógrafo nº 1695/2026.” Nada foi registrado aqui: quando tiver o papel, registre."
        ),
        said(
            "No sistema da Câmara há 1 pedido de vereador que não está registrado aqui. Nenhum prazo começou: registre com o papel na mão."
        ),
    ]
    with house.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Deadline)) == 0
    house.runs("sapl")
    assert house.tray("ana") == []
    assert house.says("igor", "sapl") == said("""
        Sistema da Câmara (SAPL).
        Última leitura inteira: segunda-feira, 23/11, 9h.
        """)
    assert council.most_at_once == 1


def test_what_is_asked_and_what_is_not_kept(house: House, council: Council) -> None:
    house.runs("sapl")
    house.runs("sapl")
    asked = [query for path, query in council.asked if path.endswith("/materialegislativa/")]
    assert asked[-1] == {
        "data_ultima_atualizacao__gte": "2026-11-23T08:00:00-03:00",
        "o": "data_ultima_atualizacao,id",
        "page_size": "100",
        "page": "1",
    }
    with house.transaction() as session:
        for table in Base.metadata.sorted_tables:
            assert "10.0.0.7" not in str(session.execute(select(table)).all()), table.name


def test_many_pages_resumed_where_it_stopped(house: House, council: Council) -> None:
    council.matters = [matter(n, n, 1) for n in range(1, 26)]
    council.steps, council.size, council.fails_at = {}, 10, 3
    house.runs("sapl")
    assert len(known(house)) == 20
    assert "A próxima leitura continua na página 3." in house.says("igor", "sapl")
    council.fails_at, before = 0, len(council.asked)
    house.runs("sapl")
    assert len(known(house)) == 25
    pages = [query["page"] for path, query in council.asked[before:] if path.endswith("/materialegislativa/")]
    assert pages == ["3"]


@pytest.mark.parametrize("mood", ["repeats", "loops"])
def test_a_page_that_comes_again_ends_the_reading(house: House, council: Council, mood: str) -> None:
    council.mood, council.size = mood, 2
    house.runs("sapl")
    assert len([path for path, _ in council.asked if path.endswith("/materialegislativa/")]) <= 3
    assert "PL-120/2026" in known(house)
    assert house.says("igor", "sapl").splitlines()[1].startswith("Última leitura inteira")


@pytest.mark.parametrize(
    ("mood", "why"),
    [
        ("slow", "não respondeu a tempo"),
        ("down", "respondeu com o erro 503"),
        ("html", "mandou uma página em vez de dados"),
        ("cut", "mandou dados estragados"),
        ("other", "respondeu numa forma que não conheço"),
        ("elsewhere", "manda para outro endereço (example.invalid)"),
        ("circles", "manda de um endereço a outro, sem fim"),
        ("token", "respondeu com o erro 401"),
    ],
)
def test_a_bad_day_is_told_once(house: House, council: Council, mood: str, why: str) -> None:
    council.mood = mood
    told = []
    for _ in range(4):
        house.runs("sapl")
        told += [text for text in house.tray("igor") if "sistema da Câmara" in text]
    assert len(told) == 1
    assert why in told[0]
    assert known(house) == {}
    assert why in house.says("igor", "sapl")
    council.mood = "well"
    house.runs("sapl")
    assert "O sistema da Câmara voltou a responder, e as matérias estão em dia." in house.tray("igor")
    assert len(known(house)) == 2


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (matter(1, 7, 99), "tipo desconhecido: 99"),
        (matter(1, 7, "PLO"), "tipo desconhecido: PLO"),
        ({**matter(1, 7), "numero": "sete"}, "numero não é um número: sete"),
        ({**matter(1, 7), "ementa": ["a"]}, "ementa não é um texto"),
        ("matéria", "veio numa forma que não conheço"),
        ({**matter(1, 7), "ementa": ""} | {"ementa": None}, "está sem ementa"),
    ],
)
def test_an_item_of_another_form_is_set_apart_and_the_rest_goes_on(
    house: House, council: Council, broken: Any, why: str
) -> None:
    council.matters.insert(0, broken)
    house.runs("sapl")
    assert len(known(house)) == 2
    assert why in house.says("igor", "sapl")


def test_a_step_of_another_form_or_without_status(house: House, council: Council) -> None:
    council.steps = {9103: ["a"], 9104: step(9104, None)}
    house.runs("sapl")
    assert known(house) == {"PL-120/2026": "", "PL-121/2026": ""}
    assert house.says("igor", "sapl") == said("""
        Sistema da Câmara (SAPL).
        Última leitura inteira: segunda-feira, 23/11, 9h.
        Tramitações sem situação, não lidas: 1.
        Postas de lado (1):
        • tramitação da matéria 9103: a tramitação veio numa forma que não conheço
        """)


def test_a_filter_the_system_does_not_know(house: House, council: Council) -> None:
    council.matters.insert(0, matter(1, 7, 1, "Antiga", "2019-01-01T00:00:00-03:00"))
    house.runs("sapl")
    assert len(known(house)) == 2


def test_it_reads_in_the_hours_of_the_house_and_only_where_configured(house: House, council: Council) -> None:
    house.clock.move_to(house.now.replace(hour=23))
    house.runs("sapl")
    assert council.asked == []
    sapl.configure("", "")
    assert house.says("igor", "sapl").startswith("O sistema da Câmara não está ligado")


def test_others_write_while_the_system_is_asked(house: House, council: Council) -> None:
    inner = contacts._ask

    def asked(inquiry: contacts.Inquiry) -> contacts.OutsideReply:
        assert house.says("bruno", "pauta") != ""
        return inner(inquiry)

    contacts.configure(asked)
    house.runs("sapl")
    assert len(known(house)) == 2


def test_what_councillors_ask_waits_for_whoever_has_the_paper(house: House, council: Council) -> None:
    council.matters.append(matter(9110, 615, 4, 'Indica a troca de lâmpadas na Rua "das Acácias".'))
    house.runs("sapl")
    assert house.tray("ana")[-1] == said(
        "No sistema da Câmara há 2 pedidos de vereadores que não estão registrados aqui. Nenhum prazo começou: registre com o papel na mão."
    )
    assert house.says("ana", "sapl pedidos") == said("""
        No sistema da Câmara e não registrados aqui (2):
        • IND-615/2026 Indica a troca de lâmpadas na Rua "das Acácias".
        • REQ-58/2026 Ementa do projeto 58.
        Nenhum prazo começou. Com o papel na mão, registre: o prazo conta do recebimento.
        """)
    assert house.buttons("ana", "sapl pedidos")[0] == (
        'chegou indicação 615/2026 da câmara "Indica a troca de lâmpadas na Rua das Acácias."'
    )
    house.runs("sapl")
    assert house.tray("ana") == []
    house.says("ana", "autoridade nova sigla: CAMARA nome: Câmara Municipal esfera: municipal poder: legislativo")
    house.says("ana", house.buttons("ana", "sapl pedidos")[0])
    assert "IND-615/2026" not in house.says("ana", "que pedidos há no sapl?")
    with house.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Deadline)) == 0
