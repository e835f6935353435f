"""How people ask for what concerns the day, in plain words. The notation: docs/entender.md."""

AGENDA = (
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
    "? meus|minhas compromissos|prazos|coisas|vencimentos {texto?} => pauta",
    "? como estamos|estamos_indo|vamos|andam_as_coisas => pauta",
    "? quais os|sao? meus prazos|vencimentos => pauta",
)
