"""dates, prazo and rules: what the bot understands of a date, how it counts a legal term, and by which rules."""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.commands import Subparsers, add

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from handlers.reading.dates import Reading
    from models.counting import Book
    from models.counting.surface import CalendarOf

_LINE = re.compile(r"(?P<start>\S+)\s+(?:(?P<n>-?\d{1,4})\s+(?P<unit>.+)|(?P<rule>\S+))")


def register(commands: Subparsers) -> None:
    dates = add(
        commands, "dates", _dates, "diz o que o bot entende de cada linha que recebe, por exemplo: até sexta 17h"
    )
    prazo = add(commands, "prazo", _prazo, "conta um prazo por linha, por exemplo: 03/11/2026 15 dias úteis")
    for parser in (dates, prazo):
        parser.add_argument("--json", action="store_true", help="um objeto JSON por linha")
    group = add(commands, "rules", _help, "as regras de prazo, num arquivo que o administrador edita")
    group.set_defaults(parser=group)
    actions = group.add_subparsers(metavar="ação")
    load = add(actions, "import", _import_rules, "põe em vigor um arquivo de regras; se houver erro, nada muda")
    load.add_argument("file", metavar="ARQUIVO.json")
    load.add_argument("--check", action="store_true", help="só confere, sem pôr em vigor")
    dump = add(actions, "export", _export_rules, "escreve as regras em vigor, para editar e importar de volta")
    dump.add_argument("file", nargs="?", metavar="ARQUIVO.json")


def _help(options: argparse.Namespace) -> int:
    options.parser.print_help(sys.stderr)
    return 2


def _import_rules(options: argparse.Namespace) -> int:
    from bot.app import wall_clock
    from models import rule_book
    from models.base import Refusal

    try:
        content = Path(options.file).read_bytes()
    except OSError:
        print(f"Não consegui ler o arquivo {options.file}. Confira o caminho.", file=sys.stderr)
        return 2
    name = Path(options.file).name
    try:
        if options.check:
            book = rule_book.checked(content, name)
        else:
            with _transaction() as session:
                book = rule_book.replace(session, content, name, by=None, now=wall_clock())
    except Refusal as refusal:
        print(refusal.sentence, file=sys.stderr)
        return 1
    print(f"{name}: {len(book.rules())} regras {'sem erro' if options.check else 'em vigor'}.")
    return 0


def _export_rules(options: argparse.Namespace) -> int:
    from models import rule_book

    with _transaction() as session:
        text = rule_book.text(session)
    if options.file:
        Path(options.file).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


def _transaction() -> "AbstractContextManager[Session]":
    """A transaction on the configured database, which must exist."""
    from bot.app import build
    from bot.settings import Settings
    from bot.transactions import transaction

    return transaction(build(Settings()).engine)


def _dates(options: argparse.Namespace) -> int:
    from bot.app import wall_clock
    from handlers.reading import dates
    from models import moments

    calendar, failed = _calendars()(""), 0
    for line in _lines():
        try:
            text, now = _phrase(line, moments.local(wall_clock()))
        except ValueError as error:
            failed = _problem(str(error), as_json=options.json)
            continue
        reading = dates.find(text, now, calendar)
        if options.json:
            _print(_as_json(reading))
        else:
            print(_in_words(reading, dates.impossible(text, now)))
    return failed


def _prazo(options: argparse.Namespace) -> int:
    from models.counting import count_json

    calendar_of, book, failed = _calendars(), _book(), 0
    for line in _lines():
        try:
            answer = count_json(_question(line), calendar_of, book)
        except ValueError as error:
            answer = {"error": str(error)}
        if "error" in answer:
            failed = _problem(answer["error"], as_json=options.json)
        elif options.json:
            _print(answer)
        else:
            print(_day_in_words(answer["end"]), *answer["memory"], sep="\n  ")
    return failed


def _lines() -> Iterator[str]:
    """The lines of the standard input, without the empty ones."""
    for raw in sys.stdin.buffer:
        if line := raw.decode("utf-8", errors="replace").strip():
            yield line


def _calendars() -> "CalendarOf":
    """The calendar of each body by its name, with its own days where the configured database has them."""
    from bot.settings import Settings
    from models import municipal_days

    if not _has_house():
        state = Settings().state
        return lambda name: municipal_days.plain(municipal_days.key_of(name), state)
    with _transaction() as session:
        known = {key: municipal_days.current(session, key) for key in municipal_days.BODIES}
    return lambda name: known[municipal_days.key_of(name)]


