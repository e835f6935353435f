"""demo and console: the chat in a terminal."""

import argparse
from datetime import datetime

from bot.commands import Subparsers, add


def register(commands: Subparsers) -> None:
    demo = add(commands, "demo", _demo, "a conversa de demonstração, com um município inventado")
    demo.add_argument("--script", help="arquivo com as linhas a dizer")
    demo.add_argument("--now", type=_instant, help="o instante em que a demonstração começa (ISO, com fuso)")
    demo.add_argument("--database", help="endereço de um banco que fica, em vez de um temporário")
    console = add(commands, "console", _console, "a mesma conversa no banco configurado")
    for parser in (demo, console):
        parser.add_argument("--json", action="store_true", help="um objeto JSON por linha, nos dois sentidos")
        parser.add_argument("--as", dest="person", default="", help="quem fala")


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError("falta o fuso: 2026-11-24T07:30:00-03:00")
    return moment


def _demo(options: argparse.Namespace) -> int:
    from bot import demo

    return demo.run(
        now=options.now, script=options.script, url=options.database, as_json=options.json, person=options.person
    )


def _console(options: argparse.Namespace) -> int:
    from bot import chat

    return chat.on_configured_database(as_json=options.json, person=options.person)
