"""Normas in words: the card, from when they are in force, what they do to one another, who cites them."""

import re
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording import cards, digests
from models import moments, rule_book, search
from models.norms import (
    KIND,
    Clausula,
    Identity,
    Norma,
    NormaLink,
    NormaStatus,
    Vinculo,
    impacts,
    names,
    queries,
    register,
)
from models.people import Person, Role, standing
from models.records import any_of
from models.search import SearchQuery, SearchTerm
from models.searchable import words_of
from models.texts import clip, fold, listed

_DOES = {
    Vinculo.REVOGA: "Revoga",
    Vinculo.REVOGA_EM_PARTE: "Revoga em parte",
    Vinculo.ALTERA: "Altera",
    Vinculo.REGULAMENTA: "Regulamenta",
}
_HAPPENED = {Vinculo.RETIFICA: "Retificada", Vinculo.SUSPENDE: "Suspensa por decisão"}
_DONE = {
    Vinculo.REVOGA_EM_PARTE: "Revogada em parte por",
    Vinculo.ALTERA: "Alterada por",
    Vinculo.REGULAMENTA: "Regulamentada por",
}
_MOST = 10


def see(norma: Norma) -> tuple[Button, ...]:
    return (Button("Ver", f"ver {norma.code}"),)


def captured(session: Session, norma: Norma, *, is_new: bool) -> Reply:
    """The answer to the line of a norma: its number here, its start, what is still missing, what comes next."""
    done = "registrada" if is_new else "já estava registrada; completei"
    lines = [f"{norma.code} {done}: {clip(norma.title, 80)}.", _start(norma)]
    lines += ["Falta a data do ato: repita a linha com “de dia/mês/ano”."] if norma.data is None else []
    others = register.namesakes(session, norma)
    lines += [f"Mesmo número: {listed([each.code for each in others])}."] if others else []
    return Reply("\n".join(lines), (*_next(norma), *see(norma)))


def vigencia(norma: Norma) -> Reply:
    """The answer to `vigência`."""
    return Reply(f"{norma.code}: {_start(norma)[0].lower()}{_start(norma)[1:]}", see(norma))


def _start(norma: Norma) -> str:
    """`Sem cláusula: em vigor segunda-feira, 04/01/2027 (45 dias: o último é domingo, 03/01/2027).`"""
    if norma.inicio is None:
        return (
            f"Sem a data da publicação não sei quando entra em vigor. Diga: vigência {norma.code} publicada dia/mês/ano"
        )
    day = moments.day_text(norma.inicio)
    if norma.clausula == Clausula.IMEDIATA:
        return f"Em vigor na data da publicação: {day}."
    if norma.clausula == Clausula.DATA or norma.publicada_em is None:
        return f"Em vigor {day}, como diz a norma."
    last = moments.days_after(norma.inicio, -1)
    days = (norma.inicio - norma.publicada_em).days
    what = "Sem cláusula: em" if norma.clausula == Clausula.NENHUMA else "Em"
    return f"{what} vigor {day} ({days} dias, com o da publicação: o último é {moments.day_text(last)})."


def _next(norma: Norma) -> list[Button]:
    code = norma.code
    asked = [Button("Afeta", f"afeta {code}"), Button("Sem impacto", f"sem impacto {code}")]
    act = Button("Providência", f"providência {code}")
    return [*(asked if norma.status == NormaStatus.CAPTADA else asked[:1]), act]


@cards.card(KIND)
def card(session: Session, norma: Norma, person: Person, now: datetime) -> Reply:
    """A norma: what it is, whether it is in force, whom it affects, and what the person may do next."""
    today, who = moments.today(now), standing(session, person, now)
    lines = [_status(norma), *_paper(norma), force(session, norma, today), *_links(session, norma)]
    rows = impacts.of(session, norma)
    lines += ["Afeta:", *(f"• {each.orgao.sigla}: {_answer(each.afeta, each.texto)}" for each in rows)] if rows else []
    if norma.proposta:
        until = f", até {moments.day_text(norma.proposta_ate)}" if norma.proposta_ate else ""
        lines.append(f"Providência proposta na tabela: {norma.proposta}{until}")
    others = register.namesakes(session, norma)
    lines += [f"Mesmo número: {listed([each.code for each in others])}"] if others else []
    buttons = _next(norma) if who.is_cabinet and norma.status not in (NormaStatus.CONCLUIDA,) else []
    if any(each.afeta == "" and each.orgao_id in who.orgao_ids for each in rows):
        buttons = [
            Button("Afeta", f"impacto {norma.code} sim"),
            Button("Não afeta", f"impacto {norma.code} não"),
            *buttons,
        ]
    buttons += [Button("Texto", f"anexos {norma.code}")] if not norma.link else []
    return cards.sheet(session, norma, lines, person, now, buttons)


