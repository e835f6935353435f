"""Ways of asking: the plan. The notation: docs/entender.md."""

NEW = (
    "registrar|criar|cadastrar um? compromisso_de_governo {texto} => compromisso de governo {texto}",
    "* compromisso_de_governo|compromisso|prometer novo|governo|registrar|criar|campanha => compromisso de governo",
)
REPORT = (
    "! fizemos|fiz|entregamos|entreguei|concluimos|pavimentamos|abrimos|asfaltamos|inauguramos|terminamos "
    "mais? {texto} "
    "em|no|na|do|da {registro:unico} => dar andamento {registro} {linha}",
    "informar|atualizar andamento|progresso do|da|de? {registro:numero} {texto} => dar andamento {registro} {texto}",
    (
        "* abrir|fazer|entregar|chegar|concluir|subir|inaugurar|matricular|pavimentar|atingir|avancar|andamento"
        " vagas|ruas|por_cento|mais|meta|ja|andamento|escolas|unidades|casas|km {registro} => dar andamento {registro}"
        " {linha}"
    ),
    (
        "* asfaltar|pavimentar|construir|plantar|reformar|entregar|inaugurar|atender"
        " vagas|ruas|casas|escolas|mais|ja|por_cento|unidades|pessoas {registro?} => dar andamento {registro} {linha}"
    ),
)
MILESTONE = (
    "criar|incluir|por um? marco em|no|na? {registro:numero} {texto} => marco {registro} {texto}",
    "* marco|etapa|marcos meta|compromisso|incluir|por|criar|nova|novo {registro} => marco {registro}",
)
OBSTACLE = (
    "! {registro:unico} travar|emperrar|empacar|parou|travou ,|porque|por|: {texto} => entrave {registro} {texto}",
    "ter|ha|abrir|registrar um? entrave em|no|na? {registro:numero} : {texto} => entrave {registro} {texto}",
    (
        "*"
        " travado|travada|bloqueado|bloqueada|parado|parada|emperrado|emperrada|entrave|entraves|impedido|impedida"
        "|falta|dependendo|depender"
        " licenca|por_causa|porque|falta|aguardar|esperar|dependendo|por_conta|travado|entrave {registro} => entrave"
        " {registro} {linha}"
    ),
)
REMOVED = (
    "! destravar|liberar|sair|conseguir|resolver a|o? licenca|entrave|alvara|autorizacao|problema "
    "do|da|de|no|na {registro:unico} => resolvido entrave {registro}",
    "resolveram|resolvemos|resolver o? entrave do|da|de? {registro:numero} => resolvido entrave {registro}",
    (
        "* resolver|resolvido|resolvida|destravar|destravou|liberar|liberou|liberada|saiu|conseguimos"
        " licenca|entrave|entraves|problema|obstaculo|alvara|autorizacao {registro?} => resolvido entrave {registro}"
    ),
)
LISTED = (
    "? quais|que|listar metas|compromissos_de_governo temos|existem|ha? => metas",
    "? quais|que metas|compromissos_de_governo estao? bloqueadas|travadas|bloqueados => metas bloqueadas",
    "? quais|que metas|compromissos_de_governo estao? atrasadas|atrasados => metas atrasadas",
    "? como estao|andam|vao as? metas => metas",
    (
        "?* meta|metas|compromisso_de_governo|compromissos_de_governo|plano_de_governo|promessa|promessas"
        " como|quais|andar|andou|$situacao|governo|campanha|cumprir|atingir|ter|falta|$mostrar => metas"
    ),
    "?* meta|metas $atrasado => metas atrasadas",
    "?* meta|metas|plano_de_governo bloqueada|bloqueadas|travada|travadas|$parado|entrave => metas bloqueadas",
    "?* meta|metas sem|noticia|noticias|informacao|atualizacao|atualizar => metas sem notícia há 30 dias",
    "?* meta|metas {orgao} => metas {orgao}",
    "?* prometer|prometido|prometemos|promessa|promessas campanha|governo|andar|cumprir|nao => metas",
    "?* meta|metas|plano|planos => metas",
)
BOARD = (
    "? como esta|anda|vai o? plano_de_governo => quadro",
    "? mostrar|ver o? quadro_de_metas => quadro",
    "?* quadro|painel|placar|semaforo|resumo meta|metas|plano_de_governo|governo|compromissos => quadro",
)
CANCEL = (
    "! cancelar|desistir do|da? compromisso_de_governo|meta {registro:numero} {texto} => cancelar {registro} {texto}",
)
IDEA = (
    "ter|tenho uma? ideia : {texto} => ideia {texto}",
    (
        "* ideia|ideias|sugestao|sugerir|proposta|propor|melhoria|inovacao"
        " tive|ter|tenho|dar|fazer|uma|podia|podiamos|melhorar|queria => ideia {linha}"
    ),
    "* sugestao|sugerir => ideia {linha}",
)
NUMBERS = (
    "estudo {registro:numero} custa {texto} => números {registro} custo {texto}",
    (
        "* custar|custa|custo|economia|economizar|economiza|gastar ideia|estudo|mes|mil|reais|quanto? {registro} =>"
        " números {registro} {linha}"
    ),
)
MEASURE = ("piloto do|da|de? {registro:numero} mede|mediu|deu {texto} => medir {registro} {texto}",)
STUDIES = (
    "? quais|que|listar estudos|ideias temos|existem|ha? => estudos",
    (
        "?* ideia|ideias|estudo|estudos|inovacao|sugestoes quais|ter|$mostrar|lista|como|andar|$situacao|proposta =>"
        " estudos"
    ),
    "?* ideias|estudos|inovacao => estudos",
)
PIPELINE = (
    "? como esta|anda a? esteira de_ideias|de_estudos? => esteira",
    "?* esteira|funil|fase|fases ideia|ideias|estudo|estudos|inovacao|esteira => esteira",
)
OPEN_CYCLE = ("abrir|comecar o? ciclo da|do? {texto} => abrir ciclo {texto}",)
BUDGET_DATES = (
    "? quais|que? as|os? datas|prazos|calendario do|da orcamento|ldo|loa|ppa do|de|da? "
    "ano_que_vem|proximo_ano|ano? => calendário do orçamento",
    "? qual e|o? calendario_do_orcamento => calendário do orçamento",
    (
        "?* ldo|loa|ppa|orcamento quando|prazo|calendario|data|datas|mandar|enviar|entregar|vencer|camara => calendário"
        " do orçamento"
    ),
)

