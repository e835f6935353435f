"""Ways of asking: the second factor. The notation: docs/entender.md."""

SECOND_FACTOR = (
    "? ligar|configurar|ativar|trocar|mudar o|meu? segundo_fator => segundo fator",
    "? ligar|configurar|ativar|trocar|mudar a|minha? verificacao|autenticacao em|de duas|dois "
    "etapas|fatores => segundo fator",
    "? troquei|perdi|mudei de|o|meu? celular|aparelho do|com|de|e? o? meu? segundo_fator => segundo fator",
)
