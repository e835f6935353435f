"""Drafting an act: text, addressees and dates become one hash, which a second person is asked to approve."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import alphabets, audit, moments, outbox, people, records
from models.acts.counts import as_counted, counts_of, replaced
from models.acts.integrity import fingerprint
from models.acts.queries import recipients_of
from models.acts.tables import (
    IN_FORCE,
    Act,
    ActDeadline,
    ActKind,
    ActStatus,
    Addressee,
    Amendment,
    Publication,
    Revision,
)
from models.base import Answer, Button, Question, Refusal, insert_rows
from models.deadlines import Due
from models.outbox import Message, Priority
from models.people import Orgao, Person, holder, stand_in, standing
from models.places import Place
from models.records import AccessLevel
from models.texts import clip, listed, plural

_TITLE_SIZE = 90
_MOST_NAMES = 40
_DEFAULT_CIENCIA = "o fim do dia útil seguinte à transmissão"


@dataclass(frozen=True, slots=True)
class Draft:
    """The content of an act. Without a date for ciência it is the end of the business day after the transmission."""

    kind: ActKind
    text: str
    addressees: Sequence[Person | Orgao]
    ciencia: Due | None = None
    compliance: Due | None = None
    scheduled_for: datetime | None = None
    urgent: bool = False
    level: AccessLevel = AccessLevel.PUBLICO
    amends: Act | None = None
    amendment: Amendment | None = None
    places: Sequence[Place] = ()


@dataclass(frozen=True, slots=True)
class Dates:
    """New dates for a draft; those that are None stay as they are."""

    ciencia: Due | None = None
    compliance: Due | None = None
    scheduled_for: datetime | None = None

    def set_on(self, act: Act) -> None:
        if self.ciencia is not None:
            act.ciencia_until, act.ciencia_date_only = self.ciencia.at, self.ciencia.date_only
        if self.compliance is not None:
            act.comply_until, act.comply_date_only = self.compliance.at, self.compliance.date_only
        act.counts = replaced(act.counts, _by_kind(self.ciencia, self.compliance))
        act.scheduled_for = self.scheduled_for or act.scheduled_for


def draft(session: Session, new: Draft, *, by: Person, now: datetime) -> Act:
    """Register a draft, number it R-n, and show it to its possible approvers."""
    if not standing(session, by, now).is_cabinet:
        raise Refusal("Só o gabinete prepara ordens, decisões e diretrizes. Fale com a chefia de gabinete.")
    _check(session, new, now)
    code = f"R-{records.draw_number(session, 'R')}"
    act_id = records.create(
        session,
        Act,
        now=now,
        code=code,
        draft_code=code,
        title=clip(new.text, _TITLE_SIZE),
        status=ActStatus.MINUTA.value,
        access_level=(new.level if new.level is AccessLevel.SIGILOSO else AccessLevel.RESTRITO).value,
        author_id=by.id,
        orgao_id=by.orgao_id,
        parent_id=new.amends.id if new.amends else None,
        act_kind=new.kind.value,
        text=new.text,
        sha256="",
        final_level=new.level.value,
        urgent=new.urgent,
        ciencia_until=new.ciencia.at if new.ciencia else None,
        ciencia_date_only=new.ciencia.date_only if new.ciencia else True,
        ciencia_due_at=None,
        comply_until=new.compliance.at if new.compliance else None,
        comply_date_only=new.compliance.date_only if new.compliance else False,
        counts=counts_of(_by_kind(new.ciencia, new.compliance)),
        scheduled_for=new.scheduled_for,
        approver_id=None,
        approved_at=None,
        transmitted_at=None,
        amends_id=new.amends.id if new.amends else None,
        amendment=new.amendment.value if new.amendment else None,
        search=(new.text,),
    )
    _address(session, act_id, new.addressees)
    insert_rows(session, Publication, [{"directive_id": act_id, "place_id": each.id} for each in new.places])
    records.grant(session, act_id, people=[by])
    act = session.get_one(Act, act_id)
    revise(session, act, by=by, now=now, version=1)
    audit.write(session, "minuta", by=by, now=now, record_id=act_id, text=f"minuta {code}, {act.short_hash}")
    show(session, act, pleading(by), now=now)
    return act


def amend(
    session: Session, old: Act, amendment: Amendment, text: str, dates: Dates, *, by: Person, now: datetime
) -> Act:
    """Draft a new act that rectifies, suspends or revokes an issued one, for the same people.

    A rectification keeps the date for compliance, and its count, unless another is given.
    """
    if old.status not in IN_FORCE and not (old.status == ActStatus.SUSPENSA and amendment != Amendment.SUSPENDE):
        raise Refusal(f"A {old.kind_label} {old.code} está {old.status}; não se pode {_INFINITIVE[amendment]}.")
    if not text:
        lacks = "o texto" if amendment is Amendment.RETIFICA else "o motivo"
        example = f"{_INFINITIVE[amendment]} {old.code} {_EXAMPLE[amendment]}"
        raise Question(f"Falta {lacks}. Exemplo: {example}", Answer.TEXT)
    opening = _OPENING[amendment].format(label=old.kind_label, code=old.code)
    kept = old.compliance if amendment is Amendment.RETIFICA and _ahead(old.compliance, now) else None
    new = Draft(
        kind=ActKind(old.act_kind),
        text=f"{opening}\n{text}",
        addressees=list({each.person_id: each.orgao or each.person for each in recipients_of(session, old)}.values()),
        ciencia=as_counted(session, old.counts, ActDeadline.CIENCIA, dates.ciencia),
        compliance=as_counted(session, old.counts, ActDeadline.CUMPRIMENTO, dates.compliance or kept),
        scheduled_for=dates.scheduled_for,
        urgent=old.urgent,
        level=AccessLevel(old.final_level),
        amends=old,
        amendment=amendment,
        places=[each for each in old.places if each.active],
    )
    return draft(session, new, by=by, now=now)


@moments.read_on(None)
def preview(act: Act) -> str:
    """The draft as the approver reads it: text, addressees counted and listed, dates, hash."""
    who = act.addressees
    names = [each.orgao.sigla if each.orgao else each.person.name if each.person else "" for each in who]
    places = act.places
    more = f" e mais {len(names) - _MOST_NAMES}" if len(names) > _MOST_NAMES else ""
    compliance = act.compliance.text if act.compliance else "sem data"
    hour = moments.moment_text(act.scheduled_for) if act.scheduled_for else "assim que aprovada"
    foreign = alphabets.warning(act.text, *names, *(each.name for each in places))
    return "\n".join(
        [
            f"Minuta {act.draft_code} de {act.kind_label}{' (urgente)' if act.urgent else ''}",
            "",
            act.text,
            "",
            f"Para {plural(len(names), 'destinatário', 'destinatários')}: {', '.join(names[:_MOST_NAMES])}{more}",
            *([f"Publicar em: {listed([each.name for each in places])}"] if places else []),
            f"Ciência até: {act.ciencia.text if act.ciencia else _DEFAULT_CIENCIA}",
            f"Cumprimento até: {compliance}",
            f"Transmissão: {hour}",
            f"Conferência: {act.short_hash}",
            *([foreign] if foreign else []),
        ]
    )


def revise(session: Session, act: Act, *, by: Person | None, now: datetime, version: int = 0) -> None:
    """Seal the present draft as one more version, written by that person."""
    session.flush()
    act.version, act.sha256 = version or act.version + 1, fingerprint(act)
    values = {"directive_id": act.id, "version": act.version, "sha256": act.sha256}
    insert_rows(session, Revision, [{**values, "by_id": by.id if by else None, "at": now}])


def pleading(by: Person) -> str:
    return f"{by.name} pede aprovação."


def show(session: Session, act: Act, heading: str, *, now: datetime) -> None:
    """Show this version to everyone who may approve it, even if it was shown before."""
    code = act.draft_code
    buttons = (Button("Aprovar", f"aprovar {code} {act.short_hash}"), Button("Devolver", f"devolver {code}"))
    text = f"{heading}\n{preview(act)}"
    stem = f"preview:{act.shown_as}:{now.timestamp():.6f}:{crc32(text.encode()):08x}"
    for approver in approvers(session, act, now):
        outbox.enqueue(
            session,
            key=f"{stem}:{approver.holder.id}",
            to=approver.holder,
            message=Message(text, buttons, shows=act.shown_as),
            now=now,
            priority=Priority.URGENT if act.urgent else Priority.ACT,
            record_id=act.id,
        )


@dataclass(frozen=True, slots=True)
class Approver:
    """A person who may approve a draft today: the holder of the role, or the holder's substitute."""

    person: Person
    holder: Person
    is_reached: bool
    answers_for: frozenset[int]  # ids of people, the own one among them

    def wrote(self, writers: AbstractSet[int | None]) -> bool:
        """Whether a writer is the person, or somebody in whose place the person acts."""
        return not writers.isdisjoint(self.answers_for)

    @property
    def called(self) -> str:
        """`Davi Rocha (no lugar de Helena Duarte)`"""
        if self.person.id == self.holder.id:
            return self.person.name
        return f"{self.person.name} (no lugar de {self.holder.name})"


