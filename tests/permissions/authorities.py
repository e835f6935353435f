"""Authorities: everybody reads them; the cabinet and the protocolo register them."""

from tests.permissions import ALL, CABINET, Row, everywhere

_THERE = ("ana: autoridade nova sigla: XPTO nome: Órgão de Fora esfera: federal poder: executivo",)
_NEW = "autoridade nova sigla: NOVA nome: Órgão Novo esfera: federal poder: executivo"
_CLOSE = "autoridade fora de uso xpto"

ROWS = (
    everywhere("autoridades", "autoridades"),
    Row("autoridade", "autoridade xpto", own=ALL, substitute=ALL, other=ALL, before=_THERE),
    Row("autoridade nova", _NEW, own=CABINET, substitute=CABINET, other=CABINET),
    Row("autoridade fora de uso", _CLOSE, own=CABINET, substitute=CABINET, other=CABINET, before=_THERE),
)