def _status(norma: Norma) -> str:
    text = norma.status[0].upper() + norma.status[1:]
    return text if norma.captada_de == "manual" else f"{text} (vem de {norma.captada_de})"


def _paper(norma: Norma) -> list[str]:
    text = names.written(norma.identity)
    text += f", de {moments.day_text(norma.data)}" if norma.data else " (falta a data)"
    if norma.publicada_em:
        text += f"; publicação: {moments.day_text(norma.publicada_em)}" + (
            f" ({norma.veiculo})" if norma.veiculo else ""
        )
    return [text, *([f"Texto: {norma.link}"] if norma.link else []), f"URN: {norma.urn}"]


def force(session: Session, norma: Norma, today: date) -> str:
    """Whether it is in force, and until when."""
    end, revoking = register.end_of(session, norma)
    if revoking is not None:
        since = f" a partir de {moments.day_text(end)}" if end else ""
        return f"{'Revogada' if end is None or end <= today else 'Será revogada'} por {revoking.code}{since}"
    if end is not None and end <= today:
        return f"Deixou de valer em {moments.day_text(end)}"
    return _start(norma).rstrip(".") + (f"; vale até {moments.day_text(end)}" if end else "")


def _links(session: Session, norma: Norma) -> list[str]:
    """What it does to others, what others do to it, and what happened to it."""
    of, to = register.links_of(session, norma), register.links_to(session, norma)
    lines = [f"{_DOES[Vinculo(each.vinculo)]} {each.other.code}{_note(each)}" for each in of if not _is_own(each)]
    lines += [
        f"{_DONE[Vinculo(each.vinculo)]} {each.norma.code}{_note(each)}"
        for each in to
        if each.vinculo in _DONE and not _is_own(each)
    ]
    return lines + [f"{_HAPPENED[Vinculo(each.vinculo)]}: {each.nota}" for each in of if _is_own(each)]


def _is_own(link: NormaLink) -> bool:
    return link.norma_id == link.other_id


def _note(link: NormaLink) -> str:
    return f" ({link.nota})" if link.nota else ""


def _answer(afeta: str, texto: str) -> str:
    return f"{afeta}, {texto}" if texto and afeta else afeta or "por responder"


def linked(session: Session, norma: Norma, vinculo: Vinculo, other: Norma) -> Reply:
    """The answer to a link; of a revocation, from when, and what of the other is still being done."""
    text = f"{norma.code} {_DOES[vinculo].lower()} {other.code}."
    if vinculo is not Vinculo.REVOGA:
        return Reply(text, see(norma))
    end, _ = register.end_of(session, other)
    if end is not None:
        text += f" {other.code} vale até {norma.code} entrar em vigor, {moments.day_text(end)}."
    waiting = impacts.open_tasks(session, other)
    if waiting:
        text += f"\nA revogada ainda tem providência aberta: {listed([each.code for each in waiting])}. Cancelar?"
    buttons = [
        Button(f"Cancelar {each.code}", f"cancelar {each.code} {other.code} foi revogada") for each in waiting[:4]
    ]
    return Reply(text, (*buttons, *see(norma)))


