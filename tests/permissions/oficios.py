"""What leaves: the cabinet and the unit draft, another person approves, the protocolo proves. The story: world.py."""

from models.oficios import KIND
from tests.permissions import ALL, APPROVERS, BUT_READERS, CABINET, Row, everywhere

_HOUSE = "prefeito chefia assessoria administrador"  # those of the cabinet's órgão
_STOOD_IN = f"{_HOUSE} controle"  # as their substitutes
_TO = "para @ext assunto Reforma\nPedimos a reforma."

ROWS = (
    *(everywhere(each, each) for each in ("com o estado", "com a união", "com a justiça", "com o mp")),
    everywhere("relações", "relações @ext"),
    everywhere("ofícios", "ofícios"),
    everywhere("ofício", "ofício"),
    Row("ofício para", f"ofício {_TO}", BUT_READERS, ALL, BUT_READERS, note="em nome da própria unidade"),
    Row("circular para", f"circular {_TO}", BUT_READERS, ALL, BUT_READERS, note="em nome da própria unidade"),
    Row("certidão para", f"certidão {_TO}", BUT_READERS, ALL, BUT_READERS, note="em nome da própria unidade"),
    Row("mensagem para", f"mensagem {_TO}", _HOUSE, _STOOD_IN, CABINET),
    everywhere(
        "aprovar", "aprovar R-6", APPROVERS, about=KIND, note="nunca quem escreveu; e quem responde pela unidade"
    ),
    everywhere("devolver", "devolver R-6 falta a data", APPROVERS, about=KIND),
    Row("corrigir", "corrigir R-6 Pedimos a obra.", _HOUSE, _STOOD_IN, "", about=KIND),
    Row("cancelar", "cancelar R-6 desistência", CABINET, CABINET, APPROVERS, about=KIND),
    Row("assinado", "assinado OF-1/2026-GP", _HOUSE, _STOOD_IN, APPROVERS, about=KIND, file=True),
    Row("expedido", "expedido OF-2/2026-GP por e-mail", _HOUSE, _STOOD_IN, APPROVERS, about=KIND),
    Row(
        "protocolado", "protocolado OF-2/2026-GP 9/2026", _HOUSE, _STOOD_IN, APPROVERS, about=KIND, note="e o protocolo"
    ),
    everywhere("sem efeito", "sem efeito OF-2/2026-GP saiu errado", APPROVERS, about=KIND),
    everywhere("dou por recebido", "dou por recebido OF-3/2026-GP confirmaram", APPROVERS, about=KIND),
    Row("reiterar", "reiterar OF-3/2026-GP", _HOUSE, _STOOD_IN, CABINET, about=KIND),
    Row("respondido", "respondido OF-3/2026-GP PROT-1/2026-GP", _HOUSE, _STOOD_IN, CABINET, about=KIND),
    Row(
        "responder",
        "responder PROT-1/2026-GP a @ext",
        "prefeito chefia assessoria secretario servidor",
        "prefeito chefia assessoria secretario servidor",
        CABINET,
        about="expediente",
    ),
)
