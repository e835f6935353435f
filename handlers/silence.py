"""Silence until a moment, and the sending at once of what waits for somebody's morning."""

import re
from datetime import datetime, time

from handlers.base import DAY, Answer, Button, Question, Refusal, Reply, Request, command
from handlers.reading import due
from handlers.saying import silence as said
from handlers.wording import silence as wording
from models import moments, people, silencing
from models.texts import fold

GROUP = DAY
_END = re.compile(r"(?:fim|acabou|acabar|encerrar|terminar|nao|desligar|sair)$")
_ID = re.compile(r"\d{1,18}")
_SPAN = re.compile(r"(?:de|das?|entre)\s+\S+.*\s(?:at[eé]|[aà]s?|e)\s", re.IGNORECASE)
_HOUR = re.compile(r"(?:at[eé]\s+)?(?:[aà]s\s+)?\d{1,2}\s*(?:h(?:s|oras?)?\s*\d{0,2}|:\d\d)?", re.IGNORECASE)
_EVENING = time(18)


@command("silêncio", usage="silêncio [até quando, fim]", aliases=("silencioso", "modo silencioso"), said=said.SILENCE)
def silence(request: Request) -> Reply:
    """Segura até a hora que disser o que não é urgente; o que esperou vem depois numa mensagem só.

    Exemplos:
    silêncio até 14h
    silêncio até amanhã 8h
    silêncio fim
    """
    if not request.text:
        until = people.silences(request.session, [request.person.id], request.now).get(request.person.id)
        return wording.shown(until)
    if _END.match(fold(request.text)):
        return wording.ended(was_silent=silencing.end(request.session, request.person, now=request.now))
    if _SPAN.match(request.text):
        sentence = "O silêncio começa agora. Até quando? Exemplo: silêncio até 14h"
        raise Question(sentence, Answer.DATE, instead=request.text)
    found = due.find(request, request.text)
    if found.due is None or found.recurrence is not None:
        raise Question("Até quando? Exemplo: silêncio até 14h", Answer.DATE)
    until = moments.start_of(moments.today(found.due.at)) if found.due.date_only else found.due.at
    _check_hour(request, until)
    silencing.begin(request.session, request.person, until, now=request.now)
    return wording.begun(until)


def _check_hour(request: Request, until: datetime) -> None:
    """Ask whether an hour of the day that has passed is meant of the next day; in the evening it is."""
    here = moments.local(request.now)
    if _HOUR.fullmatch(request.text) and until.date() != here.date() and here.time() < _EVENING:
        hour = moments.hour_text(moments.local(until))
        tomorrow = Button(f"Até amanhã às {hour}", f"silêncio até amanhã às {hour}")
        raise Refusal(f"Hoje {hour} já passou. É até amanhã?", [tomorrow])


@command("enviar agora", usage="enviar agora 41", private=True)
def send_now(request: Request) -> Reply:
    """Manda já o aviso seu que espera a manhã de quem o recebe."""
    ids = [int(each) for each in _ID.findall(request.text)]
    if not ids:
        raise Refusal("O botão Enviar agora vem com a resposta, quando um aviso seu espera.", [_AGENDA])
    names = silencing.send_now(request.session, ids, by=request.person, now=request.now)
    return wording.sent_now(names)


_AGENDA = Button("Minha pauta", "pauta")
