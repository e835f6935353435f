"""Elogios, orientações and facts about a servant: who may write them, who learns of them, and where they end."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit, catalogues, deadlines, moments, municipal_days, notices, records, subjects
from models.audit import Audit
from models.base import Answer, Button, Question, Refusal, insert_row
from models.catalogues import Catalogue
from models.deadlines import Basis
from models.escalation import CHEFIA, OWNER, EscalationPolicy, days
from models.expedientes import ACTIVE, Expediente, NewExpediente
from models.expedientes import register as register_expediente
from models.people import Address, Person, Role, standing, with_role
from models.people.lists import confer, includes, members_of
from models.records import AccessLevel, RecordAccess, visible_to
from models.servants.tables import ServantNote
from models.sheets import Column, Sheet, Values
from models.subjects import DeadlineKind, Series
from models.texts import fold

KIND = str(Expediente.__mapper_args__["polymorphic_identity"])
CIENCIA = "ciencia_reservada"
RH, CORREGEDORIA = "rh", "corregedoria"
_CONSULTED = "consulta"
_TAKEN_ON_IN = 2  # business days
_CIENCIA_DAYS = {"unit": "dias_uteis", "n": 3, "start_rule": "exclui_inicio", "roll": "nenhum"}
_PENALTY = re.compile(r"\b(?:advertencia|suspensao|suspender|demissao|demitir|punicao|punir|penalidade|exoner\w+)\b")
_HEALTH = re.compile(
    r"\b(?:atestado|doenca|doente|cid[- ]?\d|licenca medica|depressao|cirurgia|gravidez|tratamento medico)\b"
)
_HIGH = (Role.PREFEITO, Role.CHEFIA, Role.CONTROLE)  # they see what is restricted: not what is said of themselves
confer(CORREGEDORIA)


@dataclass(frozen=True, slots=True)
class NoteKind:
    """A kind of note: its tipo, and whether the servant is told."""

    tipo: str
    is_told: bool = True


ELOGIO = NoteKind("elogio")
ORIENTACAO = NoteKind("orientação")
FATO = NoteKind("comunicação de fato", is_told=False)
KINDS = (ELOGIO, ORIENTACAO, FATO)
_DATES = (DeadlineKind(CIENCIA, "assunto reservado em", ladder=CIENCIA),)

subjects.extend(
    KIND,
    series=(
        Series("ELO", ("elogio",)),
        Series("ORI", ("orientacao",)),
        Series("COM", ("comunicacao de fato",)),
    ),
    dates=_DATES,
    ladders=(
        EscalationPolicy(
            CIENCIA,
            "assuntos reservados sobre servidores",
            (days(-1, "09:00", OWNER), days(0, "08:00", OWNER), days(2, "09:00", CHEFIA)),
            shown="ciência reservada",
        ),
    ),
)


def register(session: Session, kind: NoteKind, person: Person, text: str, *, by: Person, now: datetime) -> ServantNote:
    """Write a note, restricted from its birth: only who must see it does. Raises Refusal."""
    _require_right(session, kind, person, by, now)
    _require_words(text)
    is_high = not kind.is_told and Role(person.role) in _HIGH
    keepers = _investigators(session, person) if not kind.is_told else []
    expediente = register_expediente(
        session,
        NewExpediente(
            assunto=" ".join(text.split()),
            tipo=kind.tipo,
            level=AccessLevel.SIGILOSO if is_high else AccessLevel.RESTRITO,
            named=[person] if kind.is_told else keepers,
            only_named=True,
            interessado="",
        ),
        by=by,
        now=now,
    )
    insert_row(session, ServantNote, id=expediente.id, person_id=person.id, answer="", filed_as="")
    if kind.is_told:
        due = deadlines.due_of(session, Basis(_CIENCIA_DAYS, moments.today(now)))
        deadlines.open_deadline(session, expediente.id, CIENCIA, due, owner=person, now=now)
    return session.get_one(ServantNote, expediente.id)


def of(session: Session, record: Expediente) -> ServantNote | None:
    return session.get(ServantNote, record.id)


def acknowledge(session: Session, note: ServantNote, *, by: Person, now: datetime) -> None:
    """The servant takes note; an elogio goes on to the RH. Raises Refusal."""
    _require_subject(note, by)
    if note.seen_at is not None:
        raise Refusal(f"Você já tomou ciência de {note.code}.")
    _note_seen(session, note, "ciência do servidor", f"{by.name} tomou ciência de {note.code}.", by=by, now=now)


def acknowledge_on_paper(session: Session, note: ServantNote, who: Person, *, by: Person, now: datetime) -> None:
    """The term of ciência was handed on paper by `who` to a servant without the chat, who signed it. Raises Refusal."""
    if not is_author(session, note, by, now) and not _keeps_staff(session, by, now):
        raise Refusal(f"Quem registra a entrega de {note.code} é quem escreveu, o RH ou a chefia.")
    if note.expediente.tipo == FATO.tipo or note.seen_at is not None:
        raise Refusal(f"{note.code} não espera ciência.")
    if who.id == note.person_id:
        raise Refusal("Quem entrega é outra pessoa, que certifica a entrega.")
    if session.scalar(select(Address.id).where(Address.person_id == note.person_id, Address.active).limit(1)):
        raise Refusal(f"{note.person.name} usa o chat: a ciência de {note.code} é da própria pessoa.")
    text = f"ciência no papel, entregue e certificada por {who.name}"
    _note_seen(session, note, text, f"{note.code}: {text}.", by=by, now=now)


def _note_seen(session: Session, note: ServantNote, text: str, told_as: str, *, by: Person, now: datetime) -> None:
    note.seen_at = now
    deadlines.close(session, note.id, kind=CIENCIA, now=now)
    audit.write(session, "ciencia", by=by, now=now, record_id=note.id, text=text)
    told: list[Person] = list(note.expediente.authors)
    if note.expediente.tipo == ELOGIO.tipo:
        rh = [each for each in members_of(session, RH) if isinstance(each, Person)]
        records.grant(session, note.id, people=rh)
        told += rh
    notices.tell(session, note.expediente, told_as, told, by=by, now=now)


def rectify(session: Session, note: ServantNote, text: str, *, by: Person, now: datetime) -> bool:
    """Correct a note beside what was first written, which stays; the servant only asks for it. Returns which it was.

    Raises Refusal for others.
    """
    is_asked = by.id == note.person_id and note.expediente.tipo != FATO.tipo
    if not is_asked and not is_author(session, note, by, now):
        raise Refusal(f"{note.code} é retificado por quem escreveu; a pessoa de quem se fala pode pedir.")
    if not text:
        raise Question(
            f"O que está errado? Exemplo: retificar {note.code} foram duas entregas, e não três", Answer.TEXT
        )
    _require_words(text)
    if is_asked:
        audit.write(session, "retificacao", by=by, now=now, record_id=note.id, text=f"pedido de retificação: {text}")
        told: Sequence[Person] = note.expediente.authors
        said = f"{by.name} pede a retificação de {note.code}: {text}"
    else:
        note.rectified = text
        audit.write(session, "retificacao", by=by, now=now, record_id=note.id, text=f"retificado: {text}")
        told = [note.person] if note.expediente.tipo != FATO.tipo else []
        said = f"{by.name} retificou {note.code}: {text}"
    notices.send(session, note.expediente, said, told, by=by, now=now)
    return not is_asked


def is_author(session: Session, note: ServantNote, by: Person, now: datetime) -> bool:
    """Whether a person wrote a note, or stands in for whoever did."""
    return note.expediente.author_id in standing(session, by, now).person_ids


def loses_sight(session: Session, note: ServantNote, by: Person, now: datetime) -> bool:
    """Whether the author of a note no longer leads the servant: the authorship stays, the sight does not."""
    who = standing(session, by, now)
    wrote = note.expediente.author_id == by.id and note.expediente.tipo != FATO.tipo
    return wrote and note.person.orgao_id not in who.leads and not who.has(*_HIGH)


def _keeps_staff(session: Session, by: Person, now: datetime) -> bool:
    who = standing(session, by, now)
    return who.commands or includes(session, RH, who)


def close_to_former_heads(session: Session, now: datetime) -> int:
    """Take the sight of notes from authors who no longer lead the servant; returns how many."""
    n = 0
    for note_id in session.scalars(select(ServantNote.id).order_by(ServantNote.id)).all():
        note = session.get_one(ServantNote, note_id)
        for author in note.expediente.authors:
            named = (RecordAccess.record_id == note.id, RecordAccess.person_id == author.id)
            rows = session.scalars(select(RecordAccess).where(*named)).all()
            if rows and loses_sight(session, note, author, now):
                for row in rows:
                    session.delete(row)
                audit.write(
                    session, "acesso", by=None, now=now, record_id=note.id, text="quem escreveu deixou a chefia"
                )
                n += 1
    return n


def answer(session: Session, note: ServantNote, text: str, *, by: Person, now: datetime) -> None:
    """What the servant has to say, kept beside what was written. Raises Refusal."""
    _require_subject(note, by)
    if not text:
        raise Question(f"Que resposta? Exemplo: responder {note.code} houve duas faltas de energia", Answer.TEXT)
    note.answer = text
    if note.seen_at is None:
        acknowledge(session, note, by=by, now=now)
    audit.write(session, "manifestacao", by=by, now=now, record_id=note.id, text=f"manifestação: {text}")
    told = f"{by.name} respondeu {note.code}."
    notices.tell(session, note.expediente, told, note.expediente.authors, by=by, now=now)


def record_in_file(session: Session, note: ServantNote, act: str, *, by: Person, now: datetime) -> None:
    """The RH notes by which portaria an elogio is in the file; it ends there. Raises Refusal."""
    if not _keeps_staff(session, by, now):
        raise Refusal("Quem averba é o RH (a lista @rh).")
    if note.expediente.tipo != ELOGIO.tipo or note.filed_at is not None:
        raise Refusal(f"{note.code} não espera averbação.")
    if not act:
        raise Question(f"Por que portaria? Exemplo: averbado {note.code} portaria 140/2026", Answer.TEXT)
    _end(session, note, f"averbado, {act}", act, told=[note.person, *note.expediente.authors], by=by, now=now)


def receive(session: Session, note: ServantNote, *, by: Person, now: datetime) -> None:
    """Whoever may investigate takes a fact; there the bot's part ends. Raises Refusal."""
    if by.id not in {each.id for each in _investigators(session, note.person)}:
        raise Refusal("Quem recebe é a corregedoria, ou quem foi avisado do fato.")
    if note.expediente.tipo != FATO.tipo or note.filed_at is not None:
        raise Refusal(f"{note.code} não espera quem apure.")
    text = f"recebida por {by.name}"
    _end(session, note, text, by.name, told=note.expediente.authors, by=by, now=now)


