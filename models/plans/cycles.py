"""The cycles of the budget laws: their dates walked backwards from the legal one, and what each órgão asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import deadlines, moments, municipal_days, notices, rule_book
from models.base import Answer, Button, Question, Refusal, insert_row
from models.calendar import CalendarError
from models.counting import count
from models.deadlines import Deadline, NewDeadline
from models.money import of_cents
from models.people import Orgao, Person, cabinet, headed, orgaos, standing
from models.plans.following import add_milestone, finish_milestone, milestones
from models.plans.register import by_code, due_on, new
from models.plans.rules import keeps_plans, note
from models.plans.tables import FIM, MARCO, PROPOSTA, RELATO, Milestone, PlanItem, PlanKind, PlanStatus, Proposal
from models.records import Record
from models.texts import fold

_TO_REPORT = 10  # dias úteis
LAWS = ("LDO", "LOA", "PPA", "PAS")
GIVEN_BACK = "devolvida"
ASKED_FOR, HEARING = "propostas das secretarias", "audiência pública, ata e lista"
_PLAN, _GP = "planejamento", "gabinete"
_PPA_YEARS, _FIRST_PPA = 4, 2026
_TEMPLATE = (
    ("pedido às secretarias", 75, _PLAN),
    (ASKED_FOR, 45, _PLAN),
    ("consolidação e metas fiscais", 30, _PLAN),
    (HEARING, 20, _PLAN),
    ("minuta à Procuradoria", 12, _PLAN),
    ("despacho da Prefeita", 7, _GP),
    ("protocolo na Câmara", 0, _GP),
)
_OWN = (("pedido às secretarias", 45, _GP), (ASKED_FOR, 30, _GP), ("despacho da Prefeita", 0, _GP))
_RREO_MONTHS = 2
SOURCE, BEFORE = "fonte da data", "data da regra geral"
_CEILING = "teto "


@dataclass(frozen=True, slots=True)
class LegalDate:
    """The day by which a bill has to be at the Câmara, and where that is written."""

    day: date
    source: str


def legal_date(session: Session, law: str, year: int) -> LegalDate:
    """The legal day of the bill of a law for a year. Raises Refusal for a PPA of a year in which none begins."""
    if law == "PPA" and (year - _FIRST_PPA) % _PPA_YEARS:
        first = year + (_FIRST_PPA - year) % _PPA_YEARS
        raise Refusal(
            f"O PPA não começa em {year}. O próximo é o de {first}–{first + 3}, até 31/08/{first - 1}.",
            [Button(f"PPA {first}", f"abrir ciclo PPA {first}")],
        )
    if law == "PAS":
        return LegalDate(date(year - 1, 12, 15), "praxe da casa")
    try:
        rule = rule_book.rule(session, law.lower())
        counted = count(rule, date(year - 1, 1, 1), municipal_days.current(session)).end
    except CalendarError as error:
        raise Refusal(str(error)) from error
    day = counted.date() if isinstance(counted, datetime) else counted
    return LegalDate(day, rule.source or "livro de prazos")


def find(session: Session, law: str, year: int) -> PlanItem | None:
    """The open cycle of a law for a year."""
    return by_code(session, f"{law}-{year}")


def require_planner(session: Session, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who keeps no plans."""
    if not keeps_plans(session, by, now):
        raise Refusal("O calendário das leis do orçamento é do Planejamento e do gabinete. Peça a eles.")


