"""Ways of asking: to undo what they just did. The notation: docs/entender.md."""

UNDO = (
    "desfazer|desfaz isso|ai|tudo? ,? foi? foi_mal|mal|por_engano|engano|sem_querer|errei|desculpa? => desfazer",
    "desfazer|desfaz|desfaca isso|isto|tudo|ultima|ultimo? mudanca|alteracao|acao|coisa|que_eu_fiz? => desfazer",
    "desfazer o_que|que eu? acabei_de|fiz|acabei_de_fazer|mandei fazer|mandar|agora? => desfazer",
    "voltar|volta atras|atras_no que_eu? fiz|mandei|disse? => desfazer",
    "ops|opa|epa|eita|perdao|desculpa ,? mandei|apertei|cliquei|digitei|escrevi errado ,? desfazer isso? => desfazer",
    "! nao|nunca era isso que_eu? queria|quis|pedi => desfazer",
    "ops|opa|epa ,? errei|me_enganei|foi_engano|foi_sem_querer|era_outro|era_outra => desfazer",
    "errei|me_enganei|foi_engano|foi_sem_querer|apertei_errado|cliquei_errado|mandei_errado => desfazer",
    "* desfazer|desfaz|reverter|voltar_atras => desfazer",
    "* $desfazer isso|fiz|mandei|fazer|quis|queria|ultima|ultimo|agora|o_que => desfazer",
    "* voltar fiz|mandei|atras|ultima|ultimo => desfazer",
)
