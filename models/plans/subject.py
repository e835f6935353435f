"""The plan, as the rest of the house knows it."""

from models import subjects
from models.escalation import CHEFIA, OWNER, EscalationPolicy, days
from models.plans.sheet import SHEET
from models.plans.tables import ENTRAVE, FIM, MARCO, PROPOSTA, RELATO, PlanItem, PlanKind, PlanStatus
from models.subjects import DeadlineKind, Series, Subject, Tipo

FINAL = (PlanStatus.CONCLUIDO, PlanStatus.CANCELADO, PlanStatus.AVALIADO, PlanStatus.RECUSADO, PlanStatus.SANCIONADO)
ACTIVE = tuple(each for each in PlanStatus if each not in FINAL)

SUBJECT = subjects.declare(
    Subject(
        model=PlanItem,
        one="item do plano",
        many="itens do plano",
        title="Metas, planos e estudos",
        rank=55,
        series=(
            Series("COMP", ("compromisso de governo",), yearly=False, of_orgao=False),
            Series("META", ("meta",), yearly=False, of_orgao=False),
            Series("PROG", ("programa",), yearly=False, of_orgao=False),
            Series("ACAO", ("ação",), yearly=False, of_orgao=False),
            Series("EST", ("estudo", "ideia"), yearly=False, of_orgao=False),
            *(Series(each, (), yearly=False, of_orgao=False) for each in ("LDO", "LOA", "PPA", "PAS")),
        ),
        tipos=(
            Tipo("meta", "metas", PlanKind.META.value),
            Tipo("compromisso de governo", "compromissos", PlanKind.COMPROMISSO.value),
            Tipo("programa", "programas", PlanKind.PROGRAMA.value),
            Tipo("ação", "ações", PlanKind.ACAO.value),
            Tipo("estudo", "estudos", PlanKind.ESTUDO.value),
        ),
        tipo=PlanItem.tipo,
        active=ACTIVE,
        final=FINAL,
        dates=(
            DeadlineKind(FIM, "prazo final de", ladder=MARCO, is_main=True),
            DeadlineKind(MARCO, "marco de", ladder=MARCO),
            DeadlineKind(ENTRAVE, "entrave de", ladder=MARCO),
            DeadlineKind(PROPOSTA, "proposta para", ladder=MARCO),
            DeadlineKind(RELATO, "número de", ladder=MARCO),
        ),
        ladders=(
            EscalationPolicy(
                MARCO,
                "marcos, entraves e prazos do plano",
                (
                    days(-5, "09:00", OWNER),
                    days(-1, "09:00", OWNER),
                    days(0, "08:00", OWNER),
                    days(1, "09:00", OWNER),
                    days(2, "09:00", CHEFIA),
                ),
            ),
        ),
        sheet=SHEET,
    )
)