def approvers(session: Session, act: Act, now: datetime) -> list[Approver]:
    """The people who may approve: never a writer of a version, nor a writer's substitute."""
    known: dict[str, list[Approver]] = session.info.setdefault("approvers", {})
    if act.shown_as not in known:
        wrote = writers(session, act)
        known[act.shown_as] = [each for each in candidates(session, now) if not each.wrote(wrote)]
    return known[act.shown_as]


def candidates(session: Session, now: datetime) -> list[Approver]:
    """The people who may approve what neither they nor the people they stand in for wrote."""
    pairs = [(stand_in(session, holding, moments.today(now)), holding) for holding in people.approvers(session)]
    reached = people.with_address(session, {person.id for person, _ in pairs})
    return [
        Approver(person, holding, person.id in reached, standing(session, person, now).person_ids)
        for person, holding in pairs
        if person.active
    ]


def writers(session: Session, act: Act) -> set[int]:
    """The ids of the people who wrote or corrected any version."""
    found = session.scalars(select(Revision.by_id).where(Revision.act_id == act.id).distinct())
    return {person_id for person_id in (*found, act.author_id) if person_id is not None}


def _check(session: Session, new: Draft, now: datetime) -> None:
    example = f"{new.kind.value} @saude Enviar o plano de férias das equipes."
    if not new.addressees:
        raise Question(f"Para quem vai a {new.kind.label}? Exemplo: {example}", Answer.WHO)
    if not new.text:
        raise Question(f"Falta o texto da {new.kind.label}. Exemplo: {example}", Answer.TEXT)
    if new.places and new.level != AccessLevel.PUBLICO:
        raise Refusal("Em um grupo todos leem: só um ato público é publicado. Tire a linha publicar ou a linha nível.")
    vacant = [each.sigla for each in new.addressees if isinstance(each, Orgao) and holder(session, each) is None]
    if vacant:
        raise Refusal(f"Não há titular nem adjunto em {listed(vacant)}. Cadastre alguém ou escreva à própria pessoa.")
    if new.scheduled_for and new.scheduled_for <= now:
        raise Refusal("A hora de transmitir já passou. Exemplo: transmitir amanhã às 8h")
    if new.scheduled_for and any(due and due.at <= new.scheduled_for for due in (new.ciencia, new.compliance)):
        raise Refusal("A ciência e o cumprimento vencem depois da transmissão. Confira as datas.")
    if new.compliance and new.ciencia and new.compliance.at < new.ciencia.at:
        raise Refusal("O cumprimento não pode vencer antes da ciência. Confira as duas datas.")


