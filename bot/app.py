"""The built house: settings, database, commands, jobs, inbox and relays, put together once."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Engine

from bot.anchors import house_name
from bot.channels import console_channel
from bot.database import open_engine
from bot.delivery import Relay, worker_name
from bot.inbox import InboxQueue
from bot.objects import connect
from bot.paper import fonts, look
from bot.settings import Settings, parse_work_hours
from bot.tables import TableCheck
from bot.transactions import again, transaction
from bot.workbooks import WorkbookProcess
from handlers import base as handlers
from jobs import base as jobs
from models import (
    audit,
    calendar_feeds,
    contacts,
    gazette,
    heartbeats,
    invitation_letters,
    letters,
    moments,
    municipal_days,
    panel,
    second_factor,
    sheet_imports_long,
    spreadsheets,
    storage,
)
from models.acts import issuer
from models.auditing import anchors
from models.base import arm_failpoints, take_turn
from models.courses import rolls
from models.deliveries import Limits
from models.invitation_letters import LetterToSend
from models.materias import sapl
from models.people import codes

Clock = Callable[[], datetime]


@dataclass(slots=True)
class App:
    """The built house. `clock` is the only source of the present."""

    settings: Settings
    engine: Engine
    clock: Clock
    inbox: InboxQueue
    worker: str  # the name of this process among those that share the database

    def relay(self, channel: str, limits: Limits | None = None) -> Relay:
        return Relay(self.engine, channel, self.worker, self.clock, limits)

    def run_job(self, name: str, now: datetime, *, if_due: bool = False) -> bool:
        """Run a job: one transaction, or one for each of its parts, between which others have their turn.

        `if_due`: only if no process ran it on this occasion; returns False if one did.
        """
        with moments.read_on(now):
            begun = again(self._begin_job, jobs.jobs()[name], now, if_due)
            if begun is None:
                return False
            run, parts, asked = begun
            while not jobs.is_over(parts):
                asked = self._do_part(run, parts, asked() if asked else None)
        return True

    def _begin_job(
        self, job: jobs.Job, now: datetime, if_due: bool
    ) -> tuple[jobs.Run, jobs.Parts, jobs.Outside | None] | None:
        with transaction(self.engine) as session:
            take_turn(session)
            if if_due and not job.is_due(heartbeats.of(session, job.name), now):
                return None
            run = jobs.Run(session, now)
            parts = job.parts(run)
            asked = jobs.do_part(parts)
            heartbeats.beat(session, job.name, now)
            return run, parts, asked

    def _do_part(self, run: jobs.Run, parts: jobs.Parts, result: Any) -> jobs.Outside | None:
        """Do the next part of a job, with the result of what the one before asked for."""
        with transaction(self.engine) as session:
            take_turn(session)
            run.session = session
            return jobs.do_part(parts, result)


def _mail_letters(settings: Settings, letters: Sequence[LetterToSend]) -> dict[int, str]:
    from bot.commands.invitations import mail_letters  # loaded with the first letter

    return mail_letters(settings, letters)


def _print_cards(settings: Settings, cards: Sequence[LetterToSend]) -> bytes | None:
    from bot.paper.cards import printed  # loaded with the first sheet

    return printed(settings, cards)


def wall_clock() -> datetime:
    return datetime.now(UTC)


def build(settings: Settings, *, clock: Clock = wall_clock, engine: Engine | None = None) -> App:
    """Build the house, on that engine where one is given. Opens no door and starts nothing."""
    moments.set_zone(settings.timezone)
    days, start, end = parse_work_hours(settings.work_hours)
    municipal_days.configure(state=settings.state, zone=moments.zone(), work_days=days, day_start=start, day_end=end)
    storage.configure(settings.data_dir / "anexos", connect(settings))
    spreadsheets.configure(WorkbookProcess)
    sheet_imports_long.configure(partial(TableCheck, settings))
    letters.configure(lambda: fonts.code_points(look.font_folders(settings.documents_dir)))
    codes.configure(settings.signing_key)
    calendar_feeds.configure(settings.signing_key, settings.public_url)
    rolls.configure(settings.public_url)
    second_factor.configure(settings.signing_key, settings.secret_key_old.get_secret_value())
    has_mail = bool(settings.smtp_from or settings.warn_by_email)
    invitation_letters.configure(partial(_mail_letters, settings) if has_mail else None)
    invitation_letters.configure_printer(partial(_print_cards, settings))
    panel.configure(settings.signing_key, settings.public_url)
    issuer.configure(settings.municipality)
    contacts.configure(_ask_outside)
    sapl.configure(settings.sapl_url, settings.sapl_token.get_secret_value())
    gazette.configure(settings.querido_diario_url, settings.municipality_ibge)
    audit.configure(clock)
    anchors.configure(settings.anchor_file, house_name(settings))
    if settings.fail_at:
        arm_failpoints(_dying_at(settings.fail_at))
    handlers.walk()
    jobs.walk()
    engine = engine or open_engine(settings.database_url)
    inbox = InboxQueue(engine, {console_channel.NAME: console_channel.parse})
    return App(settings, engine, clock, inbox, worker_name())


def _ask_outside(inquiry: contacts.Inquiry) -> contacts.OutsideReply:
    from bot.outside import OutsideClient  # its client is a tenth of the memory of a start; few ask

    return OutsideClient().ask(inquiry)


def _dying_at(name: str) -> Callable[[str], None]:
    """An action that ends the process by SIGKILL at the named failpoint (`name:3`: at its third time)."""
    point, _, times = name.partition(":")
    left = [int(times or 1)]

    def reached(here: str) -> None:
        left[0] -= here == point
        if here == point and left[0] == 0:
            os.kill(os.getpid(), 9)

    return reached
