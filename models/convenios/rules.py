"""The changes of state of a convênio: who may make them, and the dates they end and open."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import demands, moments, moves, municipal_days, notices
from models.authorities import Esfera, Profile
from models.base import Answer, Button, Question, Refusal
from models.convenios.dates import Terms, meet, owner_of, refresh, settle
from models.convenios.tables import Convenio, Fase, Prazo
from models.demands import Demand
from models.moves import Move, by_command
from models.people import Orgao, Person, Role, standing, with_role
from models.texts import fold

_OPEN = (Fase.PROPOSTA, Fase.ASSINADO, Fase.EM_EXECUCAO, Fase.A_CLASSIFICAR)
WHO = "quem o executa, pelo Planejamento ou pelo gabinete"
_WHO_PAYS = "quem o executa, pelo Planejamento, pela Fazenda ou pelo gabinete"


def may_keep(session: Session, convenio: Convenio | None, by: Person, now: datetime, *, money: bool = False) -> bool:
    """Whether a person keeps it: the cabinet, the Planejamento, who executes it; of its money also the Fazenda."""
    who = standing(session, by, now)
    own = convenio is not None and (convenio.orgao_id in who.orgao_ids or convenio.gestor_id in who.person_ids)
    return own or follows_all(session, by, now) or (money and _is_of(by, "fazenda", "financas"))


def follows_all(session: Session, by: Person, now: datetime) -> bool:
    """Whether a person looks after every convênio: the cabinet and the Planejamento."""
    return standing(session, by, now).is_cabinet or _is_of(by, "planejamento")


def _is_of(by: Person, *names: str) -> bool:
    return by.orgao is not None and any(name in fold(by.orgao.name) for name in names)


def _keeps(session: Session, convenio: Convenio, by: Person, now: datetime) -> bool:
    return may_keep(session, convenio, by, now)


def require_keeper(
    session: Session,
    convenio: Convenio | None,
    by: Person | None,
    now: datetime,
    *,
    money: bool = False,
    orgaos: Sequence[Orgao] = (),
) -> None:
    """Refuse a person who does not keep it; `orgaos`: those that are to execute a new one."""
    if by is None or {each.id for each in orgaos} & set(standing(session, by, now).orgao_ids):
        return
    if not may_keep(session, convenio, by, now, money=money):
        name = f"O convênio {convenio.code}" if convenio else "Um convênio"
        raise Refusal(f"{name} só pode ser mantido por {_WHO_PAYS if money else WHO}.")


_move = partial(Move, may=_keeps, who=WHO)
SENT = _move(
    verb="enviar contas",
    past="enviou as contas de",
    done="mandado à análise das contas",
    action="contas_enviadas",
    sources=(*_OPEN, Fase.CONTAS, Fase.EM_COMPLEMENTACAO),
    to=Fase.EM_ANALISE,
)
COMPLEMENT = _move(
    verb="complementar contas",
    past="registrou pedido de complementação das contas de",
    done="posto em complementação",
    action="contas_complementacao",
    sources=(Fase.EM_ANALISE,),
    to=Fase.EM_COMPLEMENTACAO,
)
APPROVED = _move(
    verb="aprovar contas",
    past="registrou a aprovação das contas de",
    done="encerrado com as contas aprovadas",
    action="contas_aprovadas",
    sources=(Fase.EM_ANALISE, Fase.EM_COMPLEMENTACAO, Fase.PROBLEMA),
    to=Fase.ENCERRADO,
)
REJECTED = _move(
    verb="rejeitar contas",
    past="registrou a rejeição das contas de",
    done="marcado com as contas rejeitadas",
    action="contas_rejeitadas",
    sources=(Fase.EM_ANALISE, Fase.EM_COMPLEMENTACAO),
    to=Fase.PROBLEMA,
    why="faltou a nota 12",
)
ANNUL = Move(
    verb="anular convênio",
    past="anulou",
    done="anulado",
    action="anulacao",
    sources=tuple(each for each in Fase if each != Fase.ENCERRADO),
    to=Fase.ENCERRADO,
    may=by_command,
    who="quem decide pelo gabinete",
    why="o objeto foi abandonado",
    met=False,
)
RESCIND = _move(
    verb="rescindir convênio",
    past="registrou a rescisão de",
    done="rescindido",
    action="rescisao",
    sources=_OPEN,
    to=Fase.CONTAS,
)
CONCLUDE = _move(
    verb="concluir objeto",
    past="registrou a conclusão do objeto de",
    done="dado por concluído",
    action="objeto_concluido",
    sources=_OPEN,
    to=Fase.CONTAS,
)


def make(session: Session, convenio: Convenio, move: Move, reason: str, *, by: Person, now: datetime) -> None:
    """Make a move, with the dates that follow from the new state."""
    moves.make(session, convenio, move, reason, tell=convenio.authors, by=by, now=now)
    session.flush()
    refresh(session, convenio, now=now)


def send_accounts(session: Session, convenio: Convenio, on: date, receipt: str, *, by: Person, now: datetime) -> None:
    moves.require(session, convenio, SENT, receipt, by=by, now=now)
    meet(session, convenio, Prazo.CONTAS, on, now=now)
    said = f"em {on:%d/%m/%Y}" + (f", recibo {receipt}" if receipt else "")
    make(session, convenio, SENT, said, by=by, now=now)


def end_early(
    session: Session, convenio: Convenio, move: Move, on: date, reason: str, *, by: Person, now: datetime
) -> None:
    """The object done or the instrument rescinded: the accounts count from that day."""
    moves.require(session, convenio, move, reason, by=by, now=now)
    convenio.encerrado_em = on
    make(session, convenio, move, f"em {on:%d/%m/%Y}" + (f", {reason}" if reason else ""), by=by, now=now)


def suspensiva_lifted(session: Session, convenio: Convenio, on: date, *, by: Person, now: datetime) -> None:
    require_keeper(session, convenio, by, now)
    if convenio.suspensiva_ate is None:
        raise Refusal(f"{convenio.code} não tem cláusula suspensiva registrada.")
    if convenio.suspensiva_retirada is not None:
        raise Refusal(f"A suspensiva de {convenio.code} já foi retirada em {convenio.suspensiva_retirada:%d/%m/%Y}.")
    convenio.suspensiva_retirada = on
    convenio.typed = sorted({*convenio.typed, "suspensiva_retirada"})
    meet(session, convenio, Prazo.SUSPENSIVA, on, now=now)
    if convenio.status == Fase.ASSINADO:
        convenio.status = Fase.EM_EXECUCAO
    settle(session, convenio, "suspensiva", f"cláusula suspensiva retirada em {on:%d/%m/%Y}", by=by, now=now)


def sign_instrument(
    session: Session, convenio: Convenio, on: date, end: date | None, *, by: Person, now: datetime
) -> None:
    """The proposal is signed, with its vigência."""
    require_keeper(session, convenio, by, now)
    if convenio.assinado_em is not None:
        raise Refusal(f"{convenio.code} já foi assinado em {convenio.assinado_em:%d/%m/%Y}.")
    if end is not None and end <= on:
        raise Refusal(f"A vigência acabaria em {end:%d/%m/%Y}, antes da assinatura, {on:%d/%m/%Y}. Confira as datas.")
    convenio.assinado_em, convenio.inicio, convenio.fim = on, convenio.inicio or on, end or convenio.fim
    convenio.fim_original = convenio.fim_original or convenio.fim
    convenio.typed = sorted({*convenio.typed, "assinado_em", *(("fim",) if end else ())})
    pending = convenio.suspensiva_ate and not convenio.suspensiva_retirada
    convenio.status = Fase.ASSINADO if pending else Fase.EM_EXECUCAO
    until = f", com vigência até {end:%d/%m/%Y}" if end else ""
    settle(session, convenio, "assinatura", f"assinado em {on:%d/%m/%Y}{until}", by=by, now=now)


def assign(session: Session, convenio: Convenio, gestor: Person, *, by: Person, now: datetime) -> None:
    """Name the gestor, who answers for the dates from now on."""
    require_keeper(session, convenio, by, now)
    convenio.gestor_id = gestor.id
    session.expire(convenio, ["gestor"])
    settle(session, convenio, "gestor", f"gestor: {gestor.name}", by=by, now=now)
    told = f"{by.name} fez de você gestor de {convenio.code}: {convenio.title}"
    notices.tell(session, convenio, told, [gestor], by=by, now=now, buttons=(Button("Ver", f"ver {convenio.code}"),))


@demands.when_about("convenio")
def diligence(session: Session, convenio: Convenio, demand: Demand, by: Person | None, now: datetime) -> None:
    """A diligência about accounts under analysis asks for a complement of them."""
    if demand.profile == Profile.DILIGENCIA and convenio.status == Fase.EM_ANALISE:
        convenio.status = Fase.EM_COMPLEMENTACAO
        settle(session, convenio, COMPLEMENT.action, f"diligência {demand.code}", by=by, now=now)


def end_due(session: Session, now: datetime) -> int:
    """Bring to accounts the convênios whose vigência has ended, told when the offices open; returns how many."""
    over = (
        Convenio.kind == "convenio",
        Convenio.fim < moments.today(now),
        Convenio.status.in_([str(Fase.ASSINADO), str(Fase.EM_EXECUCAO)]),
    )
    found, terms = session.scalars(select(Convenio).where(*over)).all(), Terms(session)
    calendar = municipal_days.current(session)
    opens = moments.at(calendar.next_business_day(moments.today(now)), calendar.day_start)
    for convenio in found:
        convenio.status = Fase.CONTAS
        text = f"vigência acabada em {convenio.fim:%d/%m/%Y}: em contas"
        settle(session, convenio, "fim_da_vigencia", text, by=None, now=now, terms=terms)
        told = f"{convenio.code} {convenio.title}: a vigência acabou em {convenio.fim:%d/%m/%Y}. Agora, as contas."
        to = [owner_of(session, convenio), *with_role(session, Role.CHEFIA)]
        button = (Button("Ver", f"ver {convenio.code}"),)
        notices.tell(session, convenio, told, to, by=None, now=now, buttons=button, not_before=max(opens, now))
    return len(found)


def noticed(
    session: Session, convenio: Convenio, on: date, until: date | None, paper: str, *, by: Person, now: datetime
) -> None:
    """The concedente gave notice to put right or pay back, before it declares a default."""
    require_keeper(session, convenio, by, now)
    if until is not None and until < on:
        raise Refusal(f"O prazo acabaria em {until:%d/%m/%Y}, antes da notificação, {on:%d/%m/%Y}. Confira as datas.")
    if until is None and convenio.esfera != Esfera.FEDERAL:
        raise Question(
            f"Até quando, diz a notificação? Exemplo: ressarcimento {convenio.code} notificado em {on:%d/%m} até 30/12",
            Answer.DATE,
            typed="até {}",
        )
    convenio.notificado_em, convenio.ressarcir_ate = on, until
    said = f"notificação para sanar ou ressarcir, de {on:%d/%m/%Y}" + (f", {paper}" if paper else "")
    settle(session, convenio, "notificacao", said, by=by, now=now)
    told: list[Person | Orgao] = [owner_of(session, convenio), *with_role(session, Role.CHEFIA)]
    notices.tell(session, convenio, f"{convenio.code}: {said}.", told, by=by, now=now)


def put_right(session: Session, convenio: Convenio, on: date, how: str, *, by: Person, now: datetime) -> None:
    """What the notice asked was put right or paid back: its date is met on that day."""
    require_keeper(session, convenio, by, now, money=True)
    if convenio.notificado_em is None:
        raise Refusal(f"{convenio.code} não tem notificação em aberto.")
    if on < convenio.notificado_em:
        raise Refusal(f"A notificação é de {convenio.notificado_em:%d/%m/%Y}, depois de {on:%d/%m/%Y}. Confira a data.")
    meet(session, convenio, Prazo.RESSARCIMENTO, on, now=now)
    convenio.notificado_em = convenio.ressarcir_ate = None
    said = f"notificação atendida em {on:%d/%m/%Y}" + (f", {how}" if how else "")
    settle(session, convenio, "ressarcimento", said, by=by, now=now)
