"""Lines made to cost much: the name of a command, then words that readers look for, over and over."""

import random
from collections.abc import Iterable

from handlers.base import Command

LONGEST = 4_000
VOCABULARY = (
    *("prazo ", "prazo: ", "com prazo ", "prazo lai ", "sem prazo ", "até ", "até dia ", "até @", "mais ", "para "),
    *("nº ", "n° ", "número 1 ", "nup 2/", "1/", "1.000", "1-1-1-1", "12/2026 ", "7 ", "0,5 ", "31/2 ", "25/12 "),
    *("dias úteis ", "em 15 dias úteis ", "em 3 ", "mês ", "todo dia ", "toda ", "próxima ", "sexta ", "sex ", "6ª "),
    *("dia ", "hoje ", "natal ", "às ", "às 8h ", "das 9h às ", "de 1 a 2 ", "entre ", "contados de ", "antes de "),
    *("recebido em ", "recebido hoje ", "a partir de ", "depois de ", "desde ", "de ", "do ", "e ", "a ", "no ", "em "),
    *("assunto ", "assunto: ", "texto: ", "tipo ofício ", "interessado ", "ano 2026 ", "restrito ", "nível ", "órgão "),
    *("despacho ", "motivo ", "observação ", "por ", "portaria ", "portaria 1/2 de 3 de ", "decreto ", "lei 1 de "),
    *("decreto municipal ", "ponto facultativo ", "recesso ", "feriado ", "transferido do dia ", "das 12h até "),
    *("@a-a-a-", "@a ", "@ana ", "@todos ", "@SAUDE ", "@", "a:", "publicar: ", "ciência ", "cumprir ", "tipo "),
    *("/", '"', '"a" ', "“", "«a", "[", "(", "{", "*", "%", "_", "=", "; ", ", ", ". ", ".", "- ", "-", ":", "…", "'"),
    *(" ", "\n", "\t", " \n", "\n- ", "x", "é", "Ω ", "𝟙", "\u0301", "\u200b1", "ﬁ ", "😀", "ß"),
)


def heads(command: Command, codes: dict[str, str]) -> list[str]:
    """The beginnings of a command's lines: with a record of each kind it works on, or with its name alone."""
    kinds = codes if "*" in command.about else [kind for kind in command.about if kind in codes]
    named = [f"{command.name} {codes[kind]} " for kind in kinds]
    return [*named, f"{command.name} "] if command.number_optional or not named else named


def repeated(head: str, piece: str, size: int = LONGEST) -> str:
    """A line of that size that repeats the piece."""
    # It ends in a letter: blanks at the end would be stripped.
    return (head + piece * size)[: size - 1] + "x"


def made(chance: random.Random, head: str) -> str:
    """Up to four pieces in turn, sometimes after pieces that come once, sometimes before another end."""
    pieces: Iterable[str] = chance.choices(VOCABULARY, k=chance.choice((1, 1, 2, 2, 2, 3, 4)))
    once = "".join(chance.choices(VOCABULARY, k=chance.choice((0, 0, 1, 2))))
    if chance.random() < 0.3:
        pieces = [piece * chance.choice((1, 3, 30)) for piece in pieces]
    line = repeated(head + once, "".join(pieces))
    end = chance.choice(("", "", " x", "\n31/2", " até sexta", '"', " @ana"))
    return line[: LONGEST - len(end)] + end
