"""Ways of asking: to be reminded of something. The notation: docs/entender.md."""

_REMIND = "$lembrar"

REMIND = (
    "! nao me? deixar? esquecer de? {texto:momento} => lembrar-me {texto}",
    f"me? {_REMIND} me|eu? que|de|para|pra|: {{texto:momento}} => lembrar-me {{texto}}",
    f"me? {_REMIND} me? {{quando:momento}} que|de|para|pra|sobre|da|do|: {{texto}} => lembrar-me {{texto}} {{quando}}",
    f"me? {_REMIND} me|eu? {{antes}} => lembrar-me {{antes}}",
    f"me? {_REMIND} me|eu? {{quanto}} antes prazo|vencimento|data da|do|de? {{registro}} "
    "=> lembrar-me prazo da {registro} {antes_do_prazo}",
    f"me? {_REMIND} me|eu? {{quanto}} antes da|do {{registro:numero}} "
    "=> lembrar-me prazo da {registro} {antes_do_prazo}",
    f"{{texto}} ,|. me? {_REMIND} me|eu? {{antes}} => lembrar-me {{antes}}",
    f"{{quando:momento}} ,? me? {_REMIND} me? que|de|para|pra|sobre|da|do|: {{texto}} => "
    "lembrar-me {texto} {quando}",
    f"preciso|precisamos|tenho_que|tenho_de|vou {{texto:momento}} ,|;|. me? {_REMIND} me|disso|antes? => "
    f"lembrar-me {{texto}}",
    f"{{quando:momento}} preciso|tenho_que|tenho_de|vou {{texto}} ,|;|. me? {_REMIND} me|disso? => lembrar-me "
    f"{{texto}} {{quando}}",
    "nao me? deixar eu|me? esquecer que|de|da|do {texto:momento} => lembrar-me {texto}",
    "nao posso|quero|vou me? esquecer que|de|da|do {texto:momento} => lembrar-me {texto}",
    "por|criar|colocar|marcar|botar|anotar um|meu? lembrete que|de|para|pra|: {texto:momento} => lembrar-me {texto}",
    (
        "* acordar|acorda|avisar|lembrar|lembra|esquecer|despertar|alarme me|mim|amanha|hoje|nao|eu|as|dia {quando} =>"
        " lembrar-me {linha}"
    ),
)
LISTED = (
    "? quais|mostrar|ver|listar|lista sao|os|meus? lembretes eu? tenho|ter|pedi|criei|ativos? => lembretes",
    "? tenho|ter|ha algum|quais? lembrete|lembretes marcado|ativo? => lembretes",
    "? o_que eu? pedi para|pra voce? me? lembrar => lembretes",
    "?* lembretes quais|ter|$mostrar|lista|meus => lembretes",
)
