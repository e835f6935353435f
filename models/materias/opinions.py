"""Opinions on an autógrafo: asked of an órgão until a day, given in one line."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, deadlines, notices
from models.base import Answer, Button, Question, Refusal, insert_row
from models.deadlines import Due
from models.materias import terms
from models.materias.tables import UNDECIDED, Materia, MateriaStatus, MateriaTerm, Parecer
from models.people import Orgao, Person, Role, standing, with_role
from models.texts import clip

_OPEN = (*UNDECIDED, MateriaStatus.SANCAO_DECIDIDA, MateriaStatus.VETO_DECIDIDO)


def of(session: Session, materia: Materia) -> list[Parecer]:
    """The opinions asked for and given, in that order."""
    query = select(Parecer).where(Parecer.materia_id == materia.id).order_by(Parecer.id)
    return list(session.scalars(query))


def ask(
    session: Session,
    materia: Materia,
    orgao: Orgao,
    due: Due,
    *,
    by: Person | None,
    now: datetime,
    tell: bool = True,
) -> None:
    """Ask an órgão for its opinion until a day."""
    _require_open(materia)
    if any(each.orgao_id == orgao.id for each in of(session, materia)):
        raise Refusal(f"O parecer de {orgao.sigla} sobre {materia.code} já foi pedido.")
    known = terms.open_one(session, materia, MateriaTerm.SANCAO_VETO)
    if known is not None and due.at > known.due_at:
        raise Refusal(f"O parecer tem de vir antes de {known.due.text}, o último dia para sancionar ou vetar.")
    values = {"conclusao": "", "texto": "", "given_at": None, "by_id": None}
    item = insert_row(session, Parecer, materia_id=materia.id, orgao_id=orgao.id, **values)
    deadlines.open_deadline(session, materia.id, MateriaTerm.PARECER, due, owner=orgao, item_id=item, now=now)
    text = f"parecer pedido a {orgao.sigla} até {due.text}"
    audit.write(session, "parecer_pedido", by=by, now=now, record_id=materia.id, text=text)
    if tell:
        asked = f"Pede-se o parecer de {orgao.name} sobre {materia.code} ({clip(materia.title, 60)}) até {due.text}."
        buttons = (Button("Ver", f"ver {materia.code}"), Button("Opinar", f"opino {materia.code}"))
        notices.tell(session, materia, asked, [orgao], by=by, now=now, buttons=buttons)


def require_cabinet(session: Session, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who may not ask for opinions."""
    if not standing(session, by, now).is_cabinet:
        raise Refusal("Só o gabinete pede pareceres sobre um autógrafo.")


def give(session: Session, materia: Materia, conclusion: str, text: str, *, by: Person, now: datetime) -> Parecer:
    """Record the opinion of the órgão that the person leads; a second one replaces the first."""
    _require_open(materia)
    orgao = _own(session, materia, by, now)
    if not conclusion:
        raise Question(
            f"Qual é o parecer? Exemplo: opino {materia.code} vetar art. 5º, inciso V: cria despesa sem fonte",
            Answer.TEXT,
        )
    found = next((each for each in of(session, materia) if each.orgao_id == orgao.id), None)
    if found is None:
        values = {"conclusao": "", "texto": "", "given_at": None, "by_id": None}
        found = session.get_one(
            Parecer, insert_row(session, Parecer, materia_id=materia.id, orgao_id=orgao.id, **values)
        )
    found.conclusao, found.texto, found.given_at, found.by_id = conclusion, text, now, by.id
    deadlines.close(session, materia.id, kind=MateriaTerm.PARECER, item_id=found.id, now=now)
    said = f"{conclusion}: {text}" if text else conclusion
    audit.write(session, "parecer", by=by, now=now, record_id=materia.id, text=f"parecer de {orgao.sigla}: {said}")
    told = f"Parecer de {orgao.sigla} sobre {materia.code}: {said}"
    to = with_role(session, Role.PREFEITO, Role.CHEFIA)
    notices.tell(session, materia, told, to, by=by, now=now, buttons=(Button("Decidir", f"decidir {materia.code}"),))
    return found


def _own(session: Session, materia: Materia, by: Person, now: datetime) -> Orgao:
    """The órgão for which the person answers; the one that was asked before the others."""
    leads = standing(session, by, now).leads
    asked = [each.orgao for each in of(session, materia) if each.orgao_id in leads]
    if not leads:
        raise Refusal("O parecer é de quem responde pelo órgão: o titular ou o adjunto.")
    return asked[0] if asked else session.get_one(Orgao, min(leads))


def _require_open(materia: Materia) -> None:
    if materia.status not in _OPEN:
        raise Refusal(f"{materia.code} está com a situação {materia.status}: não espera parecer.")
