"""Ways of asking: demands from outside. The notation: docs/entender.md."""

DISTRIBUTE = (
    "! distribuir|dividir|repartir {registro:unico} ,|para|a|entre? {quem} tambem? {texto?} => distribuir "
    "{registro} {quem} {texto}",
    "distribuir {registro:numero} ,|para|a|entre? {quem} => distribuir {registro} {quem}",
    "* distribuir|dividir|repartir|encaminhar|mandar|passar {registro} {quem} => distribuir {registro} {quem}",
)
_CAME = (
    "chegou|chegaram|veio|vieram|entrou|entraram|pediu|pediram|cobra|cobrou|cobraram|quer|querem|espera|mandou|mandaram"
)
_LATELY = "hoje|ontem|semana|essa_semana|esta_semana|nesta_semana|mes|este_mes|ultimamente"
LISTED = (
    "? quais|que|os? mandados|mandado de_seguranca estar|ha|ter? em_aberto|abertos|aberto|pendentes|correndo? "
    "=> demandas mandados",
    "? o_que|quais|que demandas? estar|ficou|ter sem distribuir|distribuicao => demandas sem distribuição",
    "? o_que|quais|que ter|temos|vence para|pra? hoje|semana|esta_semana? com|no prazo da_lei|legal|de_lei "
    "=> demandas semana",
    "? quais|que|alguma indicacoes|indicacao estar|ter? abertas|aberta|pendentes|sem_resposta|atrasadas => "
    "demandas indicações",
    "? ter|ha|existe|quais|que|lista? alguma|as? liminar|liminares correndo|vigente|vigentes|aberta|abertas|ter|temos"
    "|pendente|valendo? => demandas com liminar",
    "? que|quais requerimentos estao|temos|ha|ter? sem|por|para resposta|responder => demandas requerimentos",
    "? que|quais indicacoes estao|temos|ha|ter? sem|por|para resposta|responder => demandas indicações",
    "? o_que a|o? {autoridade} estar cobrando|pedindo|esperando|querendo da|de? gente|nos? => demandas {autoridade}",
    "? o_que estar|ter|temos|ha|ficou com? o|a? {autoridade} ainda|em_aberto|aberto|pendente|parado? "
    "=> demandas {autoridade}",
    f"? o_que a|o? {{autoridade}} {_CAME} e|que ninguem|ainda|nao ainda|nao? respondeu|responderam|respondemos "
    "=> demandas {autoridade}",
    "? ter|ha|existe alguma|algum? coisa|algo|pedido atrasada|atrasado|vencida|vencido da|do|de|com {autoridade} "
    "=> demandas {autoridade} atrasadas",
    "? {autoridade} estar esperando|aguardando|cobrando alguma|algum|o_que? coisa|resposta|algo da|de? gente|nos? "
    "=> demandas {autoridade}",
    "? quais|que|lista|listar|mostrar|ter demandas|pedidos_de_fora temos|abertas|ha|existem? => demandas",
    f"? o_que|que|quais {_CAME} de_novo|novo? da|do|de {{autoridade}} {_LATELY}? => demandas {{autoridade}}",
    "? ter|ha|existe? alguma|algum requisicao|requerimento|pedido|demanda|indicacao|recomendacao da|do|de {autoridade} "
    "em_aberto|aberta|aberto|pendente|parada|parado? => demandas {autoridade}",
    f"? o_que a|o? {{autoridade}} {_CAME} de? nos|gente|novo? {_LATELY}? => demandas {{autoridade}}",
    f"? {_CAME}|ter|ha alguma|algum|algo|coisa coisa|pedido|requisicao|requerimento|nova|novo? da|do|de "
    "{autoridade} => demandas {autoridade}",
    "? alguma_coisa|algo|novidade|novidades|noticia|noticias nova|novo? da|do|de {autoridade} => demandas {autoridade}",
    "? pedidos|requerimentos|requisicoes|demandas|indicacoes da|do|de {autoridade} => demandas {autoridade}",
    "? quais|que|tem|ter|ha demandas|pedidos|requerimentos da|do|de? {autoridade} => demandas {autoridade}",
    "? quais|que|tem|ter|ha demandas|requisicoes|requerimentos|alguma? demanda? atrasadas|vencidas|atrasada => "
    "demandas atrasadas",
    "? quais|que|tem|ter|ha demandas|demanda sem distribuicao|distribuir => demandas sem distribuição",
    (
        "?* {autoridade}"
        " esperar|aguardar|cobrar|pedir|querer|vencer|vencendo|pendente|pendencia|coisa|atrasado|prazo|ter|dever"
        "|devemos|falta|responder"
        " => demandas {autoridade}"
    ),
    (
        "?* indicacao|indicacoes quantas|quais|sem|resposta|responder|vereador|vereadores|ter|falta|camara|lista? =>"
        " demandas indicações"
    ),
    (
        "?*"
        " requerimento|requerimentos|requisicao|requisicoes|intimacao|intimacoes|diligencia|diligencias|recomendacao"
        "|recomendacoes"
        " quais|quantos|quantas|ter|vencer|aberto|abertos|pendente|pendentes|sem|semana|falta => demandas"
    ),
    "?* demanda|demandas $atrasado|vencer|vencendo => demandas atrasadas",
    "?* vereador|vereadores|camara quem|quais|quantos|pedir|cobrar|querer|mandar|reclamar => demandas câmara",
)
WITHOUT_ANSWER = ("! encerrar {registro:numero} sem_resposta ,|: {texto} => encerrar sem resposta {registro} {texto}",)
ITEMS = (
    "? quais|que itens de|do|da {registro:numero} => itens {registro}",
    "?* itens|item|quesitos|perguntas {registro} => itens {registro}",
)
MISSING = (
    "? que|quais pecas|itens faltam|faltando? => peças faltando",
    (
        "?* peca|pecas|item|itens|parte|partes|resposta|respostas|informacao|informacoes"
        " falta|faltar|faltam|faltando|mandou|mandar|entregou|enviou quem|quais|que|orgao|secretaria? => peças faltando"
    ),
)

