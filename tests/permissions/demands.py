"""Demands from outside: the cabinet and the protocolo register and distribute; each órgão sends its part."""

from tests.permissions import ALL, APPROVERS, CABINET, NOBODY, Row, everywhere

_N = "REQ-58/2026"
_OUTSIDE = ("ana: autoridade nova sigla: CAM nome: Câmara Municipal esfera: municipal poder: legislativo",)
_COUNCIL = ("ana: autoridade nova sigla: CAMARA nome: Câmara Municipal esfera: municipal poder: legislativo",)
_THERE = (*_OUTSIDE, 'davi: chegou requerimento 58/2026 de @cam "Fila de creches"')
_SENT = (*_THERE, f"davi: distribuir {_N} @saude")
_CALLED = (*_COUNCIL, 'ana: convocação @fabio dia 03/12 às 19h Requerimento 70/2026 "contrato"')
_TRIBUNAL = ("ana: autoridade nova sigla: TCX nome: Tribunal esfera: estadual poder: controle",)
_JUDGED = (*_TRIBUNAL, 'davi: chegou despacho TC-012854.989.16-7 de @tcx "contas" hoje')
_KEEPS = "secretario servidor"


def _of(command: str, line: str, may: str, *before: str, note: str = "") -> Row:
    return Row(command, line, may, may, may, about="expediente", before=(*_THERE, *before), note=note)


ROWS = (
    Row(
        "chegou",
        'chegou ofício 7/2026 de @cam "Convite"',
        *(CABINET, CABINET, CABINET),
        before=_OUTSIDE,
        note="e o protocolo; o judicial, também a Procuradoria",
    ),
    everywhere("demandas", "demandas"),
    _of("relatório de atendimento", f"relatório de atendimento {_N}", ALL),
    everywhere("peças faltando", "peças faltando"),
    Row(
        "convocação",
        'convocação @fabio dia 03/12 às 19h Requerimento 70/2026 "contrato"',
        *(CABINET, CABINET, CABINET),
        before=_COUNCIL,
        note="e o protocolo",
    ),
    Row(
        "responder indicações",
        "responder indicações @saude",
        *(CABINET, CABINET, CABINET),
        before=(*_COUNCIL, 'davi: chegou indicação 5/2026 de @camara "Poda"', "davi: distribuir IND-5/2026 @saude"),
    ),
    _of("distribuir", f"distribuir {_N} @saude", CABINET),
    _of("itens", f"itens {_N} 1 @saude quantas vagas", CABINET, note="todos veem"),
    Row("informar", f"informar {_N} há 312 vagas", _KEEPS, _KEEPS, "", about="expediente", before=_SENT),
    Row("devolver", f"devolver {_N} é da Educação", _KEEPS, _KEEPS, "", about="expediente", before=_SENT),
    _of("de acordo", f"de acordo {_N}", NOBODY, note="a Procuradoria"),
    _of("protocolado", f"protocolado {_N} 2245/2026 em 23/11 às 8h30", CABINET, note="o protocolo e a Procuradoria"),
    _of("encerrar sem resposta", f"encerrar sem resposta {_N} retirado", APPROVERS),
    _of("resultado", f"resultado {_N} parcial", CABINET),
    _of("pedir prorrogação", f"pedir prorrogação {_N} mais 15 dias falta vistoria", CABINET),
    _of("prorrogar", f"prorrogar {_N} concedida até 23/12 Ofício 320/2026", CABINET),
    Row(
        "julgado",
        "julgado TC-012854.989.16-7 irregular",
        *(CABINET, CABINET, APPROVERS),
        about="expediente",
        before=_JUDGED,
        note="o protocolo e a Procuradoria",
    ),
    Row(
        "recurso",
        "recurso TC-012854.989.16-7 112233",
        *(CABINET, CABINET, APPROVERS),
        about="expediente",
        before=(*_JUDGED, "davi: julgado TC-012854.989.16-7 irregular recurso até 10/12"),
        note="o protocolo e a Procuradoria",
    ),
    Row(
        "ciente",
        "ciente CONV-70/2026",
        *(NOBODY, NOBODY, NOBODY),
        about="*",
        before=_CALLED,
        note="quem foi convocado; da liminar, a Procuradoria",
    ),
    Row(
        "justificar ausência",
        "justificar ausência CONV-70/2026 viagem",
        *(NOBODY, NOBODY, NOBODY),
        about="expediente",
        before=_CALLED,
        note="quem foi convocado",
    ),
    everywhere("remessas ao audesp", "remessas ao audesp"),
    everywhere("contas", "contas 2026"),
    Row("abrir contas", "abrir contas 2026", *(CABINET, CABINET, CABINET), before=_TRIBUNAL),
    _of("propor prazo interno", f"propor prazo interno {_N}", CABINET, f"davi: distribuir {_N} @saude"),
)
