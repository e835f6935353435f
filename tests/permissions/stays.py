"""Stays of expedientes: everybody sees what stands still; the chefia sets the days."""

from tests.permissions import everywhere

ROWS = (
    everywhere("parados", "parados"),
    everywhere("sla", "sla", note="mudar é da chefia e da prefeita"),
    everywhere("tempo médio", "tempo médio 2026"),
    everywhere("cobrar atrasados", "cobrar atrasados @saude"),
)
