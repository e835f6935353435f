"""Expedientes."""

from tests.permissions import APPROVERS, BUT_READERS, CABINET, Row, everywhere

_N, _OTHER = "PROT-1/2026-GP", "PROT-2/2026-GP"
_HOLDS = f"{CABINET} secretario servidor"
_KEEPS = "secretario servidor"
_TWO = ('davi: expediente novo ofício "Outro pedido"',)
_JOINED = (*_TWO, f"davi: juntar {_OTHER} a {_N}")


def _moves(command: str, line: str, *before: str) -> Row:
    """The row of a command for the holder of the expediente, and for the cabinet anywhere."""
    return Row(command, line, _HOLDS, _HOLDS, CABINET, about="expediente", before=before)


ROWS = (
    Row("expediente novo", 'expediente novo ofício "Poda"', BUT_READERS, f"{BUT_READERS} controle", BUT_READERS),
    everywhere("expedientes", "expedientes"),
    everywhere("onde está", f"onde está {_N}", about="expediente"),
    _moves("tramitar", f"tramitar {_N} @obras para vistoria"),
    Row("receber", f"receber {_N}", _KEEPS, _KEEPS, "", about="expediente"),
    Row("juntar", f"juntar {_OTHER} a {_N}", CABINET, CABINET, CABINET, about="expediente", before=_TWO),
    _moves("separar", f"separar {_OTHER} engano", *_JOINED),
    _moves("sobrestar", f"sobrestar {_N} aguardando licença"),
    _moves("retomar", f"retomar {_N}", f"davi: sobrestar {_N} aguardando licença"),
    _moves("concluir", f"concluir {_N}"),
    _moves("arquivar", f"arquivar {_N}"),
    _moves("reabrir", f"reabrir {_N} novo fato", f"davi: arquivar {_N}"),
    Row("anular", f"anular {_N} em dobro", CABINET, CABINET, APPROVERS, about="expediente", note="quem registrou"),
    everywhere("máscara", "máscara ofício {numero}/{ano}-{orgao}", "administrador chefia prefeito"),
)
