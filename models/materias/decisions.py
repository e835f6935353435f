"""What the mayor decides of a bill, and the papers that make it so: the law, the veto handed in at the council."""

import re
from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, moments, municipal_days, notices, records
from models.base import Answer, Button, Question, Refusal
from models.deadlines import Deadline, Due
from models.materias import terms
from models.materias.register import require_desk
from models.materias.tables import KIND, UNDECIDED, Materia, MateriaStatus, MateriaTerm, Veto
from models.oficios import Especie, Oficio, when_protocolled
from models.people import Orgao, Person, Role, standing, with_role
from models.texts import clip, fold

BecomesNorma = Callable[[Session, Materia, datetime], str]
_becomes: list[BecomesNorma] = []
S = MateriaStatus
_KINDS = (
    r"art(?:igo)?s?\.?\s*\d+[ºo°]?(?:-[a-z])?",
    r"par[aá]grafo\s+[uú]nico",
    r"(?:§|par[aá]grafo)s?\s*\d+[ºo°]?",
    r"incisos?\s+[ivxlcdm]+",
    r"al[ií]neas?\s+[“\"']?[a-z][”\"']?",
)
_UNIT = rf"(?:{'|'.join(_KINDS)})"
_UNITS = re.compile(rf"{_UNIT}(?:(?:\s*,\s*|\s+(?:e\s+)?(?:d[oa]\s+)?|\s*;\s*){_UNIT})*", re.IGNORECASE)
WHOLE_UNITS = (
    "O veto parcial só abrange texto integral de artigo, de parágrafo, de inciso ou de alínea (CF, art. 66 §2º)."
)
_MAY_VETO = (S.AUTOGRAFO, S.SANCAO_DECIDIDA, S.VETO_DECIDIDO, S.PRAZO_FINDO)
_MAY_BE_LAW = (S.AUTOGRAFO, S.SANCAO_DECIDIDA, S.PRAZO_FINDO, S.SANCIONADA)


def units(text: str) -> list[str]:
    """The whole units that a text names, one for each `;`. Raises Refusal for words inside a unit."""
    found = [" ".join(each.split()).strip(" .,") for each in text.split(";") if each.strip(" .,")]
    for each in found:
        if _UNITS.fullmatch(each) is None:
            raise Refusal(f"{WHOLE_UNITS} Não entendi “{clip(each, 60)}”.")
    return found


