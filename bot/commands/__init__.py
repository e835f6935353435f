"""One file per group of administrator's commands, each with `register(subparsers)`. Heavy imports stay in functions."""

import argparse
from collections.abc import Callable
from typing import Any, TypeAlias

Subparsers: TypeAlias = Any  # argparse keeps the type of add_subparsers() private


def add(
    commands: Subparsers, name: str, run: Callable[[argparse.Namespace], int], text: str, *, quiet: bool = True
) -> argparse.ArgumentParser:
    """Add one command; `run` gets the parsed options and returns the exit code. `quiet` logs only what is amiss."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run, quiet=quiet)
    return parser
