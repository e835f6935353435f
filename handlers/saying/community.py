"""Ways of asking: what the town asks. The notation: docs/entender.md."""

LISTED = (
    "? o_que|quais a? comunidade|povo|cidade pediu|pede|quer => demandas da comunidade",
    "? quais|que|quantas demandas ter|ha|estar? sem_resposta => demandas sem resposta",
    (
        "?*"
        " comunidade|populacao|povo|morador|moradores|municipe|municipes|cidadao|cidadaos|reclamacao|reclamacoes"
        "|ouvidoria"
        " quais|que|pedir|pede|querer|quer|reclamar|ter|resposta|$mostrar|bairro|aberto|vencer|falta|quantas|quantos =>"
        " demandas da comunidade"
    ),
    (
        "?* pedidos|pedido|lai informacao|lai|acesso vencer|vencendo|abertos|quais|ter|aberto|prazo => demandas da"
        " comunidade"
    ),
    "?* reclamacao|reclamacoes|ouvidoria|comunidade|manifestacoes => demandas da comunidade",
)

BAIRRO = (
    "? o_que|quais o|a|os|as? {texto:achado} estar? pedir|querer|reclamar|precisar|cobrar => bairro {texto}",
    "? o_que o|a? bairro {texto} pediu|pede|quer|ter|tem => bairro {texto}",
    "? como estar as? demandas bairro {texto} => bairro {texto}",
    (
        "?* bairro|bairros|vila|jardim|centro|distrito|comunidade"
        " pedir|pedem|pede|querer|prometer|prometi|prometeu|ir|vou|visita|reclamar|precisar|quais"
        "|demanda|demandas|falta"
        " => bairro"
    ),
    "?* prometer|prometi|prometemos|prometeu bairro|associacao|moradores|comunidade|que => bairro",
    "?* bairro|bairros => bairro",
)

ENTITIES = (
    "? quais|listar|mostrar|ver as|os? entidades|associacoes => entidades",
    (
        "?* entidade|entidades|associacao|associacoes|sindicato|sindicatos|ong|ongs|movimento|movimentos|igreja"
        " quais|ter|lista|$mostrar|bairro|que => entidades"
    ),
    "?* entidade|entidades|associacoes|sindicatos => entidades",
)

_HEAD = "presidente|representante|lider|lideranca|diretor|diretora|coordenador|coordenadora|responsavel|contato"
ENTITY = (
    "? {nome} => entidade {nome}",
    f"? quem|qual e|era|seria o|a? {_HEAD} do|da|de|dos|das {{texto:achado}} => entidade {{texto}}",
    f"? quem|qual e|era|seria o|a? {_HEAD} do|da|de|dos|das associacao|sindicato|entidade|ong => entidades",
    "? quem representa|responde_por a|o? associacao|sindicato|entidade {texto} => entidade {texto}",
    (
        "?* presidente|representante|lider|representar|contato|telefone|quem"
        " associacao|sindicato|entidade|ong|movimento|bairro => entidades"
    ),
)

SPEAKERS = (
    "? quem|quais estar? inscrito|inscritos|inscreveu para? falar? na|da? {registro:numero} => inscritos {registro}",
)

QUESTIONS = ("? quais|que? perguntas|perguntaram ter|foram_feitas|fizeram? {registro:numero} => perguntas {registro}",)

_ASKS = "pedir|reclamar|solicitar|querer|cobrar|reivindicar|precisar"
DEMAND = (
    f"! {{pedinte}} {_ASKS} de|do|da|que|por? {{texto:cru}} => demanda {{pedinte}}: {{texto}}",
    (
        "* pedir|pede|pedem|pediu|pediram|querer|quer|reclamar|reclama|reclamou|solicita|solicitou|precisar"
        " buraco|tapa-buraco|asfalto|poda|lixo|iluminacao|lampada|luz|agua|esgoto|calcada|limpeza|mato|onibus|creche"
        "|vaga|consulta|remedio|praca|rua|lombada|quadra|escola|posto|obra|morador|moradora|moradores|dona|seu|bairro"
        "|associacao"
        " => demanda {linha}"
    ),
    (
        "* demanda|pedido|reclamacao"
        " morador|moradora|moradores|municipe|cidadao|comunidade|bairro|associacao|registrar|anotar => demanda {linha}"
    ),
)

MANIFESTATION = (
    (
        "*"
        " reclamar|reclamacao|reclamou|denuncia|denunciar|elogio|sugestao|anonimo|anonima|barulho|ouvidoria|queixa"
        "|queixar|mau_atendimento"
        " morador|moradora|municipe|cidadao|anonimo|anonima|ouvidoria|populacao|vizinho|registrar|alguem|barulho =>"
        " manifestação {linha}"
    ),
)

INFORMATION = (
    (
        "* lai|lei_de_acesso|acesso_a_informacao|pedido_de_informacao|transparencia|copia|copias"
        " pedir|pediu|quer|querer|saber|solicitar|jornalista|cidadao|morador|lai|pedido_de_informacao => pedido de"
        " informação {linha}"
    ),
)

DELIVERED = (
    (
        "* avisar|avisei|entreguei|respondi|responder|entregar|comuniquei|informei"
        " morador|moradora|dona|seu|cidadao|associacao|resposta|pediu|deu_certo|municipe {registro?} => resposta"
        " entregue {registro}"
    ),
)

PROMISE = (
    (
        "* prometer|prometeu|prometi|prometemos|promessa|comprometeu|compromisso {registro?} {um?} {quando?} =>"
        " promessa {registro} {quando} {um}"
    ),
)

PROMISE_KEPT = (
    (
        "* promessa|prometido|prometi|prometeu cumprir|cumprida|cumprido|cumpri|feito|feita|fiz|resolvido {registro?}"
        " => promessa cumprida {registro}"
    ),
)

CAME_BACK = (
    (
        "* voltar|voltou|de_novo|insistiu|cobrou|retornou|ligou"
        " morador|moradora|dona|associacao|reclamar|cobrar|cidadao|pedir {registro?} => volta {registro}"
    ),
)

NEW_ENTITY = ("* entidade|associacao|sindicato|ong cadastrar|novo|nova|registrar|incluir => entidade nova",)

HEARING = (
    (
        "* audiencia|audiencias publica|publicas|marcar|fazer|realizar|convocar|plano_diretor => audiência pública"
        " {linha}"
    ),
)

RECEIPT = ("! fazer|imprimir|quero o? recibo|comprovante da|do|de {registro:numero} => recibo {registro}",)
ELECTIONS = ("? quando ser|comecar|acabar o? periodo_eleitoral => período eleitoral",)
