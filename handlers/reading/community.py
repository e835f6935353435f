"""What the town asks, as it is typed: who asks, what, where, and by which of the three doors."""

import re
from dataclasses import replace
from difflib import get_close_matches

from sqlalchemy import ColumnElement

from handlers.base import Button, Refusal, Request
from handlers.reading import numbers
from models.community import DEMANDA, MANIFESTACAO, CommunityDemand, NewDemand, TownDoor, requests
from models.texts import clip, fold

_FIELD = re.compile(
    r"[,;.]?\s*(?<!\w)(bairro|tema|contato)\s*:?\s+([^,;\n]+?)(?=\s+(?:bairro|tema|contato)\s|[,;\n]|$)", re.IGNORECASE
)
_ASKER = re.compile(r"^([^:\n]{3,80}):\s*")
_ANOTHER = re.compile(r"^\s*(?:outra|mesmo assim)\s*:?\s+", re.IGNORECASE)
_COUNCILLOR = re.compile(r"^(?:ver\.?|vereador[a]?|bancada)\s", re.IGNORECASE)
_NEAR = 0.75
_COMPLAINT = re.compile(r"reclamacao|denuncia|mau atendimento|maus? tratos|destratad|elogio ao? ", re.IGNORECASE)
_UNANSWERED = re.compile(r"(?<!\S)sem\s+resposta(?!\S)", re.IGNORECASE)
_TOWN = re.compile(r"(?<!\S)d[ao]\s+(?:comunidade|cidade|povo)(?!\S)", re.IGNORECASE)
ELSEWHERE = "outra esfera"
_OUTCOMES = ("atendida em parte", "não atendida", "atendida", "em plano", ELSEWHERE)
_EDGES = " .,;:-"


def is_demand(_: Request, text: str) -> bool:
    """Whether the text is what somebody asks, and not the number of what was asked."""
    return bool(text.strip()) and numbers.read(f"demanda {text}") is None


def demand(request: Request, door: TownDoor) -> tuple[NewDemand, TownDoor | None]:
    """What is asked, and the door it rather belongs to, where that is another one."""
    text = _ANOTHER.sub("", request.text)
    insists = text != request.text
    found = {fold(name): value.strip(_EDGES) for name, value in _FIELD.findall(text)}
    rest = _FIELD.sub("", text).strip(_EDGES)
    who = _ASKER.match(rest)
    asker, rest = (who[1].strip(_EDGES), rest[who.end() :].strip(_EDGES)) if who else ("", rest)
    new = NewDemand(
        door=door,
        text=rest,
        asker=asker,
        contact=found.get("contato", ""),
        bairro=found.get("bairro", ""),
        theme=found.get("tema", ""),
        another=insists,
    )
    if not insists:
        _check(request, new, text)
    is_complaint = door is DEMANDA and not insists and bool(_COMPLAINT.search(fold(rest)))
    return new, MANIFESTACAO if is_complaint else None


def _check(request: Request, new: NewDemand, text: str) -> None:
    """Ask about the request of a councillor, which has numbers and terms of its own, and about a misspelt bairro."""
    anyway = Button("É demanda", f"demanda mesmo assim: {clip(text, 150)}")
    if new.door is DEMANDA and _COUNCILLOR.match(new.asker):
        raise Refusal(
            "Pedido de vereador vem da Câmara como indicação ou requerimento, com número e prazo próprios. Exemplo: "
            "chegou indicação 590/2026 da câmara “poda da praça”. Nada foi registrado ainda; é mesmo uma demanda?",
            (anyway,),
        )
    known = requests.bairros(request.session)
    if not new.bairro or fold(new.bairro) in known:
        return
    near = get_close_matches(fold(new.bairro), list(known), n=2, cutoff=_NEAR)
    if near:
        right = [Button(known[each], request.line.replace(new.bairro, known[each])) for each in near]
        raise Refusal(f"Não conheço o bairro {new.bairro}. É um destes?", (*right, replace(anyway, label="É outro")))


def conditions(request: Request) -> tuple[list[ColumnElement[bool]], str]:
    """The conditions of a list, taken out of its line, and how its title says them."""
    found: list[ColumnElement[bool]] = []
    title = []
    if _UNANSWERED.search(request.text):
        found.append(CommunityDemand.delivered_at.is_(None))
        title.append("sem resposta entregue")
    for name, typed in _FIELD.findall(request.text):
        value, is_bairro = typed.strip(_EDGES), fold(name) == "bairro"
        known = requests.bairros(request.session).get(fold(value), value) if is_bairro else ""
        found.append(CommunityDemand.bairro == known if is_bairro else CommunityDemand.theme == fold(value))
        title.append(f"{'do bairro' if is_bairro else 'sobre'} {known or value}")
    request.text = _TOWN.sub(" ", _FIELD.sub(" ", _UNANSWERED.sub(" ", request.text)))
    return found, ", ".join(title)


def outcome(text: str) -> tuple[str, str]:
    """How an answer was delivered, and how it ended, where that is said."""
    for each in _OUTCOMES:
        at = fold(text).rfind(fold(each))
        if at >= 0 and at + len(each) >= len(text.rstrip(_EDGES)):
            return text[:at].strip(_EDGES), each
    return text.strip(_EDGES), ""


def nearest(name: str, known: dict[str, str]) -> list[str]:
    """The names most like one that is not known."""
    return [known[each] for each in get_close_matches(fold(name), list(known), n=3, cutoff=0.6)]
