"""The auditor reports, in plain words, once a day for each finding, and repairs nothing."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text, update

from jobs import base as jobs
from models import heartbeats, outbox
from models.base import insert_row
from models.deadlines import Deadline
from models.inbox import Inbox
from models.outbox import Outbox
from tests import databases
from tests.conftest import House
from tests.jobs.times import sleeps_until

PROBLEMS: dict[str, tuple[str, dict[str, Any], str]] = {
    "interrupted": (
        "sending",
        {"lease_until": timedelta(minutes=-1)},
        "Auditor: 1 mensagem com o envio interrompido no meio. A mais antiga é de segunda-feira, 23/11, 8h. "
        "Reinicie o serviço: voltam à fila, marcadas como possível repetição.",
    ),
    "uncertain": (
        "uncertain",
        {},
        "Auditor: 1 mensagem sem a certeza de terem chegado. A mais antiga é de segunda-feira, 23/11, 8h. "
        "Confirme com os destinatários.",
    ),
    "failed": (
        "failed",
        {},
        "Auditor: 1 mensagem sem entrega desde ontem, por recusa do canal. "
        "A mais antiga é de segunda-feira, 23/11, 8h. "
        "Fale com os destinatários por outro meio e confira os endereços.",
    ),
    "waiting": (
        "pending",
        {},
        "Auditor: 1 mensagem por enviar há mais de 5 minutos. A mais antiga é de segunda-feira, 23/11, 8h. "
        "Confira se o canal está no ar.",
    ),
}


def message(house: House, state: str, **moments_from_now: timedelta) -> None:
    with house.transaction() as session:
        values: dict[str, Any] = {"key": f"x:{state}", "person_id": 4, "meant_for_id": 4, "address": "9"}
        values |= {"channel": "outra", "payload": {"text": "oi"}, "priority": 5, "state": state}
        values |= {"attempts": int(state in ("sending", "uncertain"))}
        long_ago = house.now - timedelta(hours=1)
        values |= {name: house.now + step for name, step in moments_from_now.items()}
        insert_row(session, Outbox, **values, not_before=long_ago, created_at=long_ago)


def heard(house: House, who: str = "igor") -> list[str]:
    return [said for said in house.tray(who) if said.startswith("Auditor: ")]


@pytest.mark.every_door
@pytest.mark.parametrize("name", PROBLEMS)
def test_messages_that_did_not_go(house: House, name: str) -> None:
    state, details, sentence = PROBLEMS[name]
    message(house, state, **details)
    house.runs("auditor")
    assert heard(house, "igor") == heard(house, "ana") == [sentence]
    assert sentence.removeprefix("Auditor: ") in house.says("ana", "status")


def test_once_a_day_for_each_finding(house: House) -> None:
    message(house, "uncertain")
    for _ in range(3):
        house.runs("auditor")
        house.clock.move_to(house.now + timedelta(minutes=10))
    assert len([said for said in heard(house) if "certeza" in said]) == 1
    sleeps_until(house, "2026-11-24T09:00")
    house.runs("auditor")
    assert len([said for said in heard(house) if "certeza" in said]) == 1


def test_at_night_it_waits(house: House) -> None:
    sleeps_until(house, "2026-11-23T22:00")
    message(house, "uncertain")
    house.runs("auditor")
    assert heard(house) == []
    sleeps_until(house, "2026-11-24T07:00")
    house.desk.deliver()
    assert len(heard(house)) == 1


def test_lines_that_nobody_answered(house: House) -> None:
    with house.transaction() as session:
        for key, state in (("a", "pending"), ("b", "quarantined")):
            values = {"source": "telegram", "bot": "b", "key": key, "place": "9", "raw": "{}", "state": state}
            later = house.now + timedelta(hours=3)
            received = house.now - timedelta(minutes=6)
            insert_row(session, Inbox, **values, received_at=received, attempts=3, not_before=later, error=None)
    house.runs("auditor")
    assert heard(house) == [
        "Auditor: 2 coisas a conferir:\n"
        "• 1 mensagem de pessoas à espera de resposta há mais de 5 minutos. "
        "A mais antiga é de segunda-feira, 23/11, 8h54. Peça ao administrador que olhe o servidor.\n"
        "• 1 mensagem que não consegui tratar desde ontem. "
        "A mais antiga é de segunda-feira, 23/11, 8h54. "
        "Estão guardadas; a causa está no registro do servidor.",
    ]


def test_a_reminder_that_was_not_said(house: House) -> None:
    house.says("ana", "tarefa @sergio carimbar até amanhã 12h")
    sleeps_until(house, "2026-11-24T08:15")
    house.runs("auditor")
    assert heard(house) == [
        "Auditor: 1 prazo com lembrete que já devia ter saído. Peça ao administrador que olhe o servidor."
    ]
    house.runs("reminders")
    assert "lembrete que já devia" not in house.says("ana", "status")


def test_an_act_without_a_message(house: House) -> None:
    house.says("ana", "ordem @saude Abrir o posto no sábado\ncumprimento: sem prazo\nciência até sexta 12h")
    house.says("helena", "aprovar R-1")
    with house.transaction() as session:
        session.execute(text("DELETE FROM outbox WHERE recipient_id IS NOT NULL"))
    house.clock.move_to(house.now + timedelta(minutes=10))
    house.runs("auditor")
    assert heard(house) == [
        "Auditor: 1 destinatário de atos transmitidos sem mensagem na fila, por exemplo OS-1/2026. "
        "Avise por outro meio."
    ]


def test_an_act_that_waits_past_its_hour(house: House) -> None:
    house.says(
        "ana",
        "ordem @saude Abrir o posto no sábado\ncumprimento: sem prazo\nciência até sexta 12h\ntransmitir hoje 15h",
    )
    house.says("helena", "aprovar R-1")
    sleeps_until(house, "2026-11-23T15:11")
    house.runs("auditor")
    assert len([said for said in heard(house) if "sem transmissão na hora marcada" in said]) == 1


def test_a_digest_that_was_not_written(house: House) -> None:
    house.says("ana", "tarefa @bruno @otavio prestar contas até hoje 18h")
    with house.transaction() as session:
        heartbeats.beat(session, "digests", house.now)
    sleeps_until(house, "2026-11-24T09:01")
    house.runs("reminders")
    house.runs("auditor")
    assert heard(house) == [
        "Auditor: 3 pessoas sem o resumo de hoje, por exemplo Ana Prado. Quem precisar vê o seu com: pauta"
    ]


def test_no_digest_is_missed_when_they_went_out(house: House) -> None:
    house.says("ana", "tarefa @bruno @otavio prestar contas até hoje 18h")
    with house.transaction() as session:
        heartbeats.beat(session, "digests", house.now)
    house.passes("2026-11-25T10:00")
    assert heard(house) == []


def test_a_job_that_went_silent(house: House) -> None:
    with house.transaction() as session:
        for name in ("digests", "series", "transmission", "maintenance"):
            heartbeats.beat(session, name, house.now)
        heartbeats.beat(session, "auditor", house.now - timedelta(minutes=10))
        heartbeats.beat(session, "reminders", house.now - timedelta(hours=2))
    house.runs("auditor")
    assert heard(house) == [
        "Auditor: a rotina de lembretes não roda desde segunda-feira, 23/11, 7h. "
        "Peça ao administrador que olhe o servidor."
    ]


def test_a_job_that_never_ran_is_given_its_time(house: House) -> None:
    for minutes in (0, 10, 10, 10, 10):
        house.clock.move_to(house.now + timedelta(minutes=minutes))
        house.runs("auditor")
    said = [said for said in heard(house) if "ainda não rodou nenhuma vez" in said]
    assert [text for text in said if "lembretes" in text] != []
    assert [text for text in said if "limpeza da noite" in text] == []


def test_right_after_a_long_sleep_no_job_is_blamed(house: House) -> None:
    with house.transaction() as session:
        for name in ("digests", "series", "transmission", "maintenance", "auditor", "reminders"):
            heartbeats.beat(session, name, house.now - timedelta(days=2))
    house.runs("auditor")
    assert [said for said in heard(house) if "rotina" in said] == []


def _tamper(house: House, *statements: str) -> None:
    with house.transaction() as session:
        databases.drop_trigger(session, "audit_no_update", "audit")
        databases.drop_trigger(session, "audit_no_delete", "audit")
        for statement in statements:
            session.execute(text(statement))


def test_a_history_that_was_altered(house: House) -> None:
    house.says("ana", "tarefa @sergio carimbar")
    house.says("ana", "tarefa @sergio assinar")
    _tamper(house, "UPDATE audit SET text = 'outra coisa' WHERE id = 2")
    house.runs("auditor")
    said = (
        "Auditor: o histórico foi alterado por fora: o registro 2 não confere. Não apague nada, "
        "guarde uma cópia do banco e rode no servidor: python -m bot audit verify"
    )
    assert heard(house) == [said]


@pytest.mark.parametrize("part", [1, 1_000])
def test_only_new_entries_are_verified_and_all_at_night(
    house: House, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    monkeypatch.setattr("models.auditing.chain._PART", part)
    house.says("ana", "tarefa @sergio carimbar")
    house.says("ana", "tarefa @sergio assinar")
    house.runs("auditor")
    _tamper(house, "UPDATE audit SET text = 'outra coisa' WHERE id = 1")
    house.runs("auditor")
    assert heard(house) == []  # verified before
    sleeps_until(house, "2026-11-24T08:00")
    house.runs("maintenance")
    house.runs("auditor")
    assert len([said for said in heard(house) if "o registro 1 não confere" in said]) == 1


def test_a_history_cut_short(house: House) -> None:
    house.says("ana", "tarefa @sergio carimbar")
    house.says("ana", "tarefa @sergio assinar")
    house.runs("auditor")
    _tamper(house, "DELETE FROM audit WHERE id = 4")  # the last
    house.runs("auditor")
    assert len([said for said in heard(house) if "o registro 4 não confere" in said]) == 1


def test_the_auditor_repairs_nothing(house: House) -> None:
    message(house, "sending", lease_until=timedelta(minutes=-1))
    house.runs("auditor")
    with house.transaction() as session:
        row = session.get_one(Outbox, 1)
        assert (row.state, row.attempts) == (outbox.State.SENDING, 1)


@pytest.mark.console
@pytest.mark.slow
def test_a_week_asks_little_of_the_database(house: House) -> None:
    for number in range(30):
        house.says("ana", f"tarefa @sergio @bruno @otavio item {number} até quarta 12h")
    asked = 0

    def count(*_: Any) -> None:
        nonlocal asked
        asked += 1

    event.listen(house.app.engine, "before_cursor_execute", count)
    house.passes("2026-11-30T12:00")
    assert asked < 2500


@pytest.mark.slow
def test_a_healthy_week_has_no_finding(house: House) -> None:
    house.says("ana", "tarefa @bruno prestar contas até quarta 12h")
    house.says("ana", "ordem @todos Cortar gastos\nciência até quarta 12h\ncumprir até sexta")
    house.says("helena", "aprovar R-1")
    house.passes("2026-12-04T12:00")
    assert heard(house) == []


def test_a_reminder_stuck_in_the_past_is_found_for_any_owner(house: House) -> None:
    house.says("ana", "tarefa @saude carimbar até 18/12")
    with house.transaction() as session:
        session.execute(update(Deadline).values(next_at=datetime.fromisoformat("2026-11-22T09:00:00+00:00")))
    house.runs("auditor")
    assert len(heard(house)) == 1


def test_records_missing_in_the_index_are_noticed(house: House) -> None:
    house.says("ana", "tarefa @bruno visitar a UBS")
    with house.transaction() as session:
        session.execute(text("DELETE FROM search_texts"))
    house.runs("auditor")
    assert heard(house) == [
        "Auditor: 1 registro recente fora da busca. "
        "Peça ao administrador que rode no servidor: python -m bot search rebuild"
    ]


@pytest.mark.parametrize("pause", [10, 11, 13, 20, 26, 30, 31])
@pytest.mark.parametrize("running", [0, 1, 9])
def test_a_pause_of_the_whole_house_is_no_silence(house: House, pause: int, running: int) -> None:
    # Every job and the auditor had run; the house stood still; the auditor is the first to run again, and the last.
    names = [name for name in jobs.jobs() if name != "auditor"]
    for name in (*names, "auditor"):
        beats(house, name)
    sleeps(house, running)
    for name in names:
        beats(house, name)
    sleeps(house, pause)
    house.runs("auditor")
    beats(house, "auditor")
    for name in names:
        beats(house, name)
    sleeps(house, 10)
    house.runs("auditor")
    assert [said for said in heard(house) if "rotina" in said] == []


def test_after_a_pause_one_sentence_says_what_it_held(house: House) -> None:
    """A fault still there at the next look is said as ever."""
    house.says("ana", "tarefa @bruno @otavio prestar contas até hoje 18h")
    for name in jobs.jobs():
        beats(house, name)
    sleeps_until(house, "2026-11-24T09:20")
    for state in ("pending", "failed"):
        message(house, state)
    for _ in range(2):
        house.runs("auditor")
        beats(house, "auditor")
        sleeps(house, 10)
    waits = "1 mensagem por enviar há mais de 5 minutos. A mais antiga é de terça-feira, 24/11, 8h20. "
    first, second = heard(house)
    assert first.splitlines()[:2] == [
        "Auditor: 2 coisas a conferir:",
        "• o sistema ficou parado de 23/11 9h a 24/11 9h20 e segurou 1 mensagem, 2 lembretes e 3 resumos do dia; "
        "tudo isso sai agora.",
    ]
    assert waits in second


def test_a_job_silent_after_a_pause_is_reported(house: House) -> None:
    for name in ("reminders", "auditor"):
        beats(house, name)
    sleeps(house, 20)
    for _ in range(3):
        house.runs("auditor")
        for name in jobs.jobs().keys() - {"reminders"}:
            beats(house, name)
        sleeps(house, 10)
    assert [said for said in heard(house) if "rotina" in said] == [
        "Auditor: a rotina de lembretes não roda desde segunda-feira, 23/11, 9h. "
        "Peça ao administrador que olhe o servidor."
    ]


def beats(house: House, name: str) -> None:
    with house.transaction() as session:
        heartbeats.beat(session, name, house.now)


def sleeps(house: House, minutes: int) -> None:
    house.clock.move_to(house.now + timedelta(minutes=minutes))
