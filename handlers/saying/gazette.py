"""Ways of asking: the official diary. The notation: docs/entender.md."""

INBOX = (
    "? publicar|sair|ter algo|alguma_coisa|novidade|alguma|coisa coisa|nova|novo? em|no diario oficial? "
    "hoje|ontem|semana? => diário",
    "? o_que|que|quais ha|tem|saiu|saiu_de|publicacoes novo|novas? no|do diario oficial? hoje? => diário",
    "? saiu algo|alguma_coisa no diario oficial? hoje? => diário",
    (
        "?* diario|diario_oficial|publicado|publicacao|publicacoes|dom"
        " sair|saiu|novo|hoje|ter|ver|achar|quais|$mostrar|lei|ontem|semana => diário"
    ),
    "?* diario => diário",
)

WATCH = (
    "! ficar|ficar_de olho de_olho? no? diario oficial? por|em|para {texto} => vigiar {texto}",
    "! vigiar|monitorar no? diario oficial? {texto} => vigiar {texto}",
    "! me? avisar|avisa se|quando sair|aparecer {texto} no diario oficial? => vigiar {texto}",
    (
        "* vigiar|monitorar|ficar_de_olho|avisar|acompanhar|saber|alertar diario|publicado|publicar|publicacao|sair|dom"
        " sobre|licitacao|lei|tudo|que? => vigiar"
    ),
)

WATCHES = ("? o_que|que|quais palavras|termos? vigiamos|vigia|estamos_vigiando no? diario? oficial? => vigílias",)
