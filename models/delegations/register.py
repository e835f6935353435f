"""The life of a delegation: registered by one and confirmed by another; published, prolonged, taken back, ended."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, confirmations, deadlines, moments, money, municipal_days, notices, people, subjects
from models.base import Answer, Button, Question, Refusal, insert_row
from models.confirmations import Asking, Confirmation
from models.deadlines import Due
from models.delegations import powers
from models.delegations.tables import CHEFIA, KIND, PREFEITO, REVISAO, VIGENCIA, Avocacao, Delegacao, DelegacaoStatus
from models.oficios import Oficio
from models.people import Orgao, Person, Role, orgao_by_sigla, standing, with_role
from models.records import Record

_S = DelegacaoStatus
_CONFER, _RATIFY = "delegacao", "ratificacao"
_ONE_DAY = timedelta(days=1)
_TOLD = ("JURIDICO", "FAZENDA")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelegacao:
    """A delegation as its act has it. `delegante`: `prefeito`, `chefia`, or the sigla of who passes it on."""

    ato: str
    ato_data: date
    publicada_em: date | None = None
    veiculo: str = ""
    delegante: str = PREFEITO
    to: Person | Orgao  # an órgão: whoever answers for it
    materias: str
    limite: Decimal | None = None
    inicio: date
    fim: date | None = None
    ressalva: str = ""
    recurso: str = ""
    subdelega: bool = False


def register(
    session: Session, new: NewDelegacao, *, by: Person, now: datetime
) -> tuple[Delegacao, Confirmation | None]:
    """Register a delegation, which gives power once a second person confirms it. Raises Refusal."""
    require_cabinet(session, by, now)
    made = take(session, new, by=by, now=now)
    return made, submit(session, made, by=by, now=now)


def take(session: Session, new: NewDelegacao, *, by: Person | None, now: datetime) -> Delegacao:
    """The record of a delegation, a draft that gives no power. Raises Refusal."""
    if find(session, new) is not None:
        raise Refusal(f"{new.ato} já está registrado para {_name(new.to)}, sobre {new.materias}. Veja: delegações")
    if new.fim and new.fim < new.inicio:
        raise Refusal(f"A delegação terminaria ({new.fim:%d/%m/%Y}) antes de começar ({new.inicio:%d/%m/%Y}).")
    if new.publicada_em and new.publicada_em < new.ato_data:
        raise Refusal(f"A publicação ({new.publicada_em:%d/%m/%Y}) vem antes do ato ({new.ato_data:%d/%m/%Y}).")
    _check_delegator(session, new, moments.today(now))
    mayor = next((each for each in with_role(session, Role.PREFEITO)), None)
    is_post = isinstance(new.to, Orgao)
    own = {name: getattr(new, name) for name in ("ato", "ato_data", "publicada_em", "veiculo", "delegante", "materias")}
    own |= {name: getattr(new, name) for name in ("inicio", "fim", "ressalva", "recurso", "subdelega")}
    own |= {"delegado_id": None if is_post else new.to.id, "cargo_de_id": new.to.id if is_post else None}
    own |= {"centavos": int(new.limite * 100) if new.limite is not None else None, "revogada_por": ""}
    own |= {"revogada_em": None, "ratificada_em": None, "delegante_id": mayor.id if mayor else None}
    title = f"{new.materias}: {_name(new.to)} ({new.ato})"
    made: Delegacao = subjects.register(
        session, subjects.declared(KIND), title, by=by, now=now, status=_S.MINUTA.value, search=[new.ressalva], **own
    )
    return made


def find(session: Session, new: NewDelegacao) -> Delegacao | None:
    """The one already registered with that act, for the same matters and the same delegate, from the same day."""
    whose = Delegacao.cargo_de_id if isinstance(new.to, Orgao) else Delegacao.delegado_id
    same = (Delegacao.ato == new.ato, whose == new.to.id, Delegacao.materias == new.materias)
    query = select(Delegacao).where(*same, Delegacao.inicio == new.inicio, Record.status != _S.SEM_EFEITO)
    return session.scalars(query).first()


def submit(session: Session, delegacao: Delegacao, *, by: Person | None, now: datetime) -> Confirmation | None:
    """Ask a second person to confirm a draft; of the command line, and of a house still without approvers, it counts
    at once.
    """
    if by is None or people.is_being_set_up(session):
        _begin(session, delegacao, now)
        return None
    who = powers.holder_on(session, delegacao, moments.today(now))
    asking = Asking(_CONFER, {"delegacao": delegacao.id}, f"{delegacao.code}: {said(delegacao)}", gains=who)
    return confirmations.ask(session, asking, by=by, now=now)


@confirmations.kind(_CONFER)
def _confirmed(session: Session, row: Confirmation, _by: Person, now: datetime) -> None:
    delegacao = session.get_one(Delegacao, row.details["delegacao"])
    if delegacao.status != _S.MINUTA:
        raise Refusal(f"{delegacao.code} já está {delegacao.status}.")
    _begin(session, delegacao, now)


def publish(session: Session, delegacao: Delegacao, day: date, *, by: Person, now: datetime) -> None:
    """Register the publication, without which nobody signs by it. Raises Refusal."""
    require_cabinet(session, by, now)
    if delegacao.publicada_em is not None:
        raise Refusal(f"{delegacao.code} já foi publicada em {delegacao.publicada_em:%d/%m/%Y}.")
    if day < delegacao.ato_data:
        raise Refusal(f"O ato é de {delegacao.ato_data:%d/%m/%Y}: não pode ter sido publicado antes.")
    delegacao.publicada_em = day
    first = powers.starts(delegacao)
    _tell(session, delegacao, "publicacao", f"publicada em {day:%d/%m/%Y}; vale desde {first:%d/%m/%Y}", by, now)


def renew(
    session: Session, old: Delegacao, ato: str, until: date, published: date | None, *, by: Person, now: datetime
) -> tuple[Delegacao, Confirmation | None]:
    """A delegation that goes on from the end of another, by a new act. Raises Refusal."""
    _require_live(old)
    if old.fim is None:
        raise Refusal(f"{old.code} não tem termo: não há o que prorrogar.")
    if until <= old.fim:
        raise Refusal(f"{old.code} já vai até {old.fim:%d/%m/%Y}. Diga um dia depois desse.")
    today = moments.today(now)
    to = old.cargo_de or old.delegado
    assert to is not None
    copied = {
        name: getattr(old, name) for name in ("veiculo", "delegante", "materias", "limite", "ressalva", "recurso")
    }
    new = NewDelegacao(
        ato=ato,
        ato_data=published or today,
        publicada_em=published,
        to=to,
        inicio=old.fim + _ONE_DAY,
        fim=until,
        subdelega=old.subdelega,
        **copied,
    )
    made, waits = register(session, new, by=by, now=now)
    made.parent_id = old.id
    return made, waits


def gap(old: Delegacao, new: Delegacao) -> tuple[date, date] | None:
    """The days between the end of one and the start of the next on which nobody has the power."""
    first, last = powers.starts(new), powers.ends(old)
    if first is None or last is None or first <= last + _ONE_DAY:
        return None
    return last + _ONE_DAY, first - _ONE_DAY


def revoke(session: Session, delegacao: Delegacao, ato: str, day: date, *, by: Person, now: datetime) -> list[str]:
    """End a delegation from a day on, or drop a draft. Returns the numbers signed by it since. Raises Refusal.

    It takes power away: nobody else has to confirm it, and everybody concerned is told.
    """
    require_command(session, by, now)
    if delegacao.status == _S.MINUTA:
        delegacao.status = _S.SEM_EFEITO.value
        audit.write(session, "cancelamento", by=by, now=now, record_id=delegacao.id, text="minuta sem efeito")
        return []
    _require_live(delegacao)
    if not ato:
        raise Question(f"Por que ato? Exemplo: revogar {delegacao.code} Decreto 231/2026 em 20/12", Answer.TEXT)
    delegacao.revogada_em, delegacao.revogada_por = day, ato
    _end(session, delegacao, now)
    _tell(session, delegacao, "revogacao", f"revogada pelo ato {ato}: não vale mais desde {day:%d/%m/%Y}", by, now)
    late = signed_since(session, delegacao, day, now)
    if late:
        text = (
            f"{delegacao.code} foi revogada desde {day:%d/%m/%Y}, e depois disso se assinou por ela: {', '.join(late)}."
        )
        notices.send(session, delegacao, text, _bodies(session, "JURIDICO"), by=by, now=now)
    return late


def avocar(
    session: Session, delegacao: Delegacao, first: date, last: date, reason: str, *, by: Person, now: datetime
) -> None:
    """Take the power back for some days, both included. Raises Refusal."""
    require_command(session, by, now)
    _require_live(delegacao)
    if not reason:
        raise Question(
            f"Por que avocar? Exemplo: avocar {delegacao.code} de 10/12 a 12/12 contrato em revisão", Answer.TEXT
        )
    insert_row(session, Avocacao, delegacao_id=delegacao.id, starts=first, ends=last, reason=reason)
    session.expire(delegacao, ["avocacoes"])
    days = f"de {first:%d/%m/%Y} a {last:%d/%m/%Y}"
    _tell(session, delegacao, "avocacao", f"avocada {days}: nesses dias decide quem delegou. Motivo: {reason}", by, now)


def ratify(session: Session, delegacao: Delegacao, ato: str, *, by: Person, now: datetime) -> Confirmation:
    """Ask a second person to confirm that a delegation in doubt still holds, by an act of today. Raises Refusal."""
    require_command(session, by, now)
    _require_live(delegacao)
    if not ato:
        raise Question(f"Por que ato? Exemplo: ratificar {delegacao.code} Decreto 3/2029", Answer.TEXT)
    text = f"{delegacao.code} continua a valer, pelo ato {ato}: {said(delegacao)}"
    who = powers.holder_on(session, delegacao, moments.today(now))
    values = {"delegacao": delegacao.id, "ato": ato}
    return confirmations.ask(session, Asking(_RATIFY, values, text, gains=who), by=by, now=now)


@confirmations.kind(_RATIFY)
def _ratified(session: Session, row: Confirmation, by: Person, now: datetime) -> None:
    delegacao = session.get_one(Delegacao, row.details["delegacao"])
    mayor = next((each for each in with_role(session, Role.PREFEITO)), None)
    delegacao.ratificada_em, delegacao.delegante_id = moments.today(now), mayor.id if mayor else None
    _tell(session, delegacao, "ratificacao", f"ratificada pelo ato {row.details['ato']}", by, now)


def settle(session: Session, now: datetime) -> None:
    """End those whose last day has passed, and set the next yearly review of those without one."""
    today = moments.today(now)
    for each in session.scalars(select(Delegacao).where(Record.kind == KIND, Record.status == _S.REGISTRADA)):
        last = powers.ends(each)
        if last is not None and last < today:
            each.status = (_S.REVOGADA if each.revogada_em and each.revogada_em <= today else _S.EXPIRADA).value
            deadlines.close(session, each.id, now=now, void=True)
            _tell(session, each, "fim", f"{each.status}: o último dia foi {last:%d/%m/%Y}", None, now)
        for deadline in deadlines.open_of(session, each.id):
            if deadline.kind == REVISAO and moments.today(deadline.due_at) < today:
                deadlines.move(session, deadline, _due(session, _review(each, today)), now=now)


def signed_since(session: Session, delegacao: Delegacao, day: date, now: datetime) -> list[str]:
    """The numbers of what was approved for signature by this delegation from a day on."""
    query = select(Oficio.code).where(Oficio.approved_at >= moments.start_of(day), Oficio.approved_at <= now)
    return list(session.scalars(query.where(Oficio.quality.contains(delegacao.ato_no_papel, autoescape=True))))


def said(delegacao: Delegacao) -> str:
    """`Lígia Barros assina contratos até R$ 100.000,00, exceto obras, por delegação (…), de 01/12/2026 a 31/12/2026`"""
    post, person = delegacao.cargo_de, delegacao.delegado
    who = f"quem responde por {post.sigla}" if post else person.name if person else ""
    until = f"a {delegacao.fim:%d/%m/%Y}" if delegacao.fim else "sem termo"
    return f"{who} assina {scope(delegacao)}, por delegação ({delegacao.ato}), de {delegacao.inicio:%d/%m/%Y} {until}"


def scope(delegacao: Delegacao) -> str:
    """`contratos até R$ 100.000,00, exceto obras`"""
    limit = f" até {money.written(delegacao.limite)}" if delegacao.limite is not None else ""
    return f"{delegacao.materias}{limit}" + (f", {delegacao.ressalva}" if delegacao.ressalva else "")


def delegator(session: Session, text: str) -> str:
    """The delegator a text names: `prefeito`, `chefia`, or the sigla of an órgão. Raises Refusal."""
    name = text.strip().removeprefix("@")
    person = people.by_handle(session, name)
    role = person.role if person else name.lower().replace("prefeita", PREFEITO).replace("chefe de gabinete", CHEFIA)
    if role in ("", PREFEITO, CHEFIA):
        return role or PREFEITO
    orgao = person.orgao if person and person.function else orgao_by_sigla(session, name)
    if orgao is None:
        raise Refusal(f"delegante: não sei quem é {text}; diga prefeito, chefia ou a sigla de quem subdelega")
    return orgao.sigla


def _check_delegator(session: Session, new: NewDelegacao, today: date) -> None:
    """Refuse to pass on what the delegator does not have by delegation, or not with leave, that limit and that end."""
    if new.delegante in (PREFEITO, CHEFIA):
        return
    orgao = orgao_by_sigla(session, new.delegante)
    for matter in new.materias.split("; "):
        held = powers.in_force(session, matter, max(today, new.inicio))
        own = [each for each in held if each.subdelega and orgao and each.cargo_de_id == orgao.id]
        enough = [
            each
            for each in own
            if (each.limite is None or (new.limite is not None and new.limite <= each.limite))
            and (each.fim is None or (new.fim is not None and new.fim <= each.fim))
        ]
        if not enough:
            raise Refusal(
                f"{new.delegante} não tem delegação que permita subdelegar {matter} com esse limite e esse prazo. "
                f"Veja: delegações de {matter}"
            )


def require_cabinet(session: Session, by: Person, now: datetime) -> None:
    if not standing(session, by, now).is_cabinet:
        raise Refusal("Só o gabinete registra delegações. Peça a ele, com o ato.")


def require_command(session: Session, by: Person, now: datetime) -> None:
    if not standing(session, by, now).commands:
        raise Refusal("Só o prefeito ou a chefia de gabinete revoga, avoca ou ratifica uma delegação.")


def _require_live(delegacao: Delegacao) -> None:
    if delegacao.status not in (_S.REGISTRADA, _S.EXPIRADA) or delegacao.revogada_em is not None:
        raise Refusal(f"{delegacao.code} está {'revogada' if delegacao.revogada_em else delegacao.status}.")


def _begin(session: Session, delegacao: Delegacao, now: datetime) -> None:
    """Make a confirmed draft count: its date, and word to everybody concerned."""
    delegacao.status, today = _S.REGISTRADA.value, moments.today(now)
    last = powers.ends(delegacao)
    owner = next(iter(with_role(session, Role.CHEFIA, Role.PREFEITO)), None) or delegacao.delegado
    if owner is not None and (last is None or last >= today):
        kind, day = (VIGENCIA, last) if last else (REVISAO, _review(delegacao, today))
        deadlines.open_deadline(session, delegacao.id, kind, _due(session, day), owner=owner, now=now)
    _tell(session, delegacao, "delegacao", f"em vigor: {said(delegacao)}", None, now)
    if delegacao.delegante == CHEFIA:
        text = f"{delegacao.code}: {delegacao.ato} é da chefia, e o que delega é do Prefeito. Confira se pode valer."
        notices.send(session, delegacao, text, _bodies(session, "JURIDICO"), by=None, now=now)
    session.flush()


def _end(session: Session, delegacao: Delegacao, now: datetime) -> None:
    """Close what a revocation ends today or before; of a coming one, the deadline is its last day."""
    last = powers.ends(delegacao)
    assert last is not None
    is_over = last < moments.today(now)
    delegacao.status = _S.REVOGADA.value if is_over else delegacao.status
    deadlines.close(session, delegacao.id, now=now, void=True)
    owner = next(iter(with_role(session, Role.CHEFIA, Role.PREFEITO)), None)
    if not is_over and owner is not None:
        deadlines.open_deadline(session, delegacao.id, VIGENCIA, _due(session, last), owner=owner, now=now)


def _review(delegacao: Delegacao, today: date) -> date:
    """The next day of the year on which it started."""
    month, day = delegacao.inicio.month, min(delegacao.inicio.day, 28)
    year = max(today.year, delegacao.inicio.year + 1)
    return date(year + (date(year, month, day) <= today), month, day)


def _due(session: Session, day: date) -> Due:
    return Due(moments.at(day, municipal_days.current(session).work_day_end(day)), date_only=True)


def _tell(session: Session, delegacao: Delegacao, action: str, text: str, by: Person | None, now: datetime) -> None:
    """Write a change into the history, and tell the delegate (or substitute), legal office, controle, treasury."""
    audit.write(session, action, by=by, now=now, record_id=delegacao.id, text=text)
    siglas = _TOLD if delegacao.centavos is not None else _TOLD[:1]
    to = [each for each in (delegacao.cargo_de or delegacao.delegado,) if each is not None]
    everyone = [*to, *_bodies(session, *siglas), *with_role(session, Role.CONTROLE)]
    buttons = (Button("Ver", f"ver {delegacao.code}"),)
    notices.tell(session, delegacao, f"Delegação {delegacao.code} {text}.", everyone, by=by, now=now, buttons=buttons)


def _bodies(session: Session, *siglas: str) -> list[Person | Orgao]:
    found: list[Person | Orgao] = []
    return found + [each for sigla in siglas if (each := orgao_by_sigla(session, sigla))]


def _name(to: Person | Orgao) -> str:
    return f"titular de {to.sigla}" if isinstance(to, Orgao) else to.name
