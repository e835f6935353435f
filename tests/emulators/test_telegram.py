"""The Telegram door before `mockpost`, which accepts the calls of Bot API clients and records them.

It does not check: lengths, rates, whether a chat or a message exists, that a file has content (it keeps its name),
who may press a button. It brings no presses, and the writer of all its lines is number 0; a webhook is called
without its secret, which our door refuses; an offset confirms nothing, so that everything comes again with each poll.
Methods that it does not know (setMyCommands, leaveChat) it answers as Telegram does.
"""

import hashlib
import json
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot import schema
from bot.app import App, build
from bot.channels.telegram.door import TelegramDoor
from bot.settings import Settings
from bot.splitting import utf16_units
from bot.transactions import transaction
from models.deliveries import Delivery
from models.people import Address
from tests.bot.paper import eventually, free_port, serving
from tests.bot.telegram.conftest import IDS, SECRET, settle
from tests.emulators import installing, running
from tests.emulators.running import Result, asked, at_the_door

pytestmark = pytest.mark.slow

TOKEN = "900000001:" + "A" * 35
ANYBODY = "0"  # the number of the only writer there


@dataclass
class Emulator:
    """Its address; our bot is known to it as `gabinete`."""

    url: str

    def writes(self, text: str) -> list[dict[str, Any]]:
        """A person writes to our bot; returns the answer of each of its webhooks."""
        said = {"chat_id": 0, "text": text, "from_user": "ana"}
        answer = asked(f"{self.url}/telegram/client/sendMessage", said, **{"X-MockPost-App": "gabinete"})
        return list(answer["webhooks_delivered"])

    def recorded(self) -> list[dict[str, Any]]:
        """The parameters of everything that our bot sent, oldest first."""
        found = asked(f"{self.url}/api/messages?channel=telegram&limit=500")
        mine = [each for each in reversed(found) if each["direction"] == "outbound"]
        return [_parameters(each["raw_payload"]) for each in mine]

    def texts(self) -> list[str]:
        return [str(each.get("text") or each.get("caption")) for each in self.recorded()]


def _parameters(kept: Any) -> dict[str, Any]:
    return dict(json.loads(kept) if isinstance(kept, str) else kept)


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    python, port, folder = installing.telegram(), free_port(), tmp_path / "emulator"
    (folder / "data").mkdir(parents=True)
    others = {f"MOCKPOST_{name}_PORT": str(free_port()) for name in ("SMTP", "FTP", "FTPS", "FTPS_IMPLICIT", "SFTP")}
    own = {"MOCKPOST_STRICT_AUTH": "1", "MOCKPOST_HTTP_PORT": str(port), **others}
    start = [python, "-m", "uvicorn", "mockpost.main:app", "--host", "127.0.0.1", "--port", str(port)]
    with running.started(start, port, folder, {**os.environ, **own}):
        made = Emulator(f"http://127.0.0.1:{port}")
        asked(f"{made.url}/api/apps", {"name": "gabinete", "creds": {"telegram_token": TOKEN}})
        yield made


@contextmanager
def house(tmp_path: Path, emulator: Emulator, **settings: Any) -> Iterator[App]:
    """A house in which Ana is the writer at the emulator."""
    own = {"telegram_bot_token": TOKEN, "telegram_api_url": f"{emulator.url}/telegram", "telegram_rate": 1000}
    rest = {"database_url": f"sqlite:///{tmp_path / 'house.db'}", "secret_key": "s3gr3d0", "http_port": 0}
    app = build(Settings(_env_file=None, **{**own, **rest, **settings}))  # type: ignore[call-arg]
    schema.create(app.engine)
    with transaction(app.engine) as session:
        settle(session)
        session.execute(update(Address).where(Address.address == str(IDS["ana"])).values(address=ANYBODY))
    yield app
    app.engine.dispose()


def door_does(tmp_path: Path, emulator: Emulator, work: Callable[[TelegramDoor], Awaitable[Result]]) -> Result:
    with house(tmp_path, emulator) as app:
        return at_the_door(app, TelegramDoor, work)


