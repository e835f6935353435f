"""Certificates: who passed a class, as it is printed; revoked, or issued anew in another name."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import subjects
from models.base import Refusal
from models.courses import grades
from models.courses.catalogue import is_desk
from models.courses.tables import Certificate, CertificateStatus, Enrolment, Turma
from models.documents import Document
from models.moves import Move, require
from models.moves import make as move
from models.people import Person
from models.sheets import Column, Sheet, Values
from models.subjects import Series, Subject

_PAPER = "certificado"  # the kind of its document
_KEPT = ("hours", "grade", "attended", "total", "first_on", "last_on", "homologated_at")


def _find_certificate(_: Session, __: Values) -> Certificate | None:
    return None


def _take_certificate(_: Session, __: Values, ___: datetime) -> Certificate:
    raise Refusal("O certificado não se importa: sai quando a turma é encerrada")


def _give_certificates(session: Session, found: Sequence[Certificate]) -> Iterator[Values]:
    """For the RH: one line a certificate, with the code of the document where it was made."""
    ids = [each.id for each in found]
    of_them = (Document.record_id.in_(ids), Document.kind == _PAPER, Document.sha256.is_not(None))
    made = session.execute(select(Document.record_id, Document.code).where(*of_them))
    codes: dict[int | None, str] = {key: code for key, code in made if key is not None}
    turmas = {each.turma_id for each in found}
    enrolled = select(Enrolment.turma_id, Enrolment.person_id, Enrolment.matricula)
    rows = session.execute(enrolled.where(Enrolment.turma_id.in_(turmas)))
    numbers = {(turma_id, person_id): matricula for turma_id, person_id, matricula in rows}
    for each in found:
        yield {
            "matricula": numbers.get((each.turma_id, each.person_id)) or "",
            "nome": each.name or each.person.name,
            "curso": each.turma.title,
            "carga": each.hours,
            "inicio": each.first_on,
            "fim": each.last_on,
            "frequencia": each.attended * 100 // each.total,
            "nota": grades.written(each.grade) if each.grade is not None else "",
            "certificado": each.code,
            "codigo": codes.get(each.id, ""),
        }


CERTIFICATE = subjects.declare(
    Subject(
        model=Certificate,
        one="certificado",
        many="certificados",
        title="Certificados",
        rank=71,
        series=(Series("CERT", of_orgao=False),),
        active=(CertificateStatus.EMITIDO,),
        final=(CertificateStatus.REVOGADO, CertificateStatus.SUBSTITUIDO),
        states={"revogados": (CertificateStatus.REVOGADO,), "substituídos": (CertificateStatus.SUBSTITUIDO,)},
        sheet=Sheet(
            (
                Column("matricula"),
                Column("nome"),
                Column("curso", is_needed=True),
                Column("carga", int),
                Column("inicio", date),
                Column("fim", date),
                Column("frequencia", int),
                Column("nota"),
                Column("certificado"),
                Column("codigo"),
            ),
            _find_certificate,
            _take_certificate,
            _give_certificates,
        ),
    )
)


def _may_keep(session: Session, _: Certificate, by: Person, now: datetime) -> bool:
    return is_desk(session, by, now)


REVOKE = Move(
    verb="revogar",
    past="revogou",
    done="revogado",
    action="revogacao",
    sources=(CertificateStatus.EMITIDO,),
    to=CertificateStatus.REVOGADO,
    may=_may_keep,
    who="quem cuida da Escola (a lista @escola) ou pela chefia",
    why="presença lançada por engano",
)


SUBSTITUTE = Move(
    verb="substituir",
    past="substituiu",
    done="substituído",
    action="substituicao",
    sources=(CertificateStatus.EMITIDO,),
    to=CertificateStatus.SUBSTITUIDO,
    may=_may_keep,
    who="quem cuida da Escola (a lista @escola) ou pela chefia",
    why="o nome foi corrigido",
)


def certificates(session: Session, person: Person, turma: Turma | None = None) -> list[Certificate]:
    """The certificates of a person, of one class or of all."""
    query = select(Certificate).where(Certificate.person_id == person.id)
    query = query.where(Certificate.turma_id == turma.id) if turma else query
    return list(session.scalars(query.order_by(Certificate.id)))


def issue(
    session: Session, turma: Turma, enrolment: Enrolment, facts: dict[str, Any], *, by: Person, now: datetime
) -> Certificate:
    """The certificate of a pupil who passed; `facts`: what is printed besides the name."""
    return _issue(session, turma, enrolment.person, {**facts, "homologated_at": None}, by=by, now=now)


def _issue(
    session: Session, turma: Turma, person: Person, facts: dict[str, Any], *, by: Person, now: datetime
) -> Certificate:
    own = {"turma_id": turma.id, "person_id": person.id, "name": person.name, "replaced_by": None, **facts}
    title = f"{turma.course.title}, {person.name}"
    made: Certificate = subjects.register(session, CERTIFICATE, title, by=by, now=now, search=(person.name,), **own)
    return made


def substitute(session: Session, old: Certificate, reason: str, *, by: Person, now: datetime) -> Certificate:
    """Issue a certificate anew, in the name that its holder has now; the code of the old one says by which."""
    facts = {name: getattr(old, name) for name in _KEPT}
    require(session, old, SUBSTITUTE, reason, by=by, now=now)
    made = _issue(session, old.turma, old.person, facts, by=by, now=now)
    old.replaced_by = made.code
    move(session, old, SUBSTITUTE, reason, tell=[old.person], by=by, now=now)
    return made
