"""Ways of asking: demands from outside. The notation: docs/entender.md."""

DISTRIBUTE = ("distribuir {registro:numero} ,|para|a|entre? {quem} => distribuir {registro} {quem}",)
_CAME = (
    "chegou|chegaram|veio|vieram|entrou|entraram|pediu|pediram|cobra|cobrou|cobraram|quer|querem|espera|mandou|mandaram"
)
LISTED = (
    "? quais|que|lista|listar|mostrar|ter demandas|pedidos_de_fora temos|abertas|ha|existem? => demandas",
    f"? o_que|que|quais {_CAME} de_novo|novo? da|do|de {{autoridade}} => demandas {{autoridade}}",
    f"? o_que a|o? {{autoridade}} {_CAME} de? nos|gente|novo? => demandas {{autoridade}}",
    f"? {_CAME}|ter|ha alguma|algum|algo|coisa coisa|pedido|requisicao|requerimento|nova|novo? da|do|de "
    "{autoridade} => demandas {autoridade}",
    "? pedidos|requerimentos|requisicoes|demandas|indicacoes da|do|de {autoridade} => demandas {autoridade}",
    "? quais|que|tem|ter|ha demandas|pedidos|requerimentos da|do|de? {autoridade} => demandas {autoridade}",
    "? quais|que|tem|ter|ha demandas|requisicoes|requerimentos|alguma? demanda? atrasadas|vencidas|atrasada => "
    "demandas atrasadas",
    "? quais|que|tem|ter|ha demandas|demanda sem distribuicao|distribuir => demandas sem distribuição",
)
WITHOUT_ANSWER = ("! encerrar {registro:numero} sem_resposta ,|: {texto} => encerrar sem resposta {registro} {texto}",)
ITEMS = ("? quais|que itens de|do|da {registro:numero} => itens {registro}",)
