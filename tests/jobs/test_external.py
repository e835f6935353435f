"""A deadline that runs for another Power: watched and shown, reminded to whoever watches it, never a delay of ours."""

from datetime import datetime

import pytest
from sqlalchemy import select

from models import deadlines, moments, subjects
from models.deadlines import Deadline, DeadlineState, Due, NewDeadline
from models.people import by_handle
from models.subjects import DeadlineKind
from tests.conftest import House
from tests.jobs.times import wishes


def watches(house: House, who: str) -> None:
    """The first task, of somebody who is to watch what the Câmara decides, has its date run for the Câmara."""
    house.says("ana", f"tarefa @{who} acompanhar o veto")
    due = Due(moment("2026-11-27T17:00"))
    with house.transaction() as session:
        person = by_handle(session, who)
        assert person is not None
        new = NewDeadline(1, "tarefa", due, person, item_id=1, runs_for="a Câmara")
        deadlines.open_all(session, [new], now=house.now)
    house.tray(who)


def moment(text: str) -> datetime:
    here = datetime.fromisoformat(text)
    return moments.at(here.date(), here.time())


def lines(said: str, word: str) -> list[str]:
    return [line for line in said.splitlines() if word in line]


def test_it_is_reminded_to_whoever_watches_it_and_goes_up_to_nobody(house: House) -> None:
    wishes(house, "sergio", digest=False)
    watches(house, "sergio")
    house.passes("2026-12-07T12:00")
    said = "Lembrete: tarefa T-1 (acompanhar o veto) {}: sexta-feira, 27/11, 17h, corre para a Câmara."
    assert [each for each in house.tray("sergio") if "Lembrete" in each] == [
        said.format("vence"),
        said.format("vence"),
        said.format("vence hoje"),
        said.format("venceu"),
    ]
    assert [each for who in ("bruno", "carla", "ana") for each in house.tray(who) if "T-1" in each] == []


def test_it_is_shown_and_is_never_a_delay_of_ours(house: House) -> None:
    watches(house, "sergio")
    due = "sexta-feira, 27/11, 17h, corre para a Câmara"
    assert lines(house.says("sergio", "ver T-1"), "Prazo") == [f"Prazo: {due}"]
    assert lines(house.says("sergio", "prazo T-1"), "Prazo") == [f"Prazo até {due}."]
    house.passes("2026-11-24T12:00")
    assert lines(house.says("sergio", "pauta"), "T-1") == [
        "• T-1 acompanhar o veto — corre para a Câmara, até 27/11 17h"
    ]
    house.passes("2026-11-30T12:00")
    assert house.says("sergio", "pauta").splitlines()[2:4] == [
        "Corre para outro Poder (1):",
        "• T-1 acompanhar o veto — corre para a Câmara, venceu em 27/11 17h",
    ]
    assert lines(house.says("sergio", "ver T-1"), "Prazo") == [f"Prazo: {due} (venceu)"]
    assert "nada em atraso" in house.says("ana", "pauta")
    assert "T-1" not in house.says("ana", "tarefas atrasadas")
    assert "atrasada" not in house.says("sergio", "minhas")
    assert "T-1" not in house.says("ana", "buscar veto atrasadas")
    assert "T-1" in house.says("ana", "buscar veto com prazo")
    assert lines(house.says("ana", "deve @sergio"), "T-1") == ["• T-1 acompanhar o veto — sem prazo"]
    assert lines(house.says("ana", "carga") + house.says("ana", "resumo da semana"), "atraso") == []


def test_met_after_its_date_it_was_not_late(house: House) -> None:
    watches(house, "sergio")
    house.passes("2026-11-30T12:00")
    house.says("sergio", "concluir T-1")
    with house.transaction() as session:
        assert session.scalars(select(Deadline.state)).all() == [DeadlineState.MET]


def test_whoever_else_is_told_reads_who_watches_it(house: House) -> None:
    house.says("ana", "escada externo: 1 dia depois 9h chefia")
    house.says("helena", "confirmar CF-1")
    watches(house, "sergio")
    house.passes("2026-11-30T12:00")
    assert [each for each in house.tray("ana") if "Lembrete" in each] == [
        "Lembrete: tarefa T-1 (acompanhar o veto) venceu: sexta-feira, 27/11, 17h, corre para a Câmara — "
        "com Sérgio Pinto, que acompanha."
    ]


def test_one_of_a_subject_follows_the_ladder_of_its_kind(monkeypatch: pytest.MonkeyPatch, house: House) -> None:
    kinds = (
        DeadlineKind("veto", "apreciação de", runs_for="a Câmara"),
        DeadlineKind("sancao", "devolução de", ladder="ciencia", runs_for="a Câmara"),
        DeadlineKind("resposta", "resposta de", ladder="ciencia"),
    )
    for kind in kinds:
        monkeypatch.setitem(subjects._dates, kind.kind, kind)
    house.says("ana", "tarefa @sergio acompanhar o veto")
    due = Due(moment("2026-11-27T17:00"))
    with house.transaction() as session:
        sergio = by_handle(session, "sergio")
        assert sergio is not None
        new = [NewDeadline(1, each.kind, due, sergio) for each in kinds]
        new.append(NewDeadline(1, "resposta", due, sergio, runs_for="o TCE-SP"))
        deadlines.open_all(session, new, now=house.now)
        found = session.execute(select(Deadline.kind, Deadline.runs_for, Deadline.ladder).order_by(Deadline.id)).all()
    assert [tuple(each) for each in found] == [
        ("veto", "a Câmara", "externo"),
        ("sancao", "a Câmara", "ciencia"),
        ("resposta", None, "ciencia"),
        ("resposta", "o TCE-SP", "externo"),
    ]


@pytest.mark.parametrize(
    ("step", "at"),
    [
        ("90 dias antes 9h responsável", "2026-11-29T09:00"),  # a Sunday
        ("5 dias úteis antes 9h responsável", "2027-02-19T09:00"),
        ("36 horas antes responsável", "2027-02-26T05:00"),
        ("no próprio dia 8h responsável", "2027-02-27T08:00"),  # a Saturday
        ("no dia 8h responsável", "2027-02-26T08:00"),
    ],
)
def test_a_step_comes_when_its_words_say(house: House, step: str, at: str) -> None:
    house.says("ana", f"escada prazo: {step}")
    house.says("helena", "confirmar CF-1")
    assert house.says("ana", "escada prazo").splitlines()[1] == f"1. {step}"
    house.says("ana", "tarefa @sergio prestar contas até 27/02/2027 17h")
    with house.transaction() as session:
        assert session.scalar(select(Deadline.next_at)) == moment(at)
