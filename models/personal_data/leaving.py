"""The end of a person's data: what is not part of a public record is erased, once a second person confirms."""

from datetime import datetime

from sqlalchemy import Table, or_, select, update
from sqlalchemy.orm import Session

from models import audit, confirmations, moments, temporality
from models.audit import Audit
from models.base import Base, Refusal
from models.confirmations import Asking, Confirmation
from models.outbox import Outbox, State
from models.people import Address, Person, Role, standing
from models.personal_data import graph
from models.personal_data.holdings import count
from models.texts import fold

_MAY_ASK = (Role.ADMINISTRADOR, Role.CHEFIA)
_OWN = (  # tables with nothing that the house owes to anybody else
    *("addresses", "invites", "calendar_feeds", "chart_requests", "external_events", "kept_messages", "list_members"),
    *("panel_links", "panel_sessions", "personal_reminders", "second_factors", "sheet_imports", "spreadsheets"),
    *("briefings", "silences"),
)
_ENDED = (State.SENT, State.CANCELLED)
_ABOUT = ("cadastro", "convite", "entrada", "endereco", "preferencias", "correcao_pedida", "saida", "volta", "papel")


def ask(session: Session, person: Person, *, by: Person, now: datetime) -> Confirmation:
    """Ask that the data of a person who left be erased; a second person confirms. Raises Refusal."""
    if not standing(session, by, now).has(*_MAY_ASK):
        raise Refusal("Só o administrador ou a chefia de gabinete pede isso.")
    _require_over(session, person, now)
    text = f"os contatos e endereços de {person.name}, que saiu, são apagados para sempre"
    return confirmations.ask(
        session, Asking("anonimizacao", {"person": person.id}, text, person=person), by=by, now=now
    )


def stays_named(session: Session, person: Person, now: datetime) -> bool:
    """Whether the name stays: records have it, or its own term is not over."""
    left = _left_at(session, person)
    return count(session, person) > 0 or left is None or left > temporality.cutoff(session, "cadastro", now)


@confirmations.kind("anonimizacao", oversight=False)
def _confirmed(session: Session, row: Confirmation, by: Person, now: datetime) -> None:
    assert row.person is not None
    _require_over(session, row.person, now)
    _erase(session, row.person, by=by, now=now)


def _erase(session: Session, person: Person, *, by: Person, now: datetime) -> None:
    named, name = stays_named(session, person, now), person.name
    known = [person.email, person.phone, *_addresses(session, person), *([] if named else [name])]
    doomed: graph.Doomed = {"outbox": _messages(session, person)}
    for table in (Base.metadata.tables[each] for each in _OWN):
        _gather(session, table, person, doomed)
    graph.close(session, doomed)
    graph.remove(session, doomed)
    values = {"email": "", "phone": "", "preferences": {}}
    if not named:
        blank = f"Pessoa {person.id}"
        values |= {"name": blank, "name_key": fold(blank), "handle": f"pessoa{person.id}", "cargo": ""}
    session.execute(update(Person).where(Person.id == person.id).values(**values))
    session.expire_all()
    entries = _entries(session, known)
    audit.erase(session, entries, by=by, why=f"dados pessoais de @{person.handle} apagados", now=now)


def _gather(session: Session, table: Table, person: Person, doomed: graph.Doomed) -> None:
    column = next(each for each in (table.c.get("person_id"), table.c.get("owner_id")) if each is not None)
    if "id" in table.c:
        doomed[table.name] = set(session.scalars(select(table.c.id).where(column == person.id)))
    else:
        session.connection().execute(table.delete().where(column == person.id))


def _messages(session: Session, person: Person) -> set[int]:
    """The messages to the person that are no transmission of an act."""
    mine = (Outbox.person_id == person.id, Outbox.recipient_id.is_(None), Outbox.state.in_(_ENDED))
    return set(session.scalars(select(Outbox.id).where(*mine)))


def _entries(session: Session, known: list[str]) -> list[int]:
    """The entries about the register whose text has one of these."""
    said = [Audit.text.contains(each, autoescape=True) for each in known if each]
    if not said:
        return []
    query = select(Audit.id).where(Audit.action.in_(_ABOUT), Audit.salt.is_not(None), or_(*said))
    return list(session.scalars(query))


def _addresses(session: Session, person: Person) -> list[str]:
    return list(session.scalars(select(Address.address).where(Address.person_id == person.id)))


def _require_over(session: Session, person: Person, now: datetime) -> None:
    if person.active:
        raise Refusal(f"{person.name} está em exercício. Primeiro: desligar @{person.handle}")
    left, until = _left_at(session, person), temporality.cutoff(session, "contatos", now)
    if left is not None and left > until:
        day = moments.short_text(left + (now - until), date_only=True)
        term = temporality.terms(session)["contatos"].text
        raise Refusal(
            f"Os contatos de quem sai se guardam por {term}, para o caso de volta: os de {person.name}, até {day}."
        )


def _left_at(session: Session, person: Person) -> datetime | None:
    said = (Audit.action == "saida", Audit.text == f"{person.name} deixou o exercício")
    return session.scalar(select(Audit.at).where(*said).order_by(Audit.id.desc()).limit(1))
