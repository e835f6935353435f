"""The rules of the house, each with a sentence that says what to do."""

import ast
import importlib.metadata
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import DateTime

from bot import versions
from bot.settings import Settings
from handlers import base as handlers
from jobs import base as jobs
from models import catalogues, subjects
from models.base import UtcDateTime

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "jobs", "handlers", "models")
MAY_IMPORT = {
    "bot": ("bot", "jobs", "handlers", "models"),
    "jobs": ("jobs", "handlers.wording", "models"),
    "handlers": ("handlers", "models"),
    "models": ("models",),
}
ONLY_BOT_IMPORTS = {"telegram", "slack_bolt", "slack_sdk", "apscheduler", "starlette", "rich", "prompt_toolkit"}
NETWORK = {"socket", "ssl", "http", "urllib", "httpx", "aiohttp", "requests", "smtplib", "asyncio", "subprocess"}
READS_THE_CLOCK = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.monotonic"}
LONGEST_FUNCTION, LONGEST_FILE = 60, 400

Node = ast.AST


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def files(*rooms: str) -> list[Path]:
    found = [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


@cache
def nodes(path: Path) -> tuple[tuple[str, Path, Node], ...]:
    where = str(path.relative_to(ROOT))
    found = (node for node in ast.walk(tree(path)) if not isinstance(node, ast.expr_context))
    return tuple((f"{where}:{getattr(node, 'lineno', 1)}", path, node) for node in found)


def everything_in(*rooms: str) -> Iterator[tuple[str, Path, Node]]:
    """Every node of every file, with `file:line` to show."""
    return (node for path in files(*rooms) for node in nodes(path))


def imported(node: Node) -> list[str]:
    """The full names a node imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def dotted(node: Node) -> str:
    """`a.b.c` of an attribute or a name; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    return f"{dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


def calls(node: Node) -> str:
    return dotted(node.func) if isinstance(node, ast.Call) else ""


def git(*words: str) -> list[str]:
    """The lines of what git answers; none where the project was copied without it."""
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    return done.stdout.splitlines()


def nothing(found: list[str], what_to_do: str) -> None:
    assert not found, "\n  ".join([what_to_do, *found])


# --- who may call whom ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("room", ROOMS)
def test_imports_go_one_way(room: str) -> None:
    wrong = [
        f"{where} imports {name}"
        for where, _, node in everything_in(room)
        for name in imported(node)
        if name.partition(".")[0] in ROOMS
        if not any(name == allowed or f"{name}.".startswith(f"{allowed}.") for allowed in MAY_IMPORT[room])
        and name not in MAY_IMPORT[room]
        and not (room == "jobs" and name == "handlers.wording")
    ]
    nothing(wrong, f"{room} may import only {', '.join(MAY_IMPORT[room])}. Move what is shared one room down:")


def test_only_bot_knows_the_platforms() -> None:
    wrong = [
        f"{where} imports {name}"
        for where, _, node in everything_in("jobs", "handlers", "models")
        for name in imported(node)
        if name.partition(".")[0] in ONLY_BOT_IMPORTS | NETWORK
    ]
    nothing(wrong, "Platforms and the network belong to bot/. Return a Reply, or write to the outbox:")


def test_only_bot_reads_the_environment() -> None:
    wrong = [
        where
        for where, _, node in everything_in("jobs", "handlers", "models")
        if dotted(node) in ("os.environ", "os.getenv") or {"os.environ", "os.getenv"} & set(imported(node))
    ]
    nothing(wrong, "Settings are read in bot/settings.py and handed down as values. Take the reading out of:")


def test_below_bot_nobody_reads_the_clock() -> None:
    wrong = [
        f"{where} {calls(node)}"
        for where, _, node in everything_in("jobs", "handlers", "models")
        if any(calls(node) == name or calls(node).endswith(f".{name}") for name in READS_THE_CLOCK)
    ]
    nothing(wrong, "The present is passed in as `now` (request.now, run.now); tests hold it:")


def test_below_bot_nobody_commits_or_prints() -> None:
    wrong = [
        f"{where} {calls(node)}"
        for where, _, node in everything_in("jobs", "handlers", "models")
        if calls(node).rpartition(".")[2] in ("commit", "rollback", "print")
    ]
    nothing(wrong, "One request is one transaction, and bot/dispatch.py holds it. Raise Refusal to undo it all:")


def test_rules_are_synchronous() -> None:
    wrong = [
        where
        for where, _, node in everything_in("jobs", "handlers", "models")
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith)
    ]
    nothing(wrong, "Rules, handlers and jobs are plain functions; the doors call them in a thread:")


