"""Profiles of demands as data: series of its numbers, rule, calendar, who is told, who may see it, what closes it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.authorities import Profile
from models.people import Orgao, orgao_by_sigla
from models.records import AccessLevel

_PROCURADORIA = ("JURIDICO", "PGM", "PROCURADORIA")
TCE_SP, TJSP = "tce-sp", "tjsp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """How a profile is handled. `rule`: of the book, where nothing was printed nor said; `internal_days`: business
    days for the órgãos where no term is legal (0: none); `is_judicial`: its number is checked, the Procuradoria may
    register it; `has_minimum`: the rule is the least that the authority may give.
    """

    one: str
    sigla: str
    feminine: bool = False
    rule: str = ""
    calendar: str = "prefeitura"
    legal_review: bool = False
    level: AccessLevel = AccessLevel.PUBLICO
    needs_proof: bool = False
    internal_days: int = 0
    is_judicial: bool = False
    has_minimum: bool = False


HANDLINGS: dict[Profile, Handling] = {
    Profile.REQUERIMENTO: Handling(one="requerimento", sigla="REQ", rule="requerimento_camara"),
    Profile.INDICACAO: Handling(one="indicação", sigla="IND", feminine=True, internal_days=20),
    Profile.MOCAO: Handling(one="moção", sigla="MOC", feminine=True),
    Profile.CONVOCACAO: Handling(one="convocação", sigla="CONV", feminine=True, legal_review=True),
    Profile.OFICIO: Handling(one="ofício", sigla="OF", internal_days=10),
    Profile.REQUISICAO_MP: Handling(
        one="requisição",
        sigla="OF",
        feminine=True,
        rule="mp_requisicao",
        legal_review=True,
        level=AccessLevel.RESTRITO,
        needs_proof=True,
        has_minimum=True,
    ),
    Profile.RECOMENDACAO_MP: Handling(
        one="recomendação", sigla="OF", feminine=True, legal_review=True, level=AccessLevel.RESTRITO, needs_proof=True
    ),
    Profile.MANDADO_SEGURANCA: Handling(
        one="mandado de segurança",
        sigla="MS",
        rule="ms_informacoes",
        calendar=TJSP,
        legal_review=True,
        level=AccessLevel.RESTRITO,
        needs_proof=True,
        is_judicial=True,
    ),
    Profile.CITACAO: Handling(
        one="citação",
        sigla="OF",
        feminine=True,
        calendar=TJSP,
        legal_review=True,
        level=AccessLevel.RESTRITO,
        needs_proof=True,
        is_judicial=True,
    ),
    Profile.INTIMACAO: Handling(
        one="intimação",
        sigla="OF",
        feminine=True,
        calendar=TJSP,
        legal_review=True,
        level=AccessLevel.RESTRITO,
        needs_proof=True,
        is_judicial=True,
    ),
    Profile.TCE: Handling(
        one="despacho",
        sigla="TC",
        rule="tce_requisicao",
        calendar=TCE_SP,
        legal_review=True,
        level=AccessLevel.RESTRITO,
        needs_proof=True,
    ),
    Profile.DILIGENCIA: Handling(one="diligência", sigla="DIL", feminine=True, rule="convenio_diligencia"),
    Profile.CERTIDAO: Handling(one="pedido de certidão", sigla="REQ", rule="certidao_lei9051"),
}


def handling(profile: str) -> Handling:
    return HANDLINGS[Profile(profile)]


def procuradoria(session: Session) -> Orgao | None:
    """The legal office of the house."""
    return next((found for sigla in _PROCURADORIA if (found := orgao_by_sigla(session, sigla))), None)
