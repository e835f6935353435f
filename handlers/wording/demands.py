"""Texts about demands: what arrived and until when, the card with the next steps, the list, what came back."""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.reading.filters import Asked
from handlers.wording.cards import instead, level_lines, sheet
from handlers.wording.lists import paged
from models import authorities, deadlines, demands, moments, municipal_days
from models.authorities import Authority, Poder, Profile
from models.deadlines import Due
from models.demands import APPEAL, KIND, Demand, DemandItem, InternalTerms, Phase, Readings, noting, tribunal
from models.expedientes import Expediente, ExpedienteDeadline
from models.lists import Page
from models.outbox import Message
from models.people import Orgao, Person, standing
from models.texts import clip, ended, of, plural
from models.texts import listed as enumerated

_OF = {
    Poder.LEGISLATIVO: "da Câmara",
    Poder.JUDICIARIO: "da Justiça",
    Poder.MINISTERIO_PUBLICO: "do Ministério Público",
    Poder.CONTROLE: "do TCE",
    Poder.DEFENSORIA: "da Defensoria",
}
_TO_BE_DRAFTED = ("distribuída", "informada")
_WITHOUT_DIGIT = re.compile(r"\.989\.\d{2}$")
_CALENDARS = {"tjsp": "TJSP", "tce-sp": "TCE-SP"}


def days_left_text(days: int) -> str:
    """`faltam 4 dias úteis`, `falta 1 dia útil`"""
    return f"{'falta' if days == 1 else 'faltam'} {plural(days, 'dia útil', 'dias úteis')}"


def of_authority(authority: Authority) -> str:
    """`da Câmara`, `do TCE`, `de SGRI`: whose term it is."""
    return _OF.get(Poder(authority.poder), f"de {authority.sigla}")


def arrived(session: Session, demand: Demand, now: datetime, files: Sequence[str] = ()) -> Reply:
    how = demands.handling(demand.profile)
    registered = "registrada" if how.feminine else "registrado"
    lines = [f"{how.one.capitalize()} {demand.code} {registered}: {ended(demand.expediente.title)}"]
    lines += [f"Recebido: {received(demand)}, {of(demand.authority.nome)}{_author(demand)}."]
    lines += [f"{each}." for each in level_lines(demand.expediente)]
    found = demands.readings(session, demand)
    lines += term_lines(demand, found) or ["Sem prazo da lei nem impresso."]
    if demand.urgent:
        lines.append("Com liminar: avisei o Prefeito e a Procuradoria, e a lembro até que tome ciência.")
    lines += ["Falta o dígito verificador do número: confira no papel."] if _lacks_digit(demand) else []
    legal = found.due.at if found.due else None
    lines += internal_lines(demands.internal_terms(session, legal, how.internal_days, now))
    lines += [demand.expediente.text] if "avisar por carta" in demand.expediente.text else []
    lines += [f"Anexos: {enumerated(list(files))}."] if files else []
    lines += ["Falta distribuir."]
    code = demand.code
    count = (Button("A conta", f"prazo {code}"),) if found.due else ()
    steps = (Button("Anexar", f"anexar {code}"), Button("Itens", f"itens {code}"))
    return Reply("\n".join(lines), (Button("Distribuir", f"distribuir {code}"), *count, *steps))


def _lacks_digit(demand: Demand) -> bool:
    """Whether the number of a process of the TCE came without the digit that its electronic ones end with."""
    return demand.profile == Profile.TCE and _WITHOUT_DIGIT.search(demand.code) is not None


def received(demand: Demand) -> str:
    """`segunda-feira, 23/11/2026, 10h30`"""
    expediente = demand.expediente
    hour = f", {moments.hour_text(expediente.recebido_as)}" if expediente.recebido_as else ""
    return f"{moments.day_text(expediente.recebido_em)}{hour}"


def _author(demand: Demand) -> str:
    return f" ({demand.autor})" if demand.autor else ""


def term_lines(demand: Demand, found: Readings) -> list[str]:
    """The legal date, how it was counted, and its other readings."""
    if found.due is None:
        return []
    whose, how = of_authority(demand.authority), demands.handling(demand.profile)
    if demand.printed_on is not None:
        lines = [f"Prazo {whose}: {found.due.text} (impresso no documento)."]
        if found.by_rule is not None and found.by_rule.at != found.due.at:
            lines.append(f"Pela regra seria {found.by_rule.text} ({found.length}). Vale o impresso.")
            if how.has_minimum and found.by_rule.at > found.due.at:
                lines.append("É menos do que o mínimo da lei: se não der, peça prorrogação antes do fim.")
        return lines
    calendar = f", {_CALENDARS[how.calendar]}" if how.calendar in _CALENDARS else ""
    if found.other is None or found.other.at == found.due.at:
        return [f"Prazo {whose}: {found.due.text} ({found.length}{calendar})."]
    if found.by_rule is found.due or (found.by_rule and found.by_rule.at == found.due.at):
        return [f"Prazo {whose}: {found.due.text} ({found.length}); {found.why}: {found.other.text}."]
    return [
        f"Prazo {whose}: {found.other.text} ({found.length}{calendar}).",
        f"Leitura {found.why}: {found.due.text}; os avisos seguem esta.",
    ]


