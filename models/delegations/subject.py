"""Delegations, as the rest of the house knows them, and their table."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from models import subjects
from models.base import Refusal
from models.delegations import matters, register
from models.delegations.register import NewDelegacao
from models.delegations.tables import REVISAO, VIGENCIA, Delegacao, DelegacaoStatus, EmRazao
from models.escalation import CHEFIA, OWNER, EscalationPolicy, days
from models.people import Orgao, Person, by_handle, holder, orgao_by_sigla
from models.sheets import Column, Sheet, Values
from models.subjects import DeadlineKind, Holding, Series, Subject

_LADDER = "delegacao"
_OWN = Delegacao.__table__.c
_COPIED = ("ato", "publicada_em", "veiculo", "delegante", "materias", "inicio", "fim", "ressalva")


def delegate(who: Person | Orgao | None, named: str, *, by_post: bool) -> Person | Orgao:
    """To whom a power goes: the órgão of a titular, by the post; else the person. Raises Refusal."""
    if by_post and isinstance(who, Person):
        who = who.orgao if who.function == "titular" else None
        if who is None:
            raise Refusal(f"em_razao_do: {named} não é titular de um órgão; diga pessoa, ou a sigla do órgão")
    if who is None:
        raise Refusal(f"delegado: {named} não está cadastrado; diga um usuario ou a sigla de um órgão")
    if not by_post and isinstance(who, Orgao):
        raise Refusal(f"em_razao_do: {named} é um órgão; diga cargo, ou uma pessoa")
    return who


def _new(session: Session, row: Values) -> NewDelegacao:
    named = row["delegado"].removeprefix("@")
    who = by_handle(session, named) or orgao_by_sigla(session, named)
    to = delegate(who, named, by_post=row["em_razao_do"] != EmRazao.PESSOA)
    same = {name: row[name] for name in _COPIED}
    return NewDelegacao(
        **same, ato_data=row["data"], to=to, limite=row["limite_valor"], subdelega=bool(row["subdelega"])
    )


def _find(session: Session, row: Values) -> Delegacao | None:
    return register.find(session, _new(session, row))


def _take(session: Session, row: Values, now: datetime) -> Delegacao:
    return register.take(session, _new(session, row), by=None, now=now)


def _after(session: Session, made: Delegacao, by: Person | None, now: datetime) -> str:
    if by is not None:
        made.author_id = by.id
    waits = register.submit(session, made, by=by, now=now)
    return f"{made.code} só vale com a confirmação de outra pessoa" if waits else ""


def _handle(each: Delegacao) -> str:
    return each.delegado.handle if each.delegado else ""


def delegate_name(session: Session, text: str) -> str:
    """The user name of whoever is named, or heads the órgão named; of any other, the text."""
    name = text.strip().removeprefix("@")
    orgao = None if by_handle(session, name) else orgao_by_sigla(session, name)
    head = holder(session, orgao) if orgao else None
    return head.handle if head else name


def _give(session: Session, found: Sequence[Delegacao]) -> Iterator[Values]:
    for each in found:
        yield {name: getattr(each, name) for name in _COPIED} | {
            "data": each.ato_data,
            "delegado": delegate_name(session, each.cargo_de.sigla if each.cargo_de else "") or _handle(each),
            "em_razao_do": EmRazao.CARGO if each.cargo_de else EmRazao.PESSOA,
            "limite_valor": each.limite,
            "subdelega": each.subdelega,
        }


SUBJECT = subjects.declare(
    Subject(
        model=Delegacao,
        one="delegação",
        many="delegações",
        feminine=True,
        rank=60,
        series=(Series("DEL", ("delegação",), of_orgao=False),),
        states={
            "minutas": (DelegacaoStatus.MINUTA,),
            "revogadas": (DelegacaoStatus.REVOGADA,),
            "expiradas": (DelegacaoStatus.EXPIRADA,),
        },
        active=(DelegacaoStatus.REGISTRADA, DelegacaoStatus.MINUTA),
        final=(DelegacaoStatus.EXPIRADA, DelegacaoStatus.REVOGADA, DelegacaoStatus.SEM_EFEITO),
        dates=(
            DeadlineKind(VIGENCIA, "fim de", ladder=_LADDER, is_main=True),
            DeadlineKind(REVISAO, "revisão anual de", ladder=_LADDER),
        ),
        ladders=(
            EscalationPolicy(
                _LADDER,
                "fim e revisão de delegações",
                (
                    *(days(-n, "09:00", OWNER) for n in (60, 40, 20, 10, 5)),
                    days(-10, "09:05", CHEFIA),
                    days(0, "09:05", CHEFIA),
                ),
                "delegação",
            ),
        ),
        holding=Holding(
            record_id=_OWN.id, person_id=_OWN.delegado_id, orgao_id=_OWN.cargo_de_id, is_open=_OWN.id.is_not(None)
        ),
        sheet=Sheet(
            (
                Column("ato", is_needed=True),
                Column("data", date, is_needed=True),
                Column("publicada_em", date),
                Column("veiculo"),
                Column("delegante", settle=register.delegator),
                Column("delegado", is_needed=True, settle=delegate_name),
                Column("em_razao_do", EmRazao, is_needed=True),
                Column("materias", is_needed=True, settle=matters.settled),
                Column("limite_valor", Decimal),
                Column("inicio", date, is_needed=True),
                Column("fim", date),
                Column("ressalva"),
                Column("subdelega", bool),
            ),
            _find,
            _take,
            _give,
            after=_after,
        ),
    )
)