def _address(session: Session, act_id: int, who: Sequence[Person | Orgao]) -> None:
    rows = [
        {
            "directive_id": act_id,
            "person_id": each.id if isinstance(each, Person) else None,
            "orgao_id": each.id if isinstance(each, Orgao) else None,
        }
        for each in who
    ]
    insert_rows(session, Addressee, rows)


def _by_kind(ciencia: Due | None, compliance: Due | None) -> dict[ActDeadline, Due | None]:
    return {ActDeadline.CIENCIA: ciencia, ActDeadline.CUMPRIMENTO: compliance}


def _ahead(due: Due | None, now: datetime) -> bool:
    return due is not None and due.at > now


_INFINITIVE = {Amendment.RETIFICA: "retificar", Amendment.SUSPENDE: "suspender", Amendment.REVOGA: "revogar"}
_EXAMPLE = {
    Amendment.RETIFICA: "onde se lê 10 dias, leia-se 15 dias",
    Amendment.SUSPENDE: "até a conclusão do estudo",
    Amendment.REVOGA: "perdeu o objeto",
}
_OPENING = {
    Amendment.RETIFICA: "Retifica a {label} {code}:",
    Amendment.SUSPENDE: "Fica suspensa a {label} {code}. Motivo:",
    Amendment.REVOGA: "Fica revogada a {label} {code}. Motivo:",
}
