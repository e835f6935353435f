"""Every deadline of the house in one table: reminders, escalation and digests read it and know no subject."""

from models.deadlines.ladders import ADJUNTO, AUTHOR, CHEFIA, DEFAULT_LADDERS, OWNER, Step, ladder, next_step, passed_steps, seed_ladders, set_ladder
from models.deadlines.queries import (
    due_between,
    due_for_reminder,
    next_reminder_at,
    open_of,
    overdue,
    owned_by,
    recipients,
)
from models.deadlines.rules import advance, close, move, open_deadline, pause, resume, snooze
from models.deadlines.tables import Deadline, DeadlineKind, DeadlineState, Due, LadderStep

__all__ = [
    "ADJUNTO",
    "AUTHOR",
    "CHEFIA",
    "DEFAULT_LADDERS",
    "Deadline",
    "DeadlineKind",
    "DeadlineState",
    "Due",
    "LadderStep",
    "OWNER",
    "Step",
    "advance",
    "close",
    "due_between",
    "due_for_reminder",
    "ladder",
    "move",
    "next_reminder_at",
    "next_step",
    "open_deadline",
    "open_of",
    "overdue",
    "owned_by",
    "passed_steps",
    "pause",
    "recipients",
    "resume",
    "seed_ladders",
    "set_ladder",
    "snooze",
]
