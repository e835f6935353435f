"""Ways of asking: who owes what and who carries how much. The notation: docs/entender.md."""

OWES = (
    "? mostrar|ver|quero_ver as|tudo|o? coisas|coisa|tudo da|do|de|com {um} => deve {um}",
    "? o_que|quanto {um} estar|ter|anda devendo|deve|atrasado => deve {um}",
    "? o_que {um} me|nos|para_mim? deve|devem|devendo => deve {um}",
    "? {um} estar|ter|anda devendo alguma|algo|muita|o_que? coisa? => deve {um}",
    "? {um} deve|devem alguma|algo|muita|o_que coisa? => deve {um}",
    "? pendentes|pendencias|pendencia {um} => deve {um}",
    "? o_que {um} deixou de? entregar|cumprir|fazer|responder|mandar => deve {um}",
    "? o_que {um} nao entregou|cumpriu|fez|fizeram|entregaram|respondeu {texto?} => deve {um}",
    "?* {um} $atrasado|faltar|pendente|pendencia|pendencias|nao_entregou|nao_entregar|nao_fazer => deve {um}",
)

_LOADED = (
    "sobrecarregado|sobrecarregada|atolado|atolada|atarefado|atarefada|enrolado|enrolada|lotado|lotada|afogado|afogada"
    "|cheio|cheia|ocupado|ocupada|apertado|apertada|folgado|folgada|livre|tranquilo|disponivel"
)

WORKLOAD = (
    "? quem estar|anda mais|muito|menos apertado|apertada|sobrecarregado|atolado|cheio|folgado|ocupado|livre "
    "hoje|semana|esta_semana|essa_semana|agora => carga",
    f"? quem estar|anda mais|muito|menos? {_LOADED} de_trabalho|coisa|servico? => carga",
    f"? quem estar|anda mais|muito|menos? {_LOADED} no|na {{orgao}} => carga {{orgao}}",
    "? quem estar|anda com mais|menos|muita|pouca coisa|coisas|tarefas|trabalho|servico nas|na|em? "
    "costas|mao|maos? => carga",
    "? quem tem|ter|esta_com mais|menos|muita|pouca coisa|coisas|tarefas|tarefa|trabalho|servico "
    "mao|hoje|agora? hoje? => carga",
    "? como estar|anda|vai carga|volume trabalho? => carga",
    "? como estar|anda|vai carga|volume|trabalho do|da|de|no|na {orgao} => carga {orgao}",
    "? carga|volume de_trabalho? do|da|de|no|na {orgao} => carga {orgao}",
    "? quantas|quantos tarefas|coisas|pendencias cada secretaria|orgao|um|pessoa|setor|equipe tem|ter aberta"
    "|abertas? => carga",
    "? quantas|quantos tarefas|coisas|pendencias {orgao} tem|ter aberta|abertas|em_aberto? => carga {orgao}",
    "? quanta|quanto|quantas|muita coisa|trabalho|tarefa|tarefas|servico ter|tem|esta_com {orgao} => carga {orgao}",
    "? como estar|anda|vai {orgao} hoje|agora? => carga {orgao}",
    "? quanta|quanto coisa|trabalho|tarefa|servico {orgao} ter|tem => carga {orgao}",
    "? {um} aguenta|suporta|da_conta|consegue|tem_folga|pode_pegar mais {texto} => tarefas {um}",
    "?* $carga quem|como|mostrar|ver|quanto|quanta|qual|quantas|equipe|secretaria|secretarias|setor => carga",
    f"?* {_LOADED}|carregado|carregada {{orgao}} => carga {{orgao}}",
    "?* $carga {orgao} quem|como|$mostrar|quanto|quanta|qual|quantas|equipe|pessoal => carga {orgao}",
    "?* dever|devendo|atolado|sobrecarregado mais|menos|quem|pior => carga",
)

WEEK = (
    "? mandar|fazer|passar|gerar|quero|mostrar|ver|me resumo|balanco|apanhado|panorama"
    "|retrospecto semana => resumo da semana",
    "? resumo|balanco|apanhado|panorama|retrospecto {orgao} semana|esta_semana|essa_semana"
    "|nesta_semana => resumo da semana {orgao}",
    "? resumir semana da|do|de|na|no {orgao} => resumo da semana {orgao}",
    "? resumo|balanco|apanhado|panorama da|do {orgao} => resumo da semana {orgao}",
    "? resumo|balanco|apanhado|panorama da_semana|semanal|semana {orgao} => resumo da semana {orgao}",
    (
        "? fazer|mandar|quero|me resumo|balanco|apanhado que? {orgao} entregou|fez|cumpriu|andou|produziu? "
        "semana|essa_semana|esta_semana|nesta_semana? => resumo da semana {orgao}"
    ),
    "? o_que saiu|andou|foi_feito|aconteceu|travou|entregamos e? o_que? travou|parou|atrasou"
    "|ficou? semana|essa_semana|esta_semana|nesta_semana|na_semana {texto?} => resumo da semana",
    "? o_que saiu|andou|foi_feito|aconteceu|travou e? o_que? travou|parou|atrasou|ficou? de|desde {data} para_ca? => "
    "resumo da semana",
    "? como foi|esta_sendo|anda|fechou semana => resumo da semana",
    "? {orgao} entregou|fez|cumpriu|produziu|andou o_que semana|essa_semana|esta_semana|nesta_semana? => "
    "resumo da semana {orgao}",
    (
        "? o_que {orgao} entregou|fez|cumpriu|produziu semana|essa_semana|esta_semana|nesta_semana "
        "=> resumo da semana {orgao}"
    ),
    "? o_que rolou|aconteceu|deu|teve semana|essa_semana|esta_semana|nesta_semana => resumo da semana",
    "? como foi|esta_sendo|anda|fechou semana na|no|da|do|em {orgao} => resumo da semana {orgao}",
    "?* $semana semana|semanal|dias|ultimos|resumo|balanco|panorama|apanhado|retrospecto => resumo da semana",
    "?* $semana {orgao} => resumo da semana {orgao}",
)