SUBJECTS_OWN = {  # files of a subject that are not called like it
    "handlers/wording/task_card.py": "the card of a task",
    "jobs/series.py": "makes the next task of a series",
    "jobs/transmission.py": "transmits acts",
}
NOT_YET = {  # what is shared and still knows a subject: nothing is to be added
    "handlers/own_days.py": "which acts a decree of the municipality touches",
    "handlers/wording/home.py": "the acts at the top of one's page",
    "handlers/wording/own_days.py": "which acts a decree of the municipality touches",
    "models/deliveries/approved.py": "an act leaves as it was approved",
}
OTHER_MEANING = {
    "handlers/reading/dates/clocks.py",  # o fim do expediente: the hours of work
    "models/counting/from_json.py",  # event: that from which a term is counted
    "models/authorities.py",  # ofício: the profile of what an authority sends
}


def shared_that_knows_a_subject() -> dict[str, list[str]]:
    """By file, where what belongs to no subject imports one or has its name among its values."""
    folders = {each.folder for each in subjects.known()}
    names = folders | {each.kind for each in subjects.known()}
    folders |= {each.folder for each in catalogues.known() if each.beside}  # a side table is of its subject, too
    found: dict[str, list[str]] = {}
    for path in files("models", "handlers", "jobs"):
        file = path.relative_to(ROOT)
        own = {part.partition("_")[0] for part in file.with_suffix("").parts}  # tasks_corrections.py is of tasks, too
        if folders & own or file.as_posix() in SUBJECTS_OWN:
            continue
        said: list[str] = []
        for where, _, node in nodes(path):
            said += [f"{where} imports {name}" for name in imported(node) if _is_of_a_subject(name, folders)]
            if isinstance(node, ast.Constant) and node.value in names and file.as_posix() not in OTHER_MEANING:
                said.append(f"{where} names {node.value!r}")
        if said:
            found[file.as_posix()] = said
    return found


def _is_of_a_subject(name: str, folders: set[str]) -> bool:
    room, _, rest = name.partition(".")
    return room in ROOMS and bool(folders & {*rest.split(".")})


def test_what_is_shared_knows_no_subject() -> None:
    wrong = [where for file, found in shared_that_knows_a_subject().items() if file not in NOT_YET for where in found]
    nothing(
        wrong,
        "Let the subject declare it in its own files (models/subjects.py), and read it from there; a word that means "
        "something else in that file is excused in OTHER_MEANING, with what it means:",
    )


def test_what_no_longer_knows_a_subject_is_not_excused() -> None:
    nothing(sorted(NOT_YET.keys() - shared_that_knows_a_subject()), "Take these off NOT_YET:")


@pytest.mark.slow
def test_who_sits_at_an_address_needs_no_subject() -> None:
    look = "import sys, models.addresses; print(*(name for name in sys.modules if name.startswith('models.')))"
    done = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)
    folders = {each.folder for each in subjects.known()} | {"counting", "deadlines"}
    wrong = [name for name in done.stdout.split() if name.split(".")[1] in folders]
    nothing(wrong, "models.addresses is below every subject, yet it brings in:")


# --- names and places ----------------------------------------------------------------------------------------


def test_no_library_takes_our_names() -> None:
    ours = {"bot", "jobs", "handlers", "models", "tests", "benchmarks"}
    taken = ours & importlib.metadata.packages_distributions().keys()
    nothing(sorted(taken), "An installed library has a top-level package named like a room of ours. Do without it:")


def test_no_file_hides_a_library() -> None:
    libraries = {name.lower() for name in importlib.metadata.packages_distributions()} | set(sys.stdlib_module_names)
    wrong = [str(path.relative_to(ROOT)) for path in ROOT.glob("*.py") if path.stem.lower() in libraries]
    nothing(wrong, "A file at the top that is called like a library hides it. Choose another name:")


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    wrong = [str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()]
    nothing(wrong, "Two test files of one name clash without packages. Add an __init__.py to:")


def test_nothing_is_too_long() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {length} lines"
        for path in files(*ROOMS)
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    ]
    for where, _, node in everything_in(*ROOMS):
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION:
            wrong.append(f"{where} {node.name}: {(node.end_lineno or 0) - node.lineno + 1} lines")
    nothing(wrong, "Too long to be seen at once: make it a folder of the same import path, or two functions:")


