"""Convênios as the rest of the house knows them."""

from models import subjects
from models.convenios.dates import OTHER_SIDE
from models.convenios.imports import give, load
from models.convenios.official import COLUMNS
from models.convenios.rules import follows_all
from models.convenios.tables import Convenio, Fase, Prazo
from models.escalation import CALENDAR_DAYS, CHEFIA, OWNER, EscalationPolicy, days
from models.sheets import BulkSheet, Option
from models.subjects import DeadlineKind, Series, Subject

VIGENCIA, ASSINATURA = "vigencia", "assinatura_aditivo"
_OPTIONS = (
    Option("orgao", "SIGLA", "o órgão que executa os convênios novos do arquivo", in_chat=True),
    Option("propostas", "ARQUIVO", "o siconv_proposta.csv, para ficar só com os do município"),
    Option("cnpj", "CNPJ", "o CNPJ do município (vários, separados por vírgula), com --propostas"),
)

SUBJECT = subjects.declare(
    Subject(
        model=Convenio,
        one="convênio",
        many="convênios",
        rank=50,
        series=(Series("CV", ("convênio",), of_outside=True),),
        states={"em contas": (Fase.CONTAS,), "encerrados": (Fase.ENCERRADO,), "com problema": (Fase.PROBLEMA,)},
        active=tuple(each for each in Fase if each != Fase.ENCERRADO),
        final=(Fase.ENCERRADO,),
        dates=(
            DeadlineKind(Prazo.VIGENCIA, "fim da vigência de", ladder=VIGENCIA),
            DeadlineKind(Prazo.ADITIVO, "último dia para pedir aditivo de"),
            DeadlineKind(Prazo.ASSINATURA, "assinatura do aditivo de", ladder=ASSINATURA, runs_for=OTHER_SIDE),
            DeadlineKind(Prazo.SUSPENSIVA, "cláusula suspensiva de"),
            DeadlineKind(Prazo.CONTAS, "prestação de contas de"),
            DeadlineKind(Prazo.SALDO, "devolução do saldo de"),
            DeadlineKind(Prazo.RELATORIO, "relatório de gestão de"),
            DeadlineKind(Prazo.RESSARCIMENTO, "ressarcimento de"),
            DeadlineKind(Prazo.PLANO, "registro no Transferegov de"),
        ),
        ladders=(
            EscalationPolicy(
                VIGENCIA,
                "fim da vigência de convênios",
                (
                    *(days(-n, "09:00", OWNER) for n in (60, 40, 20, 10, 5)),
                    days(-10, "09:05", CHEFIA),
                    days(0, "09:05", CHEFIA),
                ),
                shown="vigência",
            ),
            EscalationPolicy(
                ASSINATURA,
                "assinatura de aditivos de convênios",
                (
                    days(-5, "09:00", OWNER),
                    days(-1, "09:00", OWNER),
                    days(-30, "09:05", CHEFIA, daily=True, unit=CALENDAR_DAYS),
                ),
                shown="assinatura de aditivo",
            ),
        ),
        sheet=BulkSheet(COLUMNS, load, give, _OPTIONS, may=follows_all),
    )
)
