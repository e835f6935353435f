"""Ways of asking: matérias. The notation: docs/entender.md."""

AUTOGRAFO = (
    "registrar|cadastrar|chegou|entrou um|novo? autografo novo? => autógrafo",
    "* autografo|autografos chegar|chegou|entrou|veio|receber|recebemos|camara|hoje|ontem => autógrafo {linha}",
)

PARECER = (
    "! pedir|solicitar|preciso|precisamos|quero|falta|aguardo do? parecer ao|a|da|do|de {orgao} "
    "sobre|no|na|em|para o|a? {registro:unico} => parecer {registro} {orgao}",
    "! pedir|solicitar|preciso|precisamos|quero do? parecer ao|a|da|do|de {orgao} sobre|no|na|em|para o|a? "
    "{registro:unico} ate {quando:so} => parecer {registro} {orgao} até {quando}",
    "pedir|solicitar o? parecer ao|a|da|do|de {orgao} sobre {registro:numero} => parecer {registro} {orgao}",
    (
        "* parecer|opiniao|manifestacao pedir|solicitar|querer|precisar|falta {orgao} {registro} => parecer {registro}"
        " {orgao}"
    ),
)

OPINO = (
    "opinar|dar_parecer em|sobre|no {registro:numero} => opino {registro}",
    (
        "* favoravel|contrario|contraria|contra|parecer|opinar|opinio|recomendar|recomendo|manifestar pgm"
        "|juridico|procuradoria|sancionar|vetar|veto|sancao|secretaria? {registro} => opino {registro}"
        " {linha}"
    ),
)

DECIDIR = (
    "? quem falta|faltou|deve|ainda nao? dar|deu|mandar|mandou o? parecer no|do|sobre|em o? projeto|pl? {registro} "
    "=> decidir {registro}",
    "? camara|vereadores ja? mandou|enviou|entregou o? autografo do|da o? projeto|pl? {registro} => decidir {registro}",
    "? quantos dias|tempo faltam|falta|restam para|pra|pro|do o? autografo do|da|dos|das? {registro} "
    "=> decidir {registro}",
    "? quantos dias|tempo tenho|temos|falta|faltam para|pra sancionar|vetar|decidir o|sobre? projeto|pl? do|da|de|das? "
    "{registro} => decidir {registro}",
    "? ate quando posso|podemos|da_para|devo sancionar|vetar o? projeto|pl? do|da|de|das? {registro} "
    "=> decidir {registro}",
    "? o_que falta|preciso para? decidir sobre|o? {registro:numero} => decidir {registro}",
    "? sancionar|vetar|sanciono|veto ou|, sancionar|vetar|veto|sanciono o? {registro:numero} => decidir {registro}",
    "* vetar|sancionar|veto|sancao|decidir|assinar lei|projeto|pl? {registro} => decidir {registro}",
)

SANCIONAR = (
    "! sancionar o? projeto|pl|lei|autografo? {registro:unico} => sancionar {registro}",
    "! sancionar o? projeto|pl? {registro:numero} => sancionar {registro}",
    "* sancionar|sancao|sanciono projeto|pl|lei? {registro} => sancionar {registro}",
)

VETAR = (
    "! vetar o|todo|inteiro? projeto|pl? {registro:unico} :|,|porque|pois|por {texto} => vetar {registro} {texto}",
    "! vetar o|todo|inteiro? projeto|pl? {registro:unico} => vetar {registro}",
    "! vetar o|todo|inteiro? projeto|pl? {registro:numero} :|,|porque|pois? {texto?} => vetar {registro} {texto}",
    "* vetar|veto projeto|pl|lei? {registro} {texto?} => vetar {registro} {texto}",
)

AUTOGRAFOS = (
    "? ter|ha|existe alguma|algum|qual? lei|leis|projeto|projetos para eu|mim|a|prefeita? "
    "sancionar|vetar|assinar|decidir => autógrafos",
    "? o_que|que|quais eu? ter que|de|para sancionar|vetar|decidir esta|essa|nesta|nessa? semana|hoje? => autógrafos",
    "? o_que falta|temos|tenho para|que|a|de? decidir|sancionar|vetar na|da? camara? => autógrafos",
    "? quais|que|ter|ha|algum|qual os|algum|alguma? autografos|autografo estao|ha|tem? "
    "abertos|pendentes|para_decidir|decidir|esperando|aberto|pendente|chegou|chegaram? => autógrafos",
    "? ter|ha|que|quais projetos|leis|projeto|lei estao|ha|tem|algum? para? sancionar|vetar => autógrafos",
    "?* autografo|autografos|sancionar|vetar|sancao => autógrafos",
    (
        "?* aprovar|aprovou|votar|votou|passou|sancionar|vetar"
        " camara|vereadores|semana|hoje|ontem|projeto|projetos|lei|leis => autógrafos"
    ),
    "?* prazo|prazos|vencer|quando sancionar|vetar|sancao|veto|autografo => autógrafos",
)

