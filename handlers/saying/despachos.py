"""Ways of asking: despachos. The notation: docs/entender.md."""

TAKE = (
    "! levar|mandar|por a|para|pra|na? despacho|pilha {registro:numero} => levar {registro} a despacho",
    "! levar|mandar|por o|a? {registro:numero} a|para|pra|na despacho|pilha => levar {registro} a despacho",
)
PILE = (
    "? quais|que|ter|ha|mostrar|ver|cade os|meus|a? despachos|pilha pendentes|hoje|de_hoje|da_prefeita? => despachos",
    "? o_que ter|ha|esta|tem? na|para|pra a|minha? pilha|despacho hoje? => despachos",
    "? o_que eu? tenho|preciso que|de? despachar hoje? => despachos",
)
GRANT = (
    "! deferir|autorizar o|a? {registro:numero} => deferir {registro}",
    "! estar deferido o|a? {registro:numero} => deferir {registro}",
)
DENY = ("! indeferir|negar o|a? {registro:numero} ,|porque|por? {texto} => indeferir {registro} {texto}",)
GIVE_BACK = (
    "! devolver o despacho do|da|de? {registro:numero} ,|porque? {texto} => devolver despacho {registro} {texto}",
)
TALK = ("! quero falar|conversar antes sobre? o|a? {registro:numero} => falar comigo {registro}",)
SHOW = (
    "? qual|mostrar|ver|cade|o_que_foi|foi o? despacho|decidido de|em|no|na? {registro:numero} => despacho {registro}",
    "? o_que a? prefeita|prefeito decidiu|despachou sobre|em|no|na|do|da? {registro:numero} => despacho {registro}",
)
DELEGATE = (
    "! deixar|passar a_decisao|o_despacho do|da|de? {registro:numero} com|para {um} {texto?} "
    "=> delegar despacho {registro} {um} {texto}",
)
