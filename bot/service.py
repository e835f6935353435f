"""The running bot: doors, worker, senders, scheduler and HTTP, from the start until it is told to stop.

A door is a file bot/channels/<name>_channel.py with `open_door(hub) -> OpenDoor`; its secrets are in `NEEDS`.
"""

import asyncio
import gc
import importlib
import logging
import pkgutil
from collections.abc import Callable
from threading import Thread
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot import channels, http
from bot.app import App
from bot.attachment_reader import AttachmentReader
from bot.delivery import NotSent, Shut
from bot.hub import Hub, OpenDoor
from bot.mail import Postman
from bot.object_sender import ObjectSender
from bot.paper.press import Press
from bot.scheduler import Scheduler
from bot.sender import Sender
from bot.settings import Settings
from bot.transactions import transaction
from bot.watch import DatabaseWatch
from bot.worker import Worker
from handlers.reading.dates.fallback import warm
from models import doors as door_states
from models import undelivered

log = logging.getLogger("bot.service")
NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {  # any one of the lists is enough
    "telegram": (("telegram_bot_token",),),
    "slack": (("slack_bot_token", "slack_app_token"), ("slack_bot_token", "slack_signing_secret")),
}
_PROBE = 60.0  # seconds between two questions to a platform that refused our token
Opener = Callable[[Hub], OpenDoor]


async def serve(app: App, openers: list[Opener], stop: asyncio.Event) -> bool:
    """Run until `stop` is set, then finish the work under way. False when a part of the bot ended by itself."""
    hub = Hub(app)
    doors = {door.name: door for door in (opener(hub) for opener in openers)}
    app.inbox.parsers |= {door.name: door.parse for door in doors.values()}
    senders = [Sender(hub, door) for door in doors.values()]
    scheduler = Scheduler(app, hub.outbox_notifier())
    scheduler.start()
    Thread(target=warm, args=(app.clock(),), name="warm", daemon=True).start()
    tasks = [asyncio.create_task(Worker(hub, doors).run()), *(asyncio.create_task(sender.run()) for sender in senders)]
    tasks += [asyncio.create_task(_keep_open(hub, door)) for door in doors.values()]
    tasks.append(asyncio.create_task(DatabaseWatch(hub).run()))
    if app.settings.warn_by_email:
        tasks.append(asyncio.create_task(Postman(hub).run()))
    tasks.append(asyncio.create_task(Press(hub).run()))
    tasks.append(asyncio.create_task(AttachmentReader(hub).run()))
    if app.settings.storage_bucket:
        tasks.append(asyncio.create_task(ObjectSender(hub).run()))
    log.info("at work: doors %s, HTTP port %s", ", ".join(doors), app.settings.http_port or "none")
    if app.settings.http_port:
        tasks.append(asyncio.create_task(http.serve(hub, list(doors.values()))))
    gc.collect()
    gc.freeze()  # the garbage collector no longer looks through all that was built so far
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait([stopped, *tasks], return_when=asyncio.FIRST_COMPLETED)
    await _end([stopped, *tasks])
    scheduler.stop()
    await asyncio.gather(*(sender.drain() for sender in senders))
    for door in doors.values():
        await door.close()
    await hub.close()
    return stop.is_set()


async def _keep_open(hub: Hub, door: OpenDoor) -> None:
    """Open the door as soon as the platform accepts our token, listen at it, and open it again after it was shut."""
    listening: asyncio.Task[Any] | None = None
    pause = 1.0
    while True:
        try:
            is_open = await _checked(hub, door)
        except SQLAlchemyError as error:  # a door that was open is still listened at
            log.error("the state of %s cannot be noted", door.name, exc_info=error)
            pause = min(pause * 2, _PROBE)
        except Exception as error:  # unreachable, or an unforeseen answer: ask again later
            log.warning("%s cannot be reached: %s", door.name, error if isinstance(error, NotSent) else repr(error))
            pause = min(pause * 2, _PROBE)
        else:
            if is_open and (listening is None or listening.done()):
                log.info("the door %s is open", door.name)
                listening = asyncio.create_task(door.listen())
            pause = _PROBE
        try:
            await asyncio.sleep(pause)
        except asyncio.CancelledError:
            if listening is not None:
                await _end([listening])
            raise


async def _checked(hub: Hub, door: OpenDoor) -> bool:
    """Whether the platform accepts our token; noted in the database for the other processes."""
    try:
        await door.check()
    except Shut as reason:
        await hub.run(_shut, hub.app, door.name, str(reason))
        return False
    await hub.run(_reopen, hub.app, door.name)
    hub.notify_outbox()
    return True


def _shut(app: App, name: str, reason: str) -> None:
    with transaction(app.engine) as session:
        if door_states.shut(session, name, reason):
            log.critical("the door %s is shut: %s", name, reason)
            undelivered.door_shut(session, name, reason, now=app.clock())


def _reopen(app: App, name: str) -> None:
    with transaction(app.engine) as session:
        if door_states.reopen(session, name):
            log.warning("the door %s is open again", name)
            undelivered.door_open(session, name, now=app.clock())


async def _end(tasks: "list[asyncio.Task[Any]]") -> None:
    waiting = set(tasks)
    while waiting:
        for task in waiting:
            task.cancel()
        _, waiting = await asyncio.wait(waiting, timeout=2)
    for task in tasks:
        if not task.cancelled() and (error := task.exception()):
            log.error("a part of the bot ended with an error", exc_info=error)


def openers(settings: Settings) -> list[Opener]:
    """The function that opens each door whose secrets are set."""
    present = {module.name for module in pkgutil.iter_modules(channels.__path__)}
    names = [f"{name}_channel" for name in NEEDS if _is_set(settings, name)]
    return [importlib.import_module(f"bot.channels.{name}").open_door for name in names if name in present]


def what_is_missing(settings: Settings) -> list[str]:
    """A sentence for each door that cannot be opened, with the reason."""
    return [
        f"{name.capitalize()}: falta {' ou '.join(_lacking(settings, way) for way in ways)}."
        for name, ways in NEEDS.items()
        if not _is_set(settings, name)
    ]


def half_set(settings: Settings) -> list[str]:
    """The names of the doors of which some secrets are set, but not enough."""
    return [
        name
        for name, ways in NEEDS.items()
        if not _is_set(settings, name) and any(getattr(settings, secret) for way in ways for secret in way)
    ]


def _is_set(settings: Settings, name: str) -> bool:
    return any(all(getattr(settings, secret) for secret in way) for way in NEEDS[name])


def _lacking(settings: Settings, way: tuple[str, ...]) -> str:
    return " e ".join(name.upper() for name in way if not getattr(settings, name))
