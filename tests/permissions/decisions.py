"""What waits for a decision."""

from tests.permissions import everywhere

ROWS = (everywhere("decisões", "decisões"),)
