"""The page about permissions, written from the rows."""

from pathlib import Path

from handlers import base
from handlers.help import title
from models import subjects
from models.people import Role
from models.texts import fold
from tests.permissions import Row, keys, rows

PAGE = Path(__file__).parent.parent.parent / "docs" / "quem-pode.md"
_HEAD = """# Quem pode o quê

Esta página é gerada dos mesmos dados que os testes conferem (`python -m tests.permissions`): cada pedido foi dito por
gente de cada papel, e a tabela mostra quem foi atendido.

- **●** pode; **○** só quem é do órgão ou do registro em questão; **–** não pode.
- O substituto pode, no período da portaria, o que pode a pessoa substituída. Quem deixou o cargo não pode nada.
- **P** em particular: o pedido só vale em conversa direta com o bot, nunca em grupo ou canal.
- O que dá ou tira autoridade (substituição, papel, convite, endereço, desligamento, listas e escadas) é *pedido* por quem a
  tabela mostra e só vale quando **outra pessoa** confirma: quem pede, quem ganha a autoridade e quem responde por um deles
  não confirmam. Quem escreveu ou corrigiu uma minuta, ou responde por quem escreveu, não a aprova.
- Na primeira instalação, enquanto ninguém que aprova entrou no bot, tudo vale na hora. O terminal do servidor reconhece as
  pessoas pelo nome até que alguém que aprova entre por um aplicativo; depois, quem tem autoridade é confirmado também ali.
  Se todos os que aprovam saírem, a instalação não recomeça: só o convite do servidor (`python -m bot invite`) os traz de volta.
- Ninguém se indica sozinho como substituto, nem de quem não tem autoridade: confirma a pessoa substituída, ou quem aprova.
- Quem tem o banco ou o servidor nas mãos pode mudar as tabelas por fora: isso não se impede, mas se vê (`audit verify`).

"""


def page() -> str:
    """The whole page."""
    base.walk()
    groups: dict[str, list[str]] = {}
    for command in sorted(base.commands(), key=lambda each: (fold(title(each)), fold(each.name))):
        for key in keys(command):
            line = _line(rows()[key], private=command.private, kind=_about(key[1]))
            groups.setdefault(title(command), []).append(line)
    heading = "| pedido | sobre | " + " | ".join(Role) + " | |\n|---|---|" + "---|" * (len(Role) + 1)
    blocks = [f"## {name}\n\n{heading}\n" + "\n".join(lines) for name, lines in groups.items()]
    return _HEAD + "\n\n".join(blocks) + "\n"


def _about(kind: str) -> str:
    subject = subjects.of_kind(kind)
    return subject.one if subject else "qualquer registro" if kind == "*" else kind


def _line(row: Row, *, private: bool, kind: str) -> str:
    cells = " | ".join(_mark(row, role) for role in Role)
    return f"| `{row.command}` | {kind} | {cells} | {'P' if private else ''}{'; ' if private and row.note else ''}{row.note} |"


def _mark(row: Row, role: Role) -> str:
    if role in row.expected("other"):
        return "●"
    return "○" if role in row.expected("own") else "–"
