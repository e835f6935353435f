"""Studies: an idea on its way from a proposal to something that was tried, taken up and measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_UP, Decimal
from difflib import SequenceMatcher

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import deadlines, moments, municipal_days, notices
from models.base import Answer, Button, Question, Refusal
from models.deadlines import Due
from models.despachos import Despacho, DespachoStatus
from models.moves import by_command, refusing
from models.people import Orgao, Person, standing
from models.personal_data import encarregado
from models.plans.progress import Progress, towards
from models.plans.register import change_end_of, new
from models.plans.rules import may_report, note, require_reporter
from models.plans.tables import FIM, PlanItem, PlanKind, PlanStatus, Sense
from models.records import Record, visible_to
from models.texts import clip, fold

EVALUATED_AFTER = timedelta(days=90)
LONG_PILOT = 180  # days
STOPPED = 20  # dias úteis in a column, from which on a study is asked about
DECIDED = "decidido"  # the column of what the mayor granted and nobody began yet
COLUMNS = (
    PlanStatus.PROPOSTO,
    PlanStatus.EM_ESTUDO,
    DECIDED,
    PlanStatus.PILOTO,
    PlanStatus.IMPLANTADO,
    PlanStatus.AVALIADO,
)
_ALIKE = 0.72
_UNDECIDED = (PlanStatus.PROPOSTO, PlanStatus.EM_ESTUDO, PlanStatus.GUARDADO)
_AUTHOR = "quem propôs"
_SINCE, _DATA, _OPINION = "desde", "dados pessoais", "parecer"
_OPEN = (*_UNDECIDED, PlanStatus.PILOTO, PlanStatus.IMPLANTADO)

REFUSE = refusing(
    done="recusado",
    sources=_OPEN,
    to=PlanStatus.RECUSADO,
    may=by_command,
    who="prefeito ou pela chefia de gabinete",
    why="não há verba neste ano",
    met=False,
)


@dataclass(frozen=True, slots=True)
class Payback:
    """What a study costs once and a month, and what it saves a month, in centavos."""

    cost: int
    monthly: int
    saving: int

    @property
    def months(self) -> int | None:
        """After how many months it has paid for itself; None where it never does."""
        gain = self.saving - self.monthly
        return int((Decimal(self.cost) / gain).to_integral_value(ROUND_UP)) if gain > 0 else None


def payback(item: PlanItem) -> Payback | None:
    """The costs and savings of a study, where both are known."""
    known = item.valores
    if not {"custo", "economia"} <= known.keys():
        return None
    return Payback(known["custo"], known.get("mensal", 0), known["economia"])


def propose(
    session: Session, title: str, *, anyway: bool = False, hidden: bool = False, by: Person, now: datetime
) -> PlanItem:
    """A new idea; one like another is asked about first. `hidden`: only the chefia learns whose it is."""
    if not title:
        raise Question("Qual é a ideia? Exemplo: ideia assinar circulares no sistema, hoje leva 3 semanas", Answer.TEXT)
    if not anyway and (same := _alike(session, title, by, now)):
        buttons = [Button(f"É {each.code}: {clip(each.title, 25)}", f"ver {each.code}") for each in same[:3]]
        raise Refusal("Já há uma ideia parecida. É a mesma?", [*buttons, Button("É outra", f"ideia nova {title}")])
    author, orgao = (None, None) if hidden else (by, by.orgao)
    item = new(session, PlanKind.ESTUDO, title, by=author, now=now, orgao=orgao, status=PlanStatus.PROPOSTO)
    item.piloto = {_AUTHOR: by.id} if hidden else {}
    _enter(item, PlanStatus.PROPOSTO, now)
    return item


def _alike(session: Session, title: str, by: Person, now: datetime) -> list[PlanItem]:
    seen = visible_to(standing(session, by, now))
    query = select(PlanItem).where(PlanItem.tipo == PlanKind.ESTUDO.value, seen).order_by(PlanItem.id.desc()).limit(200)
    wanted = clip(fold(title), 80)
    return [
        each
        for each in session.scalars(query)
        if SequenceMatcher(None, wanted, clip(fold(each.title), 80)).ratio() >= _ALIKE
    ]


def authors(session: Session, item: PlanItem) -> list[Person]:
    """Whose idea a study was, also where colleagues do not learn it."""
    return [session.get_one(Person, item.piloto[_AUTHOR])] if _AUTHOR in item.piloto else item.authors


def hidden_author(session: Session, item: PlanItem) -> Person | None:
    """The author of an idea that colleagues do not learn of."""
    return session.get(Person, item.piloto[_AUTHOR]) if _AUTHOR in item.piloto else None


def require_study(item: PlanItem) -> None:
    """Raises Refusal for an item that is no study."""
    if item.tipo != PlanKind.ESTUDO:
        raise Refusal(f"{item.code} não é um estudo: é {item.tipo}.", [Button("Ver", f"ver {item.code}")])


def assign(session: Session, item: PlanItem, who: Person, due: Due | None, *, by: Person, now: datetime) -> None:
    """Give a study to a person, until a day."""
    require_study(item)
    if not standing(session, by, now).is_cabinet:
        raise Refusal("Quem manda estudar é o gabinete. Peça à chefia.")
    _require_in(item, _UNDECIDED)
    item.responsavel_id = who.id
    _enter(item, PlanStatus.EM_ESTUDO, now)
    deadlines.close(session, item.id, now=now, kind=FIM, void=True)
    until = ""
    if due is not None:
        item.prazo = moments.local(due.at).date()
        deadlines.open_deadline(session, item.id, FIM, due, owner=who, now=now)
        until = f", até {due.text}"
    note(session, item, "estudo", f"estudo com {who.name}{until}", by=by, now=now)
    text = f"{by.name} pediu a você o estudo {item.code}: {item.title}{until}"
    notices.assign(session, item.id, text, [who], by=by, now=now, buttons=(Button("Ver", f"ver {item.code}"),))


def set_numbers(
    session: Session, item: PlanItem, given: Mapping[str, int], *, personal: bool, by: Person, now: datetime
) -> None:
    """Set what a study costs and saves, in centavos; `personal`: it uses data of people."""
    require_study(item)
    require_reporter(session, item, by, now)
    item.valores = item.valores | dict(given)
    if personal:
        item.piloto = item.piloto | {_DATA: True}
    said = ", ".join([*(f"{name} {cents / 100:.2f}" for name, cents in given.items()), *([_DATA] if personal else [])])
    note(session, item, "numeros", f"números: {said}", by=by, now=now)


def give_opinion(session: Session, item: PlanItem, text: str, *, by: Person, now: datetime) -> None:
    """Register the opinion of the encarregado on the data of people that a study uses."""
    require_study(item)
    named = encarregado(session)
    if named is not None and named.id != by.id:
        raise Refusal(
            f"O parecer é de {named.name}, que responde pela proteção de dados pessoais. Peça-o a essa pessoa."
        )
    if named is None:
        require_reporter(session, item, by, now)
    item.piloto = item.piloto | {_OPINION: text or "registrado"}
    note(session, item, "parecer", f"parecer do encarregado: {text}".rstrip(": "), by=by, now=now)


def granted(session: Session, item_ids: Sequence[int]) -> set[int]:
    """The ids, of these studies, of those that the mayor granted."""
    yes = Despacho.status.in_([DespachoStatus.DEFERIDO.value, DespachoStatus.EM_PARTE.value])
    return set(session.scalars(select(Despacho.record_id).where(Despacho.record_id.in_(item_ids), yes)))


@dataclass(frozen=True, slots=True)
class Pilot:
    """Where and how long a study is tried, and what is measured there."""

    orgao: Orgao
    start: date
    end: date
    measure: str
    base: Decimal
    target: Decimal

    @property
    def is_long(self) -> bool:
        return (self.end - self.start).days > LONG_PILOT


def begin_pilot(session: Session, item: PlanItem, pilot: Pilot, *, by: Person, now: datetime) -> None:
    """Try a decided study somewhere."""
    require_decided(session, item)
    require_reporter(session, item, by, now)
    item.indicador, item.unidade = pilot.measure, pilot.measure.split(" ")[0]
    item.sentido = (Sense.MENOR if pilot.target < pilot.base else Sense.MAIOR).value
    item.base, item.base_data = pilot.base, pilot.start
    item.metas = {str(pilot.end.year): f"{pilot.target:f}"}
    item.piloto = item.piloto | {"onde": pilot.orgao.sigla, "de": f"{pilot.start}", "ate": f"{pilot.end}"}
    _enter(item, PlanStatus.PILOTO, now)
    change_end_of(session, item, pilot.end, now)
    text = f"piloto em {pilot.orgao.sigla}, de {pilot.start:%d/%m/%Y} a {pilot.end:%d/%m/%Y}: {pilot.measure}"
    note(session, item, "piloto", text, by=by, now=now)
    notices.tell(session, item, f"{item.code} {item.title}: {text}", [pilot.orgao], by=by, now=now)


def require_decided(session: Session, item: PlanItem) -> None:
    """Raises Refusal for a study that the mayor did not grant yet."""
    require_study(item)
    if item.status == PlanStatus.PILOTO or (item.status in _UNDECIDED and granted(session, [item.id])):
        return
    raise Refusal(
        f"{item.code} está {item.status}: antes é preciso o despacho da Prefeita.",
        [Button("Levar a despacho", f"levar {item.code} a despacho"), Button("Ver", f"ver {item.code}")],
    )


def gained(item: PlanItem, value: Decimal) -> Progress | None:
    """How much of what the pilot was to gain was gained."""
    if not item.metas:
        return None
    year, target = next(iter(item.metas.items()))
    return towards(item, value, Decimal(target), int(year))


def take_up(session: Session, item: PlanItem, *, by: Person, now: datetime) -> date:
    """A study is taken up for good; returns the day by which it is evaluated."""
    require_decided(session, item)
    require_reporter(session, item, by, now)
    if item.piloto.get(_DATA) and not item.piloto.get(_OPINION):
        raise Refusal(
            f"{item.code} usa dados pessoais e falta o parecer do encarregado. Depois dele, implanta-se.",
            [Button("Tenho o parecer", f"parecer do encarregado {item.code}")],
        )
    _enter(item, PlanStatus.IMPLANTADO, now)
    day = municipal_days.current(session).next_business_day(moments.today(now) + EVALUATED_AFTER)
    change_end_of(session, item, day, now)
    note(session, item, "implantacao", f"implantado; avaliar até {day:%d/%m/%Y}", by=by, now=now)
    return day


def evaluate(session: Session, item: PlanItem, text: str, *, by: Person, now: datetime) -> None:
    """Say what a study changed, once it was taken up."""
    require_study(item)
    require_reporter(session, item, by, now)
    _require_in(item, (PlanStatus.IMPLANTADO,))
    if not text:
        raise Question(f"O que mudou? Exemplo: avaliar {item.code} a circular sai em 4 dias", Answer.TEXT)
    _enter(item, PlanStatus.AVALIADO, now)
    deadlines.close(session, item.id, now=now, kind=FIM)
    note(session, item, "avaliacao", f"avaliado: {text}", by=by, now=now)


def put_aside(session: Session, item: PlanItem, until: date | None, *, by: Person, now: datetime) -> None:
    """Keep a study for later."""
    require_study(item)
    if not may_report(session, item, by, now) or not standing(session, by, now).is_cabinet:
        raise Refusal("Quem guarda um estudo para depois é o gabinete. Peça à chefia.")
    _require_in(item, _OPEN)
    _enter(item, PlanStatus.GUARDADO, now)
    if until is not None:
        change_end_of(session, item, until, now)
    note(session, item, "guardado", "guardado" + (f" até {until:%d/%m/%Y}" if until else ""), by=by, now=now)


def refused(session: Session, item: PlanItem, now: datetime) -> None:
    """Note since when a study is refused."""
    item.piloto = item.piloto | {_SINCE: f"{moments.today(now)}"}
    session.flush()


def pipeline(session: Session, *, by: Person, now: datetime) -> dict[str, list[tuple[PlanItem, int]]]:
    """The studies in each column, each with the days it has been there."""
    seen = visible_to(standing(session, by, now))
    query = select(PlanItem).where(PlanItem.tipo == PlanKind.ESTUDO.value, seen, Record.status != PlanStatus.RECUSADO)
    found: dict[str, list[tuple[PlanItem, int]]] = {}
    columns = [str(each) for each in (*COLUMNS, PlanStatus.GUARDADO)]
    items = list(session.scalars(query.order_by(PlanItem.id)))
    decided = granted(session, [each.id for each in items])
    for each in items:
        column = DECIDED if each.id in decided and each.status in _UNDECIDED else each.status
        found.setdefault(column, []).append((each, (moments.today(now) - since(each)).days))
    return {name: found[name] for name in columns if name in found}


def orphaned(session: Session, *, by: Person, now: datetime) -> list[PlanItem]:
    """The studies that run though whoever studies them left the house."""
    running = [str(each) for each in (PlanStatus.EM_ESTUDO, PlanStatus.PILOTO, PlanStatus.IMPLANTADO)]
    seen = visible_to(standing(session, by, now))
    left = select(Person.id).where(Person.active.is_(False))
    is_it = (PlanItem.tipo == PlanKind.ESTUDO.value, PlanItem.status.in_(running), PlanItem.responsavel_id.in_(left))
    return list(session.scalars(select(PlanItem).where(*is_it, seen).order_by(PlanItem.id)))


def since(item: PlanItem) -> date:
    """The day on which a study came into its column."""
    known = item.piloto.get(_SINCE)
    return date.fromisoformat(known) if known else moments.local(item.created_at).date()


def _enter(item: PlanItem, status: PlanStatus, now: datetime) -> None:
    item.status = status.value
    item.piloto = item.piloto | {_SINCE: f"{moments.today(now)}"}


def _require_in(item: PlanItem, states: tuple[PlanStatus, ...]) -> None:
    if item.status not in states:
        raise Refusal(f"{item.code} está {item.status}.", [Button("Ver", f"ver {item.code}")])
