"""Reminders of one's own: everybody has only theirs."""

from tests.permissions import everywhere

ROWS = (
    everywhere("lembrar-me", "lembrar-me ligar para o TCE amanhã 9h"),
    everywhere("lembretes", "lembretes"),
    everywhere("esquecer lembrete", "esquecer lembrete 1"),
)
