"""Órgãos that change their sigla or merge into another, whose head then answers for their work."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import answering, audit
from models.base import Refusal, insert_row
from models.people.query import members
from models.people.register.checks import Register
from models.people.register.rows import Row
from models.people.structure import forget, present
from models.people.tables import GROUPS, FormerSigla, Function, Orgao, Person, Succession
from models.texts import clean, fold, plural


def found(rows: list[Row], register: Register) -> dict[str, Orgao]:
    """The present órgão by the key of its new sigla in the file: with the same titular, or the same name.

    Only if the old one loses all its people, and no other one fits.
    """
    emptied = [orgao for orgao in register.orgaos.values() if is_emptied(orgao, rows, register)]
    new = {post.orgao_key: post for row in rows for post in (row, *row.posts) if post.orgao}
    pairs = [
        (key, orgao)
        for key, row in new.items()
        if key not in register.orgaos
        for orgao in emptied
        if fold(orgao.name) == fold(row.orgao_nome) or _same_titular(key, orgao, rows, register)
    ]
    keys, olds = [key for key, _ in pairs], [orgao.id for _, orgao in pairs]
    return {key: orgao for key, orgao in pairs if keys.count(key) == 1 and olds.count(orgao.id) == 1}


def is_emptied(orgao: Orgao, rows: list[Row], register: Register) -> bool:
    """Whether the órgão has people now, and none after the file."""
    in_file = {row.usuario for row in rows}
    before = [p.handle for p in register.people.values() if p.active and orgao.key in dict(register.posts(p))]
    stays = any(handle not in in_file for handle in before)
    named = any(post.orgao_key == orgao.key and row.ativo for row in rows for post in (row, *row.posts))
    return bool(before) and not stays and not named


def _same_titular(key: str, orgao: Orgao, rows: list[Row], register: Register) -> bool:
    for row in rows:
        person = register.people.get(row.usuario)
        was = person is not None and dict(register.posts(person)).get(orgao.key) == Function.TITULAR
        if was and row.ativo:
            return any(post.orgao_key == key and post.funcao == Function.TITULAR for post in (row, *row.posts))
    return False


def rename(session: Session, old: str, new: str, name: str = "", *, by: Person | None = None, now: datetime) -> Orgao:
    """Give an órgão a new sigla, or merge it into the one of that sigla; the old one leads there. Raises Refusal."""
    orgao = session.scalar(select(Orgao).where(Orgao.key == fold(old)))
    if orgao is None or present(session, orgao) is not orgao:
        raise Refusal(f"Não há órgão {old}. Veja os que há com: python -m bot people export")
    other = session.scalar(select(Orgao).where(Orgao.key == fold(new)))
    if other is not None and other is not orgao:
        return merge(session, orgao, present(session, other), by=by, now=now)
    give_sigla(session, orgao, clean(new), clean(name) or orgao.name, by=by, now=now)
    return orgao


def give_sigla(session: Session, orgao: Orgao, sigla: str, name: str, *, by: Person | None, now: datetime) -> None:
    """Rename an órgão, which keeps everything it has."""
    key, before = fold(sigla), orgao.key
    if session.scalar(select(Person.id).where(Person.handle == key)) or key in GROUPS or not key or " " in key:
        raise Refusal(f"A sigla {sigla} já quer dizer outra coisa atrás do @, ou não é uma palavra só. Escolha outra.")
    session.execute(delete(FormerSigla).where(FormerSigla.key == key))
    text = f"órgão {orgao.sigla} ({orgao.name}) passa a ser {sigla} ({name})"
    orgao.sigla, orgao.key, orgao.name = sigla, key, name
    session.flush()
    if before != key:
        session.add(FormerSigla(key=before, orgao_id=orgao.id))
    audit.write(session, "cadastro", by=by, now=now, text=text)


def merge(session: Session, orgao: Orgao, into: Orgao, *, by: Person | None = None, now: datetime) -> Orgao:
    """Merge an órgão into another one, which answers for everything it had."""
    if into is orgao:
        raise Refusal(f"{orgao.sigla} já é {into.sigla}.")
    if left := members(session, orgao):
        people = plural(len(left), "pessoa", "pessoas")
        raise Refusal(f"{orgao.sigla} ainda tem {people}. Passe-as antes a {into.sigla}.")
    before = answering.seen(session)
    insert_row(session, Succession, orgao_id=orgao.id, successor_id=into.id)
    forget(session)
    answering.tell(session, before, now=now)
    text = f"órgão {orgao.sigla} incorporado a {into.sigla}, que responde pelo que estava com ele"
    audit.write(session, "cadastro", by=by, now=now, text=text)
    return into
