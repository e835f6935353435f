"""The commands an administrator types. Human text on stdout, problems on stderr, exit codes 0 / 1 / 2."""

import argparse
import errno
import importlib
import os
import pkgutil
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bot import __version__, logs, privacy
from bot import commands as folder
from bot.commands import tables

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

    from bot.settings import Settings

_STORAGE = {
    errno.EACCES: "Não tenho permissão para usar {path}. Rode com o usuário que é dono dele.",
    errno.EPERM: "Não tenho permissão para usar {path}. Rode com o usuário que é dono dele.",
    errno.EROFS: "Não posso gravar {path}: o disco só deixa ler.",
    errno.ENOSPC: "Não consegui gravar {path}: o disco está cheio. Libere espaço e repita.",
    errno.EDQUOT: "Não consegui gravar {path}: acabou a cota de disco. Libere espaço e repita.",
}
Handler = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    privacy.keep_to_ourselves()
    words = sys.argv[1:] if arguments is None else arguments
    parser = _parser(words)
    options = parser.parse_args(words)
    if "run" not in options:
        parser.print_help(sys.stderr)
        return 2
    from sqlalchemy.exc import DBAPIError

    from bot.settings import WRONG, Settings, problems

    run: Handler = options.run
    try:
        _set_up_log(Settings(), quiet=getattr(options, "quiet", True))
        code = run(options)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except BrokenPipeError:  # whoever read the output has had enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except WRONG as error:
        for problem in problems(error):
            sys.stderr.write(f"{problem}\n")
        return 2
    except DBAPIError as error:
        sys.stderr.write(f"{_cause(error)} Para saber mais: python -m bot doctor\n")
        return 1
    except OSError as error:
        if error.errno not in _STORAGE or error.filename is None:
            raise
        sys.stderr.write(_STORAGE[error.errno].format(path=error.filename) + "\n")
        return 1


def _cause(error: "DBAPIError") -> str:
    """The cause of a failure in a sentence; for an unforeseen one, the name of its type only."""
    from bot.causes import cause_of

    if cause := cause_of(error):
        return f"Banco de dados: {cause.sentence}."
    name = getattr(error.orig, "sqlite_errorname", None) or type(error.orig).__name__
    return f"O banco não respondeu como devia ({name})."


def _set_up_log(settings: "Settings", *, quiet: bool) -> None:
    """Log to stderr: warnings and errors only (`quiet`), or all, where the bot itself runs."""
    level = "WARNING" if quiet and settings.log_level.upper() != "DEBUG" else settings.log_level
    logs.configure(level=level, form=settings.log_format, secrets=settings.secrets())


def _parser(words: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The parser with the commands of every file of bot/commands, and with those of the subjects that have a table."""
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Gabinete: o dia do gabinete do prefeito no chat."
    )
    parser.add_argument("--version", action="version", version=f"Gabinete {__version__}", help="diz a versão")
    subparsers = parser.add_subparsers(metavar="comando")
    for module in pkgutil.iter_modules(folder.__path__, folder.__name__ + "."):
        importlib.import_module(module.name).register(subparsers)
    if not words or words[0] not in subparsers.choices:  # to know the subjects costs time: only where it is asked for
        tables.add_subjects(subparsers)
    return parser
