"""Reuniões e agenda: the desk convenes, whoever was called answers, whoever made it moves and cancels."""

from models.events import KIND
from tests.permissions import CABINET, Row, everywhere

_LINE = "reunião @saude quarta 9h no Paço: obra da UBS"
_CALLED = "prefeito secretario"
_THERE = (f"ana: {_LINE}",)

ROWS = (
    everywhere("reuniões", "reuniões"),
    everywhere("reunião", _LINE, CABINET),
    Row("confirmo", "confirmo REU-1", _CALLED, _CALLED, "", KIND, _THERE),
    Row("não posso", "não posso REU-1 viagem", _CALLED, _CALLED, "", KIND, _THERE),
    Row("mando", "mando REU-1 @edna", _CALLED, _CALLED, "", KIND, _THERE),
    Row("remarcar", "remarcar REU-1 quinta 10h", CABINET, CABINET, CABINET, KIND, _THERE),
    Row("cancelar", "cancelar REU-1 viagem", CABINET, CABINET, CABINET, KIND, _THERE),
)
