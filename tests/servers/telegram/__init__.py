"""A Telegram Bot API server for tests: checks every call against the published interface, misbehaves as told."""

from tests.servers.telegram.control import control
from tests.servers.telegram.fates import Fate
from tests.servers.telegram.log import Call
from tests.servers.telegram.server import TelegramServer

__all__ = ["Call", "Fate", "TelegramServer", "control"]
