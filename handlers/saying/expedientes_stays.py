"""Ways of asking: what stands still, and how long things take. The notation: docs/entender.md."""

STOPPED = (
    "? quem estar segurando|travando|emperrando|acumulando mais? "
    "processo|processos|expediente|expedientes|papel|coisa? => parados",
    "? o_que|quais|quem estar|anda|ficou travado|travada|encalhado|emperrado|empacado com|na|no|em {orgao} => "
    "parados {orgao}",
    "? o_que|quais|quem que? estar|anda|ficou parado|parada|parados|paradas|travado|encalhado e "
    "com_quem|onde|ha_quanto_tempo => parados",
    "! cobrar tudo|todos|todo_mundo|quem|os|as que? estar? "
    "atrasado|atrasada|atrasados|atrasadas|em_atraso|devendo da|do|de|em|na|no? {orgao} => cobrar atrasados "
    "{orgao}",
    "? o_que|quais|quem estar|anda|ficou parado|parada|parados|paradas => parados",
    "? o_que estar parado|parada|parados com|na|no|em {orgao} => parados {orgao}",
    "? que|quais|quantos processos|expedientes pararam|travaram|emperraram => parados",
)

RULES = (
    "? qual|quais|ver|mostrar o|os? prazo|prazos de_permanencia|permanencia => sla",
    "? quantos|quanto dias|tempo cada orgao|secretaria ter|tem para responder|despachar => sla",
)

USUAL = (
    "? quanto_tempo|quanto um|uma|os|o? processo|processos|expediente|expedientes|oficio|oficios costuma? "
    "demorar|levar|ficar|passar|durar em|na|no|com {orgao} => tempo médio {orgao}",
    "? quanto_tempo|quanto demora|leva|costuma_levar|costuma_demorar|dura um|uma? {tipo} => tempo médio {tipo}",
    "? quanto_tempo|quanto demora|leva um|uma? {tipo} com|na|no|em {orgao} => tempo médio {tipo} {orgao}",
    "? qual tempo medio de|do|da|dos {tipo} => tempo médio {tipo}",
)
