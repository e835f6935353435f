"""The Slack door before `emulate`, which takes a call only with the scope it needs.

It does not check: the shape and the limits of blocks, buttons, modals and pages (it keeps any object); rates; which
person may see what; that a view's trigger belongs to a press. It has no Socket Mode, slash commands or interactivity,
and its command line no way to subscribe to events, so that what people write is brought here signed as Slack does.
"""

import hashlib
import json
import os
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.app import App
from bot.channels.slack.door import SlackDoor, open_door
from bot.channels.slack.manifest import scopes
from bot.splitting import utf16_units
from bot.transactions import transaction
from models.deliveries import Delivery
from models.people import Address
from tests import engines
from tests.bot.paper import eventually, free_port, serving
from tests.bot.slack.conftest import TOKEN, Clock, built, user
from tests.emulators import installing, running
from tests.emulators.running import Result, asked, at_the_door, fetched
from tests.servers.slack.signing import SECRET, post

pytestmark = pytest.mark.slow

BOT = {"bot_id": "B0GABINETE", "bot_user_id": "U0GABINETE", "app_id": "A0GABINETE"}
BYTES = bytes(range(256)) * 40
FORM = {
    "command": "tarefa",
    "fields": [
        {"name": "titulo", "question": "O que fazer?", "kind": "text", "required": True, "choices": []},
        {"name": "prazo", "question": "Até quando?", "kind": "date", "required": False, "choices": []},
    ],
}


