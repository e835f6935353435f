"""migrate, backup, restore, hold, release: the life of the database."""

import argparse
import sys
from datetime import timedelta
from pathlib import Path

from bot.commands import Subparsers, add

_RECENTLY = timedelta(seconds=60)  # a delivery at work beats more often


def register(commands: Subparsers) -> None:
    migrate = add(commands, "migrate", _migrate, "põe as tabelas do banco na versão deste programa")
    migrate.add_argument("--to", metavar="REV", default="head", help="a versão desejada (base: sem tabelas)")
    backup = add(commands, "backup", _backup, "copia o banco para um arquivo, com o bot trabalhando")
    backup.add_argument("file", metavar="FILE", type=Path, help="o arquivo a criar")
    restore = add(commands, "restore", _restore, "põe uma cópia no lugar do banco, em espera (pare o bot antes)")
    restore.add_argument("file", metavar="FILE", type=Path, help="a cópia feita por backup")
    restore.add_argument("--force", action="store_true", help="mesmo havendo um banco: ele é guardado ao lado")
    add(commands, "hold", _hold, "põe em espera um banco restaurado por outro meio: nada sai antes de release")
    release = add(commands, "release", _release, "mostra o que pode já ter saído e encerra a espera da restauração")
    release.add_argument("--anchor", metavar="CÓDIGO", default="", help="a última âncora, do chat do controle interno")
    release.add_argument("--sem-ancora", action="store_true", help="libera mesmo faltando história; fica registrado")
    release.add_argument("--discard", action="store_true", help="cancela essas mensagens em vez de repeti-las marcadas")


def _migrate(options: argparse.Namespace) -> int:
    from alembic.util import CommandError

    from bot import schema
    from bot.database import open_engine
    from bot.settings import Settings

    engine = open_engine(Settings().database_url)
    before = schema.current(engine)
    try:
        schema.migrate(engine, options.to)
    except (CommandError, schema.BrokenReference) as error:
        print(f"Nada foi mudado: {error}", file=sys.stderr)
        return 1
    print(f"Versão do banco: {before or 'nenhuma'} -> {schema.current(engine) or 'nenhuma'}")
    engine.dispose()
    return 0


def _backup(options: argparse.Namespace) -> int:
    from bot import copies
    from bot.settings import Settings

    settings = Settings()
    try:
        copies.backup(settings.database_url, options.file)
    except copies.CopyRefused as reason:
        print(reason, file=sys.stderr)
        return 1
    print(f"Cópia feita: {options.file} ({options.file.stat().st_size / 1024:.0f} kB).")
    print(f"Os anexos são arquivos à parte: guarde também a pasta {settings.data_dir}.")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from bot import copies
    from bot.app import wall_clock
    from bot.settings import Settings

    try:
        aside = copies.restore(options.file, Settings().database_url, wall_clock(), force=options.force)
    except copies.CopyRefused as reason:
        print(reason, file=sys.stderr)
        return 1
    if aside:
        print(f"O banco anterior ficou em {aside}.")
    print("Cópia restaurada, em espera: nenhuma mensagem sai antes de: python -m bot release")
    return 0


def _hold(_: argparse.Namespace) -> int:
    from bot import schema
    from bot.app import build
    from bot.carrier import HEARTBEAT
    from bot.settings import Settings
    from bot.transactions import transaction
    from models import heartbeats, house_state, moments

    app = build(Settings())
    if misfit := schema.misfit(app.engine):
        print(misfit, file=sys.stderr)
        return 1
    with transaction(app.engine, "administrador") as session:
        house_state.hold(session, app.clock(), "posto em espera pelo administrador; nada sai até a liberação")
        since, beat = house_state.held_since(session), heartbeats.of(session, HEARTBEAT)
    at_work = beat is not None and app.clock() - beat < _RECENTLY
    app.engine.dispose()
    assert since is not None
    print(f"Em espera desde {moments.stamp_text(since)}: nenhuma mensagem sai antes de: python -m bot release")
    if at_work:
        print("O bot está ligado, e o que já está ligado só obedece à espera depois de religado.", file=sys.stderr)
    return 1 if at_work else 0


def _release(options: argparse.Namespace) -> int:
    from bot import anchors, schema
    from bot.app import build
    from bot.settings import Settings
    from bot.transactions import transaction
    from models import house_state, moments

    app = build(Settings())
    if misfit := schema.misfit(app.engine):
        print(misfit, file=sys.stderr)
        return 1
    with transaction(app.engine, "administrador") as session:
        since = house_state.held_since(session)
        if since is None:
            print("O bot não está em espera; nada a liberar.")
            return 0
        try:
            said = anchors.check(session, app.clock(), code=options.anchor, accepted=options.sem_ancora)
        except anchors.NoAnchor as reason:
            print(reason, file=sys.stderr)
            return 1
        print(*said, sep="\n", end="\n" if said else "")
        waiting = house_state.maybe_sent(session)
        what = "Podem já ter saído:" if waiting else "Nada esperava para sair."
        print(f"Em espera desde {moments.stamp_text(since)}. {what}")
        for row in waiting:
            when, first_line = moments.stamp_text(row.created_at), str(row.payload["text"]).partition("\n")[0]
            print(f"  {row.id}  {when}  {row.channel or 'sem canal'}:{row.address or '-'}  {first_line[:70]}")
        count = house_state.release(session, app.clock(), discard=options.discard)
    if count:
        print(f"{count} canceladas." if options.discard else f"{count} sairão marcadas como possível repetição.")
    print("Espera encerrada.")
    app.engine.dispose()
    return 0
