"""Despachos in words: the pile with what a decision needs beside it, the decision, the card's line."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording import cards
from models import attachments, deadlines, despachos, moments
from models.deadlines import Due
from models.despachos import DECIDED, Despacho, DespachoStatus
from models.people import Person, Role, standing
from models.records import Record
from models.texts import clip, ended, listed, plural

_MOST = 12
_MOST_BUTTONS = 6
_PAPER = "É ordem de preparo: o ato sai com a assinatura, e o cartão diz “falta assinar” até o arquivo assinado chegar."


@cards.beside
def card_lines(session: Session, record: Record) -> list[str]:
    """What the card of a record says of its despachos: the question that waits, the last decision, the paper."""
    found = despachos.of(session, record.id)
    waits = [
        f"A despacho, por {each.by.name}: {each.question}" for each in found if each.status == DespachoStatus.NA_PILHA
    ]
    done = [each for each in found if each.status in DECIDED][-1:]
    return [*waits, *(f"Despacho: {_decision(each)}" for each in done)]


def _decision(row: Despacho) -> str:
    paper = "falta assinar" if row.signed_at is None else "assinado"
    return f"{despachos.said(row)}; {paper}"


def taken(row: Despacho, place: int, now: datetime) -> Reply:
    """The answer to a question taken to the pile."""
    until = f" Decidir até {until_text(row, now)}." if row.due else ""
    text = f"{row.record.code} na pilha de despachos, posição {place}: {row.question}{until}"
    code = row.record.code
    return Reply(text, (Button("Pilha", "despachos"), Button("Retirar", f"retirar despacho {code}")))


def until_text(row: Despacho, now: datetime) -> str:
    """`hoje, 17h`; else the day."""
    if row.due is None:
        return ""
    here = moments.local(row.due.at)
    if here.date() != moments.today(now):
        return row.due.text
    return "hoje" if row.date_only else f"hoje, {moments.hour_text(here)}"


def pile(session: Session, found: Sequence[Despacho], person: Person, now: datetime) -> Reply:
    """The pile, what is needed first before: each with what a decision needs beside it."""
    if not found:
        return Reply("Nada na pilha de despachos.", (Button("Decisões", "decisões"), Button("Minha pauta", "pauta")))
    blocks = ["\n".join(_block(session, n, each, now)) for n, each in enumerate(found[:_MOST], 1)]
    more = [f"… e mais {len(found) - _MOST}."] if len(found) > _MOST else []
    today = sum(each.due is not None and moments.today(each.due.at) <= moments.today(now) for each in found)
    head = f"Despachos ({len(found)}{f', {today} para hoje' if today else ''}):"
    decides = standing(session, person, now).has(Role.PREFEITO)
    buttons = (
        _answers(found) if decides else tuple(Button(each.record.code, f"ver {each.record.code}") for each in found)
    )
    return Reply("\n".join([head, *blocks, *more]), buttons[:_MOST_BUTTONS])


def _answers(found: Sequence[Despacho]) -> tuple[Button, ...]:
    """The lines that decide: all of them for one question, for more the yes and the no of each."""
    if len(found) == 1:
        return (*despachos.deciding_buttons(found[0].record), Button("Ver", f"ver {found[0].record.code}"))
    return tuple(
        Button(f"{each.label} {row.record.code}", each.line)
        for row in found
        for each in despachos.deciding_buttons(row.record)[:2]
    )


def _block(session: Session, n: int, row: Despacho, now: datetime) -> list[str]:
    record = row.record
    when = until_text(row, now)
    late = " (venceu)" if row.due is not None and row.due.at < now else ""
    put_off = (
        f", deixado para {moments.day_text(moments.today(row.not_before))}"
        if row.not_before and row.not_before > now
        else ""
    )
    lines = [
        f"{n}. {record.code} {clip(record.title, 60)}{f' — {when}{late}' if when else ''}{put_off}",
        f"   {row.question}",
    ]
    lines += [f"   Opções: {row.options}"] if row.options else []
    lines += [f"   Recomendação: {row.recommendation}"] if row.recommendation else []
    return [*lines, f"   {_beside(session, row)}"]


def _beside(session: Session, row: Despacho) -> str:
    """Who prepared it and since when, the opinion, the next date of the record, the files."""
    record, parts = row.record, [f"por {row.by.name} em {moments.short_text(row.at)}", row.record.status]
    parts += [f"parecer {row.opinion}"] if row.opinion else []
    ours = [each for each in deadlines.open_of(session, record.id) if each.runs_for is None]
    parts += [f"prazo {moments.short_text(ours[0].due_at, date_only=ours[0].date_only)}"] if ours else []
    files = attachments.of(session, record)
    named = [each.name for each in files if "parecer" in each.name.lower()]
    parts += [f"{plural(len(files), 'anexo', 'anexos')}{f' ({listed(named[:2])})' if named else ''}"] if files else []
    return " · ".join(parts)


def decided(row: Despacho, made: Sequence[str]) -> Reply:
    """The answer to a decision: its words, that the paper is still to be signed, what was made of it."""
    record = row.record
    words = f", “{row.words}”" if row.words else ""
    lines = [f"Despacho registrado: {record.code} {row.status}{words}."]
    lines += [_PAPER] if row.status in DECIDED else [f"Avisei {row.by.name}."]
    buttons = [Button("Ver", f"ver {record.code}"), Button("Despachos", "despachos")]
    if row.status in (DespachoStatus.DEFERIDO, DespachoStatus.EM_PARTE) and not made:
        buttons.insert(0, Button("Passar a quem cumpre", f"passar despacho {record.code}"))
    return Reply("\n".join([*lines, *made]), tuple(buttons))


def delegated(row: Despacho, who: Person, made: str) -> Reply:
    """The answer to a question left to somebody; who may sign what is another matter."""
    text = f"{row.record.code} fica com {who.name}, a quem avisei. O que exige assinatura segue a delegação publicada."
    see = (Button("Ver", f"ver {row.record.code}"), Button("Quem assina", "quem assina"))
    return Reply("\n".join(filter(None, [text, made])), see)


def put_off(record: Record, until: Due) -> Reply:
    """The answer to a decision left for later."""
    return Reply(f"Despacho de {record.code} fica para {until.text}.", (Button("Despachos", "despachos"),))


def asked_to_talk(row: Despacho) -> Reply:
    """The answer to the wish to speak first."""
    return Reply(f"Avisei {row.by.name}: você quer falar antes de decidir {row.record.code}.")


def history(record: Record, found: Sequence[Despacho], now: datetime) -> Reply:
    """Every question about a record that was taken to the mayor, and its answer."""
    if not found:
        return Reply(f"{record.code} não foi levado a despacho.", (Button("Levar", f"levar {record.code} a despacho"),))
    lines = [_told(each, now) for each in found]
    return Reply("\n".join([f"Despachos de {record.code}:", *lines]), (Button("Ver", f"ver {record.code}"),))


def _told(row: Despacho, now: datetime) -> str:
    asked = f"• {moments.short_text(row.at)} {row.by.name}: {row.question}"
    if row.status == DespachoStatus.NA_PILHA:
        return f"{asked} Na pilha{f', até {until_text(row, now)}' if row.due else ''}."
    return f"{asked} {ended(_decision(row) if row.status in DECIDED else despachos.said(row))}"


def handed_on(record: Record, made: str) -> Reply:
    """The answer to a decision handed on as a task."""
    return Reply(f"Despacho de {record.code} passado a quem cumpre.\n{made}", (Button("Ver", f"ver {record.code}"),))
