"""The cycles of the budget laws in words."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording.plans import milestone_line
from models import moments
from models.deadlines import Deadline
from models.money import of_cents
from models.people import Orgao
from models.plans import PlanItem, PlanStatus, Proposal, cycles, following
from models.plans.register import figure
from models.texts import clip, plural

_MOST = 15


def dates(session: Session, item: PlanItem, now: datetime) -> Reply:
    """The dates of a cycle, and how many órgãos have still to send their proposals."""
    left = cycles.missing(session, item)
    end = moments.day_text(item.prazo) if item.prazo else "sem data"
    lines = [f"{item.title}, {item.status}: na Câmara até {end}."]
    lines += [milestone_line(each, now) for each in following.milestones(session, item)]
    lines += [f"Faltam as propostas de {plural(len(left), 'órgão', 'órgãos')}."] if left else []
    if cycles.SOURCE in item.piloto:
        before = moments.day_text(date.fromisoformat(item.piloto[cycles.BEFORE]))
        lines.append(f"Data: {item.piloto[cycles.SOURCE]}; pela regra geral seria {before}.")
    law = item.code.replace("-", " ", 1)
    missing = (Button("Quem falta", f"faltam {law}"),) if left else ()
    return Reply(
        "\n".join(lines), (*missing, Button("Propostas", f"propostas {law}"), Button("Ver", f"ver {item.code}"))
    )


def opened(session: Session, item: PlanItem, legal: cycles.LegalDate, asked: int, now: datetime) -> Reply:
    """The answer to a new cycle."""
    reply = dates(session, item, now)
    source = f"Data: {legal.source}. Se a Lei Orgânica diz outra: mudar prazo final {item.code} 30/04 Lei Orgânica"
    return Reply(f"{reply.text}\nPedi propostas a {plural(asked, 'órgão', 'órgãos')}.\n{source}", reply.buttons)


def calendar(session: Session, found: Sequence[PlanItem], fiscal: Sequence[tuple[str, date]], now: datetime) -> Reply:
    """The dates of the budget: what is to be published next, and the open cycles."""
    today = moments.today(now)
    lines = ["Calendário do orçamento:"]
    lines += [f"• {name}: {'vence hoje, ' if day == today else ''}{moments.day_text(day)}" for name, day in fiscal]
    for item in found:
        steps = following.milestones(session, item) if item.status == PlanStatus.EM_ELABORACAO else []
        undone = next((each for each in steps if not each.done_on), None)
        following_step = f"; a seguir, {milestone_line(undone, now)}" if undone else ""
        end = moments.day_text(item.prazo) if item.prazo else "sem data"
        lines.append(f"• {item.title}, {item.status}: {end}{following_step}")
    known = {item.code for item in found}
    for law, year, legal in next_laws(session, today):
        if f"{law}-{year}" not in known:
            lines.append(f"• {law} {year}: {moments.day_text(legal.day)} ({legal.source}), ciclo por abrir")
    buttons = [Button(each.title, f"ciclo {each.code.replace('-', ' ', 1)}") for each in found[:4]]
    return Reply("\n".join(lines), tuple(buttons))


def next_laws(session: Session, today: date) -> list[tuple[str, int, cycles.LegalDate]]:
    """The next LDO and LOA, with their days."""
    found = []
    for law in ("LDO", "LOA"):
        for year in (today.year + 1, today.year + 2):
            legal = cycles.legal_date(session, law, year)
            if legal.day >= today:
                found.append((law, year, legal))
                break
    return found


def missing(item: PlanItem, left: Sequence[Deadline], new: Sequence[Orgao], now: datetime) -> Reply:
    """The órgãos that owe their proposals, and those that were never asked."""
    law = item.code.replace("-", " ", 1)
    unasked = f"\nAinda sem pedido: {', '.join(each.sigla for each in new)}." if new else ""
    ask = (Button("Pedir", f"pedir propostas {law}"),) if new else ()
    if not left:
        text = f"Todos mandaram as propostas da {law}."
        return Reply(f"{text}{unasked}", (*ask, Button("Propostas", f"propostas {law}")))
    siglas = [each.orgao.sigla if each.orgao else "?" for each in left]
    due = left[0].due.text
    late = left[0].due_at < now
    since = f"{'vencidas desde' if late else 'até'} {due}"
    text = f"Propostas da {law}: faltam {plural(len(left), 'órgão', 'órgãos')}, {since}."
    return Reply(f"{text}\n{', '.join(siglas)}{unasked}", (*ask, Button("Cobrar", f"cobrar {item.code}")))


def proposals(session: Session, item: PlanItem, found: Sequence[Proposal]) -> Reply:
    """The proposals of a cycle."""
    law = item.code.replace("-", " ", 1)
    if not found:
        return Reply(f"Nenhuma proposta da {law} ainda.", (Button("Quem falta", f"faltam {law}"),))
    total = sum(each.cents for each in found)
    lines = [f"Propostas da {law} ({len(found)}), {of_cents(total)}:"]
    for each in found[:_MOST]:
        target = f", {figure(each.target)} {each.unit}" if each.target is not None else ""
        state = " [devolvida]" if each.status == cycles.GIVEN_BACK else ""
        sigla = session.get_one(Orgao, each.orgao_id).sigla
        lines.append(f"{each.id}.{state} {sigla}: {clip(each.action, 60)}{target}, {of_cents(each.cents)}")
    lines += [f"… e mais {len(found) - _MOST}."] if len(found) > _MOST else []
    shown = {session.get_one(Orgao, each.orgao_id).sigla for each in found}
    for sigla, (asked, ceiling) in sorted(cycles.beyond(session, item).items()):
        if sigla not in shown:
            continue
        lines.append(f"Acima do teto: {sigla} pede {of_cents(asked)}, e o teto é {of_cents(ceiling)}.")
    return Reply("\n".join(lines), (Button("Quem falta", f"faltam {law}"),))
