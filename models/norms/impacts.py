"""Whom a norma affects: asked of órgãos, answered by them, and the providências that follow."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, deadlines, moves, tasks
from models.base import Button, Refusal, insert_row
from models.deadlines import Due
from models.materias.terms import legal_office
from models.moves import Move
from models.norms.register import require_desk, tell, triage_due
from models.norms.tables import ACTIVE, Afeta, Norma, NormaImpacto, NormaStatus, NormaTerm
from models.people import Orgao, Person, Role, standing, with_role
from models.records import Record
from models.tasks import NewTask, Task, TaskStatus
from models.texts import clip, listed

S = NormaStatus


def _by_desk(session: Session, _norma: Record, by: Person, now: datetime) -> bool:
    office, who = legal_office(session), standing(session, by, now)
    return who.is_cabinet or (office is not None and office.id in who.orgao_ids)


NO_IMPACT = Move(
    verb="sem impacto",
    past="disse que não afeta ninguém",
    done="dada como sem impacto",
    action="sem_impacto",
    sources=(S.CAPTADA, S.TRIADA),
    to=S.SEM_IMPACTO,
    may=_by_desk,
    who="gabinete ou pela Procuradoria",
    why="só trata de rodovias",
    met=True,
)
CONCLUDE = Move(
    verb="concluir",
    past="concluiu",
    done="concluída",
    action="conclusao",
    sources=ACTIVE,
    to=S.CONCLUIDA,
    may=_by_desk,
    who="gabinete ou pela Procuradoria",
    met=True,
)


def of(session: Session, norma: Norma) -> list[NormaImpacto]:
    """The órgãos asked, in that order, with their answers."""
    query = select(NormaImpacto).where(NormaImpacto.norma_id == norma.id).order_by(NormaImpacto.id)
    return list(session.scalars(query))


def ask(
    session: Session, norma: Norma, orgaos: Sequence[Orgao], due: Due | None, *, by: Person, now: datetime
) -> tuple[list[Orgao], Due]:
    """Ask órgãos whether a norma affects them; returns those not asked before, and until when."""
    require_desk(session, by, now)
    known = {each.orgao_id for each in of(session, norma)}
    fresh = [each for each in dict.fromkeys(orgaos) if each.id not in known]
    if not fresh:
        raise Refusal(f"Já perguntei a {listed([each.sigla for each in orgaos])} sobre {norma.code}.")
    due = due or triage_due(session, now)
    for orgao in fresh:
        item = add(session, norma, orgao)
        deadlines.open_deadline(session, norma.id, NormaTerm.IMPACTO, due, owner=orgao, item_id=item, now=now)
    _triaged(session, norma, now)
    names = listed([each.sigla for each in fresh])
    audit.write(session, "afeta", by=by, now=now, record_id=norma.id, text=f"perguntado a {names} até {due.text}")
    text = (
        f"{norma.code} ({clip(norma.title, 80)}) afeta o seu órgão? Responda até {due.text}: "
        f"impacto {norma.code} sim: em quê; ou impacto {norma.code} não"
    )
    tell(session, norma, text, fresh, by=by, now=now)
    return fresh, due


def add(session: Session, norma: Norma, orgao: Orgao, afeta: str = "", texto: str = "") -> int:
    """A row for an órgão; returns its id."""
    values = {"norma_id": norma.id, "orgao_id": orgao.id, "afeta": afeta, "texto": texto, "by_id": None, "at": None}
    return insert_row(session, NormaImpacto, **values)


def answer(session: Session, norma: Norma, afeta: Afeta, text: str, *, by: Person, now: datetime) -> NormaImpacto:
    """Record what the person's órgão says; it may answer unasked, and again."""
    own = standing(session, by, now).leads or ([by.orgao_id] if by.orgao_id else [])
    rows = of(session, norma)
    mine = next((each for each in rows if each.orgao_id in own), None)
    if not own:
        raise Refusal("Quem responde é uma pessoa do órgão, e você não está em nenhum.")
    if mine is None:
        mine = session.get_one(NormaImpacto, add(session, norma, session.get_one(Orgao, min(own))))
        _triaged(session, norma, now)
    mine.afeta, mine.texto, mine.by_id, mine.at = afeta.value, text, by.id, now
    deadlines.close(session, norma.id, kind=NormaTerm.IMPACTO, item_id=mine.id, now=now)
    said = f"{mine.orgao.sigla}: {afeta}" + (f", {text}" if text else "")
    audit.write(session, "impacto", by=by, now=now, record_id=norma.id, text=said)
    tell(session, norma, f"{norma.code}: {said}", [*norma.authors, *with_role(session, Role.CHEFIA)], by=by, now=now)
    return mine


def act(session: Session, norma: Norma, new: NewTask, *, by: Person, now: datetime) -> str:
    """Give a task that the norma asks for; returns its number."""
    require_desk(session, by, now)
    code = tasks.create(session, new, by=by, now=now)
    _triaged(session, norma, now)
    norma.status, norma.proposta, norma.proposta_ate = S.COM_PROVIDENCIA.value, "", None
    audit.write(session, "providencia", by=by, now=now, record_id=norma.id, text=f"providência {code}: {new.title}")
    return code


def no_impact(session: Session, norma: Norma, reason: str, *, by: Person, now: datetime) -> None:
    """Say that a norma affects nobody here. Raises Refusal where an órgão said that it is affected."""
    said = [each.orgao.sigla for each in of(session, norma) if each.afeta in (Afeta.SIM, Afeta.EM_PARTE)]
    if said:
        raise Refusal(
            f"{listed(said)} já disse que {norma.code} o afeta. Se nada mais há a fazer, conclua-a.",
            (Button("Concluir", f"concluir {norma.code}"), Button("Ver", f"ver {norma.code}")),
        )
    moves.make(session, norma, NO_IMPACT, reason, tell=norma.authors, by=by, now=now)


def conclude(session: Session, norma: Norma, note: str, *, by: Person, now: datetime) -> None:
    """Nothing more is to be done for a norma. Raises Refusal while a providência is open."""
    if waiting := open_tasks(session, norma):
        raise Refusal(f"{norma.code} ainda tem providência aberta: {listed([each.code for each in waiting])}.")
    moves.make(session, norma, CONCLUDE, note, tell=norma.authors, by=by, now=now)


def open_tasks(session: Session, norma: Norma) -> list[Task]:
    """The providências that are not done."""
    query = select(Task).where(Record.parent_id == norma.id, Record.status == TaskStatus.ABERTA)
    return list(session.scalars(query.order_by(Record.id)))


def _triaged(session: Session, norma: Norma, now: datetime) -> None:
    """Somebody is asked, or acts: the triage is done."""
    if norma.status in (S.CAPTADA, S.SEM_IMPACTO, S.CONCLUIDA):
        norma.status = S.TRIADA.value
    deadlines.close(session, norma.id, kind=NormaTerm.TRIAGEM, now=now)
