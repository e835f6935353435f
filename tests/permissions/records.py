"""What may be asked of any record."""

from tests.permissions import APPROVERS, BUT_READERS, Row, everywhere

_ASKED = ("bruno: adiar T-2 até 10/12 falta um dado",)
ROWS = (
    everywhere("ver", "ver T-1", about="*"),
    everywhere("histórico", "histórico T-1", about="*"),
    Row("comentar", "comentar T-1 falta pouco", BUT_READERS, f"{BUT_READERS} controle", BUT_READERS, about="*"),
    Row("acompanhar", "acompanhar T-1", BUT_READERS, f"{BUT_READERS} controle", BUT_READERS, about="*"),
    Row("conceder", "conceder T-2", APPROVERS, APPROVERS, APPROVERS, about="*", before=_ASKED),
    Row("recusar", "recusar T-2 não dá", APPROVERS, APPROVERS, APPROVERS, about="*", before=_ASKED),
    Row("lembrar", "lembrar T-1 quinta 9h", "secretario servidor", "secretario servidor", "", about="*"),
)
