"""How normas are called: their types, the numbers they are given here, and their URN LexML."""

import re
from collections.abc import Mapping

from models import municipal_days
from models.acts import issuer
from models.authorities import Esfera
from models.base import Refusal
from models.day_arithmetic import real_date
from models.norms.tables import Identity
from models.texts import fold

TIPOS: Mapping[str, str] = {
    "lei": "LEI",
    "lei complementar": "LC",
    "decreto": "DEC",
    "decreto legislativo": "DLG",
    "resolução": "RES",
    "portaria": "PORT",
    "instrução normativa": "IN",
    "medida provisória": "MPV",
    "emenda constitucional": "EC",
    "deliberação": "DELIB",
}
BASES = {"DEC": "DECRETO"}  # DEC- is a decisão of the cabinet
_LEIS = {Esfera.MUNICIPAL: "LEI", Esfera.ESTADUAL: "LE", Esfera.FEDERAL: "LF"}
_UF = {
    "AC": "acre", "AL": "alagoas", "AM": "amazonas", "AP": "amapa", "BA": "bahia", "CE": "ceara",
    "DF": "distrito.federal", "ES": "espirito.santo", "GO": "goias", "MA": "maranhao", "MG": "minas.gerais",
    "MS": "mato.grosso.sul", "MT": "mato.grosso", "PA": "para", "PB": "paraiba", "PE": "pernambuco", "PI": "piaui",
    "PR": "parana", "RJ": "rio.janeiro", "RN": "rio.grande.norte", "RO": "rondonia", "RR": "roraima",
    "RS": "rio.grande.sul", "SC": "santa.catarina", "SE": "sergipe", "SP": "sao.paulo", "TO": "tocantins",
}  # fmt: skip
_OF_PLACE = re.compile(r"^(?:municipio|prefeitura(?: municipal)?|estancia(?: \w+)?)(?: de| do| da)? ")
_JOINING = ("de", "do", "da", "dos", "das", "e")
_WORD = r"[a-z0-9]+(?:\.[a-z0-9]+)*"
_URN = re.compile(
    rf"urn:lex:br(?P<place>(?:;{_WORD}){{0,2}}):(?P<autoridade>{_WORD}(?:;{_WORD})*):(?P<tipo>{_WORD})"
    r":(?P<ano>\d{4})(?:-(?P<mes>\d\d)-(?P<dia>\d\d))?;(?P<numero>\d+(?:-[a-z])?)"
)
_EXAMPLE = "urn:lex:br;sao.paulo;campinas:municipal:lei:2008-11-15;2847"


def sigla_of(one: Identity) -> str:
    """The sigla of the number: LEI, LE or LF of a law; DEC-M of a municipal decree."""
    return _LEIS[one.esfera] if one.tipo == "lei" else f"{TIPOS[one.tipo]}-{one.esfera[0].upper()}"


def code_of(one: Identity) -> str:
    """`LEI-4512/2026`, `LF-14133/2021`, `DEC-M-210/2026`"""
    return f"{sigla_of(one)}-{one.numero}/{one.ano}"


def keys_of(one: Identity) -> list[str]:
    """The other spellings under which it is found: without sphere, without year."""
    base, sigla = BASES.get(TIPOS[one.tipo], TIPOS[one.tipo]), sigla_of(one)
    stems = dict.fromkeys((f"{sigla}-{one.numero}", f"{base}-{one.numero}"))
    return [fold(each) for stem in stems for each in (stem, f"{stem}/{one.ano}")]


def urn_of(one: Identity) -> str:
    """The URN LexML; of a norma whose date is not known, by its year."""
    places = {Esfera.FEDERAL: (), Esfera.ESTADUAL: (_state(),), Esfera.MUNICIPAL: (_state(), _city())}
    where = "".join(f";{each}" for each in places[one.esfera])
    when = one.data.isoformat() if one.data else str(one.ano)
    return f"urn:lex:br{where}:{one.autoridade or one.esfera}:{_dotted(one.tipo)}:{when};{fold(one.numero)}"


def read_urn(text: str) -> tuple[str, Identity | None]:
    """The URN as it is written rightly, and what it names; None for a type the house does not keep. Raises Refusal."""
    urn = _dotted(text.strip())
    found = _URN.fullmatch(urn)
    if found is None:
        raise Refusal(f"{text.strip()[:80]} não é uma URN LexML: faltam partes, ou há barra. Exemplo: {_EXAMPLE}")
    data = real_date(int(found["ano"]), int(found["mes"]), int(found["dia"])) if found["mes"] else None
    if found["mes"] and data is None:
        raise Refusal(f"{urn}: a data não existe. Exemplo: {_EXAMPLE}")
    esfera = (Esfera.FEDERAL, Esfera.ESTADUAL, Esfera.MUNICIPAL)[found["place"].count(";")]
    tipo = next((each for each in TIPOS if _dotted(each) == found["tipo"]), None)
    if tipo is None:
        return urn, None
    autoridade = "" if found["autoridade"] == esfera else found["autoridade"]
    numero, ano = found["numero"].upper(), int(found["ano"])
    return urn, Identity(esfera=esfera, tipo=tipo, numero=numero, ano=ano, data=data, autoridade=autoridade)


def written(one: Identity) -> str:
    """`Lei nº 4512/2026`, `Decreto estadual nº 66173/2021`"""
    of = "" if one.esfera is Esfera.MUNICIPAL else f" {one.esfera}"
    return f"{one.tipo.capitalize()}{of} nº {one.numero}/{one.ano}"


def _dotted(text: str) -> str:
    return ".".join(fold(text).split())


def _state() -> str:
    return _UF.get(municipal_days.state(), "sao.paulo")


def _city() -> str:
    """The name of the municipality; prepositions are left out, as in every URN."""
    words = _OF_PLACE.sub("", fold(issuer.municipality())).split()
    return ".".join(each for each in words if each not in _JOINING)
