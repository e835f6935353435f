"""The console as a protocol, used as another program would: lines in, lines out."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from bot.console import MAX_LINE, Console, read_lines
from bot.protocol import Protocol
from models.people import Address, Person
from tests import processes
from tests.conftest import House

NOW = "2026-11-23T09:00:00-03:00"
NOT_AN_OBJECT = "a linha não é um objeto JSON"
STRANGER = "Ainda não conheço você por aqui. Peça um convite ao administrador e escreva: entrar CÓDIGO"


class Program:
    """A program that talks to a house through the protocol."""

    def __init__(self, house: House, *, moves_time: bool = True, person: str = "") -> None:
        self._house, self._simulation, self._person = house, house.simulation if moves_time else None, person

    def sends(self, *lines: Any) -> list[dict[str, Any]]:
        """The output for these lines (objects, or raw bytes)."""
        return self.sends_raw(b"".join(_as_line(line) for line in lines))

    def sends_raw(self, raw: bytes) -> list[dict[str, Any]]:
        target = io.StringIO()
        protocol = Protocol(target, self._person)
        console = Console(self._house.app, protocol.show, self._simulation)
        console.open()
        protocol.run(console, read_lines(io.BytesIO(raw)))
        return [json.loads(line) for line in target.getvalue().splitlines()]


def _as_line(line: Any) -> bytes:
    return line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() + b"\n"


@pytest.fixture
def program(house: House) -> Program:
    return Program(house)


def error(sentence: str, line: int = 1) -> dict[str, Any]:
    return {"error": sentence, "line": line}


def test_the_reply_to_a_line_comes_before_its_other_messages(program: Program) -> None:
    out = program.sends({"as": "ana", "text": "tarefa @bruno enviar o relatório"}, {"sync": 1})
    assert out == [
        {
            "to": "ana",
            "reply_to": 1,
            "text": "Tarefa T-1 criada para Bruno Lima: enviar o relatório.",
            "buttons": [{"label": "Ver", "line": "ver T-1"}, {"label": "Minhas tarefas", "line": "minhas"}],
            "form": None,
            "files": [],
        },
        {
            "to": "bruno",
            "text": "Ana Prado passou a você a tarefa T-1: enviar o relatório.",
            "buttons": out[1]["buttons"],
            "form": None,
            "files": [],
        },
        {"sync": 1},
    ]
    assert list(out[0]) == ["to", "reply_to", "text", "buttons", "form", "files"]


def test_a_button_is_pressed(program: Program) -> None:
    out = program.sends({"as": "ana", "text": "tarefa revisar a pauta"}, {"as": "ana", "press": "concluir T-1"})
    assert out[1]["text"] == "Tarefa T-1 concluída."


def test_a_form_is_sent_whole_or_answered_line_by_line(program: Program) -> None:
    form = {"command": "tarefa", "título": "enviar o relatório", "para": ["@bruno"], "prazo": None}
    whole = program.sends({"as": "ana", "form": form})
    assert whole[0]["text"] == "Tarefa T-1 criada para Bruno Lima: enviar o relatório."
    asked = program.sends({"as": "ana", "text": "tarefa"}, {"as": "ana", "text": "cancelar"})
    assert asked[0]["form"]["command"] == "tarefa"
    assert asked[1]["text"] == "Tudo bem, parei por aqui. Nada foi registrado."


def test_user_names_are_read_as_people_write_them(program: Program) -> None:
    program.sends({"as": "ANA", "text": "tarefa @bruno enviar o relatório"})
    out = program.sends({"as": "@Bruno", "text": "concluir T-1"})
    assert [(each["to"], each.get("reply_to")) for each in out] == [("bruno", 1), ("ana", None)]


def test_strangers_are_answered_as_strangers(program: Program) -> None:
    out = program.sends({"as": "quem", "text": "minhas"})
    assert [(each["to"], each["text"]) for each in out] == [("quem", STRANGER)]


def test_a_person_who_left_is_a_stranger_and_one_back_is_known(house: House, program: Program) -> None:
    for active, said in ((False, STRANGER), (True, "Suas tarefas: nenhuma.")):
        with house.transaction() as session:
            session.execute(update(Person).where(Person.handle == "bruno").values(active=active))
            session.execute(update(Address).where(Address.address == "bruno").values(active=False))
        assert program.sends({"as": "bruno", "text": "minhas"})[0]["text"] == said


def test_a_repeated_update_does_nothing_twice(program: Program) -> None:
    line = {"as": "ana", "text": "tarefa revisar a pauta", "id": "a1"}
    assert len(program.sends(line, line, {"sync": 2})) == 2
    assert program.sends(line) == []  # also in a later session
    assert program.sends({"as": "ana", "text": "minhas"})[0]["text"].startswith("Suas tarefas (1):")
    assert len(program.sends({**line, "as": "bruno"})) == 1  # another person's update is another update


def test_the_clock_moves_when_told(house: House, program: Program) -> None:
    program.sends({"advance": "PT2H"}, {"advance": "30m"}, {"advance": "P1DT30M"})
    assert house.now.isoformat() == "2026-11-24T15:00:00+00:00"
    program.sends({"now": "2026-11-23T10:00:00-03:00"})
    assert house.now.isoformat() == "2026-11-23T13:00:00+00:00"


def test_on_a_real_database_the_clock_does_not_move(house: House) -> None:
    out = Program(house, moves_time=False).sends({"now": "2026-11-24T07:30:00-03:00"}, {"advance": "PT2H"})
    assert out == [error("o relógio só se move na demonstração", n) for n in (1, 2)]


def test_the_person_named_at_the_start_speaks_by_default(house: House) -> None:
    assert Program(house, person="ana").sends({"text": "minhas"})[0]["to"] == "ana"


BAD = [
    (b"oi\n", NOT_AN_OBJECT),
    (b"[1, 2]\n", NOT_AN_OBJECT),
    (b'"oi"\n', NOT_AN_OBJECT),
    (b"null\n", NOT_AN_OBJECT),
    (b"NaN\n", NOT_AN_OBJECT),
    (b'{"sync": Infinity}\n', NOT_AN_OBJECT),
    (b"[" * 100_000 + b"\n", NOT_AN_OBJECT),
    (b'{"sync": ' + b"9" * 5000 + b"}\n", NOT_AN_OBJECT),
    (b'{"as": "ana", "text": "\xff"}\n', "a linha não está em UTF-8"),
    (b'{"as": "ana", "text": "' + b"a" * MAX_LINE + b'"}\n', "a linha é longa demais (o máximo é 1 MB)"),
    ({}, "faltam campos: as com text, press, form, file ou forward; ou então now, advance ou sync"),
    ({"as": "ana"}, "faltam campos: as com text, press, form, file ou forward; ou então now, advance ou sync"),
    ({"text": "minhas"}, "as deve dizer quem fala, por exemplo ana"),
    ({"as": "", "text": "minhas"}, "as deve dizer quem fala, por exemplo ana"),
    ({"as": "a" * 101, "text": "minhas"}, "as deve dizer quem fala, por exemplo ana"),
    ({"as": "ana\u0000", "text": "minhas"}, "as deve dizer quem fala, por exemplo ana"),
    ({"as": None, "text": "minhas"}, "as deve ser um texto"),
    ({"as": 7, "text": "minhas"}, "as deve ser um texto"),
    ({"as": "ana", "text": None}, "text deve ser um texto"),
    ({"as": "ana", "text": ["minhas"]}, "text deve ser um texto"),
    ({"as": "ana", "press": {"line": "minhas"}}, "press deve ser um texto"),
    ({"as": "ana", "file": 1}, "file deve ser um texto"),
    ({"as": "ana", "file": "nao/ha.pdf"}, "não encontrei o arquivo nao/ha.pdf"),
    ({"as": "ana", "file": "\u0000"}, "não encontrei o arquivo \u0000"),
    ({"as": "ana", "file": "/dev/zero"}, "não encontrei o arquivo /dev/zero"),
    (b'{"as": "ana", "text": "\\ud800"}\n', "text tem um caractere que não existe"),
    ({"as": "ana", "text": "minhas", "press": "minhas"}, "uma coisa de cada vez: a linha tem text e press"),
    ({"sync": 1, "advance": "PT1H"}, "uma coisa de cada vez: a linha tem sync e advance"),
    ({"as": "ana", "form": "tarefa"}, "form deve ser um objeto com command e os campos"),
    ({"as": "ana", "form": {}}, "command deve ser um texto"),
    ({"as": "ana", "form": {"command": "tarefa", "título": {}}}, "título deve ser um texto ou um número inteiro"),
    ({"as": "ana", "form": {"command": "tarefa", "título": [1]}}, "título deve ser um texto"),
    ({"as": "ana", "text": "minhas", "id": [1]}, "id deve ser um texto ou um número inteiro"),
    ({"sync": None}, "sync deve ser um texto ou um número inteiro"),
    ({"now": "amanhã"}, "now deve ser um instante com fuso: 2026-11-24T07:30:00-03:00"),
    ({"now": "2026-11-24T07:30:00"}, "now deve ser um instante com fuso: 2026-11-24T07:30:00-03:00"),
    ({"now": "0001-01-01T00:00:00+14:00"}, "o relógio da demonstração vai de 2000 a 2099"),
    ({"now": "2098-01-01T00:00:00Z"}, "o relógio avança no máximo dois anos de cada vez"),
    ({"advance": "já"}, "advance não é uma duração: escreva PT2H, P1D ou 2h"),
    ({"advance": "P99999999D"}, "advance não é uma duração: escreva PT2H, P1D ou 2h"),
    ({"advance": "P99999D"}, "o relógio avança no máximo dois anos de cada vez"),
    ({"advance": 2}, "advance não é uma duração: escreva PT2H, P1D ou 2h"),
]


@pytest.mark.parametrize(("line", "said"), BAD, ids=[str(n) for n in range(len(BAD))])
def test_a_line_not_understood_is_named_and_the_stream_goes_on(program: Program, line: Any, said: str) -> None:
    assert program.sends(b"\n", line, {"sync": 1}) == [error(said, 2), {"sync": 1}]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = ("as", "text", "press", "form", "file", "id", "sync", "now", "advance", "command")
UPDATES = st.dictionaries(st.sampled_from(NAMES), VALUES | st.sampled_from(["ana", "minhas", "PT1H", NOW]), max_size=4)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    house = House(f"sqlite:///{tmp_path_factory.mktemp('fuzz') / 'house.db'}", datetime.fromisoformat(NOW))
    yield Program(house)
    house.close()


@given(line=UPDATES | VALUES)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.slow
def test_any_json_gets_one_answer_or_one_error(lasting: Program, line: Any) -> None:
    out = lasting.sends_raw(json.dumps(line).encode() + b'\n{"sync": "end"}\n')
    assert out[-1] == {"sync": "end"}
    answers = [each for each in out[:-1] if each.get("reply_to") == 1 or each.get("line") == 1 or "sync" in each]
    quiet = isinstance(line, dict) and (line.keys() & {"now", "advance", "id"})
    assert len(answers) == 1 or (quiet and not answers)
    assert "algo falhou" not in str(answers)


@given(raw=st.binary(max_size=60).filter(lambda raw: b"\n" not in raw and raw.strip()))
@settings(max_examples=60, deadline=None)
def test_any_bytes_get_one_error(lasting: Program, raw: bytes) -> None:
    out = lasting.sends_raw(raw + b'\n{"sync": 1}\n')
    assert len(out) <= 2
    assert out[-1] == {"sync": 1}


# --- as a process --------------------------------------------------------------------------------------------


def started(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """The process of `python <arguments>`, with pipes at all three ends."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        env={**os.environ, **environment},
    )


