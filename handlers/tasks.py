"""Tasks: giving, listing, doing, handing over, postponing."""

import re
from dataclasses import replace

from handlers.base import WRITERS, Answer, Button, Field, Form, Question, Refusal, Reply, Request, command
from handlers.reading import due, fields, filters, numbers, people
from handlers.reading.filters import Filter
from handlers.reading.records import keep_files, of_number
from handlers.saying import tasks as said
from handlers.wording import lists as pages
from handlers.wording import tasks as wording
from handlers.wording.terms import counted
from handlers.wording.vacancies import told_nobody
from models import lists, tasks, vacancies
from models.people import Role
from models.records import AccessLevel, Record
from models.tasks import NewTask, Task, TaskPriority
from models.texts import clip, fold
from models.texts import listed as enumerated

_TAG = re.compile(r"(?<!\S)#([\w-]+)")
_PRIORITY = re.compile(r"(?<!\S)!(alta|urgente|normal)\b", re.IGNORECASE)
_LEVEL = re.compile(r"(?<!\S)!(restrit|sigilos)[oa]\b", re.IGNORECASE)
_OTHER_MARK = re.compile(r"(?<!\S)!\w[\w-]*")
_ITEM = re.compile(r"^\s*[-*•]\s+(.+)$")
_MOST_ITEMS = 8
_EVERYONE = re.compile(r"(?<!\w)@(?:todos|titulares|secretarios|adjuntos|servidores)\b", re.IGNORECASE)
_REFERENCE = re.compile(r"(?<!\S)(?:ref\.?|refer[eê]ncia):?\s+", re.IGNORECASE)
_OPENING = re.compile(r"^para\s+", re.IGNORECASE)
_LED = re.compile(r"^(?:[,;:]+|[-–—]+(?=\s))\s*")
_NOTHING_LEFT = re.compile(r"^(?:até|em|para|no|na|a|o)$", re.IGNORECASE)

FORM = Form(
    "tarefa",
    (
        Field("título", "Vamos criar uma tarefa. O que precisa ser feito?"),
        Field("para", "Para quem? (por exemplo, @ana ou @saude)", "people"),
        Field("prazo", "Até quando? (por exemplo, sexta 17h)", "date", required=False),
        Field("prioridade", "Qual a prioridade?", "choice", ("normal", "alta", "urgente"), required=False),
    ),
)


@command(
    "tarefa",
    usage="tarefa @quem título até quando",
    aliases=("nova tarefa", "task"),
    form=FORM,
    said=said.CREATE,
    offered_to=WRITERS,
    often=(Role.PREFEITO, Role.CHEFIA, Role.ASSESSORIA, Role.SECRETARIO),
)
def create(request: Request) -> Reply:
    """Dá uma tarefa a uma ou mais pessoas ou órgãos.

    Exemplos:
    tarefa @quem enviar o relatório até sexta 17h
    tarefa @quem @órgão vistoriar a UBS Centro até dia 5 !alta #obras
    tarefa @quem fechar a folha todo 5º dia útil
    """
    new = _from_form(request) if request.form else _from_line(request)
    if request.words and not new.text:
        new, request.words = replace(new, text=request.words), ""
    _check_everyone(request)
    code = tasks.create(request.session, new, by=request.person, now=request.now)
    keep_files(request, code=code)
    nobody = told_nobody(vacancies.among(request.session, new.assignees), f"Para passar a outro: repassar {code} @quem")
    if asked := tasks.above(request.session, new.assignees, request.person, request.now):
        nobody += f"\nA {enumerated([each.name for each in asked])} foi como pedido: aviso você da resposta."
    if new.level:
        nobody += f"\nÉ de acesso {new.level}: só vê quem a deu e quem a recebeu."
    made = wording.created(code, new, request.person, nobody, calendar=request.calendar)
    return counted(made, new.due, code)


@command(
    "minhas",
    usage="minhas [atrasadas, hoje, semana, #etiqueta]",
    aliases=("minhas tarefas",),
    said=said.MINE,
    often=(Role.SECRETARIO, Role.SERVIDOR),
)
def mine(request: Request) -> Reply:
    """Lista as tarefas que estão com você."""
    return _listed(request, mine=True)


