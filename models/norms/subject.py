"""Normas, as the rest of the house knows them."""

from models import subjects
from models.norms.sheet import SHEET
from models.norms.tables import ACTIVE, FINAL, Norma, NormaImpacto, NormaStatus, NormaTerm
from models.subjects import DeadlineKind, Holding, Series, Subject

_ROWS = NormaImpacto.__table__.c
_SERIES: dict[str, tuple[str, ...]] = {
    "LEI": ("lei municipal",),
    "LE": ("lei estadual",),
    "LF": ("lei federal",),
    "LC": ("lei complementar",),
    "DECRETO": (),
    "DEC-M": ("dm", "decreto municipal"),
    "DEC-E": ("decreto estadual",),
    "DEC-F": ("decreto federal",),
    "RES": ("resolução",),
    "PORT": ("portaria",),
    "IN": ("instrução normativa",),
    "MPV": ("medida provisória",),
    "EC": ("emenda constitucional",),
}
SUBJECT = subjects.declare(
    Subject(
        model=Norma,
        one="norma",
        many="normas",
        feminine=True,
        rank=28,
        title="Normas",
        series=tuple(Series(sigla, names, of_orgao=False, of_outside=True) for sigla, names in _SERIES.items()),
        states={"sem triagem": (NormaStatus.CAPTADA,)},
        active=ACTIVE,
        final=FINAL,
        dates=(
            DeadlineKind(NormaTerm.TRIAGEM, "triagem de", is_main=True),
            DeadlineKind(NormaTerm.IMPACTO, "resposta sobre"),
        ),
        holding=Holding(
            record_id=_ROWS.norma_id, orgao_id=_ROWS.orgao_id, is_open=_ROWS.afeta != "não", owes=_ROWS.afeta == ""
        ),
        sheet=SHEET,
    )
)
