"""Ways of asking: demands from outside. The notation: docs/entender.md."""

DISTRIBUTE = ("distribuir {registro:numero} ,|para|a|entre? {quem} => distribuir {registro} {quem}",)
_CAME = (
    "chegou|chegaram|veio|vieram|entrou|entraram|pediu|pediram|cobra|cobrou|cobraram|quer|querem|espera|mandou|mandaram"
)
_LATELY = "hoje|ontem|semana|essa_semana|esta_semana|nesta_semana|mes|este_mes|ultimamente"
LISTED = (
    "? o_que a|o? {autoridade} estar cobrando|pedindo|esperando|querendo da|de? gente|nos? => demandas {autoridade}",
    "? o_que estar|ter|temos|ha|ficou com? o|a? {autoridade} ainda|em_aberto|aberto|pendente|parado? "
    "=> demandas {autoridade}",
    f"? o_que a|o? {{autoridade}} {_CAME} e|que ninguem|ainda|nao ainda|nao? respondeu|responderam|respondemos "
    "=> demandas {autoridade}",
    "? ter|ha|existe alguma|algum? coisa|algo|pedido atrasada|atrasado|vencida|vencido da|do|de|com {autoridade} "
    "=> demandas {autoridade} atrasadas",
    "? {autoridade} estar esperando|aguardando|cobrando alguma|algum|o_que? coisa|resposta|algo da|de? gente|nos? "
    "=> demandas {autoridade}",
    "? quais|que|lista|listar|mostrar|ter demandas|pedidos_de_fora temos|abertas|ha|existem? => demandas",
    f"? o_que|que|quais {_CAME} de_novo|novo? da|do|de {{autoridade}} {_LATELY}? => demandas {{autoridade}}",
    "? ter|ha|existe? alguma|algum requisicao|requerimento|pedido|demanda|indicacao|recomendacao da|do|de {autoridade} "
    "em_aberto|aberta|aberto|pendente|parada|parado? => demandas {autoridade}",
    f"? o_que a|o? {{autoridade}} {_CAME} de? nos|gente|novo? {_LATELY}? => demandas {{autoridade}}",
    f"? {_CAME}|ter|ha alguma|algum|algo|coisa coisa|pedido|requisicao|requerimento|nova|novo? da|do|de "
    "{autoridade} => demandas {autoridade}",
    "? alguma_coisa|algo|novidade|novidades|noticia|noticias nova|novo? da|do|de {autoridade} => demandas {autoridade}",
    "? pedidos|requerimentos|requisicoes|demandas|indicacoes da|do|de {autoridade} => demandas {autoridade}",
    "? quais|que|tem|ter|ha demandas|pedidos|requerimentos da|do|de? {autoridade} => demandas {autoridade}",
    "? quais|que|tem|ter|ha demandas|requisicoes|requerimentos|alguma? demanda? atrasadas|vencidas|atrasada => "
    "demandas atrasadas",
    "? quais|que|tem|ter|ha demandas|demanda sem distribuicao|distribuir => demandas sem distribuição",
)
WITHOUT_ANSWER = ("! encerrar {registro:numero} sem_resposta ,|: {texto} => encerrar sem resposta {registro} {texto}",)
ITEMS = ("? quais|que itens de|do|da {registro:numero} => itens {registro}",)
MISSING = ("? que|quais pecas|itens faltam|faltando? => peças faltando",)
