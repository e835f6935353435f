"""Aditivos: more vigência asked of the concedente, signed in time or too late, or given by it of its own."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import moments, notices, rule_book
from models.base import Button, Refusal, insert_row
from models.convenios.dates import Terms, meet, pending_of, settle
from models.convenios.rules import require_keeper
from models.convenios.tables import Aditivo, Convenio, Instrumento, Prazo
from models.people import Orgao, Person, Role, orgaos, with_role
from models.texts import fold, plural


def of(session: Session, convenio: Convenio) -> list[Aditivo]:
    return list(session.scalars(select(Aditivo).where(Aditivo.convenio_id == convenio.id).order_by(Aditivo.id)))


def ask(session: Session, convenio: Convenio, until: date, on: date, *, by: Person, now: datetime) -> str:
    """Register that more time was asked for; returns the warning where that was late."""
    require_keeper(session, convenio, by, now)
    end = _end(convenio)
    if until <= end:
        raise Refusal(f"O novo fim, {until:%d/%m/%Y}, não vem depois do fim da vigência, {end:%d/%m/%Y}.")
    if on > end:
        raise Refusal(f"A vigência acabou em {end:%d/%m/%Y}; depois do fim não há o que prorrogar.")
    due = Terms(session).by_rule("convenio_vigencia_aditivo", end)
    limit = moments.local(due.at).date() if due else on
    keep(session, convenio, now, pedido_em=on, novo_fim=until, antigo_fim=end)
    meet(session, convenio, Prazo.ADITIVO, on, now=now)
    text = f"aditivo pedido em {on:%d/%m/%Y}, para até {until:%d/%m/%Y}"
    settle(session, convenio, "aditivo_pedido", text, by=by, now=now)
    if on <= limit:
        return ""
    late = plural((on - limit).days, "dia", "dias")
    required = abs(rule_book.rule(session, "convenio_vigencia_aditivo").n or 0)
    return (
        f"O pedido passou {late} da data ({limit:%d/%m/%Y}, {required} dias antes do fim): o concedente pode não "
        "analisar a tempo, e sem assinatura até o fim o convênio se extingue."
    )


def sign(
    session: Session,
    convenio: Convenio,
    numero: str,
    on: date,
    until: date,
    *,
    shortens: bool = False,
    by: Person | None,
    now: datetime,
) -> str:
    """Register a signed aditivo: the new end, or the sentence on why it changes nothing."""
    require_keeper(session, convenio, by, now)
    end = _end(convenio)
    if until < end and not shortens:
        line = f"aditivo {convenio.code} nº {numero or 1} assinado em {on:%d/%m/%Y} fim {until:%d/%m/%Y} encurta"
        raise Refusal(
            f"O aditivo encurta a vigência, de {end:%d/%m/%Y} para {until:%d/%m/%Y}. É isso mesmo?",
            (Button("Sim, encurta", line), Button("Ver", f"ver {convenio.code}")),
        )
    signed = {"numero": numero, "assinado_em": on, "novo_fim": until, "is_late": on > end}
    if pending := pending_of(session, convenio.id):
        for name, value in signed.items():
            setattr(pending, name, value)
        session.flush()
    else:
        keep(session, convenio, now, antigo_fim=end, **signed)
    if on > end:
        return _too_late(session, convenio, on, end, by, now)
    meet(session, convenio, Prazo.ASSINATURA, on, now=now)
    _new_end(session, convenio, until, f"aditivo nº {numero} assinado em {on:%d/%m/%Y}", by=by, now=now)
    return ""


def prolong(
    session: Session, convenio: Convenio, until: date, on: date, *, by: Person | None, now: datetime, numero: str = ""
) -> None:
    """Register that the concedente prolonged the vigência of its own, for a delay of its own."""
    require_keeper(session, convenio, by, now)
    end = _end(convenio)
    if on > end or until <= end:
        raise Refusal(f"A prorrogação de ofício vem antes do fim ({end:%d/%m/%Y}) e o leva para depois dele.")
    keep(session, convenio, now, numero=numero, de_oficio=True, assinado_em=on, novo_fim=until, antigo_fim=end)
    _new_end(session, convenio, until, f"prorrogação de ofício de {on:%d/%m/%Y}", by=by, now=now)


def keep(session: Session, convenio: Convenio, now: datetime, **values: Any) -> None:
    """Add a row; what is not said is empty."""
    usual = {"numero": "", "de_oficio": False, "pedido_em": None, "assinado_em": None, "antigo_fim": None}
    row = usual | {"is_late": False, "convenio_id": convenio.id, "created_at": now} | values
    insert_row(session, Aditivo, **row)


def _end(convenio: Convenio) -> date:
    if convenio.especie == Instrumento.ESPECIAL:
        raise Refusal(f"{convenio.code} é transferência especial: não tem vigência nem aditivo, só relatórios.")
    if convenio.fim is None:
        line = f"convênio assinado {convenio.code} em 10/12 fim 10/12/2028"
        raise Refusal(f"{convenio.code} ainda não tem vigência. Registre a assinatura, por exemplo: {line}")
    return convenio.fim


def _new_end(session: Session, convenio: Convenio, until: date, why: str, *, by: Person | None, now: datetime) -> None:
    text = f"{why}: fim da vigência de {_end(convenio):%d/%m/%Y} para {until:%d/%m/%Y}"
    convenio.fim, convenio.contas_ate = until, None
    convenio.typed = sorted({*convenio.typed, "fim"}) if by is not None else convenio.typed
    settle(session, convenio, "aditivo", text, by=by, now=now)


def _too_late(session: Session, convenio: Convenio, on: date, end: date, by: Person | None, now: datetime) -> str:
    said = f"O aditivo é de {on:%d/%m}, depois do fim da vigência ({end:%d/%m})."
    settle(
        session,
        convenio,
        "aditivo_tardio",
        f"{said} A vigência não muda; fica registrado para a Procuradoria.",
        by=by,
        now=now,
    )
    to: list[Person | Orgao] = [each for each in orgaos(session) if fold(each.name).startswith("procuradoria")]
    told = f"{convenio.code} {convenio.title}\n{said} A vigência não mudou."
    button = (Button("Ver", f"ver {convenio.code}"),)
    notices.tell(session, convenio, told, [*to, *with_role(session, Role.CHEFIA)], by=by, now=now, buttons=button)
    return f"{said} Não altero a vigência; registro para a Procuradoria."
