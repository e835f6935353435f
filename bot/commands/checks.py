"""doctor and audit: whether the bot would work, and whether its history is whole."""

import argparse
import sys
from typing import TYPE_CHECKING

from bot.commands import Subparsers, add

if TYPE_CHECKING:
    from bot.doctor import Diagnosis


def register(commands: Subparsers) -> None:
    add(commands, "doctor", _doctor, "confere configuração, banco, segredos, fuso e disco")
    audit = add(commands, "audit", _verify, "confere a história encadeada e os atos expedidos")
    audit.add_argument("--head", default="", help="o último elo anotado fora daqui, que ainda tem de estar na história")
    audit.add_argument("what", choices=("verify",), metavar="verify", help="recalcula tudo, do começo")


def _doctor(_: argparse.Namespace) -> int:
    from bot.app import wall_clock
    from bot.doctor import Health, examine

    findings = examine(wall_clock())
    if sys.stdout.isatty():
        _show_table(findings)
    else:
        for each in findings:
            print(f"{each.health:<6} {each.subject}: {each.detail}")
    bad = sum(each.health == Health.BAD for each in findings)
    notes = sum(each.health == Health.NOTE for each in findings)
    ready = f"O bot pode trabalhar; leia os avisos ({notes})." if notes else "O bot está pronto para trabalhar."
    print(f"Falta resolver: {bad}." if bad else ready)
    return 1 if bad else 0


def _show_table(findings: "list[Diagnosis]") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("", "O que", "Como está")
    colours = {"ok": "green", "aviso": "yellow", "falha": "red"}
    for each in findings:
        table.add_row(f"[{colours[each.health]}]{each.health}[/]", each.subject, each.detail)
    Console().print(table)


def _verify(options: argparse.Namespace) -> int:
    from bot import schema, verification, versions
    from bot.app import build
    from bot.database import open_engine
    from bot.settings import Settings
    from bot.transactions import transaction

    settings = Settings()
    app = build(settings)
    if misfit := schema.misfit(app.engine):
        print(misfit, file=sys.stderr)
        return 1
    app.engine.dispose()
    engine = open_engine(settings.database_url, for_reading=True)
    versions.tables()
    with transaction(engine) as session:
        found = verification.verify(session, options.head)
        session.rollback()
    engine.dispose()
    if found.problems:
        print("\n".join(found.problems))
        return 1
    print(f"História íntegra: {found.entries} registros. Último elo: {found.head}")
    return 0