VETOS = (
    "? os|quais|que? vetos que? ainda? nao foram|votaram|votou|apreciaram|foi? "
    "votados|votado|apreciados|julgados|analisados? => vetos",
    "? quais|que|ter|ha|como_estao|algum os? vetos|veto na? camara|abertos|pendentes? => vetos",
    "? camara|vereadores ja? derrubou|manteve|votou|apreciou|rejeitou algum|o|os? veto|vetos => vetos",
    "?* veto|vetos derrubar|derrubou|manter|mantido|votar|apreciar|como|camara|quais|ter|$situacao => vetos",
    "?* veto|vetos => vetos",
)

MATERIAS = (
    "? quais|que|listar|mostrar|como|ter|quantos? os? projetos_de_lei|projetos|materias que? estar|andar|ter? "
    "na|em|pela camara => matérias na câmara",
    "? quais|que|listar|mostrar|como|ter projetos_de_lei|projetos|materias|projeto_de_lei estao|na|da|ha|tem? "
    "em? camara|andamento|tramitacao? => matérias",
    "? quais|que|listar|mostrar|nossos|ter os? projetos_de_lei|projetos|materias "
    "nossos|do_executivo|executivo|do_prefeito => matérias do executivo",
    "? quais|que|listar|mostrar|ter os? projetos_de_lei|projetos|materias dos|de|do vereadores|vereador "
    "=> matérias de vereador",
    "? projetos_de_lei|projetos|materias que? nos? mandamos|enviamos|encaminhamos para? camara? "
    "=> matérias do executivo",
    "?* projetos|projeto lei|leis|camara quais|que|$mostrar|lista => matérias",
    (
        "?* projeto|projetos|pl|materia|materias"
        " camara|lei|votar|votado|andar|nosso|nossos|executivo|prefeitura|tramitar|aprovar|quais => matérias"
    ),
)
SAPL = (
    "? como esta|vai a? leitura|ligacao|contato do|com_o|no sistema|sapl da|de camara? => sapl",
    "? o_sapl|o_sistema_da_camara responde|funciona|esta_no_ar|caiu => sapl",
)

VETO_KEPT = ("* veto|vetos manter|mantido|manteve|mantiveram {registro?} => veto mantido {registro}",)

VETO_REJECTED = (
    "* veto|vetos derrubar|derrubado|derrubou|rejeitar|rejeitado|cair|caiu {registro?} => veto rejeitado {registro}",
)

VETO_FILED = (
    "* veto|vetos protocolar|protocolado|protocolamos|entregar|entregue {registro?} => veto protocolado {registro}",
)

LAW = ("* virou_lei|sancionada|publicada|lei_numero projeto|lei|pl? {registro} => lei {registro}",)

URGENCY = (
    (
        "* urgencia|regime_de_urgencia projeto|pl|pedir|precisar|camara|votacao|querer? {registro?} => urgência"
        " {registro}"
    ),
)

NEW_BILL = (
    (
        "* projeto|pl|projeto_de_lei mandar|enviar|criar|novo|nova|encaminhar|preparar|elaborar"
        " lei|camara|executivo|registrar|queremos => projeto novo"
    ),
)

FILED_BILL = (
    (
        "* projeto|pl protocolar|protocolado|protocolamos|entregue|entregamos {registro?} => projeto protocolado"
        " {registro}"
    ),
)

BILL_OVER = (
    "* projeto|pl rejeitado|retirado|arquivado|prejudicado|retirar|morreu {registro?} => projeto encerrado {registro}",
)

LETTER = (
    (
        "* mensagem projeto|pl|lei|camara preparar|fazer|redigir|mandar|escrever? {registro} => mensagem do projeto"
        " {registro}"
    ),
)
SAPL_REQUESTS = (
    "? que|quais requerimentos|indicacoes|pedidos estao|ha|tem? no sapl|sistema_da_camara? => sapl pedidos",
)

PAPER = ("?* lei|texto $papel materia|projeto|pl|lei? {registro} => lei em papel {registro}",)
