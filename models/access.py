"""Access to a record: more people are let in, or fewer from now on."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, deadlines, notices, records
from models.base import Answer, Button, Question, Refusal
from models.people import Orgao, Person, standing
from models.records import AccessLevel, Record
from models.subjects import agreed, of_kind, the
from models.texts import ended, listed

_LEVELS = (AccessLevel.PUBLICO, AccessLevel.RESTRITO, AccessLevel.SIGILOSO)


def release(session: Session, record: Record, to: Sequence[Person | Orgao], *, by: Person, now: datetime) -> None:
    """Name more people (órgãos too, if it is only restricted) who may see it; they are notified."""
    if record.access_level == AccessLevel.PUBLICO:
        raise Refusal(f"{the(record).capitalize()} {record.code} é {agreed(record, 'públic')}: todos já podem ver.")
    _require_owner(session, record, by, now, "libera")
    if not to or (record.access_level == AccessLevel.SIGILOSO and any(isinstance(each, Orgao) for each in to)):
        raise Question(f"Diga o nome de quem pode ver. Exemplo: liberar {record.code} @bruno", Answer.WHO)
    grant(session, record.id, to)
    names = listed([each.name for each in to])
    audit.write(session, "liberacao", by=by, now=now, record_id=record.id, text=f"acesso liberado a {names}")
    text = f"{by.name} liberou a você o acesso {of_the(record)} {record.code}: {ended(record.title)}"
    notices.send(session, record, text, to, by=by, now=now, buttons=(Button("Ver", f"ver {record.code}"),))


def restrict(
    session: Session, record: Record, level: AccessLevel, *, reason: str = "", by: Person, now: datetime
) -> None:
    """Raise the level: from now on only the people concerned see the record."""
    subject = of_kind(record.kind)
    _require_owner(session, record, by, now, "restringe")
    if subject is not None and subject.level_is_fixed:
        raise Refusal(f"O nível de acesso {of_the(record, 'd')} {record.code} é o da sua aprovação e não muda depois.")
    if _LEVELS.index(level) <= _LEVELS.index(AccessLevel(record.access_level)):
        raise Refusal(f"{the(record).capitalize()} {record.code} já é {level_text(record)}.")
    if not reason:
        raise Question(f"Por que restringir? Exemplo: restringir {record.code} tem dados de saúde", Answer.TEXT)
    grant(session, record.id, [by, *_concerned(session, record)])
    record.access_level = level
    audit.write(
        session, "restricao", by=by, now=now, record_id=record.id, text=f"passa a {level_text(record)}: {reason}"
    )
    told = f"{by.name}: {record.code} ({record.title}) passou a {level_text(record)}.\nMotivo: {reason}"
    notices.tell(session, record, told, _concerned(session, record), by=by, now=now)


def grant(session: Session, record_id: int, who: Iterable[Person | Orgao]) -> None:
    """Let these people and órgãos see a restricted or secret record, without a notice."""
    to = list(who)
    people = [each for each in to if isinstance(each, Person)]
    records.grant(session, record_id, people=people, orgaos=[each for each in to if isinstance(each, Orgao)])


def level_text(record: Record) -> str:
    """The level with the gender of the record: `restrito`, `restrita`."""
    stems = {AccessLevel.PUBLICO: "públic", AccessLevel.RESTRITO: "restrit", AccessLevel.SIGILOSO: "sigilos"}
    return agreed(record, stems[AccessLevel(record.access_level)])


def of_the(record: Record, preposition: str = "a") -> str:
    """`ao expediente`, `à tarefa`; `do expediente`, `da tarefa`."""
    article, name = the(record).split(" ", 1)
    joined = {"ao": "ao", "aa": "à"}.get(preposition + article, preposition + article)
    return f"{joined} {name}"


def _require_owner(session: Session, record: Record, by: Person, now: datetime, verb: str) -> None:
    who = standing(session, by, now)
    if record.author_id not in who.person_ids and not who.commands:
        raise Refusal(f"Só quem registrou ou a chefia de gabinete {verb} o acesso.")


def _concerned(session: Session, record: Record) -> list[Person | Orgao]:
    """The author, those the record is with, and the owners of its deadlines."""
    found: list[Person | Orgao] = [*record.authors]
    subject = of_kind(record.kind)
    if subject is not None and (held := subject.held) is not None:
        for model, column in ((Person, held.person_id), (Orgao, held.orgao_id)):
            if column is not None:
                here = select(column).where(held.record_id == record.id, held.is_open)
                found += session.scalars(select(model).where(model.id.in_(here)))
    elif record.orgao_id is not None:
        found.append(session.get_one(Orgao, record.orgao_id))
    for deadline in deadlines.open_of(session, record.id):
        found += [who for who in (deadline.person, deadline.orgao) if who is not None]
    return list(dict.fromkeys(found))