def run(folder: Path, *arguments: str, said: str = "", **environment: str) -> processes.Done:
    """Run `python -m bot <arguments>` to its end."""
    return processes.run(["bot", *arguments], folder, {**os.environ, **environment}, said)


@pytest.mark.slow
def test_a_database_is_seeded_once_and_kept(tmp_path: Path) -> None:
    arguments = ("demo", "--json", "--now", NOW, "--database", f"sqlite:///{tmp_path / 'kept.db'}")
    run(tmp_path, *arguments, said='{"as":"ana","text":"tarefa ler o jornal"}\n')
    script = tmp_path / "lines.jsonl"
    script.write_text('{"as": "ana", "text": "minhas"}\n', encoding="utf-8")
    done = run(tmp_path, *arguments, "--script", str(script))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("ler o jornal") == 1


@pytest.mark.parametrize("arguments", [("--script", "nao/ha"), ("--database", "isto não é um endereço")])
@pytest.mark.slow
def test_wrong_use_is_told_in_one_sentence(arguments: tuple[str, str], tmp_path: Path) -> None:
    done = run(tmp_path, "demo", "--json", *arguments)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


@pytest.mark.slow
def test_a_console_without_tables_says_what_to_do(tmp_path: Path) -> None:
    done = run(tmp_path, "console", "--json", DATABASE_URL=f"sqlite:///{tmp_path / 'none.db'}")
    assert done.returncode == 1
    assert done.stderr == "O banco ainda não tem as tabelas. Rode antes: python -m bot migrate\n"


