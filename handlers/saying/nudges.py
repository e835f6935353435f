"""How people ask for news of what others owe, in plain words. The notation: docs/entender.md."""

NUDGE = (
    "cobrar|cutucar|apertar {quem} na|no|sobre|da|do|em|pela|pelo {registro:numero} => cobrar {registro} {quem}",
    "! cobrar|cutucar|dar_um_toque|apertar|pressionar {quem} sobre|na|no|da|do|a|o|pela"
    "|pelo {registro} => cobrar {registro} {quem}",
    "! reforcar|cobrar|insistir com {quem} {registro} => cobrar {registro} {quem}",
    "! cobrar|cutucar|dar_um_toque {registro:numero} de|do|da|com {quem} => cobrar {registro} {quem}",
    "cobrar|cutucar quem nao|ainda? falta|faltou|respondeu|deu|cumpriu|tomou"
    "|devendo ciencia? {registro?} => cobrar {registro}",
    "! cobrar|cutucar|apertar|dar_um_toque {um} {registro:devido?} => cobrar {registro} {um}",
    "! cobrar|cutucar noticia|resposta|retorno {registro} => cobrar {registro}",
)
