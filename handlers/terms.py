"""Legal terms, business days, holidays and the municipality's own days: what the calendar answers in the chat."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from handlers.base import Ask, Refusal, Reply, Request, command
from handlers.reading import dates, special_days, terms
from handlers.reading.dates import Grain, Kind
from handlers.wording import terms as wording
from models import moments, municipal_days
from models.calendar import CalendarError, SpecialDay
from models.counting import count
from models.texts import clip

_MOST_DAYS = 3660
_EDGES = " \t\n,;:.-—?"


@contextmanager
def _refusals() -> Iterator[None]:
    """What the calendar cannot count is a sentence for the person who asked."""
    try:
        yield
    except CalendarError as error:
        raise Refusal(str(error)) from error


# --- prazo ---------------------------------------------------------------------------------------------------


@command("prazo", usage="prazo [quanto ou qual] a partir de [quando]", aliases=("prazos", "contar prazo"))
def term(request: Request) -> Reply:
    """Conta um prazo e mostra a conta: a fonte, os dias que não contam e por quê.

    Exemplos:
    prazo 15 dias úteis a partir de 03/11
    prazo lai recebido hoje às 19h30
    prazo veto recebido 28/12/2021
    """
    if not request.text:
        raise Ask(terms.HOW, terms.BUTTONS)
    what, start, back = terms.what_and_since(request)
    with _refusals():
        asked = terms.rule_for(request, what, start, back=back)
        return wording.term(count(asked, start or terms.today(request, asked), request.calendar), asked)


# --- dias úteis, feriados ------------------------------------------------------------------------------------


@command("dias úteis", usage="dias úteis entre 20/12 e 15/01")
def business_days(request: Request) -> Reply:
    """Conta os dias úteis entre duas datas e diz quais não têm expediente.

    Exemplos:
    dias úteis entre 20/12 e 15/01
    dias úteis de hoje até o natal
    """
    first, last = _two_days(request)
    if last < first:
        raise Refusal(
            f"{moments.day_text(last).capitalize()}, vem antes de {moments.day_text(first)}. {wording.BETWEEN_EXAMPLE}"
        )
    if (last - first).days > _MOST_DAYS:
        raise Refusal(f"Conto até dez anos de cada vez. {wording.BETWEEN_EXAMPLE}")
    with _refusals():
        return wording.business_days(request.calendar, first, last)


def _two_days(request: Request) -> tuple[date, date]:
    found = dates.find_all(request.text, moments.local(request.now), request.calendar)
    for each in found:
        if each.kind is Kind.INTERVAL and each.start and each.end:
            first, last = terms.nearest(request, each), terms.nearest(request, each._replace(start=each.end))
            return _day(first), _day(last)
    days = [_day(terms.nearest(request, each)) for each in found if each.start is not None]
    if len(days) != 2:
        terms.refuse_impossible(request, request.text, wording.BETWEEN_EXAMPLE)
        raise Refusal(f"Diga as duas datas. {wording.BETWEEN_EXAMPLE}")
    return days[0], days[1]


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


@command("feriados", usage="feriados [mês] [ano]", aliases=("feriado",))
def holidays(request: Request) -> Reply:
    """Lista os feriados de um mês ou de um ano, com os dias próprios do município.

    Exemplos:
    feriados dezembro
    feriados 2027
    """
    year, month = _year_and_month(request)
    with _refusals():
        return wording.holidays(request.calendar, year, month)


def _year_and_month(request: Request) -> tuple[int, int | None]:
    text = re.sub(r"^(?:de|em|do|no)\s+", "", request.text.strip(_EDGES), flags=re.IGNORECASE)
    if not text:
        return moments.today(request.now).year, None
    if re.fullmatch(r"\d{4}", text):
        return int(text), None
    found = dates.find(text, moments.local(request.now), request.calendar)
    if found is None or found.start is None or found.grain not in (Grain.MONTH, Grain.YEAR):
        raise Refusal(f"Não entendi de quando: {clip(text, 40)}. {wording.HOLIDAYS_EXAMPLE}")
    return found.start.year, found.start.month if found.grain is Grain.MONTH else None


# --- calendário ----------------------------------------------------------------------------------------------


@command("calendário", usage="calendário [dia, tipo e decreto]")
def own_days(request: Request) -> Reply:
    """Lista os dias próprios do município; o administrador ou a chefia acrescenta um.

    Exemplos:
    calendário
    calendário 24/12 ponto facultativo Decreto 123/2026
    calendário 24/12 ponto facultativo das 12h Decreto 123/2026
    """
    if not request.text:
        ahead = [each for each in request.calendar.days if each.day >= moments.today(request.now)]
        return wording.own_days(ahead)
    with _refusals():
        added = special_days.read(request)
        _add(request, added)
    return wording.added(added)


def _add(request: Request, new: SpecialDay) -> None:
    if any((own.day, own.kind) == (new.day, new.kind) for own in request.calendar.days):
        raise Refusal(f"{moments.day_text(new.day).capitalize()}, já está no calendário como {new.kind.label}.")
    municipal_days.add(
        request.session,
        new.day,
        new.name,
        new.kind,
        act=new.act,
        by=request.person,
        now=request.now,
        from_time=new.from_time,
        until_time=new.until_time,
        counts_as_business=new.counts_as_business,
    )
