"""Overviews: everybody sees the part they may see."""

from tests.permissions import everywhere

ROWS = (everywhere("tudo sobre", "tudo sobre @saude"),)