def test_a_class_of_the_models_has_its_name_alone() -> None:
    named = defaultdict[str, list[str]](list)
    for where, _, node in everything_in(*ROOMS):
        if isinstance(node, ast.ClassDef):
            named[node.name].append(where)
    wrong = [
        f"{name}: {', '.join(places)}"
        for name, places in sorted(named.items())
        if len(places) > 1 and any(place.startswith("models/") for place in places)
    ]
    nothing(wrong, "One name, two meanings. Give the narrower of them a longer name:")


def test_what_a_newcomer_looks_for_is_there() -> None:
    wanted = ("README.md", ".env.example", "Makefile", ".ci/run", "requirements.txt", "requirements-dev.txt")
    nothing([name for name in wanted if not (ROOT / name).is_file()], "Missing at the top of the project:")


def test_git_keeps_all_that_is_ours() -> None:
    ignored = git("ls-files", "--others", "--ignored", "--exclude-standard", *ROOMS, "tests", "docs", "benchmarks")
    wrong = [path for path in ignored if "__pycache__" not in path]
    nothing(wrong, "A fresh clone would lack these. Narrow .gitignore, or put them elsewhere:")


def test_no_file_names_a_package_registry() -> None:
    hosts = re.compile(r"\b(?:" + "|".join(("py" + "pi\\.org", "python" + "hosted\\.org", "npm" + "js\\.org")) + r")\b")
    known = [ROOT / line for line in git("ls-files")] or files(*ROOMS)
    wrong = [str(path) for path in known if path.is_file() and hosts.search(path.read_text("utf-8", errors="replace"))]
    nothing(wrong, "Where packages are downloaded from is each machine's business. Take the address out of:")


# --- commands and jobs ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module", autouse=True)
def _walked() -> None:
    handlers.walk()
    jobs.walk()


def test_every_command_explains_itself() -> None:
    for command in handlers.commands():
        where = f"{command.handler.__module__}.{command.handler.__name__}"
        assert command.help, f"{where}: give it a docstring; its first line is the help people read."
        assert command.usage.startswith(command.name), f"{where}: begin usage= with its name, {command.name!r}."


def test_no_two_commands_answer_the_same_line() -> None:
    said = Counter(
        (spelling, kind)
        for command in handlers.commands()
        for spelling in {command.name, *command.aliases}
        for kind in command.about or ("",)
    )
    nothing(
        [f"{name} about {kind or 'no record'}" for (name, kind), times in said.items() if times > 1],
        "Two commands have this name for the same kind of record. Rename one, or make them one:",
    )


def _asks_in_vain(node: Node) -> bool:
    """A question put as a refusal without lines to choose among: nothing would take its answer."""
    if calls(node).rpartition(".")[2] != "Refusal" or not isinstance(node, ast.Call):
        return False
    words = [each.value for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant)] if node.args else []
    return (
        len(node.args) == 1
        and not node.keywords
        and any(isinstance(each, str) and "? " in f"{each} " for each in words)
    )


def test_every_question_takes_an_answer() -> None:
    wrong = [where for where, _, node in everything_in("handlers", "models") if _asks_in_vain(node)]
    nothing(wrong, "Raise a Question, which holds the request for the answer, or offer the lines that answer it:")


def button_line(node: Node) -> str:
    """The line of a `Button(label, line)` as far as it can be read here; empty where it begins with a value."""
    if calls(node).rpartition(".")[2] != "Button" or not isinstance(node, ast.Call):
        return ""
    given = [*node.args[1:2], *(word.value for word in node.keywords if word.arg == "line")]
    parts = [part for line in given for part in (line.values if isinstance(line, ast.JoinedStr) else [line])]
    if not parts or not isinstance(parts[0], ast.Constant):
        return ""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "T-1" for part in parts)


def test_every_button_says_a_command() -> None:
    lines = [(where, line) for where, _, node in everything_in(*ROOMS) if (line := button_line(node))]
    wrong = [f"{where} {line}" for where, line in lines if not handlers.match(line)[0]]
    nothing(wrong, "A button is a line that a person could type. No command is called like the first words of:")


