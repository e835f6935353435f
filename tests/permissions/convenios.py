"""Convênios: kept by who executes them, the Planejamento and the cabinet; their money by the Fazenda too."""

from tests.permissions import ALL, APPROVERS, BUT_READERS, CABINET, Row, everywhere

_N = "CV-9/2026"
_SIDE = "ana: autoridade nova sigla: XMIN nome: Ministério de Teste esfera: federal poder: executivo"
_NEW = 'convênio novo "Posto" número: {}/2026 espécie: convênio concedente: xmin secretaria: @saude {}'
_THERE = (_SIDE, f"ana: {_NEW.format(9, 'assinatura: 10/03/2026 fim: 10/03/2028 repasse: 10,00')}")
_PROPOSED = (_SIDE, f"ana: {_NEW.format(9, '')}")
_WITH_SUSPENSIVA = (_SIDE, f"ana: {_NEW.format(9, 'assinatura: 10/03/2026 fim: 10/03/2028 suspensiva: 10/12/2026')}")
_SENT = (*_THERE, f"ana: contas enviadas {_N}")
_KEEPS = f"{CABINET} secretario servidor"
_ANYBODY = f"{BUT_READERS} controle"


def _kept(command: str, line: str, before: tuple[str, ...] = _THERE) -> Row:
    return Row(command, f"{command} {_N} {line}".strip(), _KEEPS, _KEEPS, CABINET, about="convenio", before=before)


def _money(command: str) -> Row:
    line = f"{command} {_N} R$ 5,00"
    return Row(command, line, _KEEPS, _ANYBODY, BUT_READERS, about="convenio", before=_THERE, note="e a Fazenda")


ROWS = (
    Row("convênio", f"convênio {_N}", ALL, ALL, ALL, about="convenio", before=_THERE),
    Row("convênio novo", _NEW.format(8, ""), _KEEPS, _KEEPS, CABINET, before=(_SIDE,)),
    everywhere("convênios", "convênios"),
    everywhere("convênios da prefeita", "convênios da prefeita"),
    _kept("aditivo pedido", "até 10/09/2028"),
    _kept("aditivo", "nº 1 fim 10/09/2028"),
    _kept("prorrogação de ofício", "até 10/09/2028"),
    _money("desembolso"),
    _money("contrapartida"),
    _money("rendimento"),
    _money("pagamento"),
    _money("devolução"),
    _kept("suspensiva", "retirada hoje", _WITH_SUSPENSIVA),
    _kept("contas enviadas", ""),
    _kept("contas aprovadas", "", _SENT),
    _kept("contas rejeitadas", "faltou a nota", _SENT),
    _kept("contas em complementação", "", _SENT),
    Row("anular convênio", f"anular convênio {_N} erro", APPROVERS, APPROVERS, APPROVERS, "convenio", _THERE),
    _kept("rescindir convênio", "hoje"),
    _kept("objeto concluído", "hoje"),
    _kept("convênio assinado", "hoje fim 10/03/2028", _PROPOSED),
    _kept("gestor", "@bruno"),
    _kept("ressarcimento", "notificado hoje"),
    Row("extrato", f"extrato {_N}", ALL, ALL, ALL, about="convenio", before=_THERE),
)
