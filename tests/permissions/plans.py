"""The plan: reported by its órgão, the Planejamento and the cabinet; decided by whoever decides for the cabinet."""

from tests.permissions import ALL, APPROVERS, BUT_READERS, CABINET, Row, everywhere

_NEW = ("ana: compromisso de governo Vacinar todos @saude até 30/06/2028",)
_STUCK = (*_NEW, "ana: entrave COMP-1 falta verba @saude até 30/06/2027")
_STEP = (*_NEW, "ana: marco COMP-1 edital @saude até 30/06/2027")
_STOPPED = (*_NEW, "ana: suspender COMP-1 falta verba")
_LEADS = f"{CABINET} secretario"
_IDEA = ("bruno: ideia acabar com o papel carbono",)
_DECIDED = (*_IDEA, "ana: levar EST-1 a despacho", "helena: deferir EST-1")
_TRIED = (
    *_DECIDED,
    "ana: piloto EST-1 @saude de 04/01/2027 a 31/03/2027 medir dias, hoje 15, meta 3",
)
_TAKEN = (*_DECIDED, "ana: implantado EST-1")
_CYCLE = ("ana: abrir ciclo LDO 2029",)
_PROPOSAL = "proposta ciclo: LDO 2029 ação: A produto: p unidade: u valor: R$ 10,00 por quê: preciso"
_PROPOSED = (*_CYCLE, f"ana: {_PROPOSAL}")
_FILED = (*_CYCLE, "ana: protocolado LDO-2029 mensagem 1")
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
    Row("ideia", "ideia acabar com o papel", BUT_READERS, ALL, BUT_READERS),
    Row("estudo", "estudo EST-1 @bruno", CABINET, CABINET, CABINET, "plan_item", _IDEA),
    _kept("números", "números EST-1 custo R$ 10,00", _IDEA),
    _kept("parecer do encarregado", "parecer do encarregado EST-1", _IDEA),
    _kept("piloto", "piloto EST-1 @saude de 04/01/2027 a 31/03/2027 medir dias, hoje 15, meta 3", _DECIDED),
    _kept("medir", "medir EST-1 4", _TRIED),
    _kept("implantado", "implantado EST-1", _DECIDED),
    _kept("avaliar", "avaliar EST-1 melhorou", _TAKEN),
    _decided("recusar", "recusar EST-1 corte", _IDEA),
    Row("guardar estudo", "guardar estudo EST-1", CABINET, CABINET, CABINET, "plan_item", _IDEA),
    everywhere("estudos", "estudos"),
    everywhere("esteira", "esteira"),
    Row("abrir ciclo", "abrir ciclo LDO 2028", CABINET, CABINET, CABINET, note="e o Planejamento"),
    Row("ciclo", "ciclo LDO 2029", ALL, ALL, ALL, before=_CYCLE),
    everywhere("calendário do orçamento", "calendário do orçamento"),
    Row("proposta", _PROPOSAL, _LEADS, _LEADS, _LEADS, before=_CYCLE),
    Row("propostas", "propostas LDO 2029", ALL, ALL, ALL, before=_CYCLE),
    Row("devolver proposta", "devolver proposta 1 LDO 2029 falta", CABINET, CABINET, CABINET, before=_PROPOSED),
    Row("faltam", "faltam LDO 2029", ALL, ALL, ALL, before=_CYCLE),
    Row(
        "pedir propostas",
        "pedir propostas LDO 2029",
        CABINET,
        CABINET,
        CABINET,
        before=_CYCLE,
        note="e o Planejamento",
    ),
    Row("protocolado", "protocolado LDO-2029 mensagem 1", CABINET, CABINET, CABINET, "plan_item", _CYCLE),
    Row("teto", "teto LDO 2029 @saude R$ 10,00", CABINET, CABINET, CABINET, before=_CYCLE, note="e o Planejamento"),
    Row("sancionado", "sancionado LDO-2029 Lei 1/2028", CABINET, CABINET, CABINET, "plan_item", _FILED),
    Row("avaliação", "avaliação 1º quadrimestre", CABINET, CABINET, CABINET, before=_NEW),
    everywhere("plano anual do gabinete", "plano anual do gabinete"),
    Row("encontro de coordenação", "encontro de coordenação segunda 8h", CABINET, CABINET, CABINET, before=_STUCK),
)
