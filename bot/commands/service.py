"""run: the real bot, with every door whose secrets are set."""

import argparse
import signal
import sys
from threading import Event

from bot.commands import Subparsers, add


def register(commands: Subparsers) -> None:
    add(commands, "run", _run, "abre as portas configuradas e põe o bot a trabalhar", quiet=False)


def _run(_: argparse.Namespace) -> int:
    from bot import schema, service
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
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    service.Service(app, tuple(open_door(app) for open_door in openers)).run(stop)
    app.engine.dispose()
    return 0
