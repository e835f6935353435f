"""Reuniões e agenda: the desk convenes, whoever was called answers, whoever made it moves and cancels."""

from models.events import KIND
from tests.permissions import ALL, BUT_READERS, CABINET, Row, everywhere

_LINE = "reunião @saude quarta 9h no Paço: obra da UBS"
_CALLED = "prefeito secretario"
_THERE = (f"ana: {_LINE}",)
_ITEM = (*_THERE, "ana: item REU-1 frota")
_ASKED = ("davi: pedir agenda quarta 15h, Associação, praça",)
_HELD = ("ana: reunião realizada @saude sexta passada 9h: obra da UBS",)
_CIRCULATED = (*_HELD, "ana: presença REU-1 @todos", "ana: circular ata REU-1")

_APPROVED = (
    *_HELD,
    "ana: presença REU-1 @helena",
    "ana: circular ata REU-1",
    "helena: aprovo ata REU-1",
    "ana: aprovar ata REU-1",
)
_CORRECTED = (*_APPROVED, "davi: retificar ata REU-1 leia-se 12")


def _kept(command: str, line: str, before: tuple[str, ...] = _THERE, about: str = KIND, note: str = "") -> Row:
    """A line of who keeps the agenda: the cabinet, while there is no list @agenda."""
    return Row(command, line, CABINET, CABINET, CABINET, about, before, note)


def _writes(command: str, line: str) -> Row:
    """A line of anybody but the one who only reads."""
    return Row(command, line, BUT_READERS, ALL, BUT_READERS)


def _never(command: str, line: str, note: str) -> Row:
    """A line whose hour has not come in the house of the page."""
    return Row(command, line, "", "", "", KIND, _THERE, note)


_TRIP = ("davi: viagem @helena São Paulo quarta 6h às 16h",)
ROWS = (
    everywhere("agenda pública", "agenda pública amanhã"),
    everywhere("publicar agenda", "publicar agenda", CABINET, note="e a lista @comunicacao"),
    _kept("diária", "diária AG-1 R$ 300,00", _TRIP, note="e a lista @orcamento"),
    _kept("adiantamento", "adiantamento AG-1 R$ 300,00", _TRIP, note="e a lista @orcamento"),
    _kept("viagem paga", "viagem paga AG-1 por Associação R$ 300,00", _TRIP),
    _never("prestar contas", "prestar contas REU-1 R$ 300,00", "depois da viagem, quem teve o adiantamento"),
    _never("relatório de viagem", "relatório de viagem REU-1 assinado o convênio", "depois da viagem, quem viajou"),
    Row("convocação em pdf", "convocação em pdf REU-1", ALL, ALL, ALL, KIND, _THERE),
    Row(
        "abstenção",
        "abstenção REU-1 @bruno dirige a entidade",
        f"{CABINET} secretario",
        CABINET,
        CABINET,
        KIND,
        _THERE,
        "e a própria pessoa",
    ),
    _kept("retificar ata", "retificar ata REU-1 leia-se 12", _APPROVED, note="a ata já aprovada"),
    Row(
        "aprovar retificação",
        "aprovar retificação REU-1",
        "prefeito chefia",
        "prefeito chefia",
        "prefeito chefia",
        KIND,
        _CORRECTED,
        "quem presidiu e a chefia, nunca quem escreveu",
    ),
    Row("estou indo", "estou indo REU-1", CABINET, CABINET, CABINET, before=_THERE),
    everywhere("reuniões", "reuniões"),
    everywhere("deliberações abertas", "deliberações abertas"),
    everywhere("agenda", "agenda"),
    everywhere("agenda em pdf", "agenda em pdf"),
    everywhere("livre", "livre quarta"),
    everywhere("locais", "locais"),
    everywhere("quem responde", "quem responde amanhã"),
    everywhere("encontros com", "encontros com Associação"),
    everywhere("pedidos de agenda", "pedidos de agenda"),
    _writes("compromisso", "compromisso vistoria quarta 15h"),
    _writes("bloqueio", "bloqueio quarta 15h"),
    _writes("viagem", "viagem São Paulo quarta 6h às 16h"),
    _writes("pedir agenda", "pedir agenda quarta 15h, Associação, praça"),
    everywhere("reunião", _LINE, CABINET),
    everywhere("local novo", "local novo Paço", CABINET),
    Row("confirmo", "confirmo REU-1", _CALLED, _CALLED, "", KIND, _THERE),
    Row("não posso", "não posso REU-1 viagem", _CALLED, _CALLED, "", KIND, _THERE),
    Row("mando", "mando REU-1 @edna", _CALLED, _CALLED, "", KIND, _THERE),
    Row("atrasei", "atrasei REU-1 15 min", CABINET, CABINET, CABINET, before=_THERE),
    _kept("remarcar", "remarcar REU-1 quinta 10h"),
    _kept("chamar", "chamar REU-1 @edna"),
    _kept("cancelar", "cancelar REU-1 viagem"),
    Row("item", "item REU-1 frota", f"{CABINET} secretario", f"{CABINET} secretario", CABINET, KIND, _THERE),
    Row("pauta", "pauta REU-1", ALL, ALL, ALL, KIND, _THERE),
    _kept("incluir item", "incluir item 1 REU-1", _ITEM, ""),
    _kept("deixar item", "deixar item 1 REU-1", _ITEM, ""),
    _kept("retirar item", "retirar item 1 REU-1 falta o parecer", _ITEM, ""),
    _kept("preside", "preside REU-1 @ana"),
    _kept("briefing", "briefing REU-1 @obras até terça 17h"),
    Row(
        "importar agenda", "importar agenda", "", "", "", note="a própria, ou a agenda do gabinete; com o arquivo .ics"
    ),
    _kept("confirmar", "confirmar AG-1", _ASKED),
    _kept("recusar pedido", "recusar pedido AG-1 agenda cheia", _ASKED),
    _kept("completar", "completar AG-1 interesse obra", _ASKED),
    Row("ata", "ata REU-1", ALL, ALL, ALL, KIND, _THERE),
    _kept("presença", "presença REU-1 @bruno", _HELD),
    _kept("deliberação", "deliberação REU-1 @obras refazer o cronograma até 11/12", _HELD),
    _kept("circular ata", "circular ata REU-1", _HELD),
    Row("aprovo ata", "aprovo ata REU-1", _CALLED, _CALLED, "", KIND, _CIRCULATED),
    Row("ressalva", "ressalva REU-1 faltou um item", _CALLED, _CALLED, "", KIND, _CIRCULATED),
    _never("aprovar ata", "aprovar ata REU-1", "depois das respostas, quem presidiu ou a agenda do gabinete"),
    _never("aprovar", "aprovar REU-1", "depois das respostas, quem presidiu ou a agenda do gabinete"),
    _never("ata assinada", "ata assinada REU-1", "depois de aprovada, a agenda do gabinete"),
    _never("realizado", "realizado REU-1", "depois da hora, quem marcou ou a agenda do gabinete"),
    _never("não realizado", "não realizado REU-1 chuva", "depois da hora, quem marcou ou a agenda do gabinete"),
)
