"""People and órgãos as a table, one row per person: read all or nothing, written so that it reads back the same."""

import csv
import io
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, staffing
from models.base import insert_row, insert_rows
from models.people.authority import CONFERS_AUTHORITY, is_being_set_up
from models.people.register.checks import holder_faults, last_administrator, orgao_faults, repeated
from models.people.register.rows import COLUMNS, Fault, Row, guarded, read
from models.people.tables import Orgao, Person, Role
from models.texts import fold

__all__ = ["COLUMNS", "Fault", "Outcome", "dump", "load"]


@dataclass(slots=True)
class Outcome:
    """What an import did, or would do; with faults it did nothing."""

    faults: list[Fault] = field(default_factory=list)
    orgaos: int = 0
    created: int = 0
    changed: int = 0
    left: int = 0
    same: int = 0


def load(session: Session, content: bytes, *, now: datetime, check: bool = False) -> Outcome:
    """Import the table. Nothing is changed when any row is bad, nor with `check`."""
    outcome = Outcome()
    rows = list(read(content, outcome.faults))
    known = {person.handle: person for person in session.scalars(select(Person))}
    orgaos = {orgao.key: orgao for orgao in session.scalars(select(Orgao))}
    outcome.faults += [*repeated(rows), *orgao_faults(rows, orgaos, known), *holder_faults(rows, known)]
    outcome.faults += last_administrator(rows, known)
    outcome.faults.sort(key=lambda fault: fault.line)
    if outcome.faults:
        return outcome
    _count(outcome, rows, known, orgaos)
    if not check:
        _write(session, rows, known, orgaos, now)
    return outcome


def dump(session: Session) -> str:
    """The whole register as CSV; whoever left is in it too, with ativo=nao."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for person in session.scalars(select(Person).order_by(Person.handle)):
        writer.writerow([guarded(value) for value in _values(person)])
    return out.getvalue()


def _count(outcome: Outcome, rows: list[Row], known: dict[str, Person], orgaos: dict[str, Orgao]) -> None:
    outcome.orgaos = len({fold(row.orgao) for row in rows if row.orgao} - orgaos.keys())
    for row in rows:
        person = known.get(row.usuario)
        if person is None:
            outcome.created += 1
        elif person.active and not row.ativo:
            outcome.left += 1
        elif _differs(person, row):
            outcome.changed += 1
        else:
            outcome.same += 1


def _write(
    session: Session, rows: list[Row], known: dict[str, Person], orgaos: dict[str, Orgao], now: datetime
) -> None:
    ids = _write_orgaos(session, rows, orgaos)
    new = [row for row in rows if row.usuario not in known]
    _create(session, new, ids, now)
    changed = [(known[row.usuario], row) for row in rows if row.usuario in known]
    changed = [(person, row) for person, row in changed if _differs(person, row)]
    for person, row in sorted(changed, key=lambda pair: not pair[1].ativo):  # whoever leaves, last
        _change(session, person, row, _columns(row, ids), now)
    if new:
        names = ", ".join(row.usuario for row in new[:50]) + ("…" if len(new) > 50 else "")
        audit.write(session, "cadastro", by=None, now=now, text=f"{len(new)} pessoas cadastradas: {names}")


def _create(session: Session, new: list[Row], ids: dict[str, int | None], now: datetime) -> None:
    """Insert people. Whoever would have authority has none before a second person confirms it."""
    rows = [{"handle": row.usuario, "preferences": {}, **_columns(row, ids)} for row in new]
    powerful = [] if is_being_set_up(session) else [row for row in new if row.papel in CONFERS_AUTHORITY]
    handles = {row.usuario for row in powerful}
    insert_rows(
        session,
        Person,
        [{**each, "role": staffing.NO_AUTHORITY.value} if each["handle"] in handles else each for each in rows],
    )
    for row in powerful:
        person = session.scalars(select(Person).where(Person.handle == row.usuario)).one()
        staffing.change_role(session, person, Role(row.papel), by=None, now=now)


def _change(session: Session, person: Person, row: Row, columns: dict[str, object], now: datetime) -> None:
    leaves, before = person.active and not row.ativo, _authority(person)
    if row.ativo and not person.active and person.role in CONFERS_AUTHORITY and not is_being_set_up(session):
        person.role = staffing.NO_AUTHORITY.value  # who comes back has the old authority only when confirmed
    for name, value in columns.items():
        if name != "role" and (name != "active" or not leaves):
            setattr(person, name, value)
    session.flush()
    if leaves:
        staffing.depart(session, person, by=None, now=now)
        return
    staffing.change_role(session, person, Role(row.papel), by=None, now=now)
    session.expire(person, ["orgao"])
    text = f"cadastro de {person.name}: {before} -> {_authority(person)}"
    audit.write(session, "cadastro", by=None, now=now, text=text)


def _write_orgaos(session: Session, rows: list[Row], orgaos: dict[str, Orgao]) -> dict[str, int | None]:
    """The id of each órgão by its key, after making the new ones and renaming the others."""
    ids: dict[str, int | None] = {"": None, **{key: orgao.id for key, orgao in orgaos.items()}}
    names = {fold(row.orgao): (row.orgao, row.orgao_nome) for row in rows if row.orgao and row.orgao_nome}
    for key, (sigla, name) in names.items():
        if key in orgaos:
            orgaos[key].name, orgaos[key].sigla = name, sigla
        else:
            ids[key] = insert_row(session, Orgao, sigla=sigla, key=key, name=name)
    return ids


def _columns(row: Row, orgao_ids: dict[str, int | None]) -> dict[str, object]:
    return {
        "name": row.nome,
        "name_key": fold(row.nome),
        "cargo": row.cargo,
        "orgao_id": orgao_ids[fold(row.orgao)],
        "role": row.papel,
        "function": row.funcao,
        "email": row.email,
        "phone": row.telefone,
        "active": row.ativo,
    }


def _authority(person: Person) -> str:
    """What of a person decides what that person may do."""
    where = person.orgao.sigla if person.orgao else "sem órgão"
    return " ".join(part for part in (person.role, person.function, where, "" if person.active else "inativo") if part)


def _differs(person: Person, row: Row) -> bool:
    now = _values(person)
    wanted = (row.usuario, row.nome, row.cargo, row.orgao, row.orgao_nome or now[4], row.papel, row.funcao)
    return now != [*wanted, row.email, row.telefone, "sim" if row.ativo else "nao"]


def _values(person: Person) -> list[str]:
    sigla, name = (person.orgao.sigla, person.orgao.name) if person.orgao else ("", "")
    active = "sim" if person.active else "nao"
    about = [person.handle, person.name, person.cargo, sigla, name, person.role, person.function]
    return [*about, person.email, person.phone, active]
