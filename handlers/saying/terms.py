"""Ways of asking: terms and days. The notation: docs/entender.md."""

TERM = (
    ("? qual|quanto|quais e? prazo|tempo|temos|tenho legal|temos|tenho? responder? {regra} => prazo {regra}"),
    (
        "? ate_quando|ate_que_dia posso|podemos|tenho|tem|devo|temos_que? "
        "responder|mandar|enviar|entregar? {regra} => prazo {regra}"
    ),
    (
        "? {regra} ate_quando|ate_que_dia|vence_quando|vence|quando|que_dia|quanto_tempo|qual_o_prazo "
        "vence|vencem|posso|respondo|tenho|sao|e|temos|devo|quando|termina|acaba? "
        "responder|informacoes|prazo|quando|sancionar|vetar|decidir? => prazo {regra}"
    ),
    "? quando|ate_quando|que_dia|em_que_dia da|vence|vencer|cai|vencem|termina|acaba {contagem} => prazo {contagem}",
    "? quando|ate_quando|que_dia vence|vencer|cai|termina|acaba prazo|tempo? {regra} => prazo {regra}",
    "? vence|vencem|termina|acaba quando|que_dia {regra} => prazo {regra}",
    "? prazo para|de|do|da {regra} => prazo {regra}",
    "? {contagem} da|cai|vence|e|termina|acaba que_dia|quando|em_que_dia|qual_dia => prazo {contagem}",
    "? {contagem} vence|termina|cai quando|que_dia => prazo {contagem}",
    "? {n} dias|horas|semanas|meses {contagem} => prazo {contagem}",
    "? {n} a_partir|contado|contados|contando {contagem} => prazo {contagem}",
    "?* quais|que|o_que|$mostrar|lista|relacao mandar|entregar|exigir|obrigacao|obrigacoes|prazos|prazo"
    "|regras|regra {conjunto} => regras {conjunto}",
    "?* $prazo {regra} => prazo {regra}",
    "?* dias|dia|horas|semanas|meses $contar {contagem} => prazo {contagem}",
)

RULES = (
    (
        "? quais|que sao|os|as? prazos|regras nos? temos|tem|ha|sao|existem|valem? com|do|da|para|na|no? "
        "{conjunto} => regras {conjunto}"
    ),
)

BUSINESS_DAYS = (
    (
        "? quantos|quanto dias uteis|de_trabalho|util tem|faltam|ha|sao|temos|da? ate|para|entre|de? "
        "{dias} => dias úteis {dias}"
    ),
    "? {dias} da|sao|tem|tera quantos|quanto dias uteis|de_trabalho => dias úteis {dias}",
    "? {dias} e dia util => dias úteis {dias}",
    "? dias_uteis|dia_util faltam|tem|ha|ate|para? {dias} => dias úteis {dias}",
    "?* $dia_util {dias} => dias úteis {dias}",
)

HOLIDAYS = (
    "? que_dia|quando|em_que_dia e|cai|sera|vai_ser carnaval|pascoa|natal|corpus|finados|tiradentes|proclamacao|paixao "
    "do|de {mes} => feriados {mes}",
    (
        "? quais|quando|qual|ter|ha|lista|listar|que|mostrar? tem|os|sao|algum|e|o|ha|dias? proximo? "
        "feriados|feriado em|de|do|no|ha? {mes} => feriados {mes}"
    ),
    "? {mes} e|foi|sera|vai_ser|cai feriado|ponto_facultativo|quando {texto?} => feriados {mes}",
    "? qual|quando e|o|sera? {mes} feriado {texto?} => feriados {mes}",
    "?* $feriado {mes} => feriados {mes}",
    "?* feriado|feriados|facultativo => feriados",
)
