"""A decree published late, and the acts whose dates were counted on that calendar.

A draft is counted again, and is then another version, shown anew to its approvers. A signed act stays as it is until
another act changes it: its writer and its signer are notified of the new result.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models import audit, deadlines, moments, municipal_days, notices
from models.acts.counts import again, given_by, recounted
from models.acts.drafting import Dates, approvers, revise, show
from models.acts.tables import DRAFTS, IN_FORCE, Act, ActDeadline, ActStatus
from models.acts.transmission import sender
from models.base import Button
from models.calendar import Calendar
from models.deadlines import Deadline, DeadlineState, Due
from models.people import Person
from models.texts import clip, listed

_NAMES = {ActDeadline.CIENCIA: "ciência", ActDeadline.CUMPRIMENTO: "cumprimento"}
_OPTIONS = {ActDeadline.CIENCIA: "ciência", ActDeadline.CUMPRIMENTO: "cumprir"}
_LONGEST_WHY = 120


@dataclass(frozen=True, slots=True)
class Recounted:
    """A recounted date of an act: the date in the act, the former result, and the new one."""

    act: Act
    kind: ActDeadline
    said: Due
    old: Due
    new: Due

    @property
    def differs(self) -> bool:
        """Whether the date in the act differs from the result."""
        return self.new.at != self.said.at


def touched(session: Session, calendar: str, supposed: Calendar) -> list[Recounted]:
    """The dates of acts with another result on the supposed calendar; nothing is changed."""
    return [each for act in _living(session) for each in _changes(session, act, calendar, supposed)]


def recount(session: Session, calendar: str, *, why: str, by: Person, now: datetime) -> list[Recounted]:
    """Count again the dates on a changed calendar: drafts change, signed acts do not."""
    changed = touched(session, calendar, municipal_days.current(session, calendar))
    for act, found in groupby(changed, key=lambda each: each.act):
        settle = _draft_again if act.approved_at is None else _note
        settle(session, act, list(found), why, by=by, now=now)
    return changed


def line(each: Recounted) -> str:
    """`• OS-1/2026 Enviar o plano: cumprimento até segunda-feira, 14/12/2026; pela conta, terça-feira, 15/12/2026`"""
    about = f"• {each.act.code} {clip(each.act.title, 60)}"
    if each.act.approved_at is None:
        return f"{about}: {_change(each)}"
    ending = f"pela conta, {each.new.text}" if each.differs else "a conta volta a dar a mesma data"
    return f"{about}: {_NAMES[each.kind]} até {each.said.text}; {ending}"


def _living(session: Session) -> list[Act]:
    """Drafts, signed acts, and acts in force with addressees still owing ciência or compliance."""
    owed = select(Deadline.id).where(Deadline.record_id == Act.id, Deadline.state == DeadlineState.OPEN).exists()
    unsent = Act.status.in_((*DRAFTS, ActStatus.APROVADA))
    living = or_(unsent, and_(Act.status.in_(IN_FORCE), owed))
    return list(session.scalars(select(Act).where(living).order_by(Act.id)))


def _changes(session: Session, act: Act, calendar: str, supposed: Calendar) -> Iterator[Recounted]:
    for name, count in sorted((act.counts or {}).items()):
        kind = ActDeadline(name)
        said = act.ciencia if kind is ActDeadline.CIENCIA else act.compliance
        if said is None or count["basis"]["calendar"] != calendar:
            continue
        old, new = given_by(count), again(session, count, supposed)
        if new is not None and new.at != old.at and _holds(session, act, kind, said):
            yield Recounted(act, kind, said, old, new)


def _holds(session: Session, act: Act, kind: ActDeadline, said: Due) -> bool:
    """Whether the date in the act is still to be met: neither fulfilled, nor superseded by a rectification."""
    if act.transmitted_at is None:
        return True
    found = deadlines.open_of(session, act.id)
    return any(each.kind == kind and each.due_at == said.at for each in found)


# --- a draft -------------------------------------------------------------------------------------------------


def _draft_again(
    session: Session, act: Act, found: Sequence[Recounted], why: str, *, by: Person, now: datetime
) -> None:
    """Change a draft as its author would: versions shown before can no longer be approved."""
    new = {each.kind: each.new for each in found}
    Dates(new.get(ActDeadline.CIENCIA), new.get(ActDeadline.CUMPRIMENTO)).set_on(act)
    revise(session, act, by=by, now=now)  # who moves a date of it is no longer who approves it
    changes = "; ".join(map(_change, found))
    text = f"prazo contado de novo: {changes} ({why}), {act.short_hash}"
    audit.write(session, "recontagem", by=by, now=now, record_id=act.id, text=text)
    then = "Espera a sua correção, já com a nova data."
    if act.status == ActStatus.MINUTA:
        then = "Mostrei a nova versão a quem aprova."
        if not approvers(session, act, now):
            then = "Ninguém mais pode aprovar: quem mudou o calendário mudou a minuta. Fale com o administrador."
        show(session, act, f"A minuta {act.code} mudou ({why}): {changes}. Confira de novo:", now=now)
    told = f"A sua minuta {act.code} ({clip(act.title, 60)}) mudou ({why}): {changes}. {then}"
    author, buttons = act.authors, (Button("Ver", f"ver {act.code}"),)
    notices.send(session, act, told, author, by=by, now=now, buttons=buttons)


def _change(each: Recounted) -> str:
    return f"{_NAMES[each.kind]} de {each.old.text}, para {each.new.text}"


# --- a signed act --------------------------------------------------------------------------------------------


def _note(session: Session, act: Act, found: Sequence[Recounted], why: str, *, by: Person, now: datetime) -> None:
    """Notify of the new result of an act, which does not change."""
    # Even the person who registered the decree is notified of the own acts: there is something to do.
    act.counts = recounted(act.counts, {each.kind: each.new for each in found})
    compared = "; ".join(map(_comparison, found))
    text = f"prazo contado de novo ({why}): {compared}; o ato só muda por retificação"
    audit.write(session, "recontagem", by=by, now=now, record_id=act.id, text=text)
    then, buttons = _what_to_do(act, [each for each in found if each.differs], why, now)
    told = f"{act.code} ({clip(act.title, 60)}), prazo contado de novo ({why}): {compared}.{then}"
    notices.send(session, act, told, _signers(session, act), by=None, now=now, buttons=buttons)


def _comparison(each: Recounted) -> str:
    name = _NAMES[each.kind]
    if not each.differs:
        return f"{name} até {each.said.text}, como o ato diz"
    return f"o ato diz {name} até {each.said.text}, e pela conta seria {each.new.text}"


def _what_to_do(act: Act, found: Sequence[Recounted], why: str, now: datetime) -> tuple[str, tuple[Button, ...]]:
    """The sentence for a signed act, and the button that rectifies it."""
    code, see = act.code, Button("Ver", f"ver {act.code}")
    if not found:
        return "", (see,)
    if act.transmitted_at is None:
        then = "\nO ato ainda não foi transmitido: para mudar a data, cancele-o e prepare outra minuta."
        return then, (Button("Cancelar", f"cancelar {code}"), see)
    stands = "\nVale a data do ato, e os destinatários não foram avisados."
    if any(each.new.at <= now for each in found):
        return stands, (see,)
    return f"{stands} Para mudá-la, prepare a retificação.", (
        Button("Retificar", _rectification(code, found, why)),
        see,
    )


def _rectification(code: str, found: Sequence[Recounted], why: str) -> str:
    """The line of a rectification with the new date."""
    # The date stands in one place only: the text would keep the old one if the draft were counted again.
    was = listed([f"{_NAMES[each.kind]}, que era até {each.said.text}," for each in found])
    one = len(found) == 1
    text = f"O prazo de {was} passa a ser o que consta abaixo" if one else f"Os prazos de {was} passam a ser os abaixo"
    dates = [f"{_OPTIONS[each.kind]} até {_typed(each.new)}" for each in found]
    return "\n".join([f"retificar {code} {text} ({clip(why, _LONGEST_WHY)}).", *dates])


def _typed(due: Due) -> str:
    here = moments.local(due.at)
    return f"{here:%d/%m/%Y}" if due.date_only else f"{here:%d/%m/%Y} às {here:%H:%M}"


def _signers(session: Session, act: Act) -> list[Person]:
    """The writer and the signer. The addressees hear of a rectification only."""
    people = [*sender(session, act), *([act.approver] if act.approver else [])]
    return [each for each in people if each.active]
