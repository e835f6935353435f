"""Ways of asking: what is written about servants. The notation: docs/entender.md."""

HANDED = (
    "! entregar|entreguei o? papel|termo de {registro:numero} => ciência no papel {registro}",
    "! imprimir|fazer|preparar o? termo_de_ciencia de {registro:numero} => ciência no papel {registro}",
)
RECTIFY = ("! corrigir|retificar o? elogio|orientacao {registro:numero} => retificar {registro}",)
ERASE = ("! apagar|excluir|deletar o? {registro:numero} => apagar {registro}",)

LISTED = (
    "? quais|listar|mostrar|ver os? elogios => elogios",
    "?* elogio|elogios|elogiou|elogiaram|elogiado ter|quais|quem|alguem|meu|meus|recebi|$mostrar => elogios",
    "?* servidor|servidores|funcionario|funcionarios => pessoas",
)

OWN = (
    "? como foi|esta|ser|andou|vai o|a? meu desempenho|produtividade|rendimento em|de|no? {mes} => meu "
    "desempenho {mes}",
    "? meu desempenho|produtividade em|de|no? {mes} => meu desempenho {mes}",
    "? como eu? estou|ando|vou com|nos|de meus|os? prazos => meu desempenho",
    "?* desempenho|avaliacao|produtividade|rendimento meu|minha|como|eu|estou|ando|fui|tenho => meu desempenho",
)

TEAM = ("? como estar|anda|vai minha? equipe|time {orgao?} com? prazos? => equipe {orgao}",)

PRAISE = (
    "! parabens|elogios|elogio|aplausos para|ao|a|pelo|pela {um} ,|por|porque|pelo|pela|: {texto:cru} => "
    "elogio {um} {texto}",
    "! elogiar|parabenizar|elogio ao|a|o|para|do? {um} ,|por|porque|pelo|pela|: {texto:cru} => elogio {um} {texto}",
    "* elogio|elogiar|parabenizar|reconhecer|reconhecimento|agradecer|homenagear {um} {texto?} => elogio {um} {texto}",
)

GUIDE = (
    "! registrar|fazer|dar|anotar uma? orientacao|advertencia para|ao|a|do|da|o? {um} :|,|porque|por "
    "{texto:cru} => orientação {um} {texto}",
    (
        "*"
        " orientar|orientacao|advertir|advertencia|chamar_a_atencao|chamar_atencao|puxao|alertar|repreender|corrigir"
        "|bronca"
        " {um} {texto?} => orientação {um} {texto}"
    ),
)

REPORT = (
    (
        "*"
        " denunciar|denuncia|comunicar_fato|irregularidade|apurar|fraude|falso|desvio|assedio|furto|corrupcao"
        "|sindicancia|roubar"
        " servidor|servidora|denuncia|querer|precisar|denunciar|fato|estar|suspeita {um} => comunicar fato {um}"
    ),
    (
        "* denunciar|denuncia|irregularidade|irregularidades|fraude|desvio|assedio|corrupcao|suspeita"
        " apurar|servidor|como|onde|fazer|querer|precisar|suspeita|folha? => comunicar fato"
    ),
)

PERFORMANCE = (
    (
        "* desempenho|cumprir|produtividade|avaliacao|rendimento|avaliar"
        " prazo|prazos|como|desempenho|servidor|equipe|produtividade|ver {um} => desempenho {um}"
    ),
)

SEEN = ("?* quem viu|abriu|leu|acessou|consultou {registro} => quem viu {registro}",)