def listed(session: Session, kind: NoteKind, *, by: Person, now: datetime) -> list[ServantNote]:
    """The notes of a kind that a person may see, the newest first."""
    query = select(ServantNote).join(Expediente, Expediente.id == ServantNote.id)
    query = query.where(Expediente.tipo == kind.tipo, visible_to(standing(session, by, now)))
    return list(session.scalars(query.order_by(Expediente.id.desc()).limit(30)))


def praised(session: Session, since: datetime, until: datetime) -> int:
    """How many elogios were written between two moments."""
    query = select(func.count()).select_from(ServantNote).join(Expediente, Expediente.id == ServantNote.id)
    within = (Expediente.created_at >= since, Expediente.created_at < until)
    return session.scalar(query.where(Expediente.tipo == ELOGIO.tipo, *within)) or 0


def unclaimed(session: Session, *, by: Person, now: datetime) -> int:
    """How many facts, of those a person may see, nobody has taken on for two business days."""
    day = municipal_days.current(session).add_business_days(moments.today(now), -_TAKEN_ON_IN)
    query = select(func.count()).select_from(ServantNote).join(Expediente, Expediente.id == ServantNote.id)
    waits = (
        Expediente.tipo == FATO.tipo,
        ServantNote.filed_at.is_(None),
        Expediente.created_at < moments.start_of(day),
    )
    return session.scalar(query.where(*waits, visible_to(standing(session, by, now)))) or 0


