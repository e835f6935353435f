"""The chat for people: on a terminal with colours and a prompt, through pipes and scripts as a plain transcript."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TextIO

from bot.app import App
from bot.console import Line
from bot.simulation import Simulation
from bot.terminal.desk import Desk
from bot.terminal.screen import PlainScreen, Screen
from models import moments

EXAMPLES = (
    ("pauta", "o seu dia: o que vence, o que atrasou, o que espera ciência"),
    ("tarefa @bruno enviar o relatório até sexta 17h", "dá uma tarefa"),
    ("ordem @todos …", "prepara uma ordem para todas as secretarias"),
    (":sou bruno", "fale como outra pessoa e leia o que ela recebeu"),
    (":passa 1 dia", "avance o relógio e veja os lembretes chegarem"),
)


def is_for_people() -> bool:
    """Whether input and output are a terminal that can do more than print lines."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in ("dumb", "")


def run_interactive(app: App, person: str, simulation: Simulation | None) -> None:
    """The chat on a real terminal, until the person leaves."""
    from bot.terminal.prompt import Prompt
    from bot.terminal.rich_screen import RichScreen

    screen = RichScreen()
    desk = Desk(app, screen, simulation)
    with suppress(OSError):
        desk.open(person)
        _greet(desk, screen, app)
        _converse(desk, screen, Prompt(app, desk).ask)


def run_plain(app: App, person: str, simulation: Simulation | None, source: Iterable[Line], target: TextIO) -> None:
    """The chat as a transcript: each line of `source` is echoed behind its prompt, then answered."""
    screen = PlainScreen(target)
    desk = Desk(app, screen, simulation)
    with suppress(OSError):  # the reader has gone: unread messages stay in the outbox
        desk.open(person)
        _greet(desk, screen, app)
        for line in _joined(_prompted(source, desk, target)):
            if not _obey(desk, screen, line):
                return
        desk.finish()


def _converse(desk: Desk, screen: Screen, ask: Callable[[], str]) -> None:
    interrupted = False
    while True:
        try:
            if not desk.enter(ask()):
                return
            interrupted = False
        except KeyboardInterrupt:
            if interrupted:
                break
            screen.note("Para sair, escreva :sair ou tecle Ctrl-D (ou Ctrl-C outra vez).")
            interrupted = True
        except EOFError:
            break
    desk.enter(":sair")


def _obey(desk: Desk, screen: PlainScreen, line: Line) -> bool:
    """Handle one line of a transcript: a comment is repeated, anything else echoed and answered. False ends it."""
    if line.problem:
        screen.note(f"Não li a linha {line.number}: {line.problem}.")
        screen.end_of_turn()
        return True
    if line.text.startswith("# "):
        screen.comment(line.text)
        return True
    if not sys.stdin.isatty():
        screen.echo(f"{desk.persona or '?'}> ", line.text)
    return desk.enter(line.text)


def _prompted(source: Iterable[Line], desk: Desk, target: TextIO) -> Iterator[Line]:
    """The lines of the source, with a prompt before each where a person types on a simple terminal."""
    lines = iter(source)
    while True:
        if sys.stdin.isatty():
            target.write(f"{desk.persona or '?'}> ")
            target.flush()
        line = next(lines, None)
        if line is None:
            return
        yield line


def _joined(source: Iterable[Line]) -> Iterator[Line]:
    """The lines, those that end in a backslash joined with the next."""
    before: list[str] = []
    for line in source:
        if line.text.endswith("\\") and not line.problem:
            before.append(line.text[:-1].rstrip())
            continue
        yield Line(line.number, "\n".join([*before, line.text]), line.problem)
        before = []
    if before:
        yield Line(0, "\n".join(before))


def _greet(desk: Desk, screen: Screen, app: App) -> None:
    """Show the persona, the time of this terminal, and examples."""
    now = moments.moment_text(desk.console.now)
    if desk.console.moves_time:
        screen.note(
            f"Gabinete — demonstração. {app.settings.municipality}: tudo aqui é inventado e nada sai deste terminal."
        )
    else:
        screen.note(f"Gabinete — {app.settings.municipality}.")
    who = f"Você é {desk.here}" if desk.persona else "Diga quem é você com :sou"
    screen.note(f"{who}. Agora: {now}.")
    if desk.console.moves_time:
        screen.table(("experimente", ""), EXAMPLES)
    screen.note("ajuda mostra o que o bot faz; :ajuda, o que este terminal faz; :sair encerra.")
    screen.end_of_turn()
