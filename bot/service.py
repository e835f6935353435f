"""The bot at work: doors open, the clock ticking, what waits handled and what is due delivered, until told to stop.

A door is a file of bot/channels with `SECRETS` (the settings it cannot do without, any one tuple of them is enough) and
`open_door(app) -> Door`. Dropped into the folder it is live.
"""

import importlib
import logging
import pkgutil
import secrets
from dataclasses import dataclass
from threading import Event
from typing import Protocol, cast

from bot import channels
from bot.app import App
from bot.delivery import Door
from bot.scheduler import Scheduler
from bot.settings import Settings

log = logging.getLogger("bot.service")
_PAUSE = 0.5  # seconds between two looks at the queues


class Channel(Protocol):
    """What a file of bot/channels offers when it can be opened from the settings."""

    SECRETS: tuple[tuple[str, ...], ...]

    def open_door(self, app: App) -> Door: ...


@dataclass(frozen=True, slots=True)
class Service:
    """A built house with its doors open."""

    app: App
    doors: tuple[Door, ...]

    def run(self, stop: Event) -> None:
        """Work until `stop` is set; what is under way is finished."""
        courier = self.app.courier(*self.doors)
        scheduler = Scheduler(self.app)
        scheduler.start()
        recovered = False
        while not stop.is_set():
            try:
                recovered = recovered or courier.recover() >= 0
                self.app.receiver.work_off(self.app.clock())
                courier.drain()
            except Exception as error:  # the database may be gone for a while: the queues wait in it
                log.error("delivery failed, code %s", secrets.token_hex(2).upper(), exc_info=error)
            stop.wait(_PAUSE)
        scheduler.stop()


def openable(settings: Settings) -> list[Channel]:
    """The channels whose secrets are set."""
    return [channel for channel in _channels() if any(_all_set(settings, names) for names in channel.SECRETS)]


def _channels() -> list[Channel]:
    found = [
        importlib.import_module(module.name) for module in pkgutil.iter_modules(channels.__path__, "bot.channels.")
    ]
    return [cast(Channel, module) for module in found if hasattr(module, "open_door")]


def _all_set(settings: Settings, names: tuple[str, ...]) -> bool:
    return all(name in settings.given() for name in names)
