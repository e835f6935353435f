"""The tools of deploy/ for a technician: copies, secrets, commands, the overview."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from bot import cli, schema
from bot.app import build
from bot.settings import Settings
from deploy import backup, doctor, inventory
from tests.deploy.plain_yaml import Yaml

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy"


@pytest.mark.parametrize("script", sorted(DEPLOY.glob("*.sh")), ids=lambda path: path.name)
def test_the_shell_understands_its_scripts(script: Path) -> None:
    assert subprocess.run(["sh", "-n", str(script)], capture_output=True, check=False).returncode == 0  # noqa: S607


def test_commands_run_with_the_settings_of_the_service(tmp_path: Path) -> None:
    python = tmp_path / "home" / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$MUNICIPALITY|$STATE|$PYTHONPATH|$(pwd)|$*"\n')
    python.chmod(0o755)
    settings = tmp_path / "gabinete.env"
    settings.write_text("# um comentário\n\nMUNICIPALITY=São João d'Oeste $HOME\nSTATE=SP", encoding="utf-8")
    here = {"GABINETE_HOME": str(tmp_path / "home"), "GABINETE_SETTINGS": str(settings), "GABINETE_DATA": str(tmp_path)}
    command = ["sh", str(DEPLOY / "gabinete.sh"), "invite", "--admin", "Igor Alves"]
    done = subprocess.run(command, env=here | {"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=True)
    assert done.stdout == (
        f"São João d'Oeste $HOME|SP|{tmp_path / 'home'}|{tmp_path.resolve()}|-m bot invite --admin Igor Alves\n"
    )


def test_secrets_are_made_once(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    script = shutil.copy(DEPLOY / "secrets.sh", tmp_path)
    (tmp_path / "secrets" / "slack_bot_token").write_text("xoxb-1")
    for _ in range(2):
        subprocess.run(["sh", str(script)], capture_output=True, check=True)  # noqa: S607
        made = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert set(made) == set(Yaml((DEPLOY / "compose.yaml").read_text(encoding="utf-8")).read()["secrets"])
    assert re.fullmatch("[0-9a-f]{64}", made["secret_key"])
    assert made["database_url"] == f"postgresql+psycopg://gabinete:{made['postgres_password']}@postgres/gabinete"
    assert made["slack_bot_token"] == "xoxb-1"
    assert made["telegram_bot_token"] == ""
    assert {
        path.stat().st_mode & 0o077 for path in (tmp_path / "secrets").iterdir() if path.name != "slack_bot_token"
    } == {0}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a database and one attachment."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.delenv(f"{name.upper()}_FILE", raising=False)
    app = build(Settings())
    schema.create(app.engine)
    app.engine.dispose()
    attachment = tmp_path / "data" / "anexos" / "ab" / "abcdef"
    attachment.parent.mkdir(parents=True)
    attachment.write_text("um anexo")
    return tmp_path


def runs(main: Any, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["python", *words])
    return int(main())


def test_the_newest_copies_are_kept(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copies = house / "copias"
    copies.mkdir()
    for day in range(1, 5):
        (copies / f"gabinete-2026010{day}-043000.db").write_text("velha")
    assert runs(backup.main, monkeypatch, str(copies), "--keep", "3") == 0
    kept = sorted(path.name for path in copies.glob("gabinete-*"))
    assert kept[:2] == ["gabinete-20260103-043000.db", "gabinete-20260104-043000.db"]
    assert len(kept) == 3
    assert (copies / kept[2]).read_bytes().startswith(b"SQLite format 3")
    assert (copies / "anexos" / "ab" / "abcdef").read_text() == "um anexo"


def test_no_copy_is_deleted_before_a_new_one_stands(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = house / "copias" / "gabinete-20260101-043000.db"
    old.parent.mkdir()
    old.write_text("velha")
    (house / "data" / "gabinete.db").unlink()
    assert runs(backup.main, monkeypatch, str(old.parent), "--keep", "1") == 1
    assert old.exists()


def test_a_password_is_not_told_to_the_whole_machine(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = house / "bin" / "pg_dump"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\necho "$*|$PGHOST|$PGPORT|$PGUSER|$PGPASSWORD|$PGDATABASE|$PGSSLMODE" > "${2#--file=}"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://gab:se%40nha@banco:5433/casa?sslmode=require")
    assert runs(backup.main, monkeypatch, "copias") == 0
    (copy,) = (house / "copias").glob("gabinete-*.dump")
    assert copy.read_text() == f"--format=custom --file=copias/{copy.name}.part|banco|5433|gab|se@nha|casa|require\n"


def test_a_dump_that_was_made_beside_us_is_encrypted(house: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    assert cli.main(["backup-key", "chave.txt"]) == 0
    monkeypatch.setenv("BACKUP_RECIPIENT", re.findall(r"age1\w+", capsys.readouterr().out)[0])
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://gabinete@postgres/gabinete")
    assert runs(backup.main, monkeypatch, "copias", "--dump", "nova.dump") == 1
    assert capsys.readouterr().err == "A cópia nova.dump não foi feita.\n"
    (house / "nova.dump").write_bytes(b"PGDMP")
    assert runs(backup.main, monkeypatch, "copias", "--dump", "nova.dump") == 0
    (copy,) = (house / "copias").glob("gabinete-*")
    assert copy.name.endswith(".dump.age")
    assert copy.read_bytes().startswith(b"age-encryption.org")
    assert not (house / "nova.dump").exists()


class Bot(BaseHTTPRequestHandler):
    """A server that answers as a bot that is ready, or not, or held."""

    status, reasons, held = 200, "", "0.0"

    def do_GET(self) -> None:
        ready = json.dumps({"ready": not self.reasons, "reasons": self.reasons.splitlines()})
        body = {"/readyz": ready, "/metrics": f"# TYPE x\ngabinete_held {self.held}\n"}.get(self.path, "vivo\n")
        self.send_response(self.status if self.path == "/readyz" else 200)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(doctor, "_clock", list)  # that of this machine is not under test
    server = HTTPServer(("127.0.0.1", 0), Bot)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_all_is_well(
    url: str, house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (house / "copias").mkdir()
    (house / "copias" / "gabinete-20261126-043000.db").write_text("nova")
    (house / "segredos").mkdir()
    (house / "segredos" / "chave").touch(0o400)
    words = (url, "--copies", str(house / "copias"), "--secrets", str(house / "segredos"))
    assert runs(doctor.main, monkeypatch, *words) == 0
    assert capsys.readouterr() == ("Tudo em ordem.\n", "")


def test_what_is_amiss_is_said_with_what_to_do(
    url: str, house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Bot, "status", 503)
    monkeypatch.setattr(Bot, "reasons", "a porta slack está fechada: token_revoked")
    monkeypatch.setattr(Bot, "held", "1.0")
    chave = house / "segredos" / "chave"
    chave.parent.mkdir()
    chave.touch()
    chave.chmod(0o644)
    words = (url, "http://127.0.0.1:1", "--copies", str(house / "copias"), "--secrets", str(chave.parent))
    assert runs(doctor.main, monkeypatch, *words) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"falha  {url}: a porta slack está fechada: token_revoked",
        f"falha  {url}: em espera depois de uma restauração; rode: python -m bot release",
        "falha  http://127.0.0.1:1: não responde; o processo está ligado?",
        f"falha  não há cópia do banco em {house / 'copias'}",
        f"falha  {chave} pode ser lido por outros; rode: chmod 400 {chave}",
    ]
    assert runs(doctor.main, monkeypatch, url, "--alive") == 0


def test_the_page_of_licences_names_every_library() -> None:
    pinned = list(inventory.libraries(ROOT / "requirements.txt"))
    assert len(pinned) > 20
    assert (ROOT / "docs" / "licencas.md").read_text(encoding="utf-8") == inventory.licences(iter(pinned))
    assert [each.name for each in pinned if each.licence == "?"] == []


def test_the_bill_of_materials_has_every_file_of_every_library() -> None:
    pinned = list(inventory.libraries(ROOT / "requirements.txt"))
    bill = json.loads(inventory.bill_of_materials(iter(pinned)))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert [each["name"] for each in bill["components"]] == [each.name for each in pinned]
    hashes = sum(len(each["properties"]) for each in bill["components"])
    assert hashes == (ROOT / "requirements.txt").read_text().count("--hash=sha256:")


def test_encrypted_copies_are_restored_on_another_machine(
    house: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    key = house / "chave.txt"
    assert cli.main(["backup-key", str(key)]) == 0
    assert key.stat().st_mode & 0o077 == 0
    found = re.search(r"BACKUP_RECIPIENT=(age1\w+)", capsys.readouterr().out)
    assert found is not None
    assert cli.main(["backup-key", str(key)]) == 1
    copies = house / "copias"
    monkeypatch.setenv("BACKUP_DIR", str(copies))
    assert _said_of_copies(capsys) == f"aviso  Cópias: não há cópia do banco em {copies}."
    assert runs(backup.main, monkeypatch, str(copies)) == 0
    assert _said_of_copies(capsys) == "aviso  Cópias: as cópias não são cifradas."
    monkeypatch.setenv("BACKUP_RECIPIENT", found[1])
    os.utime(next(copies.glob("*.db")), (1, 1))
    assert runs(backup.main, monkeypatch, str(copies)) == 0
    assert _said_of_copies(capsys) == f"ok     Cópias: {copies}: de hoje, cifrada"
    encrypted = max(copies.glob("*.db.age"))
    assert encrypted.read_bytes().startswith(b"age-encryption.org")
    assert [path for path in copies.iterdir() if path.name.startswith(".")] == []
    assert b"um anexo" not in (copies / "anexos" / "ab" / "abcdef.age").read_bytes()
    two_days_ago = time.time() - 2 * 86_400
    for each in copies.glob("gabinete-*"):
        os.utime(each, (two_days_ago, two_days_ago))
    assert "tem 48 horas" in _said_of_copies(capsys, whole=True)

    other = tmp_path_factory.mktemp("outra")
    monkeypatch.chdir(other)
    assert cli.main(["restore", str(encrypted)]) == 1
    assert "está cifrado. Diga a chave" in capsys.readouterr().err
    assert cli.main(["restore", str(encrypted), "--key", str(encrypted)]) == 1
    assert "não é um arquivo de chave" in capsys.readouterr().err
    cli.main(["backup-key", "outra.txt"])
    capsys.readouterr()
    assert cli.main(["restore", str(encrypted), "--key", "outra.txt"]) == 1
    assert "não se abre com outra.txt" in capsys.readouterr().err
    assert cli.main(["restore", str(encrypted), "--key", str(key), "--anexos", str(copies / "anexos")]) == 0
    assert "Anexos postos de volta: 1.\n" in capsys.readouterr().out
    assert (other / "data" / "anexos" / "ab" / "abcdef").read_text() == "um anexo"
    assert cli.main(["audit", "verify"]) == 0


def _said_of_copies(capsys: Any, *, whole: bool = False) -> str:
    """The finding of the doctor about the copies, without what to do."""
    capsys.readouterr()
    cli.main(["doctor"])
    found = next(line for line in capsys.readouterr().out.splitlines() if "Cópias:" in line)
    return found if whole else re.sub(r"(?<=[.]) (Rode|Faça).*", "", found)
