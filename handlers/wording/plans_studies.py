"""Studies in words: what they cost and save, what a pilot gained, and the pipeline."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording.plans import more
from models import moments
from models.money import of_cents
from models.plans import PlanItem, PlanKind, studies
from models.plans.progress import Progress
from models.plans.register import figure
from models.texts import clip, plural

_MOST = 5


def numbers(item: PlanItem) -> str:
    """`custo R$ 48.000,00, economia R$ 3.200,00 por mês; paga-se em 15 meses`"""
    known = item.valores
    parts = [f"custo {of_cents(known['custo'])}"] if "custo" in known else []
    parts += [f"{of_cents(known['mensal'])} por mês"] if known.get("mensal") else []
    parts += [f"economia {of_cents(known['economia'])} por mês"] if "economia" in known else []
    parts += [f"poupa {known['horas']} h por mês"] if "horas" in known else []
    it = studies.payback(item)
    if it is None:
        return ", ".join(parts) or "usa dados pessoais"
    months = it.months
    paid = f"paga-se em {plural(months, 'mês', 'meses')}" if months is not None else "não se paga"
    return f"{', '.join(parts)}; {paid}"


def gained(item: PlanItem, it: Progress) -> str:
    """`11 de 12 dias ganhos (92%)`"""
    if it.moved < 0:
        return f"piorou {figure(-it.moved)} {item.unidade}"
    return f"{figure(it.moved)} de {figure(it.needed)} {item.unidade} ganhos ({it.percent}%)"


@more
def study_lines(_session: Session, item: PlanItem, _now: datetime) -> list[str]:
    """The lines that the card of a study has besides."""
    if item.tipo != PlanKind.ESTUDO:
        return []
    lines = [f"Números: {numbers(item)}"] if item.valores else []
    lines += [f"Com {item.responsavel.name}"] if item.responsavel else []
    if "onde" in item.piloto:
        until = datetime.fromisoformat(item.piloto["ate"]).date()
        lines.append(f"Piloto em {item.piloto['onde']}, até {moments.date_text(until)}")
    if item.piloto.get("dados pessoais"):
        has = "com parecer do encarregado" if item.piloto.get("parecer") else "falta o parecer do encarregado"
        lines.append(f"Usa dados pessoais: {has}")
    return lines


def pipeline(found: dict[str, list[tuple[PlanItem, int]]]) -> Reply:
    """How many studies are in each column, and for how many days."""
    if not found:
        return Reply("Nenhum estudo ainda. Proponha um: ideia o que mudar", (Button("Ideia", "ideia"),))
    lines = ["Esteira de ideias e estudos:"]
    for column, items in found.items():
        said = [f"{each.code} {clip(each.title, 40)} ({_days(days)})" for each, days in items[:_MOST]]
        more_ = f" e mais {len(items) - _MOST}" if len(items) > _MOST else ""
        lines.append(f"• {column} ({len(items)}): {'; '.join(said)}{more_}")
    return Reply("\n".join(lines), (Button("Estudos", "estudos"),))


def _days(days: int) -> str:
    return plural(days, "dia", "dias") if days else "hoje"
