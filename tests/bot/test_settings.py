"""Errors in .env: each is answered by a sentence, never by a traceback."""

import ctypes
import os
import resource
import socket
import subprocess
import sys
from contextlib import closing
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_settings import SettingsError

from bot.buttons import Forged, Sealer
from bot.dispatch import Pressed
from bot.settings import WRONG, Settings, parse_work_hours, problems
from bot.sqlite import sqlite3
from tests.bot.admin import DATABASE, Admin, admin
from tests.test_house import ROOT

__all__ = ["admin"]
ENV = Path(".env")
WEEK = frozenset(range(5))
COMMANDS = (("doctor",), ("run",), ("migrate",))


def said_of(admin: Admin, *words: str) -> str:
    said = admin.runs(*words)
    assert said.code in (1, 2)
    assert "Traceback" not in said.err
    return said.out + said.err


@pytest.mark.parametrize("words", COMMANDS)
def test_a_file_in_another_encoding(admin: Admin, words: tuple[str, ...]) -> None:
    ENV.write_bytes("STATE=SP\nMUNICIPALITY=São João\n".encode("cp1252"))
    assert ".env: a linha 2 não está em UTF-8. Salve-o como UTF-8" in said_of(admin, *words)
    ENV.write_bytes("STATE=SP\n".encode("utf-16"))
    assert ".env: a linha 1 não está em UTF-8." in said_of(admin, *words)
    ENV.write_bytes("STATE=SP\n".encode("utf-16-le"))
    assert ".env: o arquivo não é um texto em UTF-8." in said_of(admin, *words)


def test_a_mark_at_the_beginning_is_nothing(admin: Admin) -> None:
    ENV.write_bytes('\ufeffSTATE=rj\r\nMUNICIPALITY="São João"\r\n'.encode())
    assert (Settings().state, Settings().municipality) == ("RJ", "São João")


def without_privilege() -> None:
    """Make permissions of files bind root, too, in a process that starts (PR_CAPBSET_DROP)."""
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives a file to somebody else")
@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.slow
def test_a_file_or_a_folder_of_somebody_else(admin: Admin, words: tuple[str, ...]) -> None:
    # The very case that the doctor is for.
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}", "TELEGRAM_BOT_TOKEN": "1:a", "HTTP_PORT": "0"}

    def runs() -> str:
        asked = [sys.executable, "-m", "bot", *words]
        done = subprocess.run(
            asked, env=environment, capture_output=True, text=True, check=False, preexec_fn=without_privilege
        )
        assert done.returncode in (1, 2)
        assert "Traceback" not in done.stderr
        assert "CRITICAL" not in done.stderr
        return done.stdout + done.stderr

    admin.runs("migrate")
    Path("data").chmod(0o700)
    os.chown("data", 65534, 65534)
    assert "não tenho permissão para usar" in (said := runs().lower()) or "confira a pasta e de quem ela é" in said
    ENV.write_text("STATE=SP\n")
    ENV.chmod(0o600)
    os.chown(ENV, 65534, 65534)
    assert f"Não tenho permissão para ler {ENV.absolute()}. Rode o comando com o usuário que é dono" in runs()


def test_unknown_names_and_names_written_twice(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    ENV.write_text("TELEGRAM_TOKEN=1:a\nSTATE=SP\nMUNICIPIO=X\nSTATE=RJ\num texto qualquer\n# nada\n")
    monkeypatch.setenv("SLACK_TOKEN", "xoxb-1")
    said = admin.runs("doctor").out
    assert "aviso  Configuração: Não conheço TELEGRAM_TOKEN; quis dizer TELEGRAM_BOT_TOKEN?" in said
    assert "aviso  Configuração: Não conheço MUNICIPIO; quis dizer MUNICIPALITY?" in said
    assert "aviso  Configuração: Não conheço SLACK_TOKEN; quis dizer SLACK_" in said
    assert "aviso  Configuração: STATE aparece 2 vezes em .env: só a última vale" in said
    assert "aviso  Configuração: a linha 5 de .env não diz NOME=valor, e não é lida" in said
    said = admin.runs("run").err
    assert "Não conheço TELEGRAM_TOKEN; quis dizer TELEGRAM_BOT_TOKEN?" in said


def test_an_anchor_that_could_not_be_written(admin: Admin) -> None:
    admin.runs("migrate")
    ENV.write_text(f"STATE=SP\nANCHOR_FILE={ENV.absolute()}/ancoras.txt\n")
    assert "falha  Âncora: não posso gravar em " in admin.runs("doctor").out


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("STATE", "XX", "STATE: não conheço o estado XX; use a sigla, por exemplo SP"),
        ("STATE", "São Paulo", "STATE: não conheço o estado São Paulo; use a sigla, por exemplo SP"),
        ("SLACK_PUBLIC_URL", "http://bot.sp.gov.br", "SLACK_PUBLIC_URL: o Slack só chama endereços https://"),
        ("WORK_HOURS", "seg-sex", "WORK_HOURS: não entendi 'seg-sex'; exemplo: seg-sex 08:00-12:00 13:00-17:00"),
        ("WORK_HOURS", "seg-sex 13:00-12:00", "cada hora tem de vir depois da anterior"),
        ("WORK_HOURS", "seg-sex 08:00-25:00", "não há a hora 25:00"),
        ("DATABASE_URL", "gabinete.db", "DATABASE_URL: exemplos: sqlite:///data/gabinete.db"),
    ],
)
def test_a_value_that_does_not_serve(admin: Admin, name: str, value: str, said: str) -> None:
    ENV.write_text(f"{name}={value}\n", encoding="utf-8")
    for words in COMMANDS:
        assert said in said_of(admin, *words)


