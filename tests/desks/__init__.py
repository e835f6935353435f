"""The same conversations at every door: lines are typed at the platform, and its accepted messages are read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.desks.at_slack import APP_TOKEN, SlackDesk
from tests.desks.at_slack import TOKEN as SLACK_TOKEN
from tests.desks.at_telegram import TOKEN as TELEGRAM_TOKEN
from tests.desks.at_telegram import TelegramDesk
from tests.servers.slack import SlackServer
from tests.servers.telegram import TelegramServer

CONSOLE, TELEGRAM, SLACK = "console", "telegram", "slack"


@dataclass(frozen=True)
class Seat:
    """The parts of a house at a door: `settings` of the program, and `desk(app, show, simulation)` for its people."""

    desk: Callable[..., Any]
    settings: dict[str, Any] = field(default_factory=dict)


@contextmanager
def seat_at(door: str) -> Iterator[Seat]:
    """A seat at that platform, which runs until the block ends."""
    if door == TELEGRAM:
        with TelegramServer() as telegram:
            settings = {"telegram_bot_token": TELEGRAM_TOKEN, "telegram_api_url": telegram.url}
            yield Seat(lambda *given: TelegramDesk(telegram, *given), settings)
    elif door == SLACK:
        with SlackServer() as slack:
            settings = {"slack_bot_token": SLACK_TOKEN, "slack_app_token": APP_TOKEN, "slack_api_url": slack.api_url}
            yield Seat(lambda *given: SlackDesk(slack, *given), settings)
