"""What the council does with a veto, who promulgates, and the silence of the mayor, which is a fact and not a click."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, moments, notices, records
from models.base import Button, Refusal
from models.deadlines import IS_OPEN, Deadline, Due
from models.materias import terms
from models.materias.decisions import become_norma, require_law_number
from models.materias.register import require_desk
from models.materias.tables import KIND, WITH_US, Materia, MateriaStatus, MateriaTerm
from models.people import Orgao, Person, Role, standing, with_role
from models.records import Record
from models.texts import clip, fold

S = MateriaStatus
_NOTED_AT = time(0, 1)
CAMARA, PREFEITO = "pela Câmara", "pelo Prefeito"


def keep_veto(session: Session, materia: Materia, at: datetime, paper: str, *, by: Person, now: datetime) -> None:
    """The council upheld the veto: the matéria ends; of a partial veto, the law goes on without the parts."""
    _voted(session, materia, S.VETO_MANTIDO, at, paper, by=by, now=now)
    office = [each for each in (terms.legal_office(session),) if each]
    told = f"A Câmara manteve o veto de {materia.code} ({clip(materia.title, 60)}). {paper}".strip()
    _tell(session, materia, told, office, by=by, now=now)


def reject_veto(session: Session, materia: Materia, at: datetime, paper: str, *, by: Person, now: datetime) -> Due:
    """The council rejected the veto: the mayor has 48 hours to promulgate, from the notice."""
    _voted(session, materia, S.VETO_REJEITADO, at, paper, by=by, now=now)
    due = terms.begin(session, materia, MateriaTerm.PROMULGACAO, at, terms.mayor(session), now)
    told = f"A Câmara rejeitou o veto de {materia.code} ({clip(materia.title, 60)}). {paper} Promulgar até {due.text}."
    office = [each for each in (terms.legal_office(session),) if each]
    _tell(session, materia, " ".join(told.split()), office, by=by, now=now)
    return due


def promulgate(
    session: Session, materia: Materia, number: str, day: date, who: str, *, by: Person, now: datetime
) -> str:
    """The law was promulgated: by the mayor, or by the council after the mayor's 48 hours; the number of the norma."""
    require_desk(session, by, now)
    if materia.status not in (S.VETO_REJEITADO, S.SANCAO_TACITA):
        raise Refusal(f"{materia.code} está com a situação {materia.status}: não espera promulgação.")
    require_law_number(session, materia, number)
    same = materia.lei == number
    materia.status, materia.lei = S.PROMULGADA, number
    materia.lei_data = materia.lei_data or day
    materia.promulgada_em, materia.promulgada_por = day, who
    if not same:
        records.add_keys(session, materia.id, [fold(f"LEI-{number}")])
    terms.finish(session, materia, MateriaTerm.PROMULGACAO, at=min(moments.at(day, time(12)), now), void=who == CAMARA)
    terms.finish(session, materia, MateriaTerm.PROMULGACAO_PRESIDENTE, at=now)
    text = f"Lei {number} promulgada {who} em {moments.day_text(day)}"
    text += ", com o número da parte já publicada" if same else ""
    audit.write(session, "promulgacao", by=by, now=now, record_id=materia.id, text=text)
    _tell(session, materia, f"{materia.code}: {text}.", [], by=by, now=now)
    return become_norma(session, materia, now=now)


def confirm_silence(session: Session, materia: Materia, *, by: Person, now: datetime) -> Due:
    """The chefia confirms that nothing was handed in: the bill is sanctioned in silence. Returns the 48 hours."""
    if not standing(session, by, now).has(Role.CHEFIA):
        raise Refusal("Só a chefia de gabinete confirma a sanção tácita.")
    if materia.status == S.SANCAO_TACITA:
        raise Refusal(f"A sanção tácita de {materia.code} já foi confirmada.")
    if materia.silencio_em is None or materia.status not in (*WITH_US, S.PRAZO_FINDO):
        raise Refusal(f"O prazo de {materia.code} não acabou em silêncio: está com a situação {materia.status}.")
    materia.status = S.SANCAO_TACITA
    terms.finish(session, materia, MateriaTerm.SANCAO_VETO, MateriaTerm.RAZOES, MateriaTerm.PARECER, at=now, void=True)
    start = moments.start_of(moments.days_after(materia.silencio_em, 1))
    due = terms.begin(session, materia, MateriaTerm.PROMULGACAO, start, terms.mayor(session), now)
    text = "sanção tácita confirmada: nada foi protocolado na Câmara"
    audit.write(session, "sancao_tacita", by=by, now=now, record_id=materia.id, text=text)
    _tell(
        session,
        materia,
        f"{by.name} confirmou a sanção tácita de {materia.code}. Promulgar até {due.text}.",
        [],
        by=by,
        now=now,
    )
    return due


def silent(session: Session, now: datetime) -> Iterator[Materia]:
    """The matérias whose term ended on a day before today, and of which that is not yet recorded."""
    today = moments.start_of(moments.today(now))
    for materia, deadline in _running(session, WITH_US, MateriaTerm.SANCAO_VETO):
        if materia.silencio_em is None and deadline.due_at < today:
            materia.silencio_em = moments.today(deadline.due_at)
            yield materia


