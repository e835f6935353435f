"""Expedientes, as the rest of the house knows them."""

from sqlalchemy import and_

from models import subjects
from models.escalation import ADJUNTO, CHEFIA, OWNER, EscalationPolicy, days
from models.expedientes import exports, imports
from models.expedientes.numbering import TIPOS, sigla_of, tipo_of
from models.expedientes.table import TABLE
from models.expedientes.tables import ACTIVE, Expediente, ExpedienteDeadline, Situacao, Tramitacao
from models.records import Record
from models.sheets import BulkSheet
from models.subjects import DeadlineKind, Series, Stays, Subject, Tipo
from models.texts import fold

_SHORT = {"processo": ("proc",), "memorando": ("memo",)}  # besides the sigla

_PERMANENCIA = (
    days(-2, "09:00", OWNER),
    days(0, "08:00", OWNER),
    days(1, "09:00", OWNER),
    days(1, "09:05", ADJUNTO),
    days(3, "09:00", CHEFIA),
    days(8, "09:00", CHEFIA),
)

SUBJECT = subjects.declare(
    Subject(
        model=Expediente,
        one="expediente",
        many="expedientes",
        rank=20,
        series=tuple(
            Series(sigla_of(tipo), (fold(tipo), *_SHORT.get(tipo, ())), of_any_tipo=tipo == "expediente")
            for tipo in TIPOS
        ),
        tipos=tuple(Tipo(tipo, f"{tipo}s", tipo) for tipo in TIPOS if tipo != "expediente"),
        tipo=Expediente.__table__.c.tipo,
        other_tipo=tipo_of,
        states={
            "arquivados": (Situacao.ARQUIVADO,),
            "concluídos": (Situacao.CONCLUIDO,),
            "sobrestados": (Situacao.SOBRESTADO,),
            "anulados": (Situacao.ANULADO,),
            "cancelados": (Situacao.ANULADO,),
            "em tramitação": (Situacao.EM_TRAMITACAO,),
        },
        final=(Situacao.CONCLUIDO, Situacao.ARQUIVADO, Situacao.ANULADO),
        dates=(
            DeadlineKind(ExpedienteDeadline.EXPEDIENTE, "prazo de", is_main=True),
            DeadlineKind(ExpedienteDeadline.RETORNO, "retorno de"),
            DeadlineKind(ExpedienteDeadline.SOBRESTAMENTO, "fim do sobrestamento de"),
            DeadlineKind(ExpedienteDeadline.PERMANENCIA, "permanência de", ladder=ExpedienteDeadline.PERMANENCIA),
        ),
        ladders=(
            EscalationPolicy(
                ExpedienteDeadline.PERMANENCIA, "permanência nos órgãos", _PERMANENCIA, shown="permanência"
            ),
        ),
        received_on=Expediente.__table__.c.recebido_em,
        stays=Stays(
            record_id=Tramitacao.expediente_id,
            orgao_id=Tramitacao.to_orgao_id,
            since=Tramitacao.sent_at,
            is_open=Tramitacao.closed_at.is_(None),
            owes=and_(Tramitacao.closed_at.is_(None), Record.status.in_(ACTIVE)),
            active=ACTIVE,
        ),
        sheet=BulkSheet(TABLE, imports.load, exports.give, checks=True),
        is_numerous=True,
    )
)
