"""The plan in words: progress, the card of an item, a line of a list, the board."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording import cards
from models import moments
from models.people import Orgao, Person, standing
from models.plans import (
    KIND,
    Milestone,
    Obstacle,
    PlanItem,
    PlanKind,
    PlanStatus,
    Sense,
    following,
    progress,
    queries,
    rules,
    studies,
)
from models.plans.progress import Pace, Progress
from models.plans.queries import PlanState
from models.plans.register import figure
from models.texts import clip, fold, listed, plural

_BAR = 6  # signs
_MOST = 12
_PACES = {
    Pace.EM_DIA: ("em dia", "em dia"),
    Pace.ATENCAO: ("pede atenção", "pedem atenção"),
    Pace.ATRASADO: ("atrasado", "atrasados"),
    Pace.BLOQUEADO: ("bloqueado", "bloqueados"),
}
More = Callable[[Session, PlanItem, datetime], list[str]]
_more: list[More] = []


def more(function: More) -> More:
    """Register lines that the card of some items has besides: `function(session, item, now) -> lines`."""
    _more.append(function)
    return function


def bar(percent: int) -> str:
    """`▓▓▓▓░░`"""
    full = min(max(round(percent * _BAR / 100), 0), _BAR)
    return "▓" * full + "░" * (_BAR - full)


def progress_text(item: PlanItem, it: Progress) -> str:
    """`14 de 28 ruas; fez 10 das 24 que faltavam (42%)`, in the direction of the indicator."""
    value, target = figure(it.value), figure(it.target)
    if item.sentido == Sense.MANTER:
        return f"{value} {item.unidade}, para manter {target} ({it.percent}%)"
    end = "" if item.tipo != PlanKind.META else f" até a meta de {it.year}"
    if it.moved < 0:
        return f"{value} {item.unidade}; piorou {figure(-it.moved)}"
    percent = f"({it.percent}%{', meta superada' if it.moved > it.needed else ''})"
    if item.sentido == Sense.MENOR:
        return f"{value} {item.unidade}; caiu {figure(it.moved)} de {figure(it.needed)}{end} {percent}"
    of = "das" if fold(item.unidade).endswith(("a", "as")) else "dos"
    way = f"{of} {figure(it.needed)} {end.strip() or 'que faltavam'}"
    return f"{value} de {target} {item.unidade}; fez {figure(it.moved)} {way} {percent}"


def year_text(item: PlanItem, value: Decimal, year: int) -> str:
    """`Meta de 2026: 12 — cumprida.`, of the year where it has a target."""
    it = progress.of_year(item, value, year)
    if it is None:
        return ""
    if not it.is_met:
        left = figure(abs(it.target - it.value))
        return f"Meta de {year}: {figure(it.target)} — {'falta' if left == '1' else 'faltam'} {left}."
    return f"Meta de {year}: {figure(it.target)} — cumprida."


def reported(item: PlanItem, value: Decimal | None, before: Decimal | None, now: datetime) -> Reply:
    """The answer to a report."""
    year = moments.today(now).year
    it = progress.of_item(item, value, year) if value is not None else None
    text = f"{item.code}: {progress_text(item, it)}." if it else f"{item.code}: andamento registrado."
    if value is not None and it is None:
        text = f"{item.code}: {figure(value)} {item.unidade}."
    lines = [text]
    if value is not None and (item.tipo != PlanKind.META or it is None or it.is_met):
        lines.append(year_text(item, value, year))
    if value is not None and before is not None and value != before:
        lines.append(f"Antes: {figure(before)}.")
    return Reply(
        " ".join(filter(None, lines)), (Button("Ver", f"ver {item.code}"), Button("Entrave", f"entrave {item.code}"))
    )


def line(item: PlanItem, it: PlanState) -> str:
    """An item in a list: `Asfaltar todo o Jardim Novo ▓▓▓░░░ 42% — bloqueado: licença`."""
    code = f"({item.codigo}) " if item.codigo else ""
    done = f" {bar(it.progress.percent)} {it.progress.percent}%" if it.progress else ""
    stuck = f": {clip(it.obstacles[0].text, 40)}" if it.obstacles else ""
    pace = f" — {it.pace}{stuck}" if it.pace != Pace.EM_DIA else ""
    return f"{code}{clip(item.title, 60)}{done}{pace}"


@cards.card(KIND)
def card(session: Session, item: PlanItem, person: Person, now: datetime) -> Reply:
    """An item: what it is measured by, how far it is, milestones and obstacles."""
    orgao = session.get(Orgao, item.orgao_id) if item.orgao_id else None
    it = queries.state(session, item, now)
    who = [orgao.name] if orgao else []
    who += [f"com {listed(item.parceiros)}"] if item.parceiros else []
    state = f"{item.status}, {it.pace}" if item.status in rules.RUNNING and it.pace != Pace.EM_DIA else item.status
    code = f"{item.codigo}, " if item.codigo else ""
    lines = [f"{code}{item.tipo}, {state}" + (f" — {', '.join(who)}" if who else "")]
    lines += [*_measure(item, it, moments.today(now).year), *_steps(session, item, now)]
    if (author := studies.hidden_author(session, item)) and standing(session, person, now).commands:
        lines.append(f"Proposta por {author.name}; só a chefia vê o nome")
    for extra in _more:
        lines += extra(session, item, now)
    is_over = item.prazo is not None and item.prazo < moments.today(now) and item.status in rules.RUNNING
    lines += [f"Prazo final: {moments.day_text(item.prazo)}{' (venceu)' if is_over else ''}"] if item.prazo else []
    return cards.sheet(session, item, lines, person, now, _buttons(session, item, person, now), is_dated=False)


def _measure(item: PlanItem, it: PlanState, year: int) -> list[str]:
    if not item.indicador:
        return []
    lines = [f"Indicador: {item.indicador}, em {item.unidade}" + _base(item)]
    targets = progress.targets(item)
    lines += [f"Metas: {', '.join(f'{each} em {y}' for y, each in _said(targets))}"] if targets else []
    if it.value is not None and it.last_on is not None and it.progress:
        lines.append(f"Hoje: {progress_text(item, it.progress)}, em {moments.date_text(it.last_on)}")
        lines += filter(None, [year_text(item, it.value, year)])
    return lines


def _said(targets: dict[int, Decimal]) -> list[tuple[int, str]]:
    return [(year, figure(each)) for year, each in targets.items()]


def _base(item: PlanItem) -> str:
    on = f" em {item.base_data:%d/%m/%Y}" if item.base_data else ""
    return f"; base {figure(item.base)}{on}" if item.base is not None else ""


def _steps(session: Session, item: PlanItem, now: datetime) -> list[str]:
    milestones = following.milestones(session, item)
    lines = [f"Marcos ({len(milestones)}):"] if milestones else []
    lines += [f"• {milestone_line(each, now)}" for each in milestones[:_MOST]]
    lines += [f"• Entrave {obstacle_line(each)}" for each in following.obstacles(session, item) if not each.closed_on]
    return lines


def milestone_line(each: Milestone, now: datetime) -> str:
    """`1. licença emitida · AMBIENTE · até 18/12`"""
    if each.done_on:
        when = f"feito em {moments.date_text(each.done_on)}"
    else:
        late = " (atrasado)" if each.due_on < moments.today(now) else ""
        when = f"até {moments.date_text(each.due_on)}{late}"
    after = f" · depois do marco {each.depends_on}" if each.depends_on and not each.done_on else ""
    return f"{each.number}. {each.text}{f' · {each.orgao.sigla}' if each.orgao else ''} · {when}{after}"


def obstacle_line(each: Obstacle) -> str:
    """`1. falta licença · AMBIENTE · até 18/12`"""
    who = each.person.name if each.person else each.orgao.sigla if each.orgao else "sem quem remova"
    return f"{each.number}. {each.text} · {who} · até {moments.date_text(each.until)}"


def _buttons(session: Session, item: PlanItem, person: Person, now: datetime) -> list[Button]:
    if item.tipo == PlanKind.ESTUDO:
        return _of_study(session, item, person, now)
    if item.status not in rules.RUNNING or not rules.may_report(session, item, person, now):
        return []
    code = item.code
    buttons = [
        Button("Atualizar", f"andamento {code}"),
        Button("Entrave", f"entrave {code}"),
        Button("Marco", f"marco {code}"),
    ]
    open_ones = [each for each in following.obstacles(session, item) if not each.closed_on]
    buttons += [Button(f"Resolvido {each.number}", f"resolvido entrave {each.number} {code}") for each in open_ones[:2]]
    undone = next((each for each in following.milestones(session, item) if not each.done_on), None)
    buttons += [Button(f"Marco {undone.number} feito", f"marco feito {undone.number} {code}")] if undone else []
    return [*buttons, Button("Levar à Prefeita", f"levar {code} a despacho")]


def _of_study(session: Session, item: PlanItem, person: Person, now: datetime) -> list[Button]:
    """What the reader may do next with a study."""
    code, who = item.code, standing(session, person, now)
    if item.status in (PlanStatus.PROPOSTO, PlanStatus.EM_ESTUDO, PlanStatus.GUARDADO):
        numbers = [Button("Números", f"números {code}")] if rules.may_report(session, item, person, now) else []
        cabinet = [Button("Estudar", f"estudo {code}"), Button("Levar a despacho", f"levar {code} a despacho")]
        cabinet += [Button("Guardar", f"guardar {code}")]
        refuse = [Button("Recusar", f"recusar {code}")] if who.commands else []
        return [*numbers, *(cabinet if who.is_cabinet else []), *refuse]
    if not rules.may_report(session, item, person, now):
        return []
    following_steps = {
        PlanStatus.PILOTO: [Button("Medir", f"medir {code}"), Button("Implantado", f"implantado {code}")],
        PlanStatus.IMPLANTADO: [Button("Avaliar", f"avaliar {code}")],
    }
    return following_steps.get(PlanStatus(item.status), [])


def board(found: dict[str, list[tuple[PlanItem, PlanState]]]) -> Reply:
    """The board: how many items of each órgão go well, need attention, or are blocked."""
    if not found:
        return Reply("Nenhuma meta ou compromisso registrado. A tabela entra por: importar metas")
    lines = ["Quadro de metas e compromissos, por órgão:"]
    lines += [f"• {sigla}: {paces([it for _, it in items])}" for sigla, items in found.items()]
    stuck = [(item, it) for items in found.values() for item, it in items if it.pace in (Pace.BLOQUEADO, Pace.ATRASADO)]
    lines += [f"{item.code} {line(item, it)}" for item, it in stuck[:5]]
    buttons = [
        Button("Bloqueadas", "metas bloqueadas"),
        Button("Atrasadas", "metas atrasadas"),
        Button("Todas", "metas"),
    ]
    return Reply("\n".join(lines), tuple(buttons))


def paces(found: Sequence[PlanState]) -> str:
    """`3 em dia, 1 atenção, 1 bloqueado`"""
    counts = {pace: sum(each.pace == pace for each in found) for pace in Pace}
    return ", ".join(plural(count, *_PACES[pace]) for pace, count in counts.items() if count)


def status_of(item: PlanItem) -> str:
    """The state of an item in a list, where it is no usual one."""
    return "" if item.status in rules.RUNNING else PlanStatus(item.status).value
