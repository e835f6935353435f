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
    "? quando estar? as? minhas aulas => minhas aulas",
    "? quais|ver|mostrar as? minhas aulas => minhas aulas",
    "? quando ter|ser a? minha? proxima aula => minhas aulas",
)
