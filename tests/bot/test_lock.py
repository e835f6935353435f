"""The lock of a SQLite file: one bot at a time; commands that replace tables need it free."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot import lock
from bot.database import open_engine
from bot.lock import ProcessRole
from bot.transactions import transaction
from models import audit
from tests.bot.admin import DATABASE, Admin, admin
from tests.bot.test_commands import somebody
from tests.conftest import MONDAY
from tests.test_house import ROOT

__all__ = ["admin"]
URL = f"sqlite:///{DATABASE}"
HOLDER = """
import os, sys
from bot import lock
with lock.held(sys.argv[1], lock.ProcessRole(sys.argv[2])):
    reader, writer = os.pipe()
    if os.fork() == 0:  # a child that outlives its parent
        os.close(1)
        os.write(writer, b"!")
        sys.stdin.read()
        os._exit(0)
    os.read(reader, 1)  # the child runs: it has let go of the lock
    print(os.getpid(), flush=True)
    sys.stdin.read()
"""


@contextmanager
def elsewhere(role: ProcessRole, url: str = URL) -> Iterator[subprocess.Popen[str]]:
    """Another process in that role on the database; killed as by SIGKILL at the end."""
    words = [sys.executable, "-c", HOLDER, url, role]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    other = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == f"{other.pid}\n"
    try:
        yield other
    finally:
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        other.stdout.close()
        assert other.stdin is not None
        other.stdin.close()


@pytest.fixture
def lived_in(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> Admin:
    admin.runs("migrate")
    somebody(admin)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "12345:abc")
    return admin


@pytest.mark.slow
def test_a_second_bot_on_one_file_is_refused(lived_in: Admin) -> None:
    with elsewhere(ProcessRole.BOT) as other:
        said = lived_in.runs("run")
        assert "O bot está ligado" in lived_in.runs("hold").err
        assert f"ok     Processo: o bot está ligado (processo {other.pid})\n" in lived_in.runs("doctor").out
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        f"O bot já está ligado neste banco (processo {other.pid}). "
        "Um arquivo SQLite tem um bot só: pare o outro antes.\n"
    )


def test_the_file_has_one_lock_by_whatever_name(lived_in: Admin) -> None:
    Path("atalho.db").symlink_to(DATABASE)
    with elsewhere(ProcessRole.BOT, "sqlite:///atalho.db"), pytest.raises(lock.InUse), lock.held(URL, ProcessRole.BOT):
        pass


@pytest.mark.slow
def test_a_killed_process_holds_nothing(lived_in: Admin) -> None:
    # Neither does a child of it that lives on.
    with elsewhere(ProcessRole.BOT):
        assert lock.at_work(URL)
    assert lock.at_work(URL) == ""
    with lock.held(URL, ProcessRole.BOT):
        pass


@pytest.mark.slow
def test_the_terminal_opens_beside_the_bot_but_not_beside_another(lived_in: Admin) -> None:
    with elsewhere(ProcessRole.BOT):
        assert lived_in.runs("console", "--json", given='{"sync": 1}\n').code == 0
    with elsewhere(ProcessRole.TERMINAL):
        said = lived_in.runs("console", "--json", given='{"sync": 1}\n')
        assert (said.code, said.out) == (1, "")
        assert said.err.startswith("Já há um terminal aberto neste banco (processo ")


@pytest.mark.parametrize("role", ProcessRole)
@pytest.mark.slow
def test_a_command_that_replaces_the_database_needs_it_free(lived_in: Admin, role: ProcessRole) -> None:
    lived_in.runs("backup", "copia.db")
    before = Path(DATABASE).stat().st_ino
    with elsewhere(role):
        for words in (
            ("restore", "copia.db", "--force"),
            ("migrate", "--to", "base", "--apagar"),
            ("demo", "--json", "--database", URL),
        ):
            said = lived_in.runs(*words)
            assert said.code == 1
            assert "Pare-o antes e repita o comando." in said.err
    assert Path(DATABASE).stat().st_ino == before
    assert not list(Path("data").glob("*.antes-*"))
    assert lived_in.runs("restore", "copia.db", "--force").code == 0


@pytest.mark.slow
def test_backwards_only_with_a_word_and_a_copy(lived_in: Admin) -> None:
    said = lived_in.runs("migrate", "--to", "base")
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "Nada foi mudado: voltar à versão base apaga o que ela não conhecia (base: tudo), e este banco tem dados "
        "(pessoas: 1, registros: 0, lançamentos da história: 1).\n"
        "Se é isso mesmo, repita com --apagar: antes é feita uma cópia.\n"
    )
    assert lived_in.runs("audit", "verify").code == 0
    lines = lived_in.runs("migrate", "--to", "base", "--apagar").out.splitlines()
    assert lines[2:] == ["pessoas: 1 -> 0", "registros: 0 -> 0", "lançamentos da história: 1 -> 0"]
    copy = lines[0].removeprefix("Cópia feita antes: ")
    assert lived_in.runs("restore", copy, "--force").code == 0
    assert lived_in.runs("audit", "verify").code == 0


def test_upwards_with_a_copy_where_there_is_something_to_lose(admin: Admin) -> None:
    admin.runs("migrate", "--to", "0008")
    assert "Cópia" not in admin.runs("migrate").out
    engine = open_engine(URL)
    with transaction(engine) as session:
        audit.write(session, "teste", by=None, now=MONDAY, text="uma linha")
    engine.dispose()
    assert admin.runs("migrate", "--to", "0008", "--apagar").out.startswith(
        "Cópia feita antes: data/gabinete.db.antes-"
    )
    for copy in Path("data").glob("*.antes-*"):
        copy.unlink()
    assert admin.runs("migrate").out.startswith("Cópia feita antes: data/gabinete.db.antes-")
    assert "Cópia" not in admin.runs("migrate").out
