"""How a queued message moves from state to state."""

from models.deliveries.endings import failed, not_sent, part_sent, sent, uncertain
from models.deliveries.leases import expire, next_due_at, repeat_uncertain, unsure, workers
from models.deliveries.shapes import REPEAT_MARK, Claim, Delivery, Limits
from models.deliveries.taking import claim

__all__ = [
    "REPEAT_MARK",
    "Claim",
    "Delivery",
    "Limits",
    "claim",
    "expire",
    "failed",
    "next_due_at",
    "not_sent",
    "part_sent",
    "repeat_uncertain",
    "sent",
    "uncertain",
    "unsure",
    "workers",
]
