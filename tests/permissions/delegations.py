"""Delegations: the cabinet registers, another person confirms, who commands takes the power back; everybody asks."""

from models.delegations import KIND
from tests.permissions import ALL, APPROVERS, CABINET, Row, everywhere

_NEW = (
    "delegação nova ato: Decreto 9/2026 data: 20/11/2026 publicação: 20/11/2026 delegado: @bruno em razão do: cargo "
    "matérias: contratos início: 20/11/2026 fim: 31/12/2026"
)
_THERE = (f"davi: {_NEW}", "ana: confirmar CF-1")
_UNPUBLISHED = (f"davi: {_NEW.replace('publicação: 20/11/2026 ', '')}", "ana: confirmar CF-1")
_ABOUT = "DEL-1/2026"


def _kept(command: str, line: str, may: str = APPROVERS, before: tuple[str, ...] = _THERE) -> Row:
    return Row(command, line, own=may, substitute=may, other=may, about=KIND, before=before)


ROWS = (
    *(everywhere(each, each) for each in ("delegações", "matérias delegáveis", "quadro de delegações")),
    everywhere("quem assina", "quem assina contrato"),
    everywhere("posso assinar", "posso assinar contrato"),
    Row(
        "certidão de competência",
        "certidão de competência @bruno contratos",
        ALL,
        " ".join(each for each in ALL.split() if each != "secretario"),  # @bruno himself is away
        ALL,
        before=_THERE,
    ),
    everywhere("matéria delegável", "matéria delegável passagens", APPROVERS),
    everywhere("delegação nova", _NEW, CABINET, note="outra pessoa confirma"),
    _kept("delegação publicada", f"delegação publicada {_ABOUT} em 20/11", CABINET, _UNPUBLISHED),
    _kept("prorrogar delegação", f"prorrogar delegação {_ABOUT} até 30/06/2027 Decreto 10/2026", CABINET),
    _kept("prorrogar", f"prorrogar {_ABOUT} até 30/06/2027 Decreto 10/2026", CABINET),
    _kept("revogar", f"revogar {_ABOUT} Decreto 10/2026"),
    _kept("avocar", f"avocar {_ABOUT} de 25/11 a 26/11 revisão"),
    _kept("ratificar", f"ratificar {_ABOUT} Decreto 10/2026"),
)
