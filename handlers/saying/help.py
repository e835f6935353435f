"""Ways of asking: the help. The notation: docs/entender.md."""

HELP = (
    "? nao entender|entendi|saber|sei nada|como|usar|mexer|isso? => ajuda",
    "? sou novo|nova por? aqui|nisso|na_prefeitura? {texto?} => ajuda",
    "? o_que eu? da|dar|posso|podemos|consigo para? fazer|pedir|resolver por? aqui|por_aqui|com_voce|nisso"
    "|por_esse_canal => ajuda",
    "? ajuda|ajudar|socorro por_favor|aqui|comigo? => ajuda",
    "? me ajudar|ajuda|socorre => ajuda",
    "? o_que voce faz|sabe|pode|consegue fazer? por_mim|por_aqui? => ajuda",
    "? para? que|o_que? servir|adianta voce|isso|esse|este|o|aqui bot|robo|sistema|programa|gabinete|canal? => ajuda",
    (
        "? quais|que|ter|lista|listar|mostrar|ver os|sao|todos? comandos|funcoes|opcoes|recursos "
        "ter|existem|ha|voce? => ajuda"
    ),
    "? para? que voce|isso servir => ajuda",
    "? me? explicar|ensinar|mostrar? como|como_que isso|voce|aqui|o_bot? funcionar|usa|uso|usar|mexo|mexer => ajuda",
    "? como|como_que|de_que_jeito|de_que_forma|de_que_maneira|qual_o_jeito|onde eu|gente? {pedido} => ajuda {pedido}",
    (
        "? como|como_que|de_que_jeito|de_que_forma|de_que_maneira eu? fazer|faco|dou|registro|dar|passo"
        "|mando|crio|peco|abro "
        "dar|criar|passar|fazer|abrir? {pedido} => ajuda {pedido}"
    ),
    "?* $ajuda|resolver voce|aqui|isso|bot|sistema|robo|gabinete|nisso => ajuda",
)
