"""Who may sign, in words: the answer, why nobody may by delegation, the card, the board, what ends soon."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording import cards, digests
from models import moments, money, signing
from models.delegations import KIND, Delegacao, DelegacaoStatus, matters, powers, register
from models.people import Person, holder, standing
from models.records import Record, any_of
from models.signing import Signer
from models.texts import the

_SOON, _MOST = timedelta(days=30), 5


def answer(session: Session, words: str, value: Decimal | None, day: date, today: date) -> Reply:
    """Who may sign what the words ask, on a day: those with a delegation, and the mayor."""
    matter = matters.require(session, words)
    found = powers.signers(session, words, day, value)
    mayor = _mayor(session, day)
    ways = [f"{_signer(session, each, who)}." for each, who in found]
    if not found:
        return Reply(_only(session, matter, words, value, day, today, mayor), (Button("Delegações", "delegações"),))
    lines = (
        ways
        if len(ways) == 1
        else [*(f"• {each}" for each in ways), "Todos podem: nenhuma delas vale mais que a outra."]
    )
    if mayor is not None:
        first = the(mayor.quality)
        lines[-1] += f" {first[0].upper()}{first[1:]} também pode."
    lines += [f"Atenção: {why}; confirme antes de usar {each.code}." for each, why in _doubts(session, found, day)]
    return Reply("\n".join(lines), tuple(Button(each.code, f"ver {each.code}") for each, _ in found))


def may(session: Session, person: Person, words: str, value: Decimal | None, day: date, today: date) -> str:
    """Whether a person may sign it."""
    matter = matters.require(session, words, "posso assinar")
    if any(each.person.id == person.id for each in signing.who_may_sign(session, "", day)):
        return f"Sim, como {_mayor_quality(session, person, day)}."
    own = [(each, who) for each, who in powers.signers(session, words, day, value) if who.person.id == person.id]
    if own:
        doubt = "".join(f"\nAtenção: {why}; confirme antes de usar." for _, why in _doubts(session, own, day))
        return f"Sim: {_by(own[0][0])}.{doubt}"
    for each in powers.in_force(session, matter, day):
        who = powers.holder_on(session, each, day)
        if who is not None and who.id == person.id:
            limit = each.limite if value is not None else None
            over = limit is not None and value is not None and value > limit
            said = (
                f"o seu limite é {money.written(limit)}"
                if over and limit is not None
                else f"a sua delegação é {each.ressalva}"
            )
            return f"Não: {said} ({each.ato})."
    said = answer(session, words, value, day, today).text
    return f"Não por delegação. Quem assina: {said}" if powers.signers(session, words, day, value) else f"Não: {said}"


def _only(
    session: Session, matter: str, words: str, value: Decimal | None, day: date, today: date, mayor: Signer | None
) -> str:
    when = "hoje" if day == today else f"em {day:%d/%m/%Y}"
    only = f"só {the(mayor.quality)} {mayor.person.name}" if mayor else "ninguém"
    reasons = [
        why for each in powers.about(session, matter) if (why := _why_not(session, each, words, value, day, today))
    ]
    if reasons:
        text = "; ".join(reasons)
        return f"{text[0].upper()}{text[1:]}; {when} {only}."
    past = [each for each in powers.about(session, matter) if powers.state(each, day) in ("expirada", "revogada")]
    ended = f" (a de {_who(session, past[-1])} acabou em {powers.ends(past[-1]):%d/%m/%Y})" if past else ""
    return f"{when[0].upper()}{when[1:]} ninguém tem essa delegação{ended}; {only}."


def _why_not(session: Session, each: Delegacao, words: str, value: Decimal | None, day: date, today: date) -> str:
    """Why nobody signs by a delegation that is there; empty where it has ended."""
    name, state, first = _who(session, each), powers.state(each, day), powers.starts(each)
    if state == "ainda não vigente" and first is not None:
        tomorrow = "amanhã, " if first == today + timedelta(days=1) else ""
        late = f", publicada só então (o início era {each.inicio:%d/%m/%Y})" if first > each.inicio else ""
        return f"{name} ({each.ato}) começa {tomorrow}{full(first)}{late}"
    if state == "à espera da publicação":
        return f"a delegação de {name} ({each.ato}) ainda não foi publicada"
    if state == "avocada":
        return f"a delegação de {name} ({each.ato}) está avocada nesse dia"
    if state != "vigente":
        return ""
    if powers.holder_on(session, each, day) is None:
        return f"{each.ato}: {_why_nobody(session, each)}"
    if matters.excepted(each.ressalva, words):
        return f"{name} assina {each.materias} {each.ressalva} ({each.ato})"
    limit, asked = money.written(each.limite or Decimal()), money.written(value or Decimal())
    return f"{asked} está acima do limite de {name} ({limit}, {each.ato})"


def _why_nobody(session: Session, each: Delegacao) -> str:
    if each.cargo_de is not None:
        return f"ninguém responde por {each.cargo_de.sigla}"
    gone = each.delegado is None or not each.delegado.active
    return f"a delegação é pessoal, e {_who(session, each)} {'deixou a casa' if gone else 'tem substituto nesse dia'}"


def _signer(session: Session, each: Delegacao, who: Signer) -> str:
    """`Lígia Barros, Secretária de Administração, por delegação (…), até R$ …, até quinta-feira, 31/12/2026`"""
    head = holder(session, each.cargo_de) if each.cargo_de else who.person
    instead = f", substituindo {head.name}" if head is not None and head.id != who.person.id else ""
    return f"{who.text}{instead}, {_by(each)}"


def _by(each: Delegacao) -> str:
    last, first = powers.ends(each), powers.starts(each)
    parts = [f"por delegação ({each.ato})"]
    parts += [f"até {money.written(each.limite)}"] if each.limite is not None else []
    parts += [each.ressalva] if each.ressalva else []
    parts += [f"até {full(last)}" if last else "sem termo"]
    late = (
        f" (início {each.inicio:%d/%m/%Y}, publicação {first:%d/%m/%Y}: vale desde esta)"
        if first and first > each.inicio
        else ""
    )
    return ", ".join(parts) + late


def _doubts(session: Session, found: list[tuple[Delegacao, Signer]], day: date) -> Iterator[tuple[Delegacao, str]]:
    for each, _ in found:
        if why := powers.for_confirmation(session, each, day):
            yield each, why


def _mayor(session: Session, day: date) -> Signer | None:
    return next(iter(signing.who_may_sign(session, "", day)), None)


def _mayor_quality(session: Session, person: Person, day: date) -> str:
    return next(each.quality for each in signing.who_may_sign(session, "", day) if each.person.id == person.id)


def _who(session: Session, each: Delegacao) -> str:
    """The name of whoever has the post or the power now."""
    head = holder(session, each.cargo_de) if each.cargo_de else each.delegado
    return head.name if head else f"quem responder por {each.cargo_de.sigla if each.cargo_de else 'isso'}"


def full(day: date) -> str:
    """`quinta-feira, 31/12/2026`: the days of an act always have their year."""
    return f"{moments.WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"


def facts(session: Session, each: Delegacao, today: date) -> list[tuple[str, str]]:
    """What a delegation says, by name: for its card and its certidão."""
    published = (
        f", publicado em {each.publicada_em:%d/%m/%Y} ({each.veiculo or 'veículo não informado'})"
        if each.publicada_em
        else ", sem publicação registrada"
    )
    to = (
        f"quem responde por {each.cargo_de.sigla}, hoje {_who(session, each)}"
        if each.cargo_de
        else f"{_who(session, each)}, pessoalmente"
    )
    away = [f"de {a.starts:%d/%m/%Y} a {a.ends:%d/%m/%Y} ({a.reason})" for a in each.avocacoes]
    return [
        ("Situação", powers.state(each, today)),
        ("Ato", f"{each.ato}, de {each.ato_data:%d/%m/%Y}{published}"),
        ("Quem delega", each.delegante),
        ("A quem", to),
        ("Para assinar", register.scope(each)),
        ("Vigência", f"de {each.inicio:%d/%m/%Y} " + (f"a {each.fim:%d/%m/%Y}" if each.fim else "sem termo")),
        ("Recurso", each.recurso),
        ("Subdelegação", "permitida" if each.subdelega else "não permitida"),
        ("Avocada", "; ".join(away)),
        ("Revogada", f"desde {each.revogada_em:%d/%m/%Y}, pelo ato {each.revogada_por}" if each.revogada_em else ""),
        ("Ratificada", f"em {each.ratificada_em:%d/%m/%Y}" if each.ratificada_em else ""),
        ("A confirmar", powers.for_confirmation(session, each, today)),
    ]


@cards.card(KIND)
def card(session: Session, each: Delegacao, person: Person, now: datetime) -> Reply:
    """A delegation, with what the person may do next."""
    lines = [f"{name}: {text}" for name, text in facts(session, each, moments.today(now)) if text]
    buttons = [Button("Quem assina", f"quem assina {each.materias.split('; ')[0]}")]
    if standing(session, person, now).commands and each.status == DelegacaoStatus.REGISTRADA:
        verbs = (("Prorrogar", "prorrogar delegação"), ("Revogar", "revogar"), ("Avocar", "avocar"))
        buttons += [Button(label, f"{verb} {each.code}") for label, verb in verbs if each.fim or label != "Prorrogar"]
    is_own = powers.holder_on(session, each, moments.today(now)) == person
    return cards.sheet(session, each, lines, person, now, buttons, is_owed=not is_own)


def board(session: Session, day: date) -> list[tuple[str, str]]:
    """Each matter with whoever may sign it on that day, besides the mayor."""
    rows = []
    for matter in matters.known(session):
        found = [(each, powers.signer(session, each, day)) for each in powers.in_force(session, matter, day)]
        names = [f"{who.person.name}, {_by(each)}" if who else f"ninguém ({each.ato})" for each, who in found]
        rows.append((matter, "; ".join(names)))
    return rows


@digests.first(40, any_of(KIND, DelegacaoStatus.REGISTRADA))
def ending(session: Session, person: Person, now: datetime) -> list[str]:
    """For whoever commands: the delegations that end within thirty days, and those in doubt."""
    if not standing(session, person, now).commands:
        return []
    today = moments.today(now)
    query = select(Delegacao).where(Record.kind == KIND, Record.status == DelegacaoStatus.REGISTRADA)
    found = list(session.scalars(query.order_by(Delegacao.fim, Delegacao.id)))
    soon = [(each, last) for each in found if (last := powers.ends(each)) and today <= last <= today + _SOON]
    lines = [
        f"• {each.code} {register.scope(each)}, {_who(session, each)} — até {last:%d/%m}" for each, last in soon[:_MOST]
    ]
    doubtful = [each for each in found if powers.for_confirmation(session, each, today)]
    more = [
        f"• {each.code} {each.materias}: {powers.for_confirmation(session, each, today)}" for each in doubtful[:_MOST]
    ]
    return [
        *([f"Delegações que vencem em 30 dias ({len(soon)}):", *lines] if lines else []),
        *([f"Delegações a confirmar ({len(doubtful)}):", *more] if more else []),
    ]
