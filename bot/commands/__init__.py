"""One file per group of administrator's commands; each has `register(subparsers)`. Heavy imports stay inside functions."""

import argparse
from collections.abc import Callable
from typing import Any, TypeAlias

Subparsers: TypeAlias = Any  # argparse keeps the type of add_subparsers() private


def add(
    commands: Subparsers, name: str, run: Callable[[argparse.Namespace], int], text: str
) -> argparse.ArgumentParser:
    """Add one command; `run` gets the parsed options and returns the exit code."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    return parser
