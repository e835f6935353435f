"""The administrator's commands on PostgreSQL: the same words, the same answers."""

import os
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import versions
from bot.database import open_engine
from bot.transactions import transaction
from models import house_state
from tests import databases
from tests.bot.admin import Admin, admin
from tests.conftest import MONDAY, House
from tests.servers.postgres import binaries

__all__ = ["admin"]


@pytest.fixture
def url(admin: Admin, postgresql: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DATABASE_URL", postgresql)
    return postgresql


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put pg_dump and pg_restore of the server's version first in the path."""
    monkeypatch.setenv("PATH", f"{binaries()}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.slow
def test_from_nothing_to_a_conversation(admin: Admin, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    empty = databases.lend(tables=False)
    monkeypatch.setenv("DATABASE_URL", empty)
    assert "O banco ainda não tem as tabelas" in admin.runs("doctor").out
    assert admin.runs("migrate").out == f"Versão do banco: nenhuma -> {versions.newest()}\n"
    assert "ok     Banco de dados: " in admin.runs("doctor").out
    people = "usuario,nome,cargo,orgao,orgao_nome,papel,funcao,email,telefone,ativo\nana,Ana Prado,Chefe,GP,Gabinete,chefia,titular,,,sim\n"
    Path("p.csv").write_text(people, encoding="utf-8")
    assert admin.runs("people", "import", "p.csv").code == 0
    said = admin.runs("console", "--json", given='{"as": "ana", "text": "tarefa @ana conferir"}\n')
    assert "Tarefa T-1 criada" in said.out
    assert admin.runs("job", "reminders").out == "reminders: feito.\n"
    assert admin.runs("audit", "verify").out.startswith("História íntegra")
    assert admin.runs("demo", "--json", "--database", empty, given='{"as": "ana", "text": "eu"}\n').code == 0


@pytest.mark.usefixtures("programs")
@pytest.mark.slow
def test_a_copy_is_put_back_in_hold(admin: Admin, url: str, tmp_path: Path) -> None:
    house = House(url, MONDAY, tmp_path)
    house.says("ana", "tarefa @bruno conferir o estoque")
    assert admin.runs("backup", "copia.dump").out.startswith("Cópia feita: copia.dump (")
    assert admin.runs("backup", "copia.dump").err == "O arquivo copia.dump já existe; escolha outro nome.\n"
    house.says("ana", "tarefa @bruno depois da cópia")
    house.app.engine.dispose()
    refused = "O banco já tem tabelas. Pare o bot e repita com --force: o atual é copiado ao lado.\n"
    assert admin.runs("restore", "copia.dump").err == refused
    said = admin.runs("restore", "copia.dump", "--force")
    assert said.out.startswith("O banco anterior ficou em copia.dump.antes-")
    engine = open_engine(url)
    with transaction(engine) as session:
        assert house_state.held_since(session) is not None
        assert session.scalars(text("SELECT title FROM records")).all() == ["conferir o estoque"]
    engine.dispose()
    done = admin.runs("release", "--send")
    assert "Espera encerrada." in done.out, done.err


@pytest.mark.usefixtures("programs")
def test_a_file_that_is_no_copy_is_refused(admin: Admin, url: str) -> None:
    Path("outra").write_text("nada", encoding="utf-8")
    assert admin.runs("restore", "outra").err.startswith("pg_restore não conseguiu: ")
    assert admin.runs("restore", "falta").err == "O arquivo falta não é uma cópia inteira do banco do Gabinete.\n"


def test_without_the_programs_it_says_what_to_install(admin: Admin, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert admin.runs("backup", "copia.dump").err == (
        "Falta o programa pg_dump: instale o cliente do PostgreSQL (pacote postgresql-client).\n"
    )
