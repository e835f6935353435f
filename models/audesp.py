"""The yearly calendar of what is sent to AUDESP, as a table: each row is a task of the órgão that sends it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import authorities, catalogues, moments, municipal_days, tasks
from models.base import Base, Refusal, insert_row, related
from models.catalogues import Catalogue
from models.deadlines import Due
from models.people import Orgao, Person, Role, orgao_by_sigla, standing, with_role
from models.sheets import Column, Sheet, Values
from models.tasks import NewTask, Task

_MOST = 20


class AudespRow(Base):
    """One document of one competência, until when it is sent, and the task that it is."""

    __tablename__ = "audesp_rows"
    __table_args__ = (UniqueConstraint("documento", "competencia"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    documento: Mapped[str]
    competencia: Mapped[str]
    prazo: Mapped[date]
    orgao_id: Mapped[int] = mapped_column(ForeignKey("orgaos.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("records.id"))
    orgao: Mapped[Orgao] = related(lazy="joined")
    task: Mapped[Task | None] = related(lazy="joined", foreign_keys=[task_id])


def coming(session: Session, today: date) -> Sequence[AudespRow]:
    """What is still to be sent from a day on, the soonest first."""
    query = select(AudespRow).where(AudespRow.prazo >= today).order_by(AudespRow.prazo, AudespRow.id)
    return session.scalars(query.limit(_MOST)).all()


def _orgao(session: Session, text: str) -> Orgao:
    found = orgao_by_sigla(session, text.removeprefix("@"))
    if found is None:
        raise Refusal(f"orgao: {text} não existe; diga a sigla")
    return found


def _sigla(session: Session, text: str) -> str:
    return _orgao(session, text).sigla


def _find(session: Session, row: Values) -> AudespRow | None:
    same = (AudespRow.documento == row["documento"], AudespRow.competencia == row["competencia"])
    return session.scalars(select(AudespRow).where(*same)).first()


def _take(session: Session, row: Values, _now: datetime) -> AudespRow:
    values = {name: row[name] for name in ("documento", "competencia", "prazo")}
    orgao_id = _orgao(session, row["orgao"]).id
    return session.get_one(AudespRow, insert_row(session, AudespRow, orgao_id=orgao_id, task_id=None, **values))


def _after(session: Session, made: AudespRow, by: Person | None, now: datetime) -> str:
    """Give the órgão its task, by whoever brought the table; a day off rolls to the next business day."""
    giver = by or next(iter(with_role(session, Role.CHEFIA)), None)
    if giver is None or made.prazo < moments.today(now):
        return ""
    calendar = municipal_days.current(session)
    day = calendar.next_business_day(made.prazo)
    due = Due(moments.at(day, calendar.work_day_end(day)), date_only=True)
    title = f"Remessa ao AUDESP: {made.documento}, {made.competencia}"
    code = tasks.create(
        session, NewTask(title=title, due=due, tags=("audesp",), assignees=(made.orgao,)), by=giver, now=now
    )
    made.task_id = session.scalars(select(Task.id).where(Task.code == code)).one()
    return ""


def _give(_session: Session, found: Sequence[AudespRow]) -> Iterator[Values]:
    for each in found:
        own = {name: getattr(each, name) for name in ("documento", "competencia", "prazo")}
        yield own | {"orgao": each.orgao.sigla}


def _may(session: Session, by: Person, now: datetime) -> bool:
    return standing(session, by, now).is_cabinet or authorities.is_protocolo(session, by)


CATALOGUE = catalogues.declare(
    Catalogue(
        model=AudespRow,
        one="remessa ao AUDESP",
        many="remessas ao AUDESP",
        feminine=True,
        beside=tasks.SUBJECT.kind,
        may=_may,
        sheet=Sheet(
            (
                Column("documento", is_needed=True),
                Column("competencia", is_needed=True),
                Column("prazo", date, is_needed=True),
                Column("orgao", is_needed=True, settle=_sigla),
            ),
            _find,
            _take,
            _give,
            after=_after,
        ),
    )
)
