"""The official diary: watched, read through a service like the true one, and on its bad days."""

from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest

from bot.outside import OutsideClient
from models import contacts, gazette
from models.contacts import Inquiry
from tests.conftest import House
from tests.said import said
from tests.servers.diary import CITY, Diary


@pytest.fixture
def diary() -> Iterator[Diary]:
    """The service, which the house asks without waiting long between its tries."""
    service = Diary()
    contacts.configure(OutsideClient(waits=(0.01,), timeout=aiohttp.ClientTimeout(total=1)).ask)
    yield service
    service.server.close()
    contacts.configure(contacts._nobody)
    gazette.configure("", "")


@pytest.fixture
def watching(house: House, diary: Diary) -> House:
    """A house that watches for "resíduos", on the Wednesday after."""
    gazette.configure(diary.url, CITY)
    house.clock.move_to(house.now.replace(day=25, hour=10, minute=30))  # 7h30 here
    house.says("davi", "vigiar resíduos para @obras")
    return house


@pytest.mark.every_door
def test_one_hit_of_three_editions_and_none_again(watching: House) -> None:
    watching.runs("diario")
    told = said("""
        No diário, 1 publicação nova:
        • D-1 “…4.512, DE 19 DE NOVEMBRO DE 2026. Dispõe sobre o plano de manejo de resíduos. (Republicada por ter saído com incorreção)” 23/11, extra (vigília 1: resíduos)
        """)
    assert [each for each in watching.tray("davi") if "diário" in each] == [told]
    assert watching.tray("otavio") == [told]
    assert watching.says("davi", "diário").splitlines()[0] == "Do diário (1):"
    watching.runs("diario")
    assert watching.tray("davi") == []
    assert watching.says("davi", "diário").splitlines()[0] == "Do diário (1):"
    assert watching.says("davi", "vigílias") == said("""
        Vigílias (1):
        1. resíduos, para OBRAS; última edição com isso: 24/11
        Diário lido quarta-feira, 25/11, 7h30.
        """)


def test_what_is_asked_of_the_service(watching: House, diary: Diary) -> None:
    watching.runs("diario")
    assert diary.asked[-1] == {
        "territory_ids": CITY,
        "scraped_since": "2026-11-16T10:30:00",
        "querystring": "resíduos",
        "excerpt_size": "500",
        "number_of_excerpts": "3",
        "size": "50",
        "offset": "0",
        "sort_by": "ascending_date",
    }
    watching.runs("diario")
    assert diary.asked[-1]["scraped_since"] == "2026-11-23T10:30:00"


def test_a_hit_becomes_a_norma_only_by_a_person(watching: House) -> None:
    watching.runs("diario")
    answer = watching.answer("davi", text="norma de D-1")
    assert answer["text"].startswith("É cópia do serviço aberto, não o texto oficial")
    line = (
        'norma de D-1 Lei nº 4512/2026 de 19/11/2026 publicada 23/11/2026 "Dispõe sobre o plano de manejo de resíduos"'
    )
    assert [each["line"] for each in answer["buttons"]] == [line]
    assert watching.says("davi", "normas") == "Normas abertas: nenhuma."
    assert watching.says("davi", line).startswith(
        "LEI-4512/2026 registrada: Dispõe sobre o plano de manejo de resíduos."
    )
    assert "(vem de D-1)" in watching.says("ana", "ver LEI-4512/2026")
    assert watching.says("davi", "norma de D-1") == "D-1 já está resolvido: virou norma."
    assert watching.says("davi", "diário") == "Nada novo do diário."


def test_a_republication_is_linked_and_moves_no_date(watching: House) -> None:
    watching.says("davi", 'norma Lei 4512/2026 de 19/11/2026 publicada 20/11 "Plano de manejo de resíduos"')
    watching.runs("diario")
    answer = watching.answer("davi", text="norma de D-1")
    assert answer["text"] == said("""
        LEI-4512/2026 já está registrada: D-1 ficou como republicação que a retifica. A vigência não muda, a não ser que a republicação o diga.
        """)
    assert answer["buttons"][0]["line"] == "vigência LEI-4512/2026 publicada 23/11/2026"
    card = watching.says("ana", "ver LEI-4512/2026")
    assert "Retificada: republicada em 23/11/2026, D-1" in card
    assert "em vigor segunda-feira, 04/01/2027" in card


def test_discarded_and_not_for_everybody(watching: House) -> None:
    watching.runs("diario")
    assert watching.says("bruno", "diário") == "Nada novo do diário."
    assert watching.says("bruno", "diário D-1") == "Não encontrei D-1. Veja o que há: diário"
    assert watching.says("otavio", "diário D-1").startswith("D-1, 23/11, extra: nova\nLEI Nº 4.512")
    assert watching.says("otavio", "descartar D-1") == "D-1 descartado."
    assert watching.says("davi", "diário") == "Nada novo do diário."
    assert watching.says("bruno", "parar vigília 1") == "A vigília 1 é de Davi Rocha: quem a fez ou o gabinete a para."
    assert watching.says("davi", "parar vigília 1") == "Vigília 1 parada: resíduos."


def test_phrases_and_what_is_left_out(watching: House, diary: Diary) -> None:
    for text in ('vigiar "plano de manejo" -republicada', 'vigiar "manejo de resíduo"', 'vigiar "resíduos de manejo"'):
        watching.says("davi", text)
    watching.runs("diario")
    assert [each.split("vigília ")[1][0] for each in watching.says("davi", "diário").splitlines()[1:]] == ["3", "1"]
    assert watching.says("davi", "vigiar de -edital").startswith("Diga o que vigiar com uma palavra de quatro letras")
    assert watching.says("davi", "vigiar resíduos para @obras") == "Já vigio resíduos. Veja: vigílias"


