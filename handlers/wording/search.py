"""Results of a search, as a list with a button for each."""

from collections import Counter
from collections.abc import Mapping

from handlers.base import Button, Reply
from models import subjects
from models.search import Found, SearchPage
from models.texts import clip, fold, listed, plural

EDGES = ",;:!?.()*"  # signs around a word that say nothing
_LONGEST_LINE = 900  # characters a button may carry


def found(said: str, line: str, page: SearchPage, number: int, period: str = "") -> Reply:
    """`said`: the search as typed; `line`: the line that repeats it."""
    when = f", {period}" if period else ""
    if not page.found:
        more = "mais nada" if number > 1 else "nada"
        return Reply(f"Não encontrei {more} com: {clip(said, 60)}{when}. Tente menos palavras, ou parte delas.")
    place = f" (página {number})" if number > 1 else ""
    return _listed(f"Encontrei com {clip(said, 60)}{when}{place}:", line, page, number)


def found_instead(said: str, other: str, line: str, page: SearchPage) -> Reply:
    """The results of other spellings, when the typed ones found nothing."""
    return _listed(f"Não encontrei nada com: {clip(said, 60)}. Procurei {clip(other, 60)} e encontrei:", line, page, 1)


def numbered(said: str, line: str, page: SearchPage, number: int) -> Reply:
    """The records with a number, and the way to those that mention it."""
    reply = found(said, line, page, number)
    mentioned = Button("Onde é citado", f'buscar "{said}"')
    return Reply(reply.text, (*reply.buttons, mentioned))


def _listed(heading: str, line: str, page: SearchPage, number: int) -> Reply:
    lines = [heading, *(_line(each) for each in page.found)]
    buttons = [Button(each.code, f"ver {each.code}") for each in page.found]
    if page.more:
        lines.append("Há mais na página seguinte.")
        buttons.append(Button("Mais", f"buscar {line[:_LONGEST_LINE]} página {number + 1}"))
    return Reply("\n".join(lines), tuple(buttons))


def _line(each: Found) -> str:
    return f"{each.code} {clip(each.title)} ({each.status})"


def respelt(line: str, changed: Mapping[str, str]) -> str:
    """The line with each mistyped word in its other spelling."""
    return " ".join(changed.get(fold(word.strip(EDGES)), word) for word in line.split())


def sheets(line: str, kinds: Counter[str]) -> Reply:
    """The spreadsheets that results of several subjects are asked for by."""
    named = [(subject, count) for kind, count in kinds.most_common() if (subject := subjects.of_kind(kind))]
    said = listed([plural(count, subject.one, subject.many) for subject, count in named])
    buttons = [Button(subject.many.capitalize(), f"{subject.many} “{line}” planilha") for subject, _ in named]
    return Reply(f"Achei {said}. De quais quer a planilha?", tuple(buttons[:6]))
