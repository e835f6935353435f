"""The matters that may be delegated, by every word people have for them; and those that may not."""

import re
from datetime import datetime
from difflib import get_close_matches

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.base import Answer, Button, Question, Refusal, insert_row
from models.delegations.tables import DelegableMatter
from models.people import Person, standing
from models.texts import fold, listed

_USUAL = {
    "contratos": "contrato; contratação; contratações; termo de contrato; aditivo; aditivos",
    "empenhos": "empenho; nota de empenho; notas de empenho; ordenar despesa; despesa; despesas",
    "pagamentos": "pagamento; ordem de pagamento; ordens de pagamento; liquidação",
    "licitações": "licitação; homologação; edital; editais; pregão; dispensa",
    "obras": "obra; ordem de serviço de obra; medição; medições",
    "convênios": "convênio; termo de convênio; termo de fomento; termo de colaboração",
    "ofícios de encaminhamento": "ofício; ofícios; ofício de encaminhamento; circular; circulares; encaminhamento",
    "certidões": "certidão; atestado; atestados; declaração; declarações",
    "despachos": "despacho; despacho de expediente",
    "pessoal": "nomeação; nomeações; exoneração; férias; licença de servidor; posse; portaria de pessoal",
    "diárias": "diária; viagem; viagens; adiantamento; adiantamentos",
    "alvarás": "alvará; licença; licenças; autorização de uso",
}
_FORBIDDEN = {
    **dict.fromkeys(("sanção", "veto", "promulgação"), "sanção, veto e promulgação são só do Prefeito"),
    **dict.fromkeys(
        ("decreto", "decretos", "ato normativo", "atos normativos", "regulamento", "lei", "projeto de lei"),
        "ato normativo não se delega",
    ),
    **dict.fromkeys(("recurso", "recursos", "decisão de recurso"), "decisão de recurso não se delega"),
    **dict.fromkeys(("mensagem à câmara", "competência exclusiva"), "competência exclusiva não se delega"),
}
_NEAR = 3
_MOST_NAMES = 20  # of a matter, in one line
_LONGEST_NAME = 100


def known(session: Session) -> dict[str, list[str]]:
    """Every matter by its name, with its synonyms."""
    own = {each.name: each.words.split("\n") for each in session.scalars(select(DelegableMatter))}
    return {name: words.split("; ") for name, words in _USUAL.items()} | own


def read(session: Session, text: str) -> str | None:
    """The matter that a text names, by its longest name in it; None for none."""
    names = {fold(word): name for name, words in known(session).items() for word in (name, *words)}
    found = _inside(text, names)
    return names[found] if found else None


def require(session: Session, text: str, line: str = "quem assina") -> str:
    """As `read`; raises Refusal for a matter nobody may delegate, and for an unknown one, with the nearest."""
    found = read(session, text)
    if found is None and (word := _inside(text, {fold(each): each for each in _FORBIDDEN})):
        why = next(why for name, why in _FORBIDDEN.items() if fold(name) == word)
        raise Refusal(f"Isso não pode ser delegado: {why} (Lei 9.784/1999, art. 13; confira a Lei Orgânica).")
    if found is not None:
        return found
    names = {fold(name): name for name in known(session)}
    if not text.strip():
        raise Question(
            "Que matéria? Exemplo: contratos",
            Answer.TEXT,
            [Button(each, f"{line} {each}") for each in names.values()][:_NEAR],
        )
    near = get_close_matches(fold(text), list(names), n=_NEAR, cutoff=0) or list(names)[:_NEAR]
    raise Refusal(
        f"Não conheço a matéria “{text}”. É uma destas?",
        [Button(names[each], f"{line} {names[each]}") for each in near],
    )


def settled(session: Session, text: str) -> str:
    """The matters of a list, `contratos; convênios`, each by its name. Raises Refusal."""
    return "; ".join(dict.fromkeys(require(session, each) for each in re.split(r"[;,]|\be\b", text) if each.strip()))


def add(session: Session, names: list[str], *, by: Person, now: datetime) -> str:
    """A new matter, with its synonyms; or more synonyms for one of the chefia's. Returns its name. Raises Refusal."""
    if not standing(session, by, now).commands:
        raise Refusal("Só a chefia de gabinete ou o prefeito muda as matérias delegáveis.")
    name, words = names[0], list(dict.fromkeys(map(fold, names[1:])))
    if len(words) > _MOST_NAMES:
        raise Refusal(f"São nomes demais de uma vez: escreva no máximo {_MOST_NAMES} de cada vez.")
    if max(map(len, (name, *words))) > _LONGEST_NAME:
        raise Refusal(f"Esse nome é longo demais: escreva a matéria em até {_LONGEST_NAME} letras.")
    for each in (name, *words):
        if (taken := read(session, each)) and fold(taken) != fold(name):
            raise Refusal(f"“{each}” já é outro nome de {taken}.")
        if _inside(each, {fold(word): word for word in _FORBIDDEN}):
            require(session, each)
    row = session.scalar(select(DelegableMatter).where(DelegableMatter.name == name))
    if row is not None:
        row.words = "\n".join(dict.fromkeys([*row.words.split("\n"), *words]))
    else:
        insert_row(session, DelegableMatter, name=name, words="\n".join(words))
    text = f"matéria delegável: {name}" + (f" ({listed(words)})" if words else "")
    audit.write(session, "materia_delegavel", by=by, now=now, text=text)
    return name


def excepted(ressalva: str, text: str) -> bool:
    """Whether a text speaks of what a clause such as `exceto obras` leaves out."""
    out = re.split(r"\b(?:exceto|salvo|menos|exclu\w+)\b", fold(ressalva), maxsplit=1)
    words = {_stem(word) for word in re.findall(r"\w{4,}", out[1])} if len(out) > 1 else set()
    return any(_stem(word) in words for word in re.findall(r"\w+", fold(text)))


def _stem(word: str) -> str:
    return word.removesuffix("s")


def _inside(text: str, names: dict[str, str]) -> str:
    """The longest of these names (folded) in a text; the first of two as long."""
    line = fold(text)
    found = [
        (-len(name), at.start(), name)
        for name in names
        if name and (at := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line))
    ]
    return min(found)[2] if found else ""
