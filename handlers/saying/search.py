"""How people ask for what concerns looking up, in plain words. The notation: docs/entender.md."""

FIND = (
    "? tudo|o_que sobre|tem_sobre|temos_sobre|existe_sobre {texto} => buscar {texto}",
    "? procurar|buscar|pesquisar|achar tudo|coisas|o_que_ha sobre|que_fala|que_trata"
    "|que_falam? {texto} => buscar {texto}",
    "? como estar|anda|vai|ficou {assunto} => buscar {assunto}",
    "? cade|com_quem_ficou|com_quem_esta|onde_esta {assunto} => buscar {assunto}",
    "? {assunto} com_quem_ficou|com_quem_esta|onde_esta => buscar {assunto}",
)
