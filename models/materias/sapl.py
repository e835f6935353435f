"""What the council's system (SAPL) says of matérias: kept, and proposed to people; it starts no clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, moments, notices, searchable
from models.base import Base, Button, Refusal, insert_row
from models.contacts import Inquiry
from models.materias import requests_seen, terms
from models.materias.register import LAWS, new, sigla_of
from models.materias.tables import BEFORE, Materia, MateriaStatus, MateriaTerm
from models.people import Role, with_role
from models.records import Record
from models.texts import clip

S = MateriaStatus
NAME = "sapl"  # of the contact, and of the job
PAGE, MOST_PAGES = 100, 1000
_OVERLAP = timedelta(days=1)
_url, _token = "", ""
_FAR_PAST = timedelta(days=60)
_LONGEST = 2000  # characters of a text of the council that are kept

_ON_ITS_WAY = ("APRESENT", "AUTUAPAUTA", "DISTRCOMIS", "AGPARECER", "INCLORDIA", "APROV1TUR", "ADIAVOTAC", "AGORDIA")
AT_THE_COUNCIL = frozenset((*_ON_ITS_WAY, "APROVADA", "AGAUTOGR"))
VETO_THERE = frozenset(["VETOLIDO", "VETODISTR", "VETOPAUTA", "VETOORDIA", "VETOTOTAL"])
SUGGESTED = {
    "AGSANCAO": "o autógrafo está a caminho",
    "VETOMANT": "o veto foi mantido",
    "VETOREJEI": "o veto foi rejeitado",
    "AGPROMVET": "o veto foi rejeitado",
    "TRANSFLEI": "virou lei",
    "LEIPROMUL": "virou lei",
    "NORMPROMUL": "virou lei",
    "LEIVETPAR": "virou lei, com veto parcial",
}
ENDED_THERE = {
    "REJEITADA": S.REJEITADA,
    "ARQUIVADA": S.ARQUIVADA,
    "PREJUD": S.PREJUDICADA,
    "RETAUTOR": S.RETIRADA,
}
_SAME = {
    "AGSANCAO": (S.AUTOGRAFO, S.SANCAO_DECIDIDA, S.VETO_DECIDIDO, S.PRAZO_FINDO),
    "VETOMANT": (S.VETO_MANTIDO,),
    "VETOREJEI": (S.VETO_REJEITADO, S.PROMULGADA),
    "AGPROMVET": (S.VETO_REJEITADO, S.PROMULGADA),
}
_LAW = (S.SANCIONADA, S.PUBLICADA, S.PROMULGADA, S.VETO_MANTIDO)


class SaplState(Base):
    """Up to where the council's system was read, one row."""

    __tablename__ = "sapl_state"
    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[datetime | None]  # the newest change that was read
    page: Mapped[int]  # the page on which the next run goes on, 1 where it begins anew
    ignored: Mapped[int]  # tramitações without a status


class SaplQuarantine(Base):
    """One item of the council's system that could not be read, and the reason; it is tried again when it changes."""

    __tablename__ = "sapl_quarantine"
    id: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(unique=True)
    why: Mapped[str]
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Maps:
    """What the ids of the council's system mean: the sigla of each type and status, the name of each."""

    types: Mapping[int, str]
    statuses: Mapping[int, tuple[str, str]] = field(default_factory=dict)


class UnreadablePage(Exception):
    """A page in a form that is not known."""


class UnusableItem(Exception):
    """An item that cannot be read; the message says why."""


def state(session: Session) -> SaplState:
    """The row, made where there is none."""
    found = session.scalars(select(SaplState).order_by(SaplState.id).limit(1)).first()
    if found is None:
        found = session.get_one(SaplState, insert_row(session, SaplState, mark=None, page=1, ignored=0))
    return found


def configure(url: str, token: str) -> None:
    """Set the address of the council's system, without `/api`, and its token, once, when the house is built."""
    global _url, _token
    _url, _token = url.rstrip("/"), token


def is_configured() -> bool:
    return bool(_url)


def begin(session: Session, now: datetime) -> tuple[datetime, int]:
    """From when changes are asked for, a day before the last one read; and the page on which a run goes on."""
    row = state(session)
    row.mark = row.mark or now - _FAR_PAST
    return row.mark - _OVERLAP, row.page


