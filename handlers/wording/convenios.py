"""Texts about convênios: the card, a line of a list, the account, and the page for the meeting."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording.cards import card, sheet
from models import convenios, deadlines, moments, money
from models.authorities import Esfera
from models.convenios import Convenio, Fase, Instrumento, Movimento, Prazo, TipoMovimento
from models.convenios.accounts import ADDS
from models.convenios.dates import Terms, ended
from models.convenios.queries import OfConcedente, Sums
from models.people import Orgao, Person
from models.texts import clip, plural

_WORDS = {
    Prazo.ADITIVO: "Pedir aditivo até",
    Prazo.ASSINATURA: "Concedente precisa assinar o aditivo até",
    Prazo.SUSPENSIVA: "Retirar a suspensiva até",
    Prazo.SALDO: "Devolver o saldo até",
    Prazo.RESSARCIMENTO: "Sanar ou devolver até",
    Prazo.RELATORIO: "Relatório de gestão até",
    Prazo.PLANO: "Registrar no Transferegov até",
}
_MOST_STUCK = 12
_AROUND = (
    Button("Em PDF", "convênios da prefeita em pdf"),
    Button("Gráfico", "gráfico convênios"),
    Button("Vencendo", "convênios vencendo"),
    Button("Parados", "convênios parados"),
)
AccountRow = tuple[date, str, Decimal, Decimal, str]


@card("convenio")
def convenio_card(session: Session, convenio: Convenio, person: Person, now: datetime) -> Reply:
    """The convênio with its dates, its money, and what the person may do next."""
    today = moments.today(now)
    lines = [
        " · ".join(filter(None, [instrument(convenio), convenio.situacao_oficial])),
        f"Fase: {convenio.status}",
        *_amounts(convenio),
        *_dates(session, convenio, today),
        *_people(session, convenio),
        *_done(session, convenio),
        *_official(convenio),
    ]
    buttons = _buttons(convenio) if convenios.may_keep(session, convenio, person, now, money=True) else ()
    shown = [*buttons, Button("Extrato", f"extrato {convenio.code}"), Button("A conta", f"prazo {convenio.code}")]
    return sheet(session, convenio, lines, person, now, shown, is_dated=False)


def instrument(convenio: Convenio) -> str:
    """`Contrato de repasse com Ministério das Cidades`"""
    side = (
        convenio.concedente.nome if convenio.concedente else "União" if convenio.esfera == Esfera.FEDERAL else "Estado"
    )
    return f"{convenio.especie.capitalize()} com {side}"


def _amounts(convenio: Convenio) -> list[str]:
    if convenio.valor_global is None:
        return []
    named = (("repasse", convenio.repasse), ("contrapartida", convenio.contrapartida), ("em bens", convenio.bens))
    parts = [f"{name} {money.written(value)}" for name, value in named if value]
    return [f"Valor: {money.written(convenio.valor_global)}" + (f" ({', '.join(parts)})" if parts else "")]


def _dates(session: Session, convenio: Convenio, today: date) -> list[str]:
    if convenio.especie == Instrumento.ESPECIAL:
        lines = ["Sem vigência: só relatórios"]
    elif convenio.fim is None:
        lines = ["Sem vigência: ainda não assinado"]
    else:
        lines = [f"Vigência: até {moments.day_text(convenio.fim)} ({_distance(convenio.fim, today)})"]
    if convenio.encerrado_em:
        lines.append(f"Encerrado antes, em {moments.day_text(convenio.encerrado_em)}")
    for each in deadlines.open_of(session, convenio.id):
        if words := _WORDS.get(Prazo(each.kind)):
            late = " (vencido)" if moments.local(each.due_at).date() < today and not each.runs_for else ""
            lines.append(f"{words} {each.due.text}{late}")
        elif each.kind == Prazo.CONTAS:
            lines.append(_accounts(session, convenio, each))
    return lines


def _distance(end: date, today: date) -> str:
    days = (end - today).days
    if days < 0:
        return f"acabou há {plural(-days, 'dia', 'dias')}"
    return f"faltam {days} dias" if days > 1 else "falta 1 dia" if days else "acaba hoje"


def _accounts(session: Session, convenio: Convenio, due: deadlines.Deadline) -> str:
    """`Contas até quinta-feira, 01/04/2027 (importada)`, with the count where it says another day."""
    start = ended(convenio)
    given = convenio.contas_ate if convenio.encerrado_em is None else None
    if given is None or start is None:
        return f"Contas até {due.due.text} (pela conta)"
    counted = Terms(session).by_rule("convenio_prestacao_contas_uniao", start)
    other = moments.local(counted.at).date() if counted and convenio.esfera == Esfera.FEDERAL else given
    source = "do termo" if "contas_ate" in convenio.typed else "importada"
    if other == given:
        return f"Contas até {moments.day_text(given)} ({source})"
    follows = "; os avisos seguem a conta" if other < given else ""
    return f"Contas até {moments.day_text(given)} ({source}; pela conta, {moments.day_text(other)}{follows})"


def _people(session: Session, convenio: Convenio) -> list[str]:
    orgao = session.get(Orgao, convenio.orgao_id) if convenio.orgao_id else None
    gestor = convenio.gestor.name if convenio.gestor and convenio.gestor.active else "sem gestor"
    return [f"Executa: {orgao.name}; {'gestor: ' + gestor if gestor != 'sem gestor' else gestor}" if orgao else gestor]


def _done(session: Session, convenio: Convenio) -> list[str]:
    if convenio.especie == Instrumento.ACORDO:
        return []
    text = done_text(convenios.balance(session, convenio))
    return [text[0].upper() + text[1:]] if text else []


def done_text(found: convenios.Balance) -> str:
    """`executado 48%, contrapartida 50%, saldo R$ 250.000,00`"""
    parts = [f"executado {found.done}%"] if found.done is not None else []
    parts += [f"contrapartida {found.counterpart}%"] if found.counterpart is not None else []
    return ", ".join([*parts, *([f"saldo {money.written(found.left)}"] if found.by_tipo else [])])


def _official(convenio: Convenio) -> list[str]:
    lines = [f"Processo {convenio.processo}"] if convenio.processo else []
    lines += [f"Sumiu do arquivo federal em {convenio.sumiu_em:%d/%m/%Y}"] if convenio.sumiu_em else []
    theirs = (convenio.official or {}).get("DIA_FIM_VIGENC_CONV", "")
    if "fim" in convenio.typed and theirs and convenio.fim and theirs != f"{convenio.fim:%d/%m/%Y}":
        lines.append(f"Fim da vigência: {convenio.fim:%d/%m/%Y} digitado aqui, {theirs} no arquivo federal")
    return lines


def _buttons(convenio: Convenio) -> tuple[Button, ...]:
    running = convenio.status in (Fase.ASSINADO, Fase.EM_EXECUCAO) and convenio.fim
    can = {
        "Pedir aditivo": (running, "aditivo pedido"),
        "Registrar movimento": (running and convenio.especie != Instrumento.ACORDO, "desembolso"),
        "Diligência": (
            convenio.status == Fase.EM_ANALISE and convenio.concedente is not None,
            "chegou diligência de @{side} sobre",
        ),
        "Contas enviadas": (convenio.status in (Fase.CONTAS, Fase.EM_COMPLEMENTACAO), "contas enviadas"),
        "Contas aprovadas": (convenio.status == Fase.EM_ANALISE, "contas aprovadas"),
    }
    side = convenio.concedente.sigla.lower() if convenio.concedente else ""
    return tuple(
        Button(label, f"{verb.format(side=side)} {convenio.code}") for label, (may, verb) in can.items() if may
    )


def done(convenio: Convenio, text: str, assunto: str = "") -> Reply:
    """What was done to a convênio, with the button that shows it, and that of an ofício to the concedente about it."""
    buttons = [Button("Ver", f"ver {convenio.code}")]
    if assunto and convenio.concedente is not None:
        side = convenio.concedente.sigla.lower()
        buttons += [Button("Ofício ao concedente", f"ofício para @{side} sobre {convenio.code} assunto {assunto}")]
    return Reply(text, tuple(buttons))


def line(convenio: Convenio) -> str:
    """`Pavimentação da Vila Aurora — R$ 480.000,00, vigência até 31/01/2027`"""
    amount = money.written(convenio.repasse) if convenio.repasse else ""
    end = f"vigência até {convenio.fim:%d/%m/%Y}" if convenio.fim else "sem vigência"
    end = "só relatórios" if convenio.especie == Instrumento.ESPECIAL else end
    return f"{clip(convenio.title, 60)} — {', '.join(filter(None, [amount, end]))}"


def account(found: Sequence[Movimento]) -> list[AccountRow]:
    """Day, kind, signed amount, balance and document of each movement."""
    left, rows = Decimal(), []
    for each in found:
        signed = each.valor if TipoMovimento(each.tipo) in ADDS else -each.valor
        left += signed
        rows.append((each.dia, each.tipo, signed, left, each.documento))
    return rows


def account_lines(convenio: Convenio, rows: Sequence[AccountRow]) -> list[str]:
    lines = [f"Extrato de {convenio.code} {clip(convenio.title, 60)}:"]
    for day, tipo, amount, left, document in rows:
        name = f" ({document})" if document else ""
        lines.append(f"{day:%d/%m/%Y} {tipo}{name} {money.written(amount)} — saldo {money.written(left)}")
    return lines


def meeting(found: Sequence[OfConcedente], total: Sums) -> Reply:
    """One page: by concedente, what was promised, what was released, and what is stuck and why."""
    if not found:
        return Reply("Nenhum convênio em aberto.", (Button("Convênios", "convênios"),))
    lines = ["Convênios em aberto, por concedente:"]
    for each in found:
        sums = f"prometido {money.written(each.agreed)}, liberado {money.written(each.released)}"
        lines.append(f"{each.name} ({each.count}): {sums}")
        lines += [f"• {one.code} {clip(one.title, 40)}: {why}" for one, why in each.stuck[:_MOST_STUCK]]
        lines += [f"… e mais {len(each.stuck) - _MOST_STUCK}."] if len(each.stuck) > _MOST_STUCK else []
    lines += in_numbers(total)
    return Reply("\n".join(lines), _AROUND)


def in_numbers(total: Sums) -> list[str]:
    ending = plural(total.at_risk, "convênio acaba", "convênios acabam")
    return [
        f"Em execução: {money.written(total.running)}; liberado na semana: {money.written(total.released)}.",
        f"Em 90 dias, {ending}: {money.written(total.at_risk_amount)}.",
    ]
