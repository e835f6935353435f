"""Ways of asking: what is written about servants. The notation: docs/entender.md."""

LISTED = ("? quais|listar|mostrar|ver os? elogios => elogios",)

OWN = ("? como eu? estou|ando|vou com|nos|de meus|os? prazos => meu desempenho",)

TEAM = ("? como estar|anda|vai minha? equipe|time {orgao?} com? prazos? => equipe {orgao}",)
