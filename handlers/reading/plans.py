"""Lines about the plan: the item they name, by its number or by the code of the printed plan, and the figures."""

import re
from decimal import Decimal

from handlers.base import Answer, Button, Question, Refusal, Request
from handlers.reading import due, numbers
from handlers.reading.records import NotFound, of_number
from models import moments, money
from models.deadlines import Due
from models.plans import PlanItem, register
from models.records import is_visible
from models.texts import clip, fold

_SIGLA = re.compile(
    r"(?<![\w-])(?=(?:comp|meta|prog|a[cç][aã]o|est(?:udo)?|ideia|ldo|loa|ppa|pas)[- ]?\d)", re.IGNORECASE
)
_CODE = re.compile(r"(?<![\w.,/-])\d{4}(?:\.\d{1,3}\.\d{1,4})?(?![\w.,/]\d|\d)")
_FIGURE = re.compile(r"(?P<figure>-?\d[\d.]*(?:,\d+)?)\s*(?P<unit>%|[^\W\d_]+)?")
_EDGES = " \t\n,;:.-—"


def item_in(request: Request, example: str) -> tuple[PlanItem, str]:
    """The item whose number stands anywhere in a line, and the rest: `resolvido entrave 1 COMP-3 licença 77`."""
    for found in _SIGLA.finditer(request.text):
        number = numbers.read(request.text[found.start() :], moments.today(request.now).year)
        if number is not None and number.named:
            record = of_number(request, number)
            if not isinstance(record, PlanItem):
                raise Refusal(f"{record.code} não é do plano. Exemplo: {example}")
            request.record = record
            return record, _without(request.text, found.start(), found.start() + number.end)
    if code := _CODE.search(request.text):
        item = register.by_code(request.session, code[0])
        if item is None or not is_visible(request.session, item, by=request.person, now=request.now):
            raise NotFound(code[0])
        request.record = item
        return item, _without(request.text, code.start(), code.end())
    raise Question(f"De que item do plano? Exemplo: {example}", Answer.NUMBER)


def _without(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[:start]} {text[end:]}".split()).strip(_EDGES)


def number_first(text: str) -> tuple[int | None, str]:
    """The small number that a text begins with, and the rest."""
    found = re.match(r"(?:n[º°o.]*\s*)?(\d{1,3})(?![\w,/])\W*", text)
    return (int(found[1]), text[found.end() :].strip()) if found else (None, text.strip())


def report(request: Request, item: PlanItem) -> tuple[Decimal | None, str]:
    """The value and the sentence of a report; asks where the unit is another."""
    text = request.text.strip()
    found = _FIGURE.match(text)
    if found is None:
        return None, text
    value = amount(found["figure"])
    rest = text[found.end("figure") :]
    unit = found["unit"] or ""
    if not item.unidade or not unit or rest.lstrip(" ").startswith((",", ";", ".")):
        return value, rest.strip(_EDGES)
    before, is_there, after = _unit(rest, item.unidade)
    if is_there or _is_word_of_reason(unit):
        return value, (after if is_there and not before.strip() else rest).strip(_EDGES)
    line = f"andamento {item.code} {found['figure']} {item.unidade}, {clip(rest.strip(), 200)}"
    raise Refusal(
        f"{item.code} é medido em {item.unidade}, e não em {unit}. São {found['figure']} {item.unidade}?",
        [Button(f"Sim, {found['figure']} {item.unidade}", line), Button("Ver", f"ver {item.code}")],
    )


def _unit(text: str, unit: str) -> tuple[str, bool, str]:
    """The text before the unit among the first words, whether it is there, and the text after it."""
    wanted = _stem(unit)
    for found in list(re.finditer(r"%|[^\W\d_]+", text))[:3]:
        if _stem(found[0]) == wanted:
            return text[: found.start()], True, text[found.end() :]
    return text, False, ""


def _stem(word: str) -> str:
    return fold(word).split(" ")[0].rstrip("s")


def _is_word_of_reason(word: str) -> bool:
    """Whether the word after a number begins a sentence, and is no unit: `13 porque uma rua foi contada duas vezes`."""
    return (
        fold(word) in ("porque", "pois", "por", "erro", "corrigido", "motivo", "ja", "ate") or len(word) > _LONGEST_UNIT
    )


_LONGEST_UNIT = 14


def amount(text: str) -> Decimal:
    """A figure as typed. Raises Refusal for one with more than two decimals."""
    if len(text) > _LONGEST_FIGURE:
        raise Refusal(f"{clip(text, 30)} é grande demais para um indicador. Confira o número.")
    found = money.read(text)
    return found if found is not None else Decimal()


_LONGEST_FIGURE = 18


def until(request: Request, text: str, question: str) -> tuple[Due, str]:
    """The date in a text, which it must have, and the rest."""
    found = due.find(request, text)
    if found.due is None:
        raise Question(question, Answer.DATE)
    return found.due, found.rest.strip(_EDGES)


def target(item: PlanItem, text: str) -> tuple[int, Decimal | None, int | None, str]:
    """The year, the target, the amount in centavos and the reason of `2027 300 vagas R$ 1,2 milhão por quê`."""
    found = re.match(r"(?:de\s+|em\s+)?(20\d\d)(?!\d)\s*(?:para\s+|:\s*|é\s+)?", text.strip(), re.IGNORECASE)
    if found is None:
        raise Question(f"De que ano? Exemplo: mudar meta {item.code} 2027 para 20 corte de receita", Answer.TEXT)
    rest = text.strip()[found.end() :]
    cents = None
    if "$" in rest or "real" in fold(rest) or "reais" in fold(rest):
        paid = money.find(rest[rest.index("R$") :] if "R$" in rest else rest)
        if paid is not None:
            cents = int(paid[0] * 100)
            rest = f"{rest[: rest.index('R$')] if 'R$' in rest else ''} {paid[1]}".strip()
    figure = _FIGURE.match(rest)
    if figure is None:
        return int(found[1]), None, cents, rest.strip(_EDGES)
    after = rest[figure.end("figure") :]
    before, is_there, behind = _unit(after, item.unidade) if item.unidade else (after, False, "")
    why = f"{before} {behind}" if is_there else after
    return int(found[1]), amount(figure["figure"]), cents, " ".join(why.split()).strip(_EDGES)