@command(
    "tarefas",
    usage="tarefas [@órgão, @pessoa, atrasadas, hoje, semana, até quando, dadas, concluídas, #etiqueta]",
    said=said.LISTED,
)
def listed(request: Request) -> Reply:
    """Lista tarefas: de um órgão ou pessoa, atrasadas, de hoje, da semana, dadas por você."""
    return _listed(request)


@command("iniciar", usage="iniciar T-12", about="task", aliases=("comecar",), said=said.START, offered_to=WRITERS)
def start(request: Request) -> Reply:
    """Marca que você começou a tarefa."""
    task = request.about(Task)
    tasks.start(request.session, task, by=request.person, now=request.now)
    return Reply(f"Tarefa {task.code} iniciada.", (Button("Concluir", f"concluir {task.code}"),))


@command(
    "concluir",
    usage="concluir T-12 [nota]",
    about="task",
    aliases=("conclui", "feito", "pronto"),
    said=said.COMPLETE,
    offered_to=WRITERS,
    often=(Role.SERVIDOR,),
)
def complete(request: Request) -> Reply:
    """Marca a tarefa como concluída."""
    task = request.about(Task)
    finished = tasks.complete(request.session, task, note=request.text, by=request.person, now=request.now)
    ending = "" if finished else " Falta a parte dos outros."
    return Reply(f"Tarefa {task.code} concluída.{ending}")


@command("reabrir", usage="reabrir T-12 motivo", about="task", said=said.REOPEN, offered_to=WRITERS)
def reopen(request: Request) -> Reply:
    """Abre de novo uma tarefa concluída ou cancelada."""
    task = request.about(Task)
    tasks.reopen(request.session, task, reason=request.text, by=request.person, now=request.now)
    return Reply(f"Tarefa {task.code} reaberta.")


@command("repassar", usage="repassar T-12 @quem", about="task", said=said.HAND_OVER, offered_to=WRITERS)
def hand_over(request: Request) -> Reply:
    """Passa a sua parte da tarefa a outra pessoa ou órgão."""
    task, to = request.about(Task), people.addressed(request, request.text).everyone
    if len(to) != 1:
        raise Question(f"Para quem? Exemplo: repassar {task.code} @bruno", Answer.WHO)
    tasks.hand_over(request.session, task, to[0], by=request.person, now=request.now)
    nobody = told_nobody(vacancies.among(request.session, to), f"Para passar a outro: repassar {task.code} @quem")
    return Reply(f"Tarefa {task.code} repassada para {to[0].name}.{nobody}")


@command(
    "adiar",
    usage="adiar T-12 quando motivo",
    about="task",
    said=said.POSTPONE,
    offered_to=WRITERS,
    often=(Role.SERVIDOR,),
)
def postpone(request: Request) -> Reply:
    """Muda o prazo; se o prazo não é seu, pede a quem deu a tarefa."""
    task = request.about(Task)
    found = due.find(request, request.text)
    if found.due is None:
        raise Question(f"Para quando? Exemplo: adiar {task.code} para segunda 10h aguardando parecer", Answer.DATE)
    reason = _OPENING.sub("", found.rest).strip(" :,-")
    moved = tasks.postpone(request.session, task, found.due, reason=reason, by=request.person, now=request.now)
    if moved:
        return Reply(f"Novo prazo da tarefa {task.code}: {found.due.text}.")
    author = task.author.name if task.author else "quem deu a tarefa"
    return Reply(
        f"Pedi a {author} o prazo até {found.due.text} para a tarefa {task.code}. Aviso você quando responder."
    )


@command("cancelar", usage="cancelar T-12 motivo", about="task", said=said.CANCEL, offered_to=WRITERS)
def cancel(request: Request) -> Reply:
    """Cancela uma tarefa que você deu."""
    task = request.about(Task)
    tasks.cancel(request.session, task, reason=request.text, by=request.person, now=request.now)
    return Reply(f"Tarefa {task.code} cancelada.")


@command("marcar", usage="marcar T-12 1", about="task", aliases=("item",), offered_to=WRITERS)
def tick(request: Request) -> Reply:
    """Marca ou desmarca um item da lista da tarefa."""
    task = request.about(Task)
    if not request.text.isdecimal():
        raise _which_item(task)
    done = tasks.tick(request.session, task, int(request.text[:4]), by=request.person, now=request.now)
    return Reply(f"Item {int(request.text)} da tarefa {task.code} {'feito' if done else 'por fazer'}.")


