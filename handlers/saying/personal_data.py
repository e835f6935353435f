"""Ways of asking about one's own personal data. The notation: docs/entender.md."""

MINE = (
    "! que|quais dados voce_guarda|guarda|guardam|tem de|sobre mim => meus dados",
    "! exportar|baixar meus dados => meus dados",
)

ERASE = ("! excluir|eliminar|remover meus dados => apagar meus dados",)

OFFICER = ("! quem e o encarregado|dpo => encarregado",)

VIEWS = (
    "! quem abriu|viu|acessou {texto} => acessos {texto}",
    (
        "?* acessou|acessaram|abriu|viu|consultou|acessos|acesso quem|quais|registros?"
        " sigiloso|sigilosos|secreto|secretos|restrito|restritos => acessos"
    ),
)
