"""Tables of the school: pupils and presences, as Moodle or a sheet of paper gives them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, catalogues, deadlines, moments, records
from models.base import Refusal, insert_row
from models.catalogues import Catalogue
from models.courses.catalogue import is_desk
from models.courses.enrolment import consent_until, find, note, seat
from models.courses.tables import Attendance, Aula, Enrolment, Presence, Turma
from models.courses.tables import EnrolmentStatus as E
from models.courses.turmas import CONSENT, aulas, taken
from models.people import Person
from models.records import RecordKey
from models.sheets import Column, Sheet, Values
from models.texts import fold

_STATES = {"autorizada": E.INSCRITA, "recusada": E.RECUSADA}
_SAID: dict[str, str] = {E.INSCRITA: "autorizada", E.EM_ESPERA: "autorizada", E.RECUSADA: "recusada"}


def _turma_in(session: Session, code: str) -> Turma:
    query = select(Turma).join(RecordKey, RecordKey.record_id == Turma.id).where(RecordKey.key == fold(code.strip()))
    found = session.scalars(query).first() or session.scalar(select(Turma).where(Turma.code == code.strip().upper()))
    if found is None:
        raise Refusal(f"turma: {code} não existe")
    return found


def _find_enrolment(session: Session, row: Values) -> Enrolment | None:
    found = find(session, _turma_in(session, row["turma"]), row["usuario"])
    if found is not None and moments.local(found.asked_at).replace(tzinfo=None) != _plain(row["inscrito_em"]):
        raise Refusal(f"usuario: {row['usuario'].handle} aparece duas vezes em {row['turma']}")
    return found


def _plain(moment: datetime) -> datetime:
    return (moments.local(moment) if moment.tzinfo else moment).replace(tzinfo=None)


def _take_enrolment(session: Session, row: Values, now: datetime) -> Enrolment:
    turma, person, chefia, word = (
        _turma_in(session, row["turma"]),
        row["usuario"],
        row["chefia"],
        fold(row["autorizacao"]),
    )
    if chefia is not None and chefia.id == person.id:
        raise Refusal("chefia: ninguém autoriza a si mesmo")
    asked = (
        row["inscrito_em"].replace(tzinfo=moments.zone()) if row["inscrito_em"].tzinfo is None else row["inscrito_em"]
    )
    status = _STATES.get(word, E.PEDIDA)
    if status is E.INSCRITA and taken(session, turma) >= turma.places:
        status = E.EM_ESPERA
    own = {"matricula": row.get("matricula") or None}
    decided = {"decided_by_id": chefia.id, "decided_at": now} if chefia and status is not E.PEDIDA else {}
    values = {"status": status.value, "reason": "", "asked_at": asked, "until": consent_until(session, turma, now)}
    key = insert_row(session, Enrolment, turma_id=turma.id, person_id=person.id, **values, **decided, **own)
    if status is E.INSCRITA:
        seat(session, turma, person, now)
    text = f"inscrição importada: {person.name}, {status}"
    audit.write(session, "inscricao", by=None, now=now, record_id=turma.id, text=text)
    return session.get_one(Enrolment, key)


def _give_enrolments(_: Session, found: Sequence[Enrolment]) -> Iterator[Values]:
    for each in found:
        yield {
            "turma": each.turma.code,
            "usuario": each.person,
            "inscrito_em": each.asked_at,
            "autorizacao": _SAID.get(each.status, ""),
        }


def _change_enrolment(session: Session, each: Enrolment, row: Values, now: datetime) -> None:
    """Follow the answer of the chefia."""
    status = _STATES.get(fold(row["autorizacao"]))
    if status is None or each.status != E.PEDIDA:
        raise Refusal(f"usuario: {each.person.handle} já está em {each.turma.code}: {each.status}")
    is_full = status is E.INSCRITA and taken(session, each.turma) >= each.turma.places
    each.status = (E.EM_ESPERA if is_full else status).value
    each.decided_at = now
    deadlines.close(session, each.turma_id, kind=CONSENT, item_id=each.id, now=now)
    if each.status == E.INSCRITA:
        seat(session, each.turma, each.person, now)
    text = f"inscrição importada: {each.person.name}, {each.status}"
    audit.write(session, "inscricao", by=None, now=now, record_id=each.turma_id, text=text)


def _find_attendance(session: Session, row: Values) -> Attendance | None:
    aula = _aula_in(session, row)
    same = (
        Attendance.aula_id == aula.id,
        Attendance.person_id == row["usuario"].id,
        Attendance.presence == row["presenca"],
    )
    return session.scalar(select(Attendance).where(*same))


def _take_attendance(session: Session, row: Values, now: datetime) -> Attendance:
    aula, person = _aula_in(session, row), row["usuario"]
    note(session, aula, person, row["presenca"], row["meio"] or "importada", by=None, now=now)
    same = (Attendance.aula_id == aula.id, Attendance.person_id == person.id)
    return session.scalars(select(Attendance).where(*same)).one()


def _aula_in(session: Session, row: Values) -> Aula:
    turma = _turma_in(session, row["turma"])
    found = next((each for each in aulas(session, turma) if each.number == row["aula"]), None)
    if found is None:
        raise Refusal(f"aula: {turma.code} não tem a aula {row['aula']}")
    return found


def _give_attendance(session: Session, found: Sequence[Attendance]) -> Iterator[Values]:
    for each in found:
        aula = session.get_one(Aula, each.aula_id)
        turma: Turma = records.load(session, Turma, aula.turma_id)
        person = session.get_one(Person, each.person_id)
        yield {"turma": turma.code, "aula": aula.number, "usuario": person, "presenca": each.presence, "meio": each.how}


def _change_attendance(session: Session, each: Attendance, row: Values, now: datetime) -> None:
    aula, person = session.get_one(Aula, each.aula_id), session.get_one(Person, each.person_id)
    note(session, aula, person, Presence(each.presence), row.get("meio") or each.how, by=None, now=now)


catalogues.declare(
    Catalogue(
        model=Enrolment,
        one="inscrição",
        many="inscrições",
        feminine=True,
        may=is_desk,
        sheet=Sheet(
            (
                Column("turma", is_needed=True),
                Column("usuario", Person, is_needed=True),
                Column("matricula"),
                Column("inscrito_em", datetime, is_needed=True),
                Column("chefia", Person),
                Column("autorizacao"),
                Column("autorizado_em", datetime),
            ),
            _find_enrolment,
            _take_enrolment,
            _give_enrolments,
            _change_enrolment,
        ),
    )
)
catalogues.declare(
    Catalogue(
        model=Attendance,
        one="presença",
        many="presenças",
        feminine=True,
        may=is_desk,
        sheet=Sheet(
            (
                Column("turma", is_needed=True),
                Column("aula", int, is_needed=True),
                Column("data", date),
                Column("inicio"),
                Column("fim"),
                Column("horas"),
                Column("usuario", Person, is_needed=True),
                Column("presenca", Presence, is_needed=True),
                Column("meio"),
                Column("momento"),
            ),
            _find_attendance,
            _take_attendance,
            _give_attendance,
            _change_attendance,
        ),
    )
)
