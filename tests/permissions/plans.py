"""The plan: reported by its órgão, the Planejamento and the cabinet; decided by whoever decides for the cabinet."""

from tests.permissions import APPROVERS, CABINET, Row, everywhere

_NEW = ("ana: compromisso de governo Vacinar todos @saude até 30/06/2028",)
_STUCK = (*_NEW, "ana: entrave COMP-1 falta verba @saude até 30/06/2027")
_STEP = (*_NEW, "ana: marco COMP-1 edital @saude até 30/06/2027")
_STOPPED = (*_NEW, "ana: suspender COMP-1 falta verba")
_LEADS = f"{CABINET} secretario"
_KEEPS = f"{CABINET} secretario servidor"


def _kept(command: str, line: str, before: tuple[str, ...] = _NEW, about: str = "plan_item") -> Row:
    return Row(command, line, _KEEPS, _KEEPS, CABINET, about=about, before=before, note="e o Planejamento")


def _decided(command: str, line: str, before: tuple[str, ...] = _NEW, about: str = "plan_item") -> Row:
    return Row(command, line, APPROVERS, APPROVERS, APPROVERS, about=about, before=before)


def _new(command: str, line: str) -> Row:
    return Row(command, line, _LEADS, _LEADS, CABINET, note="e o Planejamento")


ROWS = (
    _new("compromisso de governo", "compromisso de governo Vacinar @saude"),
    _new(
        "meta nova",
        "meta nova o que: Vacinar órgão: @saude indicador: doses unidade: doses sentido: acumulado base: 0 alvo: 9",
    ),
    _kept("dar andamento", "andamento COMP-1 primeira dose"),
    _kept("marco", "marco COMP-1 edital até 30/06/2027"),
    _kept("marco feito", "marco feito 1 COMP-1", _STEP, ""),
    _kept("entrave", "entrave COMP-1 falta verba até 30/06/2027"),
    _kept("resolvido entrave", "resolvido entrave 1 COMP-1", _STUCK, ""),
    everywhere("metas", "metas"),
    everywhere("quadro", "quadro"),
    _decided("mudar meta", "mudar meta COMP-1 2027 para 20", about=""),
    _decided("mudar prazo final", "mudar prazo final COMP-1 30/09/2028 corte", about=""),
    _kept("concluir", "concluir COMP-1"),
    _decided("cancelar", "cancelar COMP-1 corte"),
    _decided("suspender", "suspender COMP-1 corte"),
    _decided("retomar", "retomar COMP-1", _STOPPED),
)
