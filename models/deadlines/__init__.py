"""Every deadline of the house in one table: reminders, escalation and digests read it and know no subject."""

from models.deadlines.counted import Basis, Moved, due_of, line, paused, recount, rule_of, touched
from models.deadlines.imported import give_rule, imported
from models.deadlines.ladders import (
    SNOOZED,
    broken_ladders,
    ladder,
    passed_steps,
    seed_ladders,
    set_ladder,
)
from models.deadlines.prorrogacoes import Prorrogacao, extend
from models.deadlines.prorrogacoes import of as prorrogacoes_of
from models.deadlines.queries import (
    Audience,
    by_ids,
    code_of,
    due_for_reminder,
    next_reminder_at,
    open_of,
    put_off,
)
from models.deadlines.rules import (
    NewDeadline,
    advance,
    change_ladder,
    close,
    move,
    open_all,
    open_deadline,
    pause,
    resume,
    snooze,
)
from models.deadlines.tables import IS_OPEN, IS_OURS, Deadline, DeadlineState, Due, LadderStep, is_late
from models.escalation import ADJUNTO, AUDIENCES, AUTHOR, CHEFIA, OWNER, Step

__all__ = [
    "ADJUNTO",
    "AUDIENCES",
    "AUTHOR",
    "CHEFIA",
    "IS_OPEN",
    "IS_OURS",
    "OWNER",
    "SNOOZED",
    "Audience",
    "Basis",
    "Deadline",
    "DeadlineState",
    "Due",
    "LadderStep",
    "Moved",
    "NewDeadline",
    "Prorrogacao",
    "Step",
    "advance",
    "broken_ladders",
    "by_ids",
    "change_ladder",
    "close",
    "code_of",
    "due_for_reminder",
    "due_of",
    "extend",
    "give_rule",
    "imported",
    "is_late",
    "ladder",
    "line",
    "move",
    "next_reminder_at",
    "open_all",
    "open_deadline",
    "open_of",
    "passed_steps",
    "pause",
    "paused",
    "prorrogacoes_of",
    "put_off",
    "recount",
    "resume",
    "rule_of",
    "seed_ladders",
    "set_ladder",
    "snooze",
    "touched",
]
