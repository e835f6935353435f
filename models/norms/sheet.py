"""The table of normas: one row to each; what it proposes waits for a person."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models import moments
from models.authorities import Esfera
from models.base import Refusal
from models.norms import impacts
from models.norms.names import TIPOS, read_urn, urn_of
from models.norms.register import NewNorma, correct, end_of, find, is_desk, take
from models.norms.tables import Afeta, Clausula, Identity, Norma, NormaStatus
from models.people import Orgao, orgao_by_sigla
from models.sheets import Column, Sheet, Values
from models.texts import fold, listed

_FROM_TABLE, _RECENT = "tabela", 60  # days
_KNOWN = {fold(each): each for each in TIPOS}


def _identity(row: Values) -> Identity:
    tipo = _KNOWN.get(fold(row["tipo"]))
    if tipo is None:
        raise Refusal(f"tipo: não conheço {row['tipo']}; use {listed(list(TIPOS), 'ou')}")
    if row["esfera"] is Esfera.OUTRO_MUNICIPIO:
        raise Refusal("esfera: use municipal, estadual ou federal")
    data: date | None = row["data"]
    if data is not None and data.year != row["ano"]:
        raise Refusal(f"data: {data:%d/%m/%Y} não é do ano {row['ano']}")
    one = Identity(esfera=row["esfera"], tipo=tipo, numero=row["numero"].upper(), ano=row["ano"], data=data)
    if not row["urn"]:
        return one
    urn, named = read_urn(row["urn"])
    autoridade = named.autoridade if named else ""
    one = replace(one, autoridade=autoridade)
    if named != one:
        raise Refusal(f"urn: {urn} não é a da linha, que seria {urn_of(one)}")
    return one


def _find(session: Session, row: Values) -> Norma | None:
    return find(session, _identity(row))


def _take(session: Session, row: Values, now: datetime) -> Norma:
    norma, _ = take(session, _new(row, now), by=None, now=now)
    norma.fim = row["vigencia_fim"]
    _keep_proposed(session, norma, row)
    return norma


def _new(row: Values, now: datetime) -> NewNorma:
    """The norma of a row; an old one that names nobody is kept to be found, and waits for no triage."""
    starts, since = row["vigencia_inicio"], row["publicada_em"] or row["data"]
    is_recent = since is not None and since > moments.days_after(moments.today(now), -_RECENT)
    status = NormaStatus.TRIADA if row["orgaos"] else NormaStatus.CAPTADA if is_recent else NormaStatus.CONCLUIDA
    return NewNorma(
        identity=_identity(row),
        ementa=row["ementa"],
        publicada_em=row["publicada_em"],
        veiculo=row["veiculo"],
        captada_de=_FROM_TABLE,
        clausula=Clausula.DATA if starts else None,
        inicio=starts,
        is_other=True,
        status=status,
    )


def _keep_proposed(session: Session, norma: Norma, row: Values) -> None:
    """The órgãos that the table names are affected; its providência is proposed, and no date of it runs."""
    known = {each.orgao_id for each in impacts.of(session, norma)}
    for orgao in _orgaos(session, row.get("orgaos") or ""):
        if orgao.id not in known:
            impacts.add(session, norma, orgao, Afeta.SIM.value, "segundo a tabela importada")
    if row.get("providencia"):
        norma.proposta = row["providencia"]
    if row.get("prazo"):
        norma.proposta_ate = row["prazo"]


def _orgaos(session: Session, text: str) -> list[Orgao]:
    found = {each: orgao_by_sigla(session, each.removeprefix("@")) for each in text.replace(";", " ").split()}
    if unknown := [name for name, orgao in found.items() if orgao is None]:
        raise Refusal(f"orgaos: {listed(unknown)} não está cadastrado (veja: python -m bot people export)")
    return [each for each in found.values() if each is not None]


def _change(session: Session, norma: Norma, row: Values, now: datetime) -> None:
    starts = row.get("vigencia_inicio")
    new = NewNorma(
        identity=replace(norma.identity, data=row.get("data") or norma.data),
        ementa=row.get("ementa", ""),
        publicada_em=row.get("publicada_em"),
        veiculo=row.get("veiculo", ""),
        clausula=Clausula.DATA if starts else None,
        inicio=starts,
    )
    correct(session, norma, new, by=None, now=now)
    norma.fim = row.get("vigencia_fim") or norma.fim
    _keep_proposed(session, norma, row)


def _give(session: Session, found: Sequence[Norma]) -> Iterator[Values]:
    for each in found:
        same: dict[str, Any] = {name: getattr(each, name) for name in ("urn", "tipo", "numero", "ano", "data")}
        yield {
            **same,
            "esfera": Esfera(each.esfera),
            "publicada_em": each.publicada_em,
            "veiculo": each.veiculo,
            "ementa": each.title,
            "vigencia_inicio": each.inicio,
            "vigencia_fim": end_of(session, each)[0],
            "orgaos": " ".join(row.orgao.sigla for row in impacts.of(session, each) if row.afeta != Afeta.NAO),
            "providencia": each.proposta,
            "prazo": each.proposta_ate,
        }


SHEET = Sheet(
    (
        Column("urn"),
        Column("esfera", Esfera, is_needed=True),
        Column("tipo", is_needed=True),
        Column("numero", is_needed=True),
        Column("ano", int, is_needed=True),
        Column("data", date),
        Column("publicada_em", date),
        Column("veiculo"),
        Column("ementa", is_needed=True),
        Column("vigencia_inicio", date),
        Column("vigencia_fim", date),
        Column("orgaos"),
        Column("providencia"),
        Column("prazo", date),
    ),
    _find,
    _take,
    _give,
    _change,
    may=is_desk,
)
