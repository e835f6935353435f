"""The table of matérias, for councils without a system of their own: one row to each, as the council knows it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from models import audit, moments, records, searchable
from models.base import Refusal
from models.materias import terms
from models.materias.register import LAWS, by_autografo, by_number, is_desk, new, sigla_of
from models.materias.tables import Iniciativa, Materia, MateriaStatus, MateriaTerm, Veto
from models.people import Role, with_role
from models.sheets import Column, Sheet, Values
from models.texts import fold

_NUMBER = re.compile(r"\d{1,6}/\d{4}")
_AT_NOON = time(12)


class CouncilStatus(StrEnum):
    """The situations of a row, and of no other state: the rest is done by the people of the house."""

    PREPARO = "preparo"
    CAMARA = "camara"
    AUTOGRAFO = "autografo"
    SANCIONADA = "sancionada"
    VETO_NA_CAMARA = "veto_na_camara"
    VETO_MANTIDO = "veto_mantido"
    REJEITADA = "rejeitada"
    RETIRADA = "retirada"
    ARQUIVADA = "arquivada"
    PREJUDICADA = "prejudicada"


_STATUS = {
    CouncilStatus.PREPARO: MateriaStatus.EM_PREPARO,
    CouncilStatus.CAMARA: MateriaStatus.NA_CAMARA,
    CouncilStatus.AUTOGRAFO: MateriaStatus.AUTOGRAFO,
    CouncilStatus.SANCIONADA: MateriaStatus.SANCIONADA,
    CouncilStatus.VETO_NA_CAMARA: MateriaStatus.VETO_NA_CAMARA,
    CouncilStatus.VETO_MANTIDO: MateriaStatus.VETO_MANTIDO,
    **{each: MateriaStatus(each.value) for each in list(CouncilStatus)[-4:]},
}
_SITUACAO = {status: situacao for situacao, status in _STATUS.items()} | {
    MateriaStatus.PUBLICADA: CouncilStatus.SANCIONADA,
    MateriaStatus.PROMULGADA: CouncilStatus.SANCIONADA,
}
_CHANGED = {"ementa": "title", "autor": "autor", "mensagem": "mensagem"}


def _find(session: Session, row: Values) -> Materia | None:
    return by_number(session, _sigla(row), row["numero"], row["ano"])


def _sigla(row: Values) -> str:
    sigla = sigla_of(row["sigla"])
    if sigla not in LAWS:
        raise Refusal(f"sigla: {row['sigla']} não é projeto de lei; exemplo: PL ou PLC")
    return sigla


def _take(session: Session, row: Values, now: datetime) -> Materia:
    sigla, status = _sigla(row), _STATUS[row["situacao"]]
    _check(session, row)
    received = _received(row)
    veto_day = row["veto_recebido_camara_em"]
    materia = new(
        session,
        sigla,
        row["numero"],
        row["ano"],
        row["ementa"],
        status=MateriaStatus.PUBLICADA if status == MateriaStatus.SANCIONADA and row["lei_publicada_em"] else status,
        by=None,
        now=now,
        autor=row["autor"],
        iniciativa=(row["iniciativa"] or Iniciativa.VEREADOR).value,
        mensagem=row["mensagem"],
        autografo=row["autografo"] or None,
        recebido_em=received,
        veto=row["veto_tipo"].value if row["veto_tipo"] else None,
        decidido_em=_noon(row["veto_em"]),
        veto_recebido_em=_noon(veto_day),
        lei=row["lei"] or None,
        lei_data=row["lei_data"],
        publicada_em=row["lei_publicada_em"],
    )
    keys = [f"AUT-{row['autografo']}"] if row["autografo"] else []
    keys += [f"LEI-{row['lei']}"] if row["lei"] else []
    records.add_keys(session, materia.id, map(fold, keys))
    searchable.add(session, materia.id, *keys)
    _open_terms(session, materia, now)
    return materia


def _open_terms(session: Session, materia: Materia, now: datetime) -> None:
    """The term that runs in the situation of the row."""
    if materia.status == MateriaStatus.AUTOGRAFO and materia.recebido_em:
        terms.begin(session, materia, MateriaTerm.SANCAO_VETO, materia.recebido_em, terms.mayor(session), now)
    if materia.status == MateriaStatus.VETO_NA_CAMARA and materia.veto_recebido_em:
        owner = next(iter(with_role(session, Role.CHEFIA)), None) or terms.mayor(session)
        terms.begin(session, materia, MateriaTerm.APRECIACAO, moments.today(materia.veto_recebido_em), owner, now)


def _check(session: Session, row: Values) -> None:
    """Raises Refusal for a row that lacks what its situation needs, or has a number that is another's."""
    for name in ("autografo", "lei"):
        if row[name] and not _NUMBER.fullmatch(row[name]):
            raise Refusal(f"{name}: {row[name]} não é número e ano; exemplo: 1695/2026")
    needs = {
        CouncilStatus.AUTOGRAFO: ("autografo", "autografo_recebido_em"),
        CouncilStatus.VETO_NA_CAMARA: ("veto_recebido_camara_em",),
        CouncilStatus.SANCIONADA: ("lei", "lei_data"),
    }
    for name in needs.get(row["situacao"], ()):
        if not row[name]:
            raise Refusal(f"{name}: está vazio, e a situação {row['situacao']} precisa dele")
    other = by_autografo(session, row["autografo"]) if row["autografo"] else None
    if other is not None:
        raise Refusal(f"autografo: {row['autografo']} já é o de {other.code}")