def begin(session: Session, law: str, year: int, *, by: Person, now: datetime) -> tuple[PlanItem, LegalDate, int]:
    """Open a cycle: its milestones backwards from the legal day, and a request to each órgão; how many."""
    require_planner(session, by, now)
    if known := find(session, law, year):
        raise Refusal(f"{known.code} já está aberto.", [Button("Ver", f"ciclo {law} {year}")])
    legal = legal_date(session, law, year)
    if legal.day <= moments.today(now):
        raise Refusal(f"A data da {law} de {year} já passou: era {moments.day_text(legal.day)}.")
    name = f"{law} {year}–{year + 3}" if law == "PPA" else f"{law} {year}"
    orgao, status = _of(session, _PLAN), PlanStatus.EM_ELABORACAO
    keys = (f"ppa-{year}-{year + 3}",) if law == "PPA" else ()
    code = f"{law}-{year}"
    item = new(
        session,
        PlanKind.CICLO,
        f"Ciclo da {name}",
        by=by,
        now=now,
        code=code,
        keys=keys,
        orgao=orgao,
        status=status,
        prazo=legal.day,
    )
    for text, day, owner in _steps(session, law, legal.day):
        add_milestone(session, item, text, _of(session, owner), day, by=None, now=now)
    asked = _ask_everybody(session, item, by, now)
    finish_milestone(session, item, 1, "", by=by, now=now)  # the request is what opening sends
    return item, legal, asked


def recount(session: Session, item: PlanItem, day: date, source: str, *, by: Person, now: datetime) -> None:
    """Walk the open milestones of a cycle backwards from another day."""
    require_planner(session, by, now)
    before = item.piloto.get(BEFORE) or f"{item.prazo}"
    item.piloto = item.piloto | {SOURCE: source or "Lei Orgânica", BEFORE: before}
    item.prazo = day
    law = item.code.partition("-")[0]
    days = {text: each for text, each, _ in _steps(session, law, day)}
    rows = {each.id: each for each in milestones(session, item) if each.done_on is None and each.text in days}
    for each in rows.values():
        each.due_on = days[each.text]
    for deadline in deadlines.open_of(session, item.id):
        if deadline.kind == MARCO and deadline.item_id in rows:
            deadlines.move(session, deadline, due_on(session, rows[deadline.item_id].due_on), now=now)
        elif deadline.kind == FIM:
            deadlines.move(session, deadline, due_on(session, day), now=now)
        elif deadline.kind == PROPOSTA:
            deadlines.move(session, deadline, due_on(session, days[ASKED_FOR]), now=now)
    note(session, item, "prazo", f"data da lei: {day:%d/%m/%Y} ({source or 'Lei Orgânica'})", by=by, now=now)


def _steps(session: Session, law: str, legal: date) -> list[tuple[str, date, str]]:
    """The milestones of a law: each that many days before the legal one, back to a dia útil."""
    calendar = municipal_days.current(session)
    template = _OWN if law == "PAS" else _TEMPLATE
    return [
        (text, calendar.previous_business_day(legal - timedelta(days=before)), owner)
        for text, before, owner in template
    ]


def _of(session: Session, name: str) -> Orgao | None:
    found = next((each for each in orgaos(session) if name == _PLAN and _PLAN in fold(each.name)), None)
    return found or cabinet(session)


def _ask_everybody(session: Session, item: PlanItem, by: Person, now: datetime) -> int:
    """Ask each órgão with somebody at its head for its proposals; those that were asked are not asked again."""
    found = unasked(session, item)
    day = next(each.due_on for each in milestones(session, item) if each.text == ASKED_FOR)
    if day < moments.today(now):  # of an órgão that came later: what is left is no term at all
        day = municipal_days.current(session).add_business_days(moments.today(now), _TO_REPORT)
    due = due_on(session, day)
    deadlines.open_all(session, [NewDeadline(item.id, PROPOSTA, due, each, each.id) for each in found], now=now)
    law, year = item.code.split("-")[:2]
    button = (Button("Enviar proposta", f"proposta {law} {year}"),)
    text = f"{item.code}: mande as propostas do seu órgão até {due.text}."
    notices.send(session, item, text, list(found), by=by, now=now, buttons=button)
    return len(found)


def unasked(session: Session, item: PlanItem) -> list[Orgao]:
    """The órgãos with somebody at their head that were never asked for proposals: those that came in the middle."""
    own = cabinet(session)
    asked = set(
        session.scalars(select(Deadline.item_id).where(Deadline.record_id == item.id, Deadline.kind == PROPOSTA))
    )
    return [each for each in headed(session) if each.id not in asked and (own is None or each.id != own.id)]


