"""How a matéria comes into the house: written here, sent to the council, or with the autógrafo that arrives."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, authorities, deadlines, moments, notices, records, searchable, subjects
from models.base import Button, Refusal
from models.materias import terms
from models.materias.opinions import ask
from models.materias.tables import BEFORE, ENDED, KIND, WITH_MAYOR, Iniciativa, Materia, MateriaStatus, MateriaTerm
from models.people import Orgao, Person, Role, cabinet, standing, with_role
from models.texts import clip, fold

LAWS = ("PL", "PLC")  # what is sanctioned; the council gives its own names, read by `sigla_of`
_SIGLAS = {"PLO": "PL", "PL": "PL", "PLC": "PLC", "PLOC": "PLC"}
_WITHOUT_SANCTION = {
    "PELO": "proposta de emenda à Lei Orgânica",
    "PELOM": "proposta de emenda à Lei Orgânica",
    "ELO": "emenda à Lei Orgânica",
    "PDL": "projeto de decreto legislativo",
    "PR": "projeto de resolução",
    "PRES": "projeto de resolução",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Autografo:
    """An autógrafo as it arrives: its number, the bill it is of, and the instant of the receipt."""

    numero: str
    sigla: str
    projeto: int
    ano: int
    at: datetime
    ementa: str = ""
    autor: str = ""
    prova: str = ""
    opinions: tuple[Orgao, ...] = ()


def sigla_of(typed: str) -> str:
    """Our sigla for a type of the council. Raises Refusal for what is not sanctioned."""
    sigla = typed.upper()
    if sigla in _WITHOUT_SANCTION:
        one = _WITHOUT_SANCTION[sigla]
        raise Refusal(f"{one[0].upper()}{one[1:]} não vai a sanção: a Câmara promulga. Não há prazo do Prefeito.")
    return _SIGLAS.get(sigla, sigla)


def by_number(session: Session, sigla: str, numero: int, ano: int) -> Materia | None:
    """The matéria of that number."""
    return session.scalar(select(Materia).where(Materia.code == f"{sigla}-{numero}/{ano}"))


def by_autografo(session: Session, number: str) -> Materia | None:
    """The matéria with the autógrafo of that number, `1695/2026`."""
    return session.scalar(select(Materia).where(Materia.autografo == number))


def is_desk(session: Session, by: Person, now: datetime) -> bool:
    """Whether a person registers what comes from and goes to the council: the cabinet and the protocolo."""
    return standing(session, by, now).is_cabinet or authorities.is_protocolo(session, by)


def require_desk(session: Session, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who may not register what comes from and goes to the council."""
    if not is_desk(session, by, now):
        raise Refusal("Só o gabinete e o protocolo registram o que vem da Câmara e o que vai a ela. Peça a eles.")


def new(
    session: Session,
    sigla: str,
    numero: int,
    ano: int,
    ementa: str,
    *,
    status: MateriaStatus,
    by: Person | None,
    now: datetime,
    **values: Any,
) -> Materia:
    """A new matéria. Raises Refusal for a number that is taken."""
    code = f"{sigla}-{numero}/{ano}"
    if by_number(session, sigla, numero, ano) is not None:
        raise Refusal(f"{code} já está registrado.", (Button(f"Ver {code}", f"ver {code}"),))
    office = cabinet(session)
    made: Materia = subjects.register(
        session,
        subjects.declared(KIND),
        ementa or f"Projeto {code}",
        code=code,
        by=by,
        now=now,
        search=[values.get("autor") or "", values.get("autografo") or ""],
        status=status.value,
        sigla=sigla,
        numero=numero,
        ano=ano,
        **({"orgao_id": office.id} if office else {}),
        **values,
    )
    return made


