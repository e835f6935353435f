"""migrate, update, backup, restore, move, hold, release: the life of the database."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands import WRONG_USE, Subparsers, add, complain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Engine

    from bot.settings import Settings
    from models.outbox import Outbox


def register(commands: Subparsers) -> None:
    migrate = add(commands, "migrate", _migrate, "põe as tabelas do banco na versão deste programa")
    migrate.add_argument("--to", metavar="REV", default="head", help="a versão desejada (base: sem tabelas)")
    migrate.add_argument(
        "--apagar", action="store_true", help="para trás, mesmo perdendo dados: antes é feita uma cópia"
    )
    add(commands, "update", _update, "copia o banco, atualiza as tabelas e confere tudo; se algo falha, fica como era")
    backup = add(commands, "backup", _backup, "copia o banco para um arquivo, com o bot trabalhando")
    backup.add_argument("file", metavar="FILE", type=Path, help="o arquivo a criar")
    key = add(commands, "backup-key", _backup_key, "cria a chave que abre as cópias cifradas")
    key.add_argument("file", metavar="FILE", type=Path, help="o arquivo da chave, a guardar fora do servidor")
    restore = add(commands, "restore", _restore, "põe uma cópia no lugar do banco, em espera (pare o bot antes)")
    restore.add_argument("file", metavar="FILE", type=Path, help="a cópia feita por backup")
    restore.add_argument("--key", metavar="ARQUIVO", type=Path, help="a chave de uma cópia cifrada (.age)")
    restore.add_argument("--anexos", metavar="PASTA", type=Path, help="a pasta anexos das cópias")
    restore.add_argument("--force", action="store_true", help="mesmo havendo um banco: ele é guardado ao lado")
    move = add(commands, "move", _move, "leva a casa inteira para outro banco, vazio (SQLite ou PostgreSQL)")
    move.add_argument("url", metavar="DATABASE_URL", help="o endereço do banco novo")
    add(commands, "hold", _hold, "põe em espera um banco restaurado por outro meio: nada sai antes de release")
    release = add(commands, "release", _release, "mostra o que pode já ter saído; com --send ou --discard, decide")
    decision = release.add_mutually_exclusive_group()
    decision.add_argument("--send", action="store_true", help="repete essas mensagens, marcadas, e encerra a espera")
    decision.add_argument("--discard", action="store_true", help="cancela essas mensagens e encerra a espera")
    release.add_argument("--anchor", metavar="CÓDIGO", default="", help="a última âncora, do chat do controle interno")
    release.add_argument("--sem-ancora", action="store_true", help="libera mesmo faltando história; fica registrado")


def _migrate(options: argparse.Namespace) -> int:
    from alembic.util import CommandError

    from bot import copies, lock, schema
    from bot.database import open_engine
    from bot.settings import Settings

    settings = Settings()
    engine = open_engine(settings.database_url)
    try:
        if schema.goes_down(schema.current(engine), options.to):
            return _migrate_down(settings, engine, options)
        _keep_copy(settings, engine)
        return _moved(engine, options.to)
    except (CommandError, schema.BrokenReference, copies.CopyRefused, lock.InUse) as error:
        print(f"Nada foi mudado: {error}", file=sys.stderr)
        return 1
    finally:
        engine.dispose()


def _migrate_down(settings: "Settings", engine: "Engine", options: argparse.Namespace) -> int:
    """Migrate backwards, with nobody at work; with anything to lose only if told so, after making a copy."""
    from bot import copies, lock, schema
    from bot.app import wall_clock

    before = schema.contents(engine)
    holds = ", ".join(f"{name}: {count}" for name, count in before.items())
    if any(before.values()) and not options.apagar:
        print(
            f"Nada foi mudado: voltar à versão {options.to} apaga o que ela não conhecia (base: tudo), e este banco "
            f"tem dados ({holds}).\nSe é isso mesmo, repita com --apagar: antes é feita uma cópia.",
            file=sys.stderr,
        )
        return 1
    engine.dispose()
    with lock.alone(settings.database_url):
        if any(before.values()):
            print(f"Cópia feita antes: {copies.backup_beside(settings, wall_clock())}")
        code = _moved(engine, options.to)
    after = schema.contents(engine)
    for name, count in before.items() if any(before.values()) else ():
        print(f"{name}: {count} -> {after.get(name, 0)}")
    return code


def _keep_copy(settings: "Settings", engine: "Engine") -> None:
    """Copy a SQLite file before its tables change; PostgreSQL is copied by the timer."""
    from bot import copies, schema, versions
    from bot.app import wall_clock
    from bot.database import sqlite_file

    moves = schema.current(engine) not in (None, versions.newest()) and sqlite_file(settings.database_url) is not None
    if moves and any(schema.contents(engine).values()):
        print(f"Cópia feita antes: {copies.backup_beside(settings, wall_clock())}")


def _moved(engine: "Engine", revision: str) -> int:
    from bot import schema

    before = schema.current(engine)
    schema.migrate(engine, revision)
    print(f"Versão do banco: {before or 'nenhuma'} -> {schema.current(engine) or 'nenhuma'}")
    return 0


_AS_BEFORE = "Nada foi mudado: o programa de antes continua a servir para este banco."


def _update(_: argparse.Namespace) -> int:
    from bot import copies, lock, schema, updating
    from bot.app import wall_clock
    from bot.causes import cause_of
    from bot.settings import Settings

    try:
        done = updating.update(Settings(), wall_clock())
    except (updating.UpdateRefused, copies.CopyRefused, lock.InUse, schema.BrokenReference) as reason:
        return complain(f"{reason}\n{_AS_BEFORE}")
    except Exception as error:  # a migration may fail in any way, and all of it is undone
        cause = cause_of(error)
        why = cause.sentence if cause else f"{type(getattr(error, 'orig', None) or error).__name__}"
        return complain(f"A atualização das tabelas falhou: {why}.\n{_AS_BEFORE}")
    print(f"Cópia feita antes: {done.copy}")
    print(f"Versão do banco: {done.before} -> {done.after}. História íntegra: {done.entries} registros.")
    print("Agora: python -m bot doctor, e ligue o bot.")
    return 0


def _backup(options: argparse.Namespace) -> int:
    from bot import copies
    from bot.settings import Settings

    settings, made = Settings(), options.file
    try:
        if settings.backup_recipient:
            made = copies.backup_encrypted(settings.database_url, made, settings.backup_recipient)
        else:
            copies.backup(settings.database_url, made)
    except copies.CopyRefused as reason:
        print(reason, file=sys.stderr)
        return 1
    print(f"Cópia feita: {made} ({made.stat().st_size / 1024:.0f} kB).")
    print(f"Os anexos são arquivos à parte: guarde também a pasta {settings.data_dir}.")
    return 0


def _backup_key(options: argparse.Namespace) -> int:
    from bot import encryption

    try:
        public = encryption.new_key(options.file)
    except encryption.WrongKey as reason:
        return complain(str(reason))
    print(
        f"Chave criada em {options.file}. Na configuração ponha a parte pública:\n\nBACKUP_RECIPIENT={public}\n\n"
        f"Leve {options.file} para fora do servidor (num pendrive e impresso, num cofre) e apague-o daqui: sem ele, "
        "nenhuma cópia se abre; com ele, todas."
    )
    return 0


def _restore(options: argparse.Namespace) -> int:
    from bot import copies, lock
    from bot.app import wall_clock
    from bot.settings import Settings

    settings = Settings()
    try:
        aside = copies.restore(options.file, settings.database_url, wall_clock(), force=options.force, key=options.key)
        back = 0
        if options.anexos is not None:
            (settings.data_dir / "anexos").mkdir(parents=True, exist_ok=True)
            back = copies.restore_attachments(options.anexos, settings.data_dir / "anexos", options.key)
    except (copies.CopyRefused, lock.InUse) as reason:
        print(reason, file=sys.stderr)
        return 1
    if aside:
        print(f"O banco anterior ficou em {aside}.")
    if options.anexos is not None:
        print(f"Anexos postos de volta: {back}.")
    print("Cópia restaurada, em espera: nenhuma mensagem sai antes de: python -m bot release")
    return 0


def _move(options: argparse.Namespace) -> int:
    from sqlalchemy.exc import ArgumentError, DBAPIError

    from bot import lock, moving
    from bot.app import wall_clock
    from bot.causes import cause_of
    from bot.settings import Settings

    settings = Settings()
    try:
        done = moving.move(
            settings.database_url, options.url, wall_clock(), lambda line: print(f"  {line}", flush=True)
        )
    except ArgumentError:
        return complain(f"Não entendi o endereço {options.url}. Escreva como em DATABASE_URL.", WRONG_USE)
    except (moving.MoveRefused, lock.InUse) as reason:
        return complain(str(reason))
    except (DBAPIError, OSError) as error:
        cause = cause_of(error) if isinstance(error, DBAPIError) else None
        why = cause.sentence if cause else type(error).__name__
        return complain(
            f"A mudança parou: {why}.\nA casa antiga não foi tocada e continua a valer. Resolva e repita o comando: "
            "ele continua da tabela em que parou."
        )
    print(
        f"Mudança feita e conferida: {done.rows} linhas em {done.tables} tabelas; {done.entries} registros da "
        f"história, íntegra até o elo {done.head}.\n"
        "O banco antigo ficou em espera e não envia mais nada. Falta: pôr o endereço novo em DATABASE_URL, rodar "
        f"python -m bot doctor e ligar o bot. Os anexos continuam em {settings.data_dir}."
    )
    return 0


def _hold(_: argparse.Namespace) -> int:
    from bot import lock, schema
    from bot.app import build
    from bot.settings import Settings
    from bot.transactions import transaction
    from models import house_state, moments

    settings = Settings()
    at_work = lock.at_work(settings.database_url)
    app = build(settings)
    if misfit := schema.misfit(app.engine):
        print(misfit, file=sys.stderr)
        return 1
    with transaction(app.engine, "administrador") as session:
        house_state.hold(session, app.clock(), "posto em espera pelo administrador; nada sai até a liberação")
        since = house_state.held_since(session)
    app.engine.dispose()
    assert since is not None
    print(f"Em espera desde {moments.short_text(since)}: nenhuma mensagem sai antes de: python -m bot release")
    if at_work:
        print("O bot está ligado, e o que já está ligado só obedece à espera depois de religado.", file=sys.stderr)
    return 1 if at_work else 0


def _release(options: argparse.Namespace) -> int:
    from bot import anchors, schema
    from bot.app import build
    from bot.settings import Settings
    from bot.transactions import transaction
    from models import house_state

    app = build(Settings())
    if misfit := schema.misfit(app.engine):
        print(misfit, file=sys.stderr)
        return 1
    with transaction(app.engine, "administrador") as session:
        since = house_state.held_since(session)
        if since is None:
            print("O bot não está em espera; nada a liberar.")
            return 0
        _show_waiting(since, house_state.maybe_sent(session))
        if not (options.send or options.discard):
            return _undecided(anchors.misfit(session, options.anchor))
        try:
            said = anchors.check(session, app.clock(), code=options.anchor, accepted=options.sem_ancora)
        except anchors.NoAnchor as reason:
            print(reason, file=sys.stderr)
            return 1
        print(*said, sep="\n", end="\n" if said else "")
        count = house_state.release(session, app.clock(), discard=options.discard)
    app.engine.dispose()
    if count:
        print(f"{count} canceladas." if options.discard else f"{count} sairão marcadas como possível repetição.")
    print("Espera encerrada.")
    return 0


def _undecided(misfit: str) -> int:
    """The sentence for a release that waits for a decision: what the history lacks, and how to release it."""
    if misfit:
        print(f"Falta história: {misfit}.", file=sys.stderr)
    print("Nada foi liberado. Confira a lista e decida: release --send (repete, marcadas) ou release --discard.")
    return 1 if misfit else 0


def _show_waiting(since: "datetime", waiting: "Sequence[Outbox]") -> None:
    from models import moments
    from models.acts.transmission import LETTERHEAD

    what = "Podem já ter saído:" if waiting else "Nada esperava para sair."
    print(f"Em espera desde {moments.short_text(since)}. {what}")
    for row in waiting:
        when, text = moments.short_text(row.created_at), str(row.payload["text"])
        first_line = next((line for line in text.splitlines() if not line.endswith(LETTERHEAD)), "")
        print(f"  {row.id}  {when}  {row.channel or 'sem canal'}:{row.address or '-'}  {first_line[:70]}")
