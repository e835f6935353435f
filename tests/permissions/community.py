"""The community: whoever writes registers what is asked; the desk answers to the asker and keeps the entities."""

from tests.permissions import ALL, BUT_READERS, CABINET, Row, everywhere

_DEMAND = "demanda Clube de Mães: asfalto na rua 2, bairro Centro"
_N = "DEM-1/2026-GP"
_ASKED = (f"davi: {_DEMAND}", f"davi: tramitar {_N} @saude")
_ANSWERED = (*_ASKED, f"bruno: responder {_N} entra na etapa de março")
_DONE = (*_ASKED, f"ana: resposta entregue {_N} em mãos")
_PROMISED = (*_ASKED, f"ana: promessa {_N} até sexta @bruno")
_ENTITY = ("ana: entidade nova nome: Clube de Mães tipo: movimento bairro: Centro",)
_READING = f"{BUT_READERS} controle"


def _desk(command: str, line: str, before: tuple[str, ...], own: str = CABINET, note: str = "") -> Row:
    return Row(command, line, own, own, CABINET, about="expediente", before=before, note=note)


ROWS = (
    Row("demanda", _DEMAND, BUT_READERS, _READING, BUT_READERS),
    Row("manifestação", "manifestação falta de água na rua 3", BUT_READERS, _READING, BUT_READERS),
    Row("pedido de informação", "pedido de informação Rui: gastos", BUT_READERS, _READING, BUT_READERS),
    everywhere("demandas da comunidade", "demandas da comunidade"),
    Row("bairro", "bairro Centro", ALL, ALL, ALL, before=_ASKED),
    Row("entidade", "entidade Clube de Mães", ALL, ALL, ALL, before=_ENTITY),
    Row("entidade nova", "entidade nova nome: Clube tipo: movimento", CABINET, CABINET, CABINET, note="e a @ouvidoria"),
    everywhere("entidades", "entidades"),
    Row("promessa", f"promessa {_N} até sexta", BUT_READERS, _READING, BUT_READERS, about="expediente", before=_ASKED),
    _desk("promessa cumprida", f"promessa cumprida {_N}", _PROMISED, f"{CABINET} secretario"),
    _desk("resposta entregue", f"resposta entregue {_N} em mãos", _ANSWERED, note="quem registrou, e a @ouvidoria"),
    _desk("volta", f"volta {_N}", _DONE),
    Row("audiência pública", "audiência pública LDO, 24/03/2027 18h30 na Câmara", CABINET, CABINET, CABINET),
)
