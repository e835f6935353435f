"""Ways of asking: any record. The notation: docs/entender.md."""

SHOW = (
    "? ja? responder|respondemos a|o? {autoridade} sobre|no|na {registro:unico} => ver {registro}",
    "? quanto_tempo|quantos_dias|quanto nos? ter|faltar|restar a? gente? para? "
    "responder|decidir|entregar|cumprir|sancionar|vetar? {registro:unico} => ver {registro}",
    "? quanto ja? fazer|avancar|executar|andar|cumprir|pavimentar da|do|de|na|no? {registro:unico} => ver {registro}",
    "? quem vir|ir|confirmar|participar|comparecer|estara na|no|em|da|de? {registro:unico} => ver {registro}",
    "? ate_quando|quando valer|durar|ir|vencer|acabar {registro:unico} => ver {registro}",
    "? {registro:numero} de_quem|quem e|esta? => ver {registro}",
    "? cade|onde_esta|onde_anda {registro:numero} => ver {registro}",
    "? qual|quando e|o|vence? prazo|vencimento da|do|de {registro:numero} => ver {registro}",
    "? quando|ate_quando|que_dia vence|vencer|acaba|posso|podemos|tenho|temos $decidir|vetar|sancionar|o|a|para|de? "
    "$documento|$ato|$tarefa|autografo|projeto? {registro:numero} => ver {registro}",
    "? {registro:numero} ja? voltar|chegar|sair|andar|avancar|resolver|estar|foi|vencer|ficar da|do|na|no|em|pronta"
    "|pronto|feita|feito|respondido|respondida|atrasada|atrasado|parada|parado|camara|quando? => ver {registro}",
    "? prazo da|do|de {registro:numero} e|vence ate|ate_quando|quando quando? => ver {registro}",
    "? quem|de_quem|com_quem e|esta? responsavel|dono|a|o? {registro:numero} => ver {registro}",
    "? o_que|quanto|quem falta|resta na|no|da|do|para {registro:numero} => ver {registro}",
    "? mostrar|ver|abrir|abre|traz|detalhes {registro} => ver {registro}",
    "? como|a_quantas|em_que_pe|em_que_ponto estar|andar|ir|ficar|seguir {registro:unico} => ver {registro}",
    "? cade|onde_esta|que_fim_levou|alguma|algum|novidade|novidades|noticia|noticias da|do|de|das|dos|sobre? "
    "{registro:unico} => ver {registro}",
    "? {registro:unico} estar|andar em_que|de_que pe|situacao|fase|jeito|ponto => ver {registro}",
    "? qual|quais e|esta|o|a? situacao|status|andamento|fase|estado da|do|das|dos? {registro:unico} => ver {registro}",
    "? {registro:unico} como estar|andar|ir|ficar => ver {registro}",
    "? {registro:unico} ja? foi|saiu|voltou|chegou|veio|andou|avancou|terminou|venceu da|do|de|para|na|no? "
    "{orgao?} => ver {registro}",
    "? a|o? {registro:unico} afetar|atingir|vale_para quem|que|quais? orgaos|secretarias|secretaria? => ver {registro}",
    "? quem e|era|sera o|a? gestor|gestora|fiscal|responsavel|dono|dona|autor|autora|relator|relatora|promotor"
    "|promotora|juiz|juiza|interessado|interessada do|da|de|dos|das|pelo|pela {registro:unico} => ver {registro}",
    "? quando|ate_quando|que_dia vencer|acabar|terminar|ser o|a? prazo? para|de|do|da? $decidir|vetar|sancionar"
    "|responder|entregar|cumprir? {registro:unico} => ver {registro}",
    "? {registro:minuta} foi assinada|assinado|aprovada|aprovado => ver {registro}",
    "? minha minuta {registro} foi assinada|assinado|aprovada|aprovado => ver {registro}",
    "?* $situacao|$prazo {registro} => ver {registro}",
    "?* vigor|valer|vigencia|vigente lei|decreto|norma|quando|ja? {registro} => ver {registro}",
    "?* votar|votado|votada|aprovado|aprovada|passou|vencer camara|ja|quando|foi? {registro} => ver {registro}",
    "?* impedir|travar|atrapalhar|emperrar|segurar|bloquear {registro} => ver {registro}",
)

HISTORY = (
    "? o_que aconteceu|houve|rolou com|na|no {registro:numero} => histórico {registro}",
    "? o_que ja? foi_feito|fizeram|se_fez|mudou com|na|no|da? {registro:numero} => histórico {registro}",
    "? quem mexeu|alterou|mudou na|no|em? {registro:numero} => histórico {registro}",
    "? qual e|o? historico|andamento {registro:numero} => histórico {registro}",
    "? historico|andamento da|do|de {registro} => histórico {registro}",
    "? veto|autografo|sancao|parecer|projeto da|do|de {registro:numero} => ver {registro}",
    "?* $passado {registro} => histórico {registro}",
)

COMMENT = (
    "! comentar|anotar|registrar|escrever|observar|por|colocar na|no|em {registro:unico} que|:? {texto} => "
    "comentar {registro} {texto}",
    (
        "comentar|anotar|registrar|escrever|observar|por|colocar na|no|em {registro:numero} que|:? "
        "{texto} => comentar {registro} {texto}"
    ),
)

FOLLOW = (
    "acompanhar|seguir {registro:numero}",
    "! me avisar quando|se|assim_que|que {texto} {registro:numero} => acompanhar {registro}",
    "! me avisar quando|se|assim_que {registro:numero} {texto} => acompanhar {registro}",
    "quero|querer acompanhar|seguir|saber_da|saber_do {registro:numero}",
)

GRANT = (
    (
        "! poder|pode? dar|conceder|concede|aprovar|autorizar|da prazo|prorrogacao que? {um} "
        "pediu|solicitou {registro:pedido} => conceder {registro} {um}"
    ),
    (
        "! dar|conceder|concede|aprovar|autorizar|da prazo do|da|de|para {um} na|no|da|do|em "
        "{registro:pedido} => conceder {registro} {um}"
    ),
    "conceder|dar|autorizar prazo da|do|na|no {registro:pedido} para|ao|a|do {um} => conceder {registro} {um}",
    "! conceder|dar|autorizar|aprovar|liberar mais? prazo|prorrogacao|tempo do|da|de|para|que? {um} pediu? "
    "{registro:pedido?} => conceder {registro} {um}",
    "! conceder|dar|autorizar prazo da|do|na|no {registro:pedido} ,? {texto?} => conceder {registro} {pediu} {texto}",
)

REFUSE = (
    (
        "! nao dou|dar|concedo|vou_dar|autorizo mais? prazo na|no|da|do|para|a {registro:pedido} "
        ",|porque? {texto?} => recusar {registro} {pediu} {texto}"
    ),
    "! negar|recusar prazo|prorrogacao|extensao|pedido da|do|na|no {registro:pedido} ,|porque? {texto?} => "
    "recusar {registro} {pediu} {texto}",
)

REMIND = (
    "! me? lembrar|cobrar|avisar da|do|de|me? {registro:prazo} de_novo? {quando} => lembrar {registro} {quando}",
    "~ me? lembrar|avisar de|disso|isso|me? novo? {data} {registro?} => lembrar {registro} {data}",
)