def receive(session: Session, new_one: Autografo, *, by: Person | None, now: datetime) -> Materia:
    """Register an autógrafo: the term to sanction or veto begins, and the Procuradoria is asked for its opinion."""
    if by is not None:
        require_desk(session, by, now)
    sigla = sigla_of(new_one.sigla)
    _check(session, new_one, sigla, now)
    materia = by_number(session, sigla, new_one.projeto, new_one.ano)
    if materia is None:
        materia = new(
            session,
            sigla,
            new_one.projeto,
            new_one.ano,
            new_one.ementa,
            status=MateriaStatus.NA_CAMARA,
            by=by,
            now=now,
            autor=new_one.autor,
        )
    _require_before(materia, new_one.numero)
    materia.status, materia.autografo = MateriaStatus.AUTOGRAFO, new_one.numero
    materia.recebido_em, materia.prova = new_one.at, new_one.prova
    materia.title = new_one.ementa or materia.title
    materia.autor = new_one.autor or materia.autor
    records.add_keys(session, materia.id, [fold(f"AUT-{new_one.numero}")])
    searchable.add(session, materia.id, materia.title, materia.autor, f"autógrafo {new_one.numero}")
    terms.finish(session, materia, MateriaTerm.URGENCIA, at=new_one.at)
    when = moments.moment_text(new_one.at)
    text = f"autógrafo {new_one.numero} recebido {when}"
    audit.write(session, "autografo", by=by, now=now, record_id=materia.id, text=text)
    terms.begin(session, materia, MateriaTerm.SANCAO_VETO, new_one.at, terms.mayor(session), now)
    office = terms.legal_office(session)
    for orgao in dict.fromkeys([*([office] if office else []), *new_one.opinions]):
        ask(
            session, materia, orgao, terms.counted(session, MateriaTerm.PARECER, new_one.at), by=by, now=now, tell=False
        )
    _tell(session, materia, office, new_one.opinions, by=by, now=now)
    return materia


def correct(session: Session, materia: Materia, at: datetime, *, by: Person, now: datetime) -> None:
    """The autógrafo came again, corrected: both receipts are kept, and the earlier term goes on until one is chosen."""
    require_desk(session, by, now)
    _require_known(materia)
    assert materia.recebido_em is not None
    if at < materia.recebido_em:
        raise Refusal(
            f"O autógrafo de {materia.code} chegou em {moments.moment_text(materia.recebido_em)}, antes disso."
        )
    materia.corrigido_em = at
    text = f"autógrafo corrigido recebido {moments.moment_text(at)}"
    audit.write(session, "autografo_corrigido", by=by, now=now, record_id=materia.id, text=text)
    when = moments.moment_text(at)
    told = f"O autógrafo de {materia.code} voltou corrigido {when}. A Procuradoria diz de qual se conta."
    office = terms.legal_office(session)
    to: list[Person | Orgao] = [*([office] if office else []), *with_role(session, Role.PREFEITO, Role.CHEFIA)]
    notices.tell(session, materia, told, to, by=by, now=now, buttons=(Button("Ver", f"ver {materia.code}"),))


def choose(session: Session, materia: Materia, *, corrected: bool, by: Person, now: datetime) -> None:
    """Say from which receipt the term runs; the Procuradoria or the cabinet's head does."""
    who, office = standing(session, by, now), terms.legal_office(session)
    if not who.commands and (office is None or office.id not in who.leads):
        raise Refusal("De qual recebimento se conta o prazo, só a Procuradoria ou a chefia de gabinete diz.")
    deadline = terms.open_one(session, materia, MateriaTerm.SANCAO_VETO)
    if materia.corrigido_em is None or deadline is None:
        raise Refusal(f"{materia.code} não tem dois recebimentos em aberto.")
    start = materia.corrigido_em if corrected else materia.recebido_em
    assert start is not None
    due = terms.counted(session, MateriaTerm.SANCAO_VETO, start)
    deadlines.move(session, deadline, due, now=now)
    which = "do autógrafo corrigido" if corrected else "do primeiro autógrafo"
    materia.corrigido_em = None
    if corrected:
        materia.recebido_em = start
    text = f"prazo contado {which}: até {due.text}"
    audit.write(session, "recebimento", by=by, now=now, record_id=materia.id, text=text)


def urgency(session: Session, materia: Materia, day: date, *, by: Person, now: datetime) -> str:
    """Register that the council was asked for urgency on that day; returns until when it has to vote."""
    require_desk(session, by, now)
    if materia.iniciativa != Iniciativa.EXECUTIVO:
        raise Refusal(f"Só projeto do Executivo tem urgência pedida pelo Prefeito, e {materia.code} é de outro autor.")
    if materia.status not in BEFORE:
        raise Refusal(f"{materia.code} está com a situação {materia.status}: não cabe mais urgência.")
    if materia.urgencia_em is not None:
        raise Refusal(f"A urgência de {materia.code} já foi pedida em {moments.day_text(materia.urgencia_em)}.")
    materia.urgencia_em, materia.status = day, MateriaStatus.NA_CAMARA
    due = terms.begin(session, materia, MateriaTerm.URGENCIA, day, by, now)
    text = f"urgência pedida em {moments.day_text(day)}"
    audit.write(session, "urgencia", by=by, now=now, record_id=materia.id, text=text)
    return due.text


