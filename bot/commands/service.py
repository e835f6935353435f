"""run: the real bot, with every door whose secrets are set."""

import argparse
import asyncio
import errno
import signal
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands import Subparsers, add

if TYPE_CHECKING:
    from bot.app import App
    from bot.service import Opener
    from bot.settings import Settings

_PATIENCE = 3.0  # seconds that a port in use is waited for


def register(commands: Subparsers) -> None:
    add(commands, "run", _run, "abre as portas configuradas e põe o bot a trabalhar", quiet=False)


def _run(_: argparse.Namespace) -> int:
    from bot import lock, privacy, schema, service
    from bot.app import build
    from bot.settings import Settings

    settings = Settings()
    openers = service.openers(settings)
    if not openers:
        missing = [*service.what_is_missing(settings), *(each for each in _remarks() if each.endswith("?"))]
        print("Nenhuma porta pode ser aberta. Preencha em .env o que falta:", *missing, sep="\n", file=sys.stderr)
        return 2
    privacy.close(settings)
    app = build(settings)
    if misfit := schema.misfit(app.engine):
        print(misfit, file=sys.stderr)
        return 1
    try:
        with lock.held(settings.database_url, lock.ProcessRole.BOT):
            if problem := _port_problem(settings):
                print(problem, file=sys.stderr)
                return 2  # which the service does not begin anew
            return 0 if asyncio.run(_serve(app, openers)) else 1
    except lock.InUse as reason:
        print(reason, file=sys.stderr)
        return 1
    finally:
        app.engine.dispose()


def _remarks() -> list[str]:
    from bot import env_file
    from bot.settings import Settings

    return list(env_file.remarks(Path(env_file.ENV_FILE), [name.upper() for name in Settings.model_fields]))


def _port_problem(settings: "Settings") -> str:
    """The reason why we cannot listen at the configured address; empty when we can."""
    # A bot that is ending still holds the port for a moment: it is waited for.
    give_up = time.monotonic() + _PATIENCE
    while settings.http_port:
        try:
            place = socket.getaddrinfo(settings.http_host, settings.http_port, type=socket.SOCK_STREAM)[0]
            with socket.socket(place[0], place[1]) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(place[4])
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > give_up:
                return _why_not_there(settings, error)
            time.sleep(0.2)
        else:
            break
    return ""


def _why_not_there(settings: "Settings", error: OSError) -> str:
    where = f"{settings.http_host}:{settings.http_port}"
    if error.errno == errno.EADDRINUSE:
        return f"Outro programa já usa {where}. Pare-o, ou escolha outra porta em HTTP_PORT (0: nenhuma)."
    if error.errno == errno.EACCES:
        return f"Não tenho permissão para atender em {where}. Escolha em HTTP_PORT uma porta acima de 1023."
    return f"Não consigo atender em {where}: esse endereço não é desta máquina. Confira HTTP_HOST."


async def _serve(app: "App", openers: "list[Opener]") -> bool:
    from bot import service

    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return await service.serve(app, openers, stop)
