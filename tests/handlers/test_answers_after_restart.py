"""Every kind of question takes its answer after a restart too, at the terminal, Telegram and Slack; so does every form.

What waits is in the database alone: the program that asked may be gone when the answer comes.
"""

from pathlib import Path

import pytest

from bot.simulation import Simulation
from handlers.base import Answer, Form, commands, walk
from models import conversations
from models.conversations import Conversation
from tests import engines
from tests.conftest import _TERMINAL, House, _settings
from tests.doors import Elsewhere
from tests.handlers.test_attachments import png

walk()
FORMS = {command.name: command for command in commands() if command.form}
ANSWERS = {"people": "bruno", "orgaos": "saude", "date": "sexta", "money": "1.000,00"}  # by the kind of a field
WHO = ("ana", "helena", "sonia", "igor")
# kind of answer -> who is asked, the line that asks, the answer, the beginning of what comes of it
QUESTIONS = {
    Answer.TEXT: ("ana", "comentar T-1", "falei com o fornecedor", "Comentário anotado em T-1."),
    Answer.DATE: ("bruno", "adiar T-1", "terça 10h", "Por que adiar?"),
    Answer.DATE_OR_NOT: ("ana", "tarefa @davi preparar a reunião de sexta", "sim", "Tarefa T-2 criada para Davi Rocha"),
    Answer.PERIOD: ("ana", "substituição @bruno por @carla", "de hoje a sexta", "Qual é o número da portaria?"),
    Answer.WHO: ("bruno", "repassar T-1", "carla", "Tarefa T-1 repassada para Carla Dias."),
    Answer.NUMBER: ("bruno", "concluir", "a da frota", "Tarefa T-1 concluída."),
    Answer.CHOICE: ("bruno", "terminei a conferência da frota", "sim", "Tarefa T-1 concluída."),
}


class Restarting:
    """A house whose program is another one for each line, on the same database."""

    def __init__(self, house: House, via: str) -> None:
        self.house, self.via, self._line = house, via, 1000

    def says(self, who: str, text: str) -> str:
        self.restart()
        if self.via == "console":
            return self.house.says(who, text)
        self._line += 1
        return str(Elsewhere(self.house.app, self.via).say(self._line, {"as": f"U{who}", "text": text})["text"])

    def restart(self) -> None:
        engines.give_back(self.house.app.engine)
        settings = _settings().model_copy(update={"database_url": self.house.url})
        self.house.app = engines.built(settings, clock=self.house.clock)
        self.house.simulation = Simulation(self.house.app.engine, self.house.clock)
        self.house.desk = _TERMINAL.desk(self.house.app, self.house._shown, self.house.simulation)

    def open_at(self, who: str) -> Conversation | None:
        with self.house.transaction() as session:
            return conversations.current(session, self.via, who)


@pytest.fixture(params=["console", "telegram", "slack"])
def restarting(request: pytest.FixtureRequest, house: House) -> Restarting:
    house.says("ana", "tarefa @bruno conferir a frota até sexta")
    if request.param != "console":
        for who in ("ana", "bruno"):
            house.settles(who, **{request.param: f"U{who}"})
    return Restarting(house, request.param)


@pytest.mark.parametrize("kind", QUESTIONS, ids=lambda kind: kind.name)
@pytest.mark.console
def test_the_answer_of_every_kind(restarting: Restarting, kind: Answer) -> None:
    who, line, said, becomes = QUESTIONS[kind]
    restarting.says(who, line)
    waits = restarting.open_at(who if restarting.via == "console" else f"U{who}")
    assert waits is not None
    assert waits.wants == kind
    assert restarting.says(who, said).removeprefix("Entendi: ").startswith(becomes)


def test_every_kind_is_here() -> None:
    assert {*QUESTIONS, Answer.FILE} == {*Answer}


@pytest.mark.console
def test_the_file_that_was_asked_for(house: House, tmp_path: Path) -> None:
    house.says("ana", "tarefa @bruno conferir a frota até sexta")
    restarting = Restarting(house, "console")
    assert restarting.says("bruno", "anexar T-1").startswith("Mande agora o arquivo de T-1")
    (tmp_path / "frota.png").write_bytes(png(4, 4))
    restarting.restart()
    sent = house.answer("bruno", file=str(tmp_path / "frota.png"), text="")
    assert sent["text"].startswith("Guardei em T-1: frota.png.")


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.console
def test_every_form_field_by_field(house: House, name: str) -> None:
    """Each answer brings the next question; after the last one it is done, or an answer is asked for anew."""
    form, restarting = FORMS[name].form, Restarting(house, "console")
    assert form is not None
    who = next(each for each in WHO if restarting.says(each, form.command).startswith(form.fields[0].question))
    for field, after in zip(form.fields, form.fields[1:], strict=False):
        said = restarting.says(who, _answer(form, field.name))
        assert said.startswith(after.question), f"{field.question!r} → {said!r}"
    last = restarting.says(who, _answer(form, form.fields[-1].name))
    if (left := restarting.open_at(who)) is None or left.wants is not None:
        return
    asked = last.rpartition("\n")[2]
    if asked == "Qual resposta mudo?":
        asked = restarting.says(who, form.fields[0].name).partition("\n")[0]
    assert asked in [each.question for each in form.fields] or any(each.question in last for each in form.fields), last
    assert restarting.says(who, "cancelar").startswith("Tudo bem, parei por aqui.")


def test_the_answer_to_blame_is_asked_for_anew(house: House) -> None:
    for line in ("autoridade nova", "SGRI DE NOVO", "Secretaria de Teste", "estadual", "executivo"):
        house.says("ana", line)
    assert house.says("ana", "pular") == (
        "A sigla SGRI DE NOVO é longa ou tem espaços. Use até 20 letras, como MPSP-1PJ.\n"
        "Qual é a sigla? (por exemplo, MPSP-1PJ)"
    )
    assert house.says("ana", "SGRI2") == "Autoridade cadastrada: @sgri2, Secretaria de Teste."


def _answer(form: Form, name: str) -> str:
    field = next(each for each in form.fields if each.name == name)
    return field.choices[0] if field.choices else ANSWERS.get(field.kind, "podar as árvores da praça")


def test_every_kind_of_field_is_here() -> None:
    kinds = {field.kind for command in FORMS.values() if command.form for field in command.form.fields}
    assert kinds <= {*ANSWERS, "text", "choice"}
