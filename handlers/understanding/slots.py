"""The value of a slot that holds no person, record or date, as its command reads it."""

import re
from collections.abc import Callable
from decimal import Decimal

from handlers.base import commands
from handlers.reading import dates, offsets
from handlers.understanding import counting, records
from handlers.understanding.context import Scene
from handlers.understanding.frames import tipos
from handlers.understanding.lexicon import FAMILIES, family, forms_of, says_nothing
from handlers.understanding.titles import EDGES, FINE, opened
from handlers.understanding.verbs import forms, is_verb
from handlers.understanding.words import set_of, words
from models import authorities, moments, subjects
from models.texts import fold

_Reader = Callable[[Scene, str], str | None]
_IDLE = set_of("o a os as de do da sobre aquela aquele essa esse e tudo um uma")
_OF_BILLS = set_of("veto projeto")
_OWN = set_of("meu minha meus minhas quando ate")
_NO_TOPIC = forms("estar") | forms("ir") | forms("ser") | set_of("se anda andam ficou")
_MOST_SOUGHT = 4  # words
_FEWEST_OF_A_NAME = 2  # words by which a body outside is known
_OF_TOWN = set_of(
    "associacao sindicato ong entidade igreja comunidade morador moradora moradores municipe municipes cidadao cidada "
    "vizinho vizinha vizinhos vizinhanca dona seu povo feirantes comerciantes comerciante pais maes familia familias "
    "clube populacao jovens idosos agricultores produtores usuarios pacientes alunos"
)
_LONGEST_ASKER = 12  # words
_AMOUNT = re.compile(
    r"(?:(?:de|uns|umas|cerca|r\$)\s*)*(?P<n>\d{1,3}(?:\.\d{3})+(?:,\d{2})?|\d{1,9}(?:,\d{1,2})?)"
    r"\s*(?P<times>mil|milhao|milhoes)?(?:\s*(?:de\s+)?reais?)?"
)
_TIMES = {"": 1, "mil": 1_000, "milhao": 1_000_000, "milhoes": 1_000_000}
_POINTS = str.maketrans(",.", ".,")
_NUMBERED = re.compile(
    r"(?:n[º°o.]*|n[úu]m(?:ero|\.)?|protocolo|recibo)?\s*(?<![\d/])(\d{2,7}/(?:20)?\d{2})(?![\d/])", re.I
)
_CYCLE = re.compile(r"\b(ldo|loa|ppa)\b\W*(?:de\W+)?(20\d\d)\b", re.IGNORECASE)
_VOTED = forms("votar")
_FARTHEST_TOPIC = 4  # words
_NAMING = ("ar", "er", "ir", "o", "ao")  # endings of what is asked about: empurrar, prorrogação, devolvo
_ENDS_OF_ORIGIN = frozenset("?;!")
_BODIES = re.compile(
    r"(?:c[âa]mara|minist[ée]rio|tribunal|tce|secretaria|prefeitura|promotoria|governo|associa|empresa|ltda|vara"
    r"|ju[íi]z|ouvidoria|conselho|mp\b)",
    re.IGNORECASE,
)
_HEAD_OF = re.compile(
    r"^(?:(?:d[aoe]|ao?|à|o|para|pra|pro)\s+)*(?:(?:presidente|presidência|titular|doutora?|dra?)\s+(?:d[aoe]\s+)?)?",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(r"^(?:seu|dona|sr\.?a?|senhora?)\s+(?=[A-ZÀ-Ü])", re.IGNORECASE)
_WITHIN = re.compile(
    r"[\s,;]*\b(?:prazo\s+(?:de\s+)?)?(\d{1,3}\s+dias(?:\s+(?:[úu]teis|corridos))?)(?:\s+(?:para|pra|de|p/)\b.*)?$",
    re.IGNORECASE,
)
_PRIORITIES = {
    **dict.fromkeys(("urgente", "urgentissimo", "urgentissima", "maxima", "urgencia"), "urgente"),
    **dict.fromkeys(("alta", "importante", "prioritaria", "prioritario"), "alta"),
    **dict.fromkeys(("normal", "comum", "baixa"), "normal"),
}
_WHOLE_NAMES = {
    **dict.fromkeys(("camara", "vereadores", "vereador", "legislativo"), "Câmara Municipal"),
    **dict.fromkeys(("mp", "mpsp", "promotor", "promotora", "promotoria"), "Ministério Público"),
}
LONGEST_NAME = 60  # characters


def plain(text: str) -> str:
    return text.strip(EDGES) if not text.endswith(")") else text.strip(" ,;:-")


def _sought(scene: Scene, text: str) -> str | None:
    """Words to look for: few, and no date among them."""
    kept = [word.strip(EDGES + "?!") for word in text.split()]
    kept = [word for word in kept if fold(word) not in _IDLE and word]
    if (
        not _OWN.isdisjoint(map(fold, kept))
        or not kept
        or len(kept) > _MOST_SOUGHT
        or any(c.isdigit() for c in text)
        or scene.directory.anywhere(words(text))
    ):
        return None
    while len(kept) > 1 and (fold(kept[0]) in subjects.SPELLINGS or fold(kept[0]) in _OF_BILLS):
        kept = kept[1:]  # the kind is no word of its subject
    return " ".join(kept)


def subject(text: str, values: dict[str, str]) -> str:
    """The assunto of a document; its tipo and its deadline go to their own fields."""
    if within := _WITHIN.search(text):
        text = text[: within.start()].strip(EDGES)
        values["prazo"] = f", prazo {within[1]}"
    sort = values["tipo"]
    if fold(sort) not in tipos() | {"autografo"}:
        values["tipo"] = "ofício"
        return f"{sort} sobre {text}"
    return text


def _origin(scene: Scene, text: str) -> str | None:
    """The sender of a document, or the person who asks in it."""
    name = _HONORIFIC.sub("", re.sub(r"^(?:d[aoe]s?|[ao]s?)\s+", "", plain(text)))
    if len(name.split()) > 8 or not _ENDS_OF_ORIGIN.isdisjoint(text):
        return None
    whole = _WHOLE_NAMES.get(fold(name), name)
    if name.islower() and " " not in name and not _BODIES.search(name) and whole == name and _is_subject(scene, name):
        return None
    is_person = len(name.split()) > 1 and name[:1].isupper() and not _BODIES.search(name)
    named = scene.directory.at(words(name), 0)
    if named is not None and named.sure and not is_person:
        whole = f"Secretaria de {name}" if name.istitle() else name
    return f"{'interessado' if is_person else 'procedência'} {whole}"


def _asker(_: Scene, text: str) -> str | None:
    """Somebody of the town who asks, as it was written: `dona Maria`, `a associação do bairro`."""
    name = plain(text)
    said = [word.text for word in words(name) if not word.mark]
    is_known = not _OF_TOWN.isdisjoint(said[:_FARTHEST_TOPIC])
    return name if is_known and len(said) <= _LONGEST_ASKER and not any(c.isdigit() for c in name) else None


def authority(scene: Scene, text: str) -> str | None:
    """A body outside, behind @: `câmara`, `o presidente da câmara`."""
    name = _HEAD_OF.sub("", plain(text).rstrip(" ?"))
    name = next((short for short, whole in _WHOLE_NAMES.items() if fold(whole) == fold(name)), name)
    if len(name) >= LONGEST_NAME:
        return None
    if (found := authorities.by_name(scene.request.session, name)) is not None:
        return f"@{found.key}"
    return _begins_a_name(scene, name)


def _begins_a_name(scene: Scene, name: str) -> str | None:
    """The body outside whose whole name, and no other, begins so: `tribunal de contas`."""
    begun = f"{fold(name)} "
    if begun.count(" ") < _FEWEST_OF_A_NAME:
        return None
    found = [each for each in authorities.everyone(scene.request.session) if fold(each.nome).startswith(begun)]
    return f"@{found[0].key}" if len(found) == 1 else None


def _is_subject(scene: Scene, word: str) -> bool:
    """True if the word is of the subject of a record: "o ofício da merenda" was not sent by the merenda."""
    return scene.directory.at(words(word), 0) is None and bool(scene.by_subject((records.stem(fold(word)),)))


def _topic(scene: Scene, text: str) -> str | None:
    """A command of which help is asked."""
    said = [word.text for word in words(text) if not word.mark]
    if any(c.isdigit() for word in said for c in word) or not _NO_TOPIC.isdisjoint(
        said[:2]
    ):  # "como está a ponte", "como se fosse"
        return None
    is_of_somebody = bool(scene.directory.anywhere(words(text)))
    for called in (_is_called, _is_verb_of, *(() if is_of_somebody else (_is_alike,))):
        for word in said[:_FARTHEST_TOPIC]:
            if names := [each.name for each in commands() if called(fold(each.name).split(), word)]:
                return min(names, key=len)
    return None


def _is_called(name: list[str], word: str) -> bool:
    return word in name and word not in says_nothing() and word not in forms("mandar")


def _is_verb_of(name: list[str], word: str) -> bool:
    return name[0] != "ver" and is_verb(name[0]) and word in forms(name[0])


def _is_alike(name: list[str], word: str) -> bool:
    """True if the word is of the family of the command: `prorrogação` of `adiar`."""
    return (
        len(name) == 1
        and name[0] in FAMILIES
        and word.endswith(_NAMING)
        and any(word in forms_of(each) for each in family(name[0]))
    )


def _priority(_: Scene, text: str) -> str | None:
    said = [word.strip(f"{EDGES}!") for word in fold(text).split()]
    said = [word for word in said if word and word not in ("muito", "prioridade", "super")]
    return _PRIORITIES.get(said[0]) if len(said) == 1 else None


def _an_hour(_: Scene, text: str) -> str | None:
    found = re.fullmatch(r"\s*(?:para\s+)?(?:[àa]s?\s+)?(\d{1,2}(?:[h:]\d{0,2})?)h?\s*", text)
    return found[1].rstrip("h:") + "h" if found and len(found[1]) < 3 else found[1] if found else None


def _number(_: Scene, text: str) -> str | None:
    found = re.fullmatch(r"\s*(?:n[º°o.]*\s*)?(\d[\d.]*/\d{4})\s*", text)
    return f"nº {found[1]}" if found else None


def _moment_before(scene: Scene, text: str) -> str | None:
    """What to be reminded of and the moment, told by what comes after it: `5 min antes da reunião das 10h`."""
    for said in (text, scene.request.line):
        if (written := offsets.absolute(scene.request, said)) != said:
            return opened(written)
    return None


def _rule(scene: Scene, text: str) -> str | None:
    """A rule of the law; none where a record is named, or a vote, which no rule of ours sets."""
    is_voted = not _VOTED.isdisjoint(word.text for word in words(text))
    return None if is_voted or records.has_number(scene, text) else counting.rule(scene.request, text)


def _only_a_date(scene: Scene, text: str) -> str | None:
    found = dates.find(text, moments.local(scene.request.now), scene.request.calendar)
    return plain(text.rstrip(" ?!")) if found is not None and not found.without(text).strip(f"{EDGES}?!") else None


def _day(scene: Scene, text: str) -> str:
    """The day of a moment, without its hour; of several days the week, or nothing."""
    found = dates.find(text, moments.local(scene.request.now), scene.request.calendar)
    if found is None or found.start is None:
        return ""
    if found.grain is dates.Grain.WEEK:
        return "semana"
    return f"{found.start:%d/%m/%Y}" if found.grain in (*FINE, None) else ""


def _amount(_: Scene, text: str) -> str | None:
    """An amount of money: `120 mil`, `R$ 1.200`."""
    found = _AMOUNT.fullmatch(plain(fold(text)))
    if found is None:
        return None
    figures = found["n"].replace(".", "")
    value = round(Decimal(figures.replace(",", ".")) * _TIMES[(found["times"] or "")], 2)
    return f"R$ {value:,.2f}".translate(_POINTS)


def _proof(scene: Scene, text: str) -> str | None:
    """The number and the moment of a protocol: `2245/2026 em 23/11/2026 às 15h10`."""
    number = _NUMBERED.search(text)
    if number is None:
        return None
    found = dates.find(text.replace(number[0], " "), moments.local(scene.request.now), scene.request.calendar)
    day = found.start if found is not None and found.start is not None else moments.local(scene.request.now)
    hour = f" às {day:%Hh%M}" if found is not None and found.has_clock else ""
    return f"{number[1]} em {day:%d/%m/%Y}{hour}"


def _cycle(_: Scene, text: str) -> str | None:
    """A budget law and its year: `LDO 2028`."""
    found = _CYCLE.search(text)
    return f"{found[1].upper()} {found[2]}" if found else None


READERS: dict[str, _Reader] = {
    "assunto": _sought,
    "autoridade": authority,
    "pedinte": _asker,
    "quantia": _amount,
    "protocolo": _proof,
    "ciclo": _cycle,
    "outra": authority,
    "procedencia": _origin,
    "numero": _number,
    "data": _only_a_date,
    "dia": _day,
    "pedido": _topic,
    "hora": _an_hour,
    "prioridade": _priority,
    "regra": _rule,
    "antes": _moment_before,
    "conjunto": lambda scene, text: counting.rules(scene.request, text),
    "contagem": lambda scene, _: counting.length(scene.request, scene.request.line),
    "n": lambda _, text: text if counting.is_number(text) else None,
    "dias": lambda scene, text: counting.between(scene.request, text),
    "mes": lambda scene, text: counting.month(scene.request, text),
}
