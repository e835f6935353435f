"""<subject> import|export: the table of each subject that has one, CSV or XLSX in, CSV out."""

import argparse
import codecs
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from bot.commands import WRONG_USE, Subparsers, add, add_group, complain, with_house

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.app import App
    from models.catalogues import Catalogue
    from models.sheets import ImportResult, Layout, Report
    from models.subjects import Subject

    Load = Callable[[Session, App, BinaryIO, Report, Callable[[int], None]], str]  # returns what was done
    Dump = Callable[[App, TextIO], None]


def register(_commands: Subparsers) -> None:
    """Add nothing: the tables of subjects come from `add_subjects`."""
    # Every file of the folder is asked to register; subjects are imported only when no file has the command.


def add_subjects(commands: Subparsers) -> None:
    """Add the commands of each subject that declares a table."""
    from bot.versions import tables
    from models import catalogues, subjects
    from models.texts import fold

    tables()
    known: list[Subject | Catalogue] = [*subjects.known(), *catalogues.known()]
    for subject in known:
        if subject.sheet is None:
            continue
        for name in dict.fromkeys((subject.folder, fold(subject.many), *subject.sheet.spelled)):
            if name not in commands.choices:
                _add_table(commands, name, subject)


def _add_table(commands: Subparsers, name: str, subject: "Subject | Catalogue") -> None:
    actions = add_group(commands, name, f"a tabela de {subject.many}, em CSV ou XLSX")
    load = add_import(actions, partial(_import, subject), f"importa {subject.many}", with_layout=True)
    for option in getattr(subject.sheet, "options", ()):
        load.add_argument(f"--{option.name}", default="", metavar=option.metavar, help=option.help)
    add_export(actions, partial(_dump, subject), f"escreve em CSV a tabela inteira de {subject.many}")


def add_import(
    actions: Subparsers, run: Callable[[argparse.Namespace], int], text: str, *, with_layout: bool = False
) -> argparse.ArgumentParser:
    """Add the action that imports a file; `with_layout`: with options for its columns and its form."""
    load = add(actions, "import", run, f"{text}; com qualquer linha errada, não importa nada")
    load.add_argument("file", nargs="?", default="", metavar="ARQUIVO")
    load.add_argument("--check", "--dry-run", action="store_true", help="só confere e diz o que mudaria")
    if not with_layout:
        return load
    mapping = "a nossa coluna e o nome que tem no arquivo; uma ou várias"
    load.add_argument("--map", "--mapping", action="extend", nargs="+", default=[], metavar="coluna=NOME", help=mapping)
    dates = "como estão as datas, por exemplo %%d/%%m/%%Y"
    load.add_argument("--date-format", default="", metavar="FORMATO", help=dates)
    load.add_argument("--encoding", default="", metavar="NOME", help="a codificação do arquivo (padrão: descobre)")
    load.add_argument("--delimiter", default="", metavar="SINAL", help="o que separa as colunas (padrão: descobre)")
    return load


def add_export(actions: Subparsers, dump: "Dump", text: str) -> None:
    """Add the action that exports a table."""
    export = add(actions, "export", partial(_export, dump), f"{text}, na saída ou num arquivo")
    export.add_argument("file", nargs="?", metavar="ARQUIVO.csv")


def import_file(options: argparse.Namespace, load: "Load") -> int:
    """Import a file in one transaction, rolled back when any row is bad, and always with `--check`."""
    path = Path(options.file)
    try:
        source = path.open("rb")
    except OSError:
        return complain(f"Não consegui ler o arquivo {options.file}. Confira o caminho.", WRONG_USE)
    with source:
        return with_house(partial(_load, load, source, path, check=options.check), refused=WRONG_USE)


def _load(load: "Load", source: BinaryIO, path: Path, app: "App", *, check: bool) -> int:
    from sqlalchemy.orm import Session

    from models.sheets import Fault
    from models.texts import plural

    faults = 0

    def report(fault: Fault) -> None:
        nonlocal faults
        faults += 1
        sys.stderr.write(f"{fault}\n")

    with Session(app.engine) as session, _Bar(path) as bar:
        session.info["channel"] = "comando"
        said = load(session, app, source, report, bar.moved)
        if faults or check:
            session.rollback()
        else:
            session.commit()
    if faults:
        return complain(f"{plural(faults, 'erro', 'erros')}; nada foi importado.")
    print(said)
    return 0


def _export(dump: "Dump", options: argparse.Namespace) -> int:
    def written(app: "App") -> int:
        if options.file is None:
            dump(app, sys.stdout)
            return 0
        with Path(options.file).open("w", encoding="utf-8", newline="") as target:
            dump(app, target)
        return 0

    try:
        return with_house(written)
    except OSError as error:
        if error.filename != options.file:
            raise
        return complain(f"Não consegui escrever em {options.file}. Confira o caminho.", WRONG_USE)