def internal_lines(terms: InternalTerms | None) -> list[str]:
    """The internal dates that the cabinet may give."""
    if terms is None:
        return []
    if terms.draft is None or terms.signature is None:
        return [f"Por dentro: informações até {terms.units.text}."]
    return [
        f"Por dentro: informações até {terms.units.text}; minuta até {moments.day_text(terms.draft)}; "
        f"assinatura até {moments.day_text(terms.signature)}."
    ]


def distributed(session: Session, demand: Demand, to: Sequence[Orgao], due: Due | None) -> Reply:
    names = enumerated([each.sigla for each in to])
    legal = demands.legal_of(session, demand.id)
    theirs = f"; o {of_authority(demand.authority)} é {moments.local(legal.due_at):%d/%m}" if legal else ""
    until = f" Informações até {due.text} (prazo interno{theirs})." if due else ""
    code = demand.code
    return Reply(f"Enviado a {names}.{until}", (Button("Ver", f"ver {code}"), Button("Onde está", f"onde está {code}")))


def informed(session: Session, demand: Demand, orgao: Orgao, item: int | None) -> Reply:
    said = f"Item {item} informado por {orgao.sigla}." if item else f"{orgao.sigla} informou {demand.code}."
    return Reply(f"{said} {missing(session, demand)}", (Button("Ver", f"ver {demand.code}"),))


def missing(session: Session, demand: Demand) -> str:
    """`Falta: item 2 (PLAN).`, or that everything is here."""
    items = [each for each in demands.items(session, demand) if each.answered_at is None]
    left = [f"item {each.number}" + (f" ({each.orgao.sigla})" if each.orgao else "") for each in items]
    left = left or [each.to_orgao.sigla for each in demands.waiting(session, demand)]
    return f"Falta: {enumerated(left)}." if left else "Está tudo aqui."


def items(session: Session, demand: Demand) -> Reply:
    found = demands.items(session, demand)
    dates = demands.item_dates(session, demand)
    lines = [
        f"{each.number}. {clip(each.text, 120)} — {each.orgao.sigla if each.orgao else 'sem órgão'}: "
        + (clip(each.answer, 120) if each.answered_at else "falta")
        + (f", até {dates[each.id].text}" if each.id in dates else "")
        for each in found
    ]
    return Reply("\n".join([f"{demand.code}, itens:", *lines]), (Button("Ver", f"ver {demand.code}"),))


@instead(KIND)
def card(session: Session, record: Expediente, person: Person, now: datetime) -> Reply | None:
    """The whole of a demand, each date with its name; None for any other expediente."""
    demand = demands.of(session, record)
    if demand is None:
        return None
    how, phase = demands.handling(demand.profile), demands.phase(session, demand)
    lines = [f"{how.one.capitalize()} {of(demand.authority.nome)}{_author(demand)}", f"Recebido: {received(demand)}"]
    lines += [f"Fase: {phase.text}" + (f", com {enumerated(list(phase.ball))}" if phase.ball else "")]
    named = "Convocado" if demand.profile == Profile.CONVOCACAO else "Autoridade nomeada"
    lines += [f"{named}: {demand.named.name}"] if demand.named else []
    lines += ["Com liminar"] if demand.urgent else []
    noted = (
        f"{demand.noted_by.name}, {moments.short_text(demand.noted_at)}" if demand.noted_by and demand.noted_at else ""
    )
    lines += [f"Ciência: {noted}"] if noted else []
    lines += [f"Prova do recebimento: {demand.prova}"] if demand.prova else []
    lines += _dates(session, demand, now)
    lines += _parts(session, demand)
    lines += [f"Revisão jurídica: {demand.review} ({demand.reviewed_by.name})"] if demand.reviewed_by else []
    lines += _end(session, demand)
    lines += [record.text] if record.text else []
    others = [each.code for each in demands.same_process(session, demand, by=person, now=now)]
    lines += [f"Do mesmo processo: {enumerated(others)}"] if others and how.sigla in ("TC", "MS") else []
    return sheet(session, record, lines, person, now, _steps(session, demand, phase, person, now), is_dated=False)