@dataclass
class Emulator:
    """A workspace in which our app is installed, and Ana."""

    url: str

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One call with our token, which must be taken."""
        answer: dict[str, Any] = asked(f"{self.url}/api/{method}", parameters, Authorization=f"Bearer {TOKEN}")
        assert answer["ok"], answer
        return answer

    @property
    def ana(self) -> str:
        return str(next(each["id"] for each in self.call("users.list")["members"] if each["name"] == "ana"))

    @property
    def room(self) -> str:
        """Our direct messages with her."""
        return str(self.call("conversations.open", users=self.ana)["channel"]["id"])

    def messages(self) -> list[dict[str, Any]]:
        """The messages there, oldest first."""
        return list(reversed(self.call("conversations.history", channel=self.room)["messages"]))

    def views(self) -> str:
        """Its page on views and homes."""
        return fetched(f"{self.url}/?tab=views").decode()


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    command, port, folder = installing.slack(), free_port(), tmp_path / "emulator"
    folder.mkdir()
    app = {**BOT, "client_id": "1.2", "client_secret": "x", "name": "Gabinete", "bot_name": "gabinete"}
    token = {**BOT, "token": TOKEN, "type": "bot", "user_id": BOT["bot_user_id"], "scopes": scopes()}
    seed = {
        "signing_secret": SECRET,
        "strict_scopes": True,
        "users": [{"name": "ana", "real_name": "Ana Prado"}],
        "oauth_apps": [{**app, "redirect_uris": [], "scopes": scopes()}],
        "tokens": [token],
    }
    (folder / "seed.json").write_text(json.dumps({"slack": seed}), encoding="utf-8")
    start = [*command, "start", "--port", str(port), "--service", "slack", "--seed", "seed.json"]
    with running.started(start, port, folder, os.environ):
        yield Emulator(f"http://127.0.0.1:{port}")


@pytest.fixture
def app(tmp_path: Path, emulator: Emulator) -> Iterator[App]:
    """The house, in which Ana is called as the emulator calls her."""
    port = free_port()
    own = {"slack_signing_secret": SECRET, "slack_api_url": f"{emulator.url}/api/", "http_port": port}
    made = built(tmp_path, Clock(), **own)
    with transaction(made.engine) as session:
        session.execute(update(Address).where(Address.address == user("ana")).values(address=emulator.ana))
    yield made
    engines.give_back(made.engine)


def door_does(app: App, work: Callable[[SlackDoor], Awaitable[Result]]) -> Result:
    return at_the_door(app, open_door, work)


def delivery(text: str, address: str, **more: Any) -> Delivery:
    return running.delivery("slack", address, text, **more)


def texts(message: dict[str, Any]) -> list[str]:
    return [each["text"]["text"] for each in message["blocks"] if each["type"] == "section"]


def labels(message: dict[str, Any]) -> list[str]:
    rows = [each["elements"] for each in message["blocks"] if each["type"] == "actions"]
    return [button["text"]["text"] for row in rows for button in row]


def test_what_is_written_in_private_is_answered(app: App, emulator: Emulator) -> None:
    said = {"type": "message", "user": emulator.ana, "text": "eu", "ts": "1.1", "channel": emulator.room}
    team = emulator.call("auth.test")["team_id"]
    event = {"type": "event_callback", "team_id": team, "event_id": "Ev1", "event": {**said, "channel_type": "im"}}
    with serving(app):
        url = f"http://127.0.0.1:{app.settings.http_port}/slack/events"
        assert eventually(lambda: _status(url, event) == 200, 30)
        assert post(url, event, secret="outro")[0] == 401
        assert eventually(lambda: any(each["text"].startswith("Ana Prado") for each in emulator.messages()), 30)


def _status(url: str, event: dict[str, Any]) -> int:
    try:
        return post(url, event)[0]
    except OSError:
        return 0


def test_text_buttons_and_metadata_stand_as_meant(app: App, emulator: Emulator) -> None:
    buttons = [{"label": "Ciente", "line": "ciente OS-5/2026"}, {"label": "Ver <tudo> & mais", "line": "ver"}]
    sent = delivery("Ofício <b> & *anexo*", emulator.ana, payload={"buttons": buttons})
    reference = door_does(app, lambda door: door.send(sent))
    [message] = emulator.messages()
    assert reference == f"{emulator.room}:{message['ts']}"
    assert message["text"] == "Ofício &lt;b&gt; &amp; *anexo*"
    assert texts(message) == ["Ofício <b> & *anexo*"]
    assert labels(message) == ["Ciente", "Ver <tudo> & mais"]
    assert message["metadata"]["event_type"] == "gabinete_message"
    assert message["metadata"]["event_payload"]["delivery"] == 5


def test_a_post_of_unknown_fate_is_found_by_its_metadata(app: App, emulator: Emulator) -> None:
    first, second = delivery("o plano", emulator.ana), delivery("o plano", emulator.ana, id=6, row_id=6)

    async def work(door: SlackDoor) -> None:
        reference = await door.send(first)
        assert await door.find(first) == reference
        assert await door.find(second) is None

    door_does(app, work)


def test_an_edit_changes_what_stands(app: App, emulator: Emulator) -> None:
    buttons = [{"label": "Ciente", "line": "ciente OS-5/2026"}]

    async def work(door: SlackDoor) -> None:
        reference = await door.send(delivery("o plano", emulator.ana, payload={"buttons": buttons}))
        note = delivery("o plano\n✓ Ciente: Ana Prado", emulator.ana, row_id=6, edits=reference)
        assert await door.send(note) == reference

    door_does(app, work)
    [message] = emulator.messages()
    assert (texts(message), labels(message)) == (["o plano\n✓ Ciente: Ana Prado"], [])
    assert message["metadata"]["event_payload"]["delivery"] == 5


def test_a_long_text_arrives_in_pieces(app: App, emulator: Emulator) -> None:
    words = " ".join(f"palavra{n}" for n in range(900))

    async def work(door: SlackDoor) -> None:
        whole = delivery(words, emulator.ana)
        for part in range(door.parts(whole)):
            await door.send(delivery(words, emulator.ana, part=part))

    door_does(app, work)
    shown = ["\n".join(texts(each)) for each in emulator.messages()]
    assert [each[:6] for each in shown] == [f"({n}/{len(shown)})\n" for n in range(1, len(shown) + 1)]
    assert len(shown) > 1
    assert all(utf16_units(each) <= 3000 for each in shown)
    assert " ".join(each[6:] for each in shown).split() == words.split()


def test_a_file_arrives_with_the_same_bytes(app: App, emulator: Emulator, tmp_path: Path) -> None:
    path = tmp_path / "anexo"
    path.write_bytes(BYTES)
    file = {"name": "ofício 5.pdf", "path": str(path), "sha256": hashlib.sha256(BYTES).hexdigest()}
    sent = delivery("", emulator.ana, payload={"text": "", "files": [file]})
    reference = door_does(app, lambda door: door.send(sent))
    [shown] = emulator.messages()[0]["files"]
    assert (shown["id"], shown["name"], shown["size"]) == (reference, "ofício 5.pdf", len(BYTES))
    assert fetched(shown["url_private"], Authorization=f"Bearer {TOKEN}") == BYTES


def test_a_form_opens_where_it_was_asked_for(app: App, emulator: Emulator) -> None:
    trigger = emulator.call("views.generateTriggerId", user_id=emulator.ana)["trigger_id"]
    payload = {"form": FORM, "buttons": [{"label": "Criar", "line": "tarefa"}]}
    asked_for = delivery("Criar", emulator.ana, payload=payload, origin={"trigger_id": trigger})
    assert door_does(app, lambda door: door.send(asked_for)) == ""
    assert emulator.messages() == []
    assert "No modal views" not in emulator.views()


def test_a_form_whose_time_is_over_goes_as_a_message(app: App, emulator: Emulator) -> None:
    payload = {"form": FORM, "buttons": [{"label": "Criar", "line": "tarefa"}]}
    late = delivery("Criar", emulator.ana, payload=payload, origin={"trigger_id": "velho"})
    door_does(app, lambda door: door.send(late))
    assert [labels(each) for each in emulator.messages()] == [["Criar"]]


def test_the_home_page_is_published(app: App, emulator: Emulator) -> None:
    opened = {"type": "app_home_opened", "user": emulator.ana, "tab": "home", "channel": emulator.room}
    team = emulator.call("auth.test")["team_id"]
    event = {"type": "event_callback", "team_id": team, "event_id": "Ev2", "event": opened}
    with serving(app):
        url = f"http://127.0.0.1:{app.settings.http_port}/slack/events"
        assert eventually(lambda: _status(url, event) == 200, 30)
        assert eventually(lambda: "No App Home views" not in emulator.views(), 30)


def test_a_channel_is_named_and_left(app: App, emulator: Emulator) -> None:
    channel = emulator.call("conversations.create", name="secretarios")["channel"]["id"]
    emulator.call("conversations.invite", channel=channel, users=emulator.ana)
    last = delivery("Até logo.", channel, person_id=None, payload={"leave": True})

    async def work(door: SlackDoor) -> str:
        title = await door._channels.title(channel)
        await door.send(last)
        return title

    assert door_does(app, work) == "secretarios"
    history = emulator.call("conversations.history", channel=channel)["messages"]
    assert [each["text"] for each in history if each.get("blocks")] == ["Até logo."]
    assert BOT["bot_user_id"] not in emulator.call("conversations.members", channel=channel)["members"]
