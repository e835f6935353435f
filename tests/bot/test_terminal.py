"""The text chat: as a transcript through a pipe, and on a real (pseudo) terminal."""

import fcntl
import io
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console as RichConsole

from bot import terminal
from bot.console import read_lines
from bot.simulation import FrozenClock, Simulation
from bot.terminal import typed
from bot.terminal.rich_screen import RichScreen
from bot.terminal.screen import Shown
from tests import databases
from tests.conftest import MONDAY, House

GREETING = """\
  Gabinete — demonstração. Município de Exemplo: tudo aqui é inventado e nada sai deste terminal.
  Você é Ana Prado. Agora: segunda-feira, 23/11/2026, 9h.
"""


@pytest.fixture(autouse=True)
def _piped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def transcript(house: House, said: str | bytes, person: str = "ana", *, demo: bool = True) -> str:
    """The transcript of these lines, without the greeting."""
    target = io.StringIO()
    raw = said.encode() if isinstance(said, str) else said
    terminal.run_plain(house.app, person, house.simulation if demo else None, read_lines(io.BytesIO(raw)), target)
    return target.getvalue().partition(":sair encerra.\n\n")[2]


def test_the_greeting_names_the_persona_and_examples(house: House) -> None:
    target = io.StringIO()
    terminal.run_plain(house.app, "", house.simulation, [], target)
    said = target.getvalue()
    assert said.startswith(GREETING)
    assert all(f"  {line} " in said for line, _ in terminal.EXAMPLES)
    assert "\x1b" not in said


def test_a_conversation_reads_like_one(house: House) -> None:
    said = "tarefa @bruno enviar o relatório\n:sou bruno\n1\n:sou ana\n"
    assert (
        transcript(house, said)
        == """\
ana> tarefa @bruno enviar o relatório
  Tarefa T-1 criada para Bruno Lima: enviar o relatório.
  [1 Ver · 2 Minhas tarefas]
  ✉ Bruno Lima recebeu 1 mensagem — :sou bruno para ler

ana> :sou bruno
  Agora você é Bruno Lima, Secretário de Saúde.
  ✉ 23/11 9h: Ana Prado passou a você a tarefa T-1: enviar o relatório.
  [1 Iniciar · 2 Concluir · 3 Ver]

bruno> 1
  → iniciar T-1
  Tarefa T-1 iniciada.
  [1 Concluir]

bruno> :sou ana
  Agora você é Ana Prado, Chefe de Gabinete.

"""
    )


def without_anchors(text: str) -> str:
    """A transcript without the codes of anchors, which differ between houses."""
    return re.sub(r"\d+-[0-9a-f]{16}", "CÓDIGO", text)


def test_the_same_lines_give_the_same_transcript(tmp_path: Path) -> None:
    said = "tarefa @bruno enviar até sexta 17h\n:passa 2 dias\n:sou bruno\nminhas\n"
    houses = [House(databases.furnished(tmp_path / name), MONDAY) for name in ("a.db", "b.db")]
    first, second = (without_anchors(transcript(house, said)) for house in houses)
    assert first == second
    for house in houses:
        house.app.engine.dispose()


def test_several_lines_are_one_message(house: House) -> None:
    out = transcript(house, "tarefa ler \\\n- o jornal \\\n- o diário\nminhas\n")
    assert out.startswith("ana> tarefa ler\n...> - o jornal\n...> - o diário\n  Tarefa T-1 criada para você: ler.\n")


def test_remarks_of_a_script_stay(house: House) -> None:
    assert transcript(house, "# De manhã\n:sair\n") == "# De manhã\n\nana> :sair\n  Até logo.\n\n"


def test_a_form_asks_one_question_at_a_time_and_a_number_may_answer_it(house: House) -> None:
    out = transcript(house, "tarefa\n1\n@bruno\npular\nalta\n")
    assert "Vamos criar uma tarefa. O que precisa ser feito?\n  (escreva cancelar para parar)\n\nana> 1\n" in out
    assert "Qual a prioridade?" in out
    assert "[1 normal · 2 alta · 3 urgente · 4 Pular · 5 Cancelar]" in out
    assert "Tarefa T-1 criada para Bruno Lima: 1. Prioridade alta." in out


def test_the_end_of_the_input_in_the_middle_of_a_form_ends_it(house: House) -> None:
    said = transcript(house, "tarefa\nler o jornal")
    assert "(escreva cancelar para parar)" in said.rsplit("ana>", 1)[1]


