"""How a norma comes into the house and is corrected, and from when to when it is in force."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, authorities, deadlines, moments, municipal_days, notices, records, rule_book, searchable
from models.authorities import Esfera
from models.base import Button, Refusal
from models.calendar import CalendarError
from models.counting import count
from models.deadlines import Basis, Due
from models.materias import Materia, decisions
from models.materias.terms import legal_office
from models.norms.names import code_of, keys_of, urn_of, written
from models.norms.tables import Clausula, Identity, Norma, NormaLink, NormaStatus, NormaTerm, Vinculo
from models.people import Orgao, Person, cabinet, standing
from models.records import Record
from models.texts import clip, fold

_VACATIO, _DIARY = "vacatio_legis", "diário oficial"
_NOTED = {Vinculo.SUSPENDE: "suspensa por decisão", Vinculo.RETIFICA: "retificada"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNorma:
    """A norma as a line, a form or a table tells of it; `is_other`: another one of a number that is taken."""

    identity: Identity
    ementa: str
    publicada_em: date | None = None
    veiculo: str = ""
    link: str = ""
    captada_de: str = "manual"
    clausula: Clausula | None = None
    dias: int | None = None
    inicio: date | None = None
    is_other: bool = False
    status: NormaStatus = NormaStatus.CAPTADA


def is_desk(session: Session, by: Person, now: datetime) -> bool:
    """Whether a person captures normas: the cabinet, the Procuradoria and the protocolo."""
    who, office = standing(session, by, now), legal_office(session)
    of_office = office is not None and office.id in who.orgao_ids
    return who.is_cabinet or of_office or authorities.is_protocolo(session, by)


def require_desk(session: Session, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who may neither capture nor correct normas."""
    if not is_desk(session, by, now):
        raise Refusal("Só o gabinete, a Procuradoria e o protocolo registram normas. Peça a eles.")


def same(session: Session, one: Identity) -> list[Norma]:
    """The normas of that sphere, authority, type, number and year."""
    query = select(Norma).where(Norma.esfera == one.esfera, Norma.tipo == one.tipo, Norma.ano == one.ano)
    query = query.where(Norma.numero == one.numero, Norma.autoridade == one.autoridade)
    return list(session.scalars(query.order_by(Norma.id)))


def namesakes(session: Session, norma: Norma) -> list[Norma]:
    """The other normas of that sphere, type and number, of whatever year."""
    query = select(Norma).where(Norma.esfera == norma.esfera, Norma.tipo == norma.tipo, Norma.numero == norma.numero)
    return list(session.scalars(query.where(Norma.id != norma.id).order_by(Norma.ano).limit(9)))


def find(session: Session, one: Identity) -> Norma | None:
    """The norma meant: that of the date, or one of which the date is not known yet."""
    found = same(session, one)
    exact = [each for each in found if each.data == one.data]
    undated = [each for each in found if each.data is None or one.data is None]
    return next(iter([*exact, *undated]), None)


def take(session: Session, new: NewNorma, *, by: Person | None, now: datetime) -> tuple[Norma, bool]:
    """Register a norma, or complete the one that is known; the second value: whether it is new. Raises Refusal."""
    if by is not None:
        require_desk(session, by, now)
    if known := find(session, new.identity):
        correct(session, known, new, by=by, now=now)
        return known, False
    if (others := same(session, new.identity)) and not new.is_other:
        raise _taken(others[0])
    norma = _create(session, new, len(others), by=by, now=now)
    if by is not None:
        _ask_for_triage(session, norma, now)
    return norma, True


@decisions.when_law
def _of_bill(session: Session, materia: Materia, now: datetime) -> str:
    """The norma that a bill of the house became; one that is known already is completed."""
    numero, _, ano = (materia.lei or "").partition("/")
    tipo = "lei complementar" if materia.sigla == "PLC" else "lei"
    identity = Identity(esfera=Esfera.MUNICIPAL, tipo=tipo, numero=numero, ano=int(ano), data=materia.lei_data)
    is_known = find(session, identity) is not None
    new = NewNorma(
        identity=identity,
        ementa=materia.title,
        publicada_em=materia.publicada_em,
        captada_de=materia.code,
        is_other=True,
    )
    norma, _ = take(session, new, by=None, now=now)
    if not is_known:
        _ask_for_triage(session, norma, now)
    return norma.code


