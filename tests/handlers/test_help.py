"""The help teaches each person what the person may do, in as many lines as a telephone shows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from textwrap import wrap

import pytest
from sqlalchemy import select

from handlers import conversation
from handlers.base import Command, Refusal, Request, commands, match
from handlers.reading import numbers
from handlers.wording.examples import declared
from models import subjects
from models.people import Person, Role
from tests.conftest import House
from tests.permissions import rows
from tests.said import said

PEOPLE = {
    Role.PREFEITO: "helena",
    Role.CHEFIA: "ana",
    Role.ASSESSORIA: "davi",
    Role.SECRETARIO: "bruno",
    Role.SERVIDOR: "sergio",
    Role.CONTROLE: "vera",
    Role.ADMINISTRADOR: "igor",
}


@pytest.fixture
def busy(house: House) -> House:
    """A house in which everybody has something."""
    house.says("ana", "tarefa @bruno @sergio enviar o relatório até sexta 17h")
    house.says("davi", "ordem @saude enviar o plano")
    house.says("helena", "ver R-1")
    house.says("helena", "aprovar R-1")
    house.says("davi", "ordem @obras tapar os buracos")
    house.says("davi", "expediente novo ofício nº 77/2026 assunto: poda")
    house.says("davi", "tramitar OF-77/2026 @saude para resposta até sexta")
    return house


@pytest.mark.every_door
def test_what_the_chefia_does_most(busy: House) -> None:
    answer = busy.answer("ana", text="ajuda")
    assert answer["text"] == said("""
        Ana, o que você mais faz:
        • pauta
        • decisões
        • tarefa @bruno enviar o relatório até sexta 17h
        • ordem @educacao enviar o plano de plantões de janeiro
        • pendentes
        • cobrar T-1
        Escreva assim ou do seu jeito: o que faltar, eu pergunto.
        """)
    assert [button["line"] for button in answer["buttons"]] == [
        "pauta",
        "decisões",
        "ajuda tarefa",
        "ajuda ordem",
        "pendentes",
        "ajuda cobrar",
        "ajuda tudo",
    ]


@pytest.mark.parametrize("role", PEOPLE)
def test_six_buttons_for_each_papel(busy: House, role: Role) -> None:
    buttons = busy.answer(PEOPLE[role], text="ajuda")["buttons"]
    assert len(buttons) == 7
    assert buttons[-1]["line"] == "ajuda tudo"
    assert _height(busy.says(PEOPLE[role], "ajuda")) <= 12
    for button in buttons:
        assert not busy.says(PEOPLE[role], button["line"]).startswith(("Não conheço", "Não entendi")), button


@pytest.mark.parametrize("role", PEOPLE)
def test_every_command_for_every_papel(busy: House, role: Role) -> None:
    """Twelve lines at sixty columns, with an example of the person's own; nothing that the papel may not do."""
    with asking(busy, PEOPLE[role]) as asks:
        walk_the_help(asks, role)


@contextmanager
def asking(house: House, who: str) -> Iterator[Callable[[str], str]]:
    """Lines of one person that change nothing, all answered in one transaction: hundreds of them take seconds."""
    with house.transaction() as session:
        person = session.scalars(select(Person).where(Person.handle == who)).one()

        def asks(line: str) -> str:
            request = Request(session, person, house.now, text=line, channel="console", address=who)
            try:
                return conversation.answer(request).text
            except Refusal as refusal:
                return str(refusal)

        yield asks


def walk_the_help(asks: Callable[[str], str], role: Role) -> None:
    """Ask for the help of every command, and for the record that its example names."""
    for entry in commands():
        answer = asks(f"ajuda {entry.name}")
        offered = [each for each in match(entry.name)[0] if each.name == entry.name and _may(each, role)]
        if not offered:
            assert answer == "Não conheço esse pedido. Veja a ajuda de:", (entry.name, answer)
            continue
        assert _height(answer) <= 12, answer
        assert "Exemplo" in answer or ("[" not in entry.usage and f"Escreva: {entry.usage}" in answer), answer
        for line in answer.splitlines():
            example = line.removeprefix("Exemplo: ")
            found, rest = match(example)
            number = numbers.read(rest) if line != example and found else None
            if number is not None and number.named and any(each.about for each in found):
                assert not asks(f"ver {number.words}").startswith("Não encontrei"), line


def test_what_is_offered_is_what_the_table_of_permissions_grants() -> None:
    wrong = [
        f"{entry.name}: {role}"
        for entry in commands()
        for role in Role
        for kind in entry.about or ("",)
        if _is_granted(entry, kind, role) and not _may(entry, role) and (entry.name, role) not in NEVER_ASKED
    ]
    assert wrong == [], "The help hides what the rows of tests/permissions grant: widen offered_to, or mend the row."
    told = [
        entry.name
        for entry in commands()
        if all(not _is_granted(entry, kind, Role.CONTROLE) for kind in entry.about or ("",))
        if _may(entry, Role.CONTROLE) and entry.name not in LOOKS
    ]
    assert told == [], "The help offers what controle may not do: say offered_to=WRITERS beside the command."


