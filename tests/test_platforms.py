"""The check of messages against the limits of both platforms notices a writer that ignores one."""

from typing import Any

import pytest

from bot.channels.slack import writing as slack
from bot.channels.telegram import writing as telegram
from models.deliveries import Delivery
from models.outbox import Message
from tests.conftest import House
from tests.platforms import complaints


def delivery(text: str, **more: Any) -> Delivery:
    return Delivery(1, 1, "console", "ana", 1, Message(text).payload() | more, reply_to=None, repeats=0)


@pytest.mark.parametrize("text", ["oi", "", "a" * 9000, "<&>" * 3000, "😀" * 5000])
def test_whatever_is_written_fits(text: str) -> None:
    buttons = [{"label": "Ciente " * 30, "line": f"ciente OS-{n}/2026"} for n in range(60)]
    assert complaints(delivery(text, buttons=buttons)) == []


@pytest.mark.parametrize(
    ("writer", "limit", "method"),
    [(telegram, "LONGEST", "Telegram sendMessage"), (slack, "_SECTION", "Slack chat.postMessage")],
)
def test_a_writer_without_its_limit_is_noticed(
    monkeypatch: pytest.MonkeyPatch, writer: Any, limit: str, method: str
) -> None:
    monkeypatch.setattr(writer, limit, 90_000)
    monkeypatch.setattr(slack, "LONGEST", 90_000)
    assert any(each.startswith(method) for each in complaints(delivery("a" * 9000)))


@pytest.mark.console
def test_a_house_does_not_close_over_what_a_platform_would_refuse(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slack, "LONGEST", 90_000)
    monkeypatch.setattr(slack, "_SECTION", 90_000)
    house.says("ana", f"tarefa @bruno relatório\n{'a ' * 1950}")
    with pytest.raises(AssertionError, match=r"Slack chat\.postMessage"):
        house.desk.close()
    house.desk.refused.clear()
