"""The table of demands: a batch as the authority sends it, one row to each."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import authorities, catalogues, moments, municipal_days
from models.authorities import Authority, Profile
from models.base import Refusal
from models.catalogues import Catalogue
from models.deadlines import Due
from models.demands.counting import internal_terms, legal_of
from models.demands.numbering import given
from models.demands.parts import place, waiting
from models.demands.profiles import handling
from models.demands.register import Arrival, arrived, may_register
from models.demands.subject import KIND
from models.demands.tables import Demand, DemandUnit
from models.people import Orgao, Person, orgao_by_sigla, orgaos
from models.records import AccessLevel, RecordKey
from models.sheets import Column, Sheet, Values
from models.texts import fold


def _authority(session: Session, text: str) -> Authority:
    found = authorities.by_name(session, text)
    if found is None:
        raise Refusal(f"autoridade: {text} não está cadastrada (veja: autoridades)")
    return found


def _sigla(session: Session, text: str) -> str:
    return _authority(session, text).sigla


def _siglas(session: Session, text: str) -> str:
    return " ".join(each.sigla for each in _destinations(session, text))


def _destinations(session: Session, text: str) -> list[Orgao]:
    """The órgãos of a cell, by their siglas. Raises Refusal for one that there is not, with the most like it."""
    found = []
    for sigla in text.replace(",", " ").replace(";", " ").split():
        orgao = orgao_by_sigla(session, sigla)
        if orgao is None:
            alike = next((each for each in orgaos(session) if fold(sigla) in fold(each.name)), None)
            near = f" (parecido: {alike.sigla} — {alike.name})" if alike else ""
            raise Refusal(f"destinos: o órgão {sigla} não existe{near}")
        found.append(orgao)
    return found


def _find(session: Session, row: Values) -> Demand | None:
    profile, authority = row["tipo"], _authority(session, row["autoridade"])
    numbered = given(_number(row), handling(profile), authority, _year(row))
    if numbered is None:
        return None
    key = numbered.keys[0] if numbered.unique else fold(numbered.code)
    same = (Demand.authority_id == authority.id, Demand.profile == profile.value, RecordKey.key == key)
    query = select(Demand).join(RecordKey, RecordKey.record_id == Demand.id).where(*same).order_by(Demand.id)
    found = session.scalars(query)
    if not numbered.unique:
        return found.first()
    return next((each for each in found if each.expediente.recebido_em == row["recebido_em"]), None)


def _take(session: Session, row: Values, now: datetime) -> Demand:
    demand = arrived(
        session,
        Arrival(
            profile=row["tipo"],
            authority=_authority(session, row["autoridade"]),
            assunto=row["assunto"],
            number=_number(row),
            ano=row["ano"],
            autor=row["autor"],
            received_on=row["recebido_em"],
            received_at=row["hora"],
            prova=row["prova"],
            processo=row["processo"],
            printed_on=row["prazo_impresso"],
            days=row["dias"],
            unit=str(row["unidade"] or ""),
            level=row["nivel"],
        ),
        by=None,
        now=now,
    )
    to = _destinations(session, row["destinos"])
    place(session, demand, to, _internal(session, demand, row, now), now=now)
    return demand


def _internal(session: Session, demand: Demand, row: Values, now: datetime) -> Due | None:
    """The internal term of the row, else the default one."""
    if (day := row["prazo_interno"]) is not None:
        return Due(moments.at(day, municipal_days.current(session).work_day_end(day)), date_only=True)
    legal = legal_of(session, demand.id)
    terms = internal_terms(session, legal.due_at if legal else None, handling(demand.profile).internal_days, now)
    return terms.units if terms else None


def _give(session: Session, found: Sequence[Demand]) -> Iterator[Values]:
    for each in found:
        expediente, stays, how = each.expediente, waiting(session, each), handling(each.profile)
        returns = [moments.local(stay.return_at).date() for stay in stays if stay.return_at]
        yield {
            "tipo": each.profile,
            "numero_origem": _as_written(each),
            "ano": expediente.recebido_em.year if how.is_judicial or how.sigla == "TC" else expediente.ano,
            "autoridade": each.authority.sigla,
            "autor": each.autor,
            "assunto": expediente.title,
            "recebido_em": expediente.recebido_em,
            "hora": expediente.recebido_as,
            "prova": each.prova,
            "prazo_impresso": each.printed_on,
            "dias": each.days,
            "unidade": each.unit,
            "destinos": " ".join(stay.to_orgao.sigla for stay in stays),
            "prazo_interno": returns[0] if returns else None,
            "nivel": expediente.access_level,
            "processo": each.processo,
        }


def _as_written(demand: Demand) -> str:
    """The number without its year, which has a column of its own; that of a lawsuit stands in `processo`."""
    how, numero = handling(demand.profile), demand.expediente.numero
    if how.is_judicial and demand.processo:
        return ""
    return numero if how.sigla == "TC" else numero.partition("/")[0]


def _number(row: Values) -> str:
    return str(row["numero_origem"] or row["processo"] or "s/n")


def _year(row: Values) -> int:
    return int(row["ano"] or (row["recebido_em"].year))


def _may_import(session: Session, by: Person, now: datetime) -> bool:
    return may_register(session, Profile.OFICIO, by, now)


CATALOGUE = catalogues.declare(
    Catalogue(
        model=Demand,
        one="demanda",
        many="demandas",
        feminine=True,
        beside=KIND,
        may=_may_import,
        sheet=Sheet(
            (
                Column("tipo", Profile, is_needed=True),
                Column("numero_origem"),
                Column("ano", int),
                Column("autoridade", is_needed=True, settle=_sigla),
                Column("autor"),
                Column("assunto", is_needed=True),
                Column("recebido_em", date, is_needed=True),
                Column("hora", time),
                Column("prova"),
                Column("prazo_impresso", date),
                Column("dias", int),
                Column("unidade", DemandUnit),
                Column("destinos", settle=_siglas),
                Column("prazo_interno", date),
                Column("nivel", AccessLevel),
                Column("processo"),
            ),
            _find,
            _take,
            _give,
        ),
    )
)
