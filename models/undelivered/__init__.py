"""Undelivered messages: the address is marked, another way is tried, and the sender of an act is notified."""

from models.undelivered.doors_shut import delayed, door_open, door_shut
from models.undelivered.elsewhere import gave_up, withdraw
from models.undelivered.returning import blocked, heard_from
from models.undelivered.telling import Missed, Report, Unpublished, gather, next_telling_at, untold

__all__ = [
    "Missed",
    "Report",
    "Unpublished",
    "blocked",
    "delayed",
    "door_open",
    "door_shut",
    "gather",
    "gave_up",
    "heard_from",
    "next_telling_at",
    "untold",
    "withdraw",
]
