"""job: run a registered job by hand."""

import argparse
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.commands import Subparsers, add

if TYPE_CHECKING:
    from jobs.base import Job


def register(commands: Subparsers) -> None:
    job = add(commands, "job", _job, "roda agora uma tarefa do relógio (repetir não duplica nada)")
    job.add_argument("name", metavar="NAME", nargs="?", help="qual; --list mostra todas")
    job.add_argument("--at", metavar="ISO", help="como se fosse esse instante: 2026-11-24T07:30:00-03:00")
    job.add_argument("--list", action="store_true", help="mostra as tarefas, quando rodam e para quê")


def _job(options: argparse.Namespace) -> int:
    from bot import schema
    from bot.app import build
    from bot.settings import Settings
    from jobs import base as jobs

    app = build(Settings())
    known = jobs.jobs()
    if options.list:
        for job in known.values():
            print(f"{job.name:<16} {_rhythm(job):<18} {job.help}")
        return 0
    if options.name not in known:
        print(f"Qual tarefa? As que há: {', '.join(known)}", file=sys.stderr)
        return 2
    if misfit := schema.misfit(app.engine):
        print(misfit, file=sys.stderr)
        return 1
    try:
        at = _instant(options.at) if options.at else app.clock()
    except ValueError:
        print(f"Não entendi {options.at}; exemplo: 2026-11-24T07:30:00-03:00", file=sys.stderr)
        return 2
    app.run_job(options.name, at)
    app.engine.dispose()
    print(f"{options.name}: feito.")
    return 0


def _instant(text: str) -> datetime:
    """An ISO instant; without an offset it is local. Raises ValueError."""
    from models import moments

    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=moments.zone())


def _rhythm(job: "Job") -> str:
    if job.at is not None:
        return f"às {job.at:%H:%M}"
    every = job.every or timedelta()
    minutes, seconds = divmod(int(every.total_seconds()), 60)
    return f"a cada {minutes} min" if minutes and not seconds else f"a cada {int(every.total_seconds())} s"
