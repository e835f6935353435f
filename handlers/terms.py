"""Legal terms, their rules and prorrogações, business days and holidays: what the calendar answers in the chat."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from handlers.base import CABINET, Refusal, Reply, Request, command
from handlers.reading import dates, numbers, ruled, special_days, terms
from handlers.reading.dates import Grain, Kind
from handlers.reading.records import of_number
from handlers.saying import terms as said
from handlers.wording import terms as wording
from models import attachments, deadlines, moments, municipal_days, rule_book
from models.calendar import CalendarError
from models.counting import count
from models.records import Record
from models.texts import clip

GROUP = "Datas e prazos"
_RULE_EXAMPLE = "Exemplo: prazo OF-2/2026 lai recebido 20/11 até 04/12"
_LONGEST_DATE = 8  # figures
_MOST_DAYS = 3660
_EDGES = " \t\n,;:.-—?"


@contextmanager
def _refusals() -> Iterator[None]:
    """A block in which an error of counting becomes a Refusal."""
    try:
        yield
    except CalendarError as error:
        raise Refusal(str(error)) from error


# --- prazo ---------------------------------------------------------------------------------------------------


@command(
    "prazo",
    usage="prazo [quanto ou qual] a partir de [quando]",
    aliases=("prazos", "contar prazo"),
    said=said.TERM,
    looks_up=True,
)
def term(request: Request) -> Reply:
    """Conta um prazo e mostra a conta: a fonte, os dias que não contam e por quê.

    Exemplos:
    prazo 15 dias úteis a partir de 03/11
    prazo lai recebido hoje às 19h30
    prazo veto recebido 28/12/2021
    prazo OF-2/2026
    prazo OF-2/2026 lai recebido 20/11
    """
    if not request.text:
        raise Refusal(terms.HOW, terms.BUTTONS)
    if (record := _record(request)) is not None:
        return wording.of_record(request.session, record)
    if (answer := _rule_given(request)) is not None:
        return answer
    what, start, back = terms.what_and_since(request)
    with _refusals():
        asked = terms.rule_for(request, what, start, back=back)
        calendar = terms.calendar_of(request, asked)
        counted = count(asked, start or terms.today(request, asked), calendar)
        return wording.term(counted, asked, moments.today(request.now))


def _record(request: Request) -> Record | None:
    """The record whose number is all that was written."""
    number = numbers.read(request.text)
    if number is None or not _is_of_record(number) or request.text[number.end :].strip(_EDGES):
        return None
    named = ruled.at_start(request, request.text)  # the name of a rule may be the sigla of a series, too
    return None if named is not None and named.event is not None else of_number(request, number)


def _is_of_record(number: numbers.Number) -> bool:
    """A bare number may be a date or a length: `03/11`, `15`."""
    return number.named or len(numbers.long_key(number.words)) > _LONGEST_DATE


def _rule_given(request: Request) -> Reply | None:
    """`OF-225/2026 lai recebido 20/11 até 04/12`: a rule for a record, to be compared with the date it came with."""
    number = numbers.read(request.text)
    if number is None or not _is_of_record(number):
        return None
    found = ruled.at_start(request, request.text[number.end :].lstrip(_EDGES))
    if found is None:
        return None
    record = of_number(request, number)
    printed, rest = ruled.printed_in(request, found.rest) or (None, found.rest)
    if rest.strip(_EDGES):
        raise Refusal(f"Não entendi “{clip(rest.strip(_EDGES), 40)}”. {_RULE_EXAMPLE}")
    with _refusals():
        due = deadlines.give_rule(
            request.session, record, found.rule, found.event, printed, by=request.person, now=request.now
        )
    return wording.ruled(record, due)


@command(
    "prorrogar",
    usage="prorrogar N [mais 10 dias] [ato] motivo",
    about="*",
    aliases=("prorrogação", "prorrogar prazo"),
    offered_to=CABINET,
)
def extend(request: Request) -> Reply:
    """Prorroga o prazo legal de um registro; o novo prazo conta do fim do primeiro.

    Exemplos:
    prorrogar OF-2/2026 Despacho 12/2026 faltam documentos
    prorrogar OF-2/2026 mais 10 dias Despacho 12/2026 faltam documentos
    """
    record = request.about(Record)
    more, act, reason = terms.extension(request)
    code, old, new = deadlines.extend(
        request.session, record, more=more, act=act, reason=reason, by=request.person, now=request.now
    )
    return wording.extended(record, code, old, new)


@command("regras", usage="regras [palavra]", aliases=("regras de prazo",), said=said.RULES)
def rules(request: Request) -> Reply:
    """Lista as regras de prazo em vigor; o administrador ou a chefia troca todas, mandando o arquivo com esta linha."""
    if request.files:
        request.taken = True
        if len(request.files) > 1:
            raise Refusal("Mande um arquivo de cada vez.")
        file = request.files[0]
        content = attachments.content_of(file)
        book = rule_book.replace(request.session, content, file.name, by=request.person, now=request.now)
        return wording.rules_replaced(file.name, book)
    found = rule_book.current(request.session).rules(moments.today(request.now))
    return wording.rules(list(found.values()), request.text)


# --- dias úteis, feriados ------------------------------------------------------------------------------------


@command("dias úteis", usage="dias úteis [câmara, tce, tjsp, federal] entre 20/12 e 15/01", said=said.BUSINESS_DAYS)
def business_days(request: Request) -> Reply:
    """Conta os dias úteis entre duas datas e diz quais não têm expediente.

    Exemplos:
    dias úteis entre 20/12 e 15/01
    dias úteis de hoje até o natal
    """
    key, text = special_days.whose(request.text)
    first, last = _two_days(request, text)
    if last < first:
        raise Refusal(
            f"{moments.day_text(last).capitalize()}, vem antes de {moments.day_text(first)}. {wording.BETWEEN_EXAMPLE}"
        )
    if (last - first).days > _MOST_DAYS:
        raise Refusal(f"Conto até dez anos de cada vez. {wording.BETWEEN_EXAMPLE}")
    with _refusals():
        calendar = municipal_days.current(request.session, key)
        return wording.business_days(calendar, first, last, moments.today(request.now))


def _two_days(request: Request, text: str) -> tuple[date, date]:
    found = dates.find_all(text, moments.local(request.now), request.calendar)
    for each in found:
        if each.kind is Kind.INTERVAL and each.start and each.end:
            first, last = terms.nearest(request, each), terms.nearest(request, each._replace(start=each.end))
            return _day(first), _day(last)
    days = [_day(terms.nearest(request, each)) for each in found if each.start is not None]
    if len(days) != 2:
        terms.refuse_impossible(request, text, wording.BETWEEN_EXAMPLE)
        raise Refusal(f"Diga as duas datas. {wording.BETWEEN_EXAMPLE}")
    return days[0], days[1]


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


@command(
    "feriados", usage="feriados [câmara, tce, tjsp, federal] [mês] [ano]", aliases=("feriado",), said=said.HOLIDAYS
)
def holidays(request: Request) -> Reply:
    """Lista os feriados de um mês ou de um ano, com os dias próprios do município ou de outro calendário.

    Exemplos:
    feriados dezembro
    feriados 2027
    """
    key, text = special_days.whose(request.text.strip(_EDGES))
    year, month = _year_and_month(request, text)
    with _refusals():
        return wording.holidays(municipal_days.current(request.session, key), year, month, key)


def _year_and_month(request: Request, text: str) -> tuple[int, int | None]:
    text = re.sub(r"^(?:de|em|do|no)\s+", "", text, flags=re.IGNORECASE)
    if not text:
        return moments.today(request.now).year, None
    if re.fullmatch(r"\d{4}", text):
        return int(text), None
    found = dates.find(text, moments.local(request.now), request.calendar)
    if found is None or found.start is None or found.grain not in (Grain.MONTH, Grain.YEAR):
        raise Refusal(f"Não entendi de quando: {clip(text, 40)}. {wording.HOLIDAYS_EXAMPLE}")
    return found.start.year, found.start.month if found.grain is Grain.MONTH else None