def seen(session: Session, note: ServantNote, *, by: Person, now: datetime) -> None:
    """Write down that a person looked at a note."""
    audit.write(session, _CONSULTED, by=by, now=now, record_id=note.id, text="consulta")


def viewers(session: Session, note: ServantNote, *, by: Person, now: datetime) -> list[tuple[Person, datetime | None]]:
    """The people a note is open to, with the last time each did something with it. Raises Refusal."""
    who = standing(session, by, now)
    if by.id != note.person_id and not who.has(Role.CONTROLE) and note.expediente.author_id not in who.person_ids:
        raise Refusal(f"Quem viu {note.code} é dito ao servidor, a quem escreveu e ao controle interno.")
    last = {
        row[0]: row[1]
        for row in session.execute(
            select(Audit.actor_id, func.max(Audit.at)).where(Audit.record_id == note.id).group_by(Audit.actor_id)
        )
        if row[0] is not None
    }
    named = select(RecordAccess.person_id).where(RecordAccess.record_id == note.id, RecordAccess.person_id.is_not(None))
    ids = dict.fromkeys([*last, *session.scalars(named)])
    return [(session.get_one(Person, each), last.get(each)) for each in ids]


def _require_right(session: Session, kind: NoteKind, person: Person, by: Person, now: datetime) -> None:
    who = standing(session, by, now)
    if person.id == by.id:
        raise Refusal("Ninguém escreve sobre si mesmo.")
    if kind.is_told and person.orgao_id not in who.leads and not who.commands:
        raise Refusal(f"{kind.tipo.capitalize()} a {person.name} é da sua chefia. O que viu pode ser dito a ela.")


