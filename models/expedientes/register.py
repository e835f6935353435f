"""Registration of an expediente: its number, its access, its first órgão, its deadline."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, deadlines, moments, notices, records
from models.base import Answer, Button, Question, Refusal, insert_row
from models.deadlines import Due
from models.expedientes import numbering
from models.expedientes.numbering import Numbered
from models.expedientes.stays import begin_stay
from models.expedientes.tables import Expediente, ExpedienteDeadline, Situacao, Tramitacao
from models.people import Orgao, Person, cabinet, standing
from models.records import AccessLevel
from models.texts import clip, ended, fold

LONGEST_ASSUNTO = 1000
# A secret NUP as the code would tell of itself to who registers it again, and a number of another series by its gap.
_SECRET_SERIES = AccessLevel.SIGILOSO.value
_EXAMPLE = 'Exemplo: expediente novo processo "Reforma da UBS Centro" interessado João da Silva'


@dataclass(frozen=True, slots=True)
class NewExpediente:
    """An expediente to register. Without `numero` one is drawn; `named`: the people a secret one concerns.

    `numbered`: its number, where another part of the house has worked it out.
    """

    assunto: str
    tipo: str = "processo"
    numero: str = ""
    ano: int | None = None
    interessado: str = ""
    procedencia: str = ""
    level: AccessLevel = AccessLevel.PUBLICO
    due: Due | None = None
    text: str = ""
    recebido_em: date | None = None
    recebido_as: time | None = None
    orgao: Orgao | None = None
    named: Sequence[Person] = field(default_factory=tuple)
    numbered: Numbered | None = None
    only_named: bool = False  # a restricted one of which the rest of the órgão knows nothing


def register(session: Session, new: NewExpediente, *, by: Person | None, now: datetime) -> Expediente:
    """Register an expediente at its órgão (the person's own, or one the cabinet names); `by`: None for a table."""
    _check(new, now)
    orgao = _registering(session, new, by, now)
    twins = _unseen_twins(session, new, by, now)
    numbered = new.numbered or _number(session, new, orgao, now)
    record_id, stay_id = _insert(session, new, numbered, orgao, by, now)
    expediente: Expediente = records.load(session, Expediente, record_id)
    begin_stay(session, expediente, orgao, stay_id, expediente.recebido_em, now)
    _let_see(session, expediente, new, orgao, by)
    text = f"{new.tipo} registrado: {new.assunto}" + (f" (prazo: {new.due.text})" if new.due else "")
    audit.write(session, "registro", by=by, now=now, record_id=record_id, text=text)
    if new.due is not None:
        owner = by if by is not None and new.level is AccessLevel.SIGILOSO else orgao
        deadlines.open_deadline(session, record_id, ExpedienteDeadline.EXPEDIENTE, new.due, owner=owner, now=now)
    _tell_named(session, expediente, new, by, now)
    _tell_of_twin(session, expediente, twins, by, now)
    return expediente


def search_words(new: NewExpediente, numbered: Numbered) -> tuple[str, ...]:
    """The words an expediente is found by, besides its code and its assunto."""
    digits = next((key for key in numbered.keys if key.isdecimal()), "")
    return (new.tipo, numbered.numero, digits, new.interessado, new.procedencia, new.text)


def _check(new: NewExpediente, now: datetime) -> None:
    if not new.assunto:
        raise Question(f"Qual é o assunto? {_EXAMPLE}", Answer.TEXT)
    if len(new.assunto) > LONGEST_ASSUNTO:
        raise Refusal(
            f"O assunto tem {len(new.assunto)} caracteres e o máximo é {LONGEST_ASSUNTO}. "
            "Resuma e mande o resto como anexo."
        )
    if new.recebido_em is not None and new.recebido_em > moments.today(now):
        raise Refusal(f"A data de recebimento ({moments.day_text(new.recebido_em)}) ainda não chegou.")
    if new.recebido_as and moments.at(new.recebido_em or moments.today(now), new.recebido_as) > now:
        raise Refusal(f"A hora do recebimento ({moments.hour_text(new.recebido_as)}) ainda não chegou.")


def _registering(session: Session, new: NewExpediente, by: Person | None, now: datetime) -> Orgao:
    who = standing(session, by, now) if by is not None else None
    if who is not None and new.orgao is not None and new.orgao.id not in who.orgao_ids and not who.is_cabinet:
        raise Refusal(f"Você registra expedientes do seu órgão. Para {new.orgao.name}, registre e depois tramite.")
    orgao = new.orgao or (by.orgao if by is not None else None) or cabinet(session)
    if orgao is None:
        raise Refusal("Você ainda não tem órgão na casa. Peça ao administrador que o cadastre.")
    return orgao


def _number(session: Session, new: NewExpediente, orgao: Orgao, now: datetime) -> Numbered:
    year = _year_of(new, now)
    if not new.numero:
        return numbering.own(session, orgao, new.tipo, year)
    numbered = numbering.given(new.numero, new.tipo, year)
    if numbered.unique and new.level is AccessLevel.SIGILOSO:
        return numbering.with_origin(numbering.own(session, orgao, _SECRET_SERIES, year), numbered)
    if not numbering.taken(session, [numbered.code]):
        return numbered
    return numbering.with_origin(numbering.own(session, orgao, new.tipo, year), numbered)


def _year_of(new: NewExpediente, now: datetime) -> int:
    return new.ano or (new.recebido_em or moments.today(now)).year


def _unseen_twins(session: Session, new: NewExpediente, by: Person | None, now: datetime) -> list[Expediente]:
    """The expedientes of the same number that the person may not see. Raises Refusal for visible ones.

    A long number means one thing; a plain 12/2026 is the same thing only from the same body and of the same tipo.
    """
    if not new.numero or new.numbered is not None or by is None:
        return []
    numbered = numbering.given(new.numero, new.tipo, _year_of(new, now))
    twins = []
    ids = numbering.keyed(session, list(numbered.keys))
    for other in session.scalars(select(Expediente).where(Expediente.id.in_(ids)).order_by(Expediente.id)):
        same = other.tipo == new.tipo and fold(other.procedencia) == fold(new.procedencia)
        if not numbered.unique and not same:
            continue
        if records.is_visible(session, other, by=by, now=now):
            raise Refusal(
                f"O número {numbered.numero} já está registrado: {other.code}, {clip(other.title)} ({other.status}).",
                (Button("Ver", f"ver {other.code}"), Button("Onde está", f"onde está {other.code}")),
            )
        twins.append(other)
    return twins


def _tell_of_twin(session: Session, new: Expediente, twins: list[Expediente], by: Person | None, now: datetime) -> None:
    """Notify the holder of the hidden one that it may have come twice; the person who registers learns nothing."""
    if by is None:
        return
    for other in twins:
        text = f"{by.name} registrou {new.code} com o número que já tem {other.code} ({other.title})."
        to = other.authors or records.named(session, other)
        told = f"{text}\nPode ser o mesmo documento: confira."
        notices.tell(session, other, told, to, by=by, now=now, names=[new], buttons=(Button("Ver", f"ver {new.code}"),))


def _insert(
    session: Session, new: NewExpediente, numbered: Numbered, orgao: Orgao, by: Person | None, now: datetime
) -> tuple[int, int]:
    """Write its rows; returns the ids of the record and of its first stay."""
    by_id = by.id if by is not None else None
    record_id = records.create(
        session,
        Expediente,
        now=now,
        code=numbered.code,
        title=new.assunto,
        status=Situacao.PROTOCOLADO.value,
        access_level=new.level.value,
        author_id=by_id,
        orgao_id=orgao.id,
        tipo=new.tipo,
        numero=numbered.numero,
        sequence=numbered.sequence,
        ano=numbered.ano,
        procedencia=new.procedencia,
        interessado=new.interessado,
        text=new.text,
        recebido_em=new.recebido_em or moments.today(now),
        recebido_as=new.recebido_as,
        joined_to_id=None,
        suspended_at=None,
        search=search_words(new, numbered),
    )
    records.add_keys(session, record_id, numbered.keys)
    stay_id = insert_row(
        session,
        Tramitacao,
        expediente_id=record_id,
        to_orgao_id=orgao.id,
        despacho="",
        sent_by_id=by_id,
        sent_at=now,
        return_date_only=False,
        received_by_id=by_id,
        received_at=now,
    )
    return record_id, stay_id


def _let_see(session: Session, expediente: Expediente, new: NewExpediente, orgao: Orgao, by: Person | None) -> None:
    people = [*([by] if by is not None else []), *new.named]
    if new.level is AccessLevel.RESTRITO:
        records.grant(session, expediente.id, people=people, orgaos=[] if new.only_named else [orgao])
    elif new.level is AccessLevel.SIGILOSO:
        records.grant(session, expediente.id, people=people)


def _tell_named(session: Session, expediente: Expediente, new: NewExpediente, by: Person | None, now: datetime) -> None:
    if new.named and by is not None and new.numbered is None:
        text = f"{by.name} registrou o expediente {expediente.code} e indicou você: {ended(expediente.title)}"
        notices.send(session, expediente, text, new.named, by=by, now=now, buttons=_see(expediente.code))


def _see(code: str) -> tuple[Button, ...]:
    return (Button("Ver", f"ver {code}"), Button("Onde está", f"onde está {code}"))
