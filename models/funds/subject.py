"""Funds, as the rest of the house knows them."""

from models import subjects
from models.funds.tables import Fundo, FundoStatus
from models.subjects import Series, Subject

SUBJECT = subjects.declare(
    Subject(
        model=Fundo,
        one="fundo",
        many="fundos",
        title="Fundos especiais",
        rank=64,
        series=(Series("FUNDO", (), yearly=False, of_orgao=False),),
        states={"extintos": (FundoStatus.EXTINTO,)},
        active=(FundoStatus.VIGENTE,),
        final=(FundoStatus.EXTINTO,),
    )
)
