"""Ways of asking: the panel. The notation: docs/entender.md."""

PANEL = (
    "? abrir|abra|ver|mostrar|quero|acessar o|meu? painel => painel",
    "? ver|abrir|acessar isso|tudo? no navegador|computador => painel",
)
