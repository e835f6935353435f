"""The steps of a message of the outbox from state to state, each in its caller's transaction."""

from models.deliveries.claiming import claim
from models.deliveries.endings import failed, not_sent, part_sent, sent, uncertain
from models.deliveries.leases import expire, next_due_at, repeat_uncertain, unsure, workers
from models.deliveries.rate_limiter import AcceptedAt, Limits
from models.deliveries.shapes import REPEAT_MARK, Claim, Delivery

__all__ = [
    "REPEAT_MARK",
    "AcceptedAt",
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