def test_many_receivers_are_one_line(house: House) -> None:
    out = transcript(house, "tarefa @bruno @carla @otavio @paula @fabio reunião\n")
    assert "  ✉ Bruno Lima, Carla Dias, Otávio Reis e mais 2 receberam mensagens — :pessoas mostra quem\n" in out
    assert re.search(r"  bruno +Bruno Lima +Secretário de Saúde +SAUDE +1\n", transcript(house, ":pessoas\n")) is None


def test_time_passes(house: House) -> None:
    said = ":passa 1h30\n:agora 07:15\n:agora 24/11 7h20\n:agora\n:agora 2026-11-23 09:00\n"
    assert (
        without_anchors(transcript(house, said))
        == """\
ana> :passa 1h30
  Agora: segunda-feira, 23/11/2026, 10h30.

ana> :agora 07:15
  ✉ 23/11 18h: Âncora de hoje: CÓDIGO. Guarde este código fora daqui (papel ou e-mail): com ele se prova que nada da história do gabinete foi apagado ou refeito depois.
  Agora: terça-feira, 24/11/2026, 7h15.
  ✉ Vera Campos recebeu 1 mensagem — :sou vera para ler

ana> :agora 24/11 7h20
  Agora: terça-feira, 24/11/2026, 7h20.

ana> :agora
  Agora: terça-feira, 24/11/2026, 7h20.

ana> :agora 2026-11-23 09:00
  Agora: segunda-feira, 23/11/2026, 9h.

"""
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (":", "Não conheço :. Escreva :ajuda para ver o que há."),
        (":dança", "Não conheço :dança. Escreva :ajuda para ver o que há."),
        (":sou", "Quem é você? Exemplo: :sou ana (:pessoas mostra quem há)"),
        (":sou ninguém", "Não conheço ninguém. Veja quem há: :pessoas."),
        (":sou lima", "Agora você é Bruno Lima, Secretário de Saúde."),
        (":sou c", None),
        (":passa", "Quanto tempo passa? Exemplos: :passa 30m, :passa 2h, :passa 3 dias."),
        (":passa muito", "Quanto tempo passa? Exemplos: :passa 30m, :passa 2h, :passa 3 dias."),
        (":passa 99999 dias", "O relógio avança no máximo dois anos de cada vez."),
        (":agora 31/02 10:00", "Não entendi o momento 31/02 10:00. Exemplos: :agora 2026-11-24 07:30, :agora 07:30."),
        (":agora 1500-01-01", "O relógio da demonstração vai de 2000 a 2099."),
        (":arquivo", "Qual arquivo? Exemplo: :arquivo relatorio.pdf anexar T-1."),
        (":arquivo nao/ha.pdf anexar T-1", "Não encontrei o arquivo nao/ha.pdf."),
        (":arquivo /dev/zero", "Não encontrei o arquivo /dev/zero."),
        ("a" * 5000, "O texto tem 5000 caracteres e o máximo é 4000. Divida em partes ou mande como arquivo."),
    ],
)
def test_every_line_gets_a_sentence(house: House, line: str, said: str | None) -> None:
    answer = transcript(house, line).partition("\n")[2]
    assert answer.strip().startswith("Qual deles?" if said is None else said)


def test_an_unreadable_line_is_named_and_the_rest_goes_on(house: House) -> None:
    out = transcript(house, b"\xff\xfe\n" + b"a" * 2_000_000 + b"\n:agora\n")
    assert out.startswith(
        "  Não li a linha 1: a linha não está em UTF-8.\n\n  Não li a linha 2: a linha é longa demais"
    )
    assert out.endswith("ana> :agora\n  Agora: segunda-feira, 23/11/2026, 9h.\n\n")


def test_a_file_is_sent_with_its_caption(house: House, tmp_path: Path) -> None:
    path = tmp_path / "o relatório.txt"
    path.write_text("tudo em ordem", encoding="utf-8")
    assert "Guardei o arquivo o relatório.txt. De que registro ele é?" in transcript(house, f':arquivo "{path}"\n')


def test_on_a_real_database_time_stands_and_nothing_delivered_is_lost(house: House) -> None:
    out = transcript(house, "tarefa @bruno ler\n:passa 2h\n:sair\n", demo=False)
    assert "  O relógio só se move na demonstração.\n" in out
    assert "  ✉ 23/11 9h, para Bruno Lima: Ana Prado passou a você a tarefa T-1: ler.\n" in out


def test_an_unknown_persona_is_a_stranger(house: House) -> None:
    assert "Ainda não conheço você por aqui." in transcript(house, "minhas\n", "quem")


