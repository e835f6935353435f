"""doctor and audit: whether the bot would work, and whether its history is whole."""

import argparse
import sys
from typing import TYPE_CHECKING

from bot.commands import Subparsers, add

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.doctor import Finding


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
    print("O bot está pronto para trabalhar." if not bad else f"Falta resolver: {bad}.")
    return 1 if bad else 0


def _show_table(findings: "list[Finding]") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("", "O que", "Como está")
    colours = {"ok": "green", "aviso": "yellow", "falha": "red"}
    for each in findings:
        table.add_row(f"[{colours[each.health]}]{each.health}[/]", each.subject, each.detail)
    Console().print(table)


def _verify(options: argparse.Namespace) -> int:
    from bot import schema
    from bot.app import build
    from bot.settings import Settings
    from bot.transactions import transaction
    from models import audit, directives

    app = build(Settings())
    if misfit := schema.misfit(app.engine):
        print(misfit, file=sys.stderr)
        return 1
    with transaction(app.engine) as session:
        verdict = audit.verify(session)
        problems = [f"O ato {code} não é mais o que foi aprovado." for code in directives.altered(session)]
        problems += [
            f"As ciências do ato {code} não são as da história." for code in directives.forged_ciencias(session)
        ]
        problems += [f"O fim da história foi cortado: falta o elo {head}." for head in _lost(session, options.head)]
    app.engine.dispose()
    if verdict.broken_id is not None:
        problems.insert(0, f"A história foi alterada: registro {verdict.broken_id}, {verdict.reason}.")
    if problems:
        print("\n".join(problems))
        return 1
    print(f"História íntegra: {verdict.entries} registros. Último elo: {verdict.head}")
    return 0


def _lost(session: "Session", head: str) -> list[str]:
    """The links once known that the history no longer holds: the one noted outside, and the auditor's last."""
    from models import audit, auditing

    known = [each for each in (head.strip().lower(), auditing.last_head(session)) if each]
    return [each for each in known if not audit.holds(session, each)]
