"""Ways of asking: silence for a while. The notation: docs/entender.md."""

SILENCE = (
    "nao me? mandar|enviar|chamar|avisar|incomodar|perturbar|interromper|notificar nada|mensagem|mensagens|avisos? "
    "ate {quando} => silêncio até {quando}",
    "{texto?} nao me? incomodar|perturbar|interromper|atrapalhar ate {quando} => silêncio até {quando}",
    "{texto?} me? deixar me? quieto|quieta|em_paz|em_silencio ate {quando} => silêncio até {quando}",
    "modo|ficar|quero|ativar|ligar|por|entrar em? quieto|quieta|calado|silencio|silencioso|modo_silencioso ate? "
    "{quando} => silêncio até {quando}",
    "sair|tirar|remover|acabar|encerrar|desligar|terminar|desativar o|do? silencio|modo_silencioso => silêncio fim",
    "pode voltar|mandar a? avisos|mensagens|me? avisar? de_novo|normalmente => silêncio fim",
    "fim|final do silencio => silêncio fim",
    "? estou em silencio => silêncio",
    (
        "*"
        " sossego|paz|silencio|silenciar|mudo|quieto|nao_perturbe|nao_perturbar|foco|nao_mandar"
        "|nao_me_mandar|nao_avisar"
        " ate|as|hoje|reuniao|agora|fim_de_semana|nada|mensagem|mensagens|incomodar? {quando} => silêncio até {quando}"
    ),
    "* sossego|silencio|silenciar|nao_perturbe|nao_perturbar => silêncio",
)
