"""Commands about local days of a body: listing, registering, revoking, importing, and listing the affected terms."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from handlers.base import Refusal, Reply, Request, command
from handlers.reading import day_table, ics_days, special_days
from handlers.wording import own_days as wording
from handlers.wording.own_days import Touched
from models import acts, attachments, deadlines, moments, municipal_days, records
from models.calendar import Calendar, CalendarError, DayKind, Recess, SpecialDay
from models.people import Role
from models.records import Record
from models.texts import clip

GROUP = "Datas e prazos"
_VERB = re.compile(
    r"^(?P<verb>revogar?|revogad[oa]|desfazer|confirmar?|afetad[oa]s?|quem|atingid[oa]s?)\b\s*", re.IGNORECASE
)


@command(
    "calendário",
    usage="calendário [câmara, tce, tjsp, federal] [revogar, afetados] [dia, tipo e decreto]",
    often=(Role.ADMINISTRADOR,),
)
def own_days(request: Request) -> Reply:
    """Lista os dias próprios de um calendário; o administrador ou a chefia acrescenta, revoga ou importa planilha.

    Exemplos:
    calendário
    calendário 24/12 ponto facultativo Decreto 123/2026
    calendário 24/12 ponto facultativo das 12h Decreto 123/2026
    calendário 24 e 31/12 ponto facultativo Decreto 123/2026
    calendário 25/01 todo ano feriado municipal aniversário da cidade Lei 5/1950
    calendário ponto facultativo transferido de 28/10 para 30/10 Decreto 90/2026
    calendário tce recesso de 21/12/2026 a 20/01/2027 suspende os prazos Ato 10/2026
    calendário afetados 24/12
    calendário revogar 24/12 Decreto 130/2026
    calendário confirmar 2028
    calendário câmara
    """
    key, text = special_days.whose(request.text)
    with _refusals():
        if request.files:
            return _imported(request, key, text)
        if not text:
            return wording.listed(_calendar(request, key), key, moments.today(request.now))
        verb = _VERB.match(text)
        if verb is None:
            return _added(request, key, text)
        ask = _affected if verb["verb"][0] in "aAqQ" else _confirmed if verb["verb"][0] in "cC" else _revoked
        return ask(request, key, text[verb.end() :])


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except CalendarError as error:
        raise Refusal(str(error)) from error


def _added(request: Request, key: str, text: str) -> Reply:
    new = special_days.read(request, text, key)
    days = [new] if isinstance(new, Recess) else new
    for each in days:
        _register(request, key, each)
    yearly = f"{request.line} todo ano" if special_days.may_repeat(request, text, new) else ""
    touched = _recounted(request, key, days[0].act)
    return wording.added(days, key, touched, moments.today(request.now), yearly)


def _register(request: Request, key: str, new: SpecialDay | Recess) -> None:
    if isinstance(new, Recess):
        municipal_days.add_recess(request.session, new, by=request.person, now=request.now, calendar=key)
        return
    falls = new.next_from(moments.today(request.now)) or new
    known = [own for own in _calendar(request, key).own_on(falls.day) if own.kind == new.kind]
    if any(own.yearly or not new.yearly for own in known):
        raise Refusal(f"{moments.day_text(falls.day).capitalize()}, já está no calendário como {new.kind.label}.")
    municipal_days.add(
        request.session,
        new.day,
        new.name,
        new.kind,
        act=new.act,
        by=request.person,
        now=request.now,
        calendar=key,
        from_time=new.from_time,
        until_time=new.until_time,
        counts_as_business=new.counts_as_business,
        moved_from=new.moved_from,
        yearly=new.yearly,
    )


def _confirmed(request: Request, key: str, text: str) -> Reply:
    """Confirm a year of local days as complete, so that counts through it are no longer provisional."""
    if key != municipal_days.OURS:
        raise Refusal("Só o calendário do município é confirmado por ano. Exemplo: calendário confirmar 2028")
    year = re.search(r"(?<!\d)(?:19|20|21)\d\d(?!\d)", text)
    if year is None:
        raise Refusal("Diga o ano, com quatro algarismos. Exemplo: calendário confirmar 2028")
    is_new = municipal_days.confirm(request.session, int(year[0]), by=request.person, now=request.now)
    return wording.confirmed(_calendar(request, key), int(year[0]), is_new=is_new)


def _revoked(request: Request, key: str, text: str) -> Reply:
    day, act = special_days.day_of(request, text)
    ended = municipal_days.revoke(request.session, day, act=act, by=request.person, now=request.now, calendar=key)
    touched = _recounted(request, key, act or f"dia {day:%d/%m/%Y} revogado")
    return wording.revoked(ended, day, touched)


def _affected(request: Request, key: str, text: str) -> Reply:
    """List the deadlines that a day without expediente would move, before its decree is registered."""
    day, _ = special_days.day_of(request, text)
    supposed = SpecialDay(day, "sem expediente", DayKind.SUSPENSION)
    calendar = _calendar(request, key).with_days([supposed])
    moved = deadlines.touched(request.session, key, calendar)
    counted_acts = acts.touched(request.session, key, calendar)
    return wording.affected(day, _seen(request, Touched(moved, counted_acts)))


def _imported(request: Request, key: str, text: str) -> Reply:
    request.taken = True
    municipal_days.require_keeper(request.session, request.person, request.now)  # to read a file is work
    if len(request.files) > 1:
        raise Refusal("Mande um arquivo de cada vez.")
    file = request.files[0]
    content = attachments.content_of(file)
    if ics_days.is_calendar(file.name):
        rows = [day_table.DayRow(each, key) for each in ics_days.read(request, content, file.name, key, text)]
    else:
        rows = day_table.read(request.session, content, file.name)
    rows = [row for row in rows if row.special not in _calendar(request, row.calendar).own_on(row.special.day)]
    if not rows:
        return Reply(f"Tudo o que está em {file.name} já está no calendário: nada mudou.")
    for row in rows:
        _register(request, row.calendar, row.special)
    keys = dict.fromkeys(row.calendar for row in rows)
    each_key = [_recounted(request, key, _acts(rows, key)) for key in keys]
    return wording.imported(file.name, [row.special for row in rows], Touched.together(each_key))


def _acts(rows: Sequence[day_table.DayRow], key: str) -> str:
    return clip(", ".join(dict.fromkeys(row.special.act for row in rows if row.calendar == key)), 120)


def _calendar(request: Request, key: str) -> Calendar:
    return municipal_days.current(request.session, key)


def _recounted(request: Request, key: str, why: str) -> Touched:
    moved = deadlines.recount(request.session, key, why=why, by=request.person, now=request.now)
    counted_acts = acts.recount(request.session, key, why=why, by=request.person, now=request.now)
    return _seen(request, Touched(moved, counted_acts))


def _seen(request: Request, touched: Touched) -> Touched:
    """The affected records that the person may see."""

    def seen(record: Record) -> bool:
        return records.is_visible(request.session, record, by=request.person, now=request.now)

    return Touched(
        [each for each in touched.moved if seen(each.deadline.record)],
        [each for each in touched.acts if seen(each.act)],
    )