def require_mayor(session: Session, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who is neither the mayor nor in her place."""
    if not standing(session, by, now).has(Role.PREFEITO):
        raise Refusal("Sancionar e vetar cabem só ao prefeito, ou a quem o substitui.")


def sanction(session: Session, materia: Materia, *, by: Person, now: datetime) -> None:
    """The mayor decides to sanction; the law still lacks its number and signature."""
    require_mayor(session, by, now)
    _require(materia, _MAY_VETO, "não espera sanção")
    terms.finish(session, materia, MateriaTerm.RAZOES, at=now, void=True)
    materia.status, materia.decidido_em = S.SANCAO_DECIDIDA, now
    materia.veto, materia.dispositivos, materia.razoes = None, "", ""
    audit.write(session, "sancao", by=by, now=now, record_id=materia.id, text="sanção decidida")
    told = f"{by.name} decidiu sancionar {materia.code} ({clip(materia.title, 60)}). Prepare a lei para a assinatura."
    _tell(session, materia, told, by=by, now=now)


def veto(session: Session, materia: Materia, vetoed: list[str], reasons: str, *, by: Person, now: datetime) -> Due:
    """The mayor decides to veto, all or the units given; returns until when the reasons have to be at the council."""
    require_mayor(session, by, now)
    if materia.veto_recebido_em is not None:
        raise Refusal(
            f"O veto de {materia.code} já foi entregue à Câmara e não muda. Se há erro, fale com a Procuradoria."
        )
    _require(materia, _MAY_VETO, "não cabe veto")
    if not reasons:
        raise Question("Quais são as razões? Escreva-as: são o corpo da mensagem de veto.", Answer.TEXT, typed="\n{}")
    terms.finish(session, materia, MateriaTerm.RAZOES, at=now, void=True)
    materia.status, materia.decidido_em = S.VETO_DECIDIDO, now
    materia.veto = Veto.PARCIAL.value if vetoed else Veto.TOTAL.value
    materia.dispositivos, materia.razoes = "\n".join(vetoed), reasons
    due = terms.begin(session, materia, MateriaTerm.RAZOES, now, terms.mayor(session), now)
    audit.write(session, "veto", by=by, now=now, record_id=materia.id, text=f"{materia.veto_text} decidido")
    told = (
        f"{by.name} decidiu: {materia.veto_text} de {materia.code} ({clip(materia.title, 60)}). Razões até {due.text}."
    )
    _tell(session, materia, told, by=by, now=now)
    return due


def deliver_veto(
    session: Session,
    materia: Materia,
    protocol: str,
    at: datetime,
    *,
    kind: Veto | None = None,
    by: Person | None,
    now: datetime,
) -> Due:
    """The veto was handed in at the council: our terms end as of that instant, and the council's begins."""
    if by is not None:
        require_desk(session, by, now)
    if materia.veto_recebido_em is not None:
        raise Refusal(f"O veto de {materia.code} já foi entregue em {moments.moment_text(materia.veto_recebido_em)}.")
    _require(materia, (S.VETO_DECIDIDO, *UNDECIDED), "não cabe registrar veto")
    if at > now or (materia.recebido_em is not None and at < materia.recebido_em):
        raise Refusal(f"{moments.moment_text(at).capitalize()} não serve: o veto é de depois do autógrafo e até agora.")
    terms.finish(session, materia, MateriaTerm.SANCAO_VETO, MateriaTerm.RAZOES, at=at)
    terms.finish(session, materia, MateriaTerm.PARECER, MateriaTerm.PROMULGACAO, at=now, void=True)
    materia.status, materia.veto_recebido_em, materia.veto_protocolo = S.VETO_NA_CAMARA, at, protocol
    materia.veto = materia.veto or (kind.value if kind else None)
    owner = by or terms.mayor(session)
    due = terms.begin(session, materia, MateriaTerm.APRECIACAO, at, owner, now)
    late = late_words(session, materia)
    how = f", {late}" if late else ", no prazo"
    text = f"veto entregue à Câmara, protocolo {protocol}, {moments.moment_text(at)}{how}"
    audit.write(session, "veto_protocolado", by=by, now=now, record_id=materia.id, text=text)
    told = f"{materia.code}: {text}. A Câmara decide até {due.text}."
    _tell(session, materia, told, by=by, now=now)
    return due


@when_protocolled(KIND)
def _message_delivered(
    session: Session, materia: Materia, oficio: Oficio, at: datetime, number: str, by: Person, now: datetime
) -> str | None:
    """The proof of protocol of the message of veto is that of the veto."""
    if oficio.especie != Especie.MENSAGEM or materia.status != S.VETO_DECIDIDO:
        return None
    due = deliver_veto(session, materia, number, at, by=by, now=now)
    return f"Veto de {materia.code} entregue. A Câmara decide até {due.text}."


def late_words(session: Session, materia: Materia) -> str:
    """`um dia depois do prazo`, of a veto that was handed in after the last day; empty for one in time."""
    query = select(Deadline.due_at).where(Deadline.record_id == materia.id, Deadline.kind == MateriaTerm.SANCAO_VETO)
    due_at = session.scalar(query.order_by(Deadline.id.desc()).limit(1))
    if due_at is None or materia.veto_recebido_em is None:
        return ""
    days = (moments.today(materia.veto_recebido_em) - moments.today(due_at)).days
    if days <= 0:
        return ""
    return "um dia depois do prazo" if days == 1 else f"{days} dias depois do prazo"


def law(
    session: Session,
    materia: Materia,
    number: str,
    day: date,
    published: date | None,
    *,
    by: Person | None,
    now: datetime,
) -> str:
    """The law has a number and a date, and perhaps its publication; of a partial veto, what was not vetoed.

    Returns the number of the norma that it is now, once published; empty before.
    """
    if by is not None:
        require_desk(session, by, now)
    partial = materia.veto == Veto.PARCIAL and materia.status in (S.VETO_DECIDIDO, S.VETO_NA_CAMARA, S.VETO_MANTIDO)
    if not partial:
        _require(materia, _MAY_BE_LAW, "não cabe registrar lei")
    require_law_number(session, materia, number)
    if published is not None and published < day:
        raise Refusal(f"A publicação não vem antes da lei, que é de {moments.day_text(day)}.")
    materia.lei, materia.lei_data = number, day
    materia.publicada_em = published or materia.publicada_em
    records.add_keys(session, materia.id, _new_keys(session, materia, number))
    if not partial:
        materia.status = S.PUBLICADA if materia.publicada_em else S.SANCIONADA
        terms.finish(session, materia, MateriaTerm.SANCAO_VETO, at=_end_of(session, day, now))
        terms.finish(
            session, materia, MateriaTerm.PARECER, MateriaTerm.PROMULGACAO, MateriaTerm.RAZOES, at=now, void=True
        )
    text = f"Lei {number}, de {moments.day_text(day)}"
    text += f", publicada em {moments.day_text(materia.publicada_em)}" if materia.publicada_em else ""
    audit.write(session, "lei", by=by, now=now, record_id=materia.id, text=text)
    _tell(session, materia, f"{materia.code} é lei: {text}.", by=by, now=now)
    return become_norma(session, materia, now=now) if materia.publicada_em else ""


def when_law(function: BecomesNorma) -> BecomesNorma:
    """Register what makes of a bill that is law the norma that the house watches; it returns the number."""
    _becomes.append(function)
    return function


def become_norma(session: Session, materia: Materia, *, now: datetime) -> str:
    """The number of the norma that a bill is now that it is law."""
    return "".join(each(session, materia, now) for each in _becomes)


def _new_keys(session: Session, materia: Materia, number: str) -> list[str]:
    key = fold(f"LEI-{number}")
    known = select(records.RecordKey.key).where(records.RecordKey.record_id == materia.id, records.RecordKey.key == key)
    return [] if session.scalar(known) else [key]


def require_law_number(session: Session, materia: Materia, number: str) -> None:
    """Raises Refusal for the number of another bill's law; the same bill may be published under it twice."""
    other = session.scalar(select(Materia).where(Materia.lei == number, Materia.id != materia.id))
    if other is not None:
        raise Refusal(f"A Lei {number} já é de {other.code}. Confira o número.", (Button("Ver", f"ver {other.code}"),))
    if materia.lei is not None and materia.lei != number:
        raise Refusal(f"{materia.code} já é a Lei {materia.lei}. As partes de uma lei levam o mesmo número.")


def _end_of(session: Session, day: date, now: datetime) -> datetime:
    """The instant as of which what was done on a day counts: within its working hours, and not after now."""
    closing = moments.at(day, municipal_days.current(session).work_day_end(day))
    return min(closing, now)


def _require(materia: Materia, states: tuple[MateriaStatus, ...], otherwise: str) -> None:
    if materia.status not in states:
        raise Refusal(f"{materia.code} está com a situação {materia.status}: {otherwise}.")


def _tell(session: Session, materia: Materia, text: str, *, by: Person | None, now: datetime) -> None:
    office = terms.legal_office(session)
    to: list[Person | Orgao] = [*with_role(session, Role.PREFEITO, Role.CHEFIA), *([office] if office else [])]
    to += materia.authors
    notices.tell(session, materia, text, to, by=by, now=now, buttons=(Button("Ver", f"ver {materia.code}"),))
