"""The dates that follow from a convênio: what is to be met, until when, by whom."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, deadlines, moments, municipal_days
from models.authorities import Esfera
from models.calendar import CalendarError
from models.convenios.tables import Aditivo, Convenio, Fase, Instrumento, Movimento, Prazo, TipoMovimento
from models.counting.wording import weekday_date
from models.deadlines import Basis, Due, NewDeadline
from models.people import Orgao, Person, cabinet
from models.subjects import deadline_kind

_RUNNING = (Fase.ASSINADO, Fase.EM_EXECUCAO)
_WITH_ACCOUNTS = (*_RUNNING, Fase.CONTAS)
OTHER_SIDE = "o concedente"


class Terms:
    """Due dates by rule or by day, each counted once."""

    def __init__(self, session: Session) -> None:
        self._session, self._calendar = session, municipal_days.current(session)
        self._known: dict[tuple[str, date, date | None], Due] = {}

    def by_rule(self, rule: str, start: date, imported: date | None = None) -> Due | None:
        """None where the book in force no longer has the rule."""
        key = (rule, start, imported)
        if key not in self._known:
            try:
                self._known[key] = deadlines.due_of(self._session, Basis(rule, start, imported=imported))
            except CalendarError:
                return None
        return self._known[key]

    def on(self, day: date, why: str = "") -> Due:
        return Due(moments.at(day, self._calendar.work_day_end(day)), date_only=True, memory=(why,) if why else ())


def accounts_due(terms: Terms, convenio: Convenio) -> Due | None:
    """The limit of the accounts: the given date over the count; where they differ, reminders follow the earlier."""
    start, given = ended(convenio), convenio.contas_ate if convenio.encerrado_em is None else None
    if start is None or convenio.especie in (Instrumento.ACORDO, Instrumento.ESPECIAL):
        return None
    counted = None
    if convenio.esfera == Esfera.FEDERAL:  # the State has no general term: its clause is the given date
        counted = terms.by_rule("convenio_prestacao_contas_uniao", start)
    if given is None:
        return counted
    if counted and given > moments.local(counted.at).date():
        why = f"Vale a data importada: {weekday_date(given)}. Os avisos seguem a da conta, que vem antes."
        return replace(counted, memory=(*counted.memory, why))
    found = terms.by_rule("convenio_prestacao_contas_uniao", start, given) if counted else None
    return found or terms.on(given, "Data dada pelo instrumento.")


def dates_of(
    session: Session, terms: Terms, convenio: Convenio, pending: Aditivo | None
) -> Iterator[tuple[Prazo, Due]]:
    """Each date that the convênio has to meet, as it stands."""
    if convenio.especie == Instrumento.ESPECIAL:
        yield from _reports(session, terms, convenio)
        return
    running, end = convenio.status in _RUNNING, convenio.fim
    if convenio.notificado_em and (due := _restitution(terms, convenio)):
        yield Prazo.RESSARCIMENTO, due
    if convenio.suspensiva_ate and not convenio.suspensiva_retirada and running:
        yield Prazo.SUSPENSIVA, terms.on(convenio.suspensiva_ate, "Data da cláusula suspensiva.")
    if running and end:
        yield Prazo.VIGENCIA, terms.on(end, "Fim da vigência.")
        if pending:
            yield Prazo.ASSINATURA, terms.on(end, "O aditivo tem de ser assinado antes do fim da vigência.")
        elif due := terms.by_rule("convenio_vigencia_aditivo", end):
            yield Prazo.ADITIVO, due
    if convenio.status in _WITH_ACCOUNTS and (due := accounts_due(terms, convenio)):
        yield Prazo.CONTAS, due
        start = ended(convenio)
        is_federal = convenio.esfera == Esfera.FEDERAL  # the clause of a State one says nothing that a rule could count
        if (
            convenio.status == Fase.CONTAS
            and is_federal
            and start
            and (left := terms.by_rule("convenio_devolucao_saldo", start))
        ):
            yield Prazo.SALDO, left


def _restitution(terms: Terms, convenio: Convenio) -> Due | None:
    """Until when what was noticed is put right or paid back: as the notice says it, else by the rule of the Union."""
    if convenio.ressarcir_ate is not None:
        return terms.on(convenio.ressarcir_ate, "Data da notificação.")
    is_federal = convenio.esfera == Esfera.FEDERAL
    return (
        terms.by_rule("convenio_ressarcimento", convenio.notificado_em)
        if is_federal and convenio.notificado_em
        else None
    )


def ended(convenio: Convenio) -> date | None:
    """What came first: the end of the vigência, or the object done or the instrument rescinded."""
    return min((day for day in (convenio.fim, convenio.encerrado_em) if day), default=None)


def _reports(session: Session, terms: Terms, convenio: Convenio) -> Iterator[tuple[Prazo, Due]]:
    if convenio.status not in _WITH_ACCOUNTS:
        return
    of_it = Movimento.convenio_id == convenio.id, Movimento.tipo == TipoMovimento.DESEMBOLSO
    received = session.scalar(select(Movimento.dia).where(*of_it).order_by(Movimento.dia).limit(1))
    if received is not None:
        for kind, rule, start in (
            (Prazo.RELATORIO, "emenda_pix_relatorio", date(received.year + 1, 1, 1)),
            (Prazo.PLANO, "emenda_pix_plano", received),
        ):
            if due := terms.by_rule(rule, start):
                yield kind, due


def owner_of(session: Session, convenio: Convenio) -> Person | Orgao:
    """Who answers for its dates: the gestor while in the house, else the órgão that executes it."""
    if convenio.gestor is not None and convenio.gestor.active:
        return convenio.gestor
    found = session.get(Orgao, convenio.orgao_id) if convenio.orgao_id else cabinet(session)
    assert found is not None
    return found


def refresh(session: Session, convenio: Convenio, *, now: datetime, terms: Terms | None = None) -> None:
    """Open, move or end the open dates of a convênio as it stands; the old ones stay in the history."""
    terms = terms or Terms(session)
    wanted = {str(kind): due for kind, due in dates_of(session, terms, convenio, pending_of(session, convenio.id))}
    owner = owner_of(session, convenio)
    for each in deadlines.open_of(session, convenio.id):
        due = wanted.pop(each.kind, None)
        if due is None:
            deadlines.close(session, convenio.id, now=now, kind=each.kind, void=True)
        elif due.at != each.due_at:
            _note(session, each, due, now)
            deadlines.move(session, each, due, now=now)
        if due is not None:
            each.person_id = owner.id if isinstance(owner, Person) else None
            each.orgao_id = owner.id if isinstance(owner, Orgao) else None
    met = _met(session, convenio)
    new = [NewDeadline(convenio.id, kind, due, owner) for kind, due in wanted.items() if (kind, due.at) not in met]
    deadlines.open_all(session, new, now=now)


def settle(
    session: Session,
    convenio: Convenio,
    action: str,
    text: str,
    *,
    by: Person | None,
    now: datetime,
    terms: Terms | None = None,
) -> None:
    """End a change of a convênio: the dates that follow from it, and the line of its history."""
    session.flush()
    refresh(session, convenio, now=now, terms=terms)
    audit.write(session, action, by=by, now=now, record_id=convenio.id, text=text)


def _met(session: Session, convenio: Convenio) -> set[tuple[str, datetime]]:
    """The dates met already, which are not asked for again."""
    of_it = deadlines.Deadline.record_id == convenio.id
    is_met = deadlines.Deadline.state.in_((deadlines.DeadlineState.MET, deadlines.DeadlineState.MET_LATE))
    rows = session.execute(select(deadlines.Deadline.kind, deadlines.Deadline.due_at).where(of_it, is_met))
    return {(row.kind, row.due_at) for row in rows}


def _note(session: Session, each: deadlines.Deadline, due: Due, now: datetime) -> None:
    text = f"{deadline_kind(each.kind).said} {each.record.code}: de {each.due.text} para {due.text}"
    audit.write(session, "prazo_refeito", by=None, now=now, record_id=each.record_id, text=text)


def pending_of(session: Session, convenio_id: int) -> Aditivo | None:
    """The aditivo that was asked for and is not signed yet."""
    of_it = Aditivo.convenio_id == convenio_id, Aditivo.assinado_em.is_(None)
    return session.scalars(select(Aditivo).where(*of_it).order_by(Aditivo.id.desc())).first()


def meet(session: Session, convenio: Convenio, kind: Prazo, on: date, *, now: datetime) -> None:
    """Close a date as met on the day of the fact, even if it is told later."""
    at = min(now, moments.at(on, municipal_days.current(session).work_day_end(on)) - timedelta(minutes=1))
    deadlines.close(session, convenio.id, now=at, kind=kind)
