"""manifest: the description of the bot that a platform asks for when it is set up."""

import argparse
import json

from bot.commands import Subparsers, add


def register(commands: Subparsers) -> None:
    parser = add(commands, "manifest", _manifest, "o manifesto do aplicativo, para criá-lo numa plataforma")
    parser.add_argument("platform", choices=("slack",), help="para qual plataforma")


def _manifest(_: argparse.Namespace) -> int:
    from bot.channels.slack.manifest import manifest
    from bot.settings import Settings
    from handlers import base

    base.walk()
    print(json.dumps(manifest(Settings()), ensure_ascii=False, indent=2))
    return 0
