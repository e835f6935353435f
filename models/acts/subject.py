"""Acts, as the rest of the house knows them."""

from sqlalchemy import and_, or_

from models import subjects
from models.acts.decisions import PENDING, decisions
from models.acts.tables import DRAFTS, IN_FORCE, Act, ActDeadline, ActKind, ActStatus, Recipient
from models.acts.transmission import act_text, sender
from models.acts.watch import WATCHES
from models.escalation import GO_UP, INSIST, OWNER, REMIND, EscalationPolicy, days
from models.people import approvers
from models.records import Record
from models.subjects import Addressees, DeadlineKind, Holding, Series, Subject, Tipo

_OF = "ordens, decisões e diretrizes"

SUBJECT = subjects.declare(
    Subject(
        model=Act,
        one="ato",
        many="atos",
        title="Ordens, decisões e diretrizes",
        rank=30,
        series=(
            Series("R", ("rascunho", "minuta"), yearly=False, of_orgao=False),
            Series("OS", ("ordem", "ordem de serviço"), of_orgao=False),
            Series("DEC", ("decisão",), of_orgao=False),
            Series("DIR", ("diretriz",), of_orgao=False),
        ),
        tipos=(
            Tipo("ordem", "ordens", ActKind.ORDEM),
            Tipo("ordem de serviço", "ordens de serviço", ActKind.ORDEM),
            Tipo("decisão", "decisões", ActKind.DECISAO),
            Tipo("diretriz", "diretrizes", ActKind.DIRETRIZ),
        ),
        tipo=Act.__table__.c.act_kind,
        states={
            "revogados": (ActStatus.REVOGADA,),
            "em minuta": DRAFTS,
            "suspensos": (ActStatus.SUSPENSA,),
            "cancelados": (ActStatus.CANCELADA,),
        },
        dates=(
            DeadlineKind(ActDeadline.CIENCIA, "ciência de", ladder="ciencia", is_main=True, by_ciencia=True),
            DeadlineKind(ActDeadline.CUMPRIMENTO, "cumprimento de", ladder="cumprimento"),
        ),
        ladders=(
            EscalationPolicy("cumprimento", f"cumprimento de {_OF}", (*REMIND, INSIST, *GO_UP)),
            EscalationPolicy("ciencia", f"ciência de {_OF}", (days(0, "08:00", OWNER), INSIST, *GO_UP), "ciência"),
        ),
        urgent=Act.__table__.c.urgent,
        addressees=Addressees(
            Recipient,
            Recipient.act_id,
            is_waited_for=and_(
                Recipient.ciencia_at.is_(None), Recipient.cancelled_at.is_(None), Record.status.in_(IN_FORCE)
            ),
            has_answered=lambda recipient: recipient.ciencia_at is not None,
            text=act_text,
            sender=sender,
        ),
        decisions=decisions,
        pending=PENDING,
        asked=approvers,
        holding=Holding(
            record_id=Recipient.act_id,
            person_id=Recipient.person_id,
            orgao_id=Recipient.orgao_id,
            is_open=Recipient.cancelled_at.is_(None),
            owes=and_(
                Recipient.cancelled_at.is_(None),
                Record.status.in_(IN_FORCE),
                or_(Recipient.complied_at.is_(None), Act.comply_until.is_(None)),
                or_(Recipient.ciencia_at.is_(None), Act.comply_until.is_not(None)),
            ),
        ),
        watches=WATCHES,
        level_is_fixed=True,
        active=(*DRAFTS, *IN_FORCE, ActStatus.APROVADA, ActStatus.SUSPENSA),
        final=(ActStatus.REVOGADA,),
    )
)
