"""Commands about records of any kind."""

from tests.permissions import APPROVERS, BUT_READERS, CABINET, Row, everywhere

_ASKED = ("bruno: adiar T-2 até 10/12 falta um dado",)
_SECRET = ('davi: expediente novo ofício "Sindicância" nível restrito',)
_NEW = ("davi: tarefa @bruno fazer o inventário",)
ROWS = (
    everywhere("ver", "ver T-1", about="*"),
    everywhere("histórico", "histórico T-1", about="*"),
    Row("comentar", "comentar T-1 falta pouco", BUT_READERS, f"{BUT_READERS} controle", BUT_READERS, about="*"),
    Row("acompanhar", "acompanhar T-1", BUT_READERS, f"{BUT_READERS} controle", BUT_READERS, about="*"),
    Row("vincular", "vincular T-1 a PROT-1/2026-GP", BUT_READERS, f"{BUT_READERS} controle", BUT_READERS, about="*"),
    Row("liberar", "liberar PROT-2/2026-GP @edna", CABINET, CABINET, APPROVERS, about="*", before=_SECRET),
    Row(
        "restringir",
        "restringir T-3 tem nomes",
        CABINET,
        CABINET,
        APPROVERS,
        about="*",
        before=_NEW,
        note="quem registrou",
    ),
    Row("conceder", "conceder T-2", APPROVERS, APPROVERS, APPROVERS, about="*", before=_ASKED),
    Row("recusar", "recusar T-2 não dá", APPROVERS, APPROVERS, APPROVERS, about="*", before=_ASKED),
    Row("lembrar", "lembrar T-1 quinta 9h", "secretario servidor", "secretario servidor", "", about="*"),
)
