"""Reminders that people asked for themselves."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from jobs import quarantine
from jobs.base import Run, job
from models import personal_reminders


@job("personal_reminders", "lembretes pedidos", every=timedelta(minutes=1), next_due=personal_reminders.next_at)
def remind(run: Run) -> None:
    """Manda os lembretes que cada pessoa pediu para si."""
    quarantine.each(run, personal_reminders.due(run.session, run.now), partial(_say, run), _name)


def _say(run: Run, ids: Sequence[int]) -> list[None]:
    return personal_reminders.say(run.session, ids, run.now)


def _name(reminder_id: int) -> quarantine.Name:
    return f"personal_reminder:{reminder_id}", f"o lembrete pessoal nº {reminder_id}"
