"""The menu of commands that Telegram shows behind the /: each person's own, made from the registered commands."""

import asyncio
import hashlib
import json
import logging
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from bot.background import Background
from bot.channels.telegram.web import Api
from bot.hub import Hub
from bot.transactions import transaction
from handlers.base import Command, commands
from models import subjects
from models.base import insert_rows
from models.house_state import HouseState
from models.people import at_address, standing
from models.texts import clip, fold

log = logging.getLogger("bot.telegram")
_MOST, _LONGEST_NAME, _LONGEST_HELP = 100, 32, 250
_LOOK_AGAIN = 600.0  # seconds between two checks of a person's menu
_BREATH = 0.2  # seconds between two people: answers are more urgent than menus
_FIRST = ("pauta", "minhas", "tarefa", "ajuda")
_SLASH = re.compile(r"/([A-Za-z0-9_]+)(?:@(\w+))?")
Menu = list[dict[str, str]]


def slash(name: str) -> str:
    """The slash command of a name: `dias úteis` -> `dias_uteis`."""
    return re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[:_LONGEST_NAME]


@cache
def _lines() -> dict[str, str]:
    return {slash(each.name): each.name for each in commands()}


def line_of(text: str, bot: str) -> str:
    """The line of a slash command: `/onde_esta@gabinete_bot T-1` -> `/onde está T-1`; any other text as it is."""
    found = _SLASH.match(text)
    if found is None:
        return text
    ours = not found[2] or found[2].casefold() == bot.casefold()
    name = found[1] if "_" not in found[1] else _lines().get(found[1].lower(), found[1])
    return f"/{name}{text[found.end() :]}" if ours else text


def menu(allowed: Iterable[Command]) -> Menu:
    """The menu of these commands: the most frequent, then those of few papéis, then by the rank of their subjects.

    A menu holds a hundred: what is left out is found in the help.
    """
    found: dict[str, str] = {}
    for each in sorted(allowed, key=_place):
        found.setdefault(slash(each.name), clip(each.help, _LONGEST_HELP))
    return [{"command": name, "description": text} for name, text in list(found.items())[:_MOST]]


def _place(entry: Command) -> tuple[int, bool, int]:
    subject = subjects.in_folder(entry.subject)
    first = _FIRST.index(entry.name) if entry.name in _FIRST else len(_FIRST)
    return first, not entry.only, subject.rank if subject else 50


def for_everybody() -> Menu:
    """The menu of a person without one of their own."""
    return menu(each for each in commands() if not each.only)


class Menus:
    """Sets the menus that changed. The database remembers a hash of each."""

    def __init__(self, hub: Hub, api: Api, channel: str) -> None:
        self._hub, self._api, self._channel = hub, api, channel
        self._looked_at: dict[str, float] = {}
        self._background = Background(log)
        self._turn = asyncio.Lock()

    async def set_default(self) -> None:
        """Set the menu for everybody; the door opens without it, too."""
        wanted = for_everybody()
        if await self._hub.run(self._known, "") == _hash(wanted):
            return
        try:
            await self._api.call("setMyCommands", {"commands": wanted})
            await self._api.call("setMyCommands", {"commands": wanted, "language_code": "pt"})
        except Exception as error:  # it is set when the door opens the next time
            log.warning("the menu could not be set: %s", error)
        else:
            await self._hub.run(self._remember, "", _hash(wanted))

    def look(self, address: str, known: bool) -> None:
        """Check the menu of a person who was answered, now and then; that of a stranger at once."""
        now = asyncio.get_running_loop().time()
        if known and now < self._looked_at.get(address, 0.0):
            return
        self._looked_at[address] = now + _LOOK_AGAIN
        self._background.start(self._fit_in_turn(address))

    async def close(self) -> None:
        await self._background.close()

    async def _fit_in_turn(self, address: str) -> None:
        async with self._turn:
            await self._fit(address)
            await asyncio.sleep(_BREATH)

    async def _fit(self, address: str) -> None:
        try:
            wanted = await self._hub.run(self._missing, address)
            if wanted is None:
                return
            scope = {"scope": {"type": "chat", "chat_id": int(address)}}
            if wanted:
                await self._api.call("setMyCommands", {"commands": wanted, **scope})
            else:
                await self._api.call("deleteMyCommands", scope)
            await self._hub.run(self._remember, address, _hash(wanted) if wanted else "")
        except Exception as error:  # the menu is a help, no more: it is set after the next answer
            self._looked_at.pop(address, None)
            log.info("a menu could not be set: %s", type(error).__name__)

    def _missing(self, address: str) -> Menu | None:
        """The menu that this person lacks; None: it is set already."""
        with transaction(self._hub.app.engine, self._channel) as session:
            person = at_address(session, self._channel, address)
            known = _value(session, self._key(address))
            if person is None:
                return [] if known else None
            here = standing(session, person, self._hub.app.clock())
            wanted = menu(each for each in commands() if each.allows(here))
            return None if known == _hash(wanted) else wanted

    def _known(self, address: str) -> str:
        with transaction(self._hub.app.engine, self._channel) as session:
            return _value(session, self._key(address))

    def _remember(self, address: str, value: str) -> None:
        with transaction(self._hub.app.engine, self._channel) as session:
            row = session.get(HouseState, self._key(address))
            if row is None:
                insert_rows(session, HouseState, [{"key": self._key(address), "value": value}])
            else:
                row.value = value

    def _key(self, address: str) -> str:
        """The key of a menu: another bot has menus of its own."""
        return f"{self._channel}:menu:{self._api.token.partition(':')[0]}:{address}"


def _value(session: Session, key: str) -> str:
    row = session.get(HouseState, key)
    return row.value if row else ""


def _hash(wanted: Any) -> str:
    return hashlib.sha256(json.dumps(wanted).encode()).hexdigest()[:16]
