"""run: the real bot, with every door whose secrets are set."""

import argparse
import asyncio
import signal
import sys
from typing import TYPE_CHECKING

from bot.commands import Subparsers, add

if TYPE_CHECKING:
    from bot.app import App
    from bot.service import Opener


def register(commands: Subparsers) -> None:
    add(commands, "run", _run, "abre as portas configuradas e põe o bot a trabalhar", quiet=False)


def _run(_: argparse.Namespace) -> int:
    from bot import lock, schema, service
    from bot.app import build
    from bot.settings import Settings

    settings = Settings()
    openers = service.openers(settings)
    missing = service.what_is_missing(settings)
    if not openers:
        print("Nenhuma porta pode ser aberta. Preencha em .env o que falta:", *missing, sep="\n", file=sys.stderr)
        return 2
    app = build(settings)
    if misfit := schema.misfit(app.engine):
        print(misfit, file=sys.stderr)
        return 1
    try:
        with lock.held(settings.database_url, lock.Role.BOT):
            as_asked = asyncio.run(_serve(app, openers))
    except lock.InUse as reason:
        print(reason, file=sys.stderr)
        return 1
    finally:
        app.engine.dispose()
    return 0 if as_asked else 1


async def _serve(app: "App", openers: "list[Opener]") -> bool:
    from bot import service

    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return await service.serve(app, openers, stop)
