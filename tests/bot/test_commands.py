"""The administrator's commands: their output and exit codes."""

import json
import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.channels.console_channel import ConsoleDoor
from bot.delivery import drain
from bot.doctor import Diagnosis, Health
from bot.settings import Settings
from bot.sqlite import sqlite3
from bot.transactions import transaction
from models import audit, house_state, outbox, records
from models.base import insert_row
from models.outbox import Message
from models.people import Address, Person
from models.tasks import Task
from tests.bot.admin import DATABASE, Admin, admin
from tests.conftest import MONDAY

__all__ = ["admin"]  # the fixture, found here by pytest


def somebody(admin: Admin, *messages: str) -> None:
    """Create one person at the terminal, with these messages in the outbox."""
    app = admin.app()
    with transaction(app.engine) as session:
        values = {"handle": "ana", "name": "Ana Prado", "name_key": "ana prado", "role": "chefia"}
        person_id = insert_row(session, Person, **values)
        insert_row(
            session, Address, person_id=person_id, channel="console", address="ana", active=True, bound_at=MONDAY
        )
        for number, message in enumerate(messages):
            outbox.enqueue(session, key=f"test:{number}", to=person_id, message=Message(message), now=MONDAY)
        audit.write(session, "teste", by=None, now=MONDAY, text="uma linha")
    app.engine.dispose()


# --- the parser ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [(), ("nada",), ("migrate", "--nada"), ("backup",), ("audit",), ("audit", "x")])
def test_wrong_use_ends_with_2(admin: Admin, words: tuple[str, ...]) -> None:
    said = admin.runs(*words)
    assert said.code == 2
    assert said.out == ""
    assert said.err


@pytest.mark.parametrize("words", [("--help",), ("job", "--help"), ("doctor", "--help"), ("prazo", "--help")])
def test_help_everywhere(admin: Admin, words: tuple[str, ...]) -> None:
    assert admin.runs(*words).code == 0


