"""Entities: registered once, found by their names; the contact is shown to the cabinet and the ouvidoria."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from difflib import get_close_matches

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, catalogues
from models.base import Answer, Question, Refusal, insert_row
from models.catalogues import Catalogue
from models.community.tables import Entity, EntityKind
from models.people import Person, standing
from models.people.lists import includes
from models.sheets import Column, Sheet, Values
from models.texts import fold

OUVIDORIA = "ouvidoria"  # the list of those who attend the public
_WEIGHTS = ((5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2), (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2))
_CNPJ = 14
_SHORTEST = 5  # letters by which a name is known


def register(session: Session, values: Values, *, by: Person | None, now: datetime) -> Entity:
    """A new entity; `values` by the columns of its table. Raises Refusal for a known name or a wrong CNPJ."""
    name = " ".join((values.get("nome") or "").split())
    if not name:
        raise Question("Qual é o nome da entidade?", Answer.TEXT)
    if by_name(session, name) is not None:
        raise Refusal(f"{name} já está cadastrada. Veja: entidade {name}")
    entity_id = insert_row(
        session,
        Entity,
        name=name,
        key=fold(name),
        kind=str(values["tipo"]),
        cnpj=_cnpj(values.get("cnpj") or ""),
        bairro=values.get("bairro") or "",
        representative=values.get("representante") or "",
        mandate_until=values.get("mandato_ate"),
        contact=values.get("contato") or "",
    )
    audit.write(session, "entidade", by=by, now=now, text=f"entidade registrada: {name}")
    return session.get_one(Entity, entity_id)


def require_desk(session: Session, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who may not register entities: the cabinet and the ouvidoria may."""
    if not is_desk(session, by, now):
        raise Refusal("Só o gabinete e a ouvidoria cadastram entidades. Peça a eles.")


def is_desk(session: Session, by: Person, now: datetime) -> bool:
    """Whether the person attends the public: of the cabinet, or on the list @ouvidoria."""
    who = standing(session, by, now)
    return who.is_cabinet or includes(session, OUVIDORIA, who)


def by_name(session: Session, name: str) -> Entity | None:
    return session.scalar(select(Entity).where(Entity.key == fold(name.strip())))


def near(session: Session, name: str) -> list[Entity]:
    """The entities whose names are most like this one."""
    known = {each.key: each for each in session.scalars(select(Entity))}
    alike = [key for key in known if fold(name) in key] or get_close_matches(fold(name), list(known), n=3, cutoff=0.6)
    return [known[key] for key in alike[:3]]


def beginning(session: Session, name: str) -> Entity | None:
    """The one entity whose name begins like this, or is this."""
    key = fold(name.strip())
    if len(key) < _SHORTEST:
        return None
    found = session.scalars(select(Entity).where(Entity.key.startswith(key, autoescape=True)).limit(2)).all()
    return found[0] if len(found) == 1 else by_name(session, name)


def everyone(session: Session, word: str = "") -> list[Entity]:
    """The entities, of a bairro or of a kind where one is named."""
    wanted = fold(word).rstrip("s")
    found = session.scalars(select(Entity).order_by(Entity.key))
    return [each for each in found if wanted in fold(f"{each.name} {each.kind} {each.bairro}")]


def _cnpj(text: str) -> str:
    """The digits of a CNPJ. Raises Refusal where its check digits are wrong."""
    digits = "".join(each for each in text if each.isdigit())
    if not digits:
        return ""
    right = digits[:12]
    for weights in _WEIGHTS:
        rest = sum(int(each) * weight for each, weight in zip(right, weights, strict=False)) % 11
        right += str(0 if rest < 2 else 11 - rest)
    if len(digits) != _CNPJ or digits != right:
        raise Refusal(
            f"O CNPJ {text.strip()} não confere: os dígitos finais seriam {right[-2:]}. Confira, ou deixe em branco."
        )
    return digits


def _find(session: Session, row: Values) -> Entity | None:
    return by_name(session, row["nome"])


def _take(session: Session, row: Values, now: datetime) -> Entity:
    return register(session, row, by=None, now=now)


def _give(_session: Session, found: Sequence[Entity]) -> Iterator[Values]:
    for each in found:
        yield {"nome": each.name, "tipo": each.kind, "cnpj": each.cnpj, "bairro": each.bairro}


CATALOGUE = catalogues.declare(
    Catalogue(
        model=Entity,
        one="entidade",
        many="entidades",
        feminine=True,
        may=is_desk,
        sheet=Sheet(
            (
                Column("nome", is_needed=True),
                Column("tipo", EntityKind, is_needed=True),
                Column("cnpj"),
                Column("bairro"),
                Column("representante"),
                Column("mandato_ate", date),
                Column("contato"),
            ),
            _find,
            _take,
            _give,
        ),
    )
)
