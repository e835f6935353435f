"""The table of what left: an old book of ofícios brought in, one row to each; what is still on its way is not."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, authorities, deadlines, moments, municipal_days, records
from models.authorities import Authority
from models.base import Refusal, insert_rows
from models.deadlines import Due
from models.oficios import numbering
from models.oficios.drafting import AT_FIRST, fingerprint
from models.oficios.tables import RESPOSTA, Especie, Oficio, OficioAddressee, OficioStatus
from models.people import Orgao, Person
from models.records import AccessLevel, Record
from models.sheets import Column, Sheet, Values
from models.texts import fold

_ELSEWHERE = "O texto está no documento que saiu."
_AT_NOON = time(12)


def _siglas(session: Session, text: str) -> str:
    return " ".join(each.sigla for each in _addressees(session, text))


def _addressees(session: Session, text: str) -> list[Authority]:
    found = {each: authorities.by_name(session, each) for each in text.replace(";", " ").replace(",", " ").split()}
    if unknown := [name for name, authority in found.items() if authority is None]:
        raise Refusal(f"destinatario: {unknown[0]} não está cadastrado (veja: autoridades)")
    return [each for each in found.values() if each is not None]


def _find(session: Session, row: Values) -> Oficio | None:
    same = (Oficio.especie == row["especie"].value, Oficio.number == row["numero"], Oficio.year == row["ano"])
    of_unit = (Record.orgao_id == row["unidade"].id,) if row["especie"].is_of_unit else ()
    return session.scalar(select(Oficio).where(*same, *of_unit))


def _take(session: Session, row: Values, now: datetime) -> Oficio:
    to, left = _addressees(session, row["destinatario"]), moments.at(row["expedido_em"], _AT_NOON)
    _check(row, to, now)
    proved = row["protocolado_em"]
    answer = row["resposta_ate"]
    code, keys = numbering.given(session, row["especie"], row["unidade"], row["numero"], row["ano"])
    text = row["texto"] or _ELSEWHERE
    awaited = Due(moments.at(answer, municipal_days.current(session).work_day_end(answer)), True) if answer else None
    own = AT_FIRST | {
        "especie": row["especie"].value,
        "draft_code": "",
        "text": text,
        "final_level": row["nivel"] or AccessLevel.PUBLICO.value,
        "about_id": None,
        "number": row["numero"],
        "year": row["ano"],
        "signer_id": row["assina"].id if row["assina"] else None,
        "quality": row["assina"].cargo if row["assina"] else "",
        "approved_at": left,
        "signed_at": left,
        "sent_at": left,
        "awaited_at": awaited.at if awaited else None,
        "awaited_date_only": True,
        "means": row["meio"],
        "protocol": row["protocolo"],
        "protocolled_at": moments.at(proved, row["hora"] or _AT_NOON) if proved else None,
    }
    own["sha256"] = fingerprint(row["especie"], row["assunto"], text, [each.id for each in to], row["unidade"].id)
    record_id = records.create(
        session,
        Oficio,
        now=now,
        code=code,
        title=row["assunto"],
        status=(OficioStatus.PROTOCOLADA if proved else OficioStatus.EXPEDIDA).value,
        access_level=own["final_level"],
        author_id=None,
        orgao_id=row["unidade"].id,
        search=[text, *(each.nome for each in to)],
        **own,
    )
    records.add_keys(session, record_id, map(fold, keys))
    if own["final_level"] != AccessLevel.PUBLICO:
        records.grant(session, record_id, orgaos=[row["unidade"]])
    insert_rows(session, OficioAddressee, [{"oficio_id": record_id, "authority_id": each.id} for each in to])
    audit.write(session, "registro", by=None, now=now, record_id=record_id, text="trazido do livro de ofícios")
    _await(session, record_id, awaited, row["assina"], to, now)
    return session.get_one(Oficio, record_id)


def _await(
    session: Session, record_id: int, until: Due | None, owner: Person | None, to: Sequence[Authority], now: datetime
) -> None:
    """The answer that is awaited is a date of the other side."""
    if until is not None and owner is not None:
        power = ", ".join(each.nome for each in to)
        deadlines.open_deadline(session, record_id, RESPOSTA, until, owner=owner, now=now, runs_for=power)


def _check(row: Values, to: Sequence[Authority], now: datetime) -> None:
    """Raises Refusal for a row that could not have happened."""
    if len(to) > 1 and row["especie"] is not Especie.CIRCULAR:
        raise Refusal(f"destinatario: {row['especie'].the} vai a uma autoridade só")
    if row["numero"] < 1:
        raise Refusal(f"numero: {row['numero']} não é um número de {row['especie']}")
    if row["expedido_em"] > moments.today(now):
        raise Refusal(f"expedido_em: {row['expedido_em']:%d/%m/%Y} ainda não chegou")
    if row["protocolado_em"] and not row["expedido_em"] <= row["protocolado_em"] <= moments.today(now):
        raise Refusal(f"protocolado_em: {row['protocolado_em']:%d/%m/%Y} não está entre a expedição e hoje")
    if bool(row["protocolado_em"]) != bool(row["protocolo"]):
        raise Refusal("protocolo: o número e o dia vão juntos")


def _give(session: Session, found: Sequence[Oficio]) -> Iterator[Values]:
    for each in found:
        if each.sent_at is None or each.number is None:
            continue
        proved = moments.local(each.protocolled_at) if each.protocolled_at else None
        yield {
            "especie": each.especie,
            "numero": each.number,
            "ano": each.year,
            "unidade": session.get(Orgao, each.orgao_id),
            "destinatario": " ".join(authority.sigla for authority in each.to),
            "assunto": each.title,
            "texto": "" if each.text == _ELSEWHERE else each.text,
            "assina": each.signer,
            "meio": each.means,
            "expedido_em": moments.local(each.sent_at).date(),
            "protocolo": each.protocol,
            "protocolado_em": proved.date() if proved else None,
            "hora": proved.time().replace(tzinfo=None) if proved else None,
            "resposta_ate": moments.local(each.awaited_at).date() if each.awaited_at else None,
            "nivel": each.access_level,
        }


SHEET = Sheet(
    (
        Column("especie", Especie, is_needed=True),
        Column("numero", int, is_needed=True),
        Column("ano", int, is_needed=True),
        Column("unidade", Orgao, is_needed=True),
        Column("destinatario", is_needed=True, settle=_siglas),
        Column("assunto", is_needed=True),
        Column("texto"),
        Column("assina", Person),
        Column("meio"),
        Column("expedido_em", date, is_needed=True),
        Column("protocolo"),
        Column("protocolado_em", date),
        Column("hora", time),
        Column("resposta_ate", date),
        Column("nivel", AccessLevel),
    ),
    _find,
    _take,
    _give,
)