@pytest.mark.slow
def test_without_a_reader_it_ends_and_unread_messages_come_next_time(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'pipe.db'}"
    process = started("-m", "bot", "demo", "--json", "--now", NOW, "--database", url)
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdin.write(b'{"sync": 1}\n')
    assert process.stdout.readline() == b'{"sync": 1}\n'
    process.stdout.close()
    process.stdin.write(b'{"as": "ana", "text": "tarefa @bruno enviar os autos"}\n')
    assert process.wait(timeout=20) == 0
    assert process.stderr.read() == b""
    process.stdin.close()
    process.stderr.close()
    moments = [f"2026-11-23T09:0{n}:00-03:00" for n in (1, 2)]
    later = [run(tmp_path, "demo", "--json", "--now", moment, "--database", url).stdout for moment in moments]
    texts = [[json.loads(line)["text"] for line in out.splitlines()] for out in later]
    assert [text for text in texts[0] if "enviar os autos" in text and "repetição" not in text]
    assert texts[1] == []


@pytest.mark.slow
def test_the_protocol_does_without_the_libraries_of_the_terminal() -> None:
    program = (
        "import sys, atexit, runpy;"
        "atexit.register(lambda: print([m for m in sys.modules if m in ('rich', 'prompt_toolkit')]));"
        "sys.argv = ['bot', 'demo', '--json'];"
        "runpy.run_module('bot', run_name='__main__')"
    )
    with started("-c", program) as process:
        out, _ = process.communicate(b"")
    assert out.splitlines()[-1] == b"[]"
