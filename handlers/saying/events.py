"""Ways of asking: the agenda. The notation: docs/entender.md."""

AGENDA = (
    "? qual|como_esta|mostrar|ver a? minha agenda hoje? => agenda",
    "? o_que tem na|minha agenda hoje? => agenda",
)
CONFIRM = ("confirmar o? pedido|compromisso {registro:numero} => confirmar {registro}",)
ASKED = ("? quais|que|ter|ha os? pedidos_de_agenda temos|abertos|sem_resposta|pendentes? => pedidos de agenda",)
FREE = ("? quando|que_horas {quem} podem|pode {texto:cru} => livre {quem} {texto}",)
CANCEL = (
    "! cancelar|desmarcar a|o? reuniao|compromisso? {registro:numero} ,|porque? {texto?} "
    "=> cancelar {registro} {texto}",
)
VENUES = ("? quais|que|ter|ha os? locais cadastrados|temos|ha? => locais",)
LATE = (
    "vou|estou atrasar|atrasado|atrasada {texto:cru?} => atrasei {texto}",
    "vou chegar atrasado|atrasada {texto:cru?} => atrasei {texto}",
)
ANSWERING = (
    "? quem responde|substitui|fica|assume por|pela|pelo|no_lugar_da? {um} {texto:cru} => quem responde {um} {texto}",
)
MET = (
    "? quando|quantas_vezes nos? recebemos|atendemos a|o? {texto:cru} => encontros com {texto}",
    "? quais|que|ter os|as? encontros|audiencias ja? tivemos|houve? com a|o? {texto:cru} => encontros com {texto}",
)
PRINTED = (
    "? imprimir|gerar|fazer|mandar a|minha? agenda do_dia|de_hoje|hoje? em_pdf|impressa? => agenda em pdf",
    "? pdf da|de minha? agenda do_dia|de_hoje|hoje? => agenda em pdf",
)
