"""The spreadsheet of the personnel office: columns by any name, no usuario, no papel. What is decided is said first."""

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import sheets
from models.base import Refusal
from models.people.authority import CONFERS_AUTHORITY
from models.people.register.orgaos import is_free
from models.people.register.rows import is_email
from models.people.structure import present
from models.people.tables import Orgao, Person
from models.sheets import Layout, column_key
from models.texts import fold, plural

_NAMES: Mapping[str, tuple[str, ...]] = {
    "nome": ("nome", "nome_completo", "nome_do_servidor", "nome_servidor", "servidor", "funcionario", "colaborador"),
    "cargo": ("cargo", "cargo/funcao", "cargo_efetivo", "cargo_atual", "descricao_do_cargo", "funcao"),
    "orgao": ("orgao", "secretaria", "lotacao", "unidade", "departamento", "setor", "local_de_trabalho"),
    "email": ("email", "e-mail", "email_institucional", "e-mail_institucional", "correio_eletronico"),
    "telefone": ("telefone", "celular", "fone", "tel", "whatsapp", "contato"),
    "situacao": ("situacao", "status", "situacao_funcional"),
    "numero": ("cpf", "matricula", "registro", "re", "numero_funcional"),
}
_IGNORED = ("numero",)  # tells namesakes apart while the file is read, and is not kept
_SMALL = ("de", "da", "do", "das", "dos", "e", "del", "di")
_PLAIN = ("municipal", "prefeitura", "secretaria", *_SMALL)
_AWAY = ("exonerad", "demitid", "aposentad", "falecid", "desligad", "inativ", "rescindid", "vacancia")
_LONGEST_SIGLA = 12


@dataclass(slots=True)
class PersonnelPlan:
    """The changes, by usuario, and each decision that led to them in words."""

    decisions: list[str] = field(default_factory=list)
    changes: dict[str, dict[str, str]] = field(default_factory=dict)
    same: int = 0
    new: int = 0

    @property
    def changed(self) -> int:
        return len(self.changes) - self.new


def is_theirs(content: bytes) -> bool:
    """Whether it is a table that names people by no usuario."""
    names = [column_key(name) for name in _table(content).names]
    return "usuario" not in names and any(name in _NAMES["nome"] for name in names)


def plan(session: Session, content: bytes) -> PersonnelPlan:
    """The decisions about every row. Raises Refusal for a table without the names of people."""
    table, found = _table(content), PersonnelPlan()
    places = _places(table.names, found.decisions)
    reader = _Personnel(session, found)
    seen: dict[tuple[str, ...], int] = {}
    for cells in table.rows(places):
        values = {name: cells.values.get(name, "") for name in _NAMES}
        about = (fold(values["nome"]), values["numero"] or fold(values["orgao"]))
        if not values["nome"]:
            found.decisions.append(f"linha {cells.line}: sem nome, deixada de lado")
        elif about in seen:
            first = f"{values['nome']} já está na linha {seen[about]}"
            found.decisions.append(f"linha {cells.line}: {first}; fica a primeira")
        else:
            seen[about] = cells.line
            reader.take(cells.line, values)
    reader.conclude()
    return found