def _which_item(task: Task) -> Refusal:
    if not task.checklist:
        return Refusal(f"A tarefa {task.code} não tem lista de itens.")
    items = enumerate([each["text"] for each in task.checklist[:_MOST_ITEMS]], 1)
    buttons = [Button(clip(f"{place}. {text}", 30), f"marcar {task.code} {place}") for place, text in items]
    return Question(f"Qual item? Exemplo: marcar {task.code} 1", Answer.TEXT, buttons)


def _check_everyone(request: Request) -> None:
    """Raises Refusal where somebody outside the cabinet gives a task to everybody."""
    if _EVERYONE.search(" ".join((request.text, *request.form.values()))) and not request.standing.is_cabinet:
        raise Refusal("Tarefa a todos é do gabinete. Diga a quem, ou peça à chefia de gabinete.")


def _listed(request: Request, *, mine: bool = False) -> Reply:
    asked = filters.read(request, tasks.SUBJECT, _filters(request), mine=mine)
    found = lists.page(request.session, tasks.SUBJECT, asked.wanted, by=request.person, now=request.now)
    return pages.page(tasks.SUBJECT, asked, found, to=request.person, now=request.now, mark=wording.mark)


def _filters(request: Request) -> tuple[Filter, ...]:
    """The filters of lists of tasks only: author, priority, tags."""
    return (
        Filter("dadas", re.compile("dadas?"), lambda _: Task.author_id == request.person.id, "dadas por você"),
        Filter("!alta", re.compile("!(alta|urgente|normal)"), lambda found: Task.priority == found[1]),
        Filter("#etiqueta", re.compile(r"#([\w-]+)"), lambda found: tasks.has_tag(found[1])),
    )


def _from_line(request: Request) -> NewTask:
    text, parent = _reference(request, request.text)
    who = people.addressed(request, text, own=True)
    first, _, body = who.rest.partition("\n")
    priority, level = _PRIORITY.search(first), _LEVEL.search(first)
    tags = tuple(fold(tag) for tag in _TAG.findall(first))
    marked = _TAG.sub("", _LEVEL.sub("", _PRIORITY.sub("", first)))
    if (other := _OTHER_MARK.search(marked)) is not None:
        known = "A prioridade é !alta ou !urgente; o acesso, !restrito ou !sigiloso."
        raise Refusal(f"Não conheço {clip(other[0], 40)}. {known}")
    found = due.find(request, marked)
    lines = body.splitlines()
    items = tuple(item[1].strip() for line in lines if (item := _ITEM.match(line)))
    return NewTask(
        title=_title(found.rest),
        text="\n".join(line for line in lines if not _ITEM.match(line)).strip(),
        due=found.due,
        priority=TaskPriority(fold(priority[1])) if priority else TaskPriority.NORMAL,
        tags=tags,
        checklist=items,
        recurrence=found.recurrence.text if found.recurrence else None,
        parent=parent,
        level=AccessLevel(f"{fold(level[1])}o") if level else "",
        assignees=who.everyone or [request.person],
    )


def _from_form(request: Request) -> NewTask:
    given = fields.read(request, FORM)
    return NewTask(
        title=_title(given["titulo"]),
        text=request.form.get("texto", ""),
        due=given["prazo"].due,
        priority=TaskPriority(fold(given["prioridade"]) or TaskPriority.NORMAL),
        recurrence=given["prazo"].recurrence.text if given["prazo"].recurrence else None,
        assignees=given["para"] or [request.person],
    )


def _title(text: str) -> str:
    """As written, without the separators that led to the names and to the date."""
    return _NOTHING_LEFT.sub("", _OPENING.sub("", _LED.sub("", " ".join(text.split()))).rstrip(" ,"))


def _reference(request: Request, text: str) -> tuple[str, Record | None]:
    """`ref OS-5/2026` anywhere in the line links the task to that record."""
    found = _REFERENCE.search(text)
    number = numbers.read(text[found.end() :]) if found else None
    if found is None or number is None:
        return text, None
    return text[: found.start()] + text[found.end() + number.end :], of_number(request, number)
