"""The commands an administrator types. Human text on stdout, problems on stderr, exit codes 0 / 1 / 2."""

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Callable, Sequence

from bot import commands as folder

Handler = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if "run" not in options:
        parser.print_help(sys.stderr)
        return 2
    run: Handler = options.run
    return run(options)


def _parser() -> argparse.ArgumentParser:
    """Every file of bot/commands adds its own commands: a file dropped there is live."""
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Gabinete: o dia do gabinete do prefeito no chat."
    )
    subparsers = parser.add_subparsers(metavar="comando")
    for module in pkgutil.iter_modules(folder.__path__, folder.__name__ + "."):
        importlib.import_module(module.name).register(subparsers)
    return parser
