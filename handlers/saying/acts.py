"""Ways of asking: ordens, decisões and diretrizes. The notation: docs/entender.md."""

ORDER = (
    "! mandar|soltar|lancar|dar uma? ordem_de_servico|ordem para|ao|a {quem} {texto:ato} => ordem {quem} {texto}",
    (
        "! preparar|fazer|emitir|expedir|redigir|criar|quero|escrever|ordenar|baixar "
        "ordem_de_servico|ordem|os mandando|pedindo|determinando|para|que? {quem} {texto:ato} => ordem {quem} {texto}"
    ),
    "! ordem_de_servico|ordem {quem} {texto:ato} => ordem {quem} {texto}",
    "! determinar|determino|ordeno|ordenar que|a|ao? {quem} {texto:ato} => ordem {quem} {texto}",
    "! suspender|interromper aulas|atendimento|obras|servicos|expediente|transito {texto} => ordem {texto}",
)

DECISION = (
    (
        "! preparar|fazer|emitir|expedir|redigir|criar|quero|escrever decisao {quem} {texto:ato} => "
        "decisão {quem} {texto}"
    ),
    "! decisao {quem} {texto:ato} => decisão {quem} {texto}",
)

GUIDELINE = (
    (
        "! preparar|fazer|emitir|expedir|redigir|criar|quero|escrever diretriz {quem} {texto:ato} => "
        "diretriz {quem} {texto}"
    ),
    "! diretriz {quem} {texto:ato} => diretriz {quem} {texto}",
    "! preparar|fazer|emitir|quero|criar|escrever diretriz sobre|de|para? {texto} => diretriz",
)

LISTED = (
    "? mostrar|listar|ver|lista|quais sao|os|me? atos",
    "? atos {um} => atos {um}",
    "? quais|que|mostrar|listar|ver as|os? decisoes a|o? gente|nos|prefeita|prefeitura|gabinete? ja? "
    "tomou|tomamos|assinou|baixou|em_vigor|vigentes ano? => atos decisões",
    "? quais|que|mostrar|listar|ver as|os? ordens a|o? gente|nos|prefeita|prefeitura|gabinete? ja? deu|demos|assinou"
    "|baixou|emitiu|em_vigor|vigentes => atos ordens",
    "? quais|que|mostrar|listar|ver as|os? diretrizes em_vigor|vigentes|temos|ha => atos diretrizes",
    "? mostrar|listar|ver|lista|quais sao|os|me? atos {um} => atos {um}",
    "?* ordem|ordens|diretriz|diretrizes|atos => atos",
)

DRAFTS = (
    "? quais|mostrar|ver|listar|ter|que minutas|rascunhos estar|tem? pendentes|abertas|paradas|esperando? => minutas",
    "? minhas minutas|rascunhos => minutas",
    (
        "? ter|ha|existe alguma|algum? minuta|minutas|rascunho estar? "
        "esperando|pendente|pendentes|parada|aberta|aguardando => minutas"
    ),
    "?* $minuta => minutas",
    "?* $ato|$minuta assinar|assinada|assinado|assinadas|aprovar|aprovada|aprovacao => minutas",
)

APPROVE = (
    "! {registro:numero} poder assinar|aprovar|emitir|soltar|transmitir|publicar => aprovar {registro}",
    "aprovar|assinar {registro:numero}",
    "! aprovar|assinar|despachar {registro:minuta}",
    "~ pode|podem|esta|ok|sim? aprovar|aprovado|assinar|assinado|aprovada|mandar_ver ok? {registro:minuta?}",
    "! {registro:numero} esta? boa|bom|ok|otima|aprovada|certa|joinha , pode|podem mandar|seguir|ir|soltar|transmitir",
    "{registro:numero} estar|esta boa|bom|ok|otima|aprovada|certa|pode ,|pode? assinar|aprovar|aprovada|aprovado?",
    "* $aprovar {registro:minuta} => aprovar {registro}",
)

