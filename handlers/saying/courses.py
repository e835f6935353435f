"""Ways of asking: the school. The notation: docs/entender.md."""

COURSES = ("? quais|que cursos ha|existem|a_escola tem|ter? => cursos",)

CLASSES = (
    "? quais|que|ver|mostrar|ha turmas estar? abertas => turmas abertas",
    "? ter|ha|existe curso|turma aberta|aberto|com_vaga => turmas abertas",
)

ENROL = (
    "! inscrever|inscreve|matricular me|eu? na|em|no? {registro:numero} => inscrever {registro}",
    "! quero|queria fazer|participar|me_inscrever da|de|na|em|no? {registro:numero} => inscrever {registro}",
)

ABSENCES = ("? quantas|quais faltas eu? tenho|ter|tive em|na|no {registro:numero} => faltas {registro}",)

CREDITS = (
    "? quantas horas de? curso|cursos eu? tenho|ter|fiz => créditos",
    "? quais? meus certificados => créditos",
)

CAREERS = ("? quanto|como valer|contar as? horas_de_curso|cursos na|para carreira|promocao => carreiras",)

LESSONS = (
    "? quando ser|estar? as? minhas aulas => minhas aulas",
    "? quais|ver|mostrar as? minhas aulas => minhas aulas",
    "? quando ter|ser a? minha? proxima aula => minhas aulas",
)

OPEN = ("! abrir|abre as? inscricoes da|do|na|de {registro:numero} => abrir inscrições {registro}",)
CALL = ("! comecar|iniciar|fazer a? chamada da|do|na {registro:numero} => chamada {registro}",)
CLOSE = ("! encerrar|encerra a {registro:numero} => encerrar {registro}",)
HOMOLOGATE = ("! homologar|homologa a {registro:numero} => homologar {registro}",)
CERTIFICATE = ("quero|preciso|mandar o? meu? certificado da|do|de {registro:numero} => certificado {registro}",)
PLACES = (
    "? quem estar? inscrito|inscritos na|no|em {registro:numero} => turma {registro}",
    "? quantas vagas ter|ha|sobram|restam na|no|em {registro:numero} => turma {registro}",
    "! abrir|criar|planejar|marcar uma turma nova? => turma",
)
CONSENT = ("! autorizar|autorizo|liberar {quem} na|no|em {registro:numero} => autorizar {quem} {registro}",)
CHECK = ("? o? {registro:numero} ainda? vale|confere => conferir {registro}",)
