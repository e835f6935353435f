"""How people ask for what concerns the help, in plain words. The notation: docs/entender.md."""

HELP = (
    "? ajuda|ajudar|socorro por_favor|aqui|comigo? => ajuda",
    "? me ajudar|ajuda|socorre => ajuda",
    "? o_que voce faz|sabe_fazer|pode_fazer|consegue => ajuda",
    (
        "? como|como_que|de_que_jeito eu? fazer|faco|dou|registro|dar|passo|mando|crio|peco|abro "
        "dar|criar|passar|fazer|abrir? {pedido} => ajuda {pedido}"
    ),
)
