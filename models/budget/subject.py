"""Dotações, as the rest of the house knows them."""

from models import subjects
from models.budget.dotacoes import SHEET
from models.budget.tables import Dotacao, DotacaoStatus
from models.subjects import Series, Subject

SUBJECT = subjects.declare(
    Subject(
        model=Dotacao,
        one="dotação",
        many="dotações",
        feminine=True,
        title="Orçamento",
        rank=60,
        series=(Series("FICHA", ("dotação",), of_orgao=False),),
        states={"encerradas": (DotacaoStatus.ENCERRADA,)},
        active=(DotacaoStatus.VIGENTE,),
        final=(DotacaoStatus.ENCERRADA,),
        sheet=SHEET,
    )
)
