"""Workload: everybody sees the part they may see."""

from tests.permissions import everywhere

ROWS = (
    everywhere("deve", "deve @saude"),
    everywhere("carga", "carga"),
    everywhere("resumo da semana", "resumo da semana"),
)
