"""expedientes: the register of expedientes as a table: CSV or XLSX in, CSV out."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from bot.commands import Subparsers, add

if TYPE_CHECKING:
    from bot.app import App
    from models.sheets import Layout

WRONG_USE = 2


def register(commands: Subparsers) -> None:
    group = add(commands, "expedientes", _help, "o registro de expedientes, em CSV ou XLSX")
    group.set_defaults(parser=group)
    actions = group.add_subparsers(metavar="ação")
    load = add(actions, "import", _import, "importa um CSV ou XLSX; com qualquer linha errada, não importa nada")
    load.add_argument("file", nargs="?", default="", metavar="ARQUIVO")
    mapping = "a nossa coluna e o nome que tem no arquivo; uma ou várias"
    load.add_argument("--map", action="extend", nargs="+", default=[], metavar="coluna=NOME", help=mapping)
    load.add_argument(
        "--date-format", default="", metavar="FORMATO", help="como estão as datas, por exemplo %%d/%%m/%%Y"
    )
    load.add_argument("--encoding", default="", metavar="NOME", help="a codificação do arquivo (padrão: descobre)")
    load.add_argument("--delimiter", default="", metavar="SINAL", help="o que separa as colunas (padrão: descobre)")
    load.add_argument("--check", action="store_true", help="só confere, sem importar")
    dump = add(actions, "export", _export, "escreve o registro inteiro em CSV, na saída ou num arquivo")
    dump.add_argument("file", nargs="?", metavar="ARQUIVO.csv")


def _help(options: argparse.Namespace) -> int:
    options.parser.print_help(sys.stderr)
    return WRONG_USE


def _import(options: argparse.Namespace) -> int:
    if not options.file and options.map and "=" not in options.map[-1]:
        options.file = options.map.pop()  # `--map a=B c=D ARQUIVO.csv`: the file came last
    if not options.file:
        return _complain("Qual arquivo? Exemplo: expedientes import registro.csv", WRONG_USE)
    layout = _layout(options)
    if isinstance(layout, str):
        return _complain(layout, WRONG_USE)
    path = Path(options.file)
    try:
        source = path.open("rb")
    except OSError:
        return _complain(f"Não consegui ler o arquivo {options.file}. Confira o caminho.", WRONG_USE)
    with source:
        return _with_house(lambda app: _load(app, source, layout, path, check=options.check))


def _layout(options: argparse.Namespace) -> "Layout | str":
    """The layout asked for, or the sentence that says what is wrong with it."""
    import codecs

    from models.expedientes.table import COLUMNS
    from models.sheets import Layout

    columns = {}
    for pair in options.map:
        ours, sign, theirs = pair.partition("=")
        if not sign or not theirs or ours not in COLUMNS or ours in columns:
            return f"Não entendi --map {pair}. Escreva coluna=NOME, uma vez cada; as colunas são {', '.join(COLUMNS)}."
        columns[ours] = theirs
    try:
        codecs.lookup(options.encoding or "utf-8")
    except LookupError:
        return f"Não conheço a codificação {options.encoding}. Use por exemplo utf-8 ou latin-1."
    delimiter = options.delimiter.replace("\\t", "\t")
    if len(delimiter) > 1 or delimiter in ('"', "\n", "\r"):
        return "O separador é um sinal só, por exemplo --delimiter ';'."
    encoding = "utf-8-sig" if options.encoding.lower() in ("utf-8", "utf8") else options.encoding
    return Layout(columns, delimiter, encoding, options.date_format)


def _load(app: "App", source: BinaryIO, layout: "Layout", path: Path, *, check: bool) -> int:
    """One transaction: rolled back when any row is bad, and always with `check`."""
    from sqlalchemy.orm import Session

    from models.expedientes import imports
    from models.sheets import Fault
    from models.texts import plural

    faults = 0

    def report(fault: Fault) -> None:
        nonlocal faults
        faults += 1
        sys.stderr.write(f"{fault}\n")

    with Session(app.engine) as session, _Bar(path) as bar:
        session.info["channel"] = "comando"
        moved = bar.moved
        count = imports.load(session, source, layout, name=path.name, now=app.clock(), report=report, progress=moved)
        if faults or check:
            session.rollback()
        else:
            session.commit()
    if faults:
        return _complain(f"{plural(faults, 'erro', 'erros')}; nada foi importado.")
    one, many = ("Seria importado", "Seriam importados") if check else ("Importado", "Importados")
    print(f"{one if count == 1 else many} {plural(count, 'expediente', 'expedientes')} de {path.name}.")
    return 0


class _Bar:
    """How much of the file has been read, on a terminal; nothing anywhere else."""

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
        if self._progress is not None:
            self._progress.update(self._task, completed=read)

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()


def _export(options: argparse.Namespace) -> int:
    if options.file is None:
        return _with_house(lambda app: _dump(app, sys.stdout))
    try:
        with Path(options.file).open("w", encoding="utf-8", newline="") as target:
            return _with_house(lambda app: _dump(app, target))
    except OSError:
        return _complain(f"Não consegui escrever em {options.file}. Confira o caminho.", WRONG_USE)


def _dump(app: "App", target: TextIO) -> int:
    """That it is written out is in the history before the first row is."""
    from sqlalchemy.orm import Session

    from bot.operators import operator
    from bot.transactions import transaction
    from models import sheets
    from models.expedientes import exports
    from models.expedientes.table import COLUMNS

    with transaction(app.engine, "comando") as session:
        last = exports.note(session, operator=operator(), now=app.clock())
    with Session(app.engine) as session:
        sheets.write(target, COLUMNS, exports.rows(session, last))
    return 0


def _with_house(body: "Callable[[App], int]") -> int:
    """Run on the configured database; what is refused is said, and nothing stays."""
    from bot import schema
    from bot.app import build
    from bot.settings import Settings
    from models.base import Refusal

    app = build(Settings())
    try:
        if schema.current(app.engine) is None:
            return _complain("O banco ainda não tem as tabelas. Rode antes: python -m bot migrate")
        return body(app)
    except Refusal as refusal:
        return _complain(refusal.sentence, WRONG_USE)
    finally:
        app.engine.dispose()


def _complain(sentence: str, code: int = 1) -> int:
    sys.stderr.write(sentence + "\n")
    return code
