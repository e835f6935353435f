"""Ways of asking: their calendar on the phone. The notation: docs/entender.md."""

PHONE = (
    (
        "? como? eu? por|colocar|mostrar|ver|quero|queria|levar|sincronizar meus|os? prazos|compromissos|vencimentos "
        "no|na|em|com celular|telefone|outlook|google|agenda_do_celular|iphone agenda|calendar|calendario? "
        "=> minha agenda no celular"
    ),
    (
        "? como? eu? por|colocar|mostrar|ver|quero|queria|sincronizar|assinar minha|a? agenda|calendario "
        "no|na|em|com celular|telefone|outlook|google|iphone => minha agenda no celular"
    ),
    "? meus prazos no|na celular|telefone|outlook|agenda|google => minha agenda no celular",
    "? desligar|parar|tirar minha|a? agenda do|no celular|telefone => minha agenda no celular desligar",
    "? trocar|mudar o|meu? endereco da|de minha? agenda => minha agenda no celular trocar",
    "?* celular|telefone|google|outlook|iphone|android agenda|prazos|compromissos|calendario|vencimentos "
    "=> minha agenda no celular",
)
