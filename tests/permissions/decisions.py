"""Pending decisions."""

from tests.permissions import everywhere

ROWS = (everywhere("decisões", "decisões"),)
