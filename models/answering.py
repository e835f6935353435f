"""Changes at the command line of heads of órgãos and names of approvers, and the notice about them."""

from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import confirmations
from models.people import Function, Orgao, Person, Role, approvers, heads, is_being_set_up, structure, with_role

_TOLD = (Role.PREFEITO, Role.CHEFIA, Role.CONTROLE)
_MOST = 20


@dataclass(frozen=True, slots=True)
class Answering:
    """The head of each órgão by its id, and the signature of each approver by the person's id, at one moment."""

    heads: dict[int, Person | None]
    signatures: dict[int, str]


def seen(session: Session) -> Answering:
    """The present heads and signatures."""
    led, known = heads(session), structure(session)
    found = {each: led.get(known.now(each), {}) for each in session.scalars(select(Orgao.id))}
    return Answering(
        {each: of.get(Function.TITULAR) or of.get(Function.ADJUNTO) for each, of in found.items()},
        {each.id: ", ".join(filter(None, (each.name, each.cargo))) for each in approvers(session)},
    )


def tell(session: Session, before: Answering, *, now: datetime) -> None:
    """Notify those who approve or oversee, and the former heads, of the changes since `before`."""
    # Secrets of an órgão have another reader now.
    after = seen(session)
    moved = [each for each, head in before.heads.items() if head is not None and after.heads.get(each) != head]
    said = [f"{session.get_one(Orgao, each).sigla}, {_of(before, each)} → {_of(after, each)}" for each in moved]
    signed = before.signatures.items()
    said += [f"{old} → {new}" for each, old in signed if (new := after.signatures.get(each, old)) != old]
    if not said or is_being_set_up(session):
        return
    more = f" e mais {len(said) - _MOST}" if len(said) > _MOST else ""
    text = (
        f"Quem administra o servidor mudou quem responde, ou o nome de quem aprova: {'; '.join(said[:_MOST])}{more}. "
        "Se estranhar, fale com a chefia de gabinete."
    )
    former = [head for each in moved if (head := before.heads[each]) is not None and head.active]
    for person in {each.id: each for each in (*with_role(session, *_TOLD), *former)}.values():
        key = f"answering:{person.id}:{now.timestamp():.6f}:{crc32(text.encode()):08x}"
        confirmations.tell_own(session, person, text, key=key, now=now)


def _of(moment: Answering, orgao_id: int) -> str:
    head = moment.heads.get(orgao_id)
    return head.name if head else "ninguém"
