"""The help, made from the registered commands alone, so that it never promises too much."""

from textwrap import wrap

from handlers import understanding
from handlers.base import DAY, Button, Command, Refusal, Reply, Request, command, commands, match, nearest
from handlers.saying import help as said
from handlers.wording.examples import Familiar, declared
from models import subjects
from models.people import Standing
from models.texts import fold

GROUP = "Ajuda"
_MOST_NAMES = 11  # of one part, and as many fewer as make the whole fit
_LONGEST = 4000  # letters of the whole: one message at every door
_MOST_BUTTONS = 8
_MOST_OFTEN = 6
_MOST_LINES, _WIDTH = 12, 60  # of one answer, on a telephone
_MOST_ALIASES = 3
_LAST = 1000  # the rank of what belongs to no subject
_EVERYTHING, _EXAMPLES, _ABOUT = "tudo", "exemplos", "sobre "
_ALL = Button("Tudo o que posso pedir", f"ajuda {_EVERYTHING}")


@command(
    "ajuda",
    usage="ajuda [assunto ou pedido]",
    aliases=("help", "socorro", "o que você faz"),
    said=said.HELP,
    looks_up=True,
)
def help_(request: Request) -> Reply:
    """Mostra o que você mais faz, tudo o que se pode pedir, ou explica um pedido com exemplos seus.

    Exemplos:
    ajuda tudo
    ajuda tarefa
    ajuda pessoas
    """
    asked = fold(request.text.lstrip("/").strip(" ?."))
    if not asked:
        return _most_often(request)
    wanted = asked.removesuffix(f" {_EXAMPLES}")
    found, beyond = match(wanted)
    if named := [each for each in found if not beyond and each.is_offered(request.standing)]:
        return _all_examples(request, named) if wanted != asked else _explained(request, named)
    offered = _offered(request.standing)
    if asked == _EVERYTHING:
        return _overview(offered)
    if about := [each for each in offered if _is_about(asked.removeprefix(_ABOUT), title(each))]:
        return _subject(title(about[0]), about)
    raise _unknown(request.text, request.standing, offered)


def welcome(request: Request) -> Reply:
    """The answer to a first contact: what this is for, one thing to write, and what the person does most."""
    often = _often(request)
    lines = [
        f"Olá, {request.person.first_name}. Cuido de tarefas, ordens, expedientes e prazos.",
        f"Escreva como fala. Por exemplo: {_first_example(request, often)}",
        "O que faltar, eu pergunto; o que eu não entender, eu digo.",
        "Ou comece por aqui:",
    ]
    return Reply("\n".join(lines), (*_buttons(often), _ALL))


def _offered(standing: Standing) -> list[Command]:
    return [each for each in commands() if each.is_offered(standing)]


def title(entry: Command) -> str:
    """The Portuguese name of the part of the help that a command stands in."""
    return entry.group or heading(entry.subject)


def heading(file: str) -> str:
    """The title of the part of the help of a file: that of its subject (`tasks_corrections` is of `tasks`, too)."""
    found = subjects.in_folder(file) or subjects.in_folder(file.partition("_")[0])
    return found.heading if found else file.replace("_", " ").capitalize()


def _most_often(request: Request) -> Reply:
    """The six things the person does most, each as a line to type."""
    found, familiar = _often(request), Familiar(request)
    lines = [f"• {familiar.first(each)}" for each in found]
    first = f"{request.person.first_name}, o que você mais faz:"
    ending = "Escreva assim ou do seu jeito: o que faltar, eu pergunto."
    return Reply("\n".join([first, *lines, ending]), (*_buttons(found), _ALL))


def _often(request: Request) -> list[Command]:
    """The commands the person needs most, in the order of the help."""
    standing = request.standing
    often = [each for each in commands() if each.often and standing.has(*each.often) and each.is_offered(standing)]
    return [each for group in _by_title(often).values() for each in group][:_MOST_OFTEN]


def _first_example(request: Request, often: list[Command]) -> str:
    """A line of those that say more than their own name; without one, the day."""
    familiar = Familiar(request)
    own = (each for each in often if familiar.has_own(each))
    return next((line for each in own if (line := familiar.first(each)) != each.name), "pauta")


def _buttons(found: list[Command]) -> tuple[Button, ...]:
    return tuple(Button(each.name.capitalize(), _opened(each)) for each in found)


def _opened(entry: Command) -> str:
    """The line of a button: what only shows something is done at once, the rest is explained."""
    at_once = understanding.only_reads(entry.name) and (not entry.about or entry.number_optional)
    return entry.name if at_once else f"ajuda {entry.name}"


def _overview(offered: list[Command]) -> Reply:
    groups = _by_title([each for each in offered if each.handler is not help_])
    buttons = [Button(name, f"ajuda {_ABOUT}{name.lower()}") for name in groups][:_MOST_BUTTONS]
    texts = [_all_names(groups, most) for most in range(_MOST_NAMES, 0, -1)]
    return Reply(next((text for text in texts if len(text) < _LONGEST), texts[-1]), tuple(buttons))


