"""A text as words: folded, abbreviations of the chat written out, each with its place in what was written."""

import re
from dataclasses import dataclass

from models.texts import fold


def set_of(text: str) -> frozenset[str]:
    """The words of a text, to be looked up."""
    return frozenset(text.split())


_WORD = re.compile(r"[pcs]/(?=\s)|p/|[^\W_]+(?:[-./'’_]?[^\W_]+)*[ºª°]?|[^\w\s]|_+")
_ELONGATED = re.compile(r"^(\w{1,4}?)([aeiou])\2+$")  # diaaa, oii: no verb, which might destroy
_IS = ("é", "É", "eh")
_SPLIT = re.compile(r"[^\W_]+")
MOST_WORDS = 100
_ABBREVIATED = {
    "p": "para",
    "p/": "para",
    "pra": "para",
    "pras": "para",
    "pros": "para",
    "pro": "para",
    "prum": "para",
    "pruma": "para",
    "q": "que",
    "oq": "o que",
    "oque": "o que",
    "vc": "voce",
    "vcs": "voces",
    "ce": "voce",
    "tb": "tambem",
    "tbm": "tambem",
    "ngm": "ninguem",
    "nguem": "ninguem",
    "nd": "nada",
    "n": "nao",
    "ñ": "nao",
    "nn": "nao",
    "naum": "nao",
    "hj": "hoje",
    "amh": "amanha",
    "amn": "amanha",
    "dps": "depois",
    "qdo": "quando",
    "qnd": "quando",
    "qndo": "quando",
    "pq": "porque",
    "agr": "agora",
    "tmb": "tambem",
    "qd": "quando",
    "qtos": "quantos",
    "qtas": "quantas",
    "qto": "quanto",
    "qnto": "quanto",
    "qnt": "quanto",
    "qntos": "quantos",
    "qts": "quantos",
    "qro": "quero",
    "kero": "quero",
    "msg": "mensagem",
    "c": "com",
    "c/": "com",
    "s/": "sem",
    "ctz": "certeza",
    "proc": "processo",
    "req": "requerimento",
    "pagto": "pagamento",
    "orc": "orcamento",
    "qm": "quem",
    "cmg": "comigo",
    "td": "tudo",
    "tds": "todos",
    "msm": "mesmo",
    "obg": "obrigado",
    "obgd": "obrigado",
    "vlw": "valeu",
    "blz": "beleza",
    "mto": "muito",
    "mt": "muito",
    "aki": "aqui",
    "ql": "qual",
    "pfv": "por favor",
    "pf": "por favor",
    "pfvr": "por favor",
    "porfavor": "por favor",
    "favor": "por favor",
    "to": "estou",
    "tou": "estou",
    "ta": "esta",
    "tao": "estao",
    "tava": "estava",
    "tamos": "estamos",
    "secr": "sec",
    "eh": "e",
    "cade": "cade",
    "kd": "cade",
    "👍": "joinha",
    "👍🏻": "joinha",
    "👍🏽": "joinha",
    "✅": "certinho",
    "✔": "certinho",
    "☑": "certinho",
    "👌": "joinha",
    "👎": "nao",
    "ok": "ok",
    "okay": "ok",
    "oks": "ok",
}
_FILLING = set_of(
    "o a os as um uma uns umas ao aos de do da dos das em no na nos nas para com pelo pela por num numa dum duma "
    "ai aqui la entao ja so por_favor gentileza obrigado obrigada agora mesmo tambem gente ein hein ne viu e "
    "isso isto esse essa este esta aquele aquela desse dessa deste desta eu voce me mim nos a gente"
) - {"isso", "isto", "eu", "me", "mim", "voce", "nos", "esta", "gente", "e", "agora", "la", "so"}
_COURTESY = {
    "assim": (("que", "puder"),),
    "quando": (("der",), ("puder",)),
    "faz": (("esse", "favor"), ("favor",)),
    "por": (("gentileza",), ("favor",), ("enquanto",)),
    "se": (("possivel",),),
    "voce": (("pode",),),
    "pode": (("me",),),
}  # by the first word, the words after it


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as compared, and where it stands in the text. `mark`: a sign, no word.

    `is_verb`: "é" and not "e", "está" and "tá" and not "esta".
    """

    text: str
    start: int
    end: int
    mark: bool = False
    is_verb: bool = False


def words(text: str) -> list[Word]:
    """The first words of a text."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        if len(found) >= MOST_WORDS:
            break
        typed = match.group()
        folded = _ELONGATED.sub(r"\1\2", fold(typed))
        if typed == "À" or typed == "à":
            folded = "a"
        written = _ABBREVIATED.get(typed) or _ABBREVIATED.get(folded)
        if written is None and not typed[0].isalnum() and typed != "@":
            found.append(Word(folded, match.start(), match.end(), mark=True))
            continue
        is_verb = typed in _IS or (typed.lower() != "esta" == (written or folded))
        for each in (written or folded).split():
            if each == "que" and found and (found[-1].text == "que" or [w.text for w in found[-2:]] == ["que", "e"]):
                del found[-1 if found[-1].text == "que" else -2 :]
            found.append(Word(each, match.start(), match.end(), is_verb=is_verb))
    return found


def is_filling(word: Word) -> bool:
    """True if a word between the parts of a wish says nothing."""
    return word.text in _FILLING or (word.mark and word.text not in "@")


def courtesy_at(found: list[Word], i: int) -> int:
    """The number of words of the courtesy phrase here; 0 without one."""
    for rest in _COURTESY.get(found[i].text, ()):
        if tuple(each.text for each in found[i + 1 : i + 1 + len(rest)]) == rest:
            return 1 + len(rest)
    return 0


def plain_words(text: str) -> list[str]:
    """The words of a name or a title, folded."""
    return _SPLIT.findall(fold(text))