GIVE_BACK = (
    "devolver {registro} {texto}",
    "! nao aprovar|assinar|aprovo|assino ,|porque|pois|: {texto} {registro:minuta?} => devolver {registro} {texto}",
    "devolver {registro:numero} ,|porque|pois? {texto}",
    "! devolver|rejeitar {registro:minuta} ,|porque|pois? {texto?}",
    "~ devolver|devolve {registro:minuta?} ,|: {texto} => devolver {registro} {texto}",
    "! mandar|voltar {registro:numero} de_volta|para_tras ,|:|porque|pois? {texto?}",
    "! nao gostei|concordo|gosto {registro:numero} ,|:|porque|pois? {texto?}",
    "! nao gostei|concordo|gosto , {texto} {registro:minuta?} => devolver {registro} {texto}",
    "! nao aprovar|assinar|aprovo|assino {registro:minuta} :|,|porque|pois? {texto?}",
    "! {texto} e|que eu? aprovo|assino => devolver {registro} {texto}",
    "* $devolver {registro:minuta} {texto?} => devolver {registro} {texto}",
)

CORRECT = (
    "trocar|mudar|corrigir|substituir|alterar texto da|do|de {registro:numero} por|para {texto}",
    "trocar|mudar|corrigir|alterar {registro:numero} : {texto} => corrigir {registro} {texto}",
)

CANCEL = ("! cancelar|desistir {registro:minuta} ,|porque? {texto?}",)

ACKNOWLEDGE = (
    "ciente|ciencia {registro:ciencia}",
    "tomei|tomar|dar|dou|dei|registrar|registra ciencia {registro:ciencia}",
    "li|vi|recebi e|,? estar|estou|to? ciente {registro:ciencia}",
    "estou|estamos|fico|to ciente {registro:ciencia}",
    "ok|certo|recebido|beleza|sim|li|entendido? ,|e? estou? ciente {registro:ciencia?}",
    "estou|estamos|fico|li|vi|recebi e|,? estou|to? ciente {registro:ciencia?}",
    "ciente|ciencia {registro:ciencia?}",
    "tomei|dou|dei ciencia {registro:ciencia?}",
    "! li|lida|lido|vi|vista {registro:ciencia} joinha|certinho|ok?",
    "! {registro:ciencia} eu? ja? li|lida|lido|vi|vista",
    "~ ok|joinha|certinho|beleza|recebido|entendido|anotado|visto|combinado|certo recebido|entendido|anotado"
    "|visto? {registro:ciencia?}",
    "* $ciente {registro:ciencia} => ciente {registro}",
)

START = ("comecar|iniciar a|o|cumprir|executar|com? {registro:numero}",)

COMPLY = (
    "cumprir|cumprida|cumprido|concluir|terminar|fazer|executar {registro:numero} {texto:nota?}",
    "{registro:numero} esta|foi|ja_foi? cumprido|cumprida|feita|feito|concluida|pronta|executada {texto:nota?}",
    "{texto} pode|podem dar_baixa|baixar|encerrar|concluir {registro:numero} => cumprida {registro} {texto}",
    "dar_baixa na|no|em {registro:numero}",
    "* $feito|cumprir {registro} => cumprida {registro}",
)

ASK_EXTENSION = (
    (
        "precisar|querer|pedir|solicitar|preciso mais? prazo|tempo|dias na|no|para|da|do "
        "{registro:numero} ate|para {quando}"
    ),
    "! precisar|querer|pedir|solicitar|preciso mais? prazo|tempo|dias {registro:numero} => pedir prazo {registro}",
    (
        "! nao vou|vamos|irei? conseguir|consigo|poder|posso|dar|conseguimos "
        "entregar|terminar|fazer|cumprir|concluir|executar {registro:numero} => pedir prazo {registro}"
    ),
    "! precisar|querer|pedir|solicitar|dar|conseguir me? mais {quanto} de? prazo? na|no|para|da|do {registro:prazo} "
    ",|porque|pois? {texto?} => pedir prazo {registro} {depois_do_prazo} {texto}",
    "* $adiar {registro:prazo} {quando?} => pedir prazo {registro} {quando}",
    (
        "* precisar|querer|pedir|dar|conseguir mais prazo|tempo|dias|semana|semanas|mes|horas {registro:prazo} => pedir"
        " prazo {registro}"
    ),
)

IMPOSSIBLE = (
    "impossivel cumprir|fazer|atender|executar? {registro:numero} ,|:|porque|pois? {texto?}",
    (
        "! nao vou|vamos|irei? conseguir|consigo|poder|posso|dar|conseguimos "
        "entregar|terminar|fazer|cumprir|concluir|executar {registro:numero} => impossível {registro}"
    ),
    "* $impossivel {registro:prazo} => impossível {registro}",
)

