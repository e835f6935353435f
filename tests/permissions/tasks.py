"""Tasks."""

from tests.permissions import APPROVERS, BUT_READERS, Row, everywhere

_ANYBODY = f"{BUT_READERS} controle"  # the substitute is a servidor
_HAS = "prefeito chefia secretario servidor"
_OWNS = "secretario servidor"
_GIVES = "prefeito chefia secretario"
_LIST = ("ana: tarefa @bruno preparar a sala\n- cadeiras\n- som",)
_ASKED = ("sergio: tarefa @bruno assinar a folha",)
ROWS = (
    Row("tarefa", "tarefa conferir a folha", BUT_READERS, _ANYBODY, BUT_READERS),
    everywhere("minhas", "minhas"),
    everywhere("tarefas", "tarefas"),
    Row("iniciar", "iniciar T-1", _HAS, _HAS, APPROVERS, about="task"),
    Row("concluir", "concluir T-1", _HAS, _HAS, APPROVERS, about="task"),
    Row("reabrir", "reabrir T-2 faltou", _GIVES, _GIVES, APPROVERS, about="task", before=("bruno: concluir T-2",)),
    Row("repassar", "repassar T-1 @outro.servidor", _OWNS, _OWNS, "", about="task"),
    Row("adiar", "adiar T-1 até 10/12 falta um dado", _HAS, _HAS, APPROVERS, about="task"),
    Row("cancelar", "cancelar T-1 perdeu o objeto", APPROVERS, APPROVERS, APPROVERS, about="task"),
    Row("corrigir", "corrigir T-1 prioridade urgente", APPROVERS, APPROVERS, APPROVERS, about="task"),
    Row("aceitar", "aceitar T-3", "secretario", "secretario", "", about="task", before=_ASKED),
    Row("recusar pedido", "recusar pedido T-3", "secretario", "secretario", "", about="task", before=_ASKED),
    Row("marcar", "marcar T-3 1", _GIVES, _GIVES, APPROVERS, about="task", before=_LIST),
)