def _require_words(text: str) -> None:
    """Refuse a penalty, which is an act of the RH after an inquiry, and what is said of somebody's health."""
    if not text.strip():
        raise Question("O que houve? Escreva numa frase, com o dia e os números dos registros.", Answer.TEXT)
    if _PENALTY.search(fold(text)):
        raise Refusal(
            "Penalidade é ato do RH depois de apuração. Posso registrar uma orientação ou comunicar o fato; "
            "escreva de novo sem ela."
        )
    if _HEALTH.search(fold(text)):
        raise Refusal("O texto fala da saúde de alguém, que não entra aqui. Escreva de novo sem isso.")


def _require_subject(note: ServantNote, by: Person) -> None:
    if by.id != note.person_id or note.expediente.tipo == FATO.tipo:
        raise Refusal(f"Em {note.code}, isso cabe só à pessoa de quem se fala.")


def _investigators(session: Session, person: Person) -> list[Person]:
    """The people to whom a fact goes: the corregedoria, else the RH, else the chefia; of whom these are, the mayor.

    What is said of the mayor, the controle interno reads, and nobody here takes on.
    """
    if Role(person.role) is Role.PREFEITO:
        return list(with_role(session, Role.CONTROLE))
    if Role(person.role) is Role.CHEFIA:
        return list(with_role(session, Role.PREFEITO))
    for name in (CORREGEDORIA, RH):
        if found := [each for each in members_of(session, name) if isinstance(each, Person) and each.id != person.id]:
            return found
    return list(with_role(session, Role.CHEFIA))


def _end(
    session: Session, note: ServantNote, text: str, filed_as: str, *, told: Sequence[Person], by: Person, now: datetime
) -> None:
    note.filed_as, note.filed_at = filed_as, now
    if note.expediente.status in ACTIVE:
        note.expediente.status = "concluído"
    deadlines.close(session, note.id, now=now)
    audit.write(session, "conclusao", by=by, now=now, record_id=note.id, text=text)
    buttons = (Button("Ver", f"ver {note.code}"),)
    notices.tell(session, note.expediente, f"{note.code}: {text}.", told, by=by, now=now, buttons=buttons)


def _find(_: Session, __: Values) -> ServantNote | None:
    return None


def _take(_: Session, __: Values, ___: datetime) -> ServantNote:
    raise Refusal("O que se escreve sobre servidores não se importa: registre um a um, em particular")


def _give(_: Session, found: Sequence[ServantNote]) -> Iterator[Values]:
    """For the RH: the elogios in the file, without what they say."""
    for each in found:
        if each.expediente.tipo == ELOGIO.tipo:
            filed = moments.today(each.filed_at) if each.filed_at else None
            yield {
                "usuario": each.person,
                "tipo": each.expediente.tipo,
                "numero": each.code,
                "data": each.expediente.recebido_em,
                "averbado_em": filed,
                "portaria": each.filed_as,
            }


CATALOGUE = catalogues.declare(
    Catalogue(
        model=ServantNote,
        one="registro de servidor",
        many="registros de servidores",
        beside=KIND,
        sheet=Sheet(
            (
                Column("usuario", Person, is_needed=True),
                Column("tipo"),
                Column("numero"),
                Column("data", date),
                Column("averbado_em", date),
                Column("portaria"),
            ),
            _find,
            _take,
            _give,
        ),
    )
)
