"""Calendar feeds: the deadlines of a person as a calendar that a phone reads at a private address (ICS, RFC 5545)."""

from models.calendar_feeds.feeds import (
    CalendarFeed,
    address_of,
    by_token,
    close,
    configure,
    has_address,
    open_feed,
    revoke,
)
from models.calendar_feeds.reading import Seen, etag_at, file_of, text_of
from models.calendar_feeds.tokens import PLACEHOLDER

__all__ = [
    "PLACEHOLDER",
    "CalendarFeed",
    "Seen",
    "address_of",
    "by_token",
    "close",
    "configure",
    "etag_at",
    "file_of",
    "has_address",
    "open_feed",
    "revoke",
    "text_of",
]
