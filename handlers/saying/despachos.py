"""Ways of asking: despachos. The notation: docs/entender.md."""

TAKE = (
    "! levar|subir|submeter {registro:unico} para|a|ao? prefeita|prefeito|despacho|mesa|decisao da|do? prefeita"
    "|prefeito? {texto?} => levar {registro} a despacho: {texto}",
    "! levar|mandar|por a|para|pra|na? despacho|pilha {registro:numero} => levar {registro} a despacho",
    "! levar|mandar|por o|a? {registro:numero} a|para|pra|na despacho|pilha => levar {registro} a despacho",
    (
        "* sobe|levar|subir|mandar|submeter|por|colocar|encaminhar prefeita|prefeito|despacho|decidir"
        "|decisao|pilha|mesa {registro} => levar {registro} a despacho"
    ),
)
PILE = (
    "? quais|que|ter|ha|mostrar|ver|cade os|meus|a? despachos|pilha pendentes|hoje|de_hoje|da_prefeita? => despachos",
    "? o_que ter|ha|esta|tem? na|para|pra a|minha? pilha|despacho hoje? => despachos",
    "? o_que eu? tenho|preciso que|de? despachar hoje? => despachos",
    (
        "?* despacho|despachos|despachar|pilha|canetada"
        " ter|qual|quais|$mostrar|hoje|esperar|falta|pendente|pendentes|prefeita|prefeito|mesa => despachos"
    ),
    "?* despacho|despachos|pilha => despachos",
    "? o_que ter|ha|tenho|falta|esta para? eu? despachar hoje? => despachos",
)
GRANT = (
    "! defiro|deferir|autorizo|deferido o|a? {registro:unico} => deferir {registro}",
    "! deferir|autorizar o|a? {registro:numero} => deferir {registro}",
    "! estar deferido o|a? {registro:numero} => deferir {registro}",
    "* deferir|autorizar|aprovar|liberar|concordar {registro} => deferir {registro}",
    "* deferir|deferido|defiro {registro?} => deferir {registro}",
)
DENY = (
    "! indefiro|indeferir|indeferido o|a? {registro:unico} ,|porque|por|: {texto} => indeferir {registro} {texto}",
    "! indeferir|negar o|a? {registro:numero} ,|porque|por? {texto} => indeferir {registro} {texto}",
    "* nao_autorizo|nao_autorizar|nao_aprovo|nao_concordo|indeferir|negar|rejeitar {registro?} {texto?}"
    " => indeferir {registro} {texto}",
)
GIVE_BACK = (
    "! devolver o despacho do|da|de? {registro:numero} ,|porque? {texto} => devolver despacho {registro} {texto}",
    (
        "* devolver despacho|pilha|quem_mandou|falta|incompleto {registro?} {texto?} => devolver despacho {registro}"
        " {texto}"
    ),
)
TALK = (
    "! falar|mandar|pedir|dizer para? {um} vir|me|procurar|falar|conversar procurar|comigo|falar? comigo? "
    "sobre {registro:unico} => falar comigo {registro}",
    "! quero falar|conversar antes sobre? o|a? {registro:numero} => falar comigo {registro}",
    "* falar|conversar|discutir|ver antes|comigo|pessoalmente|despacho|decidir {registro} => falar comigo {registro}",
)
SHOW = (
    "? qual|mostrar|ver|cade|o_que_foi|foi o? despacho|decidido de|em|no|na? {registro:numero} => despacho {registro}",
    "? o_que a? prefeita|prefeito decidiu|despachou sobre|em|no|na|do|da? {registro:numero} => despacho {registro}",
    (
        "?* despacho|despachou|despacharam|decidir|deferiu|indeferiu que|qual|como|prefeita|prefeito|ja|foi {registro?}"
        " => despacho {registro}"
    ),
)

PUT_OFF = (
    (
        "* deixar|adiar|empurrar|jogar|ver|decidir despacho|depois|decisao|pilha {registro?} {quando} => adiar despacho"
        " {registro} {quando}"
    ),
)

TAKE_BACK = ("* retirar|tirar|recolher pilha|despacho|despachos {registro?} => retirar despacho {registro}",)

HAND_ON = (
    (
        "* passar|mandar|encaminhar|repassar despacho|decisao|decidido {um} {registro?} => passar despacho {registro}"
        " {um}"
    ),
)
DELEGATE = (
    "! deixar|passar a_decisao|o_despacho do|da|de? {registro:numero} com|para {um} {texto?} "
    "=> delegar despacho {registro} {um} {texto}",
)