def _all_names(groups: dict[str, list[Command]], most: int) -> str:
    lines = [f"{name}: {_names(group, most)}" for name, group in groups.items()]
    ending = "Para saber mais, escreva ajuda e o pedido; por exemplo: ajuda tarefa"
    return "\n".join(["O que você pode pedir:", *lines, ending])


def _names(group: list[Command], most: int) -> str:
    names = list(dict.fromkeys(each.name for each in group))
    rest = len(names) - most
    return ", ".join(names) if rest <= 1 else f"{', '.join(names[:most])} e mais {rest}"


def _by_title(offered: list[Command]) -> dict[str, list[Command]]:
    """The parts of the help: the day first, then the subjects, then the rest by name."""
    ranks = {each.heading: each.rank for each in subjects.known()}
    groups: dict[str, list[Command]] = {}
    for entry in offered:
        groups.setdefault(title(entry), []).append(entry)
    return dict(sorted(groups.items(), key=lambda item: (item[0] != DAY, ranks.get(item[0], _LAST), item[0])))


def _subject(name: str, found: list[Command]) -> Reply:
    lines = [f"{each.usage} — {each.help}" for each in found]
    buttons = [Button(each.name.capitalize(), f"ajuda {each.name}") for each in found][:_MOST_BUTTONS]
    return Reply("\n".join([f"{name}:", *lines]), tuple(buttons))


def _explained(request: Request, found: list[Command]) -> Reply:
    """One command, or the few of a name, in as many lines as a telephone shows."""
    familiar = Familiar(request)
    if len(found) > 1:
        return Reply("\n".join(_of_several(found, familiar)), (_ALL,))
    entry = found[0]
    whole = Button(f"Tudo sobre {title(entry)}", f"ajuda {_ABOUT}{title(entry).lower()}")
    lines = [entry.help, f"Escreva: {entry.usage}"]
    if entry.aliases:
        lines.append("Também: " + ", ".join(entry.aliases[:_MOST_ALIASES]))
    if entry.form is not None:
        lines.append(f"Só com {entry.name}, pergunto o resto, uma coisa de cada vez.")
    shown = _fitting(familiar.of(entry), _MOST_LINES - 1 - _height("\n".join(lines)))
    lines += _named_examples([each for each in shown if each != entry.usage])
    more = (Button("Mais exemplos", f"ajuda {entry.name} {_EXAMPLES}"),) if len(declared(entry)) > len(shown) else ()
    return Reply("\n".join(lines), (*more, whole, _ALL))


def _of_several(found: list[Command], familiar: Familiar) -> list[str]:
    """One word of several subjects: what it does for each, or only how it is written where they are too many."""
    examples = [(each, familiar.of(each)[0]) for each in found]
    whole = [line for each, said in examples for line in (f"{title(each)}: {each.help}", f"Exemplo: {said}")]
    if _height("\n".join(whole)) <= _MOST_LINES:
        return whole
    return ["Exemplos:", *_fitting([f"{said} ({title(each)})" for each, said in examples], _MOST_LINES - 1)]


def _named_examples(shown: list[str]) -> list[str]:
    """One on the line that calls it an example, several below it; nothing where the usage is all there is to say."""
    if len(shown) == 1 and "\n" not in shown[0]:
        return [f"Exemplo: {shown[0]}"]
    return ["Exemplo:" if len(shown) == 1 else "Exemplos:", *shown] if shown else []


def _all_examples(request: Request, found: list[Command]) -> Reply:
    familiar = Familiar(request)
    lines = [line for each in found for line in familiar.of(each)]
    return Reply("\n".join([f"Exemplos de {found[0].name}:", *lines]), (_ALL,))


def _fitting(examples: list[str], room: int) -> list[str]:
    """The first examples that there is room for; always one."""
    shown = examples[:1]
    for each in examples[1:]:
        if _height("\n".join([*shown, each])) > room:
            break
        shown.append(each)
    return shown


def _height(text: str) -> int:
    """The lines a text takes on a telephone."""
    return sum(max(len(wrap(line, _WIDTH)), 1) for line in text.splitlines())


def _is_about(asked: str, subject: str) -> bool:
    """`tarefas`, `ordens` or `pessoas e orgaos` name a subject by its title or a word of it."""
    words = fold(subject).replace(",", "").split()
    return asked == fold(subject) or (len(asked) > 2 and asked in words)


def _unknown(text: str, standing: Standing, offered: list[Command]) -> Refusal:
    known = {fold(name) for each in offered for name in (each.name, *each.aliases)}
    names = [name for name in nearest(text, standing) if name in known] or list(_by_title(offered))[:3]
    buttons = [Button(name, f"ajuda {name.lower()}") for name in names]
    return Refusal("Não conheço esse pedido. Veja a ajuda de:", buttons)