class _Personnel:
    """The register while the rows are taken: each is a person known, or a new one."""

    def __init__(self, session: Session, found: PersonnelPlan) -> None:
        self._session, self._plan = session, found
        self._orgaos = {each.id: each for each in session.scalars(select(Orgao))}
        self._places: dict[str, tuple[str, str]] = {}
        self._taken: set[str] = set()
        self._known: dict[str, list[Person]] = defaultdict(list)
        for person in session.scalars(select(Person).order_by(Person.id)):
            self._known[person.name_key].append(person)
        self._found: set[int] = set()

    def take(self, line: int, values: Mapping[str, str]) -> None:
        """Decide on one row."""
        name, orgao = titled(values["nome"]), self._orgao(values["orgao"])
        wanted = {"nome": name, "cargo": titled(values["cargo"]), "telefone": values["telefone"]}
        wanted |= {"orgao": orgao[0], "orgao_nome": orgao[1]}
        if is_email(values["email"]):
            wanted["email"] = values["email"].lower()
        elif values["email"]:
            self._plan.decisions.append(f"linha {line}: e-mail {values['email']!r} não serve, deixado de lado")
        leaves = fold(values["situacao"]).startswith(_AWAY)
        person = self._person(fold(name), orgao[0])
        if person is None and not leaves:
            self._new(wanted)
        elif person is not None:
            self._change(person, {**wanted, "ativo": "não"} if leaves else wanted)

    def conclude(self) -> None:
        """Say what the file does not speak of."""
        everybody = (each for people in self._known.values() for each in people)
        rest = [each for each in everybody if each.active and each.id not in self._found]
        if rest:
            one, many = "pessoa do cadastro não está", "pessoas do cadastro não estão"
            self._plan.decisions.append(f"{plural(len(rest), one, many)} no arquivo; nada muda aí")
        if self._plan.new:
            self._plan.decisions.append("papel de quem é novo: servidor")

    def _new(self, wanted: dict[str, str]) -> None:
        usuario = next(each for each in _handles(wanted["nome"]) if self._is_free(each))
        self._taken.add(usuario)
        self._plan.changes[usuario] = wanted
        self._plan.new += 1
        where = ", ".join(part for part in (wanted["cargo"], wanted["orgao"]) if part)
        self._plan.decisions.append(f"nova: {wanted['nome']} será @{usuario} ({where or 'sem órgão'})")

    def _change(self, person: Person, wanted: dict[str, str]) -> None:
        self._found.add(person.id)
        changes = {name: value for name, value in wanted.items() if value and value != self._value(person, name)}
        if "orgao" not in changes:
            changes.pop("orgao_nome", None)
        holds = person.function or person.role in {role.value for role in CONFERS_AUTHORITY}
        if holds and changes.keys() & {"orgao", "cargo", "ativo"}:
            what = person.function or person.role
            said = f"@{person.handle} {person.name} é {what}: cargo, órgão e situação ficam"
            self._plan.decisions.append(f"{said} como no cadastro")
            changes = {name: value for name, value in changes.items() if name in ("email", "telefone")}
        if not changes:
            self._plan.same += 1
            return
        self._plan.changes[person.handle] = changes
        said = ", ".join(f"{name} {value}" for name, value in changes.items() if name != "orgao_nome")
        verb = "sai" if "ativo" in changes else f"muda: {said}"
        self._plan.decisions.append(f"@{person.handle} {person.name} {verb}")

    def _value(self, person: Person, name: str) -> str:
        orgao = person.orgao
        return {
            "nome": person.name,
            "cargo": person.cargo,
            "orgao": orgao.sigla if orgao else "",
            "orgao_nome": orgao.name if orgao else "",
            "email": person.email,
            "telefone": person.phone,
            "ativo": "sim" if person.active else "não",
        }[name]

    def _person(self, key: str, sigla: str) -> Person | None:
        """The person of that name who was in no row yet; of namesakes the one of that órgão."""
        free = [each for each in self._known.get(key, ()) if each.id not in self._found]
        here = [each for each in free if each.orgao is not None and each.orgao.sigla == sigla]
        return next(iter(here or free), None)

    def _orgao(self, text: str) -> tuple[str, str]:
        """The sigla and the name of the órgão that a cell names."""
        key = fold(text)
        if not key:
            return "", ""
        if key not in self._places:
            self._places[key] = self._known_orgao(key) or self._new_orgao(text)
            sigla, name = self._places[key]
            self._plan.decisions.append(f"{text}: {sigla}, {name}")
        return self._places[key]

    def _known_orgao(self, key: str) -> tuple[str, str] | None:
        alike = [each for each in self._orgaos.values() if key in (each.key, fold(each.name))]
        alike += [each for each in self._orgaos.values() if _bare(key) and _bare(key) == _bare(each.name)]
        return (found.sigla, found.name) if alike and (found := present(self._session, alike[0])) else None

    def _new_orgao(self, text: str) -> tuple[str, str]:
        words = [word for word in re.findall(r"\w+", fold(text)) if word not in _SMALL]
        short = words[0] if len(words) == 1 else "".join(word[0] for word in words)
        sigla = short.upper()[:_LONGEST_SIGLA]
        choices = [sigla, *(f"{sigla}{n}" for n in range(2, 100))]
        chosen = next(each for each in choices if self._is_free(fold(each)))
        self._taken.add(fold(chosen))
        return chosen, titled(text)

    def _is_free(self, name: str) -> bool:
        return name not in self._taken and is_free(self._session, name)


def titled(text: str) -> str:
    """A name in capitals as people write it: `MARIA DE SOUZA` is `Maria de Souza`; any other stays."""
    flat = " ".join(text.split())
    if not flat.isupper():
        return flat
    words = [word if word in _SMALL else word.capitalize() for word in flat.lower().split(" ")]
    return " ".join(words)[:1].upper() + " ".join(words)[1:]


def _handles(name: str) -> Iterator[str]:
    words = [re.sub(r"[^a-z0-9]", "", fold(word)) for word in name.split() if fold(word) not in _SMALL]
    words = [word for word in words if word] or ["pessoa"]
    base = f"{words[0]}.{words[-1]}"[:34] if len(words) > 1 else words[0][:34]
    yield base
    if len(words) > 2:
        yield f"{words[0]}.{words[1]}.{words[-1]}"[:34]
    for n in range(2, 10_000):
        yield f"{base}{n}"


def _bare(name: str) -> str:
    """The name of an órgão without what every one has: `Secretaria Municipal de Saúde` is `saude`."""
    return " ".join(word for word in re.findall(r"\w+", fold(name)) if word not in _PLAIN)


def _table(content: bytes) -> sheets.Table:
    every = [name for names in _NAMES.values() for name in names]
    return sheets.open_table(io.BytesIO(content), every, Layout(), lambda _: None, padded=True)


def _places(names: Sequence[str], decisions: list[str]) -> dict[str, int]:
    """The place of each of our columns in the file, by the first of its names there."""
    keys = [column_key(name) for name in names]
    found: dict[str, int] = {}
    for ours, theirs in _NAMES.items():
        free = (keys.index(name) for name in theirs if name in keys and keys.index(name) not in found.values())
        if (at := next(free, None)) is not None:
            found[ours] = at
    if "nome" not in found:
        raise Refusal("Não achei a coluna dos nomes. Ponha no cabeçalho: nome")
    decisions += [f"coluna {names[at]}: {ours}" for ours, at in found.items() if ours not in _IGNORED]
    left = [name for at, name in enumerate(names) if name and at not in found.values()]
    left += [names[found[each]] for each in _IGNORED if each in found]
    decisions += [f"colunas deixadas de lado: {', '.join(left)}"] if left else []
    return found
