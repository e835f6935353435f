"""Ways of asking: the panel. The notation: docs/entender.md."""

PANEL = (
    "? abrir|abra|ver|mostrar|quero|acessar o|meu? painel => painel",
    "? ver|abrir|acessar isso|tudo? no navegador|computador => painel",
    (
        "?* painel|dashboard|link|navegador|computador abrir|ver|dar|mandar|entrar|acessar|link|painel|querer|$mostrar"
        " => painel"
    ),
    "?* painel|dashboard => painel",
)
