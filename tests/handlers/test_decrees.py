"""A decree is registered as it is written: its date, all its days, the day it moves, the years it repeats in."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import House

NAMES = (
    "Padroeira",
    "Dia da Padroeira",
    "Dia de Finados antigo",
    "Natal do Município",
    "véspera de Natal da cidade",
    "Nossa Senhora Aparecida",
    "Páscoa",
    "Corpus Christi",
    "terça de Carnaval",
    "aniversário da cidade",
    "Dia do Servidor",
)
SPELLINGS = ("09/12", "9/12", "09/12/2026", "9.12", "09.12.2026", "9 de dezembro", "09/12/26", "9º/12", "2026-12-09")


@pytest.mark.parametrize("name", NAMES)
def test_a_written_date_beats_the_name_of_a_holiday(house: House, name: str) -> None:
    orders = list(permutations((1, 2, 3)))
    for number, date in enumerate(SPELLINGS):
        words = (date, "feriado municipal", name)
        order = [words[place - 1] for place in orders[number % len(orders)]]
        said = house.says("ana", f"calendário {' '.join(order)} Lei 12/1950")
        assert said.splitlines()[1] == f"• quarta-feira, 09/12 — feriado municipal: {name} (Lei 12/1950)", order
        house.says("ana", "calendário revogar 09/12/2026")


def test_in_a_task_too(house: House) -> None:
    for line in ("a festa da Padroeira 08/12", "dia 08/12 dia da Padroeira", "o feriado da Padroeira de 08/12"):
        assert "08/12" in house.says("ana", f"tarefa @bruno preparar {line}")
    assert "25/12" in house.says("ana", "tarefa @bruno entregar até o natal o ofício de 10/12")


@pytest.mark.parametrize(
    ("days", "registered"),
    [
        ("24 e 31/12", ("24/12", "31/12")),
        ("24, 26 e 31/12/2026", ("24/12", "26/12", "31/12")),
        ("de 28 a 31/12", ("28/12", "29/12", "30/12", "31/12")),
        ("24/12 e 31/12", ("24/12", "31/12")),
        ("31/12 e 24/12", ("24/12", "31/12")),
        ("dias 24 e 31 de dezembro", ("24/12", "31/12")),
        ("30/12 a 02/01", ("30/12", "31/12", "01/01/2027", "02/01/2027")),
        ("30/12 a 01/01/2028", ("30/12/2027", "31/12/2027", "01/01/2028")),
        ("24 a 26 e 31/12", ("24/12", "25/12", "26/12", "31/12")),
        ("entre 30 e 31/12", ("30/12", "31/12")),
    ],
)
def test_all_the_days_of_a_decree(house: House, days: str, registered: tuple[str, ...]) -> None:
    said = house.says("ana", f"calendário {days} ponto facultativo Decreto 11/2026").splitlines()
    lines = [line for line in said if line.startswith("• ")]
    assert said[0] == f"{len(registered)} dias registrados no calendário do município:"
    assert [line.split(", ")[1].split(" ")[0] for line in lines] == list(registered)
    assert all(line.endswith("(Decreto 11/2026)") for line in lines)
    listed = house.says("ana", "calendário")
    assert all(line in listed for line in lines)


@pytest.mark.parametrize(
    "days",
    [
        "31/12 e 24",
        "24 ou 31/12",
        "24&31/12",
        "24/12 x 31/12",
        "24/12 e também 31/12",
        "véspera de natal e 31/12",
        "natal e ano novo",
        "24 e 31",
        "31/12 a 24/12/2026",
    ],
)
def test_never_in_part(house: House, days: str) -> None:
    said = house.says("ana", f"calendário {days} ponto facultativo Decreto 11/2026")
    assert "registrado" not in said
    assert said.strip()
    assert house.says("ana", "calendário").startswith("O município ainda não tem dias próprios")


def test_one_of_them_registered_already_stops_all(house: House) -> None:
    house.says("ana", "calendário 31/12 ponto facultativo Decreto 1/2026")
    assert house.says("ana", "calendário 24 e 31/12 ponto facultativo Decreto 2/2026") == (
        "Quinta-feira, 31/12, já está no calendário como ponto facultativo."
    )
    assert "24/12" not in house.says("ana", "calendário").partition("assim:")[0]


@given(st.lists(st.integers(2, 28), min_size=2, max_size=6, unique=True), st.sampled_from((", ", " e ", ",")))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_lists_of_any_days(numbers: list[int], between: str) -> None:
    from datetime import datetime
    from types import SimpleNamespace
    from typing import Any

    from handlers.reading import written_days
    from models.calendar import Calendar

    now = datetime.fromisoformat("2026-11-23T09:00:00-03:00")
    request: Any = SimpleNamespace(now=now, calendar=Calendar("x"), line="")
    text = between.join(map(str, numbers[:-1])) + f" e {numbers[-1]}/03 nome"
    found = written_days.find(request, text)
    assert [day.day for day in written_days.together(found)] == sorted(numbers)
    assert written_days.without(found, text) == "nome"


MOVES = (
    "ponto facultativo transferido de 28/10/2027 para 29/10/2027",
    "transfere o ponto facultativo de 28/10/2027 para 29/10/2027",
    "28/10/2027 transferido para 29/10/2027 ponto facultativo",
    "ponto facultativo 29/10/2027 transferido de 28/10/2027",
    "29/10/2027 ponto facultativo no lugar de 28/10/2027",
    "adia o ponto facultativo de 28/10 para 29/10/2027",
    "ponto facultativo adiado para 29/10/2027, antes em 28/10/2027",
    "ponto facultativo do dia 28/10/2027 transferido para o dia 29/10/2027",
    "transfere para 29/10/2027 o ponto facultativo de 28/10/2027",
    "transfere para 29 de outubro de 2027 o ponto facultativo de 28 de outubro de 2027",
)


@pytest.mark.parametrize("words", MOVES)
def test_a_day_is_moved(house: House, words: str) -> None:
    house.says("ana", "calendário 28/10/2027 ponto facultativo Decreto 80/2027")
    assert house.says("ana", f"calendário {words} Decreto 90/2027") == (
        "Dia registrado no calendário do município:\n"
        "• sexta-feira, 29/10/2027 — ponto facultativo: Dia do Servidor Público, no lugar de 28/10/2027 "
        "(Decreto 90/2027)\n"
        "Não conta como dia útil.\n"
        "Quinta-feira, 28/10/2027, volta a ser dia de expediente."
    )
    assert house.says("ana", "prazo 2 dias úteis a partir de 27/10/2027").startswith("Prazo até segunda-feira, 01/11")
    house.says("ana", "calendário revogar 29/10/2027")
    assert house.says("ana", "prazo 1 dia útil a partir de 27/10/2027").startswith("Prazo até sexta-feira, 29/10")


def test_a_holiday_by_law_is_moved(house: House) -> None:
    house.says("ana", "calendário antecipa o feriado de 09/07/2027 para 05/07/2027 Lei 9/2027")
    assert house.says("davi", "dias úteis entre 04/07/2027 e 09/07/2027").startswith("4 dias úteis")
    assert "seg" in house.says("davi", "feriados julho de 2027")


@pytest.mark.parametrize(
    "words",
    [
        "ponto facultativo transferido 28/10/2027 29/10/2027",
        "antecipa o ponto facultativo de 28/10/2027 para 29/10/2027",
    ],
)
def test_which_day_is_moved_is_asked(house: House, words: str) -> None:
    answer = house.answer("ana", text=f"calendário {words} Decreto 90/2027")
    assert answer["text"] == (
        "Qual é o dia sem expediente: quinta-feira, 28/10/2027, ou sexta-feira, 29/10/2027? "
        "O outro volta a ser dia de expediente."
    )
    assert "29/10/2027 — ponto facultativo" in house.says("ana", answer["buttons"][1]["line"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("ponto facultativo transferido para 30/10/2027", "Diga o dia antigo e o novo. "),
        (
            "transfere o ponto facultativo de 27 e 28/10/2027 para 29/10/2027",
            "Registre uma transferência de cada vez. ",
        ),
        ("transferido de 27/10/2027 para 27/10/2027 luto", "O dia antigo e o novo são o mesmo: 27/10/2027. "),
        ("transferido de 26/10/2027 para 27/10/2027", "Diga o tipo: "),
    ],
)
def test_a_move_that_cannot_be_read(house: House, words: str, said: str) -> None:
    assert house.says("ana", f"calendário {words} Decreto 90/2027").startswith(said)


# --- every year ----------------------------------------------------------------------------------------------

YEARLY = "calendário 25/01 todo ano feriado municipal aniversário da cidade Lei 5/1950"


@pytest.mark.parametrize(
    "words", ["todo ano", "todos os anos", "anual", "anualmente", "em cada ano", "se repete todo ano"]
)
def test_a_day_of_every_year(house: House, words: str) -> None:
    said = house.says("ana", f"calendário 25/01 feriado municipal {words} aniversário da cidade Lei 5/1950")
    assert said == (
        "Dia registrado no calendário do município:\n"
        "• 25/01 de cada ano — feriado municipal: aniversário da cidade (Lei 5/1950)\n"
        "Não conta como dia útil.\n"
        "O próximo é segunda-feira, 25/01/2027."
    )
    for year in (2024, 2027, 2028, 2035):
        assert f"25/01/{year} — feriado municipal" in house.says("davi", f"feriados janeiro de {year}")
    assert "• 25/01 de cada ano — " in house.says("davi", "calendário")


def test_a_law_without_a_year_is_offered_as_yearly(house: House) -> None:
    line = "calendário 25/01 feriado municipal aniversário da cidade Lei 5/1950"
    answer = house.answer("ana", text=line)
    assert answer["text"].splitlines()[-1] == "Se é feriado todo ano, toque em Todo ano."
    pressed = next(button["line"] for button in answer["buttons"] if button["label"] == "Todo ano")
    assert "25/01 de cada ano" in house.says("ana", pressed)
    listing = house.says("davi", "calendário")
    assert "25/01 de cada ano" in listing
    assert "25/01/2027" not in listing
    assert house.says("ana", pressed) == "Segunda-feira, 25/01/2027, já está no calendário como feriado municipal."
    labels = [
        each["label"]
        for each in house.answer("ana", text=line.replace("25/01", "26/01").replace("Lei", "Decreto"))["buttons"]
    ]
    assert "Todo ano" not in labels


def test_it_ends_from_a_year_on(house: House) -> None:
    house.says("ana", YEARLY)
    assert house.says("ana", "calendário revogar 25/01/2029 Lei 9/2028").splitlines()[1] == (
        "• 25/01 de cada ano — feriado municipal: aniversário da cidade (Lei 5/1950): de 2029 em diante"
    )
    assert "de cada ano, até 2028 —" in house.says("davi", "calendário")
    assert "25/01/2028" in house.says("davi", "feriados janeiro de 2028")
    assert "25/01/2029" not in house.says("davi", "feriados janeiro de 2029")
    house.says("ana", "calendário revogar 25/01/2028 Lei 10/2028")
    assert "25/01/2028" not in house.says("davi", "feriados janeiro de 2028")
    assert "25/01/2027" in house.says("davi", "feriados janeiro de 2027")


def test_terms_are_counted_again_in_later_years(house: House) -> None:
    house.says("ana", "tarefa @bruno levantar dados em 300 dias úteis")
    assert "muda 1 prazo" in house.says("ana", YEARLY)
    assert "muda 1 prazo" in house.says("ana", "calendário revogar 25/01/2027 Lei 9/2026")


def test_a_year_nobody_confirmed_is_told_once(house: House) -> None:
    house.says("ana", "calendário 25/01 feriado municipal aniversário da cidade Lei 5/1950")
    warning = (
        "O calendário de 2028 ainda não foi confirmado: um feriado municipal desse ano pode mudar esta conta. "
        "A chefia de gabinete ou o administrador registra os que há e escreve: calendário confirmar 2028"
    )
    for line in ("prazo 3 dias úteis a partir de 21/01/2028", "dias úteis entre 20/12/2027 e 15/01/2028"):
        assert house.says("davi", line).count(warning) == 1
    assert house.says("ana", "tarefa @bruno obra em 300 dias úteis").count(warning) == 1
    assert "confirmado" not in house.says("davi", "prazo 3 dias úteis a partir de 21/12/2026")
    assert "confirmado" not in house.says("davi", "prazo 3 dias a partir de 21/01/2028")
    assert house.says("davi", "calendário confirmar 2028") == (
        "Só o administrador ou a chefia de gabinete muda o calendário."
    )
    assert house.says("ana", "calendário confirmar 2028").startswith("Calendário de 2028 confirmado, sem nenhum dia")
    assert house.says("igor", "calendário confirmar 2028").startswith("O calendário de 2028 já estava confirmado")
    assert "confirmado" not in house.says("davi", "prazo 3 dias úteis a partir de 21/01/2028")
    assert house.says("ana", "calendário confirmar").startswith("Diga o ano")


def test_a_decree_of_a_year_confirms_it(house: House) -> None:
    house.says("ana", "calendário 02/03/2028 ponto facultativo Decreto 1/2028")
    assert "confirmado" not in house.says("davi", "prazo 3 dias úteis a partir de 21/01/2028")
