"""An approved ata corrected by another one: the old text stays, and whoever writes it does not approve it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models import audit, moments, notices
from models.base import Answer, Button, Question, Refusal
from models.events import people
from models.events.meetings import PRESENT, require_meeting
from models.events.tables import AtaStatus, Event
from models.people import Person, Role, standing, with_role
from models.texts import ended

_FINAL = (AtaStatus.APROVADA, AtaStatus.ASSINADA)
_KEY, _ABSTAINED = "retificacoes", "abstencoes"


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction of an ata; `approved_by`: empty while nobody approved it."""

    text: str
    by: str
    by_id: int
    on: str
    approved_by: str = ""


def of(event: Event) -> list[Correction]:
    """The corrections of the ata of a meeting, in order."""
    return [Correction(**each) for each in event.details.get(_KEY, ())]


def abstentions(event: Event) -> list[str]:
    """Who abstained from what, as it is said in the ata."""
    return list(event.details.get(_ABSTAINED, ()))


def abstain(session: Session, event: Event, who: Person, why: str, *, by: Person, now: datetime) -> None:
    """Note that somebody did not vote on an item, and why. Raises Refusal."""
    require_meeting(event)
    if by.id != who.id:
        people.require_keeper(session, event, by, now)
    if not any(each.person_id == who.id for each in people.of(session, event)):
        raise Refusal(f"{who.name} não foi chamado para {event.code}.")
    if event.ata in _FINAL:
        raise Refusal(f"A ata de {event.code} já está {event.ata} e não muda. Corrija com: retificar ata {event.code}")
    if not why:
        raise Question(
            f"Por quê? Exemplo: abstenção {event.code} @{who.handle} dirige a entidade do item 1", Answer.TEXT
        )
    said = f"{who.name}: {why}"
    event.details = {**event.details, _ABSTAINED: [*abstentions(event), said]}
    audit.write(session, "abstencao", by=by, now=now, record_id=event.id, text=f"abstenção de {said}")


def correct(session: Session, event: Event, text: str, *, by: Person, now: datetime) -> int:
    """Write the correction of an approved ata, for another person to approve; returns its number. Raises Refusal."""
    require_meeting(event)
    people.require_keeper(session, event, by, now)
    if event.ata not in _FINAL:
        raise Refusal(f"A ata de {event.code} ainda não foi aprovada: mude o texto com: ata {event.code} texto")
    if not text:
        raise Question(f"O que muda? Exemplo: retificar ata {event.code} onde se lê 10, leia-se 12", Answer.TEXT)
    known = event.details.get(_KEY, ())
    row = {"text": text, "by": by.name, "by_id": by.id, "on": f"{moments.today(now):%d/%m/%Y}"}
    event.details = {**event.details, _KEY: [*known, row]}
    number = len(known) + 1
    audit.write(session, "ata", by=by, now=now, record_id=event.id, text=f"retificação {number} da ata: {text}")
    told = f"{by.name} escreveu a retificação {number} da ata de {event.code}: {ended(text)}"
    to = [event.owner, *with_role(session, Role.CHEFIA)]
    buttons = (Button("Aprovar", f"aprovar retificação {event.code}"), Button("Ver a ata", f"ata {event.code}"))
    notices.send(session, event, told, to, by=by, now=now, buttons=buttons)
    return number


def approve(session: Session, event: Event, *, by: Person, now: datetime) -> int:
    """Approve the correction that waits; never the own. Returns its number. Raises Refusal."""
    require_meeting(event)
    who = standing(session, by, now)
    if event.owner_id not in who.person_ids and not who.commands:
        raise Refusal(f"A retificação é aprovada por quem presidiu ({event.owner.name}) ou pela chefia.")
    rows = list(event.details.get(_KEY, ()))
    at = next((n for n, each in enumerate(rows) if not each.get("approved_by")), None)
    if at is None:
        raise Refusal(f"A ata de {event.code} não tem retificação à espera.")
    if rows[at]["by_id"] in who.person_ids:
        raise Refusal("Quem escreve a retificação não a aprova.")
    rows[at] = {**rows[at], "approved_by": by.name}
    event.details = {**event.details, _KEY: rows}
    event.ata = AtaStatus.APROVADA.value  # with another text, it is signed again
    audit.write(session, "ata", by=by, now=now, record_id=event.id, text=f"retificação {at + 1} da ata aprovada")
    there = [each.person for each in people.of(session, event) if each.person and each.presence == PRESENT]
    told = f"Ata nº {event.code.partition('-')[2]} retificada: {ended(rows[at]['text'])}"
    notices.send(session, event, told, there, by=by, now=now, buttons=(Button("PDF", f"pdf {event.code}"),))
    return at + 1