def _import(subject: "Subject | Catalogue", options: argparse.Namespace) -> int:
    if not options.file and options.map and "=" not in options.map[-1]:
        options.file = options.map.pop()  # `--map a=B c=D ARQUIVO.csv`: the file came last
    if not options.file:
        return complain(f"Qual arquivo? Exemplo: {subject.folder} import registro.csv", WRONG_USE)
    assert subject.sheet is not None
    layout = _layout(options, [each.name for each in subject.sheet.columns])
    if isinstance(layout, str):
        return complain(layout, WRONG_USE)
    given = {each.name: getattr(options, each.name) for each in getattr(subject.sheet, "options", ())}
    name = Path(options.file).name
    return import_file(options, partial(_take_in, subject, layout, name, given, check=options.check))


def _layout(options: argparse.Namespace, columns: Sequence[str]) -> "Layout | str":
    """The layout given by the options, or the sentence that says what is wrong with them."""
    from models.sheets import Layout

    mapped: dict[str, str] = {}
    for pair in options.map:
        ours, sign, theirs = pair.partition("=")
        if not sign or not theirs or ours not in columns or ours in mapped:
            return f"Não entendi --map {pair}. Escreva coluna=NOME, uma vez cada; as colunas são {', '.join(columns)}."
        mapped[ours] = theirs
    try:
        codecs.lookup(options.encoding or "utf-8")
    except LookupError:
        return f"Não conheço a codificação {options.encoding}. Use por exemplo utf-8 ou latin-1."
    delimiter = options.delimiter.replace("\\t", "\t")
    if len(delimiter) > 1 or delimiter in ('"', "\n", "\r"):
        return "O separador é um sinal só, por exemplo --delimiter ';'."
    encoding = "utf-8-sig" if options.encoding.lower() in ("utf-8", "utf8") else options.encoding
    return Layout(mapped, delimiter, encoding, options.date_format)


def _take_in(
    subject: "Subject | Catalogue",
    layout: "Layout",
    name: str,
    given: dict[str, str],
    session: "Session",
    app: "App",
    source: BinaryIO,
    report: "Report",
    progress: Callable[[int], None],
    *,
    check: bool,
) -> str:
    from bot.operators import operator
    from models import sheets

    upload = sheets.Upload(source, name, report, layout, progress, options=given)
    outcome = sheets.load(session, subject, upload, operator=operator(), now=app.clock())
    return _said(subject, outcome, name, check=check)


def _said(subject: "Subject | Catalogue", outcome: "ImportResult", name: str, *, check: bool) -> str:
    """The sentence about the rows imported, or about those that would be."""
    from models.texts import listed, plural

    for note in outcome.notes:
        sys.stderr.write(f"atenção: {note}\n")
    for change in outcome.changes:
        sys.stderr.write(f"mudou: {change}\n")
    end = "a" if subject.feminine else "o"
    one, many = (f"Seria importad{end}", f"Seriam importad{end}s") if check else (f"Importad{end}", f"Importad{end}s")
    known = plural(outcome.same, f"já estava registrad{end}", f"já estavam registrad{end}s")
    rest = [f"{outcome.changed} com mudança"] if outcome.changed else []
    rest += [known] if outcome.same else []
    said = f"{one if outcome.new == 1 else many} {plural(outcome.new, subject.one, subject.many)} de {name}"
    return f"{said}; {listed(rest)}." if rest else f"{said}."


def _dump(subject: "Subject | Catalogue", app: "App", target: TextIO) -> None:
    """Export a table; the export is in the history before the first row is written."""
    from sqlalchemy.orm import Session

    from bot.operators import operator
    from bot.transactions import transaction
    from models import sheets

    assert subject.sheet is not None
    with transaction(app.engine, "comando") as session:
        last = sheets.note_export(session, subject, operator=operator(), now=app.clock())
    with Session(app.engine) as session:
        sheets.write(target, [each.name for each in subject.sheet.columns], sheets.rows(session, subject, last))


class _Bar:
    """The progress bar of a file being read; nothing where stderr is no terminal."""

    def __init__(self, path: Path) -> None:
        self._size = path.stat().st_size
        self._progress = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress

            self._progress = Progress(console=Console(stderr=True), transient=True)

    def __enter__(self) -> "_Bar":
        if self._progress is not None:
            self._progress.start()
            self._task = self._progress.add_task("Importando", total=self._size)
        return self

    def moved(self, read: int) -> None:
        """Show that `read` bytes have been read."""
        if self._progress is not None:
            self._progress.update(self._task, completed=read)

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()
