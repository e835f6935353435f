"""The same conversations at every door: what a test says is typed at the platform, what it reads was accepted there."""

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
    """How a house is built at a door: `settings` of the program, `desk(app, show, simulation)` where people sit."""

    desk: Callable[..., Any]
    settings: dict[str, Any] = field(default_factory=dict)


@contextmanager
def seat_at(door: str) -> Iterator[Seat]:
    """A seat at that platform, which is there until the block ends."""
    if door == TELEGRAM:
        with TelegramServer() as telegram:
            settings = {"telegram_bot_token": TELEGRAM_TOKEN, "telegram_api_url": telegram.url}
            yield Seat(lambda *given: TelegramDesk(telegram, *given), settings)
    elif door == SLACK:
        with SlackServer() as slack:
            settings = {"slack_bot_token": SLACK_TOKEN, "slack_app_token": APP_TOKEN, "slack_api_url": slack.api_url}
            yield Seat(lambda *given: SlackDesk(slack, *given), settings)
