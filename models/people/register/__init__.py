"""People and órgãos as a table, one row per person: read all or nothing, written so that it reads back the same."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import answering, audit, sheets, staffing
from models.base import Refusal, insert_row, insert_rows
from models.people import lists
from models.people.authority import CONFERS_AUTHORITY, is_being_set_up
from models.people.register import checks, renames
from models.people.register.checks import Register, merged, namesakes
from models.people.register.rows import COLUMNS, Row, checked, read
from models.people.structure import forget, present, structure
from models.people.tables import FormerSigla, Orgao, Person, Post, Role
from models.sheets import Fault
from models.texts import fold

_BLANK = dict.fromkeys(COLUMNS, "") | {"papel": Role.SERVIDOR.value, "ativo": "sim"}
_Further = dict[int, list[tuple[str, Orgao, str]]]  # cargo, órgão and function of each further post, by person

__all__ = ["COLUMNS", "Fault", "RegisterResult", "dump", "load", "put"]


@dataclass(slots=True)
class RegisterResult:
    """The result of an import or of its check; with faults nothing was done. `notes`: things to look at."""

    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    orgaos: int = 0
    created: int = 0
    changed: int = 0
    left: int = 0
    same: int = 0


def load(session: Session, content: bytes, *, now: datetime, check: bool = False) -> RegisterResult:
    """Import the table. Nothing is changed when any row is bad, nor with `check`."""
    outcome = RegisterResult()
    return _take(session, list(read(content, outcome.faults)), outcome, by=None, now=now, check=check)


def put(
    session: Session, changes: Mapping[str, Mapping[str, str]], *, by: Person | None, now: datetime
) -> RegisterResult:
    """Register people, or change them: by usuario, the columns that change. Raises Refusal: nothing changed."""
    known, further = {each.handle: each for each in session.scalars(select(Person))}, _further(session)
    rows = []
    for usuario, changed in changes.items():
        person = known.get(usuario)
        before = dict(zip(COLUMNS, _values(person), strict=True)) if person else {**_BLANK, "usuario": usuario}
        row = checked({**before, **changed})
        rows += [row, *_posts(row, further.get(person.id, ()) if person else ())]
    outcome = _take(session, rows, RegisterResult(), by=by, now=now, check=False)
    if outcome.faults:
        reason = outcome.faults[0].reason
        raise Refusal(f"{reason[:1].upper()}{reason[1:]}.")
    return outcome


def _posts(row: Row, further: Sequence[tuple[str, Orgao, str]]) -> list[Row]:
    """The further posts that somebody has and keeps."""
    posts = [(cargo, orgao, function) for cargo, orgao, function in further if orgao.key != row.orgao_key]
    return [replace(row, cargo=c, orgao=o.sigla, orgao_nome=o.name, funcao=f) for c, o, f in posts]


def _take(
    session: Session, rows: list[Row], outcome: RegisterResult, *, by: Person | None, now: datetime, check: bool
) -> RegisterResult:
    """Compare rows with the register, and write them unless there are faults or it is only a check."""
    register = _registered(session)
    outcome.faults += checks.faults(rows, register)
    outcome.faults.sort(key=lambda fault: fault.line)
    if outcome.faults:
        return outcome
    rows = merged(rows, register.people)
    renamed = renames.found(rows, register)
    _note(outcome, rows, register, renamed)
    _count(outcome, session, rows, register, renamed)
    if not check:
        before = answering.seen(session)
        _write(session, rows, register, renamed, by, now)
        answering.tell(session, before, now=now)
    return outcome


def _registered(session: Session) -> Register:
    orgaos = {orgao.key: orgao for orgao in session.scalars(select(Orgao))}
    by_id = {orgao.id: orgao for orgao in orgaos.values()}
    former = {row.key: by_id[row.orgao_id] for row in session.scalars(select(FormerSigla))}
    former = {key: present(session, orgao) for key, orgao in former.items() if key not in orgaos}
    former |= {key: present(session, each) for key, each in orgaos.items() if each.id in structure(session).successors}
    people = {person.handle: person for person in session.scalars(select(Person))}
    return Register(people, orgaos, former, frozenset(lists.names(session)), structure(session))


def _note(outcome: RegisterResult, rows: list[Row], register: Register, renamed: dict[str, Orgao]) -> None:
    outcome.notes += [str(each) for each in namesakes(rows, register.people)]
    for key, orgao in renamed.items():
        sigla = next(post.orgao for row in rows for post in (row, *row.posts) if post.orgao_key == key)
        outcome.notes.append(f"{orgao.sigla} passa a ser {sigla}: o que estava com {orgao.sigla} continua com {sigla}")
    kept = {orgao.id for orgao in renamed.values()}
    for orgao in register.orgaos.values():
        if orgao.id not in kept and renames.is_emptied(orgao, rows, register):
            outcome.notes.append(
                f"{orgao.sigla} fica sem ninguém. Se mudou de nome ou foi incorporado a outro órgão, escreva: "
                f"python -m bot people rename {orgao.sigla} SIGLA_NOVA"
            )


def dump(session: Session) -> str:
    """The whole register as CSV, a row for each post; people who left are in it with ativo=nao."""
    out = io.StringIO()
    sheets.write(out, COLUMNS, _dumped(session))
    return out.getvalue()


def _dumped(session: Session) -> Iterator[list[str]]:
    further = _further(session)
    for person in session.scalars(select(Person).order_by(Person.handle)):
        values = _values(person)
        yield values
        for cargo, orgao, function in further.get(person.id, ()):
            yield [*values[:2], cargo, orgao.sigla, orgao.name, values[5], function, *values[7:]]


def _further(session: Session) -> _Further:
    """The further posts, in the order of the siglas."""
    found: _Further = {}
    query = select(Post, Orgao).join(Orgao, Orgao.id == Post.orgao_id)
    for post, orgao in sorted(session.execute(query), key=lambda row: row.Orgao.key):
        found.setdefault(post.person_id, []).append((post.cargo, orgao, post.function))
    return found


def _count(
    outcome: RegisterResult, session: Session, rows: list[Row], register: Register, renamed: dict[str, Orgao]
) -> None:
    keys = {post.orgao_key for row in rows for post in (row, *row.posts) if post.orgao}
    outcome.orgaos = len(keys - register.orgaos.keys() - renamed.keys())
    further = _further(session)
    for row in rows:
        person = register.people.get(row.usuario)
        if person is None:
            outcome.created += 1
        elif person.active and not row.ativo:
            outcome.left += 1
        elif _differs(person, row, further):
            outcome.changed += 1
        else:
            outcome.same += 1


def _write(
    session: Session,
    rows: list[Row],
    register: Register,
    renamed: dict[str, Orgao],
    by: Person | None,
    now: datetime,
) -> None:
    known, further = register.people, _further(session)
    changed = [(known[row.usuario], row) for row in rows if row.usuario in known]
    changed = [(person, row) for person, row in changed if _differs(person, row, further)]
    ids = _write_orgaos(session, rows, register.orgaos, renamed, by, now)
    new = [row for row in rows if row.usuario not in known]
    _create(session, new, ids, by, now)
    for person, row in sorted(changed, key=lambda pair: not pair[1].ativo):  # people who leave come last
        _change(session, person, row, _columns(row, ids), by, now)
    _write_posts(session, [*new, *(row for _, row in changed)], further, ids, by, now)
    if new:
        names = ", ".join(row.usuario for row in new[:50]) + ("…" if len(new) > 50 else "")
        audit.write(session, "cadastro", by=by, now=now, text=f"{len(new)} pessoas cadastradas: {names}")


def _create(session: Session, new: list[Row], ids: dict[str, int | None], by: Person | None, now: datetime) -> None:
    """Insert people, without the authority that a second person has yet to confirm."""
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
        staffing.change_role(session, person, Role(row.papel), by=by, now=now)


def _write_posts(
    session: Session,
    rows: list[Row],
    further: _Further,
    orgao_ids: dict[str, int | None],
    by: Person | None,
    now: datetime,
) -> None:
    """Replace the further posts of these people by those of the file."""
    handles = [row.usuario for row in rows]
    query = select(Person.handle, Person.id).where(Person.handle.in_(handles))
    ids = {row.handle: row.id for row in session.execute(query)}
    for row in rows:
        person_id = ids[row.usuario]
        if not row.posts and person_id not in further:
            continue
        session.execute(delete(Post).where(Post.person_id == person_id))
        posts = [{"orgao_id": orgao_ids[r.orgao_key], "cargo": r.cargo, "function": r.funcao} for r in row.posts]
        insert_rows(session, Post, [{"person_id": person_id, **post} for post in posts])
        said = ", ".join(f"{r.cargo or r.papel} {r.funcao} {r.orgao}" for r in row.posts) or "nenhum"
        audit.write(session, "cadastro", by=by, now=now, text=f"outros cargos de {row.nome}: {said}")
    forget(session)


def _change(
    session: Session, person: Person, row: Row, columns: dict[str, object], by: Person | None, now: datetime
) -> None:
    leaves, before, known = person.active and not row.ativo, _authority(person), _facts(person)
    if row.ativo and not person.active and person.role in CONFERS_AUTHORITY and not is_being_set_up(session):
        person.role = staffing.NO_AUTHORITY.value  # a person who comes back has the old authority only once confirmed
    for name, value in columns.items():
        if name != "role" and (name != "active" or not leaves):
            setattr(person, name, value)
    session.flush()
    if leaves:
        staffing.depart(session, person, by=by, now=now)
        return
    staffing.change_role(session, person, Role(row.papel), by=by, now=now)
    session.expire(person, ["orgao"])
    changes = [f"{before} -> {_authority(person)}"] if before != _authority(person) else []
    other = {name: value for name, value in _facts(person).items() if value != known[name]}
    changes += [f"{name}: {known[name] or 'vazio'} -> {value or 'vazio'}" for name, value in other.items()]
    if changes:
        audit.write(session, "cadastro", by=by, now=now, text=f"cadastro de {person.name}: {'; '.join(changes)}")


def _write_orgaos(
    session: Session,
    rows: list[Row],
    orgaos: dict[str, Orgao],
    renamed: dict[str, Orgao],
    by: Person | None,
    now: datetime,
) -> dict[str, int | None]:
    """Create the new órgãos and rename the others; returns the id of each by its key."""
    ids: dict[str, int | None] = {"": None, **{key: orgao.id for key, orgao in orgaos.items()}}
    posts = [post for row in rows for post in (row, *row.posts)]
    names: dict[str, tuple[str, str]] = {}
    for post in posts:
        if post.orgao and post.orgao_nome:
            names.setdefault(post.orgao_key, (post.orgao, post.orgao_nome))
    for key, (sigla, name) in names.items():
        if key in orgaos:
            orgaos[key].name = name
        elif key in renamed:
            renames.give_sigla(session, renamed[key], sigla, name, by=by, now=now)
            ids[key] = renamed[key].id
        else:
            ids[key] = insert_row(session, Orgao, sigla=sigla, key=key, name=name)
    return ids


def _columns(row: Row, orgao_ids: dict[str, int | None]) -> dict[str, object]:
    return {
        "name": row.nome,
        "name_key": fold(row.nome),
        "cargo": row.cargo,
        "orgao_id": orgao_ids[row.orgao_key],
        "role": row.papel,
        "function": row.funcao,
        "email": row.email,
        "phone": row.telefone,
        "active": row.ativo,
    }


def _authority(person: Person) -> str:
    """The facts about a person that decide on that person's rights."""
    where = person.orgao.sigla if person.orgao else "sem órgão"
    return " ".join(part for part in (person.role, person.function, where, "" if person.active else "inativo") if part)


