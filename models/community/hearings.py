"""Public hearings: events with a pauta and an ata, announced so many days before."""

from datetime import datetime, timedelta

from models import moments
from models.events import EventKind, declare

AUDIENCIA = declare(
    EventKind("audiencia_publica", "audiência pública", "AUD", feminine=True, minutes=120, is_meeting=True)
)
NOTICE_DAYS = 15  # usual; the law of the municipality may ask for another


def is_short_notice(starts: datetime, now: datetime) -> bool:
    """Whether fewer days are left than people are usually told before."""
    return moments.today(starts) - moments.today(now) < timedelta(days=NOTICE_DAYS)
