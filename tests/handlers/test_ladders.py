"""Ladders, shown and changed in plain words."""

from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import ladders
from handlers.base import Refusal
from handlers.wording import ladders as wording
from models.escalation import AUDIENCES, CALENDAR_DAYS, HOURS, WORK_DAYS, EscalationStep
from tests.conftest import House
from tests.jobs.times import wishes

in_days = st.builds(
    EscalationStep,
    n=st.integers(-120, 120),
    unit=st.sampled_from((WORK_DAYS, CALENDAR_DAYS)),
    hour=st.times().map(lambda t: time(t.hour, t.minute)),
    audience=st.sampled_from(AUDIENCES),
    daily=st.booleans(),
)
in_hours = st.builds(
    EscalationStep,
    n=st.integers(-99, 99),
    unit=st.just(HOURS),
    hour=st.just(time()),
    audience=st.sampled_from(AUDIENCES),
)


@given(st.lists(st.one_of(in_days, in_hours), min_size=1, max_size=8, unique=True))
def test_what_is_shown_can_be_typed_back(steps: list[EscalationStep]) -> None:
    assert list(ladders.read(wording.written(steps))) == steps


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(Refusal):
        assert ladders.read(text)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("3 dias úteis antes 9h responsável", "3 dias úteis antes 9h responsável"),
        ("1 DIA UTIL DEPOIS às 9h30 ao adjunto", "1 dia útil depois 9h30 adjunto"),
        ("no dia, 8:15, chefia", "no dia 8h15 chefia"),
        ("diário 9h responsável", "diário a partir de 1 dia útil depois 9h responsável"),
        ("diário a partir do dia 9h responsável", "diário a partir do dia 9h responsável"),
        ("2 horas antes responsável", "2 horas antes responsável"),
        ("na hora autor", "na hora autor"),
        ("90 dias antes 9h responsável", "90 dias antes 9h responsável"),
        ("1 dia corrido antes, chefia", "1 dia antes 9h chefia"),
        ("no próprio dia 7h30 responsável", "no próprio dia 7h30 responsável"),
        ("diário a partir de 30 dias depois 10h chefia", "diário a partir de 30 dias depois 10h chefia"),
        ("diário a partir do próprio dia 10h chefia", "diário a partir do próprio dia 10h chefia"),
    ],
)
def test_ways_of_saying(typed: str, shown: str) -> None:
    assert wording.written(ladders.read(typed)) == shown


def test_names_and_steps(house: House) -> None:
    assert house.buttons("bruno", "escada") == [
        "escada prazo",
        "escada agenda",
        "escada assinatura_aditivo",
        "escada ata",
        "escada autorizacao",
        "escada ciencia",
        "escada ciencia_reservada",
        "escada comunidade",
        "escada contas_viagem",
        "escada cumprimento",
        "escada delegacao",
        "escada entrega",
        "escada legal",
        "escada marco",
        "escada oficio",
        "escada permanencia",
        "escada publicacao",
        "escada veto",
        "escada vigencia",
        "escada externo",
    ]
    assert house.says("bruno", "escada prazo") == (
        "Escada de prazos de tarefas, expedientes, matérias, normas e convênios:\n"
        "1. 3 dias úteis antes 9h responsável\n"
        "2. 1 dia útil antes 9h responsável\n"
        "3. no dia 8h responsável\n"
        "4. diário a partir de 1 dia útil depois 9h responsável\n"
        "A chefia muda escrevendo os degraus, separados por ponto e vírgula:\n"
        "escada prazo: 3 dias úteis antes 9h responsável; 1 dia útil antes 9h responsável; no dia 8h responsável; "
        "diário a partir de 1 dia útil depois 9h responsável"
    )


def test_the_chefia_changes_it_and_open_deadlines_follow(house: House) -> None:
    wishes(house, "sergio", digest=False)
    house.says("ana", "tarefa @sergio carimbar até sexta 12h")
    house.tray("sergio")
    said = house.says("ana", "escada prazo: 2 dias úteis antes 15h responsável; 1 dia útil depois 9h chefia")
    assert said == (
        "CF-1: a escada prazo passa a ser: 2 dias úteis antes 15h responsável; 1 dia útil depois 9h chefia. "
        "Só vale com a confirmação de outra pessoa. Pedi a Helena Duarte e Igor Alves; basta uma confirmação."
    )
    assert house.says("helena", "confirmar CF-1").startswith("Confirmado: a escada prazo passa a ser:")
    assert house.says("ana", "escada prazo").startswith(
        "Escada de prazos de tarefas, expedientes, matérias, normas e convênios:\n"
        "1. 2 dias úteis antes 15h responsável\n"
        "2. 1 dia útil depois 9h chefia"
    )
    house.passes("2026-11-25T14:59")
    assert house.tray("sergio") == []
    house.passes("2026-11-25T15:00")
    assert house.tray("sergio") == ["Lembrete: tarefa T-1 (carimbar) vence: sexta-feira, 27/11, 12h."]
    house.passes("2026-12-04T12:00")
    assert house.tray("sergio") == []
    assert [text.rpartition("\n\n")[2] for text in house.tray("ana") if "Lembrete" in text] == [
        "Lembrete: tarefa T-1 (carimbar) venceu: sexta-feira, 27/11, 12h — com Sérgio Pinto, sem resposta."
    ]


def test_what_is_past_is_not_said_again(house: House) -> None:
    wishes(house, "sergio", digest=False)
    house.says("ana", "tarefa @sergio carimbar até amanhã 12h")
    house.passes("2026-11-24T09:30")
    house.tray("sergio")
    house.says("ana", "escada prazo: 1 dia útil antes 9h responsável; no dia 9h responsável")
    house.says("helena", "confirmar CF-1")
    house.passes("2026-11-27T12:00")
    assert house.tray("sergio") == []


def test_who_may_not_and_what_cannot_be_read(house: House) -> None:
    assert house.says("bruno", "escada prazo: no dia 8h chefia") == (
        "Só a chefia de gabinete ou o administrador muda a escada de cobrança."
    )
    assert house.says("ana", "escada prazo: quando der 9h chefia") == (
        "Não entendi o degrau: quando der 9h chefia. "
        "Exemplo: escada ciencia: no dia 8h responsável; diário 9h responsável; 2 dias úteis depois 9h chefia"
    )
    assert house.says("ana", "escada prazo: 2 horas antes 9h chefia") == (
        "Um degrau contado em horas não tem hora marcada nem é diário: 2 horas antes 9h chefia."
    )
    assert house.says("ana", "escada férias").startswith("Não conheço a escada férias. As que existem:")
    assert house.says("ana", "escada prazo:").startswith("Escreva de 1 a 20 degraus separados por ponto e vírgula.")
