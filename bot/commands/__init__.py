"""One file per group of administrator's commands, each with `register(subparsers)`. Heavy imports stay in functions."""

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from bot.app import App

Subparsers: TypeAlias = Any  # argparse keeps the type of add_subparsers() private
WRONG_USE = 2


def add(
    commands: Subparsers, name: str, run: Callable[[argparse.Namespace], int], text: str, *, quiet: bool = True
) -> argparse.ArgumentParser:
    """Add one command; `run` gets the parsed options and returns the exit code. `quiet` logs only what is amiss."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run, quiet=quiet)
    return parser


def add_group(commands: Subparsers, name: str, text: str) -> Subparsers:
    """Add a command that has commands of its own; returns where they are added."""

    def explain(_options: argparse.Namespace) -> int:
        group.print_help(sys.stderr)
        return WRONG_USE

    group = add(commands, name, explain, text)
    return group.add_subparsers(metavar="ação")


def with_house(body: "Callable[[App], int]", *, refused: int = 1) -> int:
    """Run on the configured database; a refusal is printed, and ends the command with the code `refused`."""
    from bot import schema
    from bot.app import build
    from bot.settings import Settings
    from models.base import Refusal

    app = build(Settings())
    try:
        if schema.current(app.engine) is None:
            return complain("O banco ainda não tem as tabelas. Rode antes: python -m bot migrate")
        return body(app)
    except Refusal as refusal:
        return complain(refusal.sentence, refused)
    finally:
        app.engine.dispose()


def complain(sentence: str, code: int = 1) -> int:
    """Print a problem on stderr; returns the exit code."""
    sys.stderr.write(sentence + "\n")
    return code
