"""Lists asked for in words of any order: “algum ofício sem assinar?”, “tem demanda atrasada da Saúde?”."""

import re
from functools import lru_cache

from handlers.base import Command, commands, match
from handlers.understanding.lexicon import family, forms_of
from handlers.understanding.lines import is_read
from handlers.understanding.readings import Reading, Understood
from handlers.understanding.records import stem
from handlers.understanding.words import is_filling, set_of
from models import authorities, subjects
from models.texts import fold

_ASKING = set_of(
    "quais qual que quantos quantas quem ter tem temos ha existe existem algum alguma alguns algumas lista listar "
    "mostra mostrar mostre ver ve veja quero queria preciso me manda mande traz cade relacao todos todas "
    "nossos nossas meus e sao oi bom boa dia ok por favor exporta exportar baixa gera gerar olha gabinete"
)
_IDLE = set_of(
    "que esta estao foram foi sao e ja ainda proximo proximos proximas tiveram teve receberam recebeu voltaram voltou "
    "mandamos enviamos expedimos fizemos pedimos recebemos mexem mexe afetam atingem valem tratam dizem "
    "respeito minha meu secretaria orgao tem temos ha com ai aqui "
    "la mim nos gente logo marcada marcadas novas "
    "novos nova novo cadastrados cadastradas cadastrada existentes todos todas coisa agora eu nosso nossa nossos nossas"
)
_LACKING = set_of(
    "nao ninguem nenhum nenhuma falta faltam faltando esperam espera esperando aguardam aguardando aguarda"
)
_OWN = set_of("comigo conosco")
_SAME = {
    "travadas": "bloqueadas",
    "travados": "bloqueados",
    "vencidas": "atrasadas",
    "vencidos": "atrasados",
    "estouradas": "atrasadas",
}
_SHORTEST = 3  # letters by which what is lacking is known, among the few that a list has
_SHEET = frozenset(word for one in family("planilha") for word in forms_of(one)) | {"exporta", "exportar", "baixa"}
_ALSO = {"leis": "normas", "lei": "normas", "projetos": "matérias"}
_BRACKETS = re.compile(r"\[([^\]]*)\]")
_LONGEST_NAME = 3  # words of a body outside
_FEWEST = 4  # letters that two words of one meaning share
_JOINING = set_of("de da do das dos em na no nas nos com para pra pro que")
_MOST_WORDS = 16
LISTED = "list"


def listed(reading: Reading) -> Understood | None:
    """The list that a line asks for, where each of its words is the list's, a filter, a name, or says nothing."""
    found, nouns = reading.line.words, _nouns(tuple(commands()))
    place = next((i for i, word in enumerate(found[:_MOST_WORDS]) if word.text in nouns), None)
    if place is None or len(found) > _MOST_WORDS or not _is_asked(reading, place):
        return None
    command = nouns[found[place].text]
    typed, _ = match(reading.text)
    if place == 0 and typed and command not in typed:
        return None  # the name of another command: `compromisso @helena`
    if not command.allows(reading.scene.request.standing) or (parts := _filters(reading, place, command)) is None:
        return None
    sheet = ["planilha"] if any(word.text in _SHEET for word in found) else []
    line = " ".join([command.name, *parts, *sheet])
    return Understood(does=line, sure=True, why=LISTED) if is_read(reading.scene, line) else None


def _is_asked(reading: Reading, place: int) -> bool:
    before = reading.line.words[:place]
    return all(word.text in _ASKING | _SHEET or is_filling(word) for word in before)


@lru_cache(maxsize=1)
def _nouns(known: tuple[Command, ...]) -> dict[str, Command]:
    """The words for what is listed, in the plural and in the singular, each with the command that lists it."""
    lists = {
        fold(each.name): each for each in known if each.usage == each.name or each.usage.startswith(f"{each.name} [")
    }
    lists = {
        name: each
        for name, each in lists.items()
        if name.endswith("s") and " " not in name and each.said[:1] and each.said[0][0] == "?"
    }
    ones = {name[:-1]: each for name, each in lists.items()} | {
        fold(each.one): lists[fold(each.many)] for each in subjects.known() if fold(each.many) in lists
    }
    return {short: lists[fold(name)] for short, name in _ALSO.items() if fold(name) in lists} | ones | lists


