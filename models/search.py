"""Looking up records by the words they hold."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.base import Refusal
from models.expedientes import Tramitacao
from models.people import Orgao, Person, standing
from models.records import Record, visible_to
from models.texts import fold

FEWEST_CHARACTERS = 3
MOST_WORDS = 12
_JOINING = {"a", "o", "e", "as", "os", "da", "de", "do", "das", "dos", "em", "na", "no", "nas", "nos", "para", "por"}
_EXAMPLE = "Exemplo: buscar reforma ubs"


def find(
    session: Session,
    words: str,
    *,
    by: Person,
    now: datetime,
    orgaos: Sequence[Orgao] = (),
    limit: int = 10,
    offset: int = 0,
) -> list[Record]:
    """The records that hold every one of the words and that the person may see, newest first.

    `orgaos`: only those registered by, or now with, one of these.
    """
    query = select(Record).where(visible_to(standing(session, by, now)))
    for word in _terms(words, bool(orgaos)):
        query = query.where(Record.search_key.contains(word, autoescape=True))
    if orgaos:
        ids = [orgao.id for orgao in orgaos]
        here = select(Tramitacao.expediente_id).where(Tramitacao.to_orgao_id.in_(ids), Tramitacao.closed_at.is_(None))
        query = query.where(or_(Record.orgao_id.in_(ids), Record.id.in_(here)))
    return list(session.scalars(query.order_by(Record.id.desc()).limit(limit).offset(offset)))


def _terms(words: str, narrowed: bool) -> list[str]:
    """The words looked for, folded; small joining words say nothing, and a NUP is found by its digits too."""
    typed = [word.strip('"“”,;:!?()') for word in fold(words).split()]
    terms = [word for word in typed if word and word not in _JOINING]
    if len(terms) > MOST_WORDS:
        raise Refusal(f"São muitas palavras. Procure com até {MOST_WORDS}. {_EXAMPLE}")
    if sum(map(len, terms)) < FEWEST_CHARACTERS and not (narrowed and not terms):
        raise Refusal(f"Procure com pelo menos {FEWEST_CHARACTERS} letras ou números. {_EXAMPLE}")
    return [_digits(term) or term for term in terms]


def _digits(term: str) -> str:
    """`21000-015511/2019-14` however it is punctuated: its digits, when they are long enough to mean one thing."""
    digits = re.sub(r"[./-]", "", term)
    return digits if digits.isdecimal() and len(digits) >= 15 else ""
