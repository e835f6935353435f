"""search: rebuild and check the search index."""

import argparse
import sys

from bot.commands import Subparsers, add

WRONG_USE = 2


def register(commands: Subparsers) -> None:
    search = add(commands, "search", _help, "o índice da busca")
    search.set_defaults(parser=search)
    actions = search.add_subparsers(metavar="ação")
    add(actions, "rebuild", _rebuild, "refaz o índice a partir dos registros (perdido, ou com registros de fora)")


def _help(options: argparse.Namespace) -> int:
    options.parser.print_help(sys.stderr)
    return WRONG_USE


def _rebuild(_: argparse.Namespace) -> int:
    from bot import schema, versions
    from bot.database import open_engine
    from bot.settings import Settings
    from bot.transactions import transaction
    from models import searchable
    from models.texts import plural

    engine = open_engine(Settings().database_url)
    if misfit := schema.misfit(engine):
        print(misfit, file=sys.stderr)
        return 1
    versions.tables()
    with transaction(engine, "administrador") as session:
        count = searchable.rebuild(session)
    print(f"Índice da busca refeito: {plural(count, 'registro', 'registros')}.")
    engine.dispose()
    return 0