def test_a_term_that_is_everywhere_is_refused_with_its_count(watching: House, diary: Diary) -> None:
    diary.total = 10_000
    watching.runs("diario")
    assert watching.tray("davi") == [
        said("""
        Parei a vigília 1, resíduos: está em 10000 edições, larga demais para se ler. Diga mais palavras, uma frase entre aspas, ou tire o que não interessa, como em: vigiar "frase exata" -edital
        """)
    ]
    assert watching.says("davi", "vigílias").startswith("Nenhuma vigília.")


def test_two_editions_of_a_day_are_two(watching: House, diary: Diary) -> None:
    diary.editions.append({**diary.editions[1], "is_extra_edition": False, "edition": "1.203"})
    watching.runs("diario")
    assert watching.says("davi", "diário").splitlines()[0] == "Do diário (2):"


def test_many_pages_and_one_that_repeats(watching: House, diary: Diary) -> None:
    model = diary.editions[1]
    diary.editions = [{**model, "url": f"http://127.0.0.1/{number}.pdf"} for number in range(120)]
    watching.runs("diario")
    assert watching.says("davi", "diário").splitlines()[0] == "Do diário (120):"
    asked = len(diary.asked)
    diary.mood = "repeats"
    watching.runs("diario")
    assert len(diary.asked) - asked == 3  # the newest edition, a page, and the same page again
    assert watching.says("davi", "diário").splitlines()[0] == "Do diário (120):"


@pytest.mark.parametrize(
    ("mood", "why"),
    [
        ("html", "mandou uma página em vez de dados"),
        ("down", "respondeu com o erro 503"),
        ("cut", "mandou dados estragados"),
        ("huge", "mandou mais do que se pode ler de uma vez"),
        ("other", "respondeu numa forma que não conheço"),
        ("refuses", "respondeu com o erro 422"),
        ("slow", "não respondeu a tempo"),
        ("elsewhere", "manda para outro endereço (example.invalid)"),
        ("circles", "manda de um endereço a outro, sem fim"),
    ],
)
def test_a_bad_day_is_told_once_and_nothing_is_doubled(watching: House, diary: Diary, mood: str, why: str) -> None:
    diary.mood = mood
    for _ in range(4):
        watching.runs("diario")
    assert watching.tray("igor") == [
        f"Sem contato com o serviço do diário desde quarta-feira, 25/11, 7h30: {why}. Tento de novo; aviso quando voltar."
    ]
    assert f"7h30: {why}." in watching.says("davi", "vigílias")
    diary.mood = "well"
    watching.runs("diario")
    assert watching.tray("igor") == ["O serviço do diário voltou a responder."]
    assert watching.says("davi", "diário").splitlines()[0] == "Do diário (1):"


def test_nobody_answers_there(watching: House, diary: Diary) -> None:
    diary.server.unplug()
    for _ in range(3):
        watching.runs("diario")
    assert "não está acessível" in watching.tray("igor")[0]


@pytest.mark.parametrize(
    "broken",
    [
        None,
        "edição",
        {"territory_id": CITY},
        {"territory_id": CITY, "date": 20261124},
        {"territory_id": "1", "date": "2026-11-24"},
    ],
)
def test_an_edition_of_another_form_is_left_out_and_told_once(watching: House, diary: Diary, broken: Any) -> None:
    diary.editions.append(broken)
    watching.runs("diario")
    watching.runs("diario")
    (told,) = watching.tray("igor")
    assert told.startswith("1 edição do diário veio em forma que não sei ler")
    assert watching.says("davi", "diário").splitlines()[0] == "Do diário (1):"


def test_a_city_that_is_not_covered_is_told_once(watching: House, diary: Diary) -> None:
    diary.cities.clear()
    watching.runs("diario")
    watching.runs("diario")
    (told,) = watching.tray("igor")
    assert told.startswith("O serviço aberto não cobre o diário deste município.")
    assert diary.asked == []


def test_a_service_that_stands_still_is_told_once(watching: House, diary: Diary) -> None:
    watching.passes("2026-11-27T12:00")
    watching.tray("davi")
    watching.passes("2026-12-02T12:00")
    told = [each for each in watching.tray("davi") if "sem edição" in each]
    assert told == [
        "O serviço aberto está sem edição do diário desde terça-feira, 24/11. Não é que nada saiu: confira no próprio diário."
    ]


def test_it_reads_by_day_and_only_where_something_is_watched(watching: House, diary: Diary) -> None:
    watching.passes("2026-11-25T19:30")
    seen = len(diary.asked)
    watching.passes("2026-11-26T05:30")
    assert len(diary.asked) - seen == 0
    watching.says("davi", "parar vigília 1")
    watching.passes("2026-11-26T12:00")
    assert len(diary.asked) - seen == 0


def test_others_write_while_the_service_is_asked(watching: House) -> None:
    """The house has its turn again while the answer is on its way."""
    codes = []

    def slowly(inquiry: Inquiry) -> contacts.OutsideReply:
        codes.append(watching.says("ana", "tarefa @bruno enviar o relatório até sexta 17h"))
        return OutsideClient(waits=()).ask(inquiry)

    contacts.configure(slowly)
    watching.runs("diario")
    assert len(codes) == 3
    assert watching.says("davi", "diário").splitlines()[0] == "Do diário (1):"


def test_without_the_code_of_the_city_nothing_is_read(house: House) -> None:
    assert (
        house.says("davi", "vigiar resíduos") == "Vigília 1: resíduos. O diário não está ligado: peça ao administrador."
    )
    house.runs("diario")
    assert "não está ligado" in house.says("davi", "vigílias")