def done(session: Session, newest: datetime | None) -> None:
    """Record that everything was read, up to a change; the next run begins with the first page again."""
    row = state(session)
    row.page, row.mark = 1, max(filter(None, [row.mark, newest]), default=None)


def types(page: int) -> Inquiry:
    """One page of the types of matérias; as a rule it is the only one."""
    return _inquiry("tipomaterialegislativa/", {"get_all": "true", "page": str(page)})


def statuses(page: int) -> Inquiry:
    return _inquiry("statustramitacao/", {"get_all": "true", "page": str(page)})


def changed(since: datetime, page: int) -> Inquiry:
    """One page of the matérias that changed since a moment, the oldest change first."""
    wanted = {"data_ultima_atualizacao__gte": moments.local(since).isoformat(timespec="seconds")}
    order = {"o": "data_ultima_atualizacao,id", "page_size": str(PAGE), "page": str(page)}
    return _inquiry("materialegislativa/", wanted | order)


def last_step(sapl_id: int) -> Inquiry:
    """The newest tramitação of a matéria; `{}` where there is none."""
    return _inquiry(f"materialegislativa/{sapl_id}/ultima_tramitacao/", {})


def _inquiry(path: str, params: Mapping[str, str]) -> Inquiry:
    return Inquiry(f"{_url}/api/materia/{path}", params, _token)


def page_of(data: Any) -> tuple[list[Any], bool]:
    """The items of a page, and whether there are more; a plain list is the whole. Raises UnreadablePage."""
    if isinstance(data, list):
        return data, False
    items, pages = (data.get("results"), data.get("pagination")) if isinstance(data, dict) else (None, None)
    if not isinstance(items, list) or not isinstance(pages, dict):
        raise UnreadablePage
    return items, pages.get("next_page") is not None


def maps_of(types_: Iterable[Any], statuses_: Iterable[Any]) -> Maps:
    """What the ids mean; an item without id or sigla means nothing."""
    known = [each for each in types_ if _has_sigla(each)]
    named = [each for each in statuses_ if _has_sigla(each)]
    return Maps(
        {each["id"]: each["sigla"] for each in known},
        {each["id"]: (each["sigla"].upper(), str(each.get("descricao") or each["sigla"])) for each in named},
    )


def _has_sigla(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("id"), int) and isinstance(item.get("sigla"), str)


def quarantine(session: Session, item: str, why: str, now: datetime) -> None:
    """Set an item apart, once."""
    known = session.scalar(select(SaplQuarantine).where(SaplQuarantine.item == item))
    if known is None:
        insert_row(session, SaplQuarantine, item=item, why=clip(why, 200), at=now)
    else:
        known.why = clip(why, 200)


def quarantined(session: Session) -> list[SaplQuarantine]:
    """What is set apart, the latest first."""
    return list(session.scalars(select(SaplQuarantine).order_by(SaplQuarantine.id.desc()).limit(50)))


@dataclass(frozen=True, slots=True)
class KnownMaterias:
    """The matérias that the items of a page may be about, by the id of the council and by our number."""

    by_id: dict[int, Materia]
    by_code: dict[str, Materia]


def known_among(session: Session, items: Iterable[Any]) -> KnownMaterias:
    """The matérias of the ids and the numbers of some items, by two questions for all of them."""
    read = [each for each in items if isinstance(each, dict)]
    ids = [each["id"] for each in read if isinstance(each.get("id"), int)]
    codes = [f"{sigla}-{each.get('numero')}/{each.get('ano')}" for each in read for sigla in LAWS]
    theirs = session.scalars(select(Materia).where(Materia.sapl_id.in_(ids))).all()
    ours = session.scalars(select(Materia).where(Record.code.in_(codes))).all()
    return KnownMaterias(
        {each.sapl_id: each for each in theirs if each.sapl_id is not None}, {each.code: each for each in ours}
    )