def _dates(session: Session, demand: Demand, now: datetime) -> list[str]:
    legal = demands.legal_of(session, demand.id)
    lines = [_legal_line(session, demand, legal, now)] if legal else []
    found = demands.readings(session, demand)
    if legal and found.due and found.other and legal.due_at == found.due.at != found.other.at:
        lines.append(f"Outra leitura: {found.other.text}")
    owed = [each for each in deadlines.open_of(session, demand.id) if each.kind == ExpedienteDeadline.RETORNO]
    lines += [
        f"Prazo interno de {each.orgao.sigla if each.orgao else ''}: {each.due.text}"
        + (" (vencido)" if each.is_overdue(now) else "")
        for each in owed
    ]
    numbers = {each.id: each.number for each in demands.items(session, demand)}
    lines += [f"Item {numbers[key]}: até {due.text}" for key, due in demands.item_dates(session, demand).items()]
    waits = demands.waits(session, demand)
    return lines + ([f"Prorrogação pedida em {moments.short_text(waits.asked_at)}: {waits.asked}"] if waits else [])


def _legal_line(session: Session, demand: Demand, legal: deadlines.Deadline, now: datetime) -> str:
    calendar, today = municipal_days.current(session), moments.today(now)
    left = calendar.business_days_between(today, moments.today(legal.due_at))
    state = "vencido" if legal.is_overdue(now) else "é hoje" if not left else days_left_text(left)
    return f"Prazo {of_authority(demand.authority)}: {legal.due.text} ({state})"


def _parts(session: Session, demand: Demand) -> list[str]:
    lines = []
    for each in demands.parts(session, demand):
        verb = "devolveu" if each.is_returned else "informou"
        lines.append(f"{each.orgao.sigla} {verb} em {moments.short_text(each.at)}: {clip(each.text, 200)}")
    items = demands.items(session, demand)
    if items:
        answered = sum(1 for each in items if each.answered_at)
        lines.append(f"Itens: {answered} de {len(items)} respondidos")
    return lines


def _end(session: Session, demand: Demand) -> list[str]:
    if demand.protocolled_at is None:
        return [f"Encerrada: {demand.resultado}"] if demand.closed_at else []
    state = f"{demand.resultado}, " if demand.resultado else ""
    appeal = [f"Recurso até {each.due.text}" for each in deadlines.open_of(session, demand.id) if each.kind == APPEAL]
    judged = [f"Julgado {demand.judgment} em {moments.day_text(demand.judged_on)}"] if demand.judged_on else []
    judged += appeal
    return [*judged, f"Resultado: {state}protocolo {demand.protocol}, {moments.moment_text(demand.protocolled_at)}"]


def _steps(session: Session, demand: Demand, phase: Phase, person: Person, now: datetime) -> list[Button]:
    """What this person may do next, by the phase."""
    code, who = demand.code, standing(session, person, now)
    if demand.closed_at is not None:
        return [Button("Certidão", f"certidão {code}")]
    mine = any(each.to_orgao_id in who.orgao_ids for each in demands.waiting(session, demand))
    asked = demand.noted_at is None and noting.is_asked(session, demand, person, now)
    found = [Button("Ciente", f"ciente {code}")] if asked else []
    found += [Button("Informar", f"informar {code}"), Button("Devolver", f"devolver {code}")] if mine else []
    legal = demands.procuradoria(session)
    if legal and legal.id in who.orgao_ids and demands.handling(demand.profile).legal_review and not demand.review:
        found.append(Button("De acordo", f"de acordo {code}"))
    if who.is_cabinet:
        found += [Button("Distribuir", f"distribuir {code}")] if phase.name == "recebida" else []
        found += [Button("Minuta", f"responder {code}")] if phase.name in _TO_BE_DRAFTED else []
        has_term = demands.legal_of(session, demand.id) is not None
        found += [Button("Pedir prorrogação", f"pedir prorrogação {code}")] if has_term else []
    if who.is_cabinet or authorities.is_protocolo(session, person):
        found.append(Button("Protocolado", f"protocolado {code}"))
    return found


def row(session: Session, demand: Demand, now: datetime) -> str:
    """A demand in a list: its phase, with whom, and its date."""
    phase = demands.phase(session, demand)
    legal = demands.legal_of(session, demand.id)
    ball = f", com {enumerated(list(phase.ball))}" if phase.ball else ""
    when = "sem prazo"
    if legal is not None:
        word = "vencido em" if legal.is_overdue(now) else "até"
        when = f"{word} {moments.short_text(legal.due_at, date_only=legal.date_only)}"
    late = demands.late_units(session, demand, now)
    behind = f"; {enumerated([each.sigla for each in late])} em atraso por dentro" if late else ""
    end = "" if demand.closed_at else f", {when}"
    return f"{demand.code} {clip(demand.expediente.title, 50)} — {phase.text}{ball}{end}{behind}"


