"""What leaves, as the rest of the house knows it."""

from models import subjects
from models.escalation import CHEFIA, EXTERNAL, OWNER, EscalationPolicy, days
from models.oficios.sheet import SHEET
from models.oficios.tables import (
    ASSINATURA,
    DRAFTS,
    KIND,
    ON_ITS_WAY,
    PROTOCOLO,
    RESPOSTA,
    Especie,
    Oficio,
    OficioStatus,
)
from models.oficios.waiting import PENDING, decisions
from models.people import approvers
from models.subjects import DeadlineKind, Series, Subject, Tipo

_STEPS = (days(1, "08:00", OWNER), days(3, "09:00", CHEFIA))
SUBJECT = subjects.declare(
    Subject(
        model=Oficio,
        one="ofício",
        many="ofícios",
        title="Ofícios e mensagens que saem",
        rank=50,
        series=(
            Series("OF", ("ofício",)),
            Series("R", ("rascunho", "minuta"), yearly=False, of_orgao=False),
            Series("CIRC", ("circular", "oficio circular")),
            Series("MSG", ("mensagem",), of_orgao=False),
            Series("CERTD", (), of_orgao=False),
        ),
        tipos=tuple(
            Tipo(each.value, many, each.value)
            for each, many in (
                (Especie.CIRCULAR, "circulares"),
                (Especie.MENSAGEM, "mensagens"),
                (Especie.CERTIDAO, "certidões"),
            )
        ),
        tipo=Oficio.__table__.c.especie,
        states={
            "em minuta": DRAFTS,
            "sem assinatura": (OficioStatus.APROVADA,),
            "sem protocolo": (OficioStatus.ASSINADA, OficioStatus.EXPEDIDA),
            "protocolados": (OficioStatus.PROTOCOLADA,),
            "cancelados": (OficioStatus.CANCELADA,),
        },
        dates=(
            DeadlineKind(RESPOSTA, "resposta a", ladder=EXTERNAL, is_main=True),
            DeadlineKind(ASSINATURA, "assinatura de", ladder=KIND),
            DeadlineKind(PROTOCOLO, "protocolo de", ladder=KIND),
        ),
        ladders=(EscalationPolicy(KIND, "assinatura e protocolo de ofícios", _STEPS, "ofício"),),
        decisions=decisions,
        pending=PENDING,
        asked=approvers,
        sheet=SHEET,
        active=(*DRAFTS, *ON_ITS_WAY),
        final=(OficioStatus.PROTOCOLADA, OficioStatus.CANCELADA, OficioStatus.SEM_EFEITO),
    )
)
