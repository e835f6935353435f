"""Ways of asking: expedientes. The notation: docs/entender.md."""

REGISTER = (
    (
        "! {tipo} {numero} do|da|de {procedencia} ,|sobre|: {texto} entrou|chegou|recebido|chegando "
        'hoje|ontem|agora? => expediente novo {tipo} {numero} "{texto}" {procedencia} {prazo}'
    ),
    (
        "! chegou|entrou|recebemos {tipo} {numero} do|da|de {procedencia} ,|sobre|:|pedindo {texto} => "
        'expediente novo {tipo} {numero} "{texto}" {procedencia} {prazo}'
    ),
    (
        "! $chegar {tipo} novo|nova? do|da|de|dos|das {procedencia} "
        "$sobre {texto} => expediente "
        'novo {tipo} "{texto}" {procedencia} {prazo}'
    ),
    ("! $chegar {tipo} novo|nova? do|da|de|dos|das {procedencia} => expediente novo {tipo} {procedencia}"),
    (
        "protocolar|registrar|autuar|cadastrar {tipo} do|da|de|dos|das {procedencia} "
        'pedindo|solicitando|sobre|requerendo|:|com {texto} => expediente novo {tipo} "{texto}" '
        "{procedencia} {prazo}"
    ),
)

_SEND = "mandar|enviar|encaminhar|tramitar|remeter|despachar|passar|devolver"

ROUTE = (
    f"{_SEND} {{registro:numero}} para|a|ao {{quem}} ,|para|e? {{texto?}}",
    f"! {_SEND} {{registro}} para|a|ao {{quem}} ,|para|e? {{texto?}}",
    "! {registro:numero} tambem|vai|segue {quem} {texto?}",
    "! tramitar|encaminhar|enviar|mandar {registro:numero} => tramitar {registro}",
    "* $tramitar {registro} {quem} {texto?} => tramitar {registro} {quem} {texto}",
)

RECEIVE = (
    "! {registro:numero} voltar|voltou|retornou|chegou da|do|de|aqui? {orgao?} => receber {registro}",
    "recebi|recebemos|receber|recebido|chegou {registro:chegada}",
    "~ recebido|recebi|chegou {registro:chegada?}",
    "* $recebido {registro:chegada} => receber {registro}",
)

WHERE = (
    "? cade|onde_esta|onde_foi_parar {registro} que? eu? mandei|enviei|passei|encaminhei para|ao {um} => "
    "onde está {registro}",
    "? quanto|ha_quanto tempo o|a? {registro} estar|anda parado|parada|la|aqui|em|no|na? {texto?} => "
    "onde está {registro}",
    "? onde estar|anda|parou|foi|ficou|foi_parar|se_encontra {registro} => onde está {registro}",
    "? cade {registro} => onde está {registro}",
    "? onde estar|anda {registro} e quando|ate_quando vence|vencer|e? prazo? => onde está {registro}",
    "? com_quem estar|ficou|anda|parou {registro} => onde está {registro}",
    "? quem estar|anda|ficou com {registro} => onde está {registro}",
    "? expediente|processo|oficio {registro} estar|anda|parou|foi onde|com_quem => onde está {registro}",
    "? {registro} estar|parou|anda|ficou onde|com_quem|em_que_secretaria => onde está {registro}",
    "? em|com que|qual secretaria|setor|orgao|lugar estar|parou|anda|ficou {registro} => onde está {registro}",
    "? {registro} ,|:? onde|com_quem|em_que_secretaria estar|anda|parou|ficou => onde está {registro}",
    "? quando vence|vencer|e_o_prazo_de {registro} => onde está {registro}",
    "?* $onde|$situacao {registro} => onde está {registro}",
)

LISTING = (
    "? tudo que? estar|anda|ficou parado|parada|parados|travado|encalhado ha|mais|por? {texto?} => expedientes parados",
    "? o_que estar|anda|ficou parado|parada|parados|travado|encalhado ha|mais|por {texto} => expedientes parados",
    "? o_que estar|anda|ficou travado|encalhado => expedientes parados",
    ("? quais|os? processos|expedientes|oficios|requerimentos que? estar|ficam|andam|estao? {um} => expedientes {um}"),
    ("? quais|que|listar|mostrar processos|expedientes|oficios que? estar com|no|na|em|do|da {um} => expedientes {um}"),
    "? lista|listar|relacao|mostrar de|dos? expedientes|processos|oficios com|na|no|em|do|da {um} => expedientes {um}",
    "? expedientes|processos parados|atrasados|vencidos com|no|na|em|do|da {um} => expedientes {um} parados",
    (
        "? quais|que|algum|ter|ha|existe? expedientes|processos|expediente|processo que? estar? "
        "sobrestados|sobrestado => expedientes sobrestados"
    ),
    (
        "? quais|que|algum|ter|ha|existe|listar|lista|mostrar|ver? algum|todos? "
        "expedientes|processos|expediente|processo que? estar? "
        "atrasados|atrasado|vencido|vencidos|em_atraso => expedientes atrasados"
    ),
    (
        "? quais|que|algum|ter|ha|existe? expedientes|processos|expediente|processo que? estar? "
        "parados|parado => expedientes parados"
    ),
    "?* $documento {um} quais|que|quantos|lista|relacao|$mostrar|estar|ter|tudo|parado => expedientes {um}",
    "?* $documento sobrestado|sobrestados|suspensos|sobrestamento => expedientes sobrestados",
    "?* $documento $atrasado => expedientes atrasados",
    "?* $documento $parado => expedientes parados",
    "?* $documento {um} $parado => expedientes {um} parados",
)

RESUME = (
    "retomar {registro:numero}",
    "! {texto} ,|e? pode|podem retomar {registro:numero} => retomar {registro}",
    "! retomar|destravar|soltar {registro} ,? {texto?} => retomar {registro}",
)

ARCHIVE = (
    "! arquivar o|a? {registro:unico} => arquivar {registro}",
    "! arquivar {registro:numero} ,? {texto?}",
)

ANNUL = ("! anular {registro:numero} ,? {texto?}",)

LISTED = (
    (
        "?* protocolo|protocolos|expediente|expedientes|processo|processos"
        " hoje|dia|novos|chegou|chegaram|entrou|entraram|lista|quais|$mostrar => expedientes"
    ),
)