def test_a_text_cannot_move_the_cursor_or_hide_itself(house: House) -> None:
    assert not set("\x1b\x07\u202e\x00") & set(transcript(house, "tarefa ler \x1b[31m\u202ejornal\x07\x00\nminhas\n"))


@given(st.text(max_size=60))
def test_any_span_or_moment_is_read_or_refused(text: str) -> None:
    step, moment = typed.span(text), typed.moment(text, MONDAY)
    assert step is None or step > timedelta()
    assert moment is None or moment.tzinfo is not None


@pytest.mark.parametrize(
    ("text", "hours"),
    [("2h", 2), ("1h30", 1.5), ("90 min", 1.5), ("2 horas e 15 minutos", 2.25), ("3 dias", 72), ("1 semana", 168)],
)
def test_spans(text: str, hours: float) -> None:
    assert typed.span(text) == timedelta(hours=hours)


# --- the clock that flows ------------------------------------------------------------------------------------


def test_a_flowing_clock_is_caught_up_with_and_runs_what_fell_due(house: House) -> None:
    clock = FrozenClock(house.now, flowing=True)
    house.app.clock = clock
    simulation = Simulation(house.app.engine, clock)
    before = clock()
    time.sleep(0.02)
    assert clock() == before  # it stands while a request is handled
    simulation.catch_up(lambda: None)
    assert timedelta(milliseconds=20) <= clock() - before < timedelta(seconds=5)
    simulation.hold()
    assert clock.flowed() == clock()


# --- the screen for people -----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 80, 120])
def test_panels_fit_any_width(width: int) -> None:
    out = io.StringIO()
    screen = RichScreen(RichConsole(file=out, width=width, highlight=False, emoji=False, markup=False))
    text = "Suas tarefas (2):\nT-1 [alta] " + "ler " * 30 + "— até 24/11 9h\nT-2 :smile: [bold]x[/bold] (sem prazo)"
    screen.message(Shown(text, ((1, "Ver"), (2, "Minhas tarefas")), (("a.pdf", "data/a.pdf"),), "23/11 9h"))
    screen.table(("usuário", "nome"), [("ana", "Ana Prado")])
    screen.note("✉ Bruno Lima recebeu 1 mensagem — :sou bruno para ler")
    lines = out.getvalue().splitlines()
    assert max(len(line) for line in lines) <= width
    assert "[bold]x[/bold]" in out.getvalue()
    assert ":smile:" in out.getvalue()


class Person:
    """A person at a pseudo-terminal, who types and reads."""

    def __init__(self, width: int = 90) -> None:
        self._end, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
        arguments = [sys.executable, "-m", "bot", "demo", "--now", "2026-11-23T09:00:00-03:00"]
        self.process = subprocess.Popen(
            arguments, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"}
        )
        os.close(theirs)
        self.seen = ""
        threading.Thread(target=self._read, daemon=True).start()

    def types(self, keys: str) -> None:
        os.write(self._end, keys.encode())

    def sees(self, text: str) -> None:
        """Wait until the text appears after the last one seen."""
        give_up = time.monotonic() + 60
        while text not in self.seen:
            assert time.monotonic() < give_up, f"{text!r} not in {self.seen!r}"
            time.sleep(0.02)
        self.seen = self.seen.partition(text)[2]

    def _read(self) -> None:
        try:
            while chunk := os.read(self._end, 65536):
                self.seen += re.sub(r"\x1b(?:\[[0-9;?]*[A-Za-z]|[=>])", "", chunk.decode(errors="replace"))
                if "\x1b[6n" in chunk.decode(errors="replace"):  # where is the cursor?
                    os.write(self._end, b"\x1b[1;1R")
        except OSError:  # the other end is closed
            pass


@pytest.fixture
def person() -> Iterator[Person]:
    somebody = Person()
    yield somebody
    somebody.process.kill()
    somebody.process.wait()


@pytest.mark.slow
def test_at_a_terminal(person: Person) -> None:
    person.sees("Você é Ana Prado")
    person.sees("segunda-feira, 23/11/2026, 9h")
    person.sees("ana>")
    person.types("tarefa @bruno ler os autos\r")
    person.sees("Tarefa T-")
    person.sees("✉ Bruno Lima recebeu 1 mensagem")
    person.sees("ana>")
    person.types(":sou bruno\r")
    person.sees("ler os autos")
    person.sees("bruno>")
    person.types("\x03")
    person.sees("Para sair, escreva :sair ou tecle Ctrl-D")
    person.sees("bruno>")
    person.types("\x04")
    person.sees("Até logo.")
    assert person.process.wait(timeout=20) == 0
    assert "Traceback" not in person.seen
