"""Requests for news."""

from tests.permissions import CABINET, Row

ROWS = (Row("cobrar", "cobrar T-2", CABINET, CABINET, CABINET, about="*"),)
