"""What leaves on paper, in the padrão ofício: addressee, assunto, numbered paragraphs, fecho, who signs and how."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.papers import Block, Facts, fields, note, paper, signature, text, written_day
from models import moments, oficios
from models.acts import issuer
from models.authorities import Authority, Esfera
from models.oficios import Especie, Oficio, OficioStatus
from models.people import Orgao, Person

_SUPERIOR = (Esfera.ESTADUAL, Esfera.FEDERAL)
_PLACE = "Município de "


def state(_session: Session, oficio: Oficio) -> str:
    """Whether it stands: `Expedido.`, `Sem efeito.`"""
    if oficio.approved_at is None:
        return "Minuta: ainda não foi aprovada, ou não o será."
    return f"Situação: {oficio.state}."


@paper(oficios.PAPER, about=(oficios.KIND,), state=state)
def letter(session: Session, oficio: Oficio, _person: Person, _now: datetime) -> Facts:
    """The document as it is to be signed; a draft as it stands, marked as one."""
    is_draft = oficio.approved_at is None
    day = moments.today(oficio.approved_at or oficio.created_at)
    unit = session.get(Orgao, oficio.orgao_id) if oficio.orgao_id else None
    municipality = oficio.municipality or issuer.municipality()
    ended = oficio.status in (OficioStatus.CANCELADA, OficioStatus.SEM_EFEITO)
    blocks: list[Block] = [
        *([note(f"{state(session, oficio)}")] if ended else []),
        {"kind": "date", "text": f"{municipality.removeprefix(_PLACE)}, {written_day(day)}."},
        *_addressed(oficio),
        fields(("Assunto:", oficio.title)),
        *([text(oficio.to[0].vocativo.rstrip(",") + ",")] if oficio.to and oficio.to[0].vocativo else []),
        {"kind": "numbered", "lines": oficio.paragraphs},
        *([text(_closing(oficio.to[0]))] if oficio.to and oficio.especie != Especie.CERTIDAO else []),
        *([signature(oficio.signer.name, oficio.quality)] if oficio.signer and not is_draft else []),
        fields(("Conferência", oficio.short_hash)),
    ]
    return Facts(
        title=_title(oficio),
        number=oficio.code,
        day=day,
        blocks=blocks,
        municipality=municipality,
        office=unit.name if unit else "Gabinete do Prefeito",
        draft=is_draft,
        open_to_all=not is_draft,
    )


def _title(oficio: Oficio) -> str:
    """`OFÍCIO Nº 123/2026-GP`"""
    number = oficio.code.partition("-")[2] if oficio.approved_at else f"(minuta {oficio.draft_code})"
    return f"{oficio.label.upper()} {'Nº ' if oficio.approved_at else ''}{number}"


def _addressed(oficio: Oficio) -> list[Block]:
    lines = [line for each in oficio.to for line in _lines(each)]
    return [{"kind": "address", "lines": lines}] if oficio.especie != Especie.CERTIDAO else []


def _lines(authority: Authority) -> list[str]:
    """The address block: to whom, of what, where."""
    known = (authority.tratamento, authority.titular, authority.nome, authority.endereco or authority.municipio)
    first = authority.tratamento.partition(" ")[0]
    to = "À" if first.endswith("a") else "Ao"
    return [f"{to} {each}" if each == authority.tratamento else each for each in known if each]


def _closing(authority: Authority) -> str:
    """The fecho of the authority; where it has none, by its sphere: to a superior one, Respeitosamente."""
    own = authority.fecho or ("Respeitosamente" if authority.esfera in _SUPERIOR else "Atenciosamente")
    return f"{own.rstrip(',.')},"
