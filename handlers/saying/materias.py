"""Ways of asking: matérias. The notation: docs/entender.md."""

AUTOGRAFO = ("registrar|cadastrar|chegou|entrou um|novo? autografo novo? => autógrafo",)

PARECER = ("pedir|solicitar o? parecer ao|a|da|do|de {orgao} sobre {registro:numero} => parecer {registro} {orgao}",)

OPINO = ("opinar|dar_parecer em|sobre|no {registro:numero} => opino {registro}",)

DECIDIR = ("? o_que falta|preciso para? decidir sobre|o? {registro:numero} => decidir {registro}",)

SANCIONAR = ("! sancionar o? projeto|pl {registro:numero} => sancionar {registro}",)

AUTOGRAFOS = (
    "? quais|que|ter|ha autografos estao|ha? abertos|pendentes|para_decidir|esperando? => autógrafos",
    "? que|quais projetos|leis estao|ha|tem para sancionar|vetar => autógrafos",
)

VETOS = ("? quais|que|ter|ha|como_estao os? vetos na? camara|abertos|pendentes? => vetos",)

MATERIAS = ("? quais|que|listar projetos_de_lei|materias estao|na|da|ha? camara|andamento? => matérias",)
