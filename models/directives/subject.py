"""Acts, as the rest of the house knows them."""

from models import subjects
from models.directives.tables import ActKind, Directive, DirectiveStatus
from models.subjects import Series, Subject, Tipo

SUBJECT = subjects.declare(
    Subject(
        model=Directive,
        one="ato",
        many="atos",
        title="Ordens, decisões e diretrizes",
        rank=30,
        series=(
            Series("R", ("rascunho", "minuta"), yearly=False, of_orgao=False),
            Series("OS", ("ordem", "ordem de serviço"), of_orgao=False),
            Series("DEC", ("decisão",), of_orgao=False),
            Series("DIR", ("diretriz",), of_orgao=False),
        ),
        tipos=(
            Tipo("ordem", "ordens", ActKind.ORDEM),
            Tipo("ordem de serviço", "ordens de serviço", ActKind.ORDEM),
            Tipo("decisão", "decisões", ActKind.DECISAO),
            Tipo("diretriz", "diretrizes", ActKind.DIRETRIZ),
        ),
        tipo=Directive.__table__.c.act_kind,
        states={"revogados": (DirectiveStatus.REVOGADA,)},
        urgent=Directive.__table__.c.urgent,
        final=(DirectiveStatus.REVOGADA,),
    )
)