NEW_TARGET = ("* meta nova|novo|criar|cadastrar|registrar|incluir => meta nova",)

STUDY = (
    (
        "* estudar|estudo|analisar|avaliar ideia|proposta|estudo|viabilidade|estudar {um} {registro} {quando?} =>"
        " estudo {registro} {um} {quando}"
    ),
)

PILOT = ("* piloto testar|comecar|fazer|onde|experimentar|rodar {registro?} => piloto {registro}",)

CYCLE = ("?* ldo|loa|ppa ciclo|como|andar|$situacao|fase|etapa => ciclo {linha}",)

MISSING = (
    "?* quem|quais|falta|faltar ldo|loa|ppa {ciclo} => faltam {ciclo}",
    (
        "?* ldo|loa|ppa|proposta|propostas quem|falta|faltar|nao|mandou|mandar|entregou|enviou|secretaria"
        " ldo|loa|ppa|proposta|propostas|ainda => faltam"
    ),
)

PROPOSALS = ("?* proposta|propostas ldo|loa|ppa|orcamento|quais|lista|$mostrar => propostas",)

PROPOSAL = ("* proposta|acao mandar|enviar|incluir|propor|por|colocar ldo|loa|ppa|orcamento => proposta",)

REVIEW = ("* avaliacao|avaliar|quadrimestre|relatorio quadrimestre|metas|trimestre|resultado => avaliação",)

COORDINATION = ("* encontro|reuniao coordenacao|entraves => encontro de coordenação {linha}",)