def test_a_wrong_setting_is_named_without_its_value(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMEZONE", "America/Lugar_Nenhum")
    monkeypatch.setenv("HTTP_PORT", "porta-secreta")
    said = admin.runs("migrate")
    assert said.code == 2
    assert "TIMEZONE: não conheço o fuso America/Lugar_Nenhum" in said.err
    assert "HTTP_PORT: valor que não serve; veja .env.example" in said.err
    assert "porta-secreta" not in said.err


def test_a_secret_may_stand_in_a_file(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("segredo").write_text("12345:abc\n", encoding="utf-8")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", "segredo")
    assert admin.app().settings.telegram_bot_token.get_secret_value() == "12345:abc"
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN_FILE")
    Path(".env").write_text("TELEGRAM_BOT_TOKEN_FILE=segredo\n")
    assert Settings().telegram_bot_token.get_secret_value() == "12345:abc"
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", "sumiu")
    assert admin.runs("doctor").err == "TELEGRAM_BOT_TOKEN_FILE: não consegui ler sumiu\n"


# --- run and doctor ------------------------------------------------------------------------------------------


def test_run_without_a_door_says_what_is_missing(admin: Admin) -> None:
    said = admin.runs("run")
    assert said.code == 2
    assert said.out == ""
    assert "TELEGRAM_BOT_TOKEN" in said.err
    assert "SLACK_BOT_TOKEN e SLACK_APP_TOKEN" in said.err


def test_doctor_says_what_to_do(admin: Admin) -> None:
    said = admin.runs("doctor")
    assert said.code == 1
    assert "falha  Banco de dados: sqlite:///data/gabinete.db não existe. Rode: python -m bot migrate" in said.out
    assert not Path("data").exists()
    admin.runs("migrate")
    said = admin.runs("doctor")
    assert "ok     Banco de dados: sqlite:///data/gabinete.db: lê e grava" in said.out
    assert "ok     Tabelas: versão" in said.out
    assert "falha  Portas: nenhuma. Telegram: falta TELEGRAM_BOT_TOKEN." in said.out
    assert said.out.endswith("Falta resolver: 1.\n")


def test_doctor_is_never_ready_over_a_warning(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    half = Diagnosis("Portas", Health.NOTE, "Slack: falta SLACK_APP_TOKEN ou SLACK_SIGNING_SECRET.")
    fine = Diagnosis("Disco", Health.OK, "9 MB")
    for findings, last in (([fine, half], "O bot pode trabalhar; leia os avisos (1)."), ([fine], "O bot está pronto")):
        monkeypatch.setattr("bot.doctor.examine", lambda _now, findings=findings: findings)
        said = admin.runs("doctor")
        assert said.code == 0
        assert said.out.splitlines()[-1].startswith(last)


def test_doctor_finds_a_database_that_is_none(admin: Admin) -> None:
    Path("data").mkdir()
    Path(DATABASE).write_text("isto não é um banco de dados, é um texto bem comprido" * 30, encoding="utf-8")
    said = admin.runs("doctor")
    assert said.code == 1
    assert "o arquivo está danificado, ou não é um banco do Gabinete. Restaure uma cópia." in said.out


def test_doctor_hides_the_password(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://ana:minhasenha@127.0.0.1:1/x?connect_timeout=1")
    said = admin.runs("doctor")
    assert said.code == 1
    assert "minhasenha" not in said.out + said.err


# --- migrate and job -----------------------------------------------------------------------------------------


def test_migrate_up_down_and_nowhere(admin: Admin) -> None:
    assert admin.runs("migrate").out.startswith("Versão do banco: nenhuma -> 0")
    assert admin.runs("migrate", "--to", "base").out.endswith("-> nenhuma\n")
    assert admin.runs("migrate", "--to", "0001").code == 0
    said = admin.runs("migrate", "--to", "9999")
    assert said.code == 1
    assert said.err.startswith("Nada foi mudado: ")


def test_job_list_and_one_job(admin: Admin) -> None:
    listed = admin.runs("job", "--list")
    assert listed.code == 0
    assert "reminders" in listed.out
    assert admin.runs("job", "reminders").err.startswith("O banco ainda não tem as tabelas.")
    admin.runs("migrate")
    assert admin.runs("job", "reminders", "--at", "2026-11-24T07:30:00-03:00").out == "reminders: feito.\n"
    assert admin.runs("job", "reminders", "--at", "ontem").code == 2
    said = admin.runs("job", "nenhuma")
    assert said.code == 2
    assert said.err.startswith("Qual tarefa? As que há: ")


def test_a_busy_database_is_said_in_a_sentence(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.database.BUSY_TIMEOUT", 0.1)
    admin.runs("migrate")
    with closing(sqlite3.connect(DATABASE)) as other:
        other.execute("BEGIN EXCLUSIVE")
        said = admin.runs("job", "reminders")
    assert said.code == 1
    assert said.err == (
        "Banco de dados: outro programa está com o banco agora. Espere e repita. Para saber mais: python -m bot doctor\n"
    )


# --- audit ---------------------------------------------------------------------------------------------------


def test_audit_verify_names_the_first_broken_entry(admin: Admin) -> None:
    admin.runs("migrate")
    somebody(admin)
    said = admin.runs("audit", "verify")
    assert said.code == 0
    assert said.out.startswith("História íntegra: 2 registros.")
    with closing(sqlite3.connect(DATABASE)) as intruder:
        intruder.execute("DROP TRIGGER audit_no_update")
        intruder.execute("UPDATE audit SET action = 'outra'")
        intruder.commit()
    said = admin.runs("audit", "verify")
    assert said.code == 1
    assert said.out.startswith("A história foi alterada: registro 1, ")


# --- search --------------------------------------------------------------------------------------------------


def test_a_lost_index_of_search_is_made_again(admin: Admin) -> None:
    assert admin.runs("search", "rebuild").code == 1
    admin.runs("migrate")
    somebody(admin)
    app = admin.app()
    with transaction(app.engine) as session:
        values: dict[str, Any] = {
            "text": "trazer a chave",
            "priority": "normal",
            "tags": ["posto"],
            "checklist": [],
            "author_id": 1,
        }
        records.create(session, Task, now=MONDAY, code="T-1", title="visitar a UBS", status="aberta", **values)
    app.engine.dispose()
    with closing(sqlite3.connect(DATABASE)) as accident:
        accident.execute("DROP TABLE search_index")
        accident.execute("DROP TABLE search_texts")
        accident.execute("CREATE TABLE search_texts (record_id INTEGER NOT NULL PRIMARY KEY, words VARCHAR NOT NULL)")
        accident.commit()
    said = admin.runs("search", "rebuild")
    assert (said.code, said.out) == (0, "Índice da busca refeito: 1 registro.\n")
    with closing(sqlite3.connect(DATABASE)) as database:
        found = database.execute("SELECT rowid FROM search_index WHERE search_index MATCH 'chave AND posto'").fetchall()
    assert found == [(1,)]


# --- backup, restore, release --------------------------------------------------------------------------------


def test_backup_while_somebody_writes(admin: Admin) -> None:
    admin.runs("migrate")
    with closing(sqlite3.connect(DATABASE, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO house_state VALUES ('unfinished', 'x')")
        assert admin.runs("backup", "copia.db").code == 0
        writer.execute("COMMIT")
    with closing(sqlite3.connect("copia.db")) as copy:
        assert copy.execute("SELECT count(*) FROM house_state").fetchone() == (0,)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    said = admin.runs("backup", "copia.db")
    assert said.code == 1
    assert said.err == "O arquivo copia.db já existe; escolha outro nome.\n"
    assert sorted(path.name for path in Path().iterdir()) == ["copia.db", "data"]


def test_backup_of_nothing_and_elsewhere(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    assert admin.runs("backup", "copia.db").err == "O banco data/gabinete.db não existe.\n"
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://x@127.0.0.1/x")
    assert "pg_dump" in admin.runs("backup", "copia.db").err


@pytest.mark.parametrize("discard", [False, True])
def test_a_restored_house_sends_nothing_until_released(admin: Admin, discard: bool) -> None:
    admin.runs("migrate")
    somebody(admin, "primeira\nlinha dois", "segunda")
    admin.runs("backup", "copia.db")
    assert admin.runs("restore", "copia.db").code == 1
    said = admin.runs("restore", "copia.db", "--force")
    assert said.code == 0
    assert "O banco anterior ficou em data/gabinete.db.antes-" in said.out
    assert console(admin) == []
    shown = admin.runs("release")
    assert "  console:ana  primeira\n" in shown.out
    assert shown.out.endswith("decida: release --send (repete, marcadas) ou release --discard.\n")
    assert admin.runs("release", "--send", "--discard").code == 2
    assert console(admin) == []
    said = admin.runs("release", "--discard" if discard else "--send")
    assert "  console:ana  primeira\n" in said.out
    assert ("2 canceladas." if discard else "2 sairão marcadas como possível repetição.") in said.out
    sent = [] if discard else ["primeira\nlinha dois", "segunda"]
    assert console(admin) == [f"Possível repetição; se já leu, desconsidere.\n{text}" for text in sent]
    assert admin.runs("release").out == "O bot não está em espera; nada a liberar.\n"
    assert admin.runs("audit", "verify").code == 0


def test_a_house_is_held_by_command(admin: Admin) -> None:
    # For a database restored by other means.
    assert admin.runs("hold").err == "O banco ainda não tem as tabelas. Rode antes: python -m bot migrate\n"
    admin.runs("migrate")
    somebody(admin, "uma mensagem")
    said = admin.runs("hold")
    assert (said.code, said.err) == (0, "")
    assert re.fullmatch(r"Em espera desde .+: nenhuma mensagem sai antes de: python -m bot release\n", said.out)
    assert admin.runs("hold").out == said.out
    assert console(admin) == []
    assert "1 sairão marcadas como possível repetição.\nEspera encerrada.\n" in admin.runs("release", "--send").out
    assert console(admin) == ["Possível repetição; se já leu, desconsidere.\numa mensagem"]
    assert admin.runs("audit", "verify").code == 0


def console(admin: Admin) -> list[str]:
    """The messages that a console delivers when it opens."""
    out = admin.runs("console", "--json", given='{"sync": 1}\n').out
    return [message["text"] for message in map(json.loads, out.splitlines()) if "text" in message]


def test_restore_takes_only_a_whole_copy_of_ours(admin: Admin) -> None:
    assert admin.runs("restore", "sumiu.db").err == "O arquivo sumiu.db não existe.\n"
    Path("texto.db").write_text("não é um banco" * 100, encoding="utf-8")
    with closing(sqlite3.connect("outro.db")) as other:
        other.execute("CREATE TABLE x (n)")
    for name in ("texto.db", "outro.db"):
        said = admin.runs("restore", name)
        assert said.code == 1
        assert said.err == f"O arquivo {name} não é uma cópia inteira do banco do Gabinete.\n"
    assert not Path(DATABASE).exists()


def test_a_relay_at_work_sees_the_release(admin: Admin) -> None:
    admin.runs("migrate")
    somebody(admin, "uma mensagem")
    app, sent = admin.app(), list[str]()
    relay, door = app.relay("console"), ConsoleDoor(lambda delivery: sent.append(delivery.text))
    with transaction(app.engine) as session:
        house_state.hold(session, MONDAY, "teste")
        house_state.hold(session, MONDAY, "duas vezes é uma")
    assert drain(relay, door) == 0
    with transaction(app.engine) as session:
        assert house_state.release(session, MONDAY) == 1
    assert drain(relay, door) == 1
    assert sent == ["Possível repetição; se já leu, desconsidere.\numa mensagem"]
    app.engine.dispose()


# --- dates and prazo -----------------------------------------------------------------------------------------


def test_dates_as_json(admin: Admin) -> None:
    asked = {"text": "até sexta 17h", "now": "2026-11-23T09:00:00-03:00"}
    said = admin.runs("dates", "--json", given=json.dumps(asked) + "\nbom dia\n\n{quebrado\n[1]\n")
    first, second, third, fourth = map(json.loads, said.out.splitlines())
    assert first == {
        "kind": "instant",
        "start": "2026-11-27T17:00:00",
        "end": None,
        "grain": "hour",
        "words": "até sexta 17h",
        "sure": True,
        "term": None,
        "recurrence": None,
    }
    assert second["kind"] == "none"
    assert "error" in third
    assert fourth["kind"] == "none"
    assert said.code == 1
    assert not Path("data").exists()


def test_dates_for_people(admin: Admin) -> None:
    given = '{"text": "em 15 dias úteis", "now": "2026-11-23T09:00:00-03:00"}\n31/02\nbom dia\n'
    assert admin.runs("dates", given=given).out.splitlines() == [
        "em 15 dias úteis: segunda-feira, 14/12/2026",
        "31/02: essa data não existe",
        "nenhuma data",
    ]


def test_prazo(admin: Admin) -> None:
    rule = '{"start": "2026-11-03", "rule": {"unit": "dias_uteis", "n": 15}}\n'
    answer = json.loads(admin.runs("prazo", "--json", given=rule).out)
    assert answer["end"] == "2026-11-25"
    for line in ("03/11/2026 15 dias úteis\n", "2026-11-03 sancao_veto\n", rule):
        assert admin.runs("prazo", given=line).out.startswith("quarta-feira, 25/11/2026\n  ")
    in_recess = '{"start": "2026-12-14", "rule": "ms_informacoes"}\n'
    assert json.loads(admin.runs("prazo", "--json", given=in_recess).out)["end"] == "2027-01-28"
    said = admin.runs("prazo", given="quando der\n")
    assert said.code == 1
    assert said.err
