"""Reminders that people ask for themselves."""

import re
from datetime import time

from handlers.base import DAY, Answer, Button, Question, Refusal, Reply, Request, command
from handlers.reading import due, offsets
from handlers.saying import personal_reminders as said
from models import moments, personal_reminders
from models.recurrences import Recurrence
from models.texts import clip

GROUP = DAY
_OPENING = re.compile(r"^(?:\s*(?:que|de|do|da|para|pra|pro|sobre)\b)?[\s:,;–—-]*", re.IGNORECASE)
_ID = re.compile(r"(?:lembrete\s*)?(\d{1,9})", re.IGNORECASE)
_MORNING = time(9)
_MOST_BUTTONS = 6
_LONGEST = 300  # characters
_DEED = re.compile(r"j[áa]\s+(?:\w+(?:ei|i)|fiz|est[áa]\s+feit\w+|foi|foram)\b", re.IGNORECASE)


@command(
    "lembrar-me",
    usage="lembrar-me o quê quando",
    aliases=("me lembra", "me lembre", "lembre-me"),
    private=True,
    said=said.REMIND,
)
def remind_me(request: Request) -> Reply:
    """Lembra você de algo no dia e na hora que disser; só você vê.

    Exemplos:
    lembrar-me ligar para o TCE amanhã 9h
    lembrar-me olhar o diário oficial toda segunda 8h
    """
    found = due.find(request, offsets.absolute(request, request.text))
    what = " ".join(_OPENING.sub("", found.rest).split()).strip(" ,:;-")
    if not what:
        raise Question("De que devo lembrar você? Exemplo: lembrar-me ligar para o TCE amanhã 9h", Answer.TEXT)
    if _DEED.match(what):
        raise Refusal("Isso parece feito, e não algo a lembrar. Se concluiu algo, diga o quê. Exemplo: feito T-12")
    if found.recurrence is not None:
        at = personal_reminders.moment_of(found.recurrence, request.session, request.now)
    elif found.due is not None:
        at = moments.at(moments.local(found.due.at).date(), _MORNING) if found.due.date_only else found.due.at
    else:
        raise Question(f"Quando? Exemplo: lembrar-me {clip(what, 40)} amanhã 9h", Answer.DATE)
    what = clip(what, _LONGEST)
    number = personal_reminders.ask(request.session, request.person, what, at, found.recurrence, request.now)
    again = f", {found.recurrence.describe()}" if found.recurrence else ""
    return Reply(
        f"Lembro você {moments.on_text(at)}{again}: {what}.",
        (Button("Desfazer", f"esquecer lembrete {number}"), Button("Meus lembretes", "lembretes")),
    )


@command("lembretes", usage="lembretes", aliases=("meus lembretes",), private=True, said=said.LISTED)
def listed(request: Request) -> Reply:
    """Mostra os lembretes que você pediu."""
    found = personal_reminders.waiting(request.session, request.person)
    if not found:
        return Reply("Você não tem lembretes. Exemplo: lembrar-me ligar para o TCE amanhã 9h")
    lines = [f"{each.id}. {_when(each)}: {each.text}" for each in found]
    buttons = tuple(Button(f"Apagar {each.id}", f"esquecer lembrete {each.id}") for each in found[:_MOST_BUTTONS])
    return Reply("\n".join(["Seus lembretes:", *lines]), buttons)


@command("esquecer lembrete", usage="esquecer lembrete 3", aliases=("apagar lembrete",), private=True)
def forget(request: Request) -> Reply:
    """Apaga um lembrete seu."""
    number = _ID.fullmatch(request.text.strip())
    if number is None:
        raise Question("Qual lembrete? Veja os seus: lembretes", Answer.TEXT, [Button("Lembretes", "lembretes")])
    gone = personal_reminders.forget(request.session, request.person, int(number[1]))
    if gone is None:
        return Reply("Você não tem lembrete com esse número.", (Button("Meus lembretes", "lembretes"),))
    return Reply(f"Não lembro mais: {gone.text}.")


def _when(each: personal_reminders.PersonalReminder) -> str:
    if each.recurrence:
        return Recurrence.parse_text(each.recurrence).describe()
    return moments.moment_text(each.next_at) if each.next_at else ""
