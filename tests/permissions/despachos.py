"""Despachos: the cabinet and whoever leads the órgão take a record to the pile, and only the mayor decides."""

from tests.permissions import APPROVERS, CABINET, Row, everywhere

_N = "PROT-1/2026-GP"
_TAKEN = (f"ana: levar {_N} a despacho: autorizar?",)
_DECIDED = (*_TAKEN, f"helena: deferir {_N}")
_TAKES = f"{CABINET} secretario"


def _decides(command: str, line: str) -> Row:
    return Row(command, line, "prefeito", "prefeito", "prefeito", "*", _TAKEN)


ROWS = (
    everywhere("despachos", "despachos"),
    everywhere("despacho", f"despacho {_N}", about="*"),
    Row("levar", f"levar {_N} a despacho: autorizar?", _TAKES, _TAKES, CABINET, "*"),
    _decides("deferir", f"deferir {_N}"),
    _decides("deferir em parte", f"deferir em parte {_N} só a poda"),
    _decides("indeferir", f"indeferir {_N} não há verba"),
    _decides("devolver despacho", f"devolver despacho {_N} falta o parecer"),
    _decides("devolver", f"devolver {_N} falta o parecer"),
    _decides("adiar despacho", f"adiar despacho {_N} quinta"),
    _decides("adiar", f"adiar {_N} quinta"),
    _decides("delegar despacho", f"delegar despacho {_N} @otavio"),
    _decides("falar comigo", f"falar comigo {_N}"),
    Row("retirar despacho", f"retirar despacho {_N}", APPROVERS, APPROVERS, APPROVERS, "*", _TAKEN),
    Row("passar despacho", f"passar despacho {_N} @otavio até quinta", CABINET, CABINET, CABINET, "*", _DECIDED),
    Row("despacho assinado", f"despacho assinado {_N}", CABINET, CABINET, CABINET, "*", _DECIDED, file=True),
)