def _change(session: Session, materia: Materia, row: Values, now: datetime) -> None:
    """What the council words otherwise; a date or a situation is changed by the people who have the paper."""
    if fixed := sorted(row.keys() - _CHANGED.keys()):
        raise Refusal(f"{fixed[0]}: {materia.code} já está registrada, e isso se muda na conversa, com o papel")
    for name, column in _CHANGED.items():
        if name in row:
            setattr(materia, column, row[name])
    searchable.add(session, materia.id, materia.title, materia.autor)
    audit.write(session, "tabela", by=None, now=now, record_id=materia.id, text="dados da Câmara atualizados")


def _give(_session: Session, found: Sequence[Materia]) -> Iterator[Values]:
    for each in found:
        received: dict[str, Any] = {"autografo_recebido_em": None, "hora": None}
        if each.recebido_em is not None:
            here = moments.local(each.recebido_em)
            received = {"autografo_recebido_em": here.date(), "hora": here.time().replace(tzinfo=None)}
        yield {
            "sigla": each.sigla,
            "numero": each.numero,
            "ano": each.ano,
            "ementa": each.title,
            "autor": each.autor,
            "iniciativa": Iniciativa(each.iniciativa),
            "situacao": _SITUACAO.get(MateriaStatus(each.status), CouncilStatus.AUTOGRAFO),
            "autografo": each.autografo or "",
            **received,
            "mensagem": each.mensagem,
            "veto_tipo": Veto(each.veto) if each.veto else None,
            "veto_em": _day(each.decidido_em) if each.veto else None,
            "veto_recebido_camara_em": _day(each.veto_recebido_em),
            "lei": each.lei or "",
            "lei_data": each.lei_data,
            "lei_publicada_em": each.publicada_em,
        }


def _received(row: Values) -> datetime | None:
    day = row["autografo_recebido_em"]
    return moments.at(day, row["hora"] or _AT_NOON) if day else None


def _noon(day: date | None) -> datetime | None:
    return moments.at(day, _AT_NOON) if day else None


def _day(moment: datetime | None) -> date | None:
    return moments.local(moment).date() if moment else None


SHEET = Sheet(
    (
        Column("sigla", is_needed=True),
        Column("numero", int, is_needed=True),
        Column("ano", int, is_needed=True),
        Column("ementa", is_needed=True),
        Column("autor"),
        Column("iniciativa", Iniciativa),
        Column("situacao", CouncilStatus, is_needed=True),
        Column("autografo"),
        Column("autografo_recebido_em", date),
        Column("hora", time),
        Column("mensagem"),
        Column("veto_tipo", Veto),
        Column("veto_em", date),
        Column("veto_recebido_camara_em", date),
        Column("lei"),
        Column("lei_data", date),
        Column("lei_publicada_em", date),
    ),
    _find,
    _take,
    _give,
    _change,
    spelled=("camara",),
    may=is_desk,
)
