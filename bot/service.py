"""The bot at work: doors open, the clock ticking, what waits handled and what is due delivered, until told to stop.

A door is a file bot/channels/<name>_channel.py with `open_door(app) -> Door`; the settings it needs stand in `NEEDS`.
"""

import importlib
import logging
import pkgutil
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from bot import channels
from bot.app import App
from bot.delivery import Door
from bot.scheduler import Scheduler
from bot.settings import Settings

log = logging.getLogger("bot.service")
_PAUSE = 0.5  # seconds between two looks at the queues
NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {  # any one of the lists is enough
    "telegram": (("telegram_bot_token",),),
    "slack": (("slack_bot_token", "slack_app_token"), ("slack_bot_token", "slack_signing_secret")),
}
Opener = Callable[[App], Door]


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


def openers(settings: Settings) -> list[Opener]:
    """How to open each door whose secrets are set."""
    present = {module.name for module in pkgutil.iter_modules(channels.__path__)}
    names = [f"{name}_channel" for name in NEEDS if _is_set(settings, name)]
    return [importlib.import_module(f"bot.channels.{name}").open_door for name in names if name in present]


def what_is_missing(settings: Settings) -> list[str]:
    """For each door that cannot be opened, a sentence that says why."""
    present = {module.name for module in pkgutil.iter_modules(channels.__path__)}
    said = []
    for name, ways in NEEDS.items():
        if not _is_set(settings, name):
            said.append(f"{name.capitalize()}: falta {' ou '.join(_lacking(settings, way) for way in ways)}.")
        elif f"{name}_channel" not in present:
            said.append(
                f"{name.capitalize()}: os segredos estão preenchidos, mas esta versão ainda não traz essa porta."
            )
    return said


def _is_set(settings: Settings, name: str) -> bool:
    return any(all(getattr(settings, secret) for secret in way) for way in NEEDS[name])


def _lacking(settings: Settings, way: tuple[str, ...]) -> str:
    return " e ".join(name.upper() for name in way if not getattr(settings, name))