def ask_the_rest(session: Session, item: PlanItem, *, by: Person, now: datetime) -> list[Orgao]:
    """Ask those that came in the middle of a cycle, for what is left of the term; returns them. Raises Refusal."""
    require_planner(session, by, now)
    if item.status != PlanStatus.EM_ELABORACAO:
        raise Refusal(f"{item.code} está {item.status}: não recebe propostas.")
    found = unasked(session, item)
    _ask_everybody(session, item, by, now)
    return found


def missing(session: Session, item: PlanItem) -> list[Deadline]:
    """The órgãos that owe their proposals, by their dates."""
    return [each for each in deadlines.open_of(session, item.id) if each.kind == PROPOSTA]


def proposals(session: Session, item: PlanItem) -> list[Proposal]:
    """The proposals of a cycle."""
    return list(session.scalars(select(Proposal).where(Proposal.cycle_id == item.id).order_by(Proposal.id)))


def set_ceiling(session: Session, item: PlanItem, orgao: Orgao, cents: int, *, by: Person, now: datetime) -> None:
    """Say up to how much an órgão may ask for in a cycle; more is taken, and marked."""
    require_planner(session, by, now)
    item.valores = item.valores | {f"{_CEILING}{orgao.sigla}": cents}
    note(session, item, "teto", f"teto de {orgao.sigla}: {of_cents(cents)}", by=by, now=now)
    text = f"{by.name}: o teto das propostas do seu órgão na {item.code} é de {of_cents(cents)}"
    notices.send(session, item, text, [orgao], by=by, now=now)


def beyond(session: Session, item: PlanItem) -> dict[str, tuple[int, int]]:
    """The órgãos that ask for more than their ceiling: what they ask for, and the ceiling, in centavos."""
    asked = dict[str, int]()
    for each in proposals(session, item):
        if each.status != GIVEN_BACK:
            sigla = session.get_one(Orgao, each.orgao_id).sigla
            asked[sigla] = asked.get(sigla, 0) + each.cents
    known = {name.removeprefix(_CEILING): cents for name, cents in item.valores.items() if name.startswith(_CEILING)}
    return {sigla: (cents, known[sigla]) for sigla, cents in asked.items() if cents > known.get(sigla, cents)}


def enacted(session: Session, item: PlanItem, law: str, *, by: Person, now: datetime) -> None:
    """The bill of a cycle became a law."""
    require_planner(session, by, now)
    if item.tipo != PlanKind.CICLO or item.status != PlanStatus.NA_CAMARA:
        raise Refusal(f"{item.code} está {item.status}: não há o que sancionar.")
    if not law:
        raise Question(f"Que lei? Exemplo: sancionado {item.code} Lei 5.000/2027", Answer.TEXT)
    item.status = PlanStatus.SANCIONADO.value
    note(session, item, "sancao", f"sancionado: {law}", by=by, now=now)


def propose(session: Session, item: PlanItem, given: Mapping[str, Any], *, by: Person, now: datetime) -> Proposal:
    """A proposal of the órgão of a person; the request to it is met."""
    who = standing(session, by, now)
    orgao_id = next(iter(who.leads), None) or by.orgao_id
    if orgao_id is None or not (who.leads or keeps_plans(session, by, now)):
        raise Refusal("A proposta é de quem dirige o órgão. Peça ao titular ou ao adjunto.")
    if item.status != PlanStatus.EM_ELABORACAO:
        raise Refusal(f"{item.code} está {item.status}: não recebe propostas.")
    row = {"cycle_id": item.id, "orgao_id": orgao_id, "status": "enviada", "by_id": by.id, "at": now, **given}
    made = session.get_one(Proposal, insert_row(session, Proposal, **row))
    deadlines.close(session, item.id, now=now, kind=PROPOSTA, item_id=orgao_id)
    orgao = session.get_one(Orgao, orgao_id)
    note(session, item, "proposta", f"proposta de {orgao.sigla}: {made.action}", by=by, now=now)
    return made