@settings(max_examples=200, derandomize=True)
@given(st.binary(max_size=60), st.sampled_from(sorted(Settings.model_fields)))
def test_any_content_of_the_file(tmp_path_factory: pytest.TempPathFactory, junk: bytes, name: str) -> None:
    path = tmp_path_factory.getbasetemp() / "junk.env"
    path.write_bytes(f"{name.upper()}=".encode() + junk)
    try:
        Settings(_env_file=path)  # type: ignore[call-arg]
    except WRONG as error:
        assert problems(error)
        assert isinstance(error, ValidationError | SettingsError)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("mon-fri 08:00-18:00", (WEEK, time(8), time(18))),
        ("seg-sex 08:00-12:00 13:00-17:00", (WEEK, time(8), time(17))),
        ("de segunda a sexta, das 8h às 12h e das 13h às 17h", (WEEK, time(8), time(17))),
        ("Segunda-feira a sexta-feira: 8h30 até 11h30, 13h até 17h30", (WEEK, time(8, 30), time(17, 30))),
        ("segunda a sexta 8h às 12h e 13h30 às 17h", (WEEK, time(8), time(17))),
        ("Segunda-feira a Sexta-feira 07:30-11:30, 13:00-17:30", (WEEK, time(7, 30), time(17, 30))),
        ("ter–sáb 9h-13h", (frozenset({1, 2, 3, 4, 5}), time(9), time(13))),
        ("sex-seg 08:00-12:00", (frozenset({4, 5, 6, 0}), time(8), time(12))),
    ],
)
def test_work_hours_as_people_write_them(text: str, read: object) -> None:
    assert parse_work_hours(text) == read


