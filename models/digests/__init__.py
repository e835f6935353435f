"""The digest of the day: deadlines due and overdue, ciências owed, records standing still, for many people.

It reads the deadlines of all subjects in plain rows: a run for thousands of people builds no object of the house.
"""

from models.digests.agenda import (
    SOON,
    Agenda,
    AgendaEntry,
    AgendaOwner,
    Horizon,
    Section,
    SectionEntries,
    agendas,
    horizon_of,
)
from models.digests.briefings import Read, briefed, keep, named_as
from models.digests.house import OrgaoLine, Summary, summary
from models.digests.readers import SEES_THE_HOUSE, Subscriber, names_of, readers
from models.digests.slots import (
    HourSlot,
    existed_at,
    first_work_day,
    hours,
    mark,
    next_slot_after,
    previous_was_missed,
    slots,
    slots_of_week,
)

__all__ = [
    "SEES_THE_HOUSE",
    "SOON",
    "Agenda",
    "AgendaEntry",
    "AgendaOwner",
    "Horizon",
    "HourSlot",
    "OrgaoLine",
    "Read",
    "Section",
    "SectionEntries",
    "Subscriber",
    "Summary",
    "agendas",
    "briefed",
    "existed_at",
    "first_work_day",
    "horizon_of",
    "hours",
    "keep",
    "mark",
    "named_as",
    "names_of",
    "next_slot_after",
    "previous_was_missed",
    "readers",
    "slots",
    "slots_of_week",
    "summary",
]