NEVER_ASKED = (("confirmações", Role.CONTROLE), ("desfazer", Role.CONTROLE))  # they have nothing there, ever
LOOKS = ("apagar", "calendário", "conferir", "convidar")  # for oneself, to look at, or to hear why not


def test_the_whole_by_subject(house: House) -> None:
    lines = house.says("ana", "ajuda tudo").splitlines()
    assert lines[0] == "O que você pode pedir:"
    assert lines[1].startswith("O dia: pauta, decisões, status")
    assert any(line.startswith("Tarefas: tarefa, minhas, tarefas, iniciar, concluir") for line in lines)
    assert any(line.startswith("Pessoas e órgãos: lista, eu, pessoas, órgãos") for line in lines)
    assert lines[-1] == "Para saber mais, escreva ajuda e o pedido; por exemplo: ajuda tarefa"
    assert len("\n".join(lines)) < 4000


def test_the_whole_fits_in_one_message_however_much_there_is(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.help._LONGEST", 3000)
    whole = house.says("ana", "ajuda tudo")
    assert 2500 < len(whole) < 3000
    assert " e mais " in whole


def test_only_what_the_papel_may_do(house: House) -> None:
    assert "substituição" in house.says("ana", "ajuda tudo")
    assert "substituição" not in house.says("sergio", "ajuda tudo")
    assert house.says("sergio", "ajuda substituição") == "Não conheço esse pedido. Veja a ajuda de:"
    assert house.says("vera", "ajuda tarefa") == "Não conheço esse pedido. Veja a ajuda de:"


def test_one_request_with_examples(house: House) -> None:
    assert house.says("bruno", "ajuda tarefa") == said("""
        Dá uma tarefa a uma ou mais pessoas ou órgãos.
        Escreva: tarefa @quem título até quando
        Também: nova tarefa, task
        Só com tarefa, pergunto o resto, uma coisa de cada vez.
        Exemplos:
        tarefa @carla enviar o relatório até sexta 17h
        tarefa @carla @educacao vistoriar a UBS Centro até dia 5 !alta #obras
        tarefa @carla fechar a folha todo 5º dia útil
        """)


def test_a_whole_ordem_with_its_lines(house: House) -> None:
    assert house.says("ana", "ajuda ordem") == said("""
        Prepara uma ordem de serviço para outra pessoa aprovar.
        Escreva: ordem @quem texto
        Também: os, ordem de serviço
        Só com ordem, pergunto o resto, uma coisa de cada vez.
        Exemplo:
        ordem @educacao enviar o plano de plantões de janeiro
        ciência até amanhã 12h
        cumprir até sexta 17h
        transmitir hoje 16h
        publicar em Grupo dos Secretários
        """)


def test_one_s_own_records(busy: House) -> None:
    assert "Exemplo: concluir T-1" in busy.says("bruno", "ajuda concluir")
    assert "Exemplo: ciente OS-1/2026" in busy.says("bruno", "ajuda ciente")
    assert "aprovar R-2" in busy.says("helena", "ajuda aprovar")


def test_more_examples_than_a_telephone_shows(house: House) -> None:
    answer = house.answer("igor", text="ajuda calendário")
    assert {"label": "Mais exemplos", "line": "ajuda calendário exemplos"} in answer["buttons"]
    assert "calendário afetados 24/12" in house.says("igor", "ajuda calendário exemplos")


def test_a_subject(house: House) -> None:
    answer = house.says("bruno", "ajuda sobre Tarefas")
    assert answer.startswith("Tarefas:\ntarefa @quem título até quando — Dá uma tarefa")
    assert "concluir T-12 [nota] — Marca a tarefa como concluída." in answer


def test_a_request_of_several_subjects_is_explained_for_each(house: House) -> None:
    answer = house.says("bruno", "ajuda concluir")
    assert "Tarefas: Marca a tarefa como concluída.\nExemplo: concluir T-12" in answer


@pytest.mark.every_door
def test_a_misspelt_request_gets_the_nearest(house: House) -> None:
    answer = house.answer("bruno", text="ajuda tarfa")
    assert answer["text"] == "Não conheço esse pedido. Veja a ajuda de:"
    assert "ajuda tarefa" in [button["line"] for button in answer["buttons"]]


@pytest.mark.usefixtures("house")
def test_every_command_has_help_a_title_and_every_example_is_a_command() -> None:
    for entry in commands():
        assert entry.help.endswith("."), entry.name
        of = subjects.in_folder(entry.subject) or subjects.in_folder(entry.subject.partition("_")[0])
        assert entry.group or of, f"{entry.subject}: declare a Subject in models/, or say GROUP at the top of the file"
        for line in declared(entry):
            assert match(line)[0], line


def _may(entry: Command, role: Role) -> bool:
    return (not entry.only or role in entry.only) and (not entry.offered_to or role in entry.offered_to)


def _is_granted(entry: Command, kind: str, role: Role) -> bool:
    row = rows()[entry.name, kind]
    return role in row.own.split()


def _height(text: str) -> int:
    return sum(max(len(wrap(line, 60)), 1) for line in text.splitlines())
