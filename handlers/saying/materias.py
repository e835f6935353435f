"""Ways of asking: matérias. The notation: docs/entender.md."""

AUTOGRAFO = ("registrar|cadastrar|chegou|entrou um|novo? autografo novo? => autógrafo",)

PARECER = ("pedir|solicitar o? parecer ao|a|da|do|de {orgao} sobre {registro:numero} => parecer {registro} {orgao}",)

OPINO = ("opinar|dar_parecer em|sobre|no {registro:numero} => opino {registro}",)

DECIDIR = (
    "? o_que falta|preciso para? decidir sobre|o? {registro:numero} => decidir {registro}",
    "? sancionar|vetar|sanciono|veto ou|, sancionar|vetar|veto|sanciono o? {registro:numero} => decidir {registro}",
)

SANCIONAR = ("! sancionar o? projeto|pl? {registro:numero} => sancionar {registro}",)

VETAR = ("! vetar o|todo|inteiro? projeto|pl? {registro:numero} :|,|porque|pois? {texto?} => vetar {registro} {texto}",)

AUTOGRAFOS = (
    "? quais|que|ter|ha|algum|qual os|algum|alguma? autografos|autografo estao|ha|tem? "
    "abertos|pendentes|para_decidir|decidir|esperando|aberto|pendente|chegou|chegaram? => autógrafos",
    "? ter|ha|que|quais projetos|leis|projeto|lei estao|ha|tem|algum? para? sancionar|vetar => autógrafos",
    "?* autografo|autografos|sancionar|vetar|sancao => autógrafos",
)

VETOS = (
    "? quais|que|ter|ha|como_estao|algum os? vetos|veto na? camara|abertos|pendentes? => vetos",
    "? camara|vereadores ja? derrubou|manteve|votou|apreciou|rejeitou algum|o|os? veto|vetos => vetos",
)

MATERIAS = (
    "? quais|que|listar|mostrar|como|ter projetos_de_lei|projetos|materias|projeto_de_lei estao|na|da|ha|tem? "
    "em? camara|andamento|tramitacao? => matérias",
    "? quais|que|listar|mostrar|nossos|ter os? projetos_de_lei|projetos|materias "
    "nossos|do_executivo|executivo|do_prefeito => matérias do executivo",
    "? quais|que|listar|mostrar|ter os? projetos_de_lei|projetos|materias dos|de|do vereadores|vereador "
    "=> matérias de vereador",
    "? projetos_de_lei|projetos|materias que? nos? mandamos|enviamos|encaminhamos para? camara? "
    "=> matérias do executivo",
    "?* projetos|projeto lei|leis|camara quais|que|$mostrar|lista => matérias",
)
SAPL = (
    "? como esta|vai a? leitura|ligacao|contato do|com_o|no sistema|sapl da|de camara? => sapl",
    "? o_sapl|o_sistema_da_camara responde|funciona|esta_no_ar|caiu => sapl",
)