def correct(session: Session, norma: Norma, new: NewNorma, *, by: Person | None, now: datetime) -> None:
    """Set what is given: the date of the act, the publication, the ementa, the clause; the start is counted anew."""
    given: dict[str, Any] = {
        "title": new.ementa,
        "data": new.identity.data,
        "publicada_em": new.publicada_em,
        "veiculo": new.veiculo,
        "link": new.link,
    }
    changed = {name: value for name, value in given.items() if value and value != getattr(norma, name)}
    for name, value in changed.items():
        setattr(norma, name, value)
    norma.urn = urn_of(norma.identity)
    if "title" in changed:
        searchable.add(session, norma.id, norma.title)
    if new.clausula is not None:
        norma.clausula, norma.dias, norma.inicio = new.clausula, new.dias, new.inicio
    norma.inicio = start_of(session, norma)
    if changed or new.clausula is not None:
        audit.write(session, "correcao", by=by, now=now, record_id=norma.id, text=f"corrigida: {_said(norma)}")


def set_clause(
    session: Session,
    norma: Norma,
    clausula: Clausula,
    *,
    dias: int | None = None,
    day: date | None = None,
    by: Person,
    now: datetime,
) -> None:
    """Say when a norma begins to be in force."""
    require_desk(session, by, now)
    norma.clausula, norma.dias, norma.inicio = clausula, dias, day
    norma.inicio = start_of(session, norma)
    audit.write(session, "vigencia", by=by, now=now, record_id=norma.id, text=f"vigência: {_said(norma)}")


def start_of(session: Session, norma: Norma) -> date | None:
    """The first day in force, by the clause; None while the publication is not known."""
    if norma.clausula == Clausula.DATA:
        return norma.inicio
    published = norma.publicada_em
    if published is None:
        return None
    if norma.clausula == Clausula.IMEDIATA:
        return published
    # The day of publication and the last one count: it is in force on the day after, a business day or not.
    if norma.clausula == Clausula.DIAS:
        return moments.days_after(published, norma.dias or 0)
    try:
        end = count(rule_book.rule(session, _VACATIO, published), published, municipal_days.current(session)).end
    except CalendarError as error:
        raise Refusal(str(error)) from error
    return moments.days_after(end.date() if isinstance(end, datetime) else end, 1)


def end_of(session: Session, norma: Norma) -> tuple[date | None, Norma | None]:
    """Its last date, and the norma that revokes it as a whole, if one does: then it ends where that one starts."""
    # Always read from the links: a link that is taken away gives back the end there was.
    revoking = [each.norma for each in links_to(session, norma) if each.vinculo == Vinculo.REVOGA]
    first = min(revoking, key=lambda each: each.inicio or date.max, default=None)
    return (norma.fim, None) if first is None else (first.inicio, first)


def links_to(session: Session, norma: Norma) -> list[NormaLink]:
    """What other normas do to this one."""
    return list(session.scalars(select(NormaLink).where(NormaLink.other_id == norma.id)))


def links_of(session: Session, norma: Norma) -> list[NormaLink]:
    """What this norma does to others."""
    return list(session.scalars(select(NormaLink).where(NormaLink.norma_id == norma.id)))


def link(
    session: Session, norma: Norma, vinculo: Vinculo, other: Norma, nota: str = "", *, by: Person | None, now: datetime
) -> None:
    """Note what a norma does to another. Repeating is harmless. Raises Refusal for a norma and itself."""
    if by is not None:
        require_desk(session, by, now)
    if norma.id == other.id:
        raise Refusal(f"{norma.code} não muda a si mesma. Diga o número da outra.")
    if norma.data and other.data and norma.data < other.data:
        raise Refusal(f"{norma.code} é anterior a {other.code}, e não a muda. Comece a linha pela mais nova.")
    if session.get(NormaLink, (norma.id, other.id, vinculo)) is not None:
        return
    session.add(NormaLink(norma_id=norma.id, other_id=other.id, vinculo=vinculo.value, nota=nota))
    session.flush()
    what = vinculo.name.lower().replace("_", " ")
    for one, text in ((norma, f"{what} {other.code}"), (other, f"{norma.code} {what} esta")):
        audit.write(session, "vinculo_norma", by=by, now=now, record_id=one.id, text=f"{text} {nota}".strip())