def test_the_key_is_looked_at(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "aviso  Configuração: SECRET_KEY está vazio. Gere um" in admin.runs("doctor").out
    monkeypatch.setenv("SECRET_KEY", "abc")
    assert "aviso  Configuração: SECRET_KEY é curto demais. Gere um" in admin.runs("doctor").out
    monkeypatch.setenv("SECRET_KEY", "a" * 32)
    assert "SECRET_KEY" not in admin.runs("doctor").out


def test_the_key_before_is_still_taken() -> None:
    def sealer(**keys: str) -> Sealer:
        return Sealer(Settings(_env_file=None, **keys))  # type: ignore[call-arg, arg-type]

    old, new, both = sealer(secret_key="um"), sealer(secret_key="dois"), sealer(secret_key="dois", secret_key_old="um")
    assert both.open(old.seal(7, 1, "ana"), "ana") == Pressed(7, 1)
    assert both.seal(7, 1, "ana") == new.seal(7, 1, "ana")
    assert both.open_line(old.seal_line("eu", "ana"), "ana") == "eu"
    for other in (new, sealer(secret_key="tres", secret_key_old="quatro")):
        with pytest.raises(Forged):
            other.open(old.seal(7, 1, "ana"), "ana")


def test_a_door_half_set_is_a_warning(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "12345:abc")
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9")
    assert "ok     Portas: Slack: falta" in admin.runs("doctor").out
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    assert "aviso  Portas: Slack: falta SLACK_APP_TOKEN ou SLACK_SIGNING_SECRET." in admin.runs("doctor").out


def test_the_public_address_alone_makes_a_manifest_by_http(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_PUBLIC_URL", "https://bot.exemplo.sp.gov.br")
    assert '"request_url": "https://bot.exemplo.sp.gov.br/slack/events"' in admin.runs("manifest", "slack").out


@pytest.mark.parametrize("name", ["", "  ", "@"])
def test_an_invitation_for_nobody(admin: Admin, name: str) -> None:
    admin.runs("migrate")
    for words in (("invite", "--admin", name), ("invite", name)):
        said = admin.runs(*words)
        assert said.code == 2
        assert said.err == 'Falta o nome. Exemplos: invite bruno, ou invite --admin "Igor Alves"\n'


# --- the port, the database, the files -----------------------------------------------------------------------


def test_a_port_in_use_is_said_and_not_tried_for_ever(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.commands.service._PATIENCE", 0.1)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "12345:abc")
    admin.runs("migrate")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("HTTP_PORT", str(port))
        said = admin.runs("run")
    assert said.code == 2
    assert said.err == (
        f"Outro programa já usa 127.0.0.1:{port}. Pare-o, ou escolha outra porta em HTTP_PORT (0: nenhuma).\n"
    )
    monkeypatch.setenv("HTTP_HOST", "203.0.113.7")
    assert "esse endereço não é desta máquina. Confira HTTP_HOST." in admin.runs("run").err
    assert "RestartPreventExitStatus=2" in (ROOT / "deploy" / "gabinete.service").read_text(encoding="utf-8")


def test_faults_of_the_database_are_told_apart(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    admin.runs("migrate")
    with closing(sqlite3.connect(DATABASE)) as other:
        other.execute("PRAGMA journal_mode=wal")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, limits[1]))
    try:
        full = admin.runs("doctor").out
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "o disco falhou ao ler ou gravar. Confira o espaço e o próprio disco." in full
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://ana:minhasenha@127.0.0.1:1/x?connect_timeout=1")
    assert "o PostgreSQL não atende nesse endereço. Ligue-o, ou confira DATABASE_URL." in admin.runs("doctor").out
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://ana@nao-existe.invalid/x?connect_timeout=1")
    assert "não acho o servidor do PostgreSQL." in admin.runs("doctor").out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("FULL", "o disco está cheio"),
        ("READONLY", "o banco só deixa ler"),
        ("READONLY_DIRECTORY", "o banco só deixa ler"),
        ("CANTOPEN", "não consegui abrir o arquivo do banco"),
    ],
)
def test_the_codes_of_sqlite_have_their_sentences(name: str, said: str) -> None:
    from bot.causes import cause_in

    error = sqlite3.OperationalError("segredo")
    error.sqlite_errorname = f"SQLITE_{name}"
    outer = RuntimeError("outro")
    outer.__cause__ = error
    cause = cause_in(outer)
    assert cause is not None
    assert cause.sentence.startswith(said)
    error.sqlite_errorname = "SQLITE_ERROR"
    assert cause_in(outer) is None  # a wrong statement is no outage


def test_files_of_the_program_are_its_owners_alone(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.umask(0o022)
    try:
        admin.runs("migrate")
        assert admin.runs("backup", "copia.db").code == 0
        admin.runs("console", "--json", given='{"sync": 1}\n')
        made = [Path("copia.db"), *Path().rglob("data"), *Path("data").rglob("*")]
        assert len(made) > 3
        assert {str(path) for path in made if path.stat().st_mode & 0o077} == set()
    finally:
        os.umask(before)


def test_files_that_others_may_read_are_named_and_closed(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    admin.runs("migrate")
    assert "ok     Arquivos: só o dono os lê" in admin.runs("doctor").out
    ENV.write_text("STATE=SP\n")
    received = Path("data/recebidos/oficio.pdf")
    received.parent.mkdir()
    received.write_bytes(b"%PDF")
    for path in (ENV, Path(DATABASE), received):
        path.chmod(0o644)
    for path in (Path("data"), received.parent):
        path.chmod(0o755)
    said = admin.runs("doctor").out
    assert "aviso  Arquivos: outros usuários podem ler .env. Rode: chmod 600 .env" in said
    assert "aviso  Arquivos: outros usuários podem ler data. Rode: chmod 700 data" in said
    assert "aviso  Arquivos: e mais 2. Rode: chmod -R go= data" in said
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "12345:abc")
    monkeypatch.setenv("HTTP_HOST", "203.0.113.7")
    admin.runs("run")
    open_to_others = [path for path in (ENV, *Path("data").rglob("*")) if path.stat().st_mode & 0o077]
    assert open_to_others == []


def test_a_broken_line_of_the_file_is_told_in_portuguese_only(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / ".env"
    file.write_text("STATE=SP\n=sem nome\nlinha solta\n", encoding="utf-8")
    assert Settings(_env_file=file).state == "SP"  # type: ignore[call-arg]
    assert caplog.text == ""
