"""A declared subject is typed, found, dated and reminded like the others, though shared files do not know it."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from handlers.help import heading
from handlers.reading import numbers
from models import subjects
from models.escalation import CHEFIA, EscalationPolicy, days
from models.subjects import DeadlineKind, Series, Subject, Tipo
from models.texts import fold
from tests.conftest import House
from tests.jobs.times import wishes


class Apart(DeclarativeBase):
    """The tables of this test alone: no database of the house has them."""


class Loan(Apart):
    """A loan."""

    __tablename__ = "loans"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    of: Mapped[str]
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "loan"}


@pytest.fixture(autouse=True)
def loans() -> Iterator[None]:
    """Register loans as a subject during the test."""
    model: Any = Loan
    subject = Subject(
        model=model,
        one="empréstimo",
        many="empréstimos",
        rank=40,
        series=(
            Series("EMP", ("empréstimo",), of_orgao=False),
            Series("CH", ("chave", "molho de chaves", "desmaterialização"), yearly=False),
        ),
        tipos=(Tipo("chave", "chaves", "chave"),),
        tipo=Loan.__table__.c.of,
        states={"devolvidos": ("devolvido",)},
        final=("devolvido",),
        dates=(DeadlineKind("devolucao", "devolução de", ladder="devolucao"), DeadlineKind("vistoria", "vistoria de")),
        ladders=(EscalationPolicy("devolucao", "devolução de empréstimos", (days(0, "08:00", CHEFIA),)),),
    )
    subjects.declare(subject)
    yield
    subjects._known.pop(subject.kind)
    subjects._index()


def breaks(house: House, *statements: str) -> None:
    with house.transaction() as session:
        for statement in statements:
            session.execute(text(statement))


READ = {
    "Empréstimo nº 3/2026": "EMP-3/2026",
    "emp 3/26": "EMP-3/2026",
    "EMP-3": "EMP-3/2026",
    "chave 12": "CH-12",
    "do molho de chaves nº 7": "CH-7",
    "Desmaterialização 7": "CH-7",
}


@pytest.mark.parametrize(("typed", "code"), READ.items())
def test_its_numbers_are_read(typed: str, code: str) -> None:
    number = numbers.read(typed, 2026)
    assert number is not None
    assert number.codes[0] == code
    assert number.named


def test_numbers_of_a_forgotten_subject_are_forgotten() -> None:
    subjects._known.pop("loan")
    subjects._index()
    assert numbers.read("chave 12", 2026) is None
    subjects._known["loan"] = Subject(Loan, "empréstimo", "empréstimos")  # type: ignore[arg-type]


def test_its_help_has_its_name() -> None:
    assert heading(Loan.__module__.split(".")[1]) == "Empréstimos"
    assert heading("tasks") == "Tarefas"


def test_a_search_is_filtered_by_a_declared_subject(house: House) -> None:
    house.says("ana", "tarefa @bruno devolver a chave da UBS")
    house.says("ana", "tarefa @bruno pintar a UBS")
    assert house.says("ana", "buscar empréstimos").startswith("Não encontrei")
    breaks(house, "UPDATE records SET kind = 'loan', status = 'devolvido' WHERE id = 1")
    assert house.says("ana", "buscar empréstimos").splitlines()[1:] == ["T-1 devolver a chave da UBS (devolvido)"]
    assert house.says("ana", "buscar ubs devolvidas").splitlines()[1:] == ["T-1 devolver a chave da UBS (devolvido)"]
    assert house.says("ana", "buscar ubs abertos").splitlines()[1:] == ["T-2 pintar a UBS (aberta)"]
    assert house.says("ana", "buscar tarefas ubs").splitlines()[1:] == ["T-2 pintar a UBS (aberta)"]


def test_its_dates_have_their_names(house: House) -> None:
    wishes(house, "bruno", digest=False)
    house.says("ana", "tarefa @bruno devolver a chave até 24/11")
    breaks(house, "UPDATE deadlines SET kind = 'vistoria'")
    assert "• vistoria de T-1 devolver a chave" in house.says("bruno", "pauta")
    house.passes("2026-11-24T08:01")
    assert house.tray("bruno")[-1] == ("Lembrete: vistoria de T-1 (devolver a chave) vence hoje: terça-feira, 24/11.")


def test_its_ladder_is_among_the_others(house: House) -> None:
    first, *named, last = house.says("ana", "escadas").splitlines()[1:]
    assert first == "• prazo: prazos de tarefas, expedientes, matérias, normas, empréstimos e convênios"
    assert "• devolucao: devolução de empréstimos" in named
    assert named == sorted(named, key=lambda line: fold(line.partition(":")[0]))
    assert last == "• externo: prazos que correm para outro Poder"
    assert house.says("ana", "escada devolucao").splitlines()[:2] == [
        "Escada de devolução de empréstimos:",
        "1. no dia 8h chefia",
    ]
