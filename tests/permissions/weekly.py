"""The report of the week: everybody asks for what they may see of it."""

from tests.permissions import everywhere

ROWS = (everywhere("relatório da semana", "relatório da semana"),)