def _facts(person: Person) -> dict[str, str]:
    """The facts that decide on nothing, for the trace of a correction."""
    return {"nome": person.name, "cargo": person.cargo, "e-mail": person.email, "telefone": person.phone}


def _differs(person: Person, row: Row, further: _Further) -> bool:
    sigla, name = (person.orgao.key, person.orgao.name) if person.orgao else ("", "")
    wanted = (row.nome, row.cargo, row.orgao_key, row.orgao_nome or name, row.papel, row.funcao)
    about = (person.name, person.cargo, sigla, name, person.role, person.function)
    held = further.get(person.id, ())
    names = {orgao.key: orgao.name for _, orgao, _ in held}
    posts = [(cargo, orgao.key, orgao.name, function) for cargo, orgao, function in held]
    asked = [(r.cargo, r.orgao_key, r.orgao_nome or names.get(r.orgao_key, ""), r.funcao) for r in row.posts]
    rest = (person.email, person.phone, person.active) != (row.email, row.telefone, row.ativo)
    return about != wanted or posts != asked or rest


def _values(person: Person) -> list[str]:
    sigla, name = (person.orgao.sigla, person.orgao.name) if person.orgao else ("", "")
    active = "sim" if person.active else "nao"
    about = [person.handle, person.name, person.cargo, sigla, name, person.role, person.function]
    return [*about, person.email, person.phone, active]
