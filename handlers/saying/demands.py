"""Ways of asking: demands from outside. The notation: docs/entender.md."""

ARRIVED = ()
DISTRIBUTE = ("distribuir {registro:numero} ,|para|a|entre? {quem} => distribuir {registro} {quem}",)
INFORM = ()
LISTED = (
    "? quais|que|lista|listar|mostrar demandas|pedidos_de_fora temos|abertas|ha|existem? => demandas",
    "? o_que a|o camara|tribunal|promotoria pediu|cobra|quer => demandas",
)
WITHOUT_ANSWER = ("! encerrar {registro:numero} sem_resposta ,|: {texto} => encerrar sem resposta {registro} {texto}",)
ITEMS = ("? quais|que itens de|do|da {registro:numero} => itens {registro}",)
