"""job: run by hand what the clock asks."""

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
    job.add_argument("--at", type=instant, metavar="ISO", help="como se fosse esse instante")
    job.add_argument("--list", action="store_true", help="mostra as tarefas, quando rodam e para quê")


def instant(text: str) -> datetime:
    """An ISO instant; without an offset, in the municipality's zone. Raises what argparse shows."""
    from models import moments

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"não entendi {text}; exemplo: 2026-11-24T07:30:00-03:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=moments.zone())


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
    app.run_job(options.name, options.at or app.clock())
    print(f"{options.name}: feito.")
    return 0


def _rhythm(job: "Job") -> str:
    if job.at is not None:
        return f"às {job.at:%H:%M}"
    every = job.every or timedelta()
    minutes, seconds = divmod(int(every.total_seconds()), 60)
    return f"a cada {minutes} min" if minutes and not seconds else f"a cada {int(every.total_seconds())} s"
