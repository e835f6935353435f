"""What demands add to expedientes: their numbers, the date of the authority, its ladder."""

from models import subjects
from models.demands.tables import APPEAL, ITEM, LEGAL
from models.escalation import ADJUNTO, CHEFIA, HOURS, OWNER, EscalationPolicy, EscalationStep, days
from models.expedientes import ACTIVE, Expediente, Situacao, Tramitacao
from models.subjects import DeadlineKind, Holding, Series, Subject

LADDER = "legal"
_STEPS = (
    days(-10, "09:00", OWNER),
    days(-5, "09:00", OWNER),
    days(-3, "09:00", ADJUNTO),
    days(-3, "09:05", CHEFIA),
    days(-1, "09:00", CHEFIA),
    days(0, "08:00", OWNER),
    days(0, "08:05", CHEFIA),
    EscalationStep(-4, HOURS, days(0, "00:00", CHEFIA).hour, CHEFIA),
    days(1, "09:00", CHEFIA, daily=True),
)

_ID = Tramitacao.expediente_id
LISTING = Subject(  # as lists and their filters see demands; their records are expedientes
    model=Expediente,
    one="demanda",
    many="demandas",
    feminine=True,
    states={"encerradas": (Situacao.CONCLUIDO, Situacao.ARQUIVADO), "anuladas": (Situacao.ANULADO,)},
    active=(*ACTIVE, Situacao.SOBRESTADO),
    final=(Situacao.CONCLUIDO, Situacao.ARQUIVADO, Situacao.ANULADO),
    dates=(DeadlineKind(LEGAL, "prazo de", ladder=LADDER, is_main=True),),
    holding=Holding(record_id=_ID, orgao_id=Tramitacao.to_orgao_id, is_open=Tramitacao.closed_at.is_(None)),
)
KIND = str(Expediente.__mapper_args__["polymorphic_identity"])
subjects.extend(
    KIND,
    series=(
        Series("IND", ("indicação",)),
        Series("MOC", ("moção",)),
        Series("CONV", ("convocação",)),
        Series("OF", ("requisição", "recomendação", "citação", "intimação")),
        Series("TC"),
        Series("DIL", ("diligência",)),
    ),
    dates=(
        DeadlineKind(LEGAL, "prazo de", ladder=LADDER, is_main=True),
        DeadlineKind(ITEM, "prazo de um item de", ladder=LADDER),
        DeadlineKind(APPEAL, "recurso de", ladder=LADDER),
    ),
    ladders=(EscalationPolicy(LADDER, "prazos que a lei ou uma autoridade de fora dá", _STEPS),),
)
