"""Ways of asking: the day. The notation: docs/entender.md."""

AGENDA = (
    "? hoje|amanha ter|vencer o? que => pauta",
    (
        "? o_que eu? tenho|ter|vence|vencer|preciso_fazer|faco|ha "
        "hoje|esta_semana|essa_semana|amanha|agora|nesta_semana|nessa_semana => pauta"
    ),
    "? o_que vence|vencer|cai|tem hoje|esta_semana|essa_semana|amanha|nesta_semana|nessa_semana => pauta",
    "? resumir|mostrar|ver|passar|mandar|abrir|manda o|a|meu|minha? dia|pauta|agenda_do_dia|prazos => pauta",
    "? como esta|estao|anda meu dia|minha_semana|minha_pauta => pauta",
    (
        "? ter|existe|ha|tenho alguma|algo|coisa? coisa|algo|prazo|tarefa? minha|meu|comigo "
        "atrasada|atrasado|vencida|vencido|pendente => pauta"
    ),
    "? tenho algo|alguma|coisa? coisa? atrasada|atrasado|vencida|vencido|pendente => pauta",
    "? meus|minhas prazos|coisas|vencimentos {texto?} => pauta",
    "? como estamos|estamos_indo|vamos|andam_as_coisas => pauta",
    "? quais os|sao? meus prazos|vencimentos => pauta",
    (
        "? ter|ha|chegou|existe|sobrou alguma_coisa|algo|novidade|coisa|trabalho|alguma_novidade nova? "
        "para mim|hoje|fazer hoje? => pauta"
    ),
    "? o_que eu? faco|fazer|devo_fazer|tenho_que_fazer|sobra|sobrou|falta para? mim? hoje|agora? => pauta",
    "? o_que chegou|sobrou|entrou|caiu|tem de_novo|novo? para mim hoje? => pauta",
    "? por_onde comecar|comeco|eu_comeco hoje? => pauta",
    "?* $tarefa $periodo qual|quais|o_que|que|ter|ha|$mostrar|programacao => pauta",
    "?* $meu $tarefa|fazendo|$fazendo|coisa $periodo? => pauta",
    "?* $meu $periodo $fazendo|esperar|aguardar|pegar|prioridade|agenda|programado? => pauta",
    "?* $meu pegar|esperar|aguardar|pela_frente|para_hoje|programado => pauta",
    "?* urgente|urgencia|prioridade|importante tenho|ter|meu|minha|hoje|primeiro => pauta",
)