CAME = (
    "! convocacao do|da|de? {um} na|pela? camara e|ser|para|em? {texto:cru} => convocação {um} {texto}",
    "! camara|vereadores convocar|convocou|convocaram o|a? {um} para|em? {texto:cru} => convocação {um} {texto}",
    '! {autoridade} pedir|solicitar|requisitar|cobrar|requerer {texto:cru} => chegou ofício da {autoridade} "{texto}"',
    (
        "* chegou|chegaram|veio|entrou|recebemos|recebi|chegar"
        " requerimento|requisicao|indicacao|mandado|intimacao|recomendacao|diligencia|notificacao|oficio|citacao"
        "|convocacao"
        " {autoridade} => chegou {linha}"
    ),
)

INFORM = (
    "! seguir|mandar|enviar|passar|segue a|as|o|os? informacao|informacoes|dados|resposta do|da|de|para|sobre "
    "{registro:unico} :|,|; {texto:cru} => informar {registro} {texto}",
    (
        "* mandei|enviei|mandamos|enviamos|respondemos|informar|responder|parte|resposta|nossa|vamos"
        "|providencia informacao|informacoes|dados|demanda|requerimento|indicacao|secretaria|gente|nossa"
        "|conosco|vai|vamos|ja|sim {registro} => informar {registro} {linha}"
    ),
)

NOT_OURS = (
    (
        "* nao_e|nao_sou|nao_compete|errado|competencia gente|nosso|nossa|secretaria|orgao|minha|meu|aqui"
        "|conosco|mim|isso|indicacao|requerimento|demanda|requisicao|oficio {orgao?} {registro} => devolver"
        " {registro} não é deste órgão"
    ),
)

AGREED = (
    "! de_acordo|concordo|concordar com a|o? resposta|minuta|texto|informacao do|da|de {registro:unico} => de "
    "acordo {registro}",
    (
        "* de_acordo|revisei|aprovo|aprovado|ressalva|pgm|procuradoria|juridico"
        " resposta|minuta|texto|revisao|concordar|acordo {registro} => de acordo {registro}"
    ),
)

PROROGATION = (
    "! pedir|solicitar|requerer|precisar de? mais? {n} dias para|ao|a? {autoridade?} em|no|na|do|da|para "
    "{registro:unico} porque|,|: {texto} => pedir prorrogação {registro} mais {n} dias {texto}",
    "! pedir|solicitar|requerer|precisar de? mais? {n} dias para|ao|a? {autoridade?} em|no|na|do|da|para "
    "{registro:unico} => pedir prorrogação {registro} mais {n} dias",
    "! {autoridade} dar|conceder|deferir|prorrogar|deferiu mais|por {n} dias em|no|na|para|de|do|da "
    "{registro:unico} => prorrogar {registro} concedida mais {n} dias",
    "! {autoridade} negar|indeferir|recusar a|o|mais? prazo|prorrogacao|dilacao em|no|na|para|de|do|da "
    "{registro:unico} => prorrogar {registro} negada",
    (
        "* pedir|solicitar|precisar|requerer|conseguir mais|dias|prazo|prorrogacao|dilacao|tempo|prorrogar {registro}"
        " {autoridade?} => pedir prorrogação {registro}"
    ),
    (
        "* prorrogacao|dilacao|prorrogar pedir|solicitar|precisar|requerer {autoridade} {registro?} => pedir"
        " prorrogação {registro}"
    ),
)

RESULT = (
    (
        "* acolhida|acolhido|respondida|respondido|parcial|rejeitada|resultado"
        " resposta|foi|ficou|camara|mp|tce|requerimento|indicacao {registro} => resultado {registro}"
    ),
)

FILED = (
    "! protocolar a|o? resposta? do|da|de|a|o? {registro:unico} {protocolo} => protocolado {registro} {protocolo}",
    "! protocolar|entregar a? resposta do|da|de|ao|a {registro} na|no {autoridade} ,? numero|protocolo|n {texto} "
    "=> protocolado {registro} {texto}",
    (
        "* protocolar|protocolado|protocolei|protocolamos"
        " resposta|requerimento|camara|tribunal|mp|tce|hoje|ontem|numero {registro?} => protocolado {registro}"
    ),
)
ACCOUNTS = (
    "? como estar|andar as? contas do|ao|para|no|de? tribunal|tce => contas",
    "? as? contas anuais|do_ano do|ao|para|no? tribunal|tce => contas",
    "? quantas|que pecas das? contas anuais|do_ano|do_tribunal ja? vieram|faltam|chegaram? => contas",
)

ATTENDED = (
    "?* relatorio|resumo|quadro atendimento|atendimentos|providencias camara|vereadores|pedidos|pdf? {registro?} "
    "=> relatório de atendimento {registro}",
)

GRANTED = (
    "! a|o? {autoridade} dar|deu|concedeu|aceitou|aprovou mais? prazo|prorrogacao para|no|na|do|da|em? "
    "{registro:numero} {texto} => prorrogação {registro} concedida {texto}",
    "! a|o? {autoridade} negou|recusou|indeferiu a|o? mais? prazo|prorrogacao para|no|na|do|da|em? {registro:numero} "
    "{texto} => prorrogação {registro} negada {texto}",
)
