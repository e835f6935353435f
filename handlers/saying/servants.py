"""Ways of asking: what is written about servants. The notation: docs/entender.md."""

LISTED = ("? quais|listar|mostrar|ver os? elogios => elogios",)

OWN = ("? como eu? estou|ando|vou com|nos|de meus|os? prazos => meu desempenho",)