def test_every_job_explains_itself() -> None:
    for job in jobs.jobs().values():
        assert job.help, f"job {job.name}: give it a docstring; `job --list` shows its first line."
        assert (job.every is None) != (job.at is None), f"job {job.name}: give either every= or at=."


def test_days_of_the_week_have_names() -> None:
    wrong = [
        where
        for where, _, node in everything_in(*ROOMS)
        if isinstance(node, ast.keyword) and node.arg == "day_of_week" and isinstance(node.value, ast.Constant)
        if isinstance(node.value.value, int) or any(map(str.isdigit, str(node.value.value)))
    ]
    nothing(wrong, "0 is Monday here and Sunday elsewhere: write mon, tue, wed...:")


# --- tables, settings, failpoints --------------------------------------------------------------------------


def test_every_instant_knows_its_zone() -> None:
    wrong = [
        str(column)
        for table in versions.tables()
        for column in table.columns
        if isinstance(column.type, DateTime) and not isinstance(column.type, UtcDateTime)
    ]
    nothing(wrong, "Map instants as Mapped[datetime], which is UtcDateTime; these are naive:")


def test_the_example_names_every_setting() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = re.findall(r"^([A-Z_]+)=", text, re.MULTILINE)
    settings = [name.upper() for name in Settings.model_fields]
    nothing(sorted(set(settings) - set(named)), "Add these settings to .env.example, with a line that explains each:")
    nothing(sorted(set(named) - set(settings)), ".env.example names what bot/settings.py does not know:")
    nothing([name for name, times in Counter(named).items() if times > 1], ".env.example names these twice:")


def test_the_example_holds_the_defaults() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    given = dict(re.findall(r"^([A-Z_]+)=(.+)$", text, re.MULTILINE))
    defaults = {name.upper(): str(field.default) for name, field in Settings.model_fields.items()}
    wrong = [
        f"{name}: {value} here, {defaults[name]} there" for name, value in given.items() if defaults[name] != value
    ]
    nothing(wrong, "A value of .env.example is not the default of bot/settings.py:")


def failpoints() -> list[str]:
    """Every name given to failpoint, read from the code, so that a new one cannot be forgotten."""
    found = []
    for where, _, node in everything_in(*ROOMS):
        if isinstance(node, ast.Call) and calls(node).rpartition(".")[2] == "failpoint":
            name = node.args[0]
            assert isinstance(name, ast.Constant), f"{where}: name the failpoint by a plain string."
            found.append(str(name.value))
    return found


def test_failpoints_have_one_place_each() -> None:
    found = Counter(failpoints())
    assert found, "No failpoint is left: the fault tests would test nothing."
    nothing([name for name, times in found.items() if times > 1], "Two failpoints have the same name:")


# --- these rules can fail ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("from bot import app", lambda: test_imports_go_one_way("models")),
        ("from models.tasks import Task\nfrom handlers import tasks", lambda: test_imports_go_one_way("jobs")),
        ("from models.tasks import Task", test_what_is_shared_knows_no_subject),
        ("from models import acts", test_what_is_shared_knows_no_subject),
        ("TITLES = {'task': 'tarefa'}", test_what_is_shared_knows_no_subject),
        ("from rich.table import Table", test_only_bot_knows_the_platforms),
        ("import os\nos.environ['X']", test_only_bot_reads_the_environment),
        ("from datetime import datetime\ndatetime.now()", test_below_bot_nobody_reads_the_clock),
        ("session.commit()", test_below_bot_nobody_commits_or_prints),
        ("async def f(): ...", test_rules_are_synchronous),
        ("raise Refusal(f'Por que adiar {code}? Exemplo: adiar T-1')", test_every_question_takes_an_answer),
        ("x = 1\n" * 500, test_nothing_is_too_long),
        ("class Step: ...", test_a_class_of_the_models_has_its_name_alone),
        ("job(day_of_week='0-4')", test_days_of_the_week_have_names),
        ("Button('Aprovar', f'carimbar {act.code}')", test_every_button_says_a_command),
        ("base.Button('Ver', line='carimbar T-1')", test_every_button_says_a_command),
        ("failpoint('a')\nfailpoint('a')", test_failpoints_have_one_place_each),
    ],
)
def test_a_breach_is_noticed(
    source: str, rule: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ROOMS:
        (tmp_path / room).mkdir()
        (tmp_path / room / "breach.py").write_text(source, encoding="utf-8")
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    with pytest.raises(AssertionError):
        rule()
