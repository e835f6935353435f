"""Public hearings in words: the notice, who speaks, who came, questions and answers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording.events import warns
from handlers.wording.events_meetings import beside_ata
from models import moments
from models.community import hearings
from models.community.hearings import CAME, NOTICE_DAYS, HearingGuest, HearingQuestion
from models.events import Event
from models.texts import clip, plural

USUAL_MINUTES = 3  # of a speech, where nobody says another number
_MOST = 40


@warns
def notice_lines(event: Event, now: datetime) -> list[str]:
    """Until when the notice of a hearing has to be out, or that it is late for it."""
    if not hearings.is_hearing(event):
        return []
    known = hearings.notice(event)
    if known:
        return [f"O edital saiu em {known}: se a hora mudou, publique de novo."] if event.sequence else []
    if hearings.is_short_notice(event, now):
        return [f"Faltam menos de {NOTICE_DAYS} dias: confira na lei local o prazo do edital."]
    last = moments.day_text(hearings.notice_until(event))
    return [f"Edital até {last} ({NOTICE_DAYS} dias antes; confira a lei local)."]


@beside_ata
def hearing_lines(session: Session, event: Event) -> list[str]:
    """What a hearing has besides a meeting: the notice, who spoke and came, the questions."""
    if not hearings.is_hearing(event):
        return []
    known, found, asked = hearings.notice(event), hearings.guests(session, event), hearings.questions(session, event)
    lines = [f"Edital: {known}"] if known else []
    if found:
        lines += [f"{_counted(found)}:", *(f"• {_guest(each)}" for each in found[:_MOST])]
    return lines + (["Perguntas:", *(f"• {_question(each)}" for each in asked)] if asked else [])


def _counted(found: Sequence[HearingGuest]) -> str:
    speaking = [each for each in found if each.minutes]
    came = sum(each.presence == CAME for each in found)
    entities = len({each.entity for each in found if each.entity})
    parts = [plural(len(speaking), "inscrito", "inscritos"), plural(came, "presente", "presentes")]
    return ", ".join([*parts, *([plural(entities, "entidade", "entidades")] if entities else [])])


def _guest(each: HearingGuest) -> str:
    """`João Lima, sindicato dos servidores, 3 min (presente)`"""
    parts = [each.name, *([each.entity] if each.entity else []), *([f"{each.minutes} min"] if each.minutes else [])]
    return ", ".join(parts) + (f" ({CAME})" if each.presence == CAME and each.minutes else "")


def _question(each: HearingQuestion) -> str:
    """`1. Maria: quando sai a creche? Resposta: em março`"""
    who = f"{each.asker}: " if each.asker else ""
    if each.task:
        return f"{each.position}. {who}{each.text} Prometida: {each.task.code} ({each.task.status})"
    return f"{each.position}. {who}{each.text} {f'Resposta: {each.answer}' if each.answer else '(sem resposta)'}"


def noticed(event: Event, *, in_time: bool) -> Reply:
    """The answer to a notice that is out."""
    late = "" if in_time else f" São menos de {NOTICE_DAYS} dias: confira na lei local."
    return Reply(f"{event.code}: edital de {hearings.notice(event)}.{late}", (Button("Ver", f"ver {event.code}"),))


def enlisted(event: Event, guest: HearingGuest, found: Sequence[HearingGuest]) -> Reply:
    """The answer to an inscription: its code, and the time that all speeches take."""
    speaking = [each for each in found if each.minutes]
    total = sum(each.minutes or 0 for each in speaking)
    length = int((event.ends_at - event.starts_at).total_seconds() // 60)
    over = " Passa do tempo da audiência." if total > length else ""
    text = f"Inscrição {len(speaking)} em {event.code}: {_guest(guest)}. Senha: {guest.code}."
    text += f" Soma das falas: {total} de {length} min.{over}"
    return Reply(text, (Button("Inscritos", f"inscritos {event.code}"),))


def arrived(event: Event, guest: HearingGuest, found: Sequence[HearingGuest]) -> Reply:
    """The answer to somebody who came."""
    came = plural(sum(each.presence == CAME for each in found), "presente", "presentes")
    return Reply(f"{guest.name} em {event.code}: {CAME}. {came}.", (Button("Inscritos", f"inscritos {event.code}"),))


def speakers(event: Event, found: Sequence[HearingGuest]) -> Reply:
    """Who is down to speak, with their codes, and who came to listen."""
    if not found:
        how = f"inscrito {event.code} João Lima, sindicato dos servidores, 3 min"
        return Reply(f"{event.code} não tem inscritos. Exemplo: {how}")
    lines = [f"{each.code} {_guest(each)}" for each in found[:_MOST]]
    more = [f"… e mais {len(found) - _MOST}."] if len(found) > _MOST else []
    return Reply("\n".join([f"{event.code}: {_counted(found)}.", *lines, *more]), (Button("Ver", f"ver {event.code}"),))


def asked(event: Event, made: HearingQuestion) -> Reply:
    """The answer to a question noted."""
    line = f"responder pergunta {made.position} {event.code}"
    text = f"Pergunta {made.position} de {event.code}: {clip(made.text, 100)}"
    return Reply(text, (Button("Responder", line), Button("Perguntas", f"perguntas {event.code}")))


def questions(event: Event, found: Sequence[HearingQuestion]) -> Reply:
    """The questions of a hearing and their answers."""
    if not found:
        return Reply(f"{event.code} não tem perguntas. Exemplo: pergunta {event.code} Maria: quando sai a creche?")
    left = sum(not each.answer and not each.task for each in found)
    lines = [f"Perguntas de {event.code} ({len(found)}, {left} sem resposta):", *map(_question, found[:_MOST])]
    return Reply("\n".join(lines), (Button("Ver", f"ver {event.code}"),))


def answered(event: Event, asked: HearingQuestion, made: str) -> Reply:
    """The answer to an answer, or to the task of one that was promised."""
    text = f"Pergunta {asked.position} de {event.code}: {'resposta prometida' if made else 'respondida'}."
    return Reply("\n".join(filter(None, [text, made])), (Button("Perguntas", f"perguntas {event.code}"),))
