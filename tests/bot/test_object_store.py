"""An object store beside the folder: what is kept goes there, comes back from there, and waits where it is silent."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import objects
from bot.app import App
from bot.channels import files
from bot.delivery import NotSent, Rejected
from bot.doctor import Diagnosis, _storage
from bot.settings import Settings
from models import attachments, storage
from models.base import Refusal
from models.storage import NotServing
from tests import engines
from tests.bot.paper import Paper, at_work, eventually, settle
from tests.servers.s3 import KEY, SECRET, S3Server

pytestmark = pytest.mark.console


@pytest.fixture
def server() -> Iterator[S3Server]:
    started = S3Server()
    yield started
    started.close()


@pytest.fixture
def settings(server: S3Server, tmp_path: Path, new_database: Callable[[Path], str]) -> Settings:
    values = {"database_url": new_database(tmp_path / "house.db"), "http_port": 0}
    values |= {"storage_bucket": "anexos", "storage_endpoint": server.url, "storage_key": KEY, "storage_secret": SECRET}
    return Settings(_env_file=None, **values)  # type: ignore[call-arg,arg-type]


@pytest.fixture
def app(settings: Settings, no_jobs: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    monkeypatch.setattr("bot.object_sender._IDLE", 0.05)
    monkeypatch.setattr("bot.object_sender._AFTER_FAILURE", 0.05)
    monkeypatch.setattr("bot.object_sender._WORTH_TELLING", timedelta(seconds=0.3))
    built = engines.built(settings)
    settle(built, "igor", role="administrador")
    yield built
    engines.give_back(built.engine)
    storage.configure(Path("data/anexos"))


def test_what_is_kept_goes_there_and_nothing_is_lost_while_it_is_silent(server: S3Server, app: App) -> None:
    before = attachments.put("antes.txt", b"de antes do armazenamento")  # all that the folder holds goes there, too
    door = Paper()
    with at_work(app, door):
        assert eventually(lambda: server.objects.get(before.sha256) == b"de antes do armazenamento")
        server.unplug()
        during = attachments.put("durante.txt", b"enquanto estava fora")
        assert eventually(lambda: len(door.texts("igor")) == 1)
        assert door.texts("igor")[0] == (
            "Arquivos esperam para ser guardados: o armazenamento não responde. Confira STORAGE_ENDPOINT, e a rede. "
            "Nada se perdeu: estão na pasta da máquina."
        )
        assert Path(during.path).read_bytes() == b"enquanto estava fora"
        assert storage.waiting() == 1
        server.plug()
        assert eventually(lambda: server.objects.get(during.sha256) == b"enquanto estava fora")
        assert eventually(lambda: len(door.texts("igor")) == 2)
        assert door.texts("igor")[1].startswith("O armazenamento de arquivos voltou; o que esperava foi guardado.")
        storage.remove(during.sha256)
        assert eventually(lambda: during.sha256 not in server.objects)
    assert storage.waiting() == 0


def test_what_the_folder_no_longer_has_is_fetched(server: S3Server, app: App, tmp_path: Path) -> None:
    kept = attachments.put("nota.txt", b"conteudo".ljust(3000))
    assert storage.settle(0) == 1
    asked = {"path": kept.path, "sha256": kept.sha256}
    long_ago = time.time() - 40 * 86400
    os.utime(kept.path, (long_ago, long_ago))
    assert storage.thin(time.time() - 30 * 86400) == 1  # the object store holds it
    assert not Path(kept.path).exists()
    assert files._stored(asked) == b"conteudo".ljust(3000)
    assert Path(kept.path).exists()
    assert storage.waiting() == 0
    storage.configure(tmp_path / "outra", objects.connect(app.settings))  # another machine
    assert attachments.stored_at(kept.sha256).read_bytes().startswith(b"conte")
    server.objects[kept.sha256] = b"trocado"
    storage.configure(tmp_path / "terceira", objects.connect(app.settings))
    asked["path"] = str(storage.place(kept.sha256))
    assert not storage.is_whole(kept.sha256)
    with pytest.raises(Refusal, match="não está mais guardado"):
        attachments.stored_at(kept.sha256)
    with pytest.raises(NotSent):  # another machine may be sending it still
        files._stored(asked)
    files._missed[kept.sha256] -= 700
    with pytest.raises(Rejected):
        files._stored(asked)
    server.fail = 500
    with pytest.raises(Refusal, match=r"não responde agora\. Nada se perdeu"):
        attachments.stored_at(kept.sha256)
    with pytest.raises(NotSent, match="não responde"):
        files._stored(asked)


def test_what_was_not_sent_is_not_thinned(app: App) -> None:
    kept = attachments.put("nota.txt", b"por mandar")
    os.utime(kept.path, (0, 0))
    assert storage.thin(time.time()) == 0
    assert Path(kept.path).exists()


def test_the_doctor_says_the_cause(server: S3Server, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def said(**changed: object) -> str:
        (found,) = _storage(settings.model_copy(update=changed))
        return f"{found.health}: {found.detail}"

    assert said() == f"ok: {server.url}/anexos: grava, lê e apaga"
    assert server.objects == {}
    assert said(storage_key="outra").startswith("falha: o armazenamento recusou a chave. Confira STORAGE_KEY")
    assert said(storage_bucket="outro") == "falha: o armazenamento não tem esse bucket. Confira STORAGE_BUCKET"
    server.unplug()
    assert said() == "falha: o armazenamento não responde. Confira STORAGE_ENDPOINT, e a rede"
    monkeypatch.setitem(__import__("sys").modules, "obstore.store", None)
    assert said().startswith("falha: falta a biblioteca obstore. Rode: python -m pip install --require-hashes")
    assert list[Diagnosis](_storage(settings.model_copy(update={"storage_bucket": ""}))) == []
    with pytest.raises(NotServing):
        objects.examine(settings)
