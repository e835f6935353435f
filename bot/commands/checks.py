"""doctor and audit: whether the bot would work, and whether its history is whole."""

import argparse
import sys
from typing import TYPE_CHECKING

from bot.commands import Subparsers, add

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy.orm import Session

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
    print("O bot está pronto para trabalhar." if not bad else f"Falta resolver: {bad}.")
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
    from bot import schema, versions
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
        entries, head, problems = _problems(session, options.head)
        session.rollback()
    engine.dispose()
    if problems:
        print("\n".join(problems))
        return 1
    print(f"História íntegra: {entries} registros. Último elo: {head}")
    return 0


def _problems(session: "Session", known: str) -> tuple[int, str, list[str]]:
    """The number of entries of the history, its last link, and one sentence for each problem found."""
    from models import acts, attachments, audit
    from models.audit import GENESIS, ChainVerdict
    from models.auditing import sealing

    problems: list[str] = []

    def look(subject: str, what: "Callable[[], Iterable[str]]") -> None:
        """Add the problems of one check; a check that cannot even read its rows is a problem too."""
        try:
            with session.begin_nested():
                problems.extend(what())
        except Exception as error:  # any content that somebody wrote into the database
            problems.append(f"{subject}: não pode ser lido como está ({type(error).__name__}).")

    verdict = ChainVerdict(0, GENESIS)

    def chain() -> "Iterator[str]":
        nonlocal verdict
        verdict = audit.verify(session)
        if verdict.broken_id is not None:
            yield f"A história foi alterada: registro {verdict.broken_id}, {verdict.reason}."

    look("A história", chain)
    look("Os atos", lambda: (f"O ato {each} não é mais o que foi aprovado." for each in acts.altered(session)))
    forged = "As ciências do ato {} não são as da história."
    look("As ciências", lambda: map(forged.format, acts.forged_ciencias(session)))
    look(
        "Os elos anotados", lambda: map("O fim da história foi cortado: falta o elo {}.".format, _lost(session, known))
    )
    look("As linhas protegidas", lambda: sealing.altered_rows(session))
    look("Os anexos", lambda: attachments.damaged(session))
    return verdict.entries, verdict.head, problems


def _lost(session: "Session", head: str) -> list[str]:
    """The known links that the history no longer holds: the one noted outside, and the auditor's last."""
    from models import audit, auditing

    known = [each for each in (head.strip().lower(), auditing.last_head(session)) if each]
    return [each for each in known if not audit.holds(session, each)]
