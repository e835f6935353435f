"""Ways of saying where a file belongs, in plain words. The notation: docs/entender.md."""

ATTACH = ("anexar|guardar|juntar|por|colocar|salvar isso|isto|arquivo|foto|documento? na|no|em|a|ao {registro:numero}",)

KEPT = ("? o_que|quais esta|ficou|ficaram|arquivos|fotos? guardado|guardados|guardada|guardadas",)