def next_silence(session: Session, after: datetime) -> datetime | None:
    """The minute after the last day of the next open term of sanction."""
    running = _running(session, WITH_US, MateriaTerm.SANCAO_VETO)
    ends = [deadline.due_at for materia, deadline in running if materia.silencio_em is None]
    if not ends:
        return None
    noted = moments.at(moments.days_after(moments.today(min(ends)), 1), _NOTED_AT)
    return max(noted, after + timedelta(minutes=1))


def _running(session: Session, states: tuple[MateriaStatus, ...], term: MateriaTerm) -> list[tuple[Materia, Deadline]]:
    """The matérias in these states with their open deadline of that term."""
    found = session.scalars(select(Record.id).where(Record.kind == KIND, Record.status.in_(states))).all()
    if not found:
        return []
    query = select(Materia, Deadline).join(Deadline, Deadline.record_id == Materia.id)
    query = query.where(Materia.id.in_(found), IS_OPEN, Deadline.kind == term)
    return [(materia, deadline) for materia, deadline in session.execute(query)]


def note_silence(session: Session, materia: Materia, now: datetime) -> str:
    """Record the fact that the term ended: without a decision, or with one of which no paper is known."""
    assert materia.silencio_em is not None
    decided = {S.SANCAO_DECIDIDA: "a sanção foi decidida", S.VETO_DECIDIDO: "o veto foi decidido"}.get(
        S(materia.status)
    )
    if decided is None:
        materia.status = S.PRAZO_FINDO
    known = f"{decided}, e não há papel registrado aqui" if decided else "não há decisão registrada aqui"
    text = f"o prazo acabou em {moments.day_text(materia.silencio_em)} e {known}"
    audit.write(session, "prazo_findo", by=None, now=now, record_id=materia.id, text=text)
    return (
        f"O prazo do {materia.code} ({clip(materia.title, 60)}) acabou ontem e {known}. "
        "Se nada foi protocolado na Câmara, houve sanção tácita."
    )


def silence_told(session: Session) -> list[Person | Orgao]:
    """Who is told of it: the mayor, the chefia, the Procuradoria."""
    office = terms.legal_office(session)
    return [*with_role(session, Role.PREFEITO, Role.CHEFIA), *([office] if office else [])]


def promulgation_if_silent(session: Session, materia: Materia) -> Due | None:
    """Until when to promulgate, should the silence be confirmed."""
    if materia.silencio_em is None or materia.status not in (*WITH_US, S.PRAZO_FINDO):
        return None
    return terms.counted(session, MateriaTerm.PROMULGACAO, moments.start_of(moments.days_after(materia.silencio_em, 1)))


def missed_promulgations(session: Session, now: datetime) -> list[Materia]:
    """The matérias whose 48 hours of the mayor have passed, and whose turn of the council is not yet recorded."""
    return [materia for materia, deadline in _to_promulgate(session) if deadline.due_at <= now]


def _to_promulgate(session: Session) -> list[tuple[Materia, Deadline]]:
    """The matérias that the mayor has to promulgate, before it is the turn of the council."""
    running = _running(session, (S.SANCAO_TACITA, S.VETO_REJEITADO), MateriaTerm.PROMULGACAO)
    return [each for each in running if terms.open_one(session, each[0], MateriaTerm.PROMULGACAO_PRESIDENTE) is None]


def pass_to_council(session: Session, materia: Materia, now: datetime) -> Due:
    """The 48 hours of the mayor passed: the president of the council promulgates in the next ones."""
    mine = terms.open_one(session, materia, MateriaTerm.PROMULGACAO)
    assert mine is not None
    due = terms.begin(session, materia, MateriaTerm.PROMULGACAO_PRESIDENTE, mine.due_at, terms.mayor(session), now)
    text = f"48 horas do Prefeito passadas; cabe ao Presidente da Câmara promulgar até {due.text}"
    audit.write(session, "promulgacao_camara", by=None, now=now, record_id=materia.id, text=text)
    return due


def next_promulgation(session: Session) -> datetime | None:
    """When the next 48 hours of the mayor end."""
    return min((deadline.due_at for _, deadline in _to_promulgate(session)), default=None)


def _voted(
    session: Session, materia: Materia, to: MateriaStatus, at: datetime, paper: str, *, by: Person, now: datetime
) -> None:
    require_desk(session, by, now)
    if materia.status != S.VETO_NA_CAMARA:
        raise Refusal(f"{materia.code} está com a situação {materia.status}: não há veto por votar.")
    if at > now or (materia.veto_recebido_em is not None and at < materia.veto_recebido_em):
        raise Refusal(f"{moments.moment_text(at).capitalize()} não serve: a votação é de depois do veto e até agora.")
    materia.status, materia.votado_em, materia.resultado = to, at, paper
    terms.finish(session, materia, MateriaTerm.APRECIACAO, at=at)
    text = f"{to} em {moments.moment_text(at)}" + (f", {paper}" if paper else "")
    audit.write(session, "votacao", by=by, now=now, record_id=materia.id, text=text)


def _tell(session: Session, materia: Materia, text: str, more: list[Orgao], *, by: Person, now: datetime) -> None:
    to: list[Person | Orgao] = [*with_role(session, Role.PREFEITO, Role.CHEFIA), *more, *materia.authors]
    notices.tell(session, materia, text, to, by=by, now=now, buttons=(Button("Ver", f"ver {materia.code}"),))
