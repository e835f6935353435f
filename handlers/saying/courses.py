"""Ways of asking: the school. The notation: docs/entender.md."""

COURSES = (
    "? quais|que cursos ha|existem|a_escola tem|ter? => cursos",
    (
        "?* curso|cursos|capacitacao|treinamento|treinamentos|escola"
        " quais|que|ter|lista|$mostrar|mes|fazer|oferecer|disponivel => cursos"
    ),
    "?* curso|cursos|capacitacao|treinamento|treinamentos => cursos",
)

CLASSES = (
    "? ter|ha|existe|sobrar ainda? alguma? vaga|vagas no|na|em|para? curso|turma|cursos|turmas => turmas abertas",
    "? quais|que|ver|mostrar|ha turmas estar? abertas => turmas abertas",
    "? ter|ha|existe curso|turma aberta|aberto|com_vaga => turmas abertas",
    (
        "?* turma|turmas|curso|cursos|inscricao|inscricoes"
        " aberto|aberta|abertas|abertos|vaga|vagas|quais|ter|quando|comecar => turmas abertas"
    ),
    "?* turma|turmas|aula|aulas => turmas",
)

ENROL = (
    "! quero|queria|gostaria|preciso|vou|desejo de? fazer|participar|cursar|me_inscrever|inscrever|entrar|assistir "
    "do|da|de|na|em|no? curso|turma|aula|aulas|capacitacao|treinamento {registro:unico} => inscrever {registro}",
    "! me? inscrever|matricular me|eu|mim? na|em|no? curso|turma|aula|capacitacao? {registro:unico} "
    "=> inscrever {registro}",
    "! inscrever|matricular|por|colocar|deixar|liberar {um} fazer|participar? do|da|de|na|em|no? curso|turma|aula "
    "{registro:unico} => inscrever {um} {registro}",
    "! inscrever|inscreve|matricular me|eu? na|em|no? {registro:numero} => inscrever {registro}",
    "! quero|queria fazer|participar|me_inscrever da|de|na|em|no? {registro:numero} => inscrever {registro}",
    (
        "* inscrever|inscricao|matricular|participar|fazer|querer curso|cursos|turma|aula|capacitacao|treinamento {um?}"
        " {registro} => inscrever {um} {registro}"
    ),
    "* inscrever|matricular {um?} => inscrever {um}",
)

ABSENCES = (
    "? quantas|quais faltas eu? tenho|ter|tive em|na|no {registro:numero} => faltas {registro}",
    (
        "?* falta|faltas|frequencia|presenca|faltou|faltaram"
        " quantas|quanto|minha|minhas|aula|curso|tenho|quem|ontem|$mostrar|turma {registro?} => faltas {registro}"
    ),
)

CREDITS = (
    "? quantas horas de? curso|cursos eu? tenho|ter|fiz => créditos",
    "? quais? meus certificados => créditos",
    "?* hora|horas|credito|creditos|certificados curso|cursos|quantas|quanto|tenho|fiz|carreira|fazer => créditos",
)

CAREERS = ("? quanto|como valer|contar as? horas_de_curso|cursos na|para carreira|promocao => carreiras",)

LESSONS = (
    "? quando ser|estar? as? minhas aulas => minhas aulas",
    "? quais|ver|mostrar as? minhas aulas => minhas aulas",
    "? quando ter|ser a? minha? proxima aula => minhas aulas",
)

OPEN = (
    "! abrir|abre as? inscricoes da|do|na|de {registro:numero} => abrir inscrições {registro}",
    "* abrir|comecar|liberar inscricao|inscricoes|matricula|matriculas {registro?} => abrir inscrições {registro}",
)
CALL = (
    "! comecar|iniciar|fazer a? chamada da|do|na {registro:numero} => chamada {registro}",
    "* chamada|lista_de_presenca|palavra aula|turma|fazer|comecar|curso|abrir? {registro?} => chamada {registro}",
)
CLOSE = (
    "! encerrar|encerra a {registro:numero} => encerrar {registro}",
    "* encerrar|fechar|terminar|acabou turma|curso|aulas {registro?} => encerrar {registro}",
)
HOMOLOGATE = ("! homologar|homologa a {registro:numero} => homologar {registro}",)
GRADE = ("! a? nota do|da|de {quem} no|na|em {registro:numero} ser|foi {numero} => nota {registro} {quem} {numero}",)
CERTIFICATE = (
    "quero|preciso|mandar o? meu? certificado da|do|de {registro:numero} => certificado {registro}",
    (
        "?* certificado|certificados|diploma meu|minha|cade|curso|baixar|querer|precisar|pegar|$mostrar|imprimir"
        " {registro?} => certificado {registro}"
    ),
)
PLACES = (
    "? quem|quantos|quantas estar? inscrito|inscritos|inscrever|vagas|matriculados na|no|em|do|da curso|turma "
    "{registro:unico} => turma {registro}",
    "? quem estar? inscrito|inscritos na|no|em {registro:numero} => turma {registro}",
    "? quantas vagas ter|ha|sobram|restam na|no|em {registro:numero} => turma {registro}",
    "! abrir|criar|planejar|marcar uma turma nova? => turma",
)
CONSENT = ("! autorizar|autorizo|liberar {quem} na|no|em {registro:numero} => autorizar {quem} {registro}",)
CHECK = ("? o? {registro:numero} ainda? vale|confere => conferir {registro}",)

ALLOW = (
    (
        "* autorizar|liberar|deixar|aprovar curso|cursos|turma|inscricao|capacitacao {um} {registro} => autorizar"
        " {registro} {um}"
    ),
    "* autorizar|liberar|deixar|aprovar curso|cursos|turma|capacitacao {um} {registro?} => autorizar {registro} {um}",
)

QUIT = (
    (
        "* nao_vou|nao_vou_mais|nao_quero|nao_posso|desistir|sair|desisto|cancelar curso|turma|inscricao|minha"
        " {registro} => desistir {registro}"
    ),
)

PRESENT = ("* presenca|presente|cheguei aula|marcar|curso|aqui|minha => presença",)

ABSENT = ("* faltou|faltar|falta|ausente aula|curso|turma {um} => faltou {um}",)

NEW = ("* curso|capacitacao|treinamento novo|nova|criar|cadastrar|montar|oferecer|registrar => curso novo",)

NEW_CLASS = ("* turma|aulas novo|nova|criar|abrir|marcar|montar|planejar|vagas => turma",)

RATIFY = ("* homologar turma|curso|certificados|certificado|horas {registro?} => homologar {registro}",)

REFUSE = ("* recusar|negar|nao_autorizo|nao_libero curso|turma|inscricao {um} {registro} => recusar {registro} {um}",)