def _filters(reading: Reading, place: int, command: Command) -> list[str] | None:
    """The filters of a list, as it reads them; None for a word that is none."""
    line, known = reading.line, _vocabulary(command)
    parts: list[str] = []
    is_lacking = False
    i = 0
    while i < len(line.words):
        word = line.words[i]
        if word.text == "para" and line.named_at(i) is not None:
            return None  # it is for somebody
        if word.text == "ate" and i > place:
            return [*parts, line.text[word.start :].rstrip(" ?.!")]
        if i == place or (i < place and word.text in _ASKING) or word.text in _SHEET:
            i += 1
        elif word.text in _LACKING and i > place:
            is_lacking = True
            i += 1
        elif is_lacking and (lacked := _lacked(word.text, command)) is not None:
            parts.append(lacked)
            is_lacking = False
            i += 1
        elif word.text in _OWN and reading.scene.request.person.orgao is not None:
            parts.append(f"@{reading.scene.request.person.orgao.sigla.lower()}")
            i += 1
        elif is_lacking and word.text in _JOINING:
            i += 1
        elif word.text in known:
            parts.append(line.text[word.start : word.end])
            i += 1
        elif (named := line.named_at(i)) is not None and named.sure:
            parts.append(named.typed)
            i = named.end
        elif (body := _body(reading, i)) is not None:
            parts.append(body[0])
            i = body[1]
        elif word.text in _IDLE or is_filling(word) or word.text.isdecimal():
            parts += [word.text] if word.text.isdecimal() else []
            i += 1
        elif (same := _of_one_meaning(word.text, known)) is not None:
            parts.append(same)
            i += 1
        else:
            return None
    return None if is_lacking else parts


def _body(reading: Reading, i: int) -> tuple[str, int] | None:
    """A body outside, behind an @, and the word after it."""
    words = reading.line.words
    for end in range(min(len(words), i + _LONGEST_NAME), i, -1):
        name = " ".join(each.text for each in words[i:end])
        if len(name) > 1 and (found := authorities.by_name(reading.scene.request.session, name)) is not None:
            return f"@{found.key}", end
    return None


@lru_cache(maxsize=64)
def _vocabulary(command: Command) -> dict[str, str]:
    """The words of the filters that the usage of a list names."""
    inside = re.sub(r"[@#]\S+|página \d+", " ", " ".join(_BRACKETS.findall(command.usage)))
    found = re.findall(r"[^\W\d_]+", inside)
    ends = [each for each in ("atrasados", "atrasadas", "abertos", "abertas") if each not in inside]
    states = [word for each in subjects.known() if fold(each.many) == fold(command.name) for word in each.states]
    return {fold(word): word for word in (*found, *ends, *states, "hoje", "semana")}


def _lacked(word: str, command: Command) -> str | None:
    """The filter of what has not what the word says: `sem resposta` of `responderam`."""
    inside = [each.strip() for each in " ".join(_BRACKETS.findall(command.usage)).split(",")]
    lacks = [each for each in inside if each.startswith("sem ")]
    return next((each for each in lacks if len(word) > _SHORTEST and fold(each[4:]).startswith(word[:_SHORTEST])), None)


def _of_one_meaning(word: str, known: dict[str, str]) -> str | None:
    """The filter of the family of a word: `assinatura` of `assinar`, `vencendo` of `vencem`."""
    if (same := _SAME.get(word)) in known.values():
        return same
    start = stem(word)
    start = start[: max(_FEWEST, len(start) - 2)] if len(start) >= _FEWEST else ""
    return next((each for folded, each in known.items() if start and folded.startswith(start)), None)
