"""Ways of saying that a phone was lost or changed. The notation: docs/entender.md."""

_PHONE = "celular|telefone|smartphone|aparelho|iphone"
LOST = (
    f"! perder o|meu? {_PHONE} => celular perdido",
    f"! roubar|furtar|assaltar|levar o|meu? {_PHONE} => celular perdido",
    f"! meu|o {_PHONE} foi|fui? roubado|furtado|perdido|assaltado|levado => celular perdido",
    f"! meu|o {_PHONE} sumiu|desapareceu => celular perdido",
    f"! {{um}} perder o|seu? {_PHONE} => celular perdido {{um}}",
    f"! roubar|furtar|levar o? {_PHONE} de|do|da {{um}} => celular perdido {{um}}",
    f"! {{um}} ter? o|seu? {_PHONE} roubado|furtado => celular perdido {{um}}",
    f"! o? {_PHONE} de|do|da {{um}} foi? roubado|furtado|perdido|sumiu => celular perdido {{um}}",
)
CHANGED = (
    f"? trocar|mudar de|o|meu {_PHONE} => celular novo",
    f"? comprar|ganhar|estar|tenho com|um? {_PHONE} novo => celular novo",
)