def delivery(text: str, **more: Any) -> Delivery:
    return running.delivery("telegram", "1001", text, **more)


def test_what_is_written_in_private_is_answered(tmp_path: Path, emulator: Emulator) -> None:
    with house(tmp_path, emulator) as app, serving(app):
        emulator.writes("eu")
        assert eventually(lambda: any(text.startswith("Ana Prado") for text in emulator.texts()), 30)
    assert len([text for text in emulator.texts() if text.startswith("Ana Prado")]) == 1
    assert {str(each["chat_id"]) for each in emulator.recorded()} == {ANYBODY}


def test_the_webhook_is_registered_and_refuses_calls_without_its_secret(tmp_path: Path, emulator: Emulator) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    own = {"telegram_webhook_url": url, "telegram_webhook_secret": SECRET, "http_port": port}
    with house(tmp_path, emulator, **own) as app, serving(app):
        known = f"{emulator.url}/telegram/bot{TOKEN}/getWebhookInfo"
        assert eventually(lambda: asked(known)["result"]["url"] == url, 30)
        assert [each["response_code"] for each in emulator.writes("eu")] == [401]
    assert not any(text.startswith("Ana Prado") for text in emulator.texts())


def test_text_and_buttons_stand_as_meant(tmp_path: Path, emulator: Emulator) -> None:
    buttons = [{"label": "Ciente", "line": "ciente OS-5/2026"}, {"label": "Ver <tudo> & mais", "line": "ver"}]
    sent = delivery("Ofício <b> & *anexo*", payload={"buttons": buttons})
    assert door_does(tmp_path, emulator, lambda door: door.send(sent)).isdigit()
    [message] = emulator.recorded()
    assert (message["text"], str(message["chat_id"]), message.get("parse_mode")) == (
        "Ofício <b> & *anexo*",
        "1001",
        None,
    )
    shown = [button for row in message["reply_markup"]["inline_keyboard"] for button in row]
    assert [button["text"] for button in shown] == ["Ciente", "Ver <tudo> & mais"]
    assert all(0 < len(button["callback_data"].encode()) <= 64 for button in shown)


def test_an_edit_names_the_message_that_was_sent(tmp_path: Path, emulator: Emulator) -> None:
    async def work(door: TelegramDoor) -> str:
        reference = await door.send(delivery("o plano"))
        assert await door.send(delivery("o plano\n✓ Ciente: Ana Prado", row_id=6, edits=reference)) == reference
        return reference

    reference = door_does(tmp_path, emulator, work)
    sent, edited = emulator.recorded()
    assert sent["text"] == "o plano"
    assert (edited["text"], str(edited["message_id"])) == ("o plano\n✓ Ciente: Ana Prado", reference)


def test_a_long_text_arrives_in_pieces(tmp_path: Path, emulator: Emulator) -> None:
    words = " ".join(f"palavra{n}" for n in range(900))

    async def work(door: TelegramDoor) -> None:
        for part in range(door.parts(delivery(words))):
            await door.send(delivery(words, part=part))

    door_does(tmp_path, emulator, work)
    shown = emulator.texts()
    assert [each.partition("\n")[0] for each in shown] == [f"({n}/{len(shown)})" for n in range(1, len(shown) + 1)]
    assert len(shown) > 1
    assert all(utf16_units(each) <= 4096 for each in shown)
    assert " ".join(each.partition("\n")[2] for each in shown).split() == words.split()


def test_a_file_is_taken_with_its_name_and_caption(tmp_path: Path, emulator: Emulator) -> None:
    path = tmp_path / "anexo"
    path.write_bytes(b"%PDF-1.4")
    file = {"name": "oficio 5.pdf", "path": str(path), "sha256": hashlib.sha256(b"%PDF-1.4").hexdigest()}
    sent = delivery("Segue o ofício.", payload={"files": [file]})
    assert door_does(tmp_path, emulator, lambda door: door.send(sent)).isdigit()
    [message] = emulator.recorded()
    assert message["caption"] == "Segue o ofício."
    assert "oficio 5.pdf" in json.dumps(message)
