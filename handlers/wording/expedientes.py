"""Texts about expedientes."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.reading.filters import Asked
from handlers.wording.cards import card as card_for
from handlers.wording.cards import level_lines, sheet
from handlers.wording.lists import paged
from models import alphabets, expedientes, moments
from models.attachments import Attachment
from models.deadlines import Deadline, Due
from models.expedientes import (
    ACTIVE,
    ENDED,
    Expediente,
    ExpedienteDeadline,
    HeldExpediente,
    Itinerary,
    NewExpediente,
    Situacao,
    Stay,
)
from models.people import Orgao, Person, Standing, standing
from models.records import Record, is_visible
from models.texts import at, clip, ended, plural, the
from models.texts import listed as enumerated
from models.texts import to as sent_to

_DATES: dict[str, str] = {ExpedienteDeadline.RETORNO: "O retorno", ExpedienteDeadline.PERMANENCIA: "A permanência"}


def registered(expediente: Expediente, new: NewExpediente, files: list[Attachment]) -> Reply:
    code, given = expediente.code, expediente.numero
    lines = [f"{expediente.tipo.capitalize()} {code} registrado: {ended(expediente.title)}"]
    if given != code and given not in code:
        lines.append(f"Número de origem: {given}.")
    lines += _who_lines(expediente)
    lines += [f"{level}." for level in level_lines(expediente)]
    lines += [f"Prazo: {new.due.text}."] if new.due else []
    lines += [f"Anexos: {enumerated([file.name for file in files])}."] if files else []
    lines += [each for each in (alphabets.warning(new.numero, new.assunto, new.interessado, new.procedencia),) if each]
    buttons = (Button("Tramitar", f"tramitar {code}"), Button("Ver", f"ver {code}"))
    return Reply("\n".join(lines), buttons)


def routed(expediente: Expediente, to: list[Orgao], due: Due | None, nobody: str = "") -> Reply:
    names = enumerated([sent_to(orgao.name) for orgao in to])
    until = f" Retorno até {due.text}." if due else ""
    return Reply(f"Expediente {expediente.code} enviado {names}.{until}{nobody}", _where_and_see(expediente))


def received(expediente: Expediente, orgao: Orgao) -> Reply:
    code = expediente.code
    buttons = (Button("Ver", f"ver {code}"), Button("Concluir", f"concluir {code}"))
    return Reply(f"Expediente {code} recebido {at(orgao.name)}: {ended(expediente.title)}", buttons)


def suspended(expediente: Expediente, due: Due | None) -> Reply:
    until = f" até {due.text}. Lembro você nesse dia" if due else ""
    code = expediente.code
    return Reply(f"Expediente {code} sobrestado{until}. Os prazos pararam.", (Button("Retomar", f"retomar {code}"),))


def resumed(expediente: Expediente, moved: list[Deadline]) -> Reply:
    lines = [f"Expediente {expediente.code} retomado."]
    for deadline in moved:
        what = _DATES.get(deadline.kind, "O prazo")
        lines.append(f"{what} ficou para {deadline.due.text}, pelos dias em que esteve parado.")
    return Reply("\n".join(lines), _where_and_see(expediente))


def where(session: Session, expediente: Expediente, by: Person, now: datetime) -> Reply:
    """The itinerary: the present órgão, since when, until when, with whom, and the dias úteis in each órgão."""
    way = expedientes.itinerary(session, expediente, now)
    lines = [f"{expediente.code} {clip(expediente.title)}", *_place_lines(session, expediente, way, by, now)]
    lines += ["Caminho:", *_way_lines(way)]
    chart = Button("Gráfico", f"gráfico {expediente.code}")
    return Reply("\n".join(lines), (Button("Ver", f"ver {expediente.code}"), _history(expediente), chart))


@card_for("expediente")
def card(session: Session, record: Record, person: Person, now: datetime) -> Reply:
    """The whole of an expediente, with what the person may do next."""
    assert isinstance(record, Expediente)
    way = expedientes.itinerary(session, record, now)
    hour = f", às {moments.hour_text(record.recebido_as)}" if record.recebido_as else ""
    received_on = f"{moments.date_text(record.recebido_em)}{hour}"
    lines = [f"{record.tipo.capitalize()} {record.status}, recebido em {received_on}"]
    lines += [f"Número de origem: {record.numero}"] if record.numero not in record.code else []
    lines += [line.rstrip(".") for line in _who_lines(record)]
    lines += _place_lines(session, record, way, person, now)
    lines += [record.text] if record.text else []
    lines += _joined_lines(session, record, person, now)
    return sheet(session, record, lines, person, now, _next_steps(record, way, standing(session, person, now)))


def listed(asked: Asked, found: list[HeldExpediente], total: int, now: datetime) -> Reply:
    """One page of the expedientes with one or several órgãos."""
    several = len({place.stay.orgao.id for place in found}) > 1
    lines = [_list_line(place, several, now) for place in found]
    return paged(expedientes.SUBJECT, asked, lines, [place.expediente.code for place in found], total)


def _who_lines(expediente: Expediente) -> list[str]:
    lines = [f"Interessado: {expediente.interessado}."] if expediente.interessado else []
    return lines + ([f"Procedência: {expediente.procedencia}."] if expediente.procedencia else [])


def _place_lines(session: Session, expediente: Expediente, way: Itinerary, by: Person, now: datetime) -> list[str]:
    if way.principal is not None:
        name = expedientes.named_to(session, way.principal, by, now)
        lines = [f"Juntado a {name}; anda com ele."]
        if is_visible(session, way.principal, by=by, now=now):
            above = expedientes.itinerary(session, way.principal, now)
            lines += _place_lines(session, way.principal, above, by, now)
        return lines
    if expediente.status in ENDED:
        last = way.stays[-1]
        when = moments.moment_text(last.until) if last.until else ""
        return [f"{expediente.status.capitalize()} {at(last.orgao.name)} desde {when}"]
    state = f" ({expediente.status})" if expediente.status not in ACTIVE else ""
    return [_here_line(stay, state, now) for stay in way.here]


def _here_line(stay: Stay, state: str, now: datetime) -> str:
    parts = [f"Está com {the(stay.orgao.name)}{state} desde {moments.moment_text(stay.since)}"]
    if stay.received_by and stay.received_at:
        parts.append(f"recebido por {stay.received_by.name} em {moments.short_text(stay.received_at)}")
    else:
        parts.append("ainda não recebido")
    if stay.due:
        parts.append(f"retorno {'vencido: era' if stay.due.at < now else ''} até {stay.due.text}".replace("  ", " "))
    if stay.until_by_rule:
        verb = "venceu" if stay.until_by_rule.at < now else "vence"
        spent = f"{stay.used} de {str(stay.until_by_rule.rule).partition(',')[0]}"
        parts.append(f"{spent}, {verb} {stay.until_by_rule.text}")
    despacho = f". Despacho: {stay.despacho}" if stay.despacho else ""
    return ", ".join(parts) + despacho


def _way_lines(way: Itinerary) -> list[str]:
    lines = []
    for stay in way.stays:
        since, until = moments.today(stay.since), moments.today(stay.until) if stay.until else None
        if until == since:
            lines.append(f"{stay.orgao.sigla}: no mesmo dia ({moments.date_text(since)})")
            continue
        ending = f"a {moments.date_text(until)}" if until else "até hoje"
        days = plural(stay.business_days, "dia útil", "dias úteis")
        lines.append(f"{stay.orgao.sigla}: {days} ({moments.date_text(since)} {ending})")
    totals = way.days_by_orgao()
    if len(totals) < len(way.stays) and any(totals.values()):
        summed = [f"{name} {plural(days, 'dia útil', 'dias úteis')}" for name, days in totals.items()]
        lines.append("Ao todo: " + "; ".join(summed))
    return lines


def _joined_lines(session: Session, record: Expediente, person: Person, now: datetime) -> list[str]:
    joined = expedientes.joined(session, record, by=person, now=now)
    return ["Juntados: " + ", ".join(f"{each.code} {clip(each.title, 40)}" for each in joined[:10])] if joined else []


def _next_steps(record: Expediente, way: Itinerary, who: Standing) -> list[Button]:
    code = record.code
    mine = [stay for stay in way.here if stay.orgao.id in who.orgao_ids]
    verbs = [("Receber", "receber")] if any(stay.received_at is None for stay in mine) else []
    verbs += _verbs(record) if mine or who.is_cabinet else []
    return [*(Button(label, f"{verb} {code}") for label, verb in verbs), Button("Onde está", f"onde está {code}")]


def _verbs(record: Expediente) -> list[tuple[str, str]]:
    if record.joined_to_id is not None:
        return []
    if record.status == Situacao.SOBRESTADO:
        return [("Retomar", "retomar")]
    if record.status == Situacao.CONCLUIDO:
        return [("Arquivar", "arquivar")]
    return [] if record.status in ENDED else [("Tramitar", "tramitar"), ("Concluir", "concluir")]


def _list_line(place: HeldExpediente, several: bool, now: datetime) -> str:
    record, stay = place.expediente, place.stay
    state = f" [{record.status}]" if record.status not in ACTIVE else ""
    with_whom = f" com {stay.orgao.sigla}" if several else ""
    days = stay.business_days
    since = f"há {plural(days, 'dia útil', 'dias úteis')}" if days else "desde hoje"
    due = ""
    if stay.due:
        verb = "atrasado desde" if stay.due.at < now else "até"
        due = f", {verb} {moments.short_text(stay.due.at, date_only=stay.due.date_only)}"
    return f"{record.code}{state} {clip(record.title, 60)} —{with_whom} {since}{due}"


def _where_and_see(expediente: Expediente) -> tuple[Button, ...]:
    code = expediente.code
    return (Button("Onde está", f"onde está {code}"), Button("Ver", f"ver {code}"))


def _history(expediente: Expediente) -> Button:
    return Button("Histórico", f"histórico {expediente.code}")
