"""Overviews in words: at most twelve lines, the late first. A subject adds those whom it knows (`about`)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from handlers.base import Button, Refusal, Reply, Request
from handlers.reading import search as reading
from models import moments, search, workload
from models.people import Orgao, Person, responsible
from models.texts import clip, plural
from models.workload import Owed

MOST = 3  # of each part
MOST_LINES = 12
MOST_BUTTONS = 3
Overview = Callable[[Request, str], Reply | None]
_overviews: list[Overview] = []


def about(function: Overview) -> Overview:
    """Register whom a subject knows by a name: `function(request, name) -> reply`, or None."""
    _overviews.append(function)
    return function


def of_a_subject(request: Request, name: str) -> Reply | None:
    """The overview of somebody whom a subject knows by that name."""
    found = (function(request, name.strip(" .?!")) for function in _overviews)
    return next((reply for reply in found if reply is not None), None)


def inside(request: Request, who: Person | Orgao) -> Reply:
    """One person or órgão of the house: what is open, the late first, and the week."""
    session, by, now = request.session, request.person, request.now
    found, total = workload.owed(session, who, by=by, now=now)
    late = [each for each in found if each.due_at is not None and each.due_at < now]
    at = f"@{who.key if isinstance(who, Orgao) else who.handle}"
    lines = [_heading(request, who)]
    lines += [f"Em aberto: {total}" + (f", {len(late)} em atraso" if late else "") + "."] if total else []
    lines += [f"• {_owed(each, now)}" for each in found[:MOST]] or ["Nada em aberto."]
    if isinstance(who, Orgao):
        week = workload.week(session, workload.monday(now), by=by, now=now, orgao=who)
        met = plural(week.met, "prazo cumprido", "prazos cumpridos") if week.met else "nada cumprido"
        since, new = moments.today(week.since), plural(week.opened, "prazo novo", "prazos novos")
        lines.append(f"Desde {since:%d/%m}: {met}, {new}.")
        loads = workload.by_person(session, who, by=by, now=now)[:MOST]
        lines += ["Com quem: " + ", ".join(f"{each.name} {each.open}" for each in loads) + "."] if loads else []
    lines += also(request, who.name, [each.code for each in found])
    buttons = [Button(f"Cobrar {each.code}", f"cobrar {each.code} {at}") for each in late[:MOST_BUTTONS]]
    buttons += [Button("Tudo em aberto", f"deve {at}")] if total > MOST else []
    buttons += [Button("Resumo da semana", f"resumo da semana {at}")] if isinstance(who, Orgao) else []
    return Reply("\n".join(lines[:MOST_LINES]), tuple(buttons))


def until(at: datetime | None, now: datetime) -> str:
    if at is None:
        return " — sem prazo"
    day = moments.short_text(at, date_only=True)
    return f" — até {day}" if at >= now else f" — venceu em {day}"


def _heading(request: Request, who: Person | Orgao) -> str:
    if isinstance(who, Person):
        parts = [who.cargo, who.orgao.sigla if who.orgao else ""]
        return ", ".join([who.name, *(each for each in parts if each)]) + ":"
    chief = responsible(request.session, who, moments.today(request.now))
    return f"{who.name} ({who.sigla}), com {chief.name}:" if chief else f"{who.name} ({who.sigla}), sem quem responda:"


def _owed(each: Owed, now: datetime) -> str:
    if each.due_at is None:
        return f"{each.code} {clip(each.title, 60)} — sem prazo"
    when = moments.short_text(each.due_at, date_only=each.date_only)
    return f"{each.code} {clip(each.title, 60)} — {'até' if each.due_at >= now else 'em atraso desde'} {when}"


def also(request: Request, name: str, known: Iterable[str], *others: str) -> list[str]:
    """The records that name it and are not in the other parts: meetings, requests of time, papers."""
    seen, lines = set(known), []
    for each in dict.fromkeys((name, *others)):
        for found in _named(request, each):
            if found.code not in seen:
                seen.add(found.code)
                lines.append(f"• {found.code} {clip(found.title, 60)} ({found.status})")
    return ["Citam o nome:", *lines[:MOST]] if lines else []


def _named(request: Request, name: str) -> Sequence[search.Found]:
    try:
        sought = reading.read(request, f'"{name}"')
    except Refusal:
        return ()
    return search.page(request.session, sought, by=request.person, now=request.now).found
