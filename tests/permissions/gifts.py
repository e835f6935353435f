"""Gifts: the desk registers those of the mayor, each person the own ones, and anybody reads them."""

from tests.permissions import CABINET, Row, everywhere

_GIVEN = ("ana: presente recebido de Loja X: caneta",)

ROWS = (
    everywhere("presentes", "presentes"),
    Row(
        "presente recebido",
        "presente recebido de Loja X: caneta",
        CABINET,
        CABINET,
        CABINET,
        note="e quem o recebeu, o seu",
    ),
    Row(
        "destino do presente",
        "destino do presente PRES-1 devolvido",
        CABINET,
        CABINET,
        CABINET,
        about="gift",
        before=_GIVEN,
        note="e quem o recebeu",
    ),
)
