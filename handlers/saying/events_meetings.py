"""Ways of asking: meetings. The notation: docs/entender.md."""

CONVENE = (
    "! marcar|agendar|convocar|chamar uma? reuniao com|de|do? {quem} {texto:hora} => reunião {quem} {texto}",
    "! marcar|agendar|convocar uma? reuniao {texto:hora} com {quem} => reunião {quem} {texto}",
    "! reuniao com|de|do {quem} {texto:hora} => reunião {quem} {texto}",
    "! reservar sala|salao|auditorio do|da? {texto:hora} reuniao com {quem} sobre {nota} "
    "=> reunião {quem} {texto}: {nota}",
    "! convocar|chamar {quem} para uma? reuniao {texto:hora} => reunião {quem} {texto}",
)
CONFIRM = (
    "confirmar presenca|participacao em|na|no {registro:numero} => confirmo {registro}",
    "vou|estarei na|no|em {registro:numero} => confirmo {registro}",
)
DECLINE = ("nao posso ir|comparecer|estar na|no|em|a {registro:numero} => não posso {registro}",)
LISTED = (
    "? quais|que|ter|ha|quando_e a|as? reunioes|reuniao marcadas|proximas|temos|esta_semana? => reuniões",
    "? quais as? proximas reunioes => reuniões",
)
ITEMS = ("? qual|mostrar|ver a? pauta da? {registro:numero} => pauta {registro}",)
OPEN = (
    "? o_que foi? decidido|combinado|deliberado na|nas|em? ultima|ultimas? reuniao|reunioes e? o_que? "
    "estar? aberto|aberta|pendente|falta? => deliberações abertas",
    "? o_que a|as? reuniao|reunioes decidiu|decidiram que? ainda? nao foi_feito|foi_cumprido? => deliberações abertas",
    "? o_que decidimos nas? ultimas? reunioes => deliberações abertas",
)
ATA = ("? mostrar|ver|cade|como_esta a? ata da? {registro:numero} => ata {registro}",)
