"""Events, as the rest of the house knows them."""

from models import subjects
from models.escalation import CHEFIA, OWNER, EscalationPolicy, days
from models.events.tables import ACTIVE, FINAL, KIND, Event, EventKind, EventStatus, Participant
from models.subjects import DeadlineKind, Holding, Series, Subject

ATA, APROVACAO, RESPOSTA, BRIEFING = "ata", "aprovacao_ata", "resposta_agenda", "briefing"
PUBLICACAO, CONTAS = "publicacao", "contas_viagem"
_AGENDA = "agenda"
_OWN = Participant.__table__.c
_kinds: dict[str, EventKind] = {}

SUBJECT = subjects.declare(
    Subject(
        model=Event,
        one="evento",
        many="eventos",
        rank=45,
        title="Reuniões e agenda",
        series=(
            Series("AG", ("compromisso", "pedido de agenda"), of_orgao=False),
            Series("REU", ("reunião", "ata"), of_orgao=False),
        ),
        states={
            "marcados": (EventStatus.CONFIRMADO, EventStatus.CONVOCADA),
            "sem resposta": (EventStatus.PEDIDO,),
            "realizados": (EventStatus.REALIZADO,),
            "recusados": (EventStatus.RECUSADO,),
        },
        active=ACTIVE,
        final=FINAL,
        dates=(
            DeadlineKind(ATA, "ata de", ladder=ATA),
            DeadlineKind(APROVACAO, "resposta sobre a ata de", ladder=_AGENDA),
            DeadlineKind(RESPOSTA, "resposta ao pedido", ladder=_AGENDA),
            DeadlineKind(BRIEFING, "preparo de", ladder=_AGENDA),
            DeadlineKind(PUBLICACAO, "agenda pública com", ladder=PUBLICACAO),
            DeadlineKind(CONTAS, "contas da viagem", ladder=CONTAS),
        ),
        ladders=(
            EscalationPolicy(
                ATA,
                "atas de reunião",
                (
                    days(-1, "09:00", OWNER),
                    days(0, "08:00", OWNER),
                    days(1, "09:00", OWNER, daily=True),
                    days(2, "09:00", CHEFIA),
                ),
            ),
            EscalationPolicy(
                _AGENDA, "pedidos e preparo de compromissos", (days(-1, "09:00", OWNER), days(0, "08:00", OWNER))
            ),
            EscalationPolicy(
                PUBLICACAO, "agenda pública", (days(0, "16:00", OWNER), days(1, "09:00", CHEFIA)), "publicação"
            ),
            EscalationPolicy(
                CONTAS,
                "contas de viagem",
                (days(-1, "09:00", OWNER), days(0, "08:00", OWNER), days(1, "09:00", CHEFIA)),
                "contas",
            ),
        ),
        holding=Holding(
            record_id=_OWN.event_id,
            person_id=_OWN.person_id,
            orgao_id=_OWN.orgao_id,
            is_open=_OWN.event_id.is_not(None),
        ),
    )
)


def declare(kind: EventKind) -> EventKind:
    """Make a kind of event known; one with a new sigla gives the house a new series of numbers."""
    _kinds[kind.name] = kind
    subject = subjects.of_kind(KIND)
    if subject is not None and kind.sigla not in [each.sigla for each in subject.series]:
        subjects.extend(KIND, series=(Series(kind.sigla, (kind.one,), of_orgao=False),))
    return kind


def kind_of(name: str) -> EventKind:
    """The kind of that name; a plain one for a name that nobody declared."""
    return _kinds.get(name) or EventKind(name, name)


def state_of(event: Event) -> str:
    """The state of an event in the gender of its kind: a meeting is `realizada`, a visit `realizado`."""
    ends = "a" if kind_of(event.event_kind).feminine else "o"
    return event.status if event.status == EventStatus.PEDIDO else f"{event.status[:-1]}{ends}"


def named(event: Event) -> str:
    """`a reunião REU-7/2026`"""
    kind = kind_of(event.event_kind)
    return f"{'a' if kind.feminine else 'o'} {kind.one} {event.code}"


REUNIAO = declare(EventKind("reuniao", "reunião", "REU", feminine=True, is_meeting=True))
COMPROMISSO = declare(EventKind("compromisso", "compromisso"))
ATENDIMENTO = declare(EventKind("atendimento", "atendimento", minutes=30))
INTERESSE = declare(EventKind("audiencia_interesse", "audiência", feminine=True, minutes=30))
VIAGEM = declare(EventKind("viagem", "viagem", feminine=True, minutes=600))
BLOQUEIO = declare(EventKind("bloqueio", "bloqueio"))
LONG = 120  # minutes of a meeting of the whole house
