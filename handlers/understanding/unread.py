"""What no way of saying explains: topics the bot declines, the nearest commands, words to be kept."""

from dataclasses import replace

from handlers.base import DESTRUCTIVE, Command, match
from handlers.reading import numbers
from handlers.understanding import for_others, talk
from handlers.understanding.context import Scene
from handlers.understanding.frames import Line
from handlers.understanding.lexicon import says_nothing
from handlers.understanding.nearest import Near, nearest
from handlers.understanding.readings import MOST_OFFERED, NOTHING, Reading, Understood, best_of, reading_of
from handlers.understanding.spelling import respelt
from handlers.understanding.typed import is_article, is_reading
from handlers.understanding.words import Word, set_of, words
from models.texts import clip, fold

_MOST_SOUGHT = 3  # words
PASTED, _NEAREST = "pasted", "nearest"
_WISHING = set_of("quero queria gostaria preciso precisamos")
_ASKING = set_of(
    "quem qual quais quanto quantos quantas quando onde aonde como cade que o_que por_que sera existe ha tem quero "
    "queria gostaria preciso mostra mostre lista veja ve diz diga fala informa busca procura consulta traz"
)


def kept(scene: Scene, text: str) -> Understood:
    """Somebody else's words: offered, never obeyed."""
    said = "Guardei a mensagem; não faço nada só porque alguém disse. O que faço com ela?"
    return Understood(asks=tuple(_offers(scene, text)), says=said, why=PASTED)


def not_understood(reading: Reading, folded: str) -> Understood:
    """The answer to a line that no way of saying explains: what it may mean is offered, else it is declined."""
    text = reading.text
    if (topic := talk.not_done(folded)) is not None:
        offers = (*topic.instead, *(_offers(reading.scene, text)[:1] if topic.as_task else ()))
        ending = " Posso registrar como tarefa:" if topic.as_task else ""
        return Understood(asks=offers, says=f"Isso eu não faço: {topic.said}.{ending}", why="not done")
    if (corrected := _respelt(reading)) is not None:
        return corrected
    said = talk.chat(folded)
    if said is not None and not text.rstrip().endswith("?"):
        return Understood(asks=said.offers, says=said.text, sure=True)
    if (near := _near(reading)) is not None:
        return near
    if said is not None:
        return Understood(asks=said.offers, says=said.text, sure=True)
    count = len([word for word in reading.line.words if not word.mark])
    if count < 3 or _asks_something(reading.line.words, text):
        said_ = "Isso eu não sei responder. Veja o que posso fazer: ajuda"
        return Understood(says=said_, why=NOTHING)
    return Understood(
        asks=tuple(_offers(reading.scene, text)),
        says="Isso eu não faço sozinho. Posso registrar como tarefa ou expediente:",
        why=NOTHING,
    )


def _respelt(reading: Reading) -> Understood | None:
    """What the line means with a misspelt word put right; None where that is nothing, or would destroy."""
    near = respelt(reading.known, reading.line)
    scene = reading.scene
    if near is not None:
        scene = replace(scene, request=replace(scene.request, line=near, text=near))
    best = best_of(reading_of(scene, near)) if near is not None else None
    if best is None:
        return None
    lines = (best.does,) if best.does else best.asks
    if any(found and found[0].name in DESTRUCTIVE for found, _ in map(match, lines)):
        return None
    return Understood(asks=lines, says="Você quis dizer isto?", why=f"spelling: {best.why}")


def _near(reading: Reading) -> Understood | None:
    """The nearest commands; of what is no question also the task it may be."""
    scene, line = reading.scene, reading.line
    found, rest = match(reading.text)
    is_asking = bool(found) and found[0].looks_up and line.words[0].text in _ASKING and not match(rest)[0]
    is_typed = bool(found) and not _lacks_its_number(found, rest, line) and not is_article(reading.text)
    if is_typed and not is_asking:
        return None  # what begins like a command is left to it
    asks = _asks_something(line.words, reading.text)
    views, changes = (nearest(scene, line, reading.known, reads=each) for each in (True, False))
    if _is_plain(views, changes):
        return Understood(does=views[0].line, sure=True, why=_NEAREST)
    reads, writes = [each.line for each in views], [each.line for each in changes]
    if asks:
        is_asked = reading.text.rstrip().endswith("?")
        who = line.named_at(0) if is_asked and not reads else None
        tasks = ([f"tarefas {who.typed}"] if who else []) if is_asked else for_others.task(scene, reading.text)
        first = (*writes[:2], *reads[:1]) if _is_wished(line.words) and not is_asked else (*reads[:2], *writes[:1])
        lines, says = [*first, *tasks, *reads[2:], *writes[1:]], "Você quer ver isto?"
    else:
        tasks = for_others.task(scene, reading.text)
        lines, says = [*writes[:2], *tasks, *reads[:2]], "Não sei se entendi. É algum destes? Confirme no botão."
    if not lines and asks and (sought := _sought(line)):
        return Understood(asks=(f"buscar {sought}",), says="Isso eu não sei responder. Posso procurar:", why=NOTHING)
    if not lines:
        return None
    offered = dict.fromkeys([*lines, *([] if asks else _offers(scene, reading.text))])
    return Understood(asks=tuple(offered)[:MOST_OFFERED], says=says, why=_NEAREST)


def _lacks_its_number(found: list[Command], rest: str, line: Line) -> bool:
    """True if these commands take a number and none follows: “cadê meu certificado?”.

    One that changes something and was typed by its own name is left to ask for it.
    """
    if not rest or any(not each.about or each.number_optional for each in found):
        return False
    is_named = any(fold(each.name).split()[0] == line.words[0].text for each in found)
    only_reads = all(is_reading(each) for each in found)
    return (only_reads or not is_named) and numbers.read(rest, line.this_year) is None


def _is_plain(views: list[Near], changes: list[Near]) -> bool:
    """True if the first line explains every word, and no other is as near."""
    if not views or not views[0].whole:
        return False
    return all(each.worth < views[0].worth for each in (*views[1:], *changes))


def _sought(line: Line) -> str:
    """The words by which a question may be looked up; empty for one without any."""
    said = [word for word in line.words if not word.mark and len(word.text) > 3 and word.text not in says_nothing()]
    return " ".join(line.text[word.start : word.end] for word in said[:_MOST_SOUGHT])


def _offers(scene: Scene, text: str) -> list[str]:
    """The text as a task of the one it is for, as a task of one's own, and as a document."""
    title = clip(" ".join(text.split()), 300)
    quoted = title.replace('"', "'")
    own = f"@{scene.request.person.handle} " if scene.directory.at(words(title), 0) or title[:1] == "@" else ""
    return [*for_others.task(scene, title), f"tarefa {own}{title}", f'expediente novo requerimento "{quoted}"']


def _is_wished(found: list[Word]) -> bool:
    return any(word.text in _WISHING for word in found[:2])


def _asks_something(found: list[Word], text: str) -> bool:
    said = [word.text for word in found if not word.mark]
    first = next((word for word in said if word not in ("me", "e", "o", "oi", "bom", "dia")), "")
    return text.rstrip().endswith("?") or first in _ASKING or said[:2] == ["o", "que"]