def sent(session: Session, materia: Materia, mensagem: str, at: datetime, *, by: Person, now: datetime) -> None:
    """The bill of the Executive was handed in at the council."""
    require_desk(session, by, now)
    if materia.status != MateriaStatus.EM_PREPARO:
        raise Refusal(f"{materia.code} já está com a situação {materia.status}.")
    materia.status, materia.mensagem = MateriaStatus.NA_CAMARA, mensagem or materia.mensagem
    text = f"protocolado na Câmara {moments.moment_text(at)}"
    audit.write(session, "envio", by=by, now=now, record_id=materia.id, text=text)
    notices.tell(session, materia, f"{materia.code} está na Câmara: {text}.", materia.authors, by=by, now=now)


def end(session: Session, materia: Materia, how: MateriaStatus, *, by: Person, now: datetime) -> None:
    """The bill ended without becoming law; nothing of it runs any more."""
    require_desk(session, by, now)
    if how not in ENDED:
        raise Refusal("Diga como acabou: rejeitada, retirada, arquivada ou prejudicada.")
    if materia.status not in BEFORE:
        raise Refusal(f"{materia.code} está com a situação {materia.status}: não acaba assim.")
    materia.status = how
    deadlines.close(session, materia.id, now=now, void=True)
    audit.write(session, "fim", by=by, now=now, record_id=materia.id, text=f"matéria {how}")
    notices.tell(
        session, materia, f"{materia.code} ({clip(materia.title, 60)}): {how}.", materia.authors, by=by, now=now
    )


def _check(session: Session, new_one: Autografo, sigla: str, now: datetime) -> None:
    if sigla not in LAWS:
        raise Refusal(f"Não conheço o tipo de projeto {sigla}. Use PL ou PLC, como em PL 120/2026.")
    if new_one.at > now:
        raise Refusal(
            f"{moments.moment_text(new_one.at).capitalize()}, ainda não chegou. Confira o dia e a hora do recebimento."
        )
    other = by_autografo(session, new_one.numero)
    if other is not None and (other.sigla, other.numero, other.ano) != (sigla, new_one.projeto, new_one.ano):
        buttons = (Button(f"Ver {other.code}", f"ver {other.code}"),)
        raise Refusal(
            f"O autógrafo {new_one.numero} já está registrado como o de {other.code}. Confira o número no papel.",
            buttons,
        )


def _require_before(materia: Materia, number: str) -> None:
    if materia.status in BEFORE:
        return
    if materia.autografo == number:
        hint = f"Se voltou corrigido: autógrafo corrigido {materia.code} recebido hoje às 10h"
        raise Refusal(f"O autógrafo {number} de {materia.code} já está registrado. {hint}")
    raise Refusal(f"{materia.code} está com a situação {materia.status}: não espera autógrafo.")


def _require_known(materia: Materia) -> None:
    if materia.recebido_em is None or materia.status not in WITH_MAYOR:
        raise Refusal(f"{materia.code} não tem autógrafo à espera de decisão.")


def _tell(
    session: Session,
    materia: Materia,
    office: Orgao | None,
    opinions: tuple[Orgao, ...],
    *,
    by: Person | None,
    now: datetime,
) -> None:
    deadline = terms.open_one(session, materia, MateriaTerm.SANCAO_VETO)
    opinion = terms.open_one(session, materia, MateriaTerm.PARECER)
    assert deadline is not None
    assert materia.recebido_em is not None
    text = (
        f"Autógrafo {materia.autografo} do {materia.code} ({clip(materia.title, 60)}) recebido "
        f"{moments.moment_text(materia.recebido_em)}. Sancionar ou vetar até {deadline.due.text}."
    )
    text += f" Parecer até {opinion.due.text}." if opinion else ""
    to: list[Person | Orgao] = [
        *with_role(session, Role.PREFEITO, Role.CHEFIA),
        *([office] if office else []),
        *opinions,
    ]
    notices.tell(session, materia, text, to, by=by, now=now, buttons=(Button("Ver", f"ver {materia.code}"),))
