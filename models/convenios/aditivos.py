"""Aditivos: more vigência asked of the concedente, signed in time or too late, or given by it of its own."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, moments, notices, rule_book
from models.base import Button, Refusal, insert_row
from models.convenios.dates import Terms, meet, pending_of, refresh
from models.convenios.rules import require_keeper
from models.convenios.tables import Aditivo, Convenio, Instrumento, Prazo
from models.people import Orgao, Person, Role, orgaos, with_role
from models.texts import fold, plural


def of(session: Session, convenio: Convenio) -> list[Aditivo]:
    return list(session.scalars(select(Aditivo).where(Aditivo.convenio_id == convenio.id).order_by(Aditivo.id)))


def asked(session: Session, convenio: Convenio) -> Aditivo | None:
    """The aditivo that waits for its signature."""
    return pending_of(session, convenio.id)


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
    values = {"numero": "", "de_oficio": False, "pedido_em": on, "assinado_em": None, "novo_fim": until}
    insert_row(session, Aditivo, convenio_id=convenio.id, antigo_fim=end, is_late=False, created_at=now, **values)
    meet(session, convenio, Prazo.ADITIVO, on, now=now)
    refresh(session, convenio, now=now)
    text = f"aditivo pedido em {on:%d/%m/%Y}, para até {until:%d/%m/%Y}"
    audit.write(session, "aditivo_pedido", by=by, now=now, record_id=convenio.id, text=text)
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
    if by is not None:
        require_keeper(session, convenio, by, now)
    end = _end(convenio)
    if until < end and not shortens:
        line = f"aditivo {convenio.code} nº {numero or 1} assinado em {on:%d/%m/%Y} fim {until:%d/%m/%Y} encurta"
        raise Refusal(
            f"O aditivo encurta a vigência, de {end:%d/%m/%Y} para {until:%d/%m/%Y}. É isso mesmo?",
            (Button("Sim, encurta", line), Button("Ver", f"ver {convenio.code}")),
        )
    is_late = on > end
    pending = pending_of(session, convenio.id)
    values = {"numero": numero, "assinado_em": on, "novo_fim": until, "is_late": is_late}
    if pending is not None:
        for name, value in values.items():
            setattr(pending, name, value)
        session.flush()
    else:
        insert_row(
            session,
            Aditivo,
            convenio_id=convenio.id,
            de_oficio=False,
            pedido_em=None,
            antigo_fim=end,
            created_at=now,
            **values,
        )
    if is_late:
        return _too_late(session, convenio, on, end, by, now)
    meet(session, convenio, Prazo.ASSINATURA, on, now=now)
    _new_end(session, convenio, until, f"aditivo nº {numero} assinado em {on:%d/%m/%Y}", by=by, now=now)
    return ""


def prolong(
    session: Session, convenio: Convenio, until: date, on: date, *, by: Person | None, now: datetime, numero: str = ""
) -> None:
    """Register that the concedente prolonged the vigência of its own, for a delay of its own."""
    if by is not None:
        require_keeper(session, convenio, by, now)
    end = _end(convenio)
    if on > end or until <= end:
        raise Refusal(f"A prorrogação de ofício vem antes do fim ({end:%d/%m/%Y}) e o leva para depois dele.")
    values = {"numero": numero, "de_oficio": True, "pedido_em": None, "assinado_em": on, "novo_fim": until}
    insert_row(session, Aditivo, convenio_id=convenio.id, antigo_fim=end, is_late=False, created_at=now, **values)
    _new_end(session, convenio, until, f"prorrogação de ofício de {on:%d/%m/%Y}", by=by, now=now)


def _end(convenio: Convenio) -> date:
    if convenio.especie == Instrumento.ESPECIAL:
        raise Refusal(f"{convenio.code} é transferência especial: não tem vigência nem aditivo, só relatórios.")
    if convenio.fim is None:
        raise Refusal(f"{convenio.code} ainda não tem vigência. Registre a assinatura: assinado {convenio.code} em …")
    return convenio.fim


def _new_end(session: Session, convenio: Convenio, until: date, why: str, *, by: Person | None, now: datetime) -> None:
    text = f"{why}: fim da vigência de {_end(convenio):%d/%m/%Y} para {until:%d/%m/%Y}"
    convenio.fim, convenio.contas_ate = until, None
    convenio.typed = sorted({*convenio.typed, "fim"}) if by is not None else convenio.typed
    session.flush()
    refresh(session, convenio, now=now)
    audit.write(session, "aditivo", by=by, now=now, record_id=convenio.id, text=text)


def _too_late(session: Session, convenio: Convenio, on: date, end: date, by: Person | None, now: datetime) -> str:
    said = f"O aditivo é de {on:%d/%m}, depois do fim da vigência ({end:%d/%m})."
    text = f"{said} A vigência não muda; fica registrado para a Procuradoria."
    audit.write(session, "aditivo_tardio", by=by, now=now, record_id=convenio.id, text=text)
    to: list[Person | Orgao] = [each for each in orgaos(session) if fold(each.name).startswith("procuradoria")]
    told = f"{convenio.code} {convenio.title}\n{said} A vigência não mudou."
    chefia = with_role(session, Role.CHEFIA)
    button = (Button("Ver", f"ver {convenio.code}"),)
    notices.tell(session, convenio, told, [*to, *chefia], by=by, now=now, buttons=button)
    refresh(session, convenio, now=now)
    return f"{said} Não altero a vigência; registro para a Procuradoria."