def triage_due(session: Session, now: datetime) -> Due:
    """Until when a norma is triaged, and an órgão answers."""
    try:
        return deadlines.due_of(session, Basis("norma_triagem", moments.today(now)))
    except CalendarError as error:
        raise Refusal(str(error)) from error


def _create(session: Session, new: NewNorma, others: int, *, by: Person | None, now: datetime) -> Norma:
    one, office = new.identity, cabinet(session)
    if not new.ementa:
        raise Refusal(f"{written(one)}: falta a ementa, entre aspas. Exemplo: “Plano de manejo de resíduos”.")
    code = code_of(one) + (f"-{others + 1}" if others else "")
    if session.scalar(select(Record.id).where(Record.code == code)) is not None:
        code = f"{code}-{(one.autoridade or 'outra').rpartition('.')[2].upper()[:12]}"
    values: dict[str, Any] = {
        **{name: getattr(one, name) for name in ("tipo", "numero", "ano", "data", "autoridade")},
        **{name: getattr(new, name) for name in ("publicada_em", "veiculo", "link", "captada_de", "dias", "inicio")},
        "esfera": one.esfera.value,
        "urn": urn_of(one),
        "clausula": (new.clausula or Clausula.NENHUMA).value,
        "fim": None,
        "proposta": "",
        "proposta_ate": None,
    }
    record_id = records.create(
        session,
        Norma,
        now=now,
        search=(written(one), one.tipo, *keys_of(one)),
        code=code,
        title=new.ementa,
        status=new.status.value,
        author_id=by.id if by else None,
        orgao_id=office.id if office else None,
        **values,
    )
    norma: Norma = records.load(session, Norma, record_id)
    records.add_keys(session, record_id, [each for each in keys_of(one) if each != fold(code)])
    norma.inicio = start_of(session, norma)
    session.flush()
    audit.write(session, "registro", by=by, now=now, record_id=record_id, text=f"norma captada: {_said(norma)}")
    return norma


def _ask_for_triage(session: Session, norma: Norma, now: datetime) -> None:
    if office := cabinet(session):
        due = triage_due(session, now)
        deadlines.open_deadline(session, norma.id, NormaTerm.TRIAGEM, due, owner=office, now=now)


def _said(norma: Norma) -> str:
    text = f"{written(norma.identity)}, {clip(norma.title, 80)}"
    text += f"; publicada em {moments.day_text(norma.publicada_em)}" if norma.publicada_em else ""
    return f"{text}; em vigor em {moments.day_text(norma.inicio)}" if norma.inicio else text


def _taken(other: Norma) -> Refusal:
    of = f", de {moments.day_text(other.data)}" if other.data else ""
    return Refusal(
        f"{other.code}{of}, já está registrada com esse número: {clip(other.title, 60)}. "
        "Se é outra norma de mesmo número, repita a linha com a palavra outra no fim.",
        (Button(f"Ver {other.code}", f"ver {other.code}"),),
    )


def tell(session: Session, norma: Norma, text: str, to: Iterable[Person | Orgao], *, by: Person, now: datetime) -> None:
    """Notify people of a norma, with the button that shows it."""
    notices.tell(session, norma, text, [*to], by=by, now=now, buttons=(Button("Ver", f"ver {norma.code}"),))


def note(session: Session, norma: Norma, vinculo: Vinculo, nota: str, *, by: Person, now: datetime) -> None:
    """Note what happened to a norma without another one: a judgment, a republication. It is no state of it."""
    require_desk(session, by, now)
    found = session.get(NormaLink, (norma.id, norma.id, vinculo))
    if found is None:
        session.add(NormaLink(norma_id=norma.id, other_id=norma.id, vinculo=vinculo.value, nota=nota))
    else:
        found.nota = f"{found.nota}; {nota}"
    session.flush()
    text = f"{_NOTED[vinculo]}: {nota}"
    audit.write(session, "nota_norma", by=by, now=now, record_id=norma.id, text=text)


def from_diary(new: NewNorma, code: str, day: date, link: str) -> NewNorma:
    """A norma that was found in the diary: published on the day of the edition, unless something else is said."""
    return replace(new, captada_de=code, publicada_em=new.publicada_em or day, link=link, veiculo=new.veiculo or _DIARY)
