"""Ways of asking: what the town asks. The notation: docs/entender.md."""

LISTED = (
    "? o_que|quais a? comunidade|povo|cidade pediu|pede|quer => demandas da comunidade",
    "? quais|que|quantas demandas ter|ha|estar? sem_resposta => demandas sem resposta",
)

BAIRRO = (
    "? o_que o|a? bairro {texto} pediu|pede|quer|ter|tem => bairro {texto}",
    "? como estar as? demandas bairro {texto} => bairro {texto}",
)

ENTITIES = ("? quais|listar|mostrar|ver as|os? entidades|associacoes => entidades",)

ENTITY = ("? quem representa|responde_por a|o? associacao|sindicato|entidade {texto} => entidade {texto}",)

SPEAKERS = (
    "? quem|quais estar? inscrito|inscritos|inscreveu para? falar? na|da? {registro:numero} => inscritos {registro}",
)

QUESTIONS = ("? quais|que? perguntas|perguntaram ter|foram_feitas|fizeram? {registro:numero} => perguntas {registro}",)
