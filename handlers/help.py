"""The help, made from the registered commands alone, so that it never promises too much."""

from handlers.base import Button, Command, Refusal, Reply, Request, command, commands, match, nearest
from handlers.saying import help as said
from models import subjects
from models.people import Standing
from models.texts import fold

_TITLES = {
    "agenda": "O dia",
    "decisions": "O dia",
    "workload": "O dia",
    "tasks_corrections": "Tarefas",
    "records": "Qualquer registro",
    "nudges": "Qualquer registro",
    "undo": "Qualquer registro",
    "tasks_requests": "Tarefas",
    "search": "Busca",
    "spreadsheets": "Planilhas, gráficos e agenda",
    "sheet_imports": "Planilhas, gráficos e agenda",
    "charts": "Planilhas, gráficos e agenda",
    "calendar_feeds": "Planilhas, gráficos e agenda",
    "attachments": "Anexos",
    "documents": "Documentos em PDF",
    "terms": "Datas e prazos",
    "own_days": "Datas e prazos",
    "people": "Pessoas e órgãos",
    "personal_reminders": "O dia",
    "authorities": "Autoridades",
    "addresses": "Endereços",
    "confirmations": "Confirmações",
    "places": "Lugares",
    "ladders": "Escadas de cobrança",
    "help": "Ajuda",
}
_MOST_BUTTONS = 8


@command("ajuda", usage="ajuda [assunto ou pedido]", aliases=("help", "socorro", "o que você faz"), said=said.HELP)
def help_(request: Request) -> Reply:
    """Mostra o que se pode pedir, por assunto, ou explica um pedido com exemplos."""
    who = request.standing
    allowed = [each for each in commands() if each.allows(who)]
    if not request.text:
        return _overview(allowed)
    asked = fold(request.text.lstrip("/").strip(" ?."))
    found, beyond = match(asked)
    named = [] if beyond else [each for each in found if each.allows(who)]
    titles = {each: title(each) for each in dict.fromkeys(each.subject for each in allowed)}
    about = [each for each in allowed if _is_about(asked, titles[each.subject])]
    if about and (asked == fold(title(about[0].subject)) or not named):
        return _subject(title(about[0].subject), about)
    if named:
        return _explained(named)
    raise _unknown(request.text, request.standing, allowed)


def title(subject: str) -> str:
    """The Portuguese name of a subject (the file its commands are in)."""
    declared = subjects.in_folder(subject)
    return declared.heading if declared else _TITLES.get(subject, subject.replace("_", " ").capitalize())


def examples(entry: Command) -> list[str]:
    """The lines that stand as examples in the docstring of a command, after `Exemplos:`."""
    _, found, after = (entry.handler.__doc__ or "").partition("Exemplos:")
    return [line.strip() for line in after.splitlines() if line.strip()] if found else []


def _overview(allowed: list[Command]) -> Reply:
    groups = _by_title([each for each in allowed if each.handler is not help_])
    lines = [f"{name}: {', '.join(dict.fromkeys(each.name for each in group))}" for name, group in groups.items()]
    buttons = [Button(name, f"ajuda {name.lower()}") for name in groups][:_MOST_BUTTONS]
    ending = "Para saber mais, escreva ajuda e o pedido; por exemplo: ajuda tarefa"
    return Reply("\n".join(["O que você pode pedir:", *lines, ending]), tuple(buttons))


def _by_title(allowed: list[Command]) -> dict[str, list[Command]]:
    first, *others = dict.fromkeys(_TITLES.values())
    order = [first, *(each.heading for each in subjects.known()), *others]
    groups: dict[str, list[Command]] = {}
    for entry in allowed:
        groups.setdefault(title(entry.subject), []).append(entry)
    return dict(sorted(groups.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order)))


def _subject(name: str, found: list[Command]) -> Reply:
    lines = [f"{each.usage} — {each.help}" for each in found]
    buttons = [Button(each.name, f"ajuda {each.name}") for each in found][:_MOST_BUTTONS]
    return Reply("\n".join([f"{name}:", *lines]), tuple(buttons))


def _explained(found: list[Command]) -> Reply:
    blocks = [_explanation(each, title(each.subject) if len(found) > 1 else "") for each in found]
    return Reply("\n\n".join(blocks), (Button("Tudo o que posso pedir", "ajuda"),))


def _explanation(entry: Command, subject: str) -> str:
    lines = [f"{subject}: {entry.help}" if subject else entry.help, f"Escreva: {entry.usage}"]
    if entry.aliases:
        lines.append("Também: " + ", ".join(entry.aliases))
    if entry.form is not None:
        lines.append(f"Só com {entry.name}, pergunto o resto, uma coisa de cada vez.")
    shown = examples(entry)
    return "\n".join([*lines, *(["Exemplos:", *shown] if shown else [])])


def _is_about(asked: str, subject: str) -> bool:
    """`tarefas`, `ordens` or `pessoas e orgaos` name a subject by its title or a word of it."""
    words = fold(subject).replace(",", "").split()
    return asked == fold(subject) or (len(asked) > 2 and asked in words)


def _unknown(text: str, standing: Standing, allowed: list[Command]) -> Refusal:
    names = nearest(text, standing) or list(_by_title(allowed))[:3]
    buttons = [Button(name, f"ajuda {name.lower()}") for name in names]
    return Refusal("Não conheço esse pedido. Veja a ajuda de:", buttons)