PENDING = (
    (
        "? quem ainda? nao|n|falta "
        "deu|tomou|dar|tomar|respondeu|cumpriu|assinou|leu|viu|responder|cumprir|ler ciencia? {registro} "
        "=> pendentes {registro}"
    ),
    "? falta|faltam quem {registro} => pendentes {registro}",
    "? passar|mandar|mostrar|dar|quero? me? lista|relacao de|dos? quem|todos|todo_mundo|pessoal que? ainda? nao|falta "
    "deu|tomou|deram|tomaram|respondeu|cumpriu|leu|dar|tomar ciencia? {registro} => pendentes {registro}",
    (
        "? quem falta|faltou|esta_faltando|esta_devendo na|no|da|de|para|responder|cumprir|a? {registro} "
        "=> pendentes {registro}"
    ),
    (
        "? quais|que ordens|atos|diretrizes|decisoes eu? nao|falta|faltam|ainda? "
        "dei|tomei|dar|tomar|estao ciencia => pendentes"
    ),
    "? o_que me|eu|ainda? falta|preciso|espera|falta_eu eu|minha? dar|tomar|ciencia ciencia? => pendentes",
    (
        "? quais|que ordens|atos|diretrizes|decisoes estar|continuam|tem "
        "abertas|abertos|pendentes|em_aberto|em_andamento => pendentes"
    ),
    "? quem estar|anda|continua devendo|faltando|sem resposta|ciencia|retorno|responder => pendentes",
    "? ter|ha|existe|chegou alguma|algum|uma? ordem|ato|diretriz|decisao nova|para? mim|comigo? => pendentes",
    "? quem ainda? nao cumpriu|respondeu|deu_ciencia|tomou_ciencia|entregou|leu ainda? => pendentes",
    "? quem ainda? falta|faltam assinar|dar|tomar|responder|cumprir|ler ciencia|na|da? {registro} "
    "=> pendentes {registro}",
    "?* $falta $cumprir {registro} => pendentes {registro}",
    "?* $falta {registro} => pendentes {registro}",
    "?* $ato aberto|abertos|aberta|abertas|em_aberto|pendente|pendentes|vigor|andamento|$cumprir => pendentes",
    "?* quem|alguem|$falta $cumprir => pendentes",
)

SITUATION = (
    "? como estar|anda|vai|ficou {registro:numero} => situação {registro}",
    (
        "? quem tomou|deu|cumpriu|respondeu|leu|viu ciencia? e|quando|da|do|de|na|no|a|o? quando|da? "
        "{registro} => situação {registro}"
    ),
    "? quem tomou|deu|cumpriu|respondeu ciencia? e|quando? quando {registro?} => situação {registro}",
    "? quem ja? tomou|deu|cumpriu|respondeu|leu|viu ciencia? {registro} e|, quem|quando nao? => situação {registro}",
    "? {quem} ja? viram|leram|cumpriram|responderam|deram|tomaram ciencia? {registro} => situação {registro}",
    "? ja responderam|cumpriram|leram|viram|deram_ciencia|tomaram_ciencia {registro} => situação {registro}",
    "? {um} ja viu|leu|cumpriu|respondeu|deu|tomou ciencia? {registro} => situação {registro}",
    "? quem tem_que|precisa|deve|ficou_de|vai cumprir|responder|fazer|dar_ciencia|ler {registro:numero} "
    "=> situação {registro}",
    "? quem|quando assinou|aprovou|foi_assinada|transmitiu {registro:numero} => situação {registro}",
    "? quantos|quantas cumpriram|responderam|leram|deram|tomaram ciencia? {registro} => situação {registro}",
    "? mostrar|ver|qual|como situacao|andamento da|do|de {registro:numero} => situação {registro}",
    "? situacao {registro} => situação {registro}",
    "?* $situacao|$cumprir {registro} => situação {registro}",
)

RECTIFY = ("! retificar {registro:numero} :|,|para? {texto}",)

SUSPEND = ("! suspender {registro:numero} ,|porque? {texto?} => suspender {registro} {texto}",)

REVOKE = ("! revogar {registro} ,|porque? {texto?}",)
