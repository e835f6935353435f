"""Ways of asking: paper. The notation: docs/entender.md."""

PDF = (
    (
        "? mandar|gerar|fazer|enviar|querer|imprimir|baixar|exportar o|um? pdf|papel da|do|de {registro:numero} "
        "=> pdf {registro}"
    ),
    "? mandar|gerar|enviar|querer|imprimir|baixar|exportar a|o? {registro:numero} em|no pdf => pdf {registro}",
    "?* $papel {registro} => pdf {registro}",
    "?* $papel processo|oficio|ordem|tarefa|documento|requerimento|ata? {registro} => pdf {registro}",
)

AGENDA = (
    "? dar|da|mandar|gerar|fazer|enviar|querer|imprimir|baixar me? a|minha? pauta|agenda em|no pdf => pauta em pdf",
    "?* $papel pauta => pauta em pdf",
)

EXTRACT = (
    (
        "? tirar|emitir|fazer|gerar|mandar|querer|precisar? a|uma|o|um? certidao|extrato de? ciencia|cumprimento? "
        "da|do|de {registro:numero} => certidão {registro}"
    ),
    "?* certidao|extrato|comprovante|comprovacao|atestar|declaracao {registro} => certidão {registro}",
)

CHECK = (
    "? conferir|verificar|validar o? codigo|documento {texto} => conferir {texto}",
    (
        "?* conferir|verificar|validar|autentico|autenticidade|falso|verdadeiro|confere"
        " codigo|documento|pdf|certidao|papel => conferir"
    ),
)

HISTORY = ("?* historico $papel {registro} => histórico em pdf {registro}",)
