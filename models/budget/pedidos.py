"""Requests for an empenho: asked within what is free, authorised by the ordenador, sent to the accounting."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, moments, moves, notices, subjects
from models.base import Button, Refusal
from models.budget import ledger, twelfths
from models.budget.ledger import AccountSums
from models.budget.tables import PEDIDO, Dotacao, Measure, Pedido, PedidoStatus
from models.money import of_cents
from models.moves import Move, cancelling, refusing
from models.people import Orgao, Person, standing
from models.people.lists import members_of
from models.records import AccessLevel, Record, any_of, grant, visible_to
from models.subjects import Decision, Series, Subject
from models.texts import clip, listed

S = PedidoStatus
OPEN = (S.ABERTO, S.AUTORIZADO, S.ENVIADO)
INSIST, LARGE = "mesmo assim", 100_000_00


def _may_authorise(session: Session, _: Record, by: Person, now: datetime) -> bool:
    who = standing(session, by, now)
    return any(each.id in who.person_ids for each in ledger.authorisers(session))


def _may_send(session: Session, pedido: Record, by: Person, now: datetime) -> bool:
    return moves.by_author(session, pedido, by, now) or ledger.is_desk(session, standing(session, by, now))


_ORDENADOR = "ordenador da despesa (a lista @ordenadores; sem ela, o prefeito)"
AUTHORISE = Move(
    verb="autorizar",
    past="autorizou",
    done="autorizado",
    action="autorizacao",
    sources=(S.ABERTO,),
    to=S.AUTORIZADO,
    may=_may_authorise,
    who=_ORDENADOR,
)
REFUSE = refusing(
    done="recusado",
    sources=(S.ABERTO, S.AUTORIZADO),
    to=S.RECUSADO,
    may=_may_authorise,
    who=_ORDENADOR,
    why="fica para o próximo mês",
)
SEND = Move(
    verb="enviar",
    past="enviou à Fazenda",
    done="enviado à Fazenda",
    action="envio",
    sources=(S.AUTORIZADO,),
    to=S.ENVIADO,
    may=_may_send,
    who="quem o fez, pela mesa do orçamento ou pela chefia",
)
COMMIT = Move(
    verb="empenhar",
    past="registrou o empenho de",
    done="empenhado",
    action="empenho",
    sources=(S.AUTORIZADO, S.ENVIADO),
    to=S.EMPENHADO,
    may=_may_send,
    who="quem o fez, pela mesa do orçamento ou pela chefia",
    why="NE 1900/2026",
)
CANCEL = cancelling(
    done="cancelado",
    sources=OPEN,
    to=S.CANCELADO,
    may=moves.by_author,
    who="quem o fez ou pela chefia",
    why="não é mais preciso",
    met=None,
)


def open_of(session: Session, account: Record, line_id: int = 0) -> list[Pedido]:
    """The open requests of an account, or of a line of it."""
    same = (Pedido.conta_id == account.id, Pedido.linha_id == line_id, Record.status.in_([str(each) for each in OPEN]))
    return list(session.scalars(select(Pedido).where(*same).order_by(Pedido.id)))


def ask(
    session: Session,
    account: Record,
    cents: int,
    what: str,
    *,
    line_id: int = 0,
    called: str = "",
    credor: str = "",
    processo: str = "",
    again: str = "",
    by: Person,
    now: datetime,
) -> tuple[Pedido, AccountSums]:
    """A request of an account, and what is free after it. Raises Refusal where the money is not there.

    Where only other requests stand before it, or the amount is large, it asks first: `again` is the line that was
    typed, empty once the person insists. `called`: the account, as it is said.
    """
    it, name = ledger.balance(session, account, line_id), called or account.code
    require_room(it, cents, name, open_of(session, account, line_id), again)
    over = twelfths.beyond(session, account, cents, again=again, now=now) if isinstance(account, Dotacao) else ""
    pedido: Pedido = subjects.register(
        session,
        SUBJECT,
        what,
        by=by,
        now=now,
        conta_id=account.id,
        linha_id=line_id,
        centavos=cents,
        credor=credor,
        processo=processo,
        autorizado_por_id=None,
        orgao_id=account.orgao_id,
        access_level=AccessLevel.RESTRITO.value,
    )
    deciders = ledger.authorisers(session)
    of = session.get(Orgao, account.orgao_id) if account.orgao_id else None
    desk = members_of(session, ledger.DESK)
    people = [by, *deciders, *(each for each in desk if isinstance(each, Person))]
    grant(session, pedido.id, people=people, orgaos=[each for each in (of, *desk) if isinstance(each, Orgao)])
    _mark(session, pedido, cents, "pedido", by, now)
    if over:
        audit.write(session, "duodecimo", by=by, now=now, record_id=pedido.id, text=over)
    text = f"{by.name} pede empenho de {of_cents(cents)} em {name} ({pedido.code}): {what}"
    text += f". Atenção: {over}" if over else ""
    buttons = (Button("Autorizar", f"autorizar {pedido.code}"), Button("Recusar", f"recusar {pedido.code}"))
    notices.send(session, pedido, text, deciders, by=by, now=now, buttons=buttons)
    return pedido, it.moved(Measure.PEDIDO, cents)


def require_room(it: AccountSums, cents: int, name: str, others: Sequence[Pedido], again: str = "") -> None:
    """Raises Refusal for an amount that is not there; with a line that insists, where a person may."""
    named = [f"{each.code} ({of_cents(each.centavos)}, {clip(each.title, 30)})" for each in others]
    already = f" Já há pedidos: {listed(named)}." if named else ""
    insist = [Button("Pedir mesmo assim", f"{again} {INSIST}")]
    if cents > it.disponivel:
        there = f"Disponível {of_cents(it.disponivel)}, livre {of_cents(it.livre)}"
        raise Refusal(f"Não cabe em {name}: faltam {of_cents(cents - it.livre)}. {there}.{already}")
    if again and cents > it.livre:
        there = f"Cabe no disponível de {name}, {of_cents(it.disponivel)}"
        missing = f"com os outros pedidos faltam {of_cents(cents - it.livre)}"
        raise Refusal(f"{there}, mas {missing}.{already} Pedir mesmo assim?", insist)
    if again and cents >= LARGE:
        raise Refusal(f"São {of_cents(cents)}, de {name}. Confirma?", [Button("Confirmar", f"{again} {INSIST}")])


def authorise(session: Session, pedido: Pedido, *, by: Person, now: datetime) -> None:
    """The ordenador authorises; never the own request, unless there is no other ordenador, which is then marked."""
    who, alone = standing(session, by, now), ledger.authorisers(session)
    own = pedido.author_id in who.person_ids
    if own and [each for each in alone if each.id not in who.person_ids]:
        raise Refusal(
            f"Quem pede não autoriza: {pedido.code} espera {listed([e.name for e in alone if e.id != by.id], 'ou')}."
        )
    note = "pelo único ordenador, que também pediu" if own else ""
    moves.make(session, pedido, AUTHORISE, note, tell=pedido.authors, by=by, now=now)
    pedido.autorizado_por_id = by.id


def end(session: Session, pedido: Pedido, change: Move, reason: str, *, by: Person, now: datetime) -> None:
    """Refuse, cancel or commit a request: its mark is taken off."""
    if change is COMMIT:
        _require_authorised(session, pedido)
    moves.make(session, pedido, change, reason, tell=pedido.authors, by=by, now=now)
    _mark(session, pedido, -pedido.centavos, "baixa do pedido", by, now)


def _require_authorised(session: Session, pedido: Pedido) -> None:
    """Raises Refusal while the ordenador has not said yes."""
    if pedido.status == S.ABERTO:
        names = listed([each.name for each in ledger.authorisers(session)], "ou")
        raise Refusal(f"{pedido.code} ainda espera a autorização de {names}.", [Button("Ver", f"ver {pedido.code}")])


def _mark(session: Session, pedido: Pedido, cents: int, tipo: str, by: Person, now: datetime) -> None:
    ledger.post(
        session,
        pedido.conta,
        Measure.PEDIDO,
        cents,
        tipo,
        day=moments.today(now),
        document=pedido.code,
        line_id=pedido.linha_id,
        by=by,
        now=now,
    )


def _decisions(session: Session, person: Person, now: datetime) -> list[Decision]:
    """The requests that an ordenador has to authorise, but for the own."""
    who = standing(session, person, now)
    if not any(each.id in who.person_ids for each in ledger.authorisers(session)):
        return []
    query = select(Pedido).where(Record.kind == PEDIDO, Record.status == S.ABERTO, visible_to(who))
    return [
        Decision(
            each.code,
            f"autorizar empenho de {of_cents(each.centavos)}: {clip(each.title, 60)}",
            since=each.created_at,
            asked_by_id=each.author_id,
            buttons=(Button(f"Autorizar {each.code}", f"autorizar {each.code}"),),
        )
        for each in session.scalars(query.order_by(Record.id))
        if each.author_id not in who.person_ids
    ]


SUBJECT = subjects.declare(
    Subject(
        model=Pedido,
        one="pedido de empenho",
        many="pedidos de empenho",
        title="Orçamento",
        rank=62,
        series=(Series("P", ("pedido", "pedido de empenho"), of_orgao=False),),
        states={
            "recusados": (S.RECUSADO,),
            "cancelados": (S.CANCELADO,),
            "empenhados": (S.EMPENHADO,),
            "autorizados": (S.AUTORIZADO,),
            "enviados": (S.ENVIADO,),
            "abertos": (S.ABERTO,),
        },
        active=OPEN,
        final=(S.EMPENHADO, S.RECUSADO, S.CANCELADO),
        decisions=_decisions,
        pending=any_of(PEDIDO, S.ABERTO),
        asked=ledger.authorisers,
    )
)


def send(session: Session, pedido: Pedido, *, by: Person, now: datetime) -> None:
    """An authorised request goes to the accounting."""
    _require_authorised(session, pedido)
    moves.make(session, pedido, SEND, tell=pedido.authors, by=by, now=now)