def citing(session: Session, one: Identity, person: Person, now: datetime) -> Reply:
    """The rules and records that cite a norma, with or without the dot in its number."""
    digits = one.numero.partition("-")[0]
    dotted = f"{int(digits):,}".replace(",", ".")
    rules = [
        each
        for each in rule_book.current(session).rules().values()
        if re.search(rf"(?<!\d)(?:{re.escape(dotted)}|{digits})(?!\d)", f"{each.source} {each.notes}")
        and fold(one.tipo) in fold(f"{each.source} {each.notes}")
    ]
    found = dict[str, str]()
    for text in dict.fromkeys((dotted, digits)):
        lead = [fold(one.tipo)] if len(digits) < 4 else []
        query = SearchQuery((SearchTerm((*lead, *words_of(text))),))
        found |= {each.code: each.title for each in search.page(session, query, by=person, now=now).found}
    name = f"{one.tipo} nº {dotted}"
    if not rules and not found:
        return Reply(f"Nada na casa cita a {name}.", (Button("Buscar", f"buscar {dotted}"),))
    lines = [f"Citam a {name}:"]
    lines += [f"• prazo {each.id}: {each.name}" for each in rules[:_MOST]]
    lines += [f"• {code} {clip(title, 60)}" for code, title in list(found.items())[:_MOST]]
    lines += [f"… e mais. Veja: buscar {dotted}"] if len(found) >= _MOST else []
    return Reply("\n".join(lines), tuple(Button(code, f"ver {code}") for code in list(found)[:5]))


@digests.first(20, any_of(KIND))
def on_top(session: Session, person: Person, now: datetime) -> list[str]:
    """The first lines of a pauta: of the chefia, what waits for triage and what begins to be in force this week; of
    the mayor, the three normas with a providência that presses most."""
    who = standing(session, person, now)
    if who.has(Role.PREFEITO):
        pressing = queries.pressing(session, person, now)
        return [f"Normas com providência: {_briefly(pressing)}."] if pressing else []
    if not who.commands:
        return []
    waiting, (_, last) = queries.waiting(session, person, now), queries.week_of(moments.today(now))
    lines = [f"Normas sem triagem: {waiting}. Veja: normas sem triagem"] if waiting else []
    begin = queries.starting(session, moments.today(now), last)
    return [*lines, *([f"Em vigor a partir desta semana: {_briefly(begin)}."] if begin else [])]


def _briefly(found: list[Norma]) -> str:
    return listed([f"{each.code} {clip(each.title, 40)}" for each in found[:3]])


def in_force(norma: Norma, today: date) -> str:
    """What the órgãos are told when a norma begins to be in force, and on the business day before."""
    assert norma.inicio is not None
    what = f"{norma.code} ({clip(norma.title, 80)})"
    if norma.inicio > today:
        return f"{what} entra em vigor {moments.day_text(norma.inicio)}."
    return f"{what} está em vigor" + ("." if norma.inicio == today else f" desde {moments.day_text(norma.inicio)}.")


def month_name(first: date) -> str:
    return f"{moments.MONTHS[first.month - 1]} de {first.year}"


def sections(found: queries.MonthOfNormas, today: date) -> list[tuple[str, list[str]]]:
    """The parts of a bulletin that have something."""
    published = [f"{names.written(each.identity)}: {clip(each.title, 120)}" for each in found.published]
    begun = [
        f"{each.code}, {'em vigor desde' if each.inicio <= today else 'em vigor a partir de'} {each.inicio:%d/%m}"
        for each in found.begun
        if each.inicio
    ]
    pending = [f"{each.code} {clip(each.title, 80)}" for each in found.pending]
    parts = [("Publicadas", published), ("Começam a valer", begun), ("Providências em aberto", pending)]
    return [(title, rows) for title, rows in parts if rows]


def bulletin(first: date, found: queries.MonthOfNormas, today: date) -> Reply:
    """The bulletin of a month in the chat."""
    lines = [f"Boletim de legislação de {month_name(first)}."]
    for title, rows in sections(found, today):
        lines += [f"{title} ({len(rows)}):", *(f"• {each}" for each in rows)]
    lines += [] if len(lines) > 1 else ["Nenhuma norma registrada neste mês."]
    is_near = first >= (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    passed = "" if first == today.replace(day=1) else " do mês passado"
    pdf = (Button("Em PDF", f"boletim de legislação{passed} em pdf"),) if is_near else ()
    return Reply("\n".join(lines), (*pdf, Button("Normas", "normas")))
