"""Ways of asking: news of what others owe. The notation: docs/entender.md."""

_PRESS = "cobrar|cutucar|apertar|pressionar|dar_toque|dar_cutucada|dar_cobrada|dar_lembrada|dar_apertada|dar_alo"
_WHERE = "cade|onde_esta|onde_anda"

NUDGE = (
    "cobrar|cutucar|apertar {quem} na|no|sobre|da|do|em|pela|pelo {registro:numero} => cobrar {registro} {quem}",
    f"! {_PRESS} {{quem}} sobre|na|no|da|do|a|o|pela|pelo|por_causa {{registro:devido}} "
    "=> cobrar {registro} {quem}",
    f"! {_WHERE} {{registro:devido}} , {{um}} ?|.|!|,? {_PRESS} ai|isso|ele|ela? => cobrar {{registro}} {{um}}",
    f"! {{um}} , {_WHERE} {{registro:devido}} ?|.|!|,? {_PRESS} ai|isso|ele|ela? => cobrar {{registro}} {{um}}",
    "! {um} , e|cade|como_esta|como_anda|como_ficou|saiu {registro:devido} => cobrar {registro} {um}",
    "! reforcar|cobrar|insistir com {quem} {registro:devido} => cobrar {registro} {quem}",
    "! cobrar|cutucar|dar_toque {registro:numero} de|do|da|com {quem} => cobrar {registro} {quem}",
    "! cobrar|cutucar de_novo|novamente? pessoal|turma|galera|todos|todo_mundo da|do {registro:numero} "
    "=> cobrar {registro}",
    "cobrar|cutucar quem|todo_mundo|todos|os|os_que que? nao|ainda|estar? "
    "falta|faltam|faltou|respondeu|deu|cumpriu|tomou"
    "|devendo ciencia? {registro?} => cobrar {registro}",
    f"! {_PRESS} {{um}} {{registro:devido?}} => cobrar {{registro}} {{um}}",
    f"~ {_PRESS} ai? {{registro?}} => cobrar {{registro}}",
    "! mandar|enviar|fazer cobranca|lembrete|toque para {um} sobre|da|do|na|no|pela|pelo {registro:devido} => "
    "cobrar {registro} {um}",
    "! cobrar|cutucar noticia|resposta|retorno {registro} => cobrar {registro}",
    "* $cobrar {registro:devido} {um} => cobrar {registro} {um}",
    "* $cobrar {um} {registro:devido?} => cobrar {registro} {um}",
    "* $cobrar quem_nao|que_nao|quem|todos|pessoal|galera|turma|povo {registro} => cobrar {registro}",
)

ANSWER = (
    "! responder cobranca|a_cobranca|a_cobranca_de de|do|da|sobre? {registro:numero} ,|:? {texto} => "
    "responder cobrança {registro} {texto}",
)
