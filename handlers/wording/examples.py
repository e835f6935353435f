"""Examples of a command for one person: its lines with the person's own records and colleagues."""

import inspect
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import Select, or_, select

from handlers import understanding
from handlers.base import Command, Request
from handlers.reading import numbers
from models import moments, people, subjects
from models.deadlines import IS_OPEN, Deadline
from models.people import Orgao, Person, Standing
from models.records import Record, visible_to

_MOST_RECORDS = 40
_ASIDE = re.compile(r"\s*(?:\[[^\]]*\]|\([^)]*\))")
_ANY_NUMBER = re.compile(r"\bN\b")
_PIECES = {
    "quando": "sexta 17h",
    "motivo": "faltam os dados",
    "novo texto": "enviar o plano até o dia 5",
    "texto": "segue a planilha",
    "despacho": "para resposta",
    "palavras ou número": "ponte do córrego",
    '"assunto"': '"Reforma da creche"',
    "lista nome": "lista plantão",
}  # what stands in a usage, and a plain thing to write there
_PIECE = re.compile(rf"(?<!\w)(?:{'|'.join(_PIECES)})(?!\w)")
_PERSON, _ORGAO = "@quem", "@órgão"


def declared(entry: Command) -> list[str]:
    """The examples in the docstring of a command, after `Exemplos:`; further lines of one are indented."""
    _, found, after = inspect.cleandoc(entry.handler.__doc__ or "").partition("Exemplos:\n")
    lines = [line for line in after.splitlines() if line.strip()] if found else []
    joined: list[str] = []
    for line in lines:
        if line.startswith(" ") and joined:
            joined[-1] += f"\n{line.strip()}"
        else:
            joined.append(line)
    return joined


@dataclass
class Familiar:
    """The records and people that a person has to do with, looked up once and only when an example needs them."""

    request: Request

    def of(self, entry: Command) -> list[str]:
        """The examples of a command; its usage made one, where it declares none."""
        return [self._filled(entry, line) for line in _lines(entry)]

    def first(self, entry: Command) -> str:
        """The first line of the first of them."""
        return self._filled(entry, _lines(entry)[0]).splitlines()[0]

    def numbers(self, entry: Command) -> list[str]:
        """The numbers of own records that a command may be meant for."""
        usage = entry.usage[len(entry.name) + 1 :].lstrip("[")
        found = numbers.read(usage, moments.today(self.request.now).year)
        alike = self._like(entry, usage[: found.end] if found is not None else "")
        own = {each.code for each in self._own}
        return alike if self._takes_any(entry) else [code for code in alike if code in own]

    def has_own(self, entry: Command) -> bool:
        """Whether an example of it is one's own: of no record, or of a record of the person; or it only shows one."""
        reads = not entry.about or understanding.only_reads(entry.name)
        return reads or any(entry.works_on(each) for each in self._own)

    def _filled(self, entry: Command, line: str) -> str:
        if entry.about:
            line = self._with_numbers(entry, line)
        for each in self._colleagues if _PERSON in line else ():
            line = line.replace(_PERSON, f"@{each}", 1)
        return line.replace(_ORGAO, f"@{self._orgao}") if _ORGAO in line else line

    def _with_numbers(self, entry: Command, line: str) -> str:
        """The line with the numbers of records of one's own that the command is for, as many as there are."""
        head, rest = line[: len(entry.name) + 1], line[len(entry.name) + 1 :]
        number = numbers.read(rest, moments.today(self.request.now).year)
        if number is not None:
            own = next(iter(self._like(entry, rest[: number.end])), rest[: number.end])
            return f"{head}{own}{rest[number.end :]}"
        for own in self._like(entry, ""):
            rest = _ANY_NUMBER.sub(own, rest, count=1)
        return f"{head}{rest}"

    def _like(self, entry: Command, sample: str) -> list[str]:
        """The numbers of own records a command works on, those like the sample first; drafts are not like acts."""
        sigla = sample.partition("-")[0]
        found = [each.code for each in self._records if entry.works_on(each)]
        alike = [code for code in found if not sample or "*" in entry.about or ("/" in code) == ("/" in sample)]
        return sorted(alike, key=lambda code: bool(sample) and code.partition("-")[0] != sigla)

    def _takes_any(self, entry: Command) -> bool:
        """Whether a command may be meant for a record of others: what only shows, or passes from hand to hand."""
        kinds = [subjects.of_kind(kind) for kind in entry.about]
        passes = "*" in entry.about or any(each is not None and each.stays is not None for each in kinds)
        return passes or self.request.standing.is_cabinet or understanding.only_reads(entry.name)

    @cached_property
    def _found(self) -> tuple[list[Any], list[Any]]:
        """The records with a date of the person, and the latest that may be seen."""
        due, latest = _dated_and_latest(self.request.standing)
        execute = self.request.session.connection().execute
        return list(execute(due)), list(execute(latest))

    @cached_property
    def _own(self) -> list[Any]:
        """Those with a date of the person first, then the person's own writing."""
        due, latest = self._found
        return list(
            dict.fromkeys([*due, *(each for each in latest if each.author_id in self.request.standing.person_ids)])
        )

    @cached_property
    def _records(self) -> list[Any]:
        """One's own, then the latest that may be seen."""
        return list(dict.fromkeys([*self._own, *self._found[1]]))

    @cached_property
    def _colleagues(self) -> list[str]:
        """Whom the person gives things to: for the cabinet the titulares, for the others people of the own órgão."""
        person = self.request.person
        heads = self._heads if self.request.standing.is_cabinet or person.orgao is None else []
        near = heads or (people.members(self.request.session, person.orgao) if person.orgao else [])
        return [each.handle for each in near if each.id != person.id] or [person.handle]

    @cached_property
    def _heads(self) -> list[Person]:
        own = self.request.person.orgao_id
        found = people.heads(self.request.session)
        return [head for orgao_id, heads in found.items() if orgao_id != own for head in list(heads.values())[:1]]

    @cached_property
    def _orgao(self) -> str:
        own = self.request.person.orgao
        found: list[Orgao] = people.orgaos(self.request.session)
        return next((each.key for each in found if own is None or each.id != own.id), own.key if own else "órgão")


@lru_cache(maxsize=100)  # to build them costs as much as to ask them
def _dated_and_latest(who: Standing) -> tuple[Select[*tuple[Any, ...]], Select[*tuple[Any, ...]]]:
    """The records with a date of that person, and the latest that may be seen."""
    seen = select(Record.id, Record.code, Record.kind, Record.author_id).where(visible_to(who))
    latest_first = seen.order_by(Record.id.desc())
    mine = or_(Deadline.person_id.in_(who.person_ids), Deadline.orgao_id.in_(who.leads))
    dated = select(Deadline.record_id).where(IS_OPEN, mine).order_by(Deadline.due_at).limit(_MOST_RECORDS)
    return latest_first.where(Record.id.in_(dated)), latest_first.limit(_MOST_RECORDS)


def _lines(entry: Command) -> list[str]:
    return declared(entry) or [_from_usage(entry)]


def _from_usage(entry: Command) -> str:
    """`concluir T-12 [nota]` as a line that could be typed: `concluir T-12`"""
    return _PIECE.sub(lambda piece: _PIECES[piece.group()], " ".join(_ASIDE.sub("", entry.usage).split()))
