"""Ways of asking: the agenda. The notation: docs/entender.md."""

AGENDA = (
    "? qual|como_esta|mostrar|ver a? minha agenda hoje? => agenda",
    "? o_que tem na|minha agenda hoje? => agenda",
)
CONFIRM = ("confirmar o? pedido|compromisso {registro:numero} => confirmar {registro}",)
ASKED = ("? quais|que|ter|ha os? pedidos_de_agenda temos|abertos|sem_resposta|pendentes? => pedidos de agenda",)
FREE = ("? quando {quem} podem|pode {texto} => livre {quem} {texto}",)
CANCEL = (
    "! cancelar|desmarcar a|o? reuniao|compromisso? {registro:numero} ,|porque? {texto?} "
    "=> cancelar {registro} {texto}",
)
VENUES = ("? quais|que|ter|ha os? locais cadastrados|temos|ha? => locais",)