def give_back(session: Session, item: PlanItem, number: int, why: str, *, by: Person, now: datetime) -> Proposal:
    """Give a proposal back to its órgão, which is to send it again."""
    require_planner(session, by, now)
    found = next((each for each in proposals(session, item) if each.id == number), None)
    if found is None:
        raise Refusal(f"{item.code} não tem a proposta {number}.", [Button("Propostas", f"propostas {item.code}")])
    found.status = GIVEN_BACK
    orgao = session.get_one(Orgao, found.orgao_id)
    due = due_on(session, municipal_days.current(session).add_business_days(moments.today(now), 5))
    if not any(each.item_id == orgao.id for each in missing(session, item)):
        deadlines.open_deadline(session, item.id, PROPOSTA, due, owner=orgao, now=now, item_id=orgao.id)
    note(session, item, "proposta", f"proposta {number} devolvida a {orgao.sigla}: {why}", by=by, now=now)
    text = f"{by.name} devolveu a proposta {number} da {item.code}: {why}. Mande outra até {due.text}"
    notices.send(session, item, text, [orgao], by=by, now=now)
    return found


def filed(session: Session, item: PlanItem, text: str, *, by: Person, now: datetime) -> Milestone | None:
    """The bill was handed in at the Câmara; returns the hearing where it is not proven."""
    require_planner(session, by, now)
    if item.tipo != PlanKind.CICLO or item.status != PlanStatus.EM_ELABORACAO:
        raise Refusal(f"{item.code} está {item.status}: não há o que protocolar.")
    item.status = PlanStatus.NA_CAMARA.value
    hearing = next((each for each in milestones(session, item) if each.text == HEARING), None)
    deadlines.close(session, item.id, now=now)
    note(session, item, "protocolo", f"protocolado na Câmara: {text}".rstrip(": "), by=by, now=now)
    return hearing if hearing is not None and not (hearing.done_on and hearing.evidence) else None


def open_cycles(session: Session) -> list[PlanItem]:
    """The cycles that are not over, the first to be handed in before."""
    over = (PlanStatus.CANCELADO.value, PlanStatus.SANCIONADO.value)
    is_open = (PlanItem.tipo == PlanKind.CICLO.value, Record.status.not_in(over))
    return list(session.scalars(select(PlanItem).where(*is_open).order_by(PlanItem.prazo)))


def fiscal_dates(session: Session, today: date) -> list[tuple[str, date]]:
    """The next two RREO, each with the bimester it tells of."""
    try:
        rule = rule_book.rule(session, "rreo")
    except CalendarError:
        return []
    calendar, found = municipal_days.current(session), list[tuple[str, date]]()
    for year in (today.year - 1, today.year, today.year + 1):
        for bimester in range(1, 7):
            month = bimester * _RREO_MONTHS
            last = (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)
            end = count(rule, last, calendar).end
            day = end.date() if isinstance(end, datetime) else end
            if day >= today:
                found.append((f"RREO do {bimester}º bimestre de {year}", day))
    return found[:2]


def ask_reports(
    session: Session, items: Sequence[PlanItem], what: str, *, by: Person, now: datetime
) -> tuple[int, date]:
    """Ask each órgão for the number of its metas; returns how many were asked for, and until when."""
    require_planner(session, by, now)
    day = municipal_days.current(session).add_business_days(moments.today(now), _TO_REPORT)
    due, asked = due_on(session, day), 0
    for item in items:
        if item.orgao_id and not any(each.kind == RELATO for each in deadlines.open_of(session, item.id)):
            orgao = session.get_one(Orgao, item.orgao_id)
            deadlines.open_deadline(session, item.id, RELATO, due, owner=orgao, now=now)
            note(session, item, "avaliacao", f"número pedido para {what}, até {day:%d/%m/%Y}", by=by, now=now)
            button = (Button("Atualizar", f"andamento {item.code}"),)
            text = f"Avaliação do {what}: diga o número de {item.code} {item.title}, até {due.text}"
            notices.send(session, item, text, [orgao], by=by, now=now, buttons=button)
            asked += 1
    return asked, day
