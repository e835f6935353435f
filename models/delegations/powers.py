"""Who may sign by delegation on a day, worked out of the dates, of posts and of substitutions."""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from models import signing
from models.delegations import matters
from models.delegations.tables import KIND, PREFEITO, Delegacao, DelegacaoStatus
from models.people import Person, Role, holder, stand_ins, with_role
from models.records import Record
from models.signing import Signer

_COUNTS = (DelegacaoStatus.REGISTRADA, DelegacaoStatus.EXPIRADA, DelegacaoStatus.REVOGADA)


def starts(delegacao: Delegacao) -> date | None:
    """The first day: never before the publication; None while it is not published."""
    return max(delegacao.inicio, delegacao.publicada_em) if delegacao.publicada_em else None


def ends(delegacao: Delegacao) -> date | None:
    """The last day, both of its term and of a revocation; None: without one."""
    last = delegacao.revogada_em - timedelta(days=1) if delegacao.revogada_em else None
    return min((each for each in (last, delegacao.fim) if each), default=None)


def given_to(person: Person) -> ColumnElement[bool]:
    """The condition that a delegation is to a person, or to the post that the person holds."""
    own = Delegacao.delegado_id == person.id
    return or_(own, Delegacao.cargo_de_id == person.orgao_id) if person.function == "titular" else own


def state(delegacao: Delegacao, on: date) -> str:
    """What it is on a day, in a word or two; `vigente` alone gives power."""
    first, last = starts(delegacao), ends(delegacao)
    if delegacao.status not in _COUNTS:
        return delegacao.status
    if first is None:
        return "à espera da publicação"
    if last is not None and on > last:
        return "revogada" if delegacao.revogada_em and on >= delegacao.revogada_em else "expirada"
    if on < first:
        return "ainda não vigente"
    return "avocada" if any(each.starts <= on <= each.ends for each in delegacao.avocacoes) else "vigente"


def about(session: Session, matter: str) -> list[Delegacao]:
    """Every confirmed delegation of a matter, the oldest first."""
    query = select(Delegacao).where(Record.kind == KIND, Record.status.in_(_COUNTS)).order_by(Delegacao.id)
    return [each for each in session.scalars(query) if matter in each.materias.split("; ")]


def in_force(session: Session, matter: str, on: date) -> list[Delegacao]:
    """The delegations of a matter that hold on a day."""
    return [each for each in about(session, matter) if state(each, on) == "vigente"]


def holder_on(session: Session, delegacao: Delegacao, on: date) -> Person | None:
    """Whoever has the power on that day: the head of the órgão or the substitute; the person, while not substituted."""
    if delegacao.cargo_de is not None:
        head = holder(session, delegacao.cargo_de)
        return session.get_one(Person, stand_ins(session, on).get(head.id, head.id)) if head else None
    who = delegacao.delegado
    return who if who and who.active and who.id not in stand_ins(session, on) else None


def signer(session: Session, delegacao: Delegacao, on: date) -> Signer | None:
    """Whoever signs by a delegation on a day, in which quality."""
    who = holder_on(session, delegacao, on)
    head = holder(session, delegacao.cargo_de) if delegacao.cargo_de else who
    if who is None or head is None:
        return None
    base = signing.in_office(session, head, on)
    by = f"por delegação ({delegacao.ato_no_papel})"
    return Signer(who, f"{base.quality}, {by}", delegacao.ato, f"{base.text}{f' ({base.act})' if base.act else ''}")


def covers(delegacao: Delegacao, asked: str, value: Decimal | None) -> bool:
    """Whether the value (the limit itself included) and the words asked lie within it."""
    within = value is None or delegacao.limite is None or value <= delegacao.limite
    return within and not matters.excepted(delegacao.ressalva, asked)


def signers(session: Session, asked: str, on: date, value: Decimal | None) -> list[tuple[Delegacao, Signer]]:
    """Whoever may sign by delegation what those words ask, each with the delegation."""
    matter = matters.read(session, asked)
    found = [each for each in in_force(session, matter, on) if covers(each, asked, value)] if matter else []
    return [(each, who) for each in found if (who := signer(session, each, on)) is not None]


@signing.provider
def _others(session: Session, asked: str, on: date, value: Decimal | None) -> list[Signer]:
    return [who for _, who in signers(session, asked, on, value)]


def mandate_end(day: date) -> date:
    """The last day of the mandate of a mayor in which a day lies."""
    return date(day.year + -day.year % 4, 12, 31)


def for_confirmation(session: Session, delegacao: Delegacao, on: date) -> str:
    """Why somebody must say whether it still holds; empty where nothing raises the doubt. Never decided here."""
    since = delegacao.ratificada_em or delegacao.inicio
    if on > (ended := mandate_end(since)):
        return f"o mandato em que foi dada terminou em {ended:%d/%m/%Y}"
    if (
        delegacao.cargo_de_id is None
        and delegacao.delegante == PREFEITO
        and delegacao.delegante_id not in _mayors(session)
    ):
        return "quem delegou deixou o cargo"
    return ""


def to_confirm(session: Session, today: date) -> ColumnElement[bool]:
    """The condition for delegations in doubt today."""
    before = date(mandate_end(today).year - 4, 12, 31)
    by_mandate = func.coalesce(Delegacao.ratificada_em, Delegacao.inicio) <= before
    personal = and_(Delegacao.cargo_de_id.is_(None), Delegacao.delegante == PREFEITO)
    return or_(by_mandate, and_(personal, func.coalesce(Delegacao.delegante_id, 0).not_in(_mayors(session))))


def _mayors(session: Session) -> list[int]:
    return [each.id for each in with_role(session, Role.PREFEITO)]