def listed(session: Session, asked: Asked, found: Page, now: datetime) -> Reply:
    """One page of demands, under the authority each came from."""
    lines: list[str] = []
    by_authority: dict[str, list[str]] = {}
    for each in found.lines:
        demand = session.get_one(Demand, each.record.id)
        by_authority.setdefault(demand.authority.nome, []).append(row(session, demand, now))
    for name, rows in by_authority.items():
        lines += [f"{name}:", *(f"• {each}" for each in rows)]
    codes = [each.record.code for each in found.lines]
    return paged(demands.LISTING, asked, lines, codes, found.total, shown=len(found.lines))


def accounts(session: Session, demand: Demand, now: datetime) -> Reply:
    """The pieces of the accounts of a year, by órgão."""
    pieces, legal = demands.items(session, demand), demands.legal_of(session, demand.id)
    until = f", {_legal_line(session, demand, legal, now)}" if legal else ""
    head = f"Contas de {demand.exercicio} ({demand.code}){until.replace('Prazo', 'prazo', 1)}."
    came = sum(1 for each in pieces if each.answered_at)
    lines = [head, f"Peças recebidas: {came} de {len(pieces)}." if pieces else "Ainda sem peças."]
    lines += [f"• {each.orgao}: {each.came} de {each.wanted}" for each in tribunal.by_orgao(pieces)]
    how = f"itens {demand.code}"
    lines += [] if pieces else [f"Escreva as peças, uma por linha: {how} 1 @fazenda balanço orçamentário"]
    found = (Button("Ver", f"ver {demand.code}"), Button("Peças", how), Button("Faltando", "peças faltando"))
    return Reply("\n".join(lines), (*found, Button("Distribuir", f"distribuir {demand.code}")))


def order_unnoted(demand: Demand) -> Message:
    """The reminder of a judge's order of which nobody took note."""
    text = f"Liminar sem ciência da Procuradoria: {demand.code} ({clip(demand.expediente.title, 60)})."
    return Message(text, (Button("Ciente", f"ciente {demand.code}"), Button("Ver", f"ver {demand.code}")))


def pieces_missing(found: Sequence[DemandItem]) -> Reply:
    """What did not come yet, under the órgão that owes it."""
    if not found:
        return Reply("Nenhuma peça falta.", (Button("Demandas", "demandas"),))
    lines: list[str] = [f"Peças que faltam ({len(found)}):"]
    for name, owed in groupby(found, key=lambda each: each.orgao.sigla if each.orgao else "sem órgão"):
        lines += [f"{name}:", *(f"• {each.demand.code} item {each.number}: {clip(each.text, 60)}" for each in owed)]
    codes = dict.fromkeys(each.demand.code for each in found)
    return Reply("\n".join(lines), tuple(Button(code, f"ver {code}") for code in list(codes)[:4]))


def protocolled(session: Session, demand: Demand, *, late: bool) -> Reply:
    code = demand.code
    assert demand.protocolled_at is not None
    if demand.closed_at is None:
        text = f"Resposta parcial de {code} protocolada: {demand.protocol}. O prazo continua aberto."
        return Reply(text, (Button("Ver", f"ver {code}"),))
    how = demands.how_met(session, demand)
    when = moments.moment_text(demand.protocolled_at)
    told = " A chefia foi avisada." if late else ""
    return Reply(f"{code}: protocolo {demand.protocol}, {when}. {how}{told}", (Button("Certidão", f"certidão {code}"),))


def time_asked(demand: Demand, stands: Due, draft: str, now: datetime) -> Reply:
    whose = of_authority(demand.authority).split(" ", 1)[1]
    article = "a" if of_authority(demand.authority).startswith("da ") else "o"
    name = f"{article} {whose}" if not of_authority(demand.authority).startswith("de ") else demand.authority.sigla
    lines = [f"Minuta {draft} do ofício que pede mais prazo em {demand.code}: outra pessoa a aprova."]
    lines += [f"O prazo continua {stands.text} até {name} responder."]
    lines += ["Atenção: o pedido saiu depois do fim do expediente do último dia."] if stands.at <= now else []
    return Reply("\n".join(lines), (Button("Ver a minuta", f"ver {draft}"), Button("Ver", f"ver {demand.code}")))


def granted(demand: Demand, code: str, new: Due, internal: InternalTerms | None) -> Reply:
    text = f"Prorrogação {code} de {demand.code}. Prazo {of_authority(demand.authority)}: {new.text}."
    if internal is None:
        return Reply(text)
    return Reply(
        f"{text} Proponho às secretarias: {internal.units.text}.",
        (Button("Propor", f"propor prazo interno {demand.code}"), Button("Manter", f"ver {demand.code}")),
    )


def days_left(session: Session, demand: Demand, now: datetime) -> str:
    """` O prazo da Câmara é terça-feira, 08/12/2026 (faltam 4 dias úteis).`"""
    legal = demands.legal_of(session, demand.id)
    return f" {_legal_line(session, demand, legal, now)}." if legal else ""
