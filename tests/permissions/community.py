"""The community: whoever writes registers what is asked; the desk answers to the asker and keeps the entities."""

from models.events import KIND as EVENT
from tests.permissions import ALL, BUT_READERS, CABINET, Row, everywhere

_DEMAND = "demanda Clube de Mães: asfalto na rua 2, bairro Centro"
_N = "DEM-1/2026-GP"
_ASKED = (f"davi: {_DEMAND}", f"davi: tramitar {_N} @saude")
_ANSWERED = (*_ASKED, f"bruno: responder {_N} entra na etapa de março")
_DONE = (*_ASKED, f"ana: resposta entregue {_N} em mãos")
_PROMISED = (*_ASKED, f"ana: promessa {_N} até sexta @bruno")
_ENTITY = ("ana: entidade nova nome: Clube de Mães tipo: movimento bairro: Centro",)
_HEARING = ("ana: audiência pública LDO, 24/03/2027 18h30 na Câmara",)
_READING = f"{BUT_READERS} controle"


def _desk(command: str, line: str, before: tuple[str, ...], own: str = CABINET, note: str = "") -> Row:
    return Row(command, line, own, own, CABINET, about="expediente", before=before, note=note)


def _kept(command: str, line: str, before: tuple[str, ...] = _HEARING, about: str = EVENT) -> Row:
    return Row(command, line, CABINET, CABINET, CABINET, about, before)


ROWS = (
    Row("demanda", _DEMAND, BUT_READERS, _READING, BUT_READERS),
    Row("manifestação", "manifestação falta de água na rua 3", BUT_READERS, _READING, BUT_READERS),
    Row("pedido de informação", "pedido de informação Rui: gastos", BUT_READERS, _READING, BUT_READERS),
    everywhere("demandas da comunidade", "demandas da comunidade"),
    everywhere("período eleitoral", "período eleitoral", note="dizer os dias é da chefia"),
    Row("recibo", f"recibo {_N}", ALL, ALL, ALL, about="expediente", before=_ASKED),
    Row("bairro", "bairro Centro", ALL, ALL, ALL, before=_ASKED),
    Row("entidade", "entidade Clube de Mães", ALL, ALL, ALL, before=_ENTITY),
    Row("entidade nova", "entidade nova nome: Clube tipo: movimento", CABINET, CABINET, CABINET, note="e a @ouvidoria"),
    everywhere("entidades", "entidades"),
    Row("promessa", f"promessa {_N} até sexta", BUT_READERS, _READING, BUT_READERS, about="expediente", before=_ASKED),
    _desk("promessa cumprida", f"promessa cumprida {_N}", _PROMISED, f"{CABINET} secretario"),
    _desk("resposta entregue", f"resposta entregue {_N} em mãos", _ANSWERED, note="quem registrou, e a @ouvidoria"),
    _desk("volta", f"volta {_N}", _DONE),
    _kept("edital", "edital AUD-1 publicado em 20/11"),
    _kept("inscrito", "inscrito AUD-1 João Lima, sindicato"),
    _kept("veio", "veio AUD-1 Rui Dias, Clube de Mães"),
    _kept("pergunta", "pergunta AUD-1 quando sai a creche?"),
    _kept(
        "responder pergunta", "responder pergunta 1 AUD-1 em março", (*_HEARING, "ana: pergunta AUD-1 a creche?"), ""
    ),
    Row("inscritos", "inscritos AUD-1", ALL, ALL, ALL, EVENT, _HEARING),
    Row("perguntas", "perguntas AUD-1", ALL, ALL, ALL, EVENT, _HEARING),
    Row("audiência pública", "audiência pública LDO, 24/03/2027 18h30 na Câmara", CABINET, CABINET, CABINET),
)