def _book() -> "Book":
    """The rules in force in the configured database, else the rules that come with the house."""
    from models import rule_book
    from models.counting import default_book

    if not _has_house():
        return default_book()
    with _transaction() as session:
        return rule_book.current(session)


def _has_house() -> bool:
    """Whether the configured database exists, with the present tables."""
    from bot import schema, versions
    from bot.app import build
    from bot.database import sqlite_file
    from bot.settings import Settings

    settings = Settings()
    path = sqlite_file(settings.database_url)
    if path is not None and not path.is_file():
        return False
    return schema.current(build(settings).engine) == versions.newest()


def _phrase(line: str, now: datetime) -> tuple[str, datetime]:
    """The phrase of a line and the moment to read it at: the text alone, or {"text", "now"}. Raises ValueError."""
    if not line.startswith("{"):
        return line, now
    asked = _object(line)
    if not isinstance(asked.get("text"), str):
        raise ValueError("falta text")
    if "now" not in asked:
        return asked["text"], now
    from models import moments

    try:
        given = datetime.fromisoformat(str(asked["now"]))
    except ValueError:
        raise ValueError("now não é um instante; exemplo: 2026-11-23T09:00:00-03:00") from None
    return asked["text"], given.replace(tzinfo=moments.zone()) if given.tzinfo is None else moments.local(given)


def _question(line: str) -> dict[str, Any]:
    """{"start", "rule", "calendar"} of a line, which may be words: the day, then the units or the name of a rule."""
    if line.startswith("{"):
        return _object(line)
    from handlers.reading.dates import fold

    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError("escreva o dia e o prazo, por exemplo: 03/11/2026 15 dias úteis, ou 03/11/2026 sancao_veto")
    start = re.sub(r"(\d\d)/(\d\d)/(\d{4})", r"\3-\2-\1", found["start"])
    if found["rule"]:
        return {"start": start, "rule": found["rule"]}
    unit = fold(found["unit"]).replace(" ", "_")
    return {"start": start, "rule": {"n": int(found["n"]), "unit": "dias_corridos" if unit == "dias" else unit}}


def _object(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("a linha não é um objeto JSON") from None
    if not isinstance(value, dict):
        raise ValueError("a linha não é um objeto JSON")
    return value


def _as_json(reading: "Reading | None") -> dict[str, Any]:
    if reading is None:
        empty = dict.fromkeys(("start", "end", "grain"))
        return {"kind": "none", **empty, "words": "", "sure": True, "term": None, "recurrence": None}
    return {
        "kind": reading.kind.value,
        "start": _local_iso(reading.start),
        "end": _local_iso(reading.end),
        "grain": reading.grain.value if reading.grain else None,
        "words": reading.words,
        "sure": reading.sure,
        "term": {"n": reading.term.n, "unit": reading.term.unit} if reading.term else None,
        "recurrence": reading.recurrence.text if reading.recurrence else None,
    }


def _local_iso(moment: datetime | None) -> str | None:
    return moment.replace(tzinfo=None).isoformat() if moment else None


def _in_words(reading: "Reading | None", impossible: str | None) -> str:
    from models import moments

    if reading is None:
        return f"{impossible}: essa data não existe" if impossible else "nenhuma data"
    ends = [moments.moment_text(each, date_only=not reading.has_clock) for each in (reading.start, reading.end) if each]
    said = f"{reading.words.strip()}: {' a '.join(ends)}"
    if reading.recurrence is not None:
        said += f", e depois {reading.recurrence.describe()}"
    return said if reading.sure else f"{said} ({reading.doubt or 'em dúvida'})"


def _day_in_words(end: str) -> str:
    from models import moments

    return moments.moment_text(datetime.fromisoformat(end)) if "T" in end else moments.day_text(date.fromisoformat(end))


def _problem(sentence: str, *, as_json: bool) -> int:
    """Print that a line was not understood; returns the exit code of the whole run."""
    if as_json:
        _print({"error": sentence})
    else:
        print(sentence, file=sys.stderr)
    return 1


def _print(answer: dict[str, Any]) -> None:
    print(json.dumps(answer, ensure_ascii=False), flush=True)
