"""Texts about stays: what stands still, the rules, the usual time."""

from datetime import datetime

from handlers.base import Button, Reply
from handlers.reading.filters import Asked
from handlers.wording.lists import paged
from models import expedientes, moments
from models.calendar import Calendar
from models.expedientes import FEWEST, HeldExpediente, Stay, Usual
from models.people import Orgao
from models.texts import clip, plural


def late(stay: Stay, calendar: Calendar, now: datetime) -> str:
    """`1 dia útil de atraso`; empty where its time is not over, or none is set."""
    if stay.until_by_rule is None or stay.until_by_rule.at >= now:
        return ""
    n = calendar.business_days_between(moments.today(stay.until_by_rule.at), moments.today(now))
    return f"{plural(n, 'dia útil', 'dias úteis')} de atraso" if n > 0 else "venceu hoje"


def stopped(asked: Asked, found: list[HeldExpediente], total: int, calendar: Calendar, now: datetime) -> Reply:
    """What stands still, the longest first, with the last word said about it."""
    lines = [_line(each, calendar, now) for each in found]
    codes = list(dict.fromkeys(each.expediente.code for each in found))
    return paged(expedientes.SUBJECT, asked, lines, codes, total, codes)


def to_chase(orgao: Orgao, found: list[HeldExpediente], total: int, calendar: Calendar, now: datetime) -> Reply:
    """What a nudge would be about, and the button that sends it."""
    codes = list(dict.fromkeys(each.expediente.code for each in found))
    first = f", os {len(codes)} primeiros" if total > len(found) else ""
    lines = [f"Com {orgao.sigla}, parados ({total}{first}):", *(_line(each, calendar, now) for each in found)]
    label = "Cobrar" if len(codes) == 1 else f"Cobrar os {len(codes)}"
    return Reply("\n".join(lines), (Button(label, f"cobrar {' '.join(codes)}"),))


def rules(found: list[tuple[str, Orgao | None, int]]) -> Reply:
    """The rules, and how to set one."""
    how = "A chefia muda assim: sla ofício @obras 5 dias úteis"
    if not found:
        return Reply(f"Nenhum prazo de permanência: parado é o que passa de 10 dias úteis no mesmo órgão.\n{how}")
    lines = [f"• {_scope(tipo, orgao)}: {plural(n, 'dia útil', 'dias úteis')}" for tipo, orgao, n in found]
    return Reply("\n".join(["Prazos de permanência:", *lines, how]))


def rule_set(tipo: str, orgao: Orgao | None, n: int) -> Reply:
    days = plural(n, "dia útil", "dias úteis") if n else "sem prazo"
    text = f"{_scope(tipo, orgao)}: {days}. Vale para o que chegar a partir de agora; o que já corre fica como está."
    return Reply(text, (Button("Ver todos", "sla"),))


def usual(found: Usual, about: str) -> Reply:
    """The usual time; nothing of too few."""
    if found.total < FEWEST:
        return Reply(f"Tempo de {about}: poucos casos ({found.total}) para dizer o de costume.")
    of_ten = f"9 em cada 10 até {plural(found.most, 'dia útil', 'dias úteis')}"
    median = f"mediana de {plural(found.median, 'dia útil', 'dias úteis')}"
    return Reply(f"Tempo de {about}: {median} em cada órgão, {of_ten}, {found.total} passagens.")


def _scope(tipo: str, orgao: Orgao | None) -> str:
    kind = tipo[:1].upper() + tipo[1:] if tipo else "Qualquer tipo"
    return f"{kind}, {orgao.sigla if orgao else 'qualquer órgão'}"


def _line(place: HeldExpediente, calendar: Calendar, now: datetime) -> str:
    stay, record = place.stay, place.expediente
    parts = [f"com {stay.orgao.sigla} há {plural(stay.business_days, 'dia útil', 'dias úteis')}"]
    parts += [each for each in (late(stay, calendar, now), "" if stay.received_at else "não recebido") if each]
    parts += [f"despacho: {clip(stay.despacho, 40)}"] if stay.despacho else []
    return f"{record.code} {clip(record.title, 50)} — {', '.join(parts)}"
