"""Ways of asking: meetings. The notation: docs/entender.md."""

ON_PAPER = (
    "quero|fazer|imprimir|mandar a? convocacao da? reuniao? {registro:numero} => convocação em pdf {registro}",
    "! convocacao da? reuniao? {registro:numero} em_pdf|pdf|no_papel => convocação em pdf {registro}",
)
ABSTAINED = (
    "! {quem} se_absteve|absteve|nao_votou na|no|em {registro:numero} {texto} => abstenção {registro} {quem} {texto}",
)
CORRECT = (
    "! corrigir|retificar a? ata da|do|de? reuniao? {registro:numero} {texto?} => retificar ata {registro} {texto}",
)
APPROVE_AGAIN = ("! aprovar|aprovo a? retificacao da|do|de ata? {registro:numero} => aprovar retificação {registro}",)
CONVENE = (
    "! marcar|agendar|convocar|chamar uma? reuniao com|de|do? {quem} {texto:hora} => reunião {quem} {texto}",
    "! marcar|agendar|convocar uma? reuniao {texto:hora} com {quem} => reunião {quem} {texto}",
    "! reuniao com|de|do {quem} {texto:hora} => reunião {quem} {texto}",
    "! reservar sala|salao|auditorio do|da? {texto:hora} reuniao com {quem} sobre {nota} "
    "=> reunião {quem} {texto}: {nota}",
    "! convocar|chamar {quem} para uma? reuniao {texto:hora} => reunião {quem} {texto}",
    (
        "* reuniao|reunir|encontro marcar|agendar|convocar|chamar|fazer|precisar|querer|todos|amanha {quem} => reunião"
        " {quem} {linha}"
    ),
    "reuniao com|de|do {quem} {texto} => reunião {quem} {texto}",
    "* reuniao|reunir marcar|agendar|convocar|chamar => reunião {linha}",
    "! convocar|reunir|chamar {quem} {texto:hora} => reunião {quem} {texto}",
)
CONFIRM = (
    "confirmar presenca|participacao em|na|no {registro:numero} => confirmo {registro}",
    "vou|estarei na|no|em {registro:numero} => confirmo {registro}",
    (
        "* confirmar|vou|estarei|comparecer presenca|reuniao|encontro|evento|audiencia|confirmado|confirmada"
        " {registro?} => confirmo {registro}"
    ),
)
DECLINE = (
    "! nao ir|poder|conseguir|dar poder|conseguir|ir? ir|comparecer|participar|estar em|na|no|a|ao|da "
    "{registro:unico} ,|porque|pois|: {texto} => não posso {registro} {texto}",
    "! nao ir|poder|conseguir|dar poder|conseguir|ir? ir|comparecer|participar|estar em|na|no|a|ao|da "
    "{registro:unico} => não posso {registro}",
    "nao posso ir|comparecer|estar na|no|em|a {registro:numero} => não posso {registro}",
    (
        "* nao_vou|nao_posso|nao_poder|nao_consigo|nao_da|faltar|impossivel|nao_dar"
        " reuniao|ir|comparecer|participar|encontro|evento {registro?} => não posso {registro}"
    ),
)
LISTED = (
    "? quais|que|ter|ha|quando_e a|as? reunioes|reuniao marcadas|proximas|temos|esta_semana? => reuniões",
    "? quais as? proximas reunioes => reuniões",
    (
        "?* reuniao|reunioes|encontro|encontros"
        " quando|quais|proxima|proximas|ter|hoje|semana|amanha|marcada|marcadas|$mostrar|qual? => reuniões"
    ),
    "?* reuniao|reunioes => reuniões",
)
ITEMS = (
    "? qual|mostrar|ver a? pauta da? {registro:numero} => pauta {registro}",
    "?* pauta|itens|assunto|assuntos reuniao|encontro qual|quais|$mostrar|proxima? {registro?} => pauta {registro}",
)
OPEN = (
    "? quais|que|lista? as? deliberacoes|deliberacao|encaminhamentos|encaminhamento que? ainda? nao "
    "cumprir|cumpriram|fazer|sair|andar|foram|resolver? cumpridos|cumpridas|feitos|feitas? => deliberações "
    "abertas",
    "? o_que foi? decidido|combinado|deliberado na|nas|em? ultima|ultimas? reuniao|reunioes e? o_que? "
    "estar? aberto|aberta|pendente|falta? => deliberações abertas",
    "? o_que a|as? reuniao|reunioes decidiu|decidiram que? ainda? nao foi_feito|foi_cumprido? => deliberações abertas",
    "? o_que decidimos nas? ultimas? reunioes => deliberações abertas",
    (
        "?* deliberacao|deliberacoes|decidir|combinar|encaminhamento|encaminhamentos|deliberar|resolver"
        " reuniao|reunioes|ultima|ultimas|encontro|cumprir|aberto|pendente|pendentes|falta"
        "|quais => deliberações abertas"
    ),
    "?* deliberacao|deliberacoes|encaminhamentos => deliberações abertas",
)
ATA = (
    "? mostrar|ver|cade|como_esta a? ata da? {registro:numero} => ata {registro}",
    "?* ata|atas reuniao|reunioes|encontro|ultima? cade|$mostrar|pronta|ver|ler|qual? {registro?} => ata {registro}",
    "?* ata|atas => ata",
)

ITEM = (
    "! por|colocar|botar|incluir|inserir|acrescentar|adicionar na|em pauta da|do|de {registro:unico} a|o|:? "
    "{texto} => item {registro} {texto}",
    (
        "* por|colocar|botar|incluir|inserir|acrescentar|adicionar pauta|item|assunto"
        " reuniao|encontro|secretariado|proxima? {registro?} => item {registro} {linha}"
    ),
)

RESERVATION = (
    (
        "* ata|ressalva|ressalvas errado|errada|ressalva|ressalvas|corrigir|erro|faltou|faltar|incompleta|discordar"
        " {registro?} => ressalva {registro}"
    ),
)

AGREES = ("* ata certa|certo|concordar|ok|boa|aprovo|correta {registro?} => aprovo ata {registro}",)

CIRCULATE = ("* ata circular|mandar|enviar|distribuir|disparar|encaminhar {registro?} => circular ata {registro}",)

APPROVE_ATA = ("* ata aprovar|fechar|homologar {registro?} => aprovar ata {registro}",)


CAME = (
    "presenca|presentes em|na|no? {registro:numero} todos|todo_mundo os? outros? vieram? => presença {registro} @todos",
    "todos|todo_mundo vieram|veio|compareceram|foram em|na|no? {registro:numero} => presença {registro} @todos",
)
LED = ("* presidir|conduzir|coordenar|preside reuniao|encontro {um} {registro?} => preside {registro} {um}",)

DELIBERATION = (
    (
        "* deliberar|ficou_decidido|decidimos|ficou_combinado|deliberacao anotar|reuniao|registrar|que {registro?} {um}"
        " => deliberação {registro} {um}"
    ),
)

SEND = (
    (
        "* mandar|enviar|ir|representar|vai|substituir reuniao|encontro|lugar|evento {um} {registro?} => mando"
        " {registro} {um}"
    ),
)