def take(session: Session, item: Mapping[str, Any], maps: Maps, known: KnownMaterias, now: datetime) -> Materia | None:
    """Register or update the matéria of an item; None for one of another type. Raises UnusableItem."""
    sigla = _sigla(item, maps)
    if sigla is None and maps.types[item["tipo"]].upper() not in requests_seen.OF_SIGLA:
        return None
    numero, ano, sapl_id = (_number(item, name) for name in ("numero", "ano", "id"))
    ementa = _text(item, "ementa")
    if sigla is None:
        requests_seen.note(session, sapl_id, maps.types[item["tipo"]], numero, ano, ementa)
        return None
    materia = known.by_id.get(sapl_id) or known.by_code.get(f"{sigla}-{numero}/{ano}")
    if materia is None:
        if not ementa:
            raise UnusableItem("está sem ementa")
        materia = new(session, sigla, numero, ano, ementa, status=S.NA_CAMARA, by=None, now=now, sapl_id=sapl_id)
        known.by_code[materia.code] = materia  # the council may give one number twice
    if materia.sapl_id != sapl_id:
        materia.sapl_id = sapl_id
    if ementa and materia.title.startswith("Projeto "):
        materia.title = ementa
        searchable.add(session, materia.id, ementa)
    return materia


def follow(session: Session, materia: Materia, step: Mapping[str, Any], maps: Maps, now: datetime) -> None:
    """Keep what the newest tramitação says; where the paper has to follow, suggest it to people. Opens no term."""
    status = step.get("status")
    if status is None:
        state(session).ignored += 1
        return
    sigla, name = maps.statuses.get(status, ("", "")) if isinstance(status, int) else ("", "")
    said = name or f"situação {status}"
    said += "" if _is_known(sigla) else " (a mapear)"
    if materia.status_externo == said:
        return
    materia.status_externo = said
    audit.write(session, "sapl", by=None, now=now, record_id=materia.id, text=f"no sistema da Câmara: {said}")
    if sigla in SUGGESTED and not _is_done(materia, sigla):
        _suggest(session, materia, SUGGESTED[sigla], _text(step, "texto"), now)
    elif sigla in ENDED_THERE and materia.status in BEFORE:
        materia.status = ENDED_THERE[sigla]
        terms.finish(session, materia, MateriaTerm.URGENCIA, at=now, void=True)


def _is_known(sigla: str) -> bool:
    return sigla in AT_THE_COUNCIL or sigla in VETO_THERE or sigla in SUGGESTED or sigla in ENDED_THERE


def _is_done(materia: Materia, sigla: str) -> bool:
    """Whether the house knows already what the status would suggest."""
    return materia.status in _SAME.get(sigla, _LAW) or (sigla == "AGSANCAO" and materia.recebido_em is not None)


def _suggest(session: Session, materia: Materia, what: str, text: str, now: datetime) -> None:
    said = f" “{clip(text, 160)}”" if text else ""
    told = (
        f"No sistema da Câmara, {materia.code} ({clip(materia.title, 60)}): {what}.{said} "
        "Nada foi registrado aqui: quando tiver o papel, registre."
    )
    line = f"autógrafo do {materia.code}" if "autógrafo" in what else f"ver {materia.code}"
    buttons = (Button("Registrar" if line.startswith("aut") else "Ver", line),)
    notices.send(session, materia, told, with_role(session, Role.CHEFIA), by=None, now=now, buttons=buttons)


def changed_at(item: Mapping[str, Any]) -> datetime | None:
    """When the item last changed there; None where it does not say."""
    try:
        found = datetime.fromisoformat(str(item.get("data_ultima_atualizacao")))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=moments.zone())


def _sigla(item: Mapping[str, Any], maps: Maps) -> str | None:
    kind = item.get("tipo")
    if not isinstance(kind, int) or kind not in maps.types:
        raise UnusableItem(f"tipo desconhecido: {clip(str(kind), 20)}")
    try:
        sigla = sigla_of(maps.types[kind])
    except Refusal:
        return None
    return sigla if sigla in LAWS else None


def _number(item: Mapping[str, Any], name: str) -> int:
    value = item.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 10**9:
        raise UnusableItem(f"{name} não é um número: {clip(str(value), 20)}")
    return value


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name) or ""
    if not isinstance(value, str):
        raise UnusableItem(f"{name} não é um texto")
    return " ".join(value.split())[:_LONGEST]
