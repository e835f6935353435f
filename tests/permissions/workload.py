"""Who owes what: everybody sees what they may see of it."""

from tests.permissions import everywhere

ROWS = (
    everywhere("deve", "deve @saude"),
    everywhere("carga", "carga"),
    everywhere("resumo da semana", "resumo da semana"),
)
