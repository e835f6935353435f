"""Stays of expedientes: everybody sees what stands still; the chefia sets the days."""

from tests.permissions import APPROVERS, everywhere

ROWS = (
    everywhere("parados", "parados"),
    everywhere("sla", "sla @saude 5 dias úteis", APPROVERS, note="todos veem as regras"),
    everywhere("tempo médio", "tempo médio 2026"),
    everywhere("cobrar atrasados", "cobrar atrasados @saude"),
)
