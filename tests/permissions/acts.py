"""Ordens, decisões e diretrizes."""

from models.acts import KIND
from tests.permissions import ALL, APPROVERS, CABINET, Row, everywhere

_ADDRESSED = "secretario"
ROWS = (
    everywhere("minutas", "minutas"),
    everywhere("atos", "atos"),
    everywhere("ordem", "ordem @saude Enviar a escala.", CABINET),
    everywhere("decisão", "decisão @saude Fica adotado o portal.", CABINET),
    everywhere("diretriz", "diretriz @saude Priorizar a atenção básica.", CABINET),
    everywhere("aprovar", "aprovar R-2", APPROVERS, about=KIND, note="nunca quem escreveu"),
    everywhere("devolver", "devolver R-2 falta o prazo", APPROVERS, about=KIND),
    Row("corrigir", "corrigir R-2 Comprar trinta cadeiras.", "assessoria", "assessoria", "", about=KIND),
    Row("cancelar", "cancelar R-2 desistência", CABINET, CABINET, APPROVERS, about=KIND),
    Row("ciente", "ciente OS-1/2026", _ADDRESSED, _ADDRESSED, "", about=KIND),
    Row("iniciar", "iniciar OS-1/2026", _ADDRESSED, _ADDRESSED, "", about=KIND),
    Row("cumprida", "cumprida OS-1/2026", _ADDRESSED, _ADDRESSED, "", about=KIND),
    Row("pedir prazo", "pedir prazo OS-1/2026 até 20/12 falta verba", _ADDRESSED, _ADDRESSED, "", about=KIND),
    Row("impossível", "impossível OS-1/2026 falta verba", _ADDRESSED, _ADDRESSED, "", about=KIND),
    everywhere("pendentes", "pendentes OS-1/2026", ALL, about=KIND),
    everywhere("situação", "situação OS-1/2026", ALL, about=KIND),
    everywhere("retificar", "retificar OS-1/2026 onde se lê dez, leia-se onze", CABINET, about=KIND),
    everywhere("suspender", "suspender OS-1/2026 até o estudo", CABINET, about=KIND),
    everywhere("revogar", "revogar OS-1/2026 perdeu o objeto", CABINET, about=KIND),
    everywhere("lista", "lista centro @obras @saude", CABINET, note="mudar uma lista pede confirmação"),
)
