"""Ways of asking: the report of the week. The notation: docs/entender.md."""

REPORT = (
    "? o_que mudou|aconteceu na_semana_passada => relatório da semana",
    "? mostrar|ver|fazer|quero o? relatorio_da_semana => relatório da semana",
    "?* relatorio|relatorios semana|semanal|pdf|mostrar|semana_passada|$mostrar|quais|mudou? => relatório da semana",
    "?* relatorio|relatorios => relatório da semana",
)
