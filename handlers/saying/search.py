"""Ways of asking: looking up. The notation: docs/entender.md."""

FIND = (
    "? tudo|o_que sobre|tem_sobre|temos_sobre|existe_sobre {texto} => buscar {texto}",
    "? procurar|buscar|pesquisar|achar tudo|coisas|o_que_ha sobre|que_fala|que_trata"
    "|que_falam? {texto} => buscar {texto}",
    "? quero|querer|me ver|achar|saber|mostrar|trazer|traz tudo|o_que|algo|documentos "
    "sobre|que_fala|que_falam|que_trata|que_tem|tem de|sobre|da|do|com? {texto} => buscar {texto}",
    "? ter|ha|existe alguma_coisa|algo|alguma|algum|documento coisa|documento? sobre|falando {texto} => buscar {texto}",
    "? procurar|buscar|pesquisar|achar|localizar|encontrar {texto:sem_hora} => buscar {texto}",
    "? como estar|anda|vai|ficou {assunto} => buscar {assunto}",
    "? saber|novidade|novidades|noticia|noticias da|do|de|sobre|das|dos {assunto} => buscar {assunto}",
    "? cade|com_quem_ficou|com_quem_esta|onde_esta {assunto} => buscar {assunto}",
    "? {assunto} com_quem_ficou|com_quem_esta|onde_esta => buscar {assunto}",
    "? em_que_pe|a_quantas estar|anda|andam {assunto} => buscar {assunto}",
)
