"""How people ask to be reminded of something, in plain words. The notation: docs/entender.md."""

REMIND = ("me? lembrar|avisar|lembrete me? que|de|para|pra|: {texto:prazo} => lembrar-me {texto}",)
LISTED = ("? quais|mostrar|ver|listar sao|os? meus lembretes",)
